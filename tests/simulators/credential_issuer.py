"""An OpenID4VCI issuer in memory: offers, metadata, tokens, nonces, credentials; it checks what the wallet sends.

It is a ``ports.Fetcher`` and a ``ports.Sender`` at once, and says in ``seen`` what it was asked.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, quote

from simulators.issuer import NOW, Issuer, did_jwk
from wallet.errors import UnreachableError
from wallet.formats import base64url
from wallet.ports import Answer, Document, Purpose
from wallet.verification.keys import algorithms, jwk

Json = dict[str, Any]
GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code"


def _part(token: str, number: int) -> Json:
    found: Json = json.loads(base64url.decode(token.split(".")[number]))
    return found


def checked_jws(token: str, key: Mapping[str, Any]) -> Json:
    """Return the payload of a token whose signature by ``key`` stands."""
    signed, _, signature = token.rpartition(".")
    public = jwk.public_key(dict(key))
    algorithms.verify(public, _part(token, 0)["alg"], signed.encode(), base64url.decode(signature))
    return _part(token, 1)


@dataclass
class CredentialIssuer:
    """The issuer. Each switch makes it behave in another way that the protocol allows, or forbids."""

    host: str = "https://offers.example/tenant"
    college: Issuer = field(default_factory=lambda: did_jwk("SAMPLE College"))
    tx_code: str | None = None
    dpop: bool = False
    stale_nonces: int = 0
    deferrals: int = 0
    identifiers: bool = False
    methods: tuple[str, ...] = ("did:jwk",)
    algorithms: tuple[str, ...] = ("ES256", "EdDSA")
    refuse: str = ""
    changed_metadata: Json = field(default_factory=dict)
    changed_server: Json = field(default_factory=dict)
    as_object: bool = False
    seen: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    holder: str = ""
    _nonces: set[str] = field(default_factory=set)

    @property
    def origin(self) -> str:
        return self.host.rsplit("/", 1)[0]

    # -- what is offered

    def offer(self, **changed: Any) -> Json:
        grant: Json = {"pre-authorized_code": "code-1"}
        if self.tx_code is not None:
            grant["tx_code"] = {"input_mode": "numeric", "length": len(self.tx_code), "description": "by post"}
        return {
            "credential_issuer": self.host,
            "credential_configuration_ids": ["ob3"],
            "grants": {GRANT: grant},
            **changed,
        }

    def link(self, **changed: Any) -> str:
        return "openid-credential-offer://?credential_offer=" + quote(json.dumps(self.offer(**changed)))

    def link_by_reference(self) -> str:
        return "openid-credential-offer://?credential_offer_uri=" + quote(f"{self.origin}/offer/1", safe="")

    # -- Fetcher

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        self.seen.append(f"GET {url}")
        pages: dict[str, Callable[[], Json]] = {
            f"{self.origin}/offer/1": self.offer,
            f"{self.origin}/.well-known/openid-credential-issuer/tenant": self._metadata,
            f"{self.origin}/.well-known/oauth-authorization-server/tenant": self._server,
        }
        if url not in pages:
            raise UnreachableError("fetch.http_status", {"host": "offers.example", "status": "404"})
        return Document(url, json.dumps(pages[url]()).encode(), "application/json", NOW, purpose)

    def _metadata(self) -> Json:
        configuration: Json = {
            "format": "jwt_vc_json",
            "credential_metadata": {
                "display": [{"name": "Open Badge", "locale": "en"}, {"name": "Badge", "locale": "nl"}]
            },
        }
        if self.methods:
            configuration["cryptographic_binding_methods_supported"] = list(self.methods)
            configuration["proof_types_supported"] = {
                "jwt": {"proof_signing_alg_values_supported": list(self.algorithms)}
            }
        return {
            "credential_issuer": self.host,
            "credential_endpoint": f"{self.origin}/credential",
            "nonce_endpoint": f"{self.origin}/nonce",
            "deferred_credential_endpoint": f"{self.origin}/deferred",
            "notification_endpoint": f"{self.origin}/notification",
            "display": [{"name": "College says", "locale": "en"}],
            "credential_configurations_supported": {"ob3": configuration},
            **self.changed_metadata,
        }

    def _server(self) -> Json:
        server: Json = {"issuer": self.host, "token_endpoint": f"{self.origin}/token"}
        if self.dpop:
            server["dpop_signing_alg_values_supported"] = ["ES256"]
        return {**server, **self.changed_server}

    # -- Sender

    def send(self, method: str, url: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        self.seen.append(f"{method} {url}")
        given = dict(headers or {})
        path = url.removeprefix(self.origin)
        handlers: dict[str, Callable[[bytes, dict[str, str]], tuple[int, Json]]] = {
            "/token": self._token,
            "/nonce": self._nonce,
            "/credential": self._credential,
            "/deferred": self._deferred,
            "/notification": self._notification,
        }
        if self.dpop and path != "/nonce":
            refused = self._check_dpop(method, url, given, with_token=path != "/token")
            if refused is not None:
                return refused
        status, content = handlers[path](body, given)
        return Answer(status, {}, json.dumps(content).encode())

    def _check_dpop(self, method: str, url: str, headers: dict[str, str], *, with_token: bool) -> Answer | None:
        proof = headers["DPoP"]
        header = _part(proof, 0)
        claims = checked_jws(proof, header["jwk"])
        assert header["typ"] == "dpop+jwt"
        assert (claims["htm"], claims["htu"]) == (method, url)
        if with_token:
            assert headers["Authorization"] == "DPoP token-1"
            assert claims["ath"] == base64.urlsafe_b64encode(hashlib.sha256(b"token-1").digest()).rstrip(b"=").decode()
        if claims.get("nonce") != "server-nonce":
            body = json.dumps({"error": "use_dpop_nonce"}).encode()
            return Answer(400, {"dpop-nonce": "server-nonce"}, body)
        return None

    def _token(self, body: bytes, headers: dict[str, str]) -> tuple[int, Json]:
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        assert headers["Content-Type"] == "application/x-www-form-urlencoded"
        assert form["grant_type"] == GRANT
        if form["pre-authorized_code"] != "code-1" or form.get("tx_code") != self.tx_code:
            return 400, {"error": "invalid_grant", "error_description": "<b>call 0900-1234</b>"}
        content: Json = {"access_token": "token-1", "token_type": "DPoP" if self.dpop else "Bearer"}
        if self.identifiers:
            detail = {"type": "openid_credential", "credential_configuration_id": "ob3"}
            content["authorization_details"] = [{**detail, "credential_identifiers": ["ob3:1"]}]
        return 200, content

    def _nonce(self, body: bytes, headers: dict[str, str]) -> tuple[int, Json]:
        assert "Authorization" not in headers
        nonce = f"nonce-{len(self.seen)}"
        self._nonces.add(nonce)
        return 200, {"c_nonce": nonce}

    def _credential(self, body: bytes, headers: dict[str, str]) -> tuple[int, Json]:
        request = json.loads(body)
        if self.identifiers:
            assert request.pop("credential_identifier") == "ob3:1"
            assert "credential_configuration_id" not in request
        else:
            assert request.pop("credential_configuration_id") == "ob3"
        if self.refuse:
            return 400, {"error": self.refuse, "error_description": "<b>your fault</b>"}
        if self.methods:
            (proof,) = request["proofs"]["jwt"]
            header = _part(proof, 0)
            did = header.get("kid", "").split("#")[0]
            key = header.get("jwk") or json.loads(base64url.decode(did.removeprefix("did:jwk:")))
            claims = checked_jws(proof, key)
            assert header["typ"] == "openid4vci-proof+jwt"
            assert claims["aud"] == self.host
            assert "iss" not in claims
            if claims["nonce"] not in self._nonces or self.stale_nonces > 0:
                self.stale_nonces -= 1
                return 400, {"error": "invalid_nonce"}
            self.holder = did
        else:
            assert "proofs" not in request
        if self.deferrals > 0:
            return 202, {"transaction_id": "later", "interval": 3}
        return 200, self._issued()

    def _issued(self) -> Json:
        badge = self.college.badge("Received", holder=self.holder or None)
        credential: object = self.college.sign(badge) if self.as_object else self.college.vc_jwt(badge)
        return {"credentials": [{"credential": credential}], "notification_id": "note-1"}

    def _deferred(self, body: bytes, headers: dict[str, str]) -> tuple[int, Json]:
        assert json.loads(body) == {"transaction_id": "later"}
        self.deferrals -= 1
        if self.deferrals > 0:
            return 202, {"transaction_id": "later", "interval": 3}
        return 200, self._issued()

    def _notification(self, body: bytes, headers: dict[str, str]) -> tuple[int, Json]:
        told = json.loads(body)
        assert told["notification_id"] == "note-1"
        self.events.append(told["event"])
        return 204, {}
