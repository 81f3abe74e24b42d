"""Recognition: the order of the contract, the exact bytes, and the shape of each form."""

import json
from typing import Any

import pytest

from unit.formats import papers
from wallet.errors import MalformedError, NotACredentialError, UnsafeInputError, UnsupportedError, WalletError
from wallet.formats.detect import recognise
from wallet.formats.recognised import RecognisedContainer, RecognisedCredential, RecognisedLink
from wallet.model.secured import Carrier, Format, Jws, Kind, SdJwt, SecuredCredential, Securing


def read(data: bytes | str | dict[str, Any]) -> SecuredCredential:
    found = recognise(_bytes(data))
    assert isinstance(found, RecognisedCredential)
    return found.secured


def _bytes(data: Any) -> bytes:
    if isinstance(data, bytes):
        return data
    return (data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)).encode()


def code_of(data: Any) -> str:
    with pytest.raises(WalletError) as caught:
        recognise(_bytes(data))
    return caught.value.code


def test_a_json_credential_keeps_its_bytes() -> None:
    raw = b"  " + json.dumps(papers.credential(), indent=3).encode() + b"\r\n"
    secured = read(raw)
    assert secured.raw == raw
    assert (secured.format, secured.securing, secured.kind) == (
        Format.VC_LDP,
        Securing.DATA_INTEGRITY,
        Kind.CREDENTIAL,
    )
    assert secured.media_type == "application/vc"


def test_what_nobody_signed_is_a_statement_whatever_its_shape() -> None:
    assert read(papers.credential(proof=None, issuer=None)).securing is Securing.NONE


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"issuer": None}, "format.vc_shape"),
        ({"issuer": {"name": "no id"}}, "format.vc_shape"),
        ({"credentialSubject": []}, "format.vc_shape"),
        ({"credentialSubject": {"id": ["a", "b"]}}, "format.vc_shape"),
        ({"id": "not a url"}, "format.vc_shape"),
        ({"validUntil": "tomorrow"}, "format.vc_shape"),
        ({"credentialStatus": {"id": "https://x.example/1"}}, "format.vc_shape"),
        ({"name": {"@value": "x", "onclick": "y"}}, "format.vc_shape"),
        ({"credentialSubject": {"type": ["Person"]}}, "format.vc_shape"),
        ({"@context": [papers.OB3, papers.V2]}, "format.vc_context"),
        ({"@context": None}, "format.vc_context"),
        ({"type": ["OpenBadgeCredential"]}, "format.vc_type"),
    ],
)
def test_a_signed_credential_must_have_the_shape(changes: dict[str, Any], code: str) -> None:
    assert code_of(papers.credential(**changes)) == code


def test_a_presentation_holds_each_credential_with_its_own_bytes() -> None:
    inner = json.dumps(papers.credential(), indent=2)
    token = papers.jwt(papers.credential(proof=None), typ="vc+jwt")
    enveloped = {
        "@context": papers.V2,
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{token}",
    }
    outer = json.dumps(papers.presentation("HERE", enveloped)).replace('"HERE"', inner)
    secured = read(outer)
    assert secured.kind is Kind.PRESENTATION
    assert [one.raw for one in secured.contained] == [inner.encode(), token.encode()]
    assert [one.format for one in secured.contained] == [Format.VC_LDP, Format.VC_JWT]


def test_an_unsigned_presentation_is_a_container() -> None:
    found = recognise(_bytes(papers.presentation(papers.credential(), proof=None)))
    assert isinstance(found, RecognisedContainer)
    assert (found.kind, len(found.entries), found.facts["holder"]) == (Kind.PRESENTATION, 1, "did:example:ada")


def test_a_presentation_inside_presentations_inside_presentations_is_refused() -> None:
    document: dict[str, Any] = papers.credential()
    for _ in range(9):
        document = papers.presentation(document, type=["VerifiablePresentation", "VerifiableCredential"])
    assert code_of(document).startswith("format.")


