"""A field for a passphrase: hidden by default, with an eye, a note about Caps Lock, and no way to leak by accident."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from wallet.ui import theme
from wallet.ui.passphrase_strength import Band, Strength
from wallet.ui.widgets import icons


class PassphraseEdit(QWidget):
    """The field. ``submitted`` when Enter is pressed."""

    submitted = Signal()
    changed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Build it; ``name`` is what it is called for screen readers."""
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setAccessibleName(name)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.edit.setMaxLength(1024)
        self.edit.returnPressed.connect(self.submitted)
        self.edit.textChanged.connect(self.changed)
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        self._eye = QToolButton()
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._reveal)
        self._caps = QLabel(self.tr("Caps Lock is on."))
        self._caps.setProperty("role", "muted")
        self._caps.hide()
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.edit, 1)
        row.addWidget(self._eye)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._caps)
        theme.notifier().changed.connect(self._recolour)
        self._reveal(on=False)

    def text(self) -> str:
        """Return what was typed."""
        return self.edit.text()

    def clear(self) -> None:
        """Forget what was typed, undo history included, and hide again."""
        self.edit.clear()
        self._eye.setChecked(False)

    def select_all(self) -> None:
        """Select everything, ready to be typed over."""
        self.edit.selectAll()
        self.edit.setFocus()

    def _reveal(self, on: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        label = self.tr("Hide what you typed") if on else self.tr("Show what you typed")
        self._eye.setAccessibleName(label)
        self._eye.setToolTip(label)
        self._recolour()

    def _recolour(self) -> None:
        self._eye.setIcon(icons.icon("eye-off" if self._eye.isChecked() else "eye"))
        self._eye.setIconSize(QSize(20, 20))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice Caps Lock from what a letter key gives; Qt has no portable way to ask for its state."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            letter = event.text()
            if event.key() == Qt.Key.Key_CapsLock:
                self._caps.hide()
            elif len(letter) == 1 and letter.isalpha() and letter.upper() != letter.lower():
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._caps.setVisible(letter.isupper() != shift)
        elif event.type() == QEvent.Type.FocusOut:
            self._caps.hide()
        return False


class StrengthMeter(QWidget):
    """Six steps, filled as far as the estimate goes; the sentence beside it says the same in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._band: Band | None = None
        self._tone = "grey"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_strength(self, strength: Strength | None, tone: str, text: str) -> None:
        """Show an estimate; ``text`` is read aloud."""
        self._band = strength.band if strength is not None else None
        self._tone = tone
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        """Be a thin line."""
        return QSize(240, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the steps."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ink, _ = theme.tone_colours(self._tone)
        steps = len(Band)
        width = (self.width() - (steps - 1) * 4) / steps
        for step in range(steps):
            filled = self._band is not None and step <= self._band
            painter.setBrush(ink if filled else QColor(theme.tokens().border))
            painter.drawRoundedRect(QRectF(step * (width + 4), 1, width, 6), 3, 3)
        painter.end()
