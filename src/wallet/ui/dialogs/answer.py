"""From an offer or a request that was found to the dialog that answers it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from wallet.model.secured import Kind
from wallet.services.receive import Received
from wallet.ui import tasks
from wallet.ui.dialogs.add import AddDialog
from wallet.ui.dialogs.choose_credentials import ChooseCredentials
from wallet.ui.dialogs.receive import ReceiveDialog
from wallet.ui.dialogs.respond import RespondDialog
from wallet.ui.dialogs.share import Question, ShareDialog
from wallet.ui.state import AppState
from wallet.verification.report import Inspected


def open_answer(owner: QWidget, state: AppState, found: Inspected) -> None:
    """Open what answers it: an offer, the question of a live check, or a request of OpenID4VP."""
    facts = found.report.facts
    uri = found.raw.decode("utf-8", "replace").strip()
    if found.report.kind is Kind.OFFER:
        open_offer(owner, state, uri)
    elif facts.get("protocol") == "capsa":
        _answer_question(owner, state, Question(facts["nonce"], facts["audience"], facts.get("name", "")))
    else:
        dialog = RespondDialog(state, uri, owner)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def open_offer(owner: QWidget, state: AppState, uri: str) -> ReceiveDialog:
    """Open an offer; what arrives is shown in the Add sheet with its verdict before it is kept."""
    dialog = ReceiveDialog(state, uri, owner)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def arrived(found: Received) -> None:
        sheet = AddDialog(state, (), owner)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.show_found(found.candidates)
        # The issuer asked to be told what became of it; it hears nothing else.
        sheet.finished.connect(lambda _result: tasks.run(found.told, sheet.added_any, owner=owner))
        sheet.open()

    dialog.received.connect(arrived)
    dialog.open()
    return dialog


def _answer_question(owner: QWidget, state: AppState, asked: Question) -> None:
    chooser = ChooseCredentials(state, asked.name or asked.audience, owner)
    chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def share(ids: tuple[str, ...]) -> None:
        dialog = ShareDialog(state, ids, owner, question=asked)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    chooser.chosen.connect(share)
    chooser.open()
