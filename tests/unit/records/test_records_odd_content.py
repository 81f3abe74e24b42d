"""Odd content gives an emptier record, never an exception; the published schema fits what is printed."""

import json
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, shared_folder
from wallet.model.earned import Record
from wallet.model.secured import Format, Kind, SecuredCredential, Securing
from wallet.records.normalise import record_of, search_text
from wallet.records.schema import schema_text

MEMBERS = (
    "id",
    "type",
    "vct",
    "badge",
    "issuer",
    "recipient",
    "credentialSubject",
    "achievement",
    "hasClaim",
    "specifiedBy",
    "awardedBy",
    "awardingBody",
    "alignment",
    "targetType",
    "targetCode",
    "result",
    "resultDescription",
    "value",
    "ECTS",
    "point",
    "creditReceived",
    "volumeOfLearning",
    "title",
    "name",
    "image",
    "content",
    "contentType",
    "issuedOn",
    "validFrom",
    "iat",
    "exp",
    "status",
    "credentialStatus",
    "noteLiteral",
    "en",
    "nl",
    "@value",
    "verifiableCredential",
    "credential",
    "@graph",
    "evidence",
    "dcType",
    "eqfLevel",
    "extensions:EQFExtension",
    "EQF",
    "hasPart",
    "provenBy",
    "metadataJson",
    "identifier",
    "identityHash",
    "hashed",
    "legalName",
    "location",
    "address",
    "countryCode",
    "expected_study_time",
)
VALUES = (
    None,
    True,
    0,
    -1,
    10**400,
    1e308,
    float("inf"),
    "",
    "x",
    "ClrCredential",
    "OpenBadgeCredential",
    "EuropeanDigitalCredential",
    "BlockcertsCredential",
    "LearningAchievement",
    "Assertion",
    "9" * 5000,
    "1e999999999",
    "2025-13-45T99:99:99Z",
    "0001-01-01T00:00:00+14:00",
    "data:image/png;base64,!!!!",
    "data:,",
    "P" + "9" * 500 + "Y",
    "ext:EQF",
    "{" * 2000,
    "~/\u202e\x00",
)
NESTED = st.recursive(
    st.sampled_from(VALUES),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(MEMBERS), inner, max_size=6),
    ),
    max_leaves=40,
)


def secured(document: Any) -> SecuredCredential:
    return SecuredCredential(b"", Format.UNKNOWN, Securing.NONE, Kind.CREDENTIAL, "application/json", document)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(st.sampled_from(MEMBERS), NESTED, max_size=10))
def test_any_json_object_gives_a_record(document: dict[str, Any]) -> None:
    found = record_of(secured(document))
    search_text(found)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Record) == found


def test_a_credential_inside_itself_two_hundred_times_ends() -> None:
    document: dict[str, Any] = {"type": "ClrCredential", "credentialSubject": {"type": "ClrSubject"}}
    for _ in range(60):
        document = {"type": "ClrCredential", "credentialSubject": {"verifiableCredential": [document]}}
    depth = 0
    found = record_of(secured(document))
    while found.parts:
        found = found.parts[0]
        depth += 1
    assert depth <= 9


def test_the_published_schema_is_that_of_the_classes() -> None:
    kept = (ROOT / "resources/schemas/record.schema.json").read_text("utf-8")
    assert kept == schema_text(), "run: python -m wallet.records.schema > resources/schemas/record.schema.json"


def test_every_record_of_the_collected_files_fits_the_schema() -> None:
    folder = shared_folder()
    if folder is None:
        pytest.skip("NOT RUN: the folder with third-party data is absent")
    validator = jsonschema_rs.Draft202012Validator(json.loads(schema_text()))
    seen = 0
    families = ("europe", "open-badges-2", "open-badges-3", "clr", "dcc", "blockcerts", "sd-jwt")
    for file in (path for family in families for path in sorted((folder / "vectors" / family).rglob("*.json*"))):
        try:
            document = json.loads(file.read_bytes())
            if isinstance(document, dict) and isinstance(document.get("payload"), str):
                document = json.loads(document["payload"])
        except ValueError:
            continue
        if isinstance(document, dict):
            validator.validate(msgspec.to_builtins(record_of(secured(document)), str_keys=True))
            seen += 1
    assert seen > 300


MANY = 20_000
FLOODS: dict[str, dict[str, Any]] = {
    "alignments": {"achievement": {"name": "a", "alignment": [{"targetName": str(n)} for n in range(MANY)]}},
    "achievements": {"achievement": [{"name": str(n)} for n in range(MANY)]},
    "results": {
        "achievement": {
            "name": "a",
            "resultDescription": [{"id": "r", "rubricCriterionLevel": [{"id": str(n)} for n in range(MANY)]}],
        },
        "result": [{"resultDescription": "r", "achievedLevel": "none"}] * MANY,
    },
    "claims": {"hasClaim": [{"type": "LearningAchievement", "title": {"en": str(n)}} for n in range(MANY)]},
    "statements": {f"member{n}": "x" for n in range(MANY)},
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_of_values_is_cut_off(flood: str) -> None:
    found = record_of(secured({"type": ["VerifiableCredential"], "credentialSubject": FLOODS[flood]}))
    assert len(msgspec.msgpack.encode(found)) < 2 << 20


@pytest.mark.timeout(20)
def test_parts_of_parts_share_one_limit() -> None:
    claim: dict[str, Any] = {"type": "LearningAchievement", "title": {"en": "x"}}
    for _ in range(8):
        claim = {"type": "LearningAchievement", "title": {"en": "x"}, "hasPart": [claim] * 4}

    def count(record: Record) -> int:
        return 1 + sum(count(part) for part in record.parts)

    assert count(record_of(secured({"credentialSubject": {"hasClaim": claim}}))) <= 501
