"""Pictures, tokens, workloads and older forms: the small rules that a record rests on."""

import base64
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from wallet.model.earned import CreditSystem, Record
from wallet.model.secured import Format, Kind, SecuredCredential, Securing
from wallet.records.durations import hours_of
from wallet.records.media import picture
from wallet.records.normalise import record_of
from wallet.records.spot import Spot
from wallet.records.tags import country_alpha3, country_code, language_alpha3, language_tag

PNG = base64.b64encode(b"\x89PNG bytes").decode()


def record(document: dict[str, Any], **claims: Any) -> Record:
    return record_of(
        SecuredCredential(b"", Format.VC_JWT, Securing.JOSE, Kind.CREDENTIAL, "application/jwt", document, claims)
    )


@pytest.mark.parametrize(
    ("value", "data", "media_type", "url"),
    [
        ("https://school.example/b.png", None, None, "https://school.example/b.png"),
        (f"data:image/png;base64,{PNG}", b"\x89PNG bytes", "image/png", None),
        (f"DATA:image/PNG;base64,{PNG.rstrip('=')}", b"\x89PNG bytes", "image/png", None),
        ("data:image/svg+xml,%3Csvg%2F%3E", b"<svg/>", "image/svg+xml", None),
        ({"id": f"data:image/png;base64,{PNG}", "caption": "x"}, b"\x89PNG bytes", "image/png", None),
        ({"content": PNG, "contentType": {"id": "http://x/file-type/JPEG"}}, b"\x89PNG bytes", "image/jpeg", None),
        ({"contentURL": "https://school.example/b"}, None, None, "https://school.example/b"),
    ],
)
def test_pictures(value: Any, data: bytes | None, media_type: str | None, url: str | None) -> None:
    found = picture(Spot(value), "achievement")
    assert found is not None
    assert (found.data, found.media_type, found.url) == (data, media_type, url)


@pytest.mark.parametrize(
    "value", ["", "data:image/png;base64,!!", "data:image/png", {"content": "!"}, 5, [], {"id": ""}]
)
def test_what_is_no_picture_is_none(value: Any) -> None:
    assert picture(Spot(value), "achievement") is None


def test_the_claims_of_a_token_fill_in_what_the_credential_leaves_open() -> None:
    document = {"type": ["VerifiableCredential", "X"], "credentialSubject": {"role": "nurse"}}
    claims = {"iss": "did:web:a.example", "jti": "urn:1", "nbf": 1750000000, "exp": 1850000000, "sub": "did:key:z6"}
    found = record(document, **claims, cnf={"jwk": {}})
    assert found.issuer.id == "did:web:a.example"
    assert found.credential_id == "urn:1"
    assert found.valid_from == datetime(2025, 6, 15, 15, 6, 40, tzinfo=UTC)
    assert found.awarded_on == found.valid_from.date()
    assert found.expires_at is None
    assert found.token_expires_at is not None
    assert found.holder.id == "did:key:z6"
    assert found.holder.key_bound


def test_a_stated_issuer_goes_before_the_one_of_the_token() -> None:
    document = {
        "type": ["VerifiableCredential"],
        "issuer": {"id": "did:a:1", "name": "A"},
        "credentialSubject": {"x": 1},
    }
    assert record(document, iss="did:b:2").issuer.id == "did:a:1"


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("PT60H", "60"),
        ("PT1H30M", "1.5"),
        ("60 hours", "60"),
        ("28 uur", "28"),
        ("7,5 u", "7.5"),
        ("P2D", None),
        ("P1DT2H", None),
        ("PT", None),
        ("PT0H", None),
        ("a while", None),
        ("2001 hours", None),
        (None, None),
    ],
)
def test_hours(text: str | None, hours: str | None) -> None:
    assert hours_of(text) == (Decimal(hours) if hours else None)


def test_a_study_time_in_ec_is_what_the_course_is_worth() -> None:
    found = record({"vct": "x", "expected_study_time": "5 ECTS"})
    assert [(one.value, one.system, one.earned) for one in found.credits] == [(Decimal(5), CreditSystem.ECTS, False)]
    assert found.hours is None


def test_a_blockcert_of_the_second_version() -> None:
    found = record(
        {
            "type": "Assertion",
            "id": "https://certs.example/1",
            "issuedOn": "2018-02-07T23:52:16+00:00",
            "recipient": {"type": "email", "identity": "dana@example.org", "hashed": False},
            "recipientProfile": {"name": "Dana Student"},
            "badge": {
                "name": "Expert",
                "issuer": {"id": "https://certs.example/i", "name": "Certs"},
                "signatureLines": [{"jobTitle": "Dean", "name": "D. Ean"}],
            },
            "displayHtml": "<script>alert(1)</script>",
            "metadataJson": '{"schema": {"x": 1}, "certificate": {"issuingInstitution": "School", "$id": "no"}}',
            "signature": {"type": ["MerkleProof2017", "Extension"]},
        }
    )
    assert found.kind == "certificate"
    assert found.title == {"und": "Expert"}
    assert found.holder.names == ("Dana Student",)
    assert ("email", "dana@example.org") in [(one.kind, one.value) for one in found.holder.identifiers]
    said = [(one.label, one.value) for one in found.statements]
    assert said == [("signatureLine", "D. Ean, Dean"), ("issuingInstitution", "School")]
    assert "alert(1)" not in str(found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("http://publications.europa.eu/resource/authority/country/NLD", "NL"),
        ("nld", "NL"),
        ("NL", "NL"),
        ("EN", None),
        ("XX", None),
        ("UK", "GB"),
        ("EL", "GR"),
        ("country", None),
        ("", None),
        (None, None),
    ],
)
def test_countries(text: str | None, code: str | None) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("nl_NL", "nl"),
        ("En_En", "en"),
        ("en-EN", "en"),
        ("nl-NL", "nl-NL"),
        ("http://publications.europa.eu/resource/authority/language/NLD", "nl"),
        ("ENG", "en"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("und", "und"),
        ("no language", "und"),
    ],
)
def test_languages(text: str, tag: str) -> None:
    assert language_tag(text) == tag


def test_codes_go_back_to_the_long_form() -> None:
    assert (country_alpha3("nl"), country_alpha3("XX"), country_alpha3(None)) == ("NLD", None, None)
    assert (language_alpha3("nl-BE"), language_alpha3("und")) == ("NLD", None)
