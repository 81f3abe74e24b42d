"""The table of results on the employer's page: a badge in the first column, rows chosen with the arrow keys."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from wallet.ui.models.results import ResultsModel
from wallet.ui.widgets.verdict_badge import badge_size, paint_badge
from wallet.verification.report import Inspected

_ROW_HEIGHT = 40


class BadgeDelegate(QStyledItemDelegate):
    """Paints shape, word and colour of a verdict in a cell."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the ground of the row and the badge on it."""
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        text, ground.text = ground.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, option.widget)
        size = badge_size(text, option.font)
        rect = option.rect.adjusted(8, 0, -4, 0)
        rect.setHeight(size.height())
        rect.moveTop(option.rect.top() + (option.rect.height() - size.height()) // 2)
        rect.setWidth(min(rect.width(), size.width()))
        paint_badge(painter, rect, str(index.data(ResultsModel.STATE_ROLE)), text, option.font)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Be wide enough for the word."""
        size = badge_size(str(index.data()), option.font)
        return QSize(size.width() + 16, size.height() + 8)


class ResultTable(QTableView):
    """Shows a ``ResultsModel`` and tells which result is chosen."""

    chosen = Signal(object)

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        """Show ``model``."""
        super().__init__(parent)
        self._results = model
        self.setModel(model)
        self.setItemDelegateForColumn(0, BadgeDelegate(self))
        self.setAccessibleName(self.tr("Results"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((0, 180), (1, 190), (2, 165), (3, 150)):
            self.setColumnWidth(column, width)
        self.selectionModel().currentRowChanged.connect(self._moved)

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self._results.at(index.row()) if index.isValid() else None)

    def current(self) -> Inspected | None:
        """Return the chosen result."""
        index = self.currentIndex()
        return self._results.at(index.row()) if index.isValid() else None

    def choose(self, row: int) -> None:
        """Choose the result in a row."""
        self.setCurrentIndex(self._results.index(row, 0))
