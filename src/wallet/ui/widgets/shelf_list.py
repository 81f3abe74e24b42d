"""The shelves on the left of the library, with how many credentials stand on each, and the person's collections."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from wallet.services.library import Shelf
from wallet.ui import theme
from wallet.ui.models.filters import shelf_name
from wallet.ui.widgets import icons

_ICONS = {
    Shelf.ALL: "library",
    Shelf.FAVOURITES: "star",
    Shelf.ATTENTION: "attention",
    Shelf.PAPERS: "paper",
    Shelf.REMOVED: "trash",
}
_KEY = Qt.ItemDataRole.UserRole


class ShelfList(QListWidget):
    """``chosen`` with ("shelf", value) or ("collection", name)."""

    chosen = Signal(str, str)
    rebuilt = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the shelves."""
        super().__init__(parent)
        self.setObjectName("shelves")
        self.setProperty("bare", True)
        self.setAccessibleName(self.tr("Shelves"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._counts: Mapping[Shelf, int] = {}
        self._collections: tuple[str, ...] = ()
        self._build()
        self.currentItemChanged.connect(self._changed)
        theme.notifier().changed.connect(self._recolour)

    def show_counts(self, counts: Mapping[Shelf, int], collections: tuple[str, ...]) -> None:
        """Show how many stand where."""
        self._counts = counts
        if collections != self._collections:
            self._collections = collections
            self._build()
        for row in range(self.count()):
            self._word(self.item(row))
        self.rebuilt.emit()

    def _build(self) -> None:
        current = self.currentItem().data(_KEY) if self.currentItem() else ("shelf", Shelf.ALL.value)
        self.blockSignals(True)
        self.clear()
        keys = [("shelf", shelf.value) for shelf in Shelf if shelf is not Shelf.REMOVED]
        keys += [("collection", name) for name in self._collections]
        keys += [("shelf", Shelf.REMOVED.value)]
        for key in keys:
            item = QListWidgetItem()
            item.setData(_KEY, key)
            item.setSizeHint(QSize(0, max(36, self.fontMetrics().height() + 16)))
            self.addItem(item)
            self._word(item)
            if key == current:
                self.setCurrentItem(item)
        self._recolour()
        self.blockSignals(False)
        self.rebuilt.emit()

    def words(self) -> tuple[str, ...]:
        """Return what stands on the shelves, in their order, for a list that opens where there is little room."""
        return tuple(self.item(row).text() for row in range(self.count()))

    def _word(self, item: QListWidgetItem) -> None:
        what, value = item.data(_KEY)
        if what == "collection":
            item.setText(value)
            return
        shelf = Shelf(value)
        count = self._counts.get(shelf, 0)
        name = shelf_name(shelf)
        item.setText(f"{name}   {count}" if count else name)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {count}")

    def _recolour(self) -> None:
        side = max(20, self.fontMetrics().height())
        self.setIconSize(QSize(side, side))
        for row in range(self.count()):
            what, value = self.item(row).data(_KEY)
            name = "tag" if what == "collection" else _ICONS[Shelf(value)]
            self.item(row).setIcon(icons.icon(name, theme.tokens().accent))

    def _changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            what, value = item.data(_KEY)
            self.chosen.emit(what, value)
