"""What the whole window says while something is dragged over it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from wallet.ui import theme
from wallet.ui.widgets import icons


class DropHint(QWidget):
    """A veil over its parent with one sentence."""

    def __init__(self, parent: QWidget) -> None:
        """Cover ``parent`` when shown."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = QLabel()
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setProperty("role", "heading")
        panel = QFrame()
        panel.setProperty("drop", True)
        panel.setProperty("over", True)
        inner = QVBoxLayout(panel)
        inner.addStretch(1)
        inner.addWidget(self._icon)
        inner.addWidget(self._text)
        inner.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 32, 32, 32)
        outer.addWidget(panel)
        self.hide()

    def show_over(self, *, is_open: bool) -> None:
        """Cover the parent and say what letting go will do."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self._icon.setPixmap(icons.pixmap("save", 48, theme.tokens().accent))
        self._text.setText(
            self.tr("Let go to add it to your wallet") if is_open else self.tr("Let go to check it; nothing is stored")
        )
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what lies below."""
        painter = QPainter(self)
        colour = self.palette().window().color()
        colour.setAlpha(225)
        painter.fillRect(self.rect(), colour)
        painter.end()
