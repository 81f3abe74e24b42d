"""What people read in a preview: words, in their language, never the name of a field where there are words for it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from wallet import resources, wording
from wallet.services.share_choice import _label

# What nobody sees: identifiers of the securing itself, and coordinates.
_TECHNICAL = {"endorsementJwt", "geo", "jti", "latitude", "longitude", "rubricCriterionLevel"}


def _terms(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not key.startswith("@"):
                yield key
            if key == "@context" or not key.startswith("@"):
                yield from _terms(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _terms(inner)


@pytest.mark.parametrize("lang", wording.LANGUAGES)
def test_every_member_of_an_open_badge_has_words(lang: str) -> None:
    context = json.loads(resources.read_bytes("contexts", "ob-3.0.3.jsonld"))
    members = {term for term in _terms(context) if term[0].islower()} - _TECHNICAL
    assert len(members) > 60
    assert sorted(name for name in members if not wording.has(f"share.claim.{name}", lang)) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("favouriteSubject", "Favourite subject"),
        ("house_number", "House number"),
        ("EQFLevel", "EQF level"),
        ("leeruitkomst", "Leeruitkomst"),
        ("ext:EQF", "ext:EQF"),
        ("https://example.org/term", "https://example.org/term"),
        ("", ""),
    ],
)
def test_a_member_that_nobody_has_words_for_is_written_as_words(name: str, words: str) -> None:
    assert _label(name, "nl") == words
