"""What an empty page says: one picture, one sentence, and what can be done now."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from wallet.ui import theme
from wallet.ui.widgets import icons
from wallet.ui.widgets.flow import FlowLayout
from wallet.ui.widgets.labels import button, label
from wallet.ui.widgets.message_bar import announce

Act = tuple[str, str, Callable[[], None]]
"""Object name, text, and what it does."""


class EmptyState(QFrame):
    """A dashed area in the middle, which is also what the whole window is: a place to drop things."""

    def __init__(self, parent: QWidget | None = None, *, dashed: bool = True) -> None:
        """Start without words."""
        super().__init__(parent)
        self.setProperty("drop", dashed)
        self._name = "save"
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._head = label("", "title")
        self._text = label("", "muted")
        for part in (self._head, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons = FlowLayout(centred=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 40, 40, 40)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addSpacing(8)
        column.addWidget(self._head)
        column.addWidget(self._text)
        column.addSpacing(12)
        column.addLayout(self._buttons)
        column.addStretch(3)
        theme.notifier().changed.connect(self._recolour)

    def show_words(self, picture: str, head: str, text: str, acts: Sequence[Act] = ()) -> None:
        """Say ``head`` and ``text`` under a picture, with buttons; the first one is the likely one."""
        self._name = picture
        self._head.setText(head)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(f"{head} {text}")
        while (item := self._buttons.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for place, (name, words, act) in enumerate(acts):
            self._buttons.addWidget(_act(name, words, act, first=place == 0))
        self._recolour()
        announce(self, head)

    def _recolour(self) -> None:
        self._picture.setPixmap(icons.pixmap(self._name, 64, theme.tokens().accent))


def _act(name: str, words: str, act: Callable[[], None], *, first: bool) -> QPushButton:
    made = button(words, name, kind="primary" if first else "")
    made.clicked.connect(lambda _checked=False: act())
    return made
