"""A report as rows for people: what is shown, what is folded away, and when and from where each finding came.

The headline and the sentence of every check come from ``wallet.services.sentences`` only; this model decides the
order and, where the signature did not hold, what must not be shown as reassurance (contract section 3).
"""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QTimeZone

from wallet.services import sentences
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.report import Report
from wallet.verification.verdict import Scope, State, Tone

NO_FACTS_STATES = frozenset({State.TAMPERED, State.ISSUER_MISMATCH})
"""After these nothing in the file may be shown as a fact, and no other tick."""

UNREAD_STATES = frozenset({State.MALFORMED, State.NOT_A_CREDENTIAL, State.REFUSED_UNSAFE})
"""There is nothing to show."""

_DECIDING = frozenset({CheckKind.FORMAT, CheckKind.PROOF, CheckKind.ISSUER_KEY})


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
    """Return a moment in the person's own time and way of writing."""
    there = QDateTime.fromSecsSinceEpoch(int(when.timestamp()), QTimeZone.systemTimeZone())
    return QLocale().toString(there, QLocale.FormatType.ShortFormat)


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


def _order(check: Check) -> int:
    return list(CheckKind).index(check.kind)


def _proof_holds(report: Report) -> bool:
    proofs = [check.outcome for check in report.checks if check.kind is CheckKind.PROOF]
    if not proofs:
        return False
    if report.scope is Scope.CONTAINER:
        return all(outcome in {Outcome.PASSED, Outcome.NOT_APPLICABLE} for outcome in proofs)
    return all(outcome is Outcome.PASSED for outcome in proofs)


def _own_state_hides(report: Report) -> bool:
    failed = {check.kind for check in report.checks if check.outcome is Outcome.FAILED}
    return report.verdict.state in NO_FACTS_STATES and bool(failed & {CheckKind.PROOF, CheckKind.ISSUER_KEY})


def _folds(check: Check, report: Report) -> bool:
    if _own_state_hides(report):
        return check.kind not in _DECIDING or (
            check.kind is CheckKind.ISSUER_KEY and check.outcome is not Outcome.FAILED
        )
    # Whatever was found in order besides a signature that was not checked is no reassurance.
    return check.outcome is Outcome.PASSED and check.kind is not CheckKind.FORMAT


def rows_of(report: Report, lang: str) -> ReportRows:
    """Return ``report`` as rows in ``lang``."""
    said = sentences.headline(report, lang, None)
    holds = _proof_holds(report) and not _own_state_hides(report)
    ordered = sorted(report.checks, key=_order)
    folded = () if holds else tuple(check for check in ordered if _folds(check, report))
    return ReportRows(
        state=report.verdict.state,
        tone=report.verdict.tone,
        word=said.word,
        sentence=said.sentence,
        todo=said.todo,
        flags=tuple(sentences.flag_line(flag, report, lang) for flag in report.flags),
        shown=tuple(_row(check, lang) for check in ordered if check not in folded),
        folded=tuple(_row(check, lang, plain=True) for check in folded),
        folded_because=_because(report) if folded else "",
        claims_are_facts=report.verdict.state not in NO_FACTS_STATES | UNREAD_STATES,
    )


def _because(report: Report) -> str:
    if _own_state_hides(report):
        return QCoreApplication.translate("Checks", "Not meaningful because the signature failed")
    return QCoreApplication.translate("Checks", "Not meaningful without a signature that was checked")
