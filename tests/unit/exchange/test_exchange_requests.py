"""Who asks and what for: client identifiers with certificates, the query language, encrypted answers."""

import base64
import hashlib
import json
from typing import Any
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from joserfc import jwe
from joserfc.jwk import ECKey

from simulators import trusted_lists as union
from wallet.adapters.clock import SystemRandom
from wallet.errors import MalformedError, UnreachableError, UnsupportedError
from wallet.exchange import dcql, presentation_response
from wallet.exchange.dcql import Holding
from wallet.exchange.presentation_request import RequestReader, RequestRefusedError
from wallet.formats import base64url, disclosures
from wallet.ports import Answer, Document, Purpose
from wallet.verification.keys import jwk
from wallet.verification.keys.signer import KeySigner

URI = "https://employer.example/vp"


class Nowhere:
    """A network on which nothing is there."""

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        raise UnreachableError("fetch.offline", {"host": url})

    def send(self, method: str, url: str, *, body: bytes = b"", headers: Any = None) -> Answer:
        raise UnreachableError("fetch.offline", {"host": url})


READER = RequestReader(Nowhere(), Nowhere(), SystemRandom())


def certificate(key: ec.EllipticCurvePrivateKey, host: str) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Employer")])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(union.NOW)
        .not_valid_after(union.NOW.replace(year=2030))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )


def jwt(header: dict[str, Any], claims: dict[str, Any], key: ec.EllipticCurvePrivateKey) -> str:
    parts = [base64url.encode(json.dumps(part).encode()) for part in ({"alg": "ES256", **header}, claims)]
    return ".".join([*parts, base64url.encode(KeySigner(key).sign(".".join(parts).encode()))])


def request(client_id: str, **changes: Any) -> dict[str, Any]:
    claims: dict[str, Any] = {
        "response_type": "vp_token",
        "response_mode": "direct_post",
        "client_id": client_id,
        "response_uri": URI,
        "nonce": "n-0S6_WzA2Mj",
        "aud": "https://self-issued.me/v2",
        "dcql_query": {"credentials": [{"id": "a", "format": "dc+sd-jwt", "meta": {"vct_values": ["x"]}}]},
    }
    return claims | changes


def address(client_id: str, signed: str) -> str:
    return f"openid4vp://?client_id={quote(client_id)}&request={signed}"


KEY = ec.generate_private_key(ec.SECP256R1())
CERTIFICATE = certificate(KEY, "employer.example")
DER = CERTIFICATE.public_bytes(Encoding.DER)
X5C = {"typ": "oauth-authz-req+jwt", "x5c": [base64.b64encode(DER).decode()]}
BY_HASH = "x509_hash:" + base64url.encode(hashlib.sha256(DER).digest())


@pytest.mark.parametrize("client", ["x509_san_dns:employer.example", BY_HASH], ids=["x509_san_dns", "x509_hash"])
def test_a_request_signed_with_a_certificate_names_its_signer(client: str) -> None:
    read = READER.read(address(client, jwt(X5C, request(client), KEY)))
    assert read.signed
    assert read.client.full == client
    assert read.identity in ("employer.example", "CN=Employer")


def refused(client: str, header: dict[str, Any], claims: dict[str, Any], key: ec.EllipticCurvePrivateKey = KEY) -> str:
    with pytest.raises((MalformedError, UnsupportedError)) as error:
        READER.read(address(client, jwt(header, claims, key)))
    return error.value.code


def test_a_certificate_for_another_host_or_another_key_proves_nothing() -> None:
    other = "x509_san_dns:other.example"
    assert refused(other, X5C, request(other)) == "request.client_mismatch"
    mine = "x509_san_dns:employer.example"
    elsewhere = request(mine, response_uri="https://evil.example/vp")
    assert refused(mine, X5C, elsewhere) == "request.client_mismatch"
    assert refused(mine, X5C, request(mine), ec.generate_private_key(ec.SECP256R1())) == "request.signature"
    wrong = "x509_hash:" + base64url.encode(bytes(32))
    assert refused(wrong, X5C, request(wrong)) == "request.client_mismatch"
    assert refused(BY_HASH, {"typ": X5C["typ"]}, request(BY_HASH)) == "request.certificate"


class Site(Nowhere):
    """A site that hands over one request."""

    def __init__(self, signed: str) -> None:
        self._signed = signed

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        return Document(url, self._signed.encode(), "application/jwt", union.NOW, purpose)


