"""What a word may mean, and how a meaning must be spelled, so that what people see is what was signed.

Two rules (contract section 3, JSON-LD). The first is about *spelling*, in every document: an IRI that the bundled
vocabularies have a word for must be written as that word. Otherwise whoever holds a credential could write its
``credentialStatus`` or ``validUntil`` as a full IRI: the signature still fits, and every reader of the JSON, this
program's other checks among them, would no longer see that it was withdrawn or has ended.

The second is about *meaning*, in documents that bring a context of their own.

A signature covers IRIs, not the words that are shown. Whoever may write a context into the document can swap two
words and their values, and the signature still fits. So in a document with an inline context, or one that the person
pinned, every word that the bundled vocabularies know must have an IRI that they give it, and any other word must be
spelled in the IRI itself (``…#word``, ``…/word``, ``…:word``), which binds it to the signature.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wallet.errors import UnsafeInputError

Terms = Mapping[str, frozenset[str]]
"""Term -> the IRIs or keywords it may stand for."""


_DECISIVE = ("https://www.w3.org/2018/credentials#", "https://w3id.org/security#", "https://www.w3.org/ns/credentials/")


def is_decisive(iri: str) -> bool:
    """Tell whether a verdict can hang on statements of this kind, so that no context may have its own word for it."""
    return iri.startswith(_DECISIVE)


def is_of_credential(predicate: str) -> bool:
    """Tell whether a predicate (an IRI or its N-Quads term) is about the credential as such: issuer, status, end."""
    return predicate.lstrip("<").startswith(_DECISIVE[0])


def spellings(displayed: Terms) -> Terms:
    """Return for each IRI that a displayed word stands for the words that it may be written as."""
    found: dict[str, set[str]] = {}
    for word, iris in displayed.items():
        for iri in iris:
            if not iri.startswith("@"):
                found.setdefault(iri, set()).add(word)
    return {iri: frozenset(words) for iri, words in found.items()}


@dataclass(frozen=True)
class Vocabulary:
    """The words that are shown, with the bundled meaning, and those that contexts pinned by the person define."""

    displayed: Terms
    pinned: Terms

    def permits(self, term: str, iri: str) -> bool:
        """Tell whether a word may stand for ``iri`` in a document that brings a context of its own."""
        allowed = self.displayed.get(term)
        if allowed is not None:
            return iri in allowed
        return _spelled_in(term, iri) or iri in self.pinned.get(term, ())


_DISPLAY = re.compile(
    r"https://(imsglobal\.github\.io/openbadges-specification/|www\.w3\.org/(2018|ns)/credentials/v\d|purl\.imsglobal\.org/spec/|w3id\.org/(dcc/|blockcerts/v3)"
    r"|www\.w3\.org/ns/credentials/status/|w3id\.org/security/(data-integrity|suites)/)"
)


def is_display_vocabulary(url: str) -> bool:
    """Tell whether the terms of this bundled context are ones that the program shows or acts upon."""
    return _DISPLAY.match(url) is not None


def _iri_of(definition: Any) -> str | None:
    if isinstance(definition, str):
        return definition
    named = definition.get("@id") if isinstance(definition, dict) else None
    return named if isinstance(named, str) else None


def _resolve(name: str, prefixes: Mapping[str, str], vocab: str) -> str:
    if name.startswith("@"):
        return name
    prefix, colon, suffix = name.partition(":")
    if colon:
        base = prefixes.get(prefix)
        return name if base is None or suffix.startswith("//") else _resolve(base, {}, vocab) + suffix
    if name in prefixes and prefixes[name] != name:
        return _resolve(prefixes[name], prefixes, vocab)
    return vocab + name


def _collect_one(context: Mapping[str, Any], into: dict[str, set[str]], prefixes: dict[str, str], vocab: str) -> None:
    declared = context.get("@vocab", vocab)
    vocab = declared if isinstance(declared, str) else ""
    known = dict(prefixes)
    for term, definition in context.items():
        iri = _iri_of(definition)
        if not term.startswith("@") and iri is not None:
            known[term] = iri
    for term, definition in context.items():
        if term.startswith("@") or definition is None:
            continue
        iri = _resolve(_iri_of(definition) or term, known, vocab)
        if iri != term:
            into.setdefault(term, set()).add(iri)
        if isinstance(definition, dict) and definition.get("@context") is not None:
            _collect(definition["@context"], into, known, vocab)


def _collect(context: Any, into: dict[str, set[str]], prefixes: dict[str, str], vocab: str) -> None:
    for entry in context if isinstance(context, list) else [context]:
        if isinstance(entry, dict):
            _collect_one(entry, into, prefixes, vocab)


def collect(context: Any, into: dict[str, set[str]]) -> None:
    """Add to ``into`` every term of a context (scoped ones too) with the IRI or keyword it stands for.

    Raises:
        UnsafeInputError: ``format.unsafe_depth`` for one that is nested without end or goes in circles.
    """
    try:
        _collect(context, into, {}, "")
    except RecursionError:
        raise UnsafeInputError("format.unsafe_depth") from None


def _spelled_in(term: str, iri: str) -> bool:
    if term.startswith("@") or term == iri:
        return True
    name = term.rpartition(":")[2] if ":" in term else term
    return bool(name) and iri.endswith(name) and (iri[: -len(name)][-1:] in ("#", "/", ":", "=", "?", "."))
