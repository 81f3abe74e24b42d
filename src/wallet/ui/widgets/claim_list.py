"""Fields of a record as label and value, with where each comes from shown on demand."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from wallet.ui.models.earned import FieldRow
from wallet.ui.widgets.plain_label import PlainLabel

_LABEL_WIDTH = 190


class ClaimList(QWidget):
    """Two columns: what it is called, what the credential says; a third line says where in the file it stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        self._pointers: list[QWidget] = []
        self._cells: list[PlainLabel] = []

    def show_fields(self, rows: Sequence[FieldRow]) -> None:
        """Show these fields instead."""
        for cell in self._cells:
            self._grid.removeWidget(cell)
            # It lives until the event loop turns; what it said must not.
            cell.show_text("")
            cell.setParent(None)
            cell.deleteLater()
        self._cells.clear()
        self._pointers.clear()
        line = 0
        for row in rows:
            label = PlainLabel(row.label, self)
            label.setProperty("role", "muted")
            value = PlainLabel(row.value, self)
            value.setAccessibleName(f"{row.label}: {row.value}")
            self._place(label, line, 0)
            self._place(value, line, 1)
            line += 1
            if row.pointer:
                pointer = PlainLabel(self.tr("In the file: {place}").format(place=row.pointer), self)
                pointer.setProperty("role", "muted")
                pointer.hide()
                self._pointers.append(pointer)
                self._place(pointer, line, 1)
                line += 1
        self.setVisible(bool(rows))

    def show_provenance(self, *, shown: bool) -> None:
        """Show or hide where each value stands in the file."""
        for pointer in self._pointers:
            pointer.setVisible(shown)

    def _place(self, cell: PlainLabel, line: int, column: int) -> None:
        self._cells.append(cell)
        self._grid.addWidget(cell, line, column, Qt.AlignmentFlag.AlignTop)
