"""From a request that was found to the dialog that answers it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from wallet.model.secured import Kind
from wallet.ui.dialogs.choose_credentials import ChooseCredentials
from wallet.ui.dialogs.respond import RespondDialog
from wallet.ui.dialogs.share import Question, ShareDialog
from wallet.ui.state import AppState
from wallet.verification.report import Inspected
from wallet.verification.verdict import State


def can_answer(found: Inspected) -> bool:
    """Tell whether this is a sound request that could be answered."""
    report = found.report
    return report.kind is Kind.REQUEST and report.verdict.state is State.CONSENT_REQUIRED and bool(found.raw)


def open_answer(owner: QWidget, state: AppState, found: Inspected) -> None:
    """Open what answers the request: the question of a live check, or a request of OpenID4VP."""
    facts = found.report.facts
    if facts.get("protocol") != "capsa":
        dialog = RespondDialog(state, found.raw.decode("utf-8", "replace").strip(), owner)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return
    asked = Question(nonce=facts["nonce"], audience=facts["audience"], name=facts.get("name", ""))
    chooser = ChooseCredentials(state, asked.name or asked.audience, owner)
    chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def share(ids: tuple[str, ...]) -> None:
        dialog = ShareDialog(state, ids, owner, question=asked)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    chooser.chosen.connect(share)
    chooser.open()
