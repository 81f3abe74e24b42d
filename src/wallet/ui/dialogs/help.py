"""F1: what can be done on the page that is shown, in a few sentences."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from wallet.ui.widgets.labels import label


def sentences(page: str) -> tuple[str, ...]:
    """Return the sentences for a page."""
    translate = QCoreApplication.translate
    common = (
        translate("Help", "Drop files, links, pictures or text anywhere in the window, or paste them with Ctrl+V."),
        translate("Help", "F6 moves to the next part of the window, Esc goes back, Ctrl+/ shows all shortcuts."),
    )
    pages = {
        "library": (
            translate(
                "Help", "This is everything you earned. The badge on each card says what was found when it was checked."
            ),
            translate("Help", "Green means: the signer is known, nothing was changed, and it was not withdrawn."),
            translate(
                "Help", "Amber and grey do not mean false. Open the card to read what is unknown, and what you can do."
            ),
        ),
        "credential": (
            translate("Help", "Checks shows what was looked at, when, and from where. F5 checks again now."),
            translate("Help", "Share gives somebody a copy of what you choose; you see first what they will see."),
        ),
        "verify": (
            translate("Help", "Drop, paste or scan what somebody gave you. Nothing is stored unless you keep it."),
            translate(
                "Help",
                "A name that only stands in the file proves nothing; the report says where each name comes from.",
            ),
        ),
        "portfolio": (translate("Help", "Choose, order and export what you learned, for people and for programs."),),
        "settings": (
            translate("Help", "Under Known issuers you decide whose signatures you trust, with your reason."),
        ),
        "unlock": (
            translate("Help", "Forgot your passphrase? The recovery key on your emergency sheet opens the wallet."),
            translate("Help", "You can check someone else’s credentials without unlocking."),
        ),
        "first_run": (translate("Help", "Your wallet is a folder on this computer that only your passphrase opens."),),
    }
    return (*pages.get(page, ()), *common)


class HelpDialog(QDialog):
    """Shows the sentences."""

    def __init__(self, page: str, parent: QWidget | None = None) -> None:
        """Show help for ``page``."""
        super().__init__(parent)
        title = self.tr("Help")
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(12)
        column.addWidget(label(title, "title"))
        for text in sentences(page):
            column.addWidget(label(text))
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))
        box.rejected.connect(self.reject)
        column.addWidget(box)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
