"""The result of a check on paper: one page with the date, in words; never a tick or colour that could be copied."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from wallet.services import check_sheets
from wallet.services.outside import Outside
from wallet.ui.dialogs.paper import PaperDialog
from wallet.ui.state import AppState
from wallet.verification.report import Inspected


class PrintResultDialog(PaperDialog):
    """The sheet for the results of a check."""

    def __init__(self, state: AppState, found: Sequence[Inspected], parent: QWidget | None = None) -> None:
        """Begin with the sheet for ``found``."""
        now = Outside(state.options).clock.now()
        super().__init__(state, partial(check_sheets.pdf_of, tuple(found), state.lang, now), parent=parent)
        self.name_it(self.tr("Print the result"), self.tr("result of a check") + ".pdf")


def print_result(owner: QWidget, state: AppState, found: Sequence[Inspected]) -> PrintResultDialog | None:
    """Show the sheet for the results of a check, ready to print."""
    if not found:
        return None
    dialog = PrintResultDialog(state, found, owner)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