def test_vc_jose() -> None:
    secured = read(" " + papers.jwt(papers.credential(proof=None), typ="vc+jwt") + "\n")
    assert (secured.format, secured.securing) == (Format.VC_JWT, Securing.JOSE)
    assert not secured.raw.endswith(b"\n")
    assert isinstance(secured.envelope, Jws)
    assert secured.raw.startswith(secured.envelope.signing_input + b".")


def test_the_older_vc_claim_is_filled_in_from_the_token() -> None:
    inner = papers.credential(proof=None, issuer=None, id=None, validFrom=None)
    inner["@context"][0] = papers.V1
    claims = {"iss": "did:web:a.example", "sub": "did:example:ada", "jti": "urn:x:1", "nbf": 1768435200, "vc": inner}
    document = read(papers.jwt(claims)).document
    assert document["issuer"] == "did:web:a.example"
    assert document["id"] == "urn:x:1"
    assert document["issuanceDate"] == "2026-01-15T00:00:00Z"


@pytest.mark.parametrize(
    "claim",
    [{"iss": "did:web:other.example"}, {"sub": "did:example:eve"}, {"jti": "urn:x:2"}, {"nbf": 1}, {"exp": 5}],
)
def test_a_token_that_contradicts_its_credential_is_refused(claim: dict[str, Any]) -> None:
    inner = papers.credential(proof=None, validUntil="2030-01-01T00:00:00Z")
    assert code_of(papers.jwt({"vc": inner, **claim})) == "format.jwt_conflict"


@pytest.mark.parametrize(
    ("header", "claims", "code"),
    [
        ({"typ": "bad+typ"}, papers.credential(), "format.jwt_type"),
        ({"typ": "vc+jwt"}, {**papers.credential(), "vc": papers.credential()}, "format.jwt_claims"),
        ({}, {"vc": papers.credential(), "vp": papers.presentation()}, "format.jwt_claims"),
        ({"typ": "vc+jwt", "b64": False}, papers.credential(), "format.jws_b64"),
        ({"typ": "JWT"}, {"sub": "me", "scope": "read"}, "format.not_a_credential_token"),
    ],
)
def test_tokens_that_are_no_sound_credential(header: dict[str, Any], claims: Any, code: str) -> None:
    assert code_of(papers.jwt(claims, **header)) == code


def test_a_token_cut_off_on_the_way_is_malformed() -> None:
    token = papers.jwt(papers.credential(), typ="vc+jwt")
    assert code_of(token.split(".")[0]) == "format.jws_parts"
    assert code_of(token[:-1]) == "format.base64url"


def test_a_jwt_presentation_names_its_holder() -> None:
    token = papers.jwt(papers.credential(proof=None), typ="vc+jwt")
    held = papers.presentation(token, proof=None, holder=None)
    held["@context"] = [papers.V1]
    secured = read(papers.jwt({"iss": "did:example:ada", "nonce": "n", "vp": held}))
    assert (secured.kind, secured.document["holder"]) == (Kind.PRESENTATION, "did:example:ada")
    assert [one.raw for one in secured.contained] == [token.encode()]
    assert (
        code_of(papers.jwt({"iss": "did:x:other", "vp": {**held, "holder": "did:example:ada"}}))
        == "format.jwt_conflict"
    )


def test_sd_jwt_vc_with_its_disclosed_claims() -> None:
    shown = papers.disclosure("salt", "given_name", "Ada")
    secured = read(papers.sd_jwt(shown))
    assert (secured.format, secured.document["given_name"], secured.kind) == (Format.DC_SD_JWT, "Ada", Kind.CREDENTIAL)
    assert isinstance(secured.envelope, SdJwt)
    assert secured.envelope.presented.encode() == secured.raw
    assert read(papers.sd_jwt(shown, typ="vc+sd-jwt")).format is Format.VC_SD_JWT


def test_a_key_binding_makes_it_a_presentation_of_the_credential() -> None:
    bound = papers.sd_jwt(papers.disclosure("s", "a", 1), kb=papers.jwt({"nonce": "n", "aud": "x"}, typ="kb+jwt"))
    secured = read(bound)
    assert secured.kind is Kind.PRESENTATION
    assert secured.raw.decode() == bound
    assert secured.contained[0].raw.decode() == bound[: bound.rindex("~") + 1]