@pytest.mark.parametrize(
    ("fetched_from", "knows"),
    [
        ("https://employer.example/requests/1", True),
        ("https://elsewhere.example/requests/1", False),
        ("https://employer.example:8443/requests/1", False),
        (None, False),
    ],
)
def test_only_the_site_that_just_handed_a_broken_request_over_may_be_told(
    fetched_from: str | None, knows: bool
) -> None:
    signed = jwt(X5C, request(BY_HASH, nonce=None), KEY)
    reader = RequestReader(Site(signed), Nowhere(), SystemRandom())
    by_reference = f"openid4vp://?client_id={quote(BY_HASH)}&request_uri={quote(fetched_from or '', safe='')}"
    with pytest.raises(RequestRefusedError) as error:
        reader.read(by_reference if fetched_from else address(BY_HASH, signed))
    assert (error.value.code, error.value.sender_knows) == ("request.nonce", knows)


def test_a_request_object_must_say_that_it_is_one_and_for_whom() -> None:
    assert refused(BY_HASH, X5C | {"typ": "JWT"}, request(BY_HASH)) == "request.type"
    assert refused(BY_HASH, X5C, request(BY_HASH, aud="https://another.wallet")) == "request.audience"
    with pytest.raises(MalformedError) as error:
        READER.read(address("x509_hash:other", jwt(X5C, request(BY_HASH), KEY)))
    assert error.value.code == "request.client_id"


def test_an_attested_verifier_is_said_to_be_unknown_not_trusted() -> None:
    client = "verifier_attestation:employer"
    bound = {"jwk": jwk.encode(KeySigner(KEY).public_key)}
    attested = jwt(
        {"typ": "verifier-attestation+jwt"}, {"iss": "https://attester.example", "sub": "employer", "cnf": bound}, KEY
    )
    header = {"typ": "oauth-authz-req+jwt", "jwt": attested}
    assert refused(client, header, request(client)) == "request.attester_unknown"
    stranger = ec.generate_private_key(ec.SECP256R1())
    assert refused(client, header, request(client), stranger) == "request.signature"
    for unsupported in ("openid_federation:https://a.example", "employer"):
        assert refused(unsupported, header, request(unsupported)) == "request.unsupported_client"


def test_an_unsigned_request_may_not_be_signed_and_the_reverse() -> None:
    client = f"redirect_uri:{URI}"
    assert refused(client, X5C, request(client)) == "request.signed_redirect_uri"


