"""The collection: add, list, search, look at, check again, remove and bring back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from wallet.model.card import Card
from wallet.ports import Progress
from wallet.services.changes import Changes
from wallet.services.inbox import Candidate
from wallet.verification.report import Report


class Shelf(StrEnum):
    """The left-hand list of the library."""

    ALL = "all"
    FAVOURITES = "favourites"
    ATTENTION = "attention"
    REMOVED = "removed"
    PAPERS = "papers"


class Sort(StrEnum):
    """Orders of the library."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    ISSUER = "issuer"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Query:
    """What to list. ``text`` searches everything that was earned (prefix match per word, inside the encryption)."""

    text: str = ""
    shelf: Shelf = Shelf.ALL
    issuer: str | None = None
    year: int | None = None
    kind: str | None = None
    state: str | None = None
    collection: str | None = None
    sort: Sort = Sort.NEWEST


@dataclass(frozen=True, slots=True)
class Facet:
    """A value to filter by, with how many credentials have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The values to filter by."""

    issuers: tuple[Facet, ...] = ()
    years: tuple[Facet, ...] = ()
    kinds: tuple[Facet, ...] = ()
    states: tuple[Facet, ...] = ()


class AddOutcome(StrEnum):
    """What became of one candidate (contract section 2, ``result``)."""

    ADDED = "added"
    UPDATED = "updated"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AddResult:
    """The report per item."""

    source: str
    result: AddOutcome
    id: str | None
    verdict: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A credential as kept: its card, the stored report, the bytes as issued, and the person's own notes."""

    card: Card
    report: Report
    raw: bytes
    media_type: str
    note: str = ""
    collections: tuple[str, ...] = ()
    history: tuple[tuple[datetime, str], ...] = field(default_factory=tuple)


class Library:
    """Built by the session around the open vault."""

    def add(
        self, candidates: Sequence[Candidate], *, keep_both: bool = False, keep_papers: bool = False
    ) -> tuple[tuple[AddResult, ...], Changes]:
        """Store candidates with their bytes, report and evidence; one transaction."""
        raise NotImplementedError

    def count(self, query: Query) -> int:
        """Return how many cards the query has."""
        raise NotImplementedError

    def page(self, query: Query, *, offset: int, limit: int) -> tuple[Card, ...]:
        """Return a window of the result, in milliseconds also at 100,000 rows."""
        raise NotImplementedError

    def facets(self, query: Query) -> Facets:
        """Return what the result can be filtered by."""
        raise NotImplementedError

    def shelves(self) -> Mapping[Shelf, int]:
        """Return the count of each shelf."""
        raise NotImplementedError

    def get(self, credential_id: str) -> Stored:
        """Return one credential; raises ``UsageError("library.unknown_id")``."""
        raise NotImplementedError

    def image(self, credential_id: str) -> bytes | None:
        """Return the picture bytes as embedded or archived (never fetched now), or nothing."""
        raise NotImplementedError

    def recheck(self, ids: Sequence[str], *, progress: Progress | None = None) -> Changes:
        """Verify again and store the new reports and evidence."""
        raise NotImplementedError

    def remove(self, ids: Sequence[str]) -> Changes:
        """Move to "Recently removed" (30 days)."""
        raise NotImplementedError

    def restore(self, ids: Sequence[str]) -> Changes:
        """Bring back from "Recently removed"."""
        raise NotImplementedError

    def purge(self, ids: Sequence[str]) -> Changes:
        """Delete for good."""
        raise NotImplementedError

    def set_favourite(self, ids: Sequence[str], *, favourite: bool) -> Changes:
        """Mark or unmark favourites."""
        raise NotImplementedError

    def set_note(self, credential_id: str, note: str) -> Changes:
        """Keep the person's own words (never part of the credential)."""
        raise NotImplementedError

    def collections(self) -> tuple[str, ...]:
        """Return the names of the person's collections."""
        raise NotImplementedError

    def set_collections(self, ids: Sequence[str], names: Sequence[str]) -> Changes:
        """Put credentials in collections (replaces what they were in)."""
        raise NotImplementedError
