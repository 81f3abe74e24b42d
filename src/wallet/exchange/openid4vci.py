"""Receiving credentials with a pre-authorized code (OpenID4VCI 1.0 sections 6 to 11), one step a function.

What a server says in words is never shown: only its error code, from a list that is known here. Tokens and codes
live for one call and are kept nowhere.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from wallet.errors import MalformedError, UnsupportedError, UsageError, WalletError
from wallet.exchange.credential_offer import PRE_AUTHORIZED, Configuration, CredentialOffer, IssuerMetadata
from wallet.formats import base64url, json_slice, strict_json
from wallet.ports import Answer, Random, Sender
from wallet.verification.keys.public_key import KeyType
from wallet.verification.keys.signer import Signer

ALGORITHMS: Mapping[str, KeyType] = {
    "ES256": KeyType.P256,
    "EdDSA": KeyType.ED25519,
    "Ed25519": KeyType.ED25519,
}
"""JOSE names of the algorithms that a holder key of this wallet can prove itself with, the commonest first."""

_KNOWN_ERRORS = frozenset(
    {
        "invalid_request",
        "invalid_grant",
        "invalid_client",
        "invalid_tx_code",
        "unauthorized_client",
        "unsupported_grant_type",
        "invalid_credential_request",
        "unknown_credential_configuration",
        "unknown_credential_identifier",
        "invalid_proof",
        "invalid_nonce",
        "invalid_encryption_parameters",
        "credential_request_denied",
        "invalid_token",
        "invalid_transaction_id",
        "use_dpop_nonce",
        "invalid_dpop_proof",
    }
)
_WRONG_CODE = frozenset({"invalid_grant", "invalid_tx_code"})
_NONCE_HEADER = "dpop-nonce"


@dataclass(frozen=True, slots=True)
class HolderKey:
    """A key of the holder: what signs with it, its public JWK, and its did:jwk."""

    signer: Signer
    jwk: Mapping[str, str]
    did: str


@dataclass(slots=True)
class Access:
    """A token and what came with it. ``identifiers``: credential identifiers per configuration, where given."""

    token: str
    dpop: bool
    identifiers: Mapping[str, tuple[str, ...]]
    dpop_nonce: str | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """The issuer is not ready: ask again with this after ``interval`` seconds."""

    transaction_id: str
    interval: int


@dataclass(frozen=True, slots=True)
class Issued:
    """Credentials as the issuer sent them, byte for byte where they are text."""

    credentials: tuple[bytes, ...]
    notification_id: str | None = None


class RefusedByIssuerError(WalletError):
    """The issuer said no; ``facts["error"]`` is its code where it is a known one."""


class Exchange:
    """One reception: the same sender, the same keys, the same moment."""

    def __init__(
        self, offer: CredentialOffer, metadata: IssuerMetadata, *, sender: Sender, random: Random, now: datetime
    ) -> None:
        """Receive ``offer`` from the issuer that ``metadata`` describes."""
        self._offer = offer
        self._metadata = metadata
        self._sender = sender
        self._random = random
        self._now = now

    # -- tokens

    def access(self, transaction_code: str | None, dpop_key: HolderKey | None = None) -> Access:
        """Return a token for the code of the offer.

        Raises:
            UsageError: ``offer.tx_code_needed``, ``offer.tx_code_wrong``.
            UnsupportedError: ``offer.needs_login``.
            RefusedByIssuerError: ``offer.refused``.
            UnreachableError, FetchRefusedError: the server cannot be reached.
        """
        offer = self._offer
        if offer.code is None:
            raise UnsupportedError("offer.needs_login", {"host": offer.host})
        if offer.transaction_code is not None and not transaction_code:
            raise UsageError("offer.tx_code_needed", {"host": offer.host})
        form = {"grant_type": PRE_AUTHORIZED, "pre-authorized_code": offer.code}
        if offer.transaction_code is not None:
            form["tx_code"] = transaction_code or ""
        use_dpop = dpop_key is not None and "ES256" in self._metadata.dpop_algorithms
        access = Access("", use_dpop, {})
        answer = self._post(
            self._metadata.token_endpoint,
            urlencode(form).encode(),
            "application/x-www-form-urlencoded",
            access,
            dpop_key,
        )
        if answer.status != 200:
            error = _error(answer)
            if error in _WRONG_CODE and offer.transaction_code is not None:
                raise UsageError("offer.tx_code_wrong", {"host": offer.host})
            raise self._refused(error)
        return self._access(_content(answer), access)

    def _access(self, content: Mapping[str, Any], access: Access) -> Access:
        token = content.get("access_token")
        kind = content.get("token_type")
        if not isinstance(token, str) or not isinstance(kind, str):
            raise MalformedError("offer.answer", {"host": self._offer.host})
        details = content.get("authorization_details")
        identifiers: dict[str, tuple[str, ...]] = {}
        for detail in details if isinstance(details, list) else []:
            name, found = detail.get("credential_configuration_id"), detail.get("credential_identifiers")
            if isinstance(name, str) and isinstance(found, list):
                identifiers[name] = tuple(one for one in found if isinstance(one, str))
        return Access(token, kind.lower() == "dpop", identifiers, access.dpop_nonce)

    # -- credentials

    def credential(
        self, configuration: Configuration, access: Access, key: HolderKey | None, dpop_key: HolderKey | None = None
    ) -> Issued | Pending:
        """Ask for one credential, proving that ``key`` is ours where the issuer binds it to one.

        A nonce that went stale is replaced once.

        Raises:
            RefusedByIssuerError: ``offer.refused``.
            MalformedError: ``offer.answer``.
            UnreachableError, FetchRefusedError: the server cannot be reached.
        """
        for attempt in range(2):
            request: dict[str, Any] = {}
            identifiers = access.identifiers.get(configuration.id)
            if identifiers:
                request["credential_identifier"] = identifiers[0]
            else:
                request["credential_configuration_id"] = configuration.id
            if key is not None:
                request["proofs"] = {"jwt": [self._proof(configuration, key, self._nonce(access))]}
            answer = self._post_json(self._metadata.credential_endpoint, request, access, dpop_key)
            if answer.status != 400 or _error(answer) != "invalid_nonce" or attempt:
                break
        return self._issued(answer)

    def deferred(self, pending: Pending, access: Access, dpop_key: HolderKey | None = None) -> Issued | Pending:
        """Ask again for a credential that was not ready (section 9; see ``credential``).

        Raises:
            MalformedError: ``offer.metadata``: the issuer names no place to ask; otherwise as ``credential``.
        """
        endpoint = self._metadata.deferred_endpoint
        if endpoint is None:
            raise MalformedError("offer.metadata", {"host": self._offer.host})
        return self._issued(self._post_json(endpoint, {"transaction_id": pending.transaction_id}, access, dpop_key))

    def notify(self, issued: Issued, event: str, access: Access, dpop_key: HolderKey | None = None) -> None:
        """Tell the issuer what became of it (section 11); a failure here never undoes what was kept."""
        endpoint = self._metadata.notification_endpoint
        if endpoint is None or issued.notification_id is None:
            return
        try:
            self._post_json(endpoint, {"notification_id": issued.notification_id, "event": event}, access, dpop_key)
        except WalletError:
            return

    def _issued(self, answer: Answer) -> Issued | Pending:
        if answer.status not in (200, 202):
            raise self._refused(_error(answer))
        content = _content(answer)
        transaction = content.get("transaction_id")
        if isinstance(transaction, str):
            interval = content.get("interval")
            return Pending(transaction, interval if isinstance(interval, int) and interval > 0 else 5)
        found = content.get("credentials")
        if not isinstance(found, list) or not found:
            raise MalformedError("offer.answer", {"host": self._offer.host})
        text = answer.body.decode("utf-8")
        credentials = tuple(_credential(text, number, one) for number, one in enumerate(found))
        note = content.get("notification_id")
        return Issued(credentials, note if isinstance(note, str) else None)

    # -- proofs

    def _nonce(self, access: Access) -> str | None:
        endpoint = self._metadata.nonce_endpoint
        if endpoint is None:
            return None
        answer = self._sender.send("POST", endpoint, headers={"Accept": "application/json"})
        access.dpop_nonce = answer.headers.get(_NONCE_HEADER, access.dpop_nonce)
        nonce = _content(answer).get("c_nonce") if answer.status == 200 else None
        if not isinstance(nonce, str):
            raise MalformedError("offer.answer", {"host": self._offer.host})
        return nonce

    def _proof(self, configuration: Configuration, key: HolderKey, nonce: str | None) -> str:
        header: dict[str, Any] = {"typ": "openid4vci-proof+jwt", "alg": algorithm_for(configuration, key)}
        if "jwk" in configuration.binding_methods or not configuration.binding_methods:
            header["jwk"] = dict(key.jwk)
        else:
            header["kid"] = f"{key.did}#0"
        body: dict[str, Any] = {"aud": self._metadata.issuer, "iat": int(self._now.timestamp())}
        if nonce is not None:
            body["nonce"] = nonce
        return _jws(header, body, key.signer)

    def _dpop(self, method: str, url: str, access: Access, key: HolderKey) -> str:
        """Return a DPoP proof (RFC 9449 section 4.2)."""
        body: dict[str, Any] = {
            "jti": base64url.encode(self._random.token(16)),
            "htm": method,
            "htu": url.split("?", 1)[0],
            "iat": int(self._now.timestamp()),
        }
        if access.token:
            body["ath"] = base64url.encode(hashlib.sha256(access.token.encode()).digest())
        if access.dpop_nonce:
            body["nonce"] = access.dpop_nonce
        return _jws({"typ": "dpop+jwt", "alg": "ES256", "jwk": dict(key.jwk)}, body, key.signer)

    # -- sending

    def _post_json(self, url: str, content: Mapping[str, Any], access: Access, dpop_key: HolderKey | None) -> Answer:
        return self._post(url, json.dumps(content).encode(), "application/json", access, dpop_key)

    def _post(self, url: str, body: bytes, kind: str, access: Access, dpop_key: HolderKey | None) -> Answer:
        def send() -> Answer:
            headers = {"Content-Type": kind, "Accept": "application/json"}
            if access.token:
                headers["Authorization"] = f"{'DPoP' if access.dpop else 'Bearer'} {access.token}"
            if access.dpop and dpop_key is not None:
                headers["DPoP"] = self._dpop("POST", url, access, dpop_key)
            return self._sender.send("POST", url, body=body, headers=headers)

        answer = send()
        fresh = answer.headers.get(_NONCE_HEADER)
        wants = answer.status in (400, 401) and fresh is not None and fresh != access.dpop_nonce
        access.dpop_nonce = fresh or access.dpop_nonce
        # A server may insist on a nonce of its own; it is given one chance (RFC 9449 section 8).
        return send() if wants and access.dpop else answer

    def _refused(self, error: str) -> RefusedByIssuerError:
        return RefusedByIssuerError("offer.refused", {"host": self._offer.host, "error": error})


def _jws(header: Mapping[str, Any], body: Mapping[str, Any], signer: Signer) -> str:
    signed = ".".join(base64url.encode(json.dumps(part).encode()) for part in (header, body))
    return f"{signed}.{base64url.encode(signer.sign(signed.encode()))}"


def algorithm_for(configuration: Configuration, key: HolderKey) -> str:
    """Return the name that the issuer uses for the algorithm of ``key``."""
    accepted = configuration.algorithms or ()
    fitting = [name for name, kind in ALGORITHMS.items() if kind is key.signer.type]
    return next((name for name in fitting if name in accepted), fitting[0])


def key_type_for(configuration: Configuration) -> KeyType | None:
    """Return the type of key that the credential is to be bound to; nothing where it is bound to none.

    Raises:
        UnsupportedError: ``offer.unsupported_proof``: no algorithm or way of binding that this wallet has.
    """
    if configuration.algorithms is None:
        return None
    methods = configuration.binding_methods
    if not methods or {"jwk", "did:jwk"} & set(methods):
        for name, kind in ALGORITHMS.items():
            if name in configuration.algorithms:
                return kind
    raise UnsupportedError("offer.unsupported_proof", {"id": configuration.id})


def _content(answer: Answer) -> Mapping[str, Any]:
    return strict_json.loads_object(answer.body)


def _error(answer: Answer) -> str:
    try:
        error = _content(answer).get("error")
    except WalletError:
        error = None
    return error if isinstance(error, str) and error in _KNOWN_ERRORS else f"http_{answer.status}"


def _credential(text: str, number: int, one: object) -> bytes:
    """Return a credential as issued: the text of a token, or a JSON-LD object exactly as it stands in the answer."""
    credential = one.get("credential") if isinstance(one, dict) else None
    if isinstance(credential, str):
        return credential.encode()
    if not isinstance(credential, dict):
        raise MalformedError("offer.answer")
    return json_slice.cut(text, "credentials", number, "credential").encode()
