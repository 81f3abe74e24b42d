"""Choosing which of one's own credentials to show, for a question that did not begin with one."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wallet.model.card import Card
from wallet.services.library import Query
from wallet.ui import tasks
from wallet.ui.models.issuer_text import one_line
from wallet.ui.state import AppState
from wallet.ui.widgets import icons
from wallet.ui.widgets.plain_label import PlainLabel
from wallet.ui.widgets.verdict_badge import word

_MOST = 300
_CARD_ROLE = Qt.ItemDataRole.UserRole + 1
_FILTER_AFTER_MS = 150


class ChooseCredentials(QDialog):
    """A list with ticks, none of them set beforehand. ``chosen`` brings the ids."""

    chosen = Signal(tuple)

    def __init__(self, state: AppState, asked_by: str, parent: QWidget | None = None) -> None:
        """Ask which credentials ``asked_by`` is to see."""
        super().__init__(parent)
        self._state = state
        self._ticked: dict[str, Card] = {}
        self.setWindowTitle(self.tr("What do you show?"))
        self.resize(620, 560)
        name = one_line(asked_by)
        question = PlainLabel(
            self.tr(
                "“{name}” wants to check something of yours. The name is what they typed; nobody checked it."
            ).format(name=name),
            self,
        )
        self._search = QLineEdit(self)
        self._search.setPlaceholderText(self.tr("Search"))
        self._search.setAccessibleName(self.tr("Search in your credentials"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Your credentials"))
        self.list.setIconSize(QSize(20, 20))
        self.list.itemChanged.connect(self._changed)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_FILTER_AFTER_MS)
        self._delay.timeout.connect(self._load)
        self._search.textChanged.connect(lambda _text: self._delay.start())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        self.next_button = QPushButton(self.tr("&Next"), self)
        self.next_button.setEnabled(False)
        buttons.addButton(self.next_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        for widget in (question, self._search, self.list, buttons):
            layout.addWidget(widget)
        self._load()

    def _load(self) -> None:
        library = self._state.open_session.library
        query = Query(text=self._search.text())
        tasks.run(lambda: library.page(query, offset=0, limit=_MOST), owner=self, done=self._show)

    def _show(self, cards: tuple[Card, ...]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        # A paper that nobody signed answers nothing.
        for card in (card for card in cards if card.signed):
            said = word(card.state, self._state.lang)
            item = QListWidgetItem(" · ".join(part for part in (one_line(card.title), one_line(card.issuer)) if part))
            item.setIcon(QIcon(icons.verdict_pixmap(card.state, card.tone, 20)))
            item.setData(_CARD_ROLE, card)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {said}")
            item.setToolTip(said)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = card.id in self._ticked
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        if self.list.count():
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def _changed(self, item: QListWidgetItem) -> None:
        card: Card = item.data(_CARD_ROLE)
        if item.checkState() is Qt.CheckState.Checked:
            self._ticked[card.id] = card
        else:
            self._ticked.pop(card.id, None)
        self.next_button.setEnabled(bool(self._ticked))

    def _take(self) -> None:
        ids = tuple(self._ticked)
        self.accept()
        self.chosen.emit(ids)

    def done(self, result: int) -> None:
        """Forget the list, then close."""
        self._delay.stop()
        self.list.clear()
        super().done(result)
