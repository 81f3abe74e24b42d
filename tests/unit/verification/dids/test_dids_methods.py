"""Identifiers lead to their own keys and to nothing else."""

import json
from typing import Any

import pytest

from simulators.issuer import Web, b64, did_jwk, did_key, did_web, key
from wallet.errors import (
    FetchRefusedError,
    KeyNotListedError,
    KeyUnusableError,
    MalformedError,
    UnreachableError,
    UnsupportedError,
    WalletError,
)
from wallet.verification.checks import Outcome
from wallet.verification.dids import did_ebsi, issuer_binding, methods_of, resolver
from wallet.verification.dids import did_web as web_method
from wallet.verification.dids.document import Relationship
from wallet.verification.dids.https_issuer import KEY_IN_IDENTIFIER
from wallet.verification.keys import jwk, multikey
from wallet.verification.keys.public_key import KeyType

SIGNING = {KeyType.ED25519, KeyType.P256, KeyType.P384, KeyType.P521, KeyType.SECP256K1, KeyType.RSA}


@pytest.mark.parametrize("kind", sorted(SIGNING))
def test_a_key_that_is_its_own_identifier(kind: KeyType) -> None:
    for issuer in (did_key("School", "k", kind), did_jwk("School", "k", kind)):
        method, source = methods_of.verification_method(issuer.method, Web())
        assert method.key == issuer.signer.public_key or kind is KeyType.RSA
        assert source is None
        assert Relationship.ASSERTION_METHOD in method.relationships


def test_a_jwk_for_encryption_signs_nothing() -> None:
    public = {**jwk.encode(key("k", KeyType.P256).public_key), "use": "enc"}
    document = methods_of.document_of("did:jwk:" + b64(json.dumps(public).encode()), Web())
    assert document.methods[0].relationships == {Relationship.KEY_AGREEMENT}


@pytest.mark.parametrize(
    "did",
    [
        "did:key:",
        "did:key:z",
        "did:key:zNot0Base58",
        "did:key:uABC",
        "did:jwk:",
        "did:jwk:e30",
        "did:jwk:!!",
        "did:jwk:" + "e" * 30_000,
        "did:jwk:" + b64(b'{"kty":"OKP","crv":"Ed25519","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}'),
        "did:jwk:" + b64(b'{"kty":"oct","k":"AAAA"}'),
        "did:nothing:x",
        "did:",
        "urn:x:y",
        "",
    ],
)
def test_what_is_no_identifier_is_refused_with_a_code(did: str) -> None:
    with pytest.raises(WalletError) as caught:
        methods_of.document_of(did, Web())
    assert caught.value.code


def test_a_private_key_in_an_identifier_proves_nothing() -> None:
    public = {**jwk.encode(key("k", KeyType.P256).public_key), "d": "AAAA"}
    with pytest.raises(KeyUnusableError):
        methods_of.document_of("did:jwk:" + b64(json.dumps(public).encode()), Web())


@pytest.mark.parametrize(
    ("did", "address"),
    [
        ("did:web:school.example", "https://school.example/.well-known/did.json"),
        ("did:web:School.Example", "https://school.example/.well-known/did.json"),
        ("did:web:school.example%3A8443", "https://school.example:8443/.well-known/did.json"),
        ("did:web:school.example%3a8443:a:b", "https://school.example:8443/a/b/did.json"),
        ("did:web:school.example:caf%C3%A9", "https://school.example/caf%C3%A9/did.json"),
    ],
)
def test_where_a_did_web_lies(did: str, address: str) -> None:
    assert web_method.address_of(did) == address


@pytest.mark.parametrize(
    "did",
    [
        "did:web:127.0.0.1",
        "did:web:127.0.0.1%3A8080",
        "did:web:0x7f.1",
        "did:web:2130706433",
        "did:web:%5B::1%5D",
        "did:web:user%40school.example",
        "did:web:school.example%2Fevil",
        "did:web:school.example%3A0",
        "did:web:school.example%3A99999x",
        "did:web:school.example:..",
        "did:web:school.example:%2e%2e",
        "did:web:school.example:a%2Fb",
        "did:web:school.example:a%5Cb",
        "did:web:school.example:a%3Fb",
        "did:web:school.example:a%23b",
        "did:web:school.example:a%252e",
        "did:web:school.example::",
        "did:web:",
        "did:web:-school.example",
        "did:web:school..example",
    ],
)
def test_a_did_web_that_could_lead_elsewhere_is_never_asked(did: str) -> None:
    site = Web()
    with pytest.raises(FetchRefusedError):
        resolver.resolve(did, site)
    assert site.asked == []


def test_a_did_web_document_must_be_its_own() -> None:
    issuer = did_web("School")
    _, media_type, body = issuer.web.pages["https://issuer.example/.well-known/did.json"]
    issuer.web.put("https://other.example/.well-known/did.json", body, media_type)
    with pytest.raises(KeyNotListedError) as caught:
        resolver.resolve("did:web:other.example", issuer.web)
    assert caught.value.code == "did.document_mismatch"


def test_a_did_web_that_cannot_be_reached() -> None:
    with pytest.raises(UnreachableError):
        resolver.resolve("did:web:gone.example", Web())


