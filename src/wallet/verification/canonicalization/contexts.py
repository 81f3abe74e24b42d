"""The JSON-LD contexts that may be used: the bundled ones, pinned by digest, and those that the person pinned.

Nothing is fetched here. A context that is neither bundled nor pinned makes a credential UNSUPPORTED, by name
(contract section 3, JSON-LD).
"""

import hashlib
import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from wallet import resources
from wallet.errors import EnvironmentFailedError, MalformedError, UnsupportedError, WalletError
from wallet.formats import strict_json
from wallet.verification.canonicalization import displayed_terms
from wallet.verification.canonicalization.displayed_terms import Terms, Vocabulary


@cache
def index() -> Mapping[str, Mapping[str, str]]:
    """Return what INDEX.json says: URL -> file, sha256, package, version, licence."""
    found: dict[str, dict[str, str]] = json.loads(resources.read_bytes("contexts", "INDEX.json"))
    return found


@cache
def bundled(url: str) -> bytes | None:
    """Return the bundled bytes of a context, or nothing where it is not bundled.

    Raises:
        EnvironmentFailedError: ``contexts.digest`` where the file on disk is not the pinned one.
    """
    entry = index().get(url)
    if entry is None:
        return None
    data = resources.read_bytes("contexts", entry["file"])
    if hashlib.sha256(data).hexdigest() != entry["sha256"]:
        raise EnvironmentFailedError("contexts.digest", {"url": url})
    return data


def parse(url: str, data: bytes) -> dict[str, Any]:
    """Return a context document as an object that holds ``@context``.

    Raises:
        MalformedError: ``format.jsonld_context`` with the URL.
    """
    try:
        # A bundled one is known byte for byte, and one of them names a term twice.
        document = json.loads(data) if url in index() else strict_json.loads(data)
    except (ValueError, WalletError):
        raise MalformedError("format.jsonld_context", {"url": url}) from None
    if not isinstance(document, dict) or "@context" not in document:
        raise MalformedError("format.jsonld_context", {"url": url})
    return document


@cache
def displayed() -> Terms:
    """Return the IRIs that the bundled vocabularies of credentials give to each of their terms."""
    found: dict[str, set[str]] = {}
    for url in index():
        if displayed_terms.is_display_vocabulary(url):
            data = bundled(url)
            if data is not None:
                displayed_terms.collect(parse(url, data)["@context"], found)
    return {term: frozenset(iris) for term, iris in found.items()}


@cache
def spellings() -> Terms:
    """Return for each IRI of the displayed vocabularies the words that it may be written as."""
    return displayed_terms.spellings(displayed())


class ContextSet:
    """The contexts of one run: the bundled ones and ``extra`` ones that the person allowed and pinned.

    A bundled URL always gives the bundled context; an extra one can not replace it.
    """

    def __init__(self, extra: Mapping[str, bytes] | None = None) -> None:
        """Use ``extra`` (URL -> bytes) besides the bundled contexts."""
        self.extra: Mapping[str, bytes] = {url: data for url, data in (extra or {}).items() if url not in index()}

    def is_pinned_by_person(self, url: str) -> bool:
        """Tell whether ``url`` is an extra context, which gets the rule of displayed terms."""
        return url in self.extra

    def document(self, url: str) -> dict[str, Any]:
        """Return a fresh copy of the context at ``url``.

        Raises:
            UnsupportedError: ``proof.unsupported_context`` with the URL.
            MalformedError: ``format.jsonld_context``.
        """
        data = bundled(url)
        if data is None:
            data = self.extra.get(url)
        if data is None:
            raise UnsupportedError("proof.unsupported_context", {"url": url})
        return parse(url, data)

    def vocabulary(self) -> Vocabulary:
        """Return what words may mean in a document with a context of its own."""
        own: dict[str, set[str]] = {}
        for url, data in self.extra.items():
            displayed_terms.collect(parse(url, data)["@context"], own)
        return Vocabulary(displayed(), {term: frozenset(iris) for term, iris in own.items()})


_BUNDLED_ONLY = ContextSet()


@lru_cache(maxsize=8)
def _with_extra(extra: tuple[tuple[str, bytes], ...]) -> ContextSet:
    return ContextSet(dict(extra))


def context_set(extra: Mapping[str, bytes]) -> ContextSet:
    """Return the set for these extra contexts; equal ones share what was compiled for them."""
    return _with_extra(tuple(sorted(extra.items()))) if extra else _BUNDLED_ONLY
