"""About: the version, what it is made of, and the licences."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from wallet.ui.state import AppState
from wallet.ui.widgets.about_part import AboutPart


class AboutDialog(QDialog):
    """The same as the last group of the settings, for when no wallet is open."""

    def __init__(self, state: AppState, parent: QWidget | None = None) -> None:
        """Show it."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Capsa"))
        self.resize(640, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(12)
        column.addWidget(AboutPart(state), 1)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))
        box.rejected.connect(self.reject)
        column.addWidget(box)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
