"""Read what was handed over into candidates, with their verdict, before anything is added."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from wallet.model.secured import Carrier, Format, Kind
from wallet.ports import Progress
from wallet.services.collected import enriched
from wallet.services.sentences import deciding_check
from wallet.services.source import Source
from wallet.services.verify import VerifyService
from wallet.verification.report import Inspected
from wallet.verification.verdict import ORDER, State


class Relation(StrEnum):
    """How a candidate relates to what the wallet already holds."""

    NEW = "new"
    SAME = "same"
    NEWER = "newer"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One credential that could be added. ``addable`` is false for what is refused (``refusal`` is the stable code).

    ``source`` is the source it came out of; ``existing_id`` the stored credential it equals or replaces.
    A file that is no credential but may be kept as an unsigned paper has ``paper`` true.
    """

    source: str
    inspected: Inspected
    relation: Relation
    existing_id: str | None
    addable: bool
    refusal: str | None = None
    paper: bool = False


RelationOf = Callable[[Inspected], tuple[Relation, str | None]]
"""How something relates to what is held (``Library.relation_of``)."""

_FIRST_KEPT = State.UNSUPPORTED
"""What stands before this state in the verdict table is not collected as a credential."""

_HOLDS_OTHERS = frozenset({Kind.PRESENTATION, Kind.SHARE, Kind.BUNDLE, Kind.PORTFOLIO, Kind.BACKUP})
_PAPERS = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_PAPER_TYPES = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
}
_WRAPPED_HEIF = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")
_MAX_LINKS = 20


def paper_type(data: bytes) -> str | None:
    """Return the media type of a document or photo that may be kept as an unsigned paper, or nothing."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:12] in _WRAPPED_HEIF:
        return "image/heic"
    return next((_PAPER_TYPES[magic] for magic in _PAPERS if data.startswith(magic)), None)


class Inbox:
    """Built by the session; knows the vault (for duplicates) and the verify service."""

    def __init__(self, verify: VerifyService, relation_of: RelationOf) -> None:
        """Inspect with ``verify`` and compare with what is held by ``relation_of``."""
        self._verify = verify
        self._relation_of = relation_of

    def read(self, sources: Iterable[Source], *, progress: Progress | None = None) -> tuple[Candidate, ...]:
        """Return the candidates in all sources (a zip, folder or presentation gives several). Changes nothing.

        A link found inside a source is followed here (collecting), after which its document is inspected.
        """
        return self.judge(self._verify.inspect(sources, progress=progress), progress=progress)

    def judge(self, results: Iterable[Inspected], *, progress: Progress | None = None) -> tuple[Candidate, ...]:
        """Return the candidates in results that are there already: what was checked can be kept."""
        found: list[Candidate] = []
        seen: set[bytes] = set()
        for inspected in results:
            for one in self._followed(inspected, progress):
                for item in _leaves(one):
                    candidate = self._candidate(inspected.report.source, item)
                    # The same credential twice in one go (a folder and the zip of it) is one candidate.
                    if candidate.addable and item.raw in seen:
                        candidate = replace(candidate, relation=Relation.SAME)
                    seen.add(item.raw)
                    found.append(candidate)
        return tuple(found)

    def _followed(self, inspected: Inspected, progress: Progress | None) -> Iterator[Inspected]:
        links = [item for item in _leaves(inspected) if item.report.kind is Kind.LINK]
        if not links:
            yield inspected
            return
        for item in _leaves(inspected):
            address = item.report.facts.get("collect") or item.report.facts.get("url")
            if item.report.kind is not Kind.LINK or not address or len(links) > _MAX_LINKS:
                yield item
                continue
            source = Source(label=item.report.source, url=address, carrier=Carrier.URL)
            # Followed once: a page that is again a link stays what it is.
            yield self._verify.inspect_one(source, progress=progress)

    def _candidate(self, source: str, inspected: Inspected) -> Candidate:
        report = inspected.report
        state = report.verdict.state
        if report.kind is Kind.CREDENTIAL and ORDER[state] >= ORDER[_FIRST_KEPT]:
            if report.format is Format.OB2_HOSTED:
                inspected = enriched(inspected, self._verify.fetcher)
            relation, existing = self._relation_of(inspected)
            return Candidate(source, inspected, relation, existing, addable=True)
        check = deciding_check(report)
        refusal = check.code if check is not None else f"inbox.{report.kind}"
        paper = _as_paper(inspected)
        if paper is None:
            return Candidate(source, inspected, Relation.NEW, None, addable=False, refusal=refusal)
        relation, existing = self._relation_of(paper)
        return Candidate(source, paper, relation, existing, addable=False, refusal=refusal, paper=True)


def _leaves(inspected: Inspected) -> Iterator[Inspected]:
    """Yield what could be added by itself: the credentials in presentations, bundles and backups, at any depth."""
    if inspected.report.kind in _HOLDS_OTHERS and inspected.items:
        for item in inspected.items:
            yield from _leaves(item)
    else:
        yield inspected


def _as_paper(inspected: Inspected) -> Inspected | None:
    """Return what may be kept unsigned: a document or photo without a credential, or a statement nobody signed."""
    state = inspected.report.verdict.state
    if not inspected.raw:
        return None
    if state is State.UNSIGNED:
        return inspected
    kind = paper_type(inspected.raw)
    if kind is None or state not in (State.NOT_A_CREDENTIAL, State.MALFORMED):
        return None
    return replace(inspected, media_type=kind)
