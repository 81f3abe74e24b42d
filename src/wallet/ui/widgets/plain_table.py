"""A read-only table that the keyboard can leave, with whole rows selected and no grid."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

from wallet.ui.models.issuer_text import tool_tip


class PlainTable(QTableWidget):
    """Rows of text; ``key`` of the chosen row is what the caller put there."""

    def __init__(self, name: str, words: str, headers: Sequence[str]) -> None:
        """Build an empty table called ``words`` for screen readers."""
        super().__init__(0, len(headers))
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setHorizontalHeaderLabels(list(headers))
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setMinimumHeight(150)

    def show_rows(self, rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Show (key, cells) rows."""
        self.setRowCount(len(rows))
        for place, (key, cells) in enumerate(rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, key)
                item.setToolTip(tool_tip(text))
                self.setItem(place, column, item)
        for column in range(self.columnCount() - 1):
            self.resizeColumnToContents(column)
            self.setColumnWidth(column, min(320, self.columnWidth(column) + 16))

    def chosen(self) -> str | None:
        """Return the key of the current row."""
        item = self.item(self.currentRow(), 0) if self.currentRow() >= 0 else None
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else None
