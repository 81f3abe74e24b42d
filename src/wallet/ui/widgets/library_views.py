"""The one list of the library in three forms: cards, list, timeline. Selection and focus stay when the form changes.

Qt's own list asks the model about every row before it paints the first; with 100,000 rows that is a pause of a
second. Here all cells are equal, so where a row stands is arithmetic, and only what is in sight is asked for. It
stays a ``QListView`` all the same, because that is what screen readers know how to walk through.
"""

from enum import StrEnum

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from wallet.ui import theme
from wallet.ui.models.credential_list import ID_ROLE
from wallet.ui.widgets.credential_card import CardDelegate, RowDelegate, TimelineDelegate

AnyIndex = QModelIndex | QPersistentModelIndex
_STEP = 48
"""Pixels per notch of the wheel's single step."""


class View(StrEnum):
    """How the library is shown."""

    CARDS = "cards"
    LIST = "list"
    TIMELINE = "timeline"


class LibraryList(QListView):
    """Shows the model in equal cells.

    ``opened`` on Enter or double click, ``typed`` when letters are typed, ``drag_wanted`` when a row is dragged out.
    """

    drag_wanted = Signal()
    opened = Signal(str)
    typed = Signal(str)

    def __init__(self, lang: str, parent: QWidget | None = None) -> None:
        """Start as cards."""
        super().__init__(parent)
        self.setObjectName("library_list")
        self.setProperty("bare", True)
        self.setAccessibleName(self.tr("Your credentials"))
        self._delegates = {
            View.CARDS: CardDelegate(lang),
            View.LIST: RowDelegate(lang),
            View.TIMELINE: TimelineDelegate(lang),
        }
        self._form = View.CARDS
        self._columns = 1
        self._cell = QSize(1, 1)
        self._over = -1
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.activated.connect(lambda index: self.opened.emit(index.data(ID_ROLE) or ""))
        theme.notifier().changed.connect(self.spread)
        self.set_form(View.CARDS)

    # --- the form -------------------------------------------------------------------------------------------------

    @property
    def form(self) -> View:
        """The form in use."""
        return self._form

    def set_form(self, form: View) -> None:
        """Show cards, a list or a timeline."""
        self._form = form
        self.setItemDelegate(self._delegates[form])
        self.spread()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def spread(self) -> None:
        """Give each cell the same share of the width, in as many columns as fit."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        room = max(1, self.viewport().width())
        least = self._delegates[self._form].sizeHint(option, QModelIndex())
        self._columns = max(1, room // max(1, least.width())) if self._form is View.CARDS else 1
        self._cell = QSize(room // self._columns, max(1, least.height()))
        self.updateGeometries()
        self.viewport().update()

    def _count(self) -> int:
        model = self.model()
        return model.rowCount() if model is not None else 0

    def _row_at(self, point: QPoint) -> int:
        """Return the row at a point of the viewport, also outside what is in sight; -1 beside the cells."""
        column = point.x() // self._cell.width()
        if not 0 <= column < self._columns:
            return -1
        row = (point.y() + self.verticalOffset()) // self._cell.height() * self._columns + column
        return row if 0 <= row < self._count() else -1

    # --- what every item view must answer -------------------------------------------------------------------------

    def visualRect(self, index: AnyIndex) -> QRect:
        """Return where a row stands in the viewport."""
        if not index.isValid():
            return QRect()
        line, column = divmod(index.row(), self._columns)
        top = line * self._cell.height() - self.verticalOffset()
        return QRect(QPoint(column * self._cell.width(), top), self._cell)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the row at a point."""
        row = self._row_at(point)
        return self.model().index(row, 0) if row >= 0 else QModelIndex()

    def scrollTo(
        self, index: AnyIndex, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a row into sight."""
        if not index.isValid():
            return
        top = index.row() // self._columns * self._cell.height()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if hint == QAbstractItemView.ScrollHint.PositionAtTop or top < bar.value():
            bar.setValue(top)
        elif top + self._cell.height() > bar.value() + height:
            bar.setValue(top + self._cell.height() - height)

    def horizontalOffset(self) -> int:
        """Never scroll sideways."""
        return 0

    def verticalOffset(self) -> int:
        """Return how far is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: AnyIndex) -> bool:
        """Hide nothing."""
        return False

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return the row that a key of movement leads to."""
        count = self._count()
        if not count:
            return QModelIndex()
        page = max(1, self.viewport().height() // self._cell.height()) * self._columns
        actions = QAbstractItemView.CursorAction
        step = {
            actions.MoveUp: -self._columns,
            actions.MoveDown: self._columns,
            actions.MoveLeft: -1,
            actions.MovePrevious: -1,
            actions.MoveRight: 1,
            actions.MoveNext: 1,
            actions.MovePageUp: -page,
            actions.MovePageDown: page,
            actions.MoveHome: -count,
            actions.MoveEnd: count,
        }[action]
        row = max(self.currentIndex().row(), 0) if self.currentIndex().isValid() else 0
        wanted = row + step
        if action == actions.MoveUp and wanted < 0:
            wanted = row
        return self.model().index(min(max(wanted, 0), count - 1), 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select from the row at one corner to the row at the other, in reading order."""
        ends = sorted(row for row in (self._row_at(rect.topLeft()), self._row_at(rect.bottomRight())) if row >= 0)
        chosen = QItemSelection()
        if ends:
            chosen.select(self.model().index(ends[0], 0), self.model().index(ends[-1], 0))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return where the selection can be seen."""
        return QRegion(self.viewport().rect())

    def updateGeometries(self) -> None:
        """Fit the scroll bar to the number of rows."""
        lines = -(-self._count() // self._columns)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, lines * self._cell.height() - height))
        bar.setEnabled(bar.maximum() > 0)
        bar.setPageStep(height)
        bar.setSingleStep(_STEP)

    def doItemsLayout(self) -> None:
        """Place nothing one by one: where a row stands is arithmetic."""
        self.updateGeometries()
        self.viewport().update()

    # --- painting and events --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in sight."""
        painter = QPainter(self.viewport())
        area = event.rect()
        first = (area.top() + self.verticalOffset()) // self._cell.height() * self._columns
        last = ((area.bottom() + self.verticalOffset()) // self._cell.height() + 1) * self._columns
        focused, delegate = self.hasFocus(), self._delegates[self._form]
        for row in range(max(0, first), min(last, self._count())):
            index = self.model().index(row, 0)
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            option.rect = self.visualRect(index)
            state = QStyle.StateFlag.State_Enabled
            if self.selectionModel().isSelected(index):
                state |= QStyle.StateFlag.State_Selected
            if focused and index == self.currentIndex():
                state |= QStyle.StateFlag.State_HasFocus
            if row == self._over:
                state |= QStyle.StateFlag.State_MouseOver
            option.state = state
            delegate.paint(painter, option, index)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spread the cells anew."""
        QAbstractItemView.resizeEvent(self, event)
        self.spread()

    def reset(self) -> None:
        """Begin at the top with other rows."""
        super().reset()
        self._over = -1
        self.updateGeometries()
        self.viewport().update()

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Say that the person drags the selection out; the page knows the bytes."""
        self.drag_wanted.emit()

    def keyboardSearch(self, text: str) -> None:
        """Hand letters to the search field: looking through every row is the store's work."""
        if text.strip():
            self.typed.emit(text)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which row the pointer is on."""
        over = self._row_at(event.position().toPoint())
        if over != self._over:
            self._over = over
            self.viewport().update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self._over = -1
        self.viewport().update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current row whenever the keyboard comes here."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._count():
            self.setCurrentIndex(self.model().index(0, 0))

    def _ranges(self) -> list[tuple[int, int]]:
        model = self.selectionModel()
        found = model.selection() if model is not None else QItemSelection()
        return [(part.top(), part.bottom()) for part in (found.at(place) for place in range(found.count()))]

    def selected_rows(self) -> list[int]:
        """Return the selected rows in their order on the screen."""
        return sorted(row for top, bottom in self._ranges() for row in range(top, bottom + 1))

    def selected_count(self) -> int:
        """Return how many rows are selected, without asking the model about them."""
        return sum(bottom - top + 1 for top, bottom in self._ranges())
