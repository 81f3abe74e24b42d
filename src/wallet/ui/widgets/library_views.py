"""The one list of the library in three forms: cards, list, timeline. Selection and focus stay when the form changes."""

from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QWidget

from wallet.ui import theme
from wallet.ui.models.credential_list import ID_ROLE
from wallet.ui.widgets.credential_card import CardDelegate, RowDelegate, TimelineDelegate


class View(StrEnum):
    """How the library is shown."""

    CARDS = "cards"
    LIST = "list"
    TIMELINE = "timeline"


class LibraryList(QListView):
    """Shows the model; ``drag_wanted`` when a row is dragged out of the window, ``opened`` on Enter or double click."""

    drag_wanted = Signal()
    opened = Signal(str)

    def __init__(self, lang: str, parent: QWidget | None = None) -> None:
        """Start as cards."""
        super().__init__(parent)
        self.setObjectName("library_list")
        self.setProperty("bare", True)
        self.setAccessibleName(self.tr("Your credentials"))
        self._cards = CardDelegate(lang)
        self._delegates = {View.CARDS: self._cards, View.LIST: RowDelegate(lang), View.TIMELINE: TimelineDelegate(lang)}
        self._form = View.LIST
        self.setUniformItemSizes(True)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.activated.connect(lambda index: self.opened.emit(index.data(ID_ROLE) or ""))
        theme.notifier().changed.connect(self.spread)
        self.set_form(View.CARDS)

    @property
    def form(self) -> View:
        """The form in use."""
        return self._form

    def set_form(self, form: View) -> None:
        """Show cards, a list or a timeline."""
        self._form = form
        cards = form is View.CARDS
        self.setFlow(QListView.Flow.LeftToRight if cards else QListView.Flow.TopToBottom)
        self.setWrapping(cards)
        self.setItemDelegate(self._delegates[form])
        self.spread()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def spread(self) -> None:
        """Give each card the same share of the width, in as many columns as fit."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        room = self.viewport().width() - 1
        self._cards.cell = None
        least = self._cards.sizeHint(option, self.rootIndex())
        columns = max(1, room // max(1, least.width()))
        self._cards.cell = QSize(room // columns, least.height())
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spread the cards anew."""
        self.spread()
        super().resizeEvent(event)

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Say that the person drags the selection out; the page knows the bytes."""
        self.drag_wanted.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current row whenever the keyboard comes here."""
        super().focusInEvent(event)
        model = self.model()
        if not self.currentIndex().isValid() and model is not None and model.rowCount():
            self.setCurrentIndex(model.index(0, 0))

    def selected_ids(self) -> tuple[str, ...]:
        """Return the ids of the selected rows, in their order on the screen."""
        indexes = sorted(self.selectedIndexes(), key=lambda index: index.row())
        return tuple(found for index in indexes if (found := index.data(ID_ROLE)))