def test_sd_jwt_json_serialization() -> None:
    shown = papers.disclosure("salt", "given_name", "Ada")
    head, body, signature = papers.sd_jwt(shown).split("~")[0].split(".")
    flattened = {"protected": head, "payload": body, "signature": signature, "header": {"disclosures": [shown]}}
    secured = read(flattened)
    assert secured.document["given_name"] == "Ada"
    assert isinstance(secured.envelope, SdJwt)
    assert secured.envelope.presented == papers.sd_jwt(shown)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (papers.sd_jwt(claims={"vct": None}), "format.sd_jwt_no_vct"),
        (papers.sd_jwt(papers.disclosure("s", "_sd", 1)), "format.sd_jwt_disclosure"),
        (papers.sd_jwt(papers.disclosure("s", "vct", 1)), "format.sd_jwt_override"),
        (papers.sd_jwt(papers.disclosure("s", 1)), "format.sd_jwt_disclosure"),
        (papers.sd_jwt(kb="abc"), "format.sd_jwt_parts"),
        (papers.sd_jwt(papers.disclosure("s", "a", 1), claims={"_sd": ["x", "x"]}), "format.sd_jwt_digest"),
        (papers.sd_jwt(*["WyJzIiwgImEiLCAxXQ"] * 2), "format.sd_jwt_digest"),
    ],
)
def test_broken_sd_jwts_are_refused(text: str, code: str) -> None:
    assert code_of(text) == code


def test_too_many_disclosures_are_unsafe() -> None:
    assert (
        code_of(papers.sd_jwt(*[papers.disclosure("s", f"c{n}", n) for n in range(1001)]))
        == "format.unsafe_disclosures"
    )


def test_open_badges_2() -> None:
    assert read(papers.assertion()).securing is Securing.HOSTED
    signed = read(papers.jwt(papers.assertion(verification={"type": "SignedBadge", "creator": "https://k.example"})))
    assert (signed.format, signed.securing) == (Format.OB2_SIGNED, Securing.OB2_SIGNED)
    assert code_of(papers.assertion(badge=None)) == "format.ob2_shape"
    assert code_of(papers.assertion(type="BadgeClass")) == "format.not_a_credential_badge_part"
    assert read(
        {
            "@context": "https://w3id.org/openbadges/v2",
            "type": "Assertion",
            "id": "https://b.example/1",
            "revoked": True,
        }
    )


def test_an_old_stub_is_a_link_to_its_assertion() -> None:
    found = recognise(b'{"verify": {"type": "hosted", "url": "https://badges.example/1.json"}}')
    assert isinstance(found, RecognisedLink)
    assert found.url == "https://badges.example/1.json"
    assert code_of({"verify": {"url": "javascript:alert(1)"}}) == "format.not_a_credential_json"


def test_transcripts_blockcerts_and_european_credentials() -> None:
    subject = {"type": ["ClrSubject"], "verifiableCredential": [papers.credential()]}
    record = papers.credential(type=["VerifiableCredential", "ClrCredential"], credentialSubject=subject)
    clr = read(record)
    assert (clr.format, len(clr.contained)) == (Format.CLR, 1)
    assert read(papers.jwt({**record, "proof": 1}, typ="vc+jwt")).format is Format.CLR
    anchored = papers.credential(proof={"type": "MerkleProof2019", "proofValue": "z1"})
    assert (read(anchored).format, read(anchored).securing) == (Format.BLOCKCERTS, Securing.MERKLE)
    edc = papers.credential(proof=None, type=["VerifiableCredential", "EuropeanDigitalCredential"])
    assert read(edc).format is Format.ELM_UNSIGNED
    assert read({"credential": edc, "deliveryDetails": {}}).document == edc


