"""Which of what was found can be answered, and what the button says that does."""

from PySide6.QtCore import QCoreApplication

from wallet.model.secured import Kind
from wallet.verification.report import Inspected
from wallet.verification.verdict import State


def can_answer(found: Inspected) -> bool:
    """Tell whether this is a sound offer or request that could be answered."""
    report = found.report
    wanted = report.kind in {Kind.REQUEST, Kind.OFFER}
    return wanted and report.verdict.state is State.CONSENT_REQUIRED and bool(found.raw)


def answer_text(found: Inspected) -> str:
    """Return what the button says that goes on with it."""
    if found.report.kind is Kind.OFFER:
        return QCoreApplication.translate("Answer", "See &what is offered…")
    return QCoreApplication.translate("Answer", "Ans&wer this request…")
