"""What the person adds to a credential of their own: a note and the collections it is in. Never part of it."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from wallet.ui.widgets import icons
from wallet.ui.widgets.plain_label import PlainLabel

_SAVE_AFTER_MS = 800


class OwnWords(QFrame):
    """A note that is kept while it is written, and a menu of collections."""

    note_changed = Signal(str)
    collections_changed = Signal(tuple)
    new_collection_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setProperty("card", True)
        self._known: tuple[str, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self._kept = ""
        self._note = QPlainTextEdit(self)
        self._note.setObjectName("own_note")
        self._note.setTabChangesFocus(True)
        self._note.setMaximumHeight(96)
        self._note.setPlaceholderText(self.tr("Only you see this; it is never part of the credential."))
        label = QLabel(self.tr("Your own &note"), self)
        label.setBuddy(self._note)
        self._note.setAccessibleName(self.tr("Your own note"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        self._note.textChanged.connect(self._timer.start)
        self._names = PlainLabel("", self)
        self._button = QPushButton(icons.icon("folder"), self.tr("Co&llections"), self)
        self._menu = QMenu(self._button)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._button.setMenu(self._menu)
        row = QHBoxLayout()
        row.addWidget(self._button)
        row.addWidget(self._names, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(label)
        layout.addWidget(self._note)
        layout.addLayout(row)

    def show_words(self, note: str, chosen: Sequence[str], known: Sequence[str]) -> None:
        """Show the note and collections of a credential."""
        self._timer.stop()
        self._kept = note
        self._known, self._chosen = tuple(known), tuple(chosen)
        self._note.blockSignals(True)
        self._note.setPlainText(note)
        self._note.blockSignals(False)
        self._show_names()

    def flush(self) -> None:
        """Hand on a note that was changed and not handed on yet."""
        self._timer.stop()
        text = self._note.toPlainText()
        if text != self._kept:
            self._kept = text
            self.note_changed.emit(text)

    def clear(self) -> None:
        """Forget everything."""
        self.show_words("", (), ())

    def _show_names(self) -> None:
        names = ", ".join(self._chosen)
        self._names.show_text(names or self.tr("In no collection"))

    def _fill_menu(self) -> None:
        self._menu.clear()
        for name in self._known:
            action = QAction(name.replace("&", "&&"), self._menu)
            action.setCheckable(True)
            action.setChecked(name in self._chosen)
            action.toggled.connect(lambda checked, name=name: self._choose(name, chosen=checked))
            self._menu.addAction(action)
        if self._known:
            self._menu.addSeparator()
        new = self._menu.addAction(self.tr("&New collection…"))
        new.triggered.connect(self.new_collection_asked)

    def add_collection(self, name: str) -> None:
        """Put the credential in a collection that may be new."""
        wanted = name.strip()
        if wanted:
            self._known = tuple(sorted({*self._known, wanted}))
            self._choose(wanted, chosen=True)

    def _choose(self, name: str, *, chosen: bool) -> None:
        kept = [other for other in self._chosen if other != name]
        self._chosen = tuple(sorted([*kept, name] if chosen else kept))
        self._show_names()
        self.collections_changed.emit(self._chosen)
