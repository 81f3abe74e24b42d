"""What can be done with each candidate that was handed over, and what is proposed before anything is added."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from wallet.errors import WalletError
from wallet.services import sentences
from wallet.services.inbox import Candidate, Relation
from wallet.services.library import AddOutcome, AddResult
from wallet.ui.models.issuer_text import source_name
from wallet.ui.models.results import title_of
from wallet.verification.verdict import Tone

translate = QCoreApplication.translate


class Choice(StrEnum):
    """What the person decided for one candidate."""

    ADD = "add"
    UPDATE = "update"
    KEEP_BOTH = "keep_both"
    KEEP_PAPER = "keep_paper"
    REFRESH = "refresh"
    SKIP = "skip"


@dataclass
class CandidateRow:
    """One candidate with the choice for it and, once done, what became of it."""

    candidate: Candidate
    choice: Choice
    result: AddResult | None = None


def choices_for(candidate: Candidate) -> tuple[Choice, ...]:
    """Return what can be chosen, the most likely first."""
    if candidate.paper:
        return (Choice.KEEP_PAPER, Choice.SKIP)
    if not candidate.addable:
        return (Choice.SKIP,)
    if candidate.relation is Relation.NEW:
        return (Choice.ADD, Choice.SKIP)
    if candidate.relation is Relation.SAME:
        # The same bytes are never kept twice; what can be new is how they were checked.
        return (Choice.SKIP, Choice.REFRESH)
    if candidate.relation is Relation.NEWER:
        return (Choice.UPDATE, Choice.KEEP_BOTH, Choice.SKIP)
    return (Choice.SKIP, Choice.KEEP_BOTH)


def proposal(candidate: Candidate) -> Choice:
    """Return what is proposed: nothing red and no paper is taken in without a decision."""
    red = candidate.inspected.report.verdict.tone is Tone.RED
    return Choice.SKIP if red or candidate.paper else choices_for(candidate)[0]


def rows_for(candidates: Iterable[Candidate]) -> list[CandidateRow]:
    """Return the candidates with what is proposed for each."""
    return [CandidateRow(candidate, proposal(candidate)) for candidate in candidates]


def choice_text(choice: Choice) -> str:
    """Return a choice in words."""
    words = {
        Choice.ADD: translate("Candidates", "Add"),
        Choice.UPDATE: translate("Candidates", "Replace the one you have"),
        Choice.KEEP_BOTH: translate("Candidates", "Keep both"),
        Choice.REFRESH: translate("Candidates", "Keep the newer check of it"),
        Choice.KEEP_PAPER: translate("Candidates", "Keep as a paper, not signed, kept by you"),
        Choice.SKIP: translate("Candidates", "Leave out"),
    }
    return words[choice]


def title_text(candidate: Candidate, lang: str) -> str:
    """Return what a candidate is called: its title, or where it came from."""
    return title_of(candidate.inspected.report, lang) or source_name(candidate.source)


def _reason(code: str | None, lang: str) -> str:
    return sentences.error_line(WalletError(code), lang) if code else ""


def note_text(row: CandidateRow, lang: str) -> str:
    """Return what to know about a candidate besides its verdict, or what became of it."""
    if row.result is not None:
        return result_text(row.result, lang)
    candidate = row.candidate
    if candidate.paper:
        return translate("Candidates", "Not a signed credential; it can be kept beside them as a paper.")
    if not candidate.addable:
        reason = _reason(candidate.refusal, lang)
        return translate("Candidates", "Cannot be added. {reason}").format(reason=reason).strip()
    words = {
        Relation.NEW: "",
        Relation.SAME: translate("Candidates", "You have this."),
        Relation.NEWER: translate("Candidates", "Newer than the one you have."),
        Relation.OLDER: translate("Candidates", "Older than the one you have."),
    }
    return words[candidate.relation]


def result_text(result: AddResult, lang: str) -> str:
    """Return what became of one candidate."""
    words = {
        AddOutcome.ADDED: translate("Candidates", "Added."),
        AddOutcome.UPDATED: translate("Candidates", "Replaced the one you had; the older one is kept in its history."),
        AddOutcome.DUPLICATE: translate("Candidates", "You already have this."),
        AddOutcome.REFUSED: translate("Candidates", "Not added."),
    }
    said = words[result.result]
    if result.result is AddOutcome.REFUSED and result.reason:
        return f"{said} {_reason(result.reason, lang)}"
    return said


def to_take(rows: Sequence[CandidateRow]) -> tuple[list[CandidateRow], list[CandidateRow]]:
    """Return the rows to add (replacing what they update), and those to keep beside what is there."""
    taken = [row for row in rows if row.result is None and row.choice is not Choice.SKIP]
    both = [row for row in taken if row.choice is Choice.KEEP_BOTH]
    return [row for row in taken if row.choice is not Choice.KEEP_BOTH], both