def test_a_sealed_european_credential_is_signed_as_it_stands() -> None:
    payload = json.dumps(papers.credential(proof=None, type=["VerifiableCredential", "EuropeanDigitalCredential"]))
    head = papers.jwt({}, b64=False, crit=["b64"], sigT="2026-01-01T00:00:00Z").split(".")[0]
    sealed = read({"payload": payload, "signatures": [{"protected": head, "signature": "AAAA", "header": {}}]})
    assert (sealed.format, sealed.securing) == (Format.ELM_JADES, Securing.JADES)
    assert isinstance(sealed.envelope, Jws)
    assert sealed.envelope.signing_input == f"{head}.{payload}".encode()


def test_older_european_xml_is_named_and_never_expanded() -> None:
    title = '<title><text lang="nl">Lassen</text></title>'
    xml = f'<europassCredential xmlns="http://data.europa.eu/snb" id="urn:c:1">{title}</europassCredential>'
    assert (read(xml).format, read(xml).document["title"]) == (Format.ELM_XADES, {"nl": "Lassen"})
    bomb = '<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;&x;">]>' + xml
    assert code_of(bomb) == "format.unsafe_doctype"


def test_a_cose_credential_is_recognised_as_bytes_and_as_text() -> None:
    import cbor2

    message = cbor2.dumps(cbor2.CBORTag(18, [b"", {}, json.dumps(papers.credential(proof=None)).encode(), b"x" * 64]))
    from wallet.formats import base64url

    assert read(message).format is Format.VC_COSE
    assert read(base64url.encode(message)).securing is Securing.COSE
    assert code_of(message[:40]) == "format.cose"


@pytest.mark.parametrize(
    ("data", "error", "code"),
    [
        (b"", MalformedError, "format.empty"),
        (b" \n\t", MalformedError, "format.empty"),
        (b"\xff\xfe{\x00}\x00", MalformedError, "format.json_encoding"),
        (b'{"a": 1', MalformedError, "format.json_syntax"),
        (b'{"name": "leftpad", "version": "1"}', NotACredentialError, "format.not_a_credential_json"),
        (b"<html><body>hello</body></html>", NotACredentialError, "format.not_a_credential_xml"),
        (b"Dear Ada, hello", NotACredentialError, "format.not_a_credential_text"),
        (bytes(range(256)), NotACredentialError, "format.not_a_credential_file"),
        (b"VP1-B3ECTST", UnsupportedError, "format.unsupported_vpqr"),
        (b"[" + b" " * (11 << 20), UnsafeInputError, "format.unsafe_size"),
    ],
)
def test_everything_else_is_named_for_what_it_is(data: bytes, error: type[WalletError], code: str) -> None:
    with pytest.raises(error) as caught:
        recognise(data)
    assert caught.value.code == code


def test_the_carrier_that_was_given_is_kept() -> None:
    found = recognise(_bytes(papers.credential()), carrier=Carrier.TEXT)
    assert isinstance(found, RecognisedCredential)
    assert found.carrier is Carrier.TEXT


def test_a_token_in_json_serialization() -> None:
    head, body, signature = papers.jwt(papers.credential(proof=None), typ="vc+jwt").split(".")
    flattened = {"payload": body, "protected": head, "signature": signature}
    secured = read(flattened)
    assert (secured.format, secured.securing) == (Format.VC_JWT, Securing.JOSE)
    assert isinstance(secured.envelope, Jws)
    assert secured.envelope.signing_input.decode() == f"{head}.{body}"
    one = {"protected": head, "signature": signature}
    assert read({"payload": body, "signatures": [one]}).document == secured.document
    assert code_of({"payload": body, "signatures": [one, one]}) == "format.jws_parts"
    assert (
        code_of({"payload": body, "protected": head, "signature": signature, "signatures": [one]}) == "format.jws_parts"
    )


def test_identifiers_are_compared_as_their_kind_asks() -> None:
    address = papers.credential(proof=None, issuer="https://school.example/a%20b")
    assert read(papers.jwt({"iss": "https://school.example/a b", "vc": address})).kind is Kind.CREDENTIAL
    did = papers.credential(proof=None, issuer="did:web:school.example%3A8443")
    assert code_of(papers.jwt({"iss": "did:web:school.example:8443", "vc": did})) == "format.jwt_conflict"
