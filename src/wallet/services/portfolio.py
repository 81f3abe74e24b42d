"""The lifelong-learning portfolio: a selection with totals, written in forms that outlive this program."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from enum import StrEnum

from wallet.model.card import Card
from wallet.model.earned import Record
from wallet.model.language import pick
from wallet.portfolio.data import Entry, PortfolioData
from wallet.portfolio.document import left_out_note
from wallet.portfolio.file_names import extension_of, safe_name
from wallet.portfolio.pictures import PICTURED
from wallet.portfolio.totals import Total, counts, totals
from wallet.portfolio.writers import WRITERS, pdf
from wallet.ports import Clock, Document, NoProgress, Progress
from wallet.services import sentences
from wallet.services.library import Library, Query, Stored
from wallet.services.share import ShareFile
from wallet.vault.entry import PAPER
from wallet.verification.verdict import State

__all__ = ["PortfolioForm", "PortfolioRequest", "PortfolioService", "Total", "entry_of", "uncounted"]


class PortfolioForm(StrEnum):
    """Contract section 2, ``wallet portfolio --as``."""

    PDF = "pdf"
    HTML = "html"
    CLR = "clr"
    ELM = "elm"
    ZIP = "zip"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class PortfolioRequest:
    """What to write. ``ids`` in the order wanted (empty: all of ``query``); ``notes`` are the person's own words."""

    form: PortfolioForm
    query: Query
    ids: tuple[str, ...] = ()
    title: str = ""
    person_name: str = ""
    introduction: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    lang: str = "en"
    checker: str = ""


def entry_of(
    stored: Stored,
    *,
    lang: str,
    note: str = "",
    picture: bytes | None = None,
    qr: bytes | None = None,
    tz: tzinfo | None = None,
) -> Entry:
    """Return a stored credential as a writer takes it, with the sentences that every screen shows."""
    report = stored.report
    headline = sentences.headline(report, lang, tz)
    record = report.record or Record()
    # A file that may not be relied on is called by the name of its source, never by what it says.
    name = safe_name(pick(record.title, lang) or stored.card.title)
    return Entry(
        id=stored.card.id,
        record=record,
        state=report.verdict.state,
        word=headline.word,
        sentence=headline.sentence,
        checked_on=sentences.moment_text(report.checked_at, lang, tz),
        raw=stored.raw,
        media_type=stored.media_type,
        file_name=f"{name}.{extension_of(stored.media_type)}",
        note=note,
        flags=tuple(sentences.flag_line(flag, report, lang) for flag in report.flags),
        picture=picture,
        signed=stored.card.kind != PAPER,
        qr=qr,
        checked_at=report.checked_at,
    )


def uncounted(cards: Iterable[Card], lang: str) -> str:
    """Return what to say of the cards that the totals leave out, as the portfolio says it; nothing when none."""
    return left_out_note([card.title for card in cards if not card.signed or not counts(State(card.state))], lang)


class PortfolioService:
    """Built by the session around its library."""

    def __init__(self, library: Library, *, clock: Clock, holder_id: Callable[[], str]) -> None:
        """Read from ``library``; ``holder_id`` is asked only when a form names the holder."""
        self._library = library
        self._clock = clock
        self._holder_id = holder_id

    def _stored(self, ids: Iterable[str]) -> Iterator[Stored]:
        for credential_id in ids:
            yield self._library.get(credential_id)

    def totals(self, query: Query, *, lang: str = "en", ids: Sequence[str] | None = None) -> tuple[Total, ...]:
        """Return EC and hours per institution and year, of what may be counted in ``query``, or in ``ids``."""
        return totals(self._counted(self._library.ids(query) if ids is None else ids), lang)

    def _counted(self, ids: Iterable[str]) -> Iterator[tuple[Record, State]]:
        for stored in self._stored(ids):
            if stored.report.record is not None:
                yield stored.report.record, stored.report.verdict.state

    def build(self, request: PortfolioRequest, *, progress: Progress | None = None) -> ShareFile:
        """Write the portfolio.

        Raises:
            UsageError: ``library.unknown_id``.
            EnvironmentFailedError: ``portfolio.no_space``, ``portfolio.not_set``.
            CancelledError: the person asked to stop.
        """
        data = self._data(request, progress or NoProgress())
        written = WRITERS[request.form.value](data)
        name = safe_name(request.title or request.person_name, fallback="portfolio")
        stem = name if name == "portfolio" else f"portfolio-{name}"
        return ShareFile(f"{stem}.{written.extension}", written.media_type, written.data)

    def credential_pdf(self, credential_id: str, *, lang: str = "en", qr: bytes | None = None) -> ShareFile:
        """Return one credential as PDF with its original attached and, where given, a code (PNG) beside it.

        Raises:
            UsageError: ``library.unknown_id``.
            EnvironmentFailedError: ``portfolio.no_space``, ``portfolio.not_set``.
        """
        stored = self._library.get(credential_id)
        entry = entry_of(stored, lang=lang, picture=self._archived_picture(stored), qr=qr)
        data = PortfolioData(
            title="",
            person_name="",
            introduction="",
            lang=lang,
            made_at=self._clock.now(),
            entries=(entry,),
        )
        written = pdf.write_credential(data)
        return ShareFile(f"{entry.file_name.rsplit('.', 1)[0]}.pdf", written.media_type, written.data)

    def _archived_picture(self, stored: Stored) -> bytes | None:
        """Return the archived picture of what was earned, where the credential only gives its address."""
        images = stored.report.record.images if stored.report.record is not None else ()
        shown = [media for media in images if media.role in PICTURED]
        if not shown or any(media.data for media in shown):
            return None
        held = {document.url: document.body for document in self._library.evidence(stored.card.id)}
        return next((held[media.url] for media in shown if media.url in held), None)

    def _data(self, request: PortfolioRequest, progress: Progress) -> PortfolioData:
        ids = request.ids or self._library.ids(request.query)
        entries: list[Entry] = []
        evidence: dict[str, Document] = {}
        for number, credential_id in enumerate(ids):
            progress.step(number, len(ids))
            stored = self._library.get(credential_id)
            entries.append(
                entry_of(
                    stored,
                    lang=request.lang,
                    note=request.notes.get(credential_id, ""),
                    picture=self._archived_picture(stored),
                )
            )
            if request.form is PortfolioForm.ZIP:
                _keep_newest(evidence, self._library.evidence(credential_id))
        progress.step(len(ids), len(ids))
        return PortfolioData(
            title=request.title,
            person_name=request.person_name,
            introduction=request.introduction,
            lang=request.lang,
            made_at=self._clock.now(),
            entries=tuple(entries),
            holder_id=self._holder_id() if request.form in (PortfolioForm.CLR, PortfolioForm.ELM) else "",
            checker=request.checker,
            evidence=tuple(evidence.values()),
        )


def _keep_newest(evidence: dict[str, Document], found: Iterable[Document]) -> None:
    for document in found:
        held = evidence.get(document.url)
        if held is None or held.retrieved_at < document.retrieved_at:
            evidence[document.url] = document
