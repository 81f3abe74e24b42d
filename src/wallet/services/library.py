"""The collection: add, list, search, look at, check again, remove and bring back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from wallet.errors import UsageError
from wallet.model.card import Card
from wallet.ports import Clock, Document, Progress
from wallet.services.changes import Changes
from wallet.services.collected import with_archive
from wallet.services.inbox import Candidate, Relation
from wallet.services.source import from_bytes
from wallet.services.verify import VerifyService
from wallet.vault.entry import ends_at, identity_of, issuer_proven
from wallet.vault.folder import Vault
from wallet.vault.search import Selection
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.report import Inspected, Report


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
    """What to list. ``text`` searches everything that was earned (prefix match per word, inside the encryption).

    ``ends``: ``past``, ``soon`` (within sixty days), ``later``, or ``open`` for what has no end.
    """

    text: str = ""
    shelf: Shelf = Shelf.ALL
    issuer: str | None = None
    year: int | None = None
    kind: str | None = None
    state: str | None = None
    ends: str | None = None
    collection: str | None = None
    sort: Sort = Sort.NEWEST


_ENDS = ("soon", "past", "later", "open")


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
    ends: tuple[Facet, ...] = ()


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

    def __init__(self, vault: Vault, verify: VerifyService, *, clock: Clock, lang: Callable[[], str]) -> None:
        """Work on the open ``vault``; ``verify`` checks again; ``lang`` says in which language titles are shown."""
        self._vault = vault
        self._verify = verify
        self._clock = clock
        self._lang = lang

    def relation_of(self, inspected: Inspected) -> tuple[Relation, str | None]:
        """Return how something relates to what is held, with the id of what it equals or is a version of.

        Issuer and identifier are only words in the file until the issuer's key is behind them: what is not proven
        takes the place of nothing, and what is proven takes the place of what is not.
        """
        identity = identity_of(inspected)
        found = self._vault.credentials.match(identity)
        if found is None:
            return Relation.NEW, None
        if found.same:
            return Relation.SAME, found.id
        proven = self._vault.credentials.proven_version(identity)
        mine = issuer_proven(inspected.report)
        if proven is None:
            return (Relation.NEWER, found.id) if mine else (Relation.NEW, None)
        found = proven
        newer = (identity.valid_from or 0) > (found.valid_from or 0)
        if newer and not mine:
            return Relation.NEW, None
        if newer and not self._vault.credentials.was_superseded(identity.digest):
            return Relation.NEWER, found.id
        return Relation.OLDER, found.id

    def add(
        self, candidates: Sequence[Candidate], *, keep_both: bool = False, keep_papers: bool = False
    ) -> tuple[tuple[AddResult, ...], Changes]:
        """Store candidates with their bytes, report and evidence; one transaction.

        A newer version takes the place of the one that is held, whose bytes go to its history; ``keep_both`` keeps
        another version beside it instead. What was removed comes back when it is added again. ``keep_papers`` keeps
        files that nobody signed.
        """
        results: list[AddResult] = []
        added: set[str] = set()
        updated: set[str] = set()
        with self._vault.database.transaction():
            for candidate in candidates:
                result = self._add_one(candidate, keep_both=keep_both, keep_papers=keep_papers)
                results.append(result)
                if result.result is AddOutcome.ADDED and result.id:
                    added.add(result.id)
                elif result.result is AddOutcome.UPDATED and result.id:
                    updated.add(result.id)
        return tuple(results), Changes(added=frozenset(added), updated=frozenset(updated - added))

    def _add_one(self, candidate: Candidate, *, keep_both: bool, keep_papers: bool) -> AddResult:
        inspected = candidate.inspected
        verdict = inspected.report.verdict.state.value
        if candidate.paper and not keep_papers:
            return AddResult(candidate.source, AddOutcome.REFUSED, None, verdict, candidate.refusal or "add.paper")
        if not candidate.addable and not candidate.paper:
            return AddResult(candidate.source, AddOutcome.REFUSED, None, verdict, candidate.refusal)
        relation, existing = self.relation_of(inspected)
        now = self._clock.now()
        if existing is None or (keep_both and relation is not Relation.SAME):
            made = self._vault.credentials.add(inspected, now=now, paper=candidate.paper)
            self._keep_traces(made, inspected)
            return AddResult(candidate.source, AddOutcome.ADDED, made, verdict)
        back = self._vault.credentials.set_gone((existing,), gone=False, now=now)
        if relation is Relation.NEWER:
            self._vault.credentials.replace(existing, inspected, now=now)
            self._keep_traces(existing, inspected)
            return AddResult(candidate.source, AddOutcome.UPDATED, existing, verdict)
        if relation is Relation.SAME and not candidate.paper:
            self._refresh_report(existing, inspected)
        outcome = AddOutcome.ADDED if back else AddOutcome.DUPLICATE
        return AddResult(candidate.source, outcome, existing, verdict)

    def _refresh_report(self, existing: str, inspected: Inspected) -> None:
        """Keep the newer check of something that is held already."""
        held = self._vault.credentials.get(existing).report
        if held.checked_at < inspected.report.checked_at:
            report = replace(inspected.report, source=held.source or inspected.report.source, carrier=held.carrier)
            self._vault.credentials.set_report(existing, replace(inspected, report=report), now=self._clock.now())
            self._keep_traces(existing, inspected)

    def _keep_traces(self, credential_id: str, inspected: Inspected) -> None:
        """Archive the documents that the check used, and log the addresses that it contacted."""
        self._vault.evidence.keep(credential_id, _all_evidence(inspected))
        self._vault.preferences.log_network(inspected.report.network, now=self._clock.now())

    def _selection(self, query: Query) -> Selection:
        return Selection(
            text=query.text,
            shelf=query.shelf.value,
            issuer=query.issuer,
            year=query.year,
            kind=query.kind,
            state=query.state,
            ends=query.ends,
            collection=query.collection,
            sort=query.sort.value,
            lang=self._lang(),
        )

    def count(self, query: Query) -> int:
        """Return how many cards the query has."""
        return self._vault.search.count(self._selection(query), now=self._clock.now())

    def page(self, query: Query, *, offset: int, limit: int) -> tuple[Card, ...]:
        """Return a window of the result, in milliseconds also at 100,000 rows."""
        return self._vault.search.page(self._selection(query), now=self._clock.now(), offset=offset, limit=limit)

    def ids(self, query: Query) -> tuple[str, ...]:
        """Return the ids of the whole result in its order."""
        return self._vault.search.ids(self._selection(query), now=self._clock.now())

    def facets(self, query: Query) -> Facets:
        """Return what the result can be filtered by; each list leaves its own filter out, so that one can switch."""
        found = self._vault.search.facets(self._selection(query), now=self._clock.now())
        values = {name: tuple(Facet(value, count) for value, count in facet) for name, facet in found.items()}
        return Facets(
            issuers=values["issuer"],
            years=tuple(sorted(values["year"], key=lambda facet: facet.value, reverse=True)),
            kinds=values["kind"],
            states=values["state"],
            ends=tuple(sorted(values["ends"], key=lambda facet: _ENDS.index(facet.value))),
        )

    def shelves(self) -> Mapping[Shelf, int]:
        """Return the count of each shelf."""
        return {Shelf(name): count for name, count in self._vault.search.shelves(now=self._clock.now()).items()}

    def get(self, credential_id: str) -> Stored:
        """Return one credential; its report accounts for the time that passed since it was made.

        Raises:
            UsageError: ``library.unknown_id``.
        """
        now = self._clock.now()
        body = self._vault.credentials.get(credential_id)
        card = self._vault.search.card(credential_id, now=now, lang=self._lang())
        if card is None:
            raise UsageError("library.unknown_id", {"id": credential_id})
        return Stored(
            card=card,
            report=aged(body.report, now),
            raw=body.raw,
            media_type=body.media_type,
            note=body.note,
            collections=self._vault.credentials.collections_of(credential_id),
            history=self._vault.credentials.history(credential_id),
        )

    def earlier_versions(self, credential_id: str) -> tuple[tuple[datetime, bytes, str], ...]:
        """Return the bytes that newer versions replaced: when, what, media type; newest first."""
        return self._vault.credentials.earlier_versions(credential_id)

    def evidence(self, credential_id: str) -> tuple[Document, ...]:
        """Return the documents that are archived for one credential."""
        return self._vault.evidence.of(credential_id)

    def image(self, credential_id: str) -> bytes | None:
        """Return the picture bytes as embedded or archived (never fetched now), or nothing."""
        record = self._vault.credentials.get(credential_id).report.record
        for media in record.images if record is not None else ():
            if media.data:
                return media.data
            held = self._vault.evidence.newest(media.url) if media.url else None
            if held is not None:
                return held.body
        return None

    def recheck(self, ids: Sequence[str], *, progress: Progress | None = None) -> Changes:
        """Verify again and store the new reports and evidence. Papers have nothing to check.

        Raises:
            UsageError: ``library.unknown_id``.
            CancelledError: the person asked to stop; what was checked until then is kept.
        """
        bodies = [body for body in map(self._vault.credentials.get, ids) if not body.paper]
        sources = [from_bytes(body.raw, body.report.source) for body in bodies]
        self._verify.forget_fetched()
        updated: set[str] = set()
        for body, checked in zip(bodies, self._verify.inspect(sources, progress=progress), strict=True):
            # What edubadges told when it was collected stays part of the record.
            inspected = with_archive(checked, self._vault.evidence.of(body.id))
            report = replace(inspected.report, source=body.report.source, carrier=body.report.carrier)
            with self._vault.database.transaction():
                self._vault.credentials.set_report(body.id, replace(inspected, report=report), now=self._clock.now())
                self._keep_traces(body.id, inspected)
            updated.add(body.id)
        return Changes(updated=frozenset(updated))

    def remove(self, ids: Sequence[str]) -> Changes:
        """Move to "Recently removed" (30 days)."""
        return Changes(removed=self._vault.credentials.set_gone(ids, gone=True, now=self._clock.now()))

    def restore(self, ids: Sequence[str]) -> Changes:
        """Bring back from "Recently removed"."""
        return Changes(added=self._vault.credentials.set_gone(ids, gone=False, now=self._clock.now()))

    def purge(self, ids: Sequence[str]) -> Changes:
        """Delete for good."""
        with self._vault.database.transaction():
            purged = self._vault.credentials.purge(ids)
            self._vault.evidence.drop_unused()
        return Changes(removed=purged)

    def set_favourite(self, ids: Sequence[str], *, favourite: bool) -> Changes:
        """Mark or unmark favourites."""
        return Changes(updated=self._vault.credentials.set_favourite(ids, favourite=favourite))

    def set_note(self, credential_id: str, note: str) -> Changes:
        """Keep the person's own words (never part of the credential)."""
        self._vault.credentials.set_note(credential_id, note)
        return Changes(updated=frozenset({credential_id}))

    def collections(self) -> tuple[str, ...]:
        """Return the names of the person's collections."""
        return self._vault.credentials.collections()

    def set_collections(self, ids: Sequence[str], names: Sequence[str]) -> Changes:
        """Put credentials in collections (replaces what they were in)."""
        self._vault.credentials.set_collections(ids, names)
        return Changes(updated=frozenset(ids))


def _all_evidence(inspected: Inspected) -> Iterator[Document]:
    """Yield the documents that the checks used, of what is inside too. Held ones are only linked, not kept twice."""
    yield from inspected.evidence
    for item in inspected.items:
        yield from _all_evidence(item)


def aged(report: Report, now: datetime) -> Report:
    """Return a stored report as it reads at ``now``: older evidence is never green, and what ran out is EXPIRED."""
    ends = ends_at(replace(report, items=()))
    checks = report.checks
    if ends is not None and ends < now:
        checks = tuple(_ran_out(check, ends) for check in checks)
    return replace(report, checks=checks, as_of=now, items=tuple(aged(item, now) for item in report.items))


def _ran_out(check: Check, ends: datetime) -> Check:
    if check.kind is not CheckKind.VALIDITY_PERIOD or check.outcome is not Outcome.PASSED:
        return check
    return replace(check, outcome=Outcome.FAILED, code="validity.expired", facts={"date": ends.isoformat()})