@pytest.mark.parametrize("encryption", [["A128GCM", "A256GCM"], ["A128GCM"], None])
def test_an_encrypted_answer_opens_with_the_verifiers_key_only(encryption: list[str] | None) -> None:
    private = ECKey.generate_key("P-256")
    public = {**private.as_dict(private=False), "kid": "k1", "use": "enc"}
    signing = {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA", "use": "sig"}
    metadata: dict[str, Any] = {"jwks": {"keys": [signing, public]}}
    if encryption is not None:
        metadata["encrypted_response_enc_values_supported"] = encryption
    sealed = presentation_response.encrypt({"vp_token": {"a": ["x"]}}, metadata)
    registry = jwe.JWERegistry(algorithms=["ECDH-ES", "A128GCM", "A256GCM"])
    opened = jwe.decrypt_compact(sealed, private, registry=registry)
    assert opened.plaintext is not None
    assert json.loads(opened.plaintext) == {"vp_token": {"a": ["x"]}}
    assert opened.headers()["kid"] == "k1"


def test_an_answer_is_not_sent_in_the_open_when_it_should_be_encrypted() -> None:
    offered: tuple[dict[str, Any], ...] = ({}, {"jwks": {"keys": []}}, {"jwks": {"keys": [{"kty": "RSA", "n": "AA"}]}})
    for metadata in offered:
        with pytest.raises(UnsupportedError):
            presentation_response.encrypt({}, metadata)


# ---- the query language ----


def holding(claims: dict[str, Any], **more: Any) -> Holding:
    return Holding("h", frozenset({"dc+sd-jwt"}), claims, vct=frozenset({"v"}), holder_bound=True, **more)


def query(**more: Any) -> dcql.DcqlQuery:
    return dcql.parse({"credentials": [{"id": "a", "format": "dc+sd-jwt", "meta": {"vct_values": ["v"]}, **more}]})


CLAIMS = {
    "name": "Ada",
    "adult": True,
    "ects": 1,
    "address": {"city": "Delft"},
    "list": [{"t": "x"}, {"t": "y"}, {"u": 1}],
}


@pytest.mark.parametrize(
    ("path", "places"),
    [
        (["name"], ["/name"]),
        (["address", "city"], ["/address/city"]),
        (["list", None, "t"], ["/list/0/t", "/list/1/t"]),
        (["list", 1], ["/list/1"]),
        (["list", 9], []),
        (["list", "t"], []),
        (["name", 0], []),
        (["missing"], []),
    ],
)
def test_a_path_selects_what_the_specification_says(path: list[Any], places: list[str]) -> None:
    assert list(dcql.select(CLAIMS, path)) == places


@pytest.mark.parametrize(("values", "found"), [([1], True), ([True], False), (["1"], False), ([2, 1], True)])
def test_values_are_compared_with_their_type(values: list[Any], found: bool) -> None:
    asked = query(claims=[{"path": ["ects"], "values": values}])
    assert dcql.match(asked, [holding(CLAIMS)]).satisfiable is found


def test_the_first_claim_set_that_can_be_met_is_taken() -> None:
    claims = [{"id": "a", "path": ["missing"]}, {"id": "b", "path": ["name"]}, {"id": "c", "path": ["ects"]}]
    asked = query(claims=claims, claim_sets=[["a"], ["b", "c"], ["b"]])
    (answer,) = dcql.match(asked, [holding(CLAIMS)]).answers["a"]
    assert answer.shown == ("/name", "/ects")


def test_an_issuer_is_recognised_by_its_key_identifier_and_by_nothing_else() -> None:
    known = holding(CLAIMS, key_identifiers=frozenset({"k"}))
    for authorities, found in (
        ([{"type": "aki", "values": ["k"]}], True),
        ([{"type": "aki", "values": ["other"]}], False),
        ([{"type": "etsi_tl", "values": ["https://a.example"]}], False),
        ([{"type": "etsi_tl", "values": ["x"]}, {"type": "aki", "values": ["k"]}], True),
    ):
        assert dcql.match(query(trusted_authorities=authorities), [known]).satisfiable is found


def test_disclosures_bring_their_parents_and_their_insides_and_nothing_beside_them() -> None:
    def made(name: str | None, value: Any) -> tuple[str, str]:
        parts = ["salt", value] if name is None else ["salt", name, value]
        text = base64url.encode(json.dumps(parts).encode())
        return text, base64url.encode(hashlib.sha256(text.encode()).digest())

    city, city_digest = made("city", "Delft")
    street, street_digest = made("street", "Oude Delft 1")
    home, home_digest = made("address", {"_sd": [city_digest, street_digest]})
    name, name_digest = made("name", "Ada")
    expanded = disclosures.expand({"_sd": [home_digest, name_digest]}, [city, street, home, name])
    assert dcql.disclosures_for(expanded, ["/address/city"]) == (0, 2)
    assert dcql.disclosures_for(expanded, ["/address"]) == (0, 1, 2)
    assert dcql.disclosures_for(expanded, ["/name"]) == (3,)
    assert dcql.disclosures_for(expanded, []) == ()


@pytest.mark.parametrize(
    "source",
    [
        None,
        {},
        {"credentials": []},
        {"credentials": [{"id": "a b", "format": "x", "meta": {}}]},
        {"credentials": [{"id": "a", "format": "x"}]},
        {"credentials": [{"id": "a", "format": "x", "meta": {}, "claims": []}]},
        {"credentials": [{"id": "a", "format": "x", "meta": {}, "claims": [{"path": []}]}]},
        {"credentials": [{"id": "a", "format": "x", "meta": {}, "claims": [{"path": [-1]}]}]},
        {"credentials": [{"id": "a", "format": "x", "meta": {}, "claims": [{"path": [True]}]}]},
        {"credentials": [{"id": "a", "format": "x", "meta": {}, "claims": [{"path": ["n"]}], "claim_sets": [["n"]]}]},
        {"credentials": [{"id": "a", "format": "x", "meta": {}, "multiple": "yes"}]},
        {"credentials": [{"id": "a", "format": "x", "meta": {}}], "credential_sets": [{"options": [["b"]]}]},
    ],
)
def test_a_query_that_breaks_the_rules_is_refused(source: Any) -> None:
    with pytest.raises(MalformedError) as error:
        dcql.parse(source)
    assert error.value.code == "request.dcql"
