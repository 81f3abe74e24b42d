"""A report as rows for people: what is shown, what is folded away, and when and from where each finding came.

The headline and the sentence of every check come from ``wallet.services.sentences`` only; this model decides the
order and, where the signature did not hold, what must not be shown as reassurance (contract section 3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from wallet import wording
from wallet.model.secured import Kind
from wallet.services import sentences, shown_checks
from wallet.ui.models.earned import FieldRow
from wallet.verification.checks import Check, Outcome
from wallet.verification.report import Report
from wallet.verification.verdict import State, Tone


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check for people. ``mark`` picks the shape; ``evidence`` says when and from where, or is empty."""

    title: str
    mark: Outcome
    outcome: str
    sentence: str
    evidence: str

    def spoken(self) -> str:
        """Return what a screen reader says."""
        return " ".join(part for part in (f"{self.title}: {self.outcome}.", self.sentence, self.evidence) if part)


@dataclass(frozen=True, slots=True)
class ReportRows:
    """A report ready to be shown. ``folded_because`` is the sentence above what is folded away."""

    state: State
    tone: Tone
    word: str
    sentence: str
    todo: str
    flags: tuple[str, ...]
    shown: tuple[CheckRow, ...]
    folded: tuple[CheckRow, ...]
    folded_because: str
    claims_are_facts: bool


def moment(when: datetime) -> str:
    """Return a moment in the person's own time, in the words of every other sentence."""
    lang = "nl" if QLocale().language() == QLocale.Language.Dutch else "en"
    return sentences.moment_text(when, lang)


def _row(check: Check, lang: str, *, plain: bool = False) -> CheckRow:
    return CheckRow(
        title=sentences.kind_word(check.kind, lang),
        mark=Outcome.NOT_APPLICABLE if plain else check.outcome,
        outcome=QCoreApplication.translate("Checks", "Says nothing")
        if plain
        else sentences.outcome_word(check.outcome, lang),
        sentence=sentences.check_line(check, lang),
        evidence=sentences.source_line(check, lang),
    )


def rows_of(report: Report, lang: str) -> ReportRows:
    """Return ``report`` as rows in ``lang``."""
    said = sentences.headline(report, lang, None)
    checks = shown_checks.of(report)
    return ReportRows(
        state=report.verdict.state,
        tone=report.verdict.tone,
        word=said.word,
        sentence=said.sentence,
        todo=said.todo,
        flags=tuple(sentences.flag_line(flag, report, lang) for flag in report.flags),
        shown=tuple(_row(check, lang) for check in checks.shown),
        folded=tuple(_row(check, lang, plain=True) for check in checks.folded),
        folded_because=_because(broken=checks.broken) if checks.folded else "",
        claims_are_facts=shown_checks.claims_are_facts(report),
    )


def history_lines(history: Sequence[tuple[datetime, str]], lang: str) -> tuple[str, ...]:
    """Return what happened to a stored credential, newest first; an event with a verdict names it."""
    said = []
    for when, event in reversed(history):
        name, _, state = event.partition(":")
        events = {
            "added": QCoreApplication.translate("History", "Added"),
            "checked": QCoreApplication.translate("History", "Checked"),
            "updated": QCoreApplication.translate("History", "Replaced by a newer version"),
            "removed": QCoreApplication.translate("History", "Removed"),
            "restored": QCoreApplication.translate("History", "Brought back"),
        }
        words = events.get(name, name)
        if state in State.__members__:
            words = QCoreApplication.translate("History", "{event}: {verdict}").format(
                event=words, verdict=wording.say(f"verdict.{state}.word", lang)
            )
        said.append(f"{moment(when)} – {words}")
    return tuple(said)


def presented_rows(report: Report) -> tuple[FieldRow, ...]:
    """Return who showed a presentation, to whom and what for, as its holder wrote it; nothing without a sound proof."""
    if report.kind not in {Kind.PRESENTATION, Kind.SHARE} or not shown_checks.proof_holds(report):
        return ()
    named = (
        ("receiver", QCoreApplication.translate("Presented", "Made for")),
        ("purpose", QCoreApplication.translate("Presented", "Purpose")),
        ("holder", QCoreApplication.translate("Presented", "Shown with the key")),
    )
    facts = report.facts
    return tuple(FieldRow(name, label, facts[name]) for name, label in named if facts.get(name))


def _because(*, broken: bool) -> str:
    if broken:
        return QCoreApplication.translate("Checks", "Not meaningful because the signature failed")
    return QCoreApplication.translate("Checks", "Not meaningful without a signature that was checked")
