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
    ],
)
def test_what_it_allows_is_read(right: dict[str, Any]) -> None:
    shape.credential({**SCHOOL.badge(), **right})
