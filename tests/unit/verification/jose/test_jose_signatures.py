"""A JOSE signature is checked with the issuer's own key, whatever its header says."""

import base64
import hmac
import json
from typing import Any

import pytest

from simulators.issuer import NOW, Issuer, Web, b64, did_jwk, did_key, did_web, key
from wallet.model.secured import Carrier
from wallet.verification.checks import CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.inspection import inspect
from wallet.verification.keys import jwk
from wallet.verification.keys.public_key import KeyType
from wallet.verification.report import Report
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.verdict import State


def trusting(*issuers: Issuer) -> KnownIssuers:
    return KnownIssuers((TrustListSnapshot("test", tuple(KnownIssuer((one.id,), one.name) for one in issuers)),))


def report(token: str, issuer: Issuer, *, known: bool = True) -> Report:
    context = Context(
        now=NOW, fetcher=issuer.web, known_issuers=trusting(issuer) if known else KnownIssuers(), allow_tracking=True
    )
    return inspect(token.encode(), name="x.jwt", carrier=Carrier.FILE, context=context).report


def outcome(found: Report, kind: CheckKind) -> tuple[Outcome, str]:
    check = next(check for check in found.checks if check.kind is kind)
    return check.outcome, check.code


@pytest.mark.parametrize(
    "kind", [KeyType.ED25519, KeyType.P256, KeyType.P384, KeyType.P521, KeyType.SECP256K1, KeyType.RSA]
)
def test_every_kind_of_key(kind: KeyType) -> None:
    issuer = did_jwk("School", "s", kind)
    found = report(issuer.vc_jwt(issuer.badge()), issuer)
    assert found.verdict.state is State.VERIFIED
    assert report(issuer.vc_jwt(issuer.badge()), issuer, known=False).verdict.state is State.ISSUER_UNKNOWN


def test_the_older_form_with_a_vc_claim() -> None:
    issuer = did_web("School")
    found = report(issuer.vc_claim_jwt(issuer.badge(version=1)), issuer)
    assert found.verdict.state is State.VERIFIED


@pytest.mark.parametrize(
    "header",
    [
        {"kid": "key-1"},
        {"kid": "#key-1"},
        {"kid": "did:web:issuer.example#key-1"},
        {"typ": "JWT"},
        {"typ": "application/vc+jwt"},
        {"typ": "vc+ld+jwt", "cty": "vc"},
    ],
)
def test_ways_to_name_the_key(header: dict[str, Any]) -> None:
    issuer = did_web("School")
    assert report(issuer.vc_jwt(issuer.badge(), **header), issuer).verdict.state is State.VERIFIED


def test_without_a_kid_the_issuers_keys_are_tried() -> None:
    issuer = did_web("School")
    token = issuer.jws(json.dumps(issuer.badge()).encode(), typ="vc+jwt")
    assert report(token, issuer).verdict.state is State.VERIFIED


def changed(token: str, **header: Any) -> str:
    protected, payload, signature = token.split(".")
    content = json.loads(base64.urlsafe_b64decode(protected + "=" * (-len(protected) % 4)))
    return ".".join([b64(json.dumps({**content, **header}).encode()), payload, signature])


@pytest.mark.parametrize(
    ("header", "states"),
    [
        ({"alg": "none"}, {State.UNSIGNED}),
        ({"alg": "NoNe"}, {State.UNSIGNED}),
        ({"alg": "HS256"}, {State.UNSUPPORTED}),
        ({"alg": "ES256"}, {State.TAMPERED}),
        ({"alg": "RS256"}, {State.TAMPERED}),
        ({"kid": "did:web:issuer.example#other"}, {State.ISSUER_MISMATCH}),
        ({"typ": "statuslist+jwt"}, {State.MALFORMED, State.NOT_A_CREDENTIAL}),
        ({"typ": "kb+jwt"}, {State.MALFORMED, State.NOT_A_CREDENTIAL}),
        ({"typ": "vp+jwt"}, {State.MALFORMED}),
        ({"crit": ["exp"]}, {State.UNSUPPORTED}),
        ({"b64": False}, {State.MALFORMED, State.UNSUPPORTED}),
    ],
)
def test_a_changed_header_never_helps(header: dict[str, Any], states: set[State]) -> None:
    issuer = did_web("School")
    found = report(changed(issuer.vc_jwt(issuer.badge()), **header), issuer)
    assert found.verdict.state in states


def test_a_signed_header_that_asks_for_more_than_we_know() -> None:
    issuer = did_web("School")
    found = report(issuer.vc_jwt(issuer.badge(), crit=["unheard"], unheard=1), issuer)
    assert outcome(found, CheckKind.PROOF) == (Outcome.UNKNOWN, "proof.unsupported_critical")


def test_the_public_key_is_no_secret() -> None:
    issuer = did_web("School", kind=KeyType.P256)
    secret = json.dumps(jwk.encode(issuer.signer.public_key)).encode()
    head = b64(json.dumps({"alg": "HS256", "typ": "vc+jwt", "kid": issuer.method}).encode())
    body = b64(json.dumps(issuer.badge()).encode())
    token = f"{head}.{body}." + b64(hmac.digest(secret, f"{head}.{body}".encode(), "sha256"))
    assert report(token, issuer).verdict.state is State.UNSUPPORTED


