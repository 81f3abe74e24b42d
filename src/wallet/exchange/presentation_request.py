"""A request for a presentation, read in full (OpenID4VP 1.0 sections 5 and 8): by value, by request_uri GET or POST.

Only what stands inside a request object counts; answers go to ``response_uri`` and nowhere else.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from wallet.errors import MalformedError, UnreachableError, UnsupportedError
from wallet.exchange import client_identifier, dcql
from wallet.exchange.client_identifier import ClientIdentifier, ClientIdPrefix
from wallet.exchange.dcql import DcqlQuery
from wallet.formats import base64url, jws, query, strict_json, web_address
from wallet.ports import Fetcher, Purpose, Random, Sender

REQUEST_TYPE = "oauth-authz-req+jwt"
SELF_ISSUED = "https://self-issued.me/v2"

STATEMENT = "urn:capsa:transaction:statement:1"
"""The one type of transaction data that this program can show in full: ``title`` and ``text``, both plain text."""


class ResponseMode(StrEnum):
    """How the answer travels. ``fragment`` needs a browser on the same device and is not offered."""

    DIRECT_POST = "direct_post"
    DIRECT_POST_JWT = "direct_post.jwt"


class RequestProtocol(StrEnum):
    """The protocol that the answer is sent in."""

    OPENID4VP = "openid4vp"
    VC_API = "vc_api"


@dataclass(frozen=True, slots=True)
class TransactionData:
    """One thing that the person agrees to by answering. ``encoded`` is exactly as received: it is what is hashed."""

    encoded: str
    type: str
    credential_ids: tuple[str, ...]
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class VerifierInfo:
    """A statement about the verifier that came with the request; shown as unchecked, never relied on."""

    format: str
    data: str


@dataclass(frozen=True, slots=True)
class PresentationRequest:
    """A sound request. ``identity`` is who signed it, if anybody; ``host`` is where the answer goes."""

    client: ClientIdentifier
    signed: bool
    identity: str | None
    response_mode: ResponseMode
    response_uri: str
    host: str
    nonce: str
    state: str | None
    query: DcqlQuery
    client_metadata: Mapping[str, Any]
    transaction_data: tuple[TransactionData, ...] = ()
    verifier_info: tuple[VerifierInfo, ...] = ()
    stated_name: str | None = None
    protocol: RequestProtocol = RequestProtocol.OPENID4VP


class RequestRefusedError(MalformedError):
    """A request of which its sender could be told what is wrong (section 8.5): ``error`` is the OAuth code.

    ``sender_knows`` tells whether the same site handed over the request just now. Only then does an answer give
    nothing away: else whoever sends a broken request would learn that it was opened, and from where.
    """

    def __init__(self, code: str, error: str, response_uri: str, state: str | None, *, sender_knows: bool) -> None:
        """Remember where the refusal may be sent."""
        super().__init__(code, {"error": error})
        self.error = error
        self.response_uri = response_uri
        self.state = state
        self.sender_knows = sender_knows


def _wallet_metadata() -> str:
    algorithms = ["ES256", "EdDSA"]
    return json.dumps(
        {
            "vp_formats_supported": {
                "dc+sd-jwt": {"sd-jwt_alg_values": algorithms, "kb-jwt_alg_values": algorithms},
                "jwt_vc_json": {"alg_values": algorithms},
                "ldp_vc": {"proof_type_values": ["DataIntegrityProof"]},
            },
            "client_id_prefixes_supported": [
                prefix.value
                for prefix in (
                    ClientIdPrefix.REDIRECT_URI,
                    ClientIdPrefix.X509_SAN_DNS,
                    ClientIdPrefix.X509_HASH,
                    ClientIdPrefix.DECENTRALIZED_IDENTIFIER,
                )
            ],
            "response_modes_supported": [mode.value for mode in ResponseMode],
        }
    )


class RequestReader:
    """Reads requests; fetches a request by reference only when asked to."""

    def __init__(self, fetcher: Fetcher, sender: Sender, random: Random, *, allow_http_loopback: bool = False) -> None:
        """Fetch through ``fetcher``; POST to a ``request_uri`` through ``sender``."""
        self._fetcher = fetcher
        self._sender = sender
        self._random = random
        self._loopback = allow_http_loopback

    def read(self, uri: str) -> PresentationRequest:
        """Return the request in an ``openid4vp:`` or https address.

        Raises:
            MalformedError: it breaks the specification (``request.…``, ``format.…``).
            RequestRefusedError: the same, where its sender can be told.
            UnsupportedError: ``request.unsupported_…``.
            UnreachableError, FetchRefusedError: a request by reference cannot be had.
        """
        outer = query.parameters(uri)
        if "request" in outer and "request_uri" in outer:
            raise MalformedError("request.both_forms")
        if "request_uri" in outer:
            return self._signed(self._by_reference(outer), outer)
        if "request" in outer:
            return self._signed(outer["request"], outer)
        return self._checked(_inline(outer), signed=False, identity=None)

    def _by_reference(self, outer: Mapping[str, str]) -> str:
        address = web_address.secure(outer["request_uri"], allow_http_loopback=self._loopback)
        method = outer.get("request_uri_method", "get")
        if method == "get":
            document = self._fetcher.get(address.url, purpose=Purpose.METADATA, accept=f"application/{REQUEST_TYPE}")
            if document.final_url not in (None, address.url):
                raise MalformedError("request.redirected")
            return document.body.decode("ascii", "replace").strip()
        if method != "post":
            raise MalformedError("request.uri_method")
        return self._posted(address.url, address.host)

    def _posted(self, url: str, host: str) -> str:
        nonce = base64url.encode(self._random.token(16))
        body = urlencode({"wallet_metadata": _wallet_metadata(), "wallet_nonce": nonce}).encode()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": f"application/{REQUEST_TYPE}",
        }
        answer = self._sender.send("POST", url, body=body, headers=headers)
        if answer.status != 200:
            raise UnreachableError("fetch.http_status", {"host": host, "url": url, "status": str(answer.status)})
        text = answer.body.decode("ascii", "replace").strip()
        if strict_json.loads_object(jws.compact(text).payload).get("wallet_nonce") != nonce:
            # Section 5.10: otherwise somebody could hand on an older request.
            raise MalformedError("request.wallet_nonce")
        return text

    def _signed(self, text: str, outer: Mapping[str, str]) -> PresentationRequest:
        signed = jws.compact(text)
        if str(signed.header.get("typ", "")).removeprefix("application/") != REQUEST_TYPE:
            raise MalformedError("request.type")
        claims = strict_json.loads_object(signed.payload)
        if outer.get("client_id") != claims.get("client_id"):
            raise MalformedError("request.client_id")
        # Some verifiers name the address that the request was fetched from, which says the same: whoever fetches it.
        if claims.get("aud") not in (None, SELF_ISSUED, outer.get("request_uri")):
            raise MalformedError("request.audience")
        client = client_identifier.parse(claims.get("client_id"))
        if signed.header["alg"] == "none":
            raise MalformedError("request.signature", {"reason": "none"})
        identity = client_identifier.authenticate(signed, client, claims, self._fetcher)
        return self._checked(claims, signed=True, identity=identity, fetched_from=outer.get("request_uri"))

    def _checked(
        self, claims: Mapping[str, Any], *, signed: bool, identity: str | None, fetched_from: str | None = None
    ) -> PresentationRequest:
        client = client_identifier.parse(claims.get("client_id"))
        if not signed and client.prefix is not ClientIdPrefix.REDIRECT_URI:
            raise MalformedError("request.not_signed", {"client": client.full[:200]})
        address = self._response_address(claims, client)
        state = claims.get("state")
        known = fetched_from is not None and web_address.parse(fetched_from).origin == address.origin
        refuse = _Refusal(address.url, state if isinstance(state, str) else None, sender_knows=known)
        mode = _response_mode(claims, refuse)
        nonce = claims.get("nonce")
        if not isinstance(nonce, str) or not nonce or not nonce.isascii():
            raise refuse("request.nonce")
        asked = _query(claims, refuse)
        if state is None and not all(one.holder_binding for one in asked.credentials):
            raise refuse("request.state")
        metadata = claims.get("client_metadata", {})
        if not isinstance(metadata, dict):
            raise refuse("request.client_metadata")
        name = metadata.get("client_name")
        return PresentationRequest(
            client=client,
            signed=signed,
            identity=identity,
            response_mode=mode,
            response_uri=address.url,
            host=address.host,
            nonce=nonce,
            state=refuse.state,
            query=asked,
            client_metadata=metadata,
            transaction_data=_transaction_data(claims, asked, refuse),
            verifier_info=_verifier_info(claims, refuse),
            stated_name=name[:200] if isinstance(name, str) else None,
        )

    def _response_address(self, claims: Mapping[str, Any], client: ClientIdentifier) -> web_address.WebAddress:
        if "redirect_uri" in claims:
            # Section 8.2: with direct_post there is no redirect_uri.
            raise MalformedError("request.redirect_uri")
        address = web_address.secure(claims.get("response_uri"), allow_http_loopback=self._loopback)
        if client.prefix is ClientIdPrefix.REDIRECT_URI and client.value != address.url:
            raise MalformedError("request.client_mismatch", {"client": client.value[:200]})
        return address


class _Refusal:
    """Makes the error that its sender can be told about."""

    def __init__(self, response_uri: str, state: str | None, *, sender_knows: bool) -> None:
        self.response_uri = response_uri
        self.state = state
        self.sender_knows = sender_knows

    def __call__(self, code: str, error: str = "invalid_request") -> RequestRefusedError:
        return RequestRefusedError(code, error, self.response_uri, self.state, sender_knows=self.sender_knows)


def _inline(outer: Mapping[str, str]) -> dict[str, Any]:
    """Return the parameters of an unsigned request; those that are JSON are read as JSON."""
    structured = ("dcql_query", "client_metadata", "transaction_data", "verifier_info")
    return {name: strict_json.loads(value) if name in structured else value for name, value in outer.items()}


def _response_mode(claims: Mapping[str, Any], refuse: _Refusal) -> ResponseMode:
    if claims.get("response_type") != "vp_token":
        raise refuse("request.response_type", "unsupported_response_type")
    try:
        return ResponseMode(str(claims.get("response_mode")))
    except ValueError as error:
        raise UnsupportedError("request.unsupported_response_mode") from error


def _query(claims: Mapping[str, Any], refuse: _Refusal) -> DcqlQuery:
    if ("dcql_query" in claims) == ("scope" in claims):
        raise refuse("request.query")
    if "scope" in claims:
        raise refuse("request.unsupported_scope", "invalid_scope")
    try:
        return dcql.parse(claims["dcql_query"])
    except MalformedError as error:
        raise refuse(error.code) from error


def _transaction_data(claims: Mapping[str, Any], asked: DcqlQuery, refuse: _Refusal) -> tuple[TransactionData, ...]:
    """Read what the person would agree to; a type that cannot be shown must be refused (section 8.4)."""
    listed = claims.get("transaction_data", [])
    if not isinstance(listed, list) or len(listed) > 20:
        raise refuse("request.transaction_data", "invalid_transaction_data")
    found = []
    for encoded in listed:
        try:
            data = strict_json.loads_object(base64url.decode(str(encoded)))
        except MalformedError as error:
            raise refuse("request.transaction_data", "invalid_transaction_data") from error
        ids = data.get("credential_ids")
        known = isinstance(ids, list) and ids and all(isinstance(one, str) and asked.get(one) for one in ids)
        texts = isinstance(data.get("title"), str) and isinstance(data.get("text"), str)
        if data.get("type") != STATEMENT or not known or not texts:
            raise refuse("request.unknown_transaction_data", "invalid_transaction_data")
        wanted = data.get("transaction_data_hashes_alg", [])
        if not isinstance(wanted, list) or (wanted and "sha-256" not in wanted):
            raise refuse("request.transaction_data", "invalid_transaction_data")
        found.append(TransactionData(str(encoded), STATEMENT, tuple(ids or ()), data["title"], data["text"]))
    return tuple(found)


def _verifier_info(claims: Mapping[str, Any], refuse: _Refusal) -> tuple[VerifierInfo, ...]:
    listed = claims.get("verifier_info", [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise refuse("request.verifier_info")
    return tuple(
        VerifierInfo(str(one.get("format", ""))[:100], json.dumps(one.get("data"), ensure_ascii=False)[:2000])
        for one in listed[:20]
    )
