"""Falls back to what this wallet archived, with its true age, when an address cannot be reached.

The age rule of contract section 3: a document that is held is used, and says how old it is.
"""

from collections.abc import Callable
from dataclasses import replace

from wallet.errors import UnreachableError
from wallet.ports import Document, Fetcher, FetchOutcome, Purpose

Lookup = Callable[[str], Document | None]
"""URL -> the newest archived document, or nothing. Handed in by the session, which owns the store."""

_GONE = "410"


class ArchiveFetcher:
    """A Fetcher in front of another, with an archive behind it."""

    def __init__(self, inner: Fetcher, lookup: Lookup) -> None:
        """Ask ``inner`` first and ``lookup`` when that fails."""
        self._inner = inner
        self._lookup = lookup

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        """Return the document, fetched now or archived earlier (see ``ports.Fetcher``)."""
        try:
            return self._inner.get(url, purpose=purpose, accept=accept)
        except UnreachableError as error:
            # "Gone" is an answer of the issuer (a withdrawn hosted badge); an older copy must not hide it.
            held = None if error.facts.get("status") == _GONE else self._lookup(url)
            if held is None:
                raise
            return replace(held, url=url, purpose=purpose, outcome=FetchOutcome.ARCHIVED)
