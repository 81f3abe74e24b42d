"""What was handed over, before anything is added: title, verdict, and what will happen with each."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from wallet.ui.models import candidates
from wallet.ui.models.candidates import CandidateRow, Choice
from wallet.ui.models.issuer_text import tool_tip
from wallet.ui.widgets import icons
from wallet.ui.widgets.verdict_badge import word

_ROW_ROLE = Qt.ItemDataRole.UserRole + 1
AT_ONCE = 150
"""Rows that are shown in one go; more would hold the window up."""


class CandidateTree(QTreeWidget):
    """The candidates: title with a tick, verdict, and what will happen. Space ticks and unticks."""

    choice_changed = Signal()

    def __init__(self, lang: str, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._lang = lang
        self.setHeaderLabels([self.tr("Credential"), self.tr("Result"), self.tr("What will happen")])
        self.setRootIsDecorated(False)
        self.setAccessibleName(self.tr("What was handed over"))
        self.setIconSize(QSize(20, 20))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.itemChanged.connect(self._ticked)

    def add_rows(self, rows: Sequence[CandidateRow]) -> None:
        """Add candidates at the end."""
        made = []
        for row in rows:
            item = QTreeWidgetItem()
            item.setData(0, _ROW_ROLE, row)
            self.refresh_item(item)
            made.append(item)
        self.addTopLevelItems(made)
        self._fit()

    def row_of(self, item: QTreeWidgetItem | None) -> CandidateRow | None:
        """Return the candidate of an item."""
        found: CandidateRow | None = item.data(0, _ROW_ROLE) if item is not None else None
        return found

    def rows(self) -> list[CandidateRow]:
        """Return all candidates in order."""
        found = (self.row_of(self.topLevelItem(index)) for index in range(self.topLevelItemCount()))
        return [row for row in found if row is not None]

    def show_first(self) -> None:
        """Put the keyboard on the first candidate."""
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)
            self.setFocus()

    def refresh(self, start: int = 0) -> None:
        """Show again what changed, a handful at a time."""
        end = min(start + AT_ONCE, self.topLevelItemCount())
        for index in range(start, end):
            item = self.topLevelItem(index)
            if item is not None:
                self.refresh_item(item)
        if end < self.topLevelItemCount():
            QTimer.singleShot(0, self, lambda: self.refresh(end))

    def _fit(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in ((1, 23), (2, 14)):
            self.setColumnWidth(column, letter * letters)

    def refresh_item(self, item: QTreeWidgetItem) -> None:
        """Show one candidate again."""
        row = self.row_of(item)
        if row is None:
            return
        self.blockSignals(True)
        report = row.candidate.inspected.report
        state, tone = report.verdict.state.value, report.verdict.tone.value
        title = candidates.title_text(row.candidate, self._lang)
        said = word(state, self._lang)
        note = candidates.note_text(row, self._lang)
        will = note if row.result is not None else candidates.choice_text(row.choice)
        item.setText(0, title)
        item.setText(1, said)
        item.setIcon(1, QIcon(icons.verdict_pixmap(state, tone, 20)))
        item.setText(2, will)
        item.setToolTip(0, tool_tip(note))
        item.setToolTip(2, tool_tip(note))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{title}. {said}. {note} {will}")
        free = row.result is None and len(candidates.choices_for(row.candidate)) > 1
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable if free else flags)
        if free:
            ticked = Qt.CheckState.Unchecked if row.choice is Choice.SKIP else Qt.CheckState.Checked
            item.setCheckState(0, ticked)
        else:
            item.setData(0, Qt.ItemDataRole.CheckStateRole, None)
        self.blockSignals(False)

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        row = self.row_of(item)
        if row is None or column != 0 or row.result is not None:
            return
        wanted = item.checkState(0) is Qt.CheckState.Checked
        possible = candidates.choices_for(row.candidate)
        first = next(choice for choice in possible if choice is not Choice.SKIP)
        row.choice = (row.choice if row.choice is not Choice.SKIP else first) if wanted else Choice.SKIP
        self.refresh_item(item)
        self.choice_changed.emit()