def forged(issuer: Issuer, attacker: Issuer, **header: Any) -> str:
    return attacker.jws(json.dumps(issuer.badge()).encode(), typ="vc+jwt", **header)


def test_a_key_in_the_header_is_not_the_issuers() -> None:
    issuer, attacker = did_web("School"), did_key("Attacker")
    token = forged(issuer, attacker, jwk=jwk.encode(attacker.signer.public_key))
    found = report(token, issuer)
    assert found.verdict.state is State.ISSUER_MISMATCH
    assert outcome(found, CheckKind.PROOF)[0] is Outcome.PASSED


def test_a_key_in_the_header_with_an_issuer_nobody_can_ask() -> None:
    attacker = did_key("Attacker")
    for issuer_id, state in (("urn:uuid:1", State.KEY_NOT_BOUND), ("did:web:gone.example", State.COULD_NOT_CHECK)):
        document = {**attacker.badge(), "issuer": issuer_id}
        token = attacker.jws(json.dumps(document).encode(), typ="vc+jwt", jwk=jwk.encode(attacker.signer.public_key))
        assert report(token, attacker).verdict.state is state


def test_addresses_of_keys_in_the_header_are_never_asked() -> None:
    issuer, attacker = did_web("School"), did_key("Attacker")
    evil = "https://evil.example/jwks"
    issuer.web.put(evil, {"keys": [jwk.encode(attacker.signer.public_key)]})
    for header in ({"jku": evil, "kid": "x"}, {"x5u": evil}, {"jku": evil, "x5u": evil}):
        found = report(forged(issuer, attacker, **header), issuer)
        assert found.verdict.state in (State.ISSUER_MISMATCH, State.TAMPERED)
    assert evil not in issuer.web.asked


def test_a_key_of_someone_elses_identifier() -> None:
    issuer, attacker = did_web("School"), did_key("Attacker")
    assert report(forged(issuer, attacker, kid=attacker.method), issuer).verdict.state is State.ISSUER_MISMATCH


def test_a_login_key_issues_nothing() -> None:
    issuer = did_web("School", relationships=("authentication",))
    assert report(issuer.vc_jwt(issuer.badge()), issuer).verdict.state is State.ISSUER_MISMATCH


def test_a_key_that_says_it_is_for_something_else() -> None:
    issuer = did_web("School", kind=KeyType.P256)
    address = "https://issuer.example/.well-known/did.json"
    document = json.loads(issuer.web.pages[address][2])
    for limit in ({"use": "enc"}, {"key_ops": ["sign"]}, {"alg": "ES384"}):
        document["verificationMethod"][0]["publicKeyJwk"] = {**jwk.encode(issuer.signer.public_key), **limit}
        issuer.web.put(address, document)
        assert not report(issuer.vc_jwt(issuer.badge()), issuer).verdict.green


@pytest.mark.parametrize("position", [0, 1, 2])
def test_one_changed_character_anywhere(position: int) -> None:
    issuer = did_key("School")
    parts = issuer.vc_jwt(issuer.badge()).split(".")
    for place in (5, len(parts[position]) // 2, len(parts[position]) - 3):
        other = list(parts)
        old = parts[position][place]
        other[position] = parts[position][:place] + ("A" if old != "A" else "B") + parts[position][place + 1 :]
        assert not report(".".join(other), issuer).verdict.green


def test_a_signature_in_der_is_refused() -> None:
    issuer = did_key("School", kind=KeyType.P256)
    head, body, signature = issuer.vc_jwt(issuer.badge()).split(".")
    raw = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    assert report(f"{head}.{body}.{b64(der)}", issuer).verdict.state is State.TAMPERED


def test_a_short_rsa_key_is_not_called_forged() -> None:
    from cryptography.hazmat.primitives.asymmetric import rsa

    numbers = rsa.generate_private_key(65537, 1024).public_key().public_numbers()
    small = {"kty": "RSA", "n": b64(numbers.n.to_bytes(128, "big")), "e": "AQAB"}
    site = Web()
    did = "did:web:old.example"
    entry = {"id": f"{did}#k", "type": "JsonWebKey", "publicKeyJwk": small}
    site.put("https://old.example/.well-known/did.json", {"id": did, "assertionMethod": [entry]})
    issuer = did_key("School", kind=KeyType.RSA)
    issuer.web = site
    token = issuer.vc_jwt({**issuer.badge(), "issuer": did}, kid=f"{did}#k")
    assert report(token, issuer).verdict.state is State.UNSUPPORTED


def test_dates_of_the_token_count_too() -> None:
    issuer = did_key("School")
    past, future = int(NOW.timestamp()) - 60, int(NOW.timestamp()) + 86_400
    assert report(issuer.vc_jwt({**issuer.badge(), "exp": past}), issuer).verdict.state is State.EXPIRED
    assert report(issuer.vc_jwt({**issuer.badge(), "nbf": future}), issuer).verdict.state is State.NOT_YET_VALID
    assert report(issuer.vc_jwt({**issuer.badge(), "nbf": future - 86_300}), issuer).verdict.state is State.VERIFIED


def test_the_same_key_under_another_identifier_of_the_issuer() -> None:
    issuer = did_web("School")
    twin = key("School").public_key
    assert twin == issuer.signer.public_key
    token = issuer.jws(json.dumps(issuer.badge()).encode(), typ="vc+jwt", kid=did_key("School").method)
    assert report(token, issuer).verdict.state is State.VERIFIED
