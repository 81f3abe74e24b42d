"""One calm sentence above the page, or a short note with Undo below it. Both are read aloud."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from wallet.ui import theme
from wallet.ui.widgets import icons

_ICONS = {"neutral": "info", "good": "outcome-passed", "attention": "attention", "bad": "outcome-failed"}
_TONES = {"neutral": "accent", "good": "verified", "attention": "attention", "bad": "rejected"}
TOAST_MS = 10_000
"""How long a note with Undo stays."""


def announce(owner: QObject, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say ``text``."""
    event = QAccessibleAnnouncementEvent(owner, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class MessageBar(QFrame):
    """A sentence with an icon, an optional button, and a way to close it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("message_bar")
        self._tone = "neutral"
        self._act: Callable[[], None] | None = None
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton()
        self._button.clicked.connect(self._acted)
        self._close = QToolButton()
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        for part in (self._icon, self._text, self._button, self._close):
            row.addWidget(part)
        theme.notifier().changed.connect(self._colour)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown."""
        return self._text.text() if not self.isHidden() else ""

    def show_message(
        self, text: str, *, tone: str = "neutral", button: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """Show ``text`` (tone: neutral, good, attention, bad), with a button that calls ``act``."""
        self._tone = tone if tone in _ICONS else "neutral"
        self._act = act
        self._text.setText(text)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self.setAccessibleName(text)
        self._colour()
        self.show()
        announce(self, text, urgent=self._tone == "bad")

    def _acted(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()

    def _colour(self) -> None:
        ink = getattr(theme.tokens(), _TONES[self._tone])
        self._icon.setPixmap(icons.pixmap(_ICONS[self._tone], 20, ink))
        self._close.setIcon(icons.icon("close"))
        self.setProperty("bar", self._tone)
        self.style().unpolish(self)
        self.style().polish(self)


class Toast(QFrame):
    """A short note over the bottom of its parent; with Undo it stays ten seconds, and the pointer or focus holds it."""

    def __init__(self, parent: QWidget) -> None:
        """Float over ``parent``."""
        super().__init__(parent)
        self.setObjectName("toast")
        self.setProperty("toast", True)
        self._undo: Callable[[], None] | None = None
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton(self.tr("Undo"))
        self._button.setObjectName("toast_undo")
        self._button.clicked.connect(self._undone)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 10, 12, 10)
        row.setSpacing(16)
        row.addWidget(self._text)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._expire)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """The note that is shown."""
        return self._text.text() if not self.isHidden() else ""

    def show_note(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show ``text``; with ``undo`` a button that calls it."""
        self._undo = undo
        self._text.setText(text)
        self._button.setVisible(undo is not None)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start(TOAST_MS if undo is not None else TOAST_MS // 2)
        announce(self, text)

    def dismiss(self) -> None:
        """Forget the note and what it could undo."""
        self._undo = None
        self._text.clear()
        self.hide()

    def _expire(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._timer.start(TOAST_MS // 2)
        else:
            self.dismiss()

    def _undone(self) -> None:
        undo = self._undo
        self.dismiss()
        if undo is not None:
            undo()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - 24)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom when the parent changes size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False
