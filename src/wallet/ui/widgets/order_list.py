"""A list of credentials to tick and to put in order, by dragging or with Alt+Up and Alt+Down."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from wallet.model.card import Card
from wallet.ui.models.issuer_text import one_line
from wallet.ui.widgets import icons
from wallet.ui.widgets.message_bar import announce
from wallet.ui.widgets.verdict_badge import word

_CARD_ROLE = Qt.ItemDataRole.UserRole + 1


class OrderList(QListWidget):
    """Cards with a tick, in the order that the person gives them; new ones come at the end."""

    changed = Signal()

    def __init__(self, lang: str, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._lang = lang
        self._left_out: set[str] = set()
        self._order: list[str] = []
        self.setAccessibleName(self.tr("Credentials in the portfolio, in order"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setIconSize(QSize(20, 20))
        self.setUniformItemSizes(True)
        self.itemChanged.connect(self._ticked)
        self.model().rowsMoved.connect(lambda *_: self.changed.emit())

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these cards; the order and ticks given before are kept."""
        self._remember_order()
        place = {each: index for index, each in enumerate(self._order)}
        ordered = sorted(cards, key=lambda card: place.get(card.id, len(place)))
        self.blockSignals(True)
        self.clear()
        for card in ordered:
            self.addItem(self._item(card))
        self.blockSignals(False)
        if self.count():
            self.setCurrentRow(0)
        self.changed.emit()

    def _remember_order(self) -> None:
        # What the filter hides now keeps its place for when it shows again.
        shown = [card.id for card in self.cards()]
        places = iter(shown)
        known = set(shown)
        self._order = [next(places) if each in known else each for each in self._order]
        self._order.extend(places)

    def _item(self, card: Card) -> QListWidgetItem:
        said = word(card.state, self._lang)
        year = str(card.awarded_on.year) if card.awarded_on else ""
        parts = [one_line(card.title), one_line(card.issuer), year, card.credits]
        item = QListWidgetItem(" · ".join(part for part in parts if part))
        item.setIcon(QIcon(icons.verdict_pixmap(card.state, card.tone, 20)))
        item.setData(_CARD_ROLE, card)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {said}")
        item.setToolTip(said)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked if card.id in self._left_out else Qt.CheckState.Checked)
        return item

    def _ticked(self, item: QListWidgetItem) -> None:
        card: Card = item.data(_CARD_ROLE)
        if item.checkState() is Qt.CheckState.Checked:
            self._left_out.discard(card.id)
        else:
            self._left_out.add(card.id)
        self.changed.emit()

    def cards(self) -> list[Card]:
        """Return all cards in order."""
        return [self.item(row).data(_CARD_ROLE) for row in range(self.count())]

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the ticked cards in order."""
        return tuple(card.id for card in self.cards() if card.id not in self._left_out)

    def current_card(self) -> Card | None:
        """Return the card that the keyboard is on."""
        item = self.currentItem()
        found: Card | None = item.data(_CARD_ROLE) if item is not None else None
        return found

    def move_current(self, by: int) -> None:
        """Move the current card one place up (-1) or down (+1)."""
        row = self.currentRow()
        wanted = row + by
        if row < 0 or not 0 <= wanted < self.count():
            return
        item = self.takeItem(row)
        self.insertItem(wanted, item)
        self.setCurrentRow(wanted)
        announce(self, self.tr("Now in place {place} of {count}.").format(place=wanted + 1, count=self.count()))
        self.changed.emit()