def put_document(site: Web, host: str, **members: Any) -> str:
    did = f"did:web:{host}"
    site.put(f"https://{host}/.well-known/did.json", {"id": did, **members})
    return did


def test_relative_ids_belong_to_their_document() -> None:
    site = Web()
    public = key("k").public_key
    method = {"id": "#k", "type": "Multikey", "publicKeyMultibase": multikey.encode(public)}
    did = put_document(site, "school.example", verificationMethod=[method], assertionMethod=["#k"])
    found, source = methods_of.verification_method(f"{did}#k", site)
    assert found.key == public
    assert set(found.relationships) == {Relationship.ASSERTION_METHOD}
    assert source is not None
    assert source.url == "https://school.example/.well-known/did.json"


def test_a_key_in_a_form_unknown_here_stays_with_its_reason() -> None:
    site = Web()
    method = {"id": "#k", "type": "FutureKey2031", "publicKeyFuture": "x"}
    did = put_document(site, "school.example", verificationMethod=[method], assertionMethod=["#k"])
    found, _ = methods_of.verification_method(f"{did}#k", site)
    assert (found.key, found.reason) == (None, "did.unsupported_key")


@pytest.mark.parametrize("body", [b"[]", b"1", b"<html>", b"{", b'{"id":"did:web:school.example","id":"x"}', b"\xff"])
def test_a_document_that_is_none(body: bytes) -> None:
    site = Web()
    site.put("https://school.example/.well-known/did.json", body)
    with pytest.raises(MalformedError):
        resolver.resolve("did:web:school.example", site)


def test_a_document_with_more_keys_than_any_issuer_has() -> None:
    site = Web()
    method = {"type": "Multikey", "publicKeyMultibase": multikey.encode(key("k").public_key)}
    many = [{**method, "id": f"#{number}"} for number in range(501)]
    put_document(site, "school.example", verificationMethod=many)
    with pytest.raises(MalformedError):
        resolver.resolve("did:web:school.example", site)


def test_an_id_whose_fragment_spells_out_its_key_binds_nobody() -> None:
    encoded = multikey.encode(key("k").public_key)
    for address in (f"https://school.example/keys#{encoded}", f"urn:uuid:1#{encoded}"):
        method, source = methods_of.verification_method(address, Web())
        assert (method.key, method.reason, source) == (key("k").public_key, KEY_IN_IDENTIFIER, None)
        assert not method.relationships


def test_an_https_profile_offers_its_keys_for_assertions() -> None:
    site = Web()
    url = "https://school.example/profile"
    entry = {"id": f"{url}#1", "type": "Multikey", "publicKeyMultibase": multikey.encode(key("k").public_key)}
    site.put(url, {"id": url, "type": "Profile", "verificationMethod": [entry]})
    method, _ = methods_of.verification_method(f"{url}#1", site)
    assert issuer_binding.check(url, method, site).outcome is Outcome.PASSED


def test_a_jwk_set_is_looked_up_by_kid() -> None:
    site = Web()
    url = "https://school.example/jwks"
    keys = [{**jwk.encode(key(name).public_key), "kid": name} for name in ("a", "b")]
    site.put(url, {"keys": keys})
    method, _ = methods_of.verification_method(f"{url}#b", site)
    assert method.key == key("b").public_key
    with pytest.raises(KeyNotListedError):
        methods_of.verification_method(f"{url}#c", site)


def test_another_ones_key_is_not_the_issuers() -> None:
    issuer, other = did_key("School"), did_key("Other")
    method, _ = methods_of.verification_method(other.method, Web())
    check = issuer_binding.check(issuer.id, method, Web())
    assert (check.outcome, check.code) == (Outcome.FAILED, "issuer_key.not_listed")


def test_a_login_key_issues_nothing() -> None:
    issuer = did_web("School", relationships=("authentication",))
    method, source = methods_of.verification_method(issuer.method, issuer.web)
    check = issuer_binding.check(issuer.id, method, issuer.web, source=source)
    assert (check.outcome, check.code) == (Outcome.FAILED, "issuer_key.not_for_purpose")


@pytest.mark.parametrize(
    ("issuer", "code"),
    [
        ("urn:uuid:1", "issuer_key.no_keys"),
        ("Some School", "issuer_key.no_keys"),
        ("did:web:gone.example", "issuer_key.unreachable"),
        ("https://gone.example/profile", "issuer_key.unreachable"),
        ("did:nothing:x", "issuer_key.unsupported_method"),
    ],
)
def test_without_the_issuers_keys_nothing_is_claimed(issuer: str, code: str) -> None:
    check = issuer_binding.of_key(issuer, key("k").public_key, Web())
    assert (check.outcome, check.code) == (Outcome.UNKNOWN, code)


def test_a_did_ebsi_without_its_registry_is_not_known() -> None:
    with pytest.raises(UnreachableError):
        resolver.resolve("did:ebsi:zbgTSaAUD6YY1jLXAuU8rsV", Web())
    with pytest.raises(MalformedError):
        did_ebsi.version("did:ebsi:zShort")


def test_an_unknown_method_says_so() -> None:
    with pytest.raises(UnsupportedError) as caught:
        resolver.resolve("did:nothing:x", Web())
    assert caught.value.code == "did.unsupported_method"
