"""The shape of W3C credentials: what the data model forbids is not readable, whoever signed it."""

from typing import Any

import pytest

from simulators import issuer as issuers
from wallet.errors import MalformedError
from wallet.formats import shape

SCHOOL = issuers.did_key("Hogeschool Zuiderpark")


@pytest.mark.parametrize(
    "wrong",
    [
        {"@context": [issuers.VC2, "elsewhere"]},
        {"@context": "x"},
        {"@context": {}},
        {"@context": [{}]},
        {"@context": ["https://school.example/terms"]},
        {"@context": [issuers.VC1, issuers.VC2]},
        {"@context": [issuers.VC2, issuers.VC1]},
        {"validFrom": "2026-01-01"},
        {"validFrom": "2026-02-30T00:00:00Z"},
        {"validUntil": "2027-01-01T00:00:00+25:00"},
        {"credentialSubject": {"id": "Sanne"}},
        {"credentialSubject": {"id": ""}},
        {"credentialSubject": [{"id": "did:example:a"}, {"id": "#b"}]},
        {"name": {"@value": 5}},
        {"name": {"@value": "x", "@language": "not_a_tag!"}},
        {"name": {"@value": "x", "@direction": "up"}},
        {"description": [{"@language": "en"}]},
        {"relatedResource": "x"},
        {"relatedResource": {"id": "https://x.example/a"}},
        {"relatedResource": [{"digestSRI": "sha256-x"}]},
        {"relatedResource": [{"id": "https://x.example/a", "digestSRI": "sha256-x"}] * 2},
    ],
)
def test_what_the_data_model_forbids_is_malformed(wrong: dict[str, Any]) -> None:
    with pytest.raises(MalformedError):
        shape.credential({**SCHOOL.badge(), **wrong})


@pytest.mark.parametrize(
    "right",
    [
        {"name": {"@value": "x", "@language": "nl-NL", "@direction": "ltr"}},
        {"name": [{"@value": "x", "@language": "en"}, {"@value": "y", "@language": "nl"}]},
        {"relatedResource": {"id": "https://x.example/a", "digestMultibase": "zQm"}},
        {"validFrom": "2026-01-01T00:00:00", "validUntil": "2028-02-29T23:59:60.5+14:00"},
        {"validUntil": "12024-02-29T00:00:00Z"},
    ],
)
def test_what_it_allows_is_read(right: dict[str, Any]) -> None:
    shape.credential({**SCHOOL.badge(), **right})


def test_a_day_or_a_register_number_is_read_where_version_1_is_named() -> None:
    old = SCHOOL.badge(version=1)
    subject = {**old["credentialSubject"], "id": "1234567"}
    shape.credential({**old, "issuanceDate": "2026-01-01", "credentialSubject": subject})


@pytest.mark.parametrize("identifier", [5, None, ["did:example:a"], "Sanne"])
def test_whose_it_is_must_be_readable_in_what_is_disclosed_too(identifier: object) -> None:
    with pytest.raises(MalformedError):
        shape.disclosed({**SCHOOL.badge(), "credentialSubject": {"id": identifier}})
