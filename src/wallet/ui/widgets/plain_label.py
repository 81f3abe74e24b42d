"""The label for everything that a person did not write in this program."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from wallet.ui.models.issuer_text import BODY_LIMIT, breakable, clean


class PlainLabel(QLabel):
    """A label that wraps, never reads markup, and cleans what it is given."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, limit: int = BODY_LIMIT) -> None:
        """Show ``text``, cut at ``limit`` characters."""
        super().__init__(parent)
        self._limit = limit
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setOpenExternalLinks(False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(0)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show other text."""
        cleaned = clean(text, self._limit)
        self.setText(breakable(cleaned))
        self.setAccessibleName(cleaned)
