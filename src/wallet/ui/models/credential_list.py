"""The library as a list that reads the store in windows: 100,000 credentials are a count and the rows in sight.

Filtering and sorting are SQL's work. A row that is not read yet is asked for on a task thread and painted when it
comes; the model never waits.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from wallet.model.card import Card
from wallet.services.changes import Changes
from wallet.services.library import Library, Query
from wallet.ui import tasks
from wallet.ui.models import library_text
from wallet.ui.models.issuer_text import tool_tip

AnyIndex = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
WINDOW = 200
"""Rows per read."""
_WINDOWS_KEPT = 30
_IMAGES_KEPT = 300
IMAGE_SIDE = 128
"""Pictures are kept at this size in pixels, which is sharp for 64 at double density."""

CARD_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2
STATE_ROLE = Qt.ItemDataRole.UserRole + 3
IMAGE_ROLE = Qt.ItemDataRole.UserRole + 4
YEAR_START_ROLE = Qt.ItemDataRole.UserRole + 5


class CredentialListModel(QAbstractListModel):
    """Cards of the query. ``loaded`` when a query has its first answer; ``count_changed`` with the new count."""

    loaded = Signal()
    count_changed = Signal(int)

    def __init__(
        self,
        library: Library,
        lang: str,
        decode: Callable[[bytes, int], QImage | None],
        parent: QObject | None = None,
    ) -> None:
        """Show nothing until :meth:`show_query`; ``decode`` makes a small safe picture of bytes (side in pixels)."""
        super().__init__(parent)
        self._library = library
        self._decode = decode
        self._lang = lang
        self._query = Query()
        self._count = 0
        self._windows: OrderedDict[int, tuple[Card, ...]] = OrderedDict()
        self._wanted: set[int] = set()
        self._asked: set[int] = set()
        self._images: OrderedDict[str, QImage | None] = OrderedDict()
        self._images_asked: set[str] = set()
        self._generation = 0
        self._task: tasks.Task | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._read_wanted)

    # --- what is shown ------------------------------------------------------------------------------------------

    @property
    def query(self) -> Query:
        """The query that is shown."""
        return self._query

    def show_query(self, query: Query) -> None:
        """Show another query; an older one that is still under way is forgotten."""
        self._query = query
        self._generation += 1
        if self._task is not None:
            self._task.cancel()
        library, generation = self._library, self._generation

        def read() -> tuple[int, tuple[Card, ...]]:
            return library.count(query), library.page(query, offset=0, limit=WINDOW)

        self._task = tasks.run(read, owner=self, done=lambda found: self._show(generation, *found))

    def _show(self, generation: int, count: int, first: tuple[Card, ...]) -> None:
        if generation != self._generation:
            return
        self.beginResetModel()
        self._windows.clear()
        self._asked.clear()
        self._count = count
        self._windows[0] = first
        self.endResetModel()
        self.count_changed.emit(count)
        self.loaded.emit()

    def apply(self, changes: Changes) -> None:
        """Look again after the store changed; pictures of what changed are read anew."""
        for credential_id in changes.updated | changes.removed:
            self._images.pop(credential_id, None)
        if changes.added or changes.updated or changes.removed:
            self.show_query(self._query)

    def clear(self) -> None:
        """Forget everything (the wallet is locked)."""
        self._generation += 1
        self.beginResetModel()
        self._count = 0
        self._windows.clear()
        self._images.clear()
        self.endResetModel()

    def row_of(self, credential_id: str) -> int:
        """Return the row of a credential among the rows that are read, or -1."""
        for window, cards in self._windows.items():
            for place, card in enumerate(cards):
                if card.id == credential_id:
                    return window * WINDOW + place
        return -1

    def id_of(self, row: int) -> str | None:
        """Return the id of a row that is read, or None."""
        window, place = divmod(row, WINDOW)
        cards = self._windows.get(window, ())
        return cards[place].id if place < len(cards) else None

    def card(self, row: int) -> Card | None:
        """Return the card of a row, or None while it is not read; then it is asked for."""
        window, place = divmod(row, WINDOW)
        cards = self._windows.get(window)
        if cards is None:
            if window not in self._asked:
                self._wanted.add(window)
                self._soon.start()
            return None
        self._windows.move_to_end(window)
        return cards[place] if place < len(cards) else None

    def _read_wanted(self) -> None:
        library, query, generation = self._library, self._query, self._generation

        def read(window: int) -> tuple[int, tuple[Card, ...]]:
            return window, library.page(query, offset=window * WINDOW, limit=WINDOW)

        for window in sorted(self._wanted - self._asked):
            self._asked.add(window)
            tasks.run(read, window, owner=self, done=lambda found: self._take(generation, *found))
        self._wanted.clear()

    def _take(self, generation: int, window: int, cards: tuple[Card, ...]) -> None:
        if generation != self._generation:
            return
        self._asked.discard(window)
        self._windows[window] = cards
        while len(self._windows) > _WINDOWS_KEPT:
            self._windows.popitem(last=False)
        first, last = window * WINDOW, min(self._count, (window + 1) * WINDOW) - 1
        if first <= last:
            self.dataChanged.emit(self.index(first), self.index(last))

    # --- pictures -------------------------------------------------------------------------------------------------

    def _image(self, card: Card) -> QImage | None:
        if not card.has_image:
            return None
        if card.id in self._images:
            return self._images[card.id]
        if card.id not in self._images_asked:
            self._images_asked.add(card.id)
            library, decode = self._library, self._decode

            def read() -> QImage | None:
                data = library.image(card.id)
                return decode(data, IMAGE_SIDE) if data else None

            tasks.run(read, owner=self, done=lambda image: self._take_image(card.id, image))
        return None

    def _take_image(self, credential_id: str, image: QImage | None) -> None:
        self._images_asked.discard(credential_id)
        self._images[credential_id] = image
        while len(self._images) > _IMAGES_KEPT:
            self._images.popitem(last=False)
        row = self.row_of(credential_id)
        if image is not None and 0 <= row < self._count:
            self.dataChanged.emit(self.index(row), self.index(row), [IMAGE_ROLE])

    # --- Qt's questions ---------------------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """Return the number of credentials in the query."""
        return 0 if parent.isValid() else self._count

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a role asks of a card; nothing while it is not read yet."""
        if not index.isValid() or not 0 <= index.row() < self._count:
            return None
        card = self.card(index.row())
        if card is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return library_text.title(card)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return library_text.spoken(card, self._lang)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(library_text.spoken(card, self._lang))
        return self._own_role(card, index.row(), role)

    def _own_role(self, card: Card, row: int, role: int) -> Any:
        if role == CARD_ROLE:
            return card
        if role == ID_ROLE:
            return card.id
        if role == STATE_ROLE:
            return card.state
        if role == IMAGE_ROLE:
            return self._image(card)
        if role == YEAR_START_ROLE:
            before = self.card(row - 1) if row else None
            year = card.awarded_on.year if card.awarded_on else None
            return row == 0 or (before is not None and (before.awarded_on.year if before.awarded_on else None) != year)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let rows be chosen and dragged out."""
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else base
