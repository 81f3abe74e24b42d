"""What each institution gave in each year: credits per system and hours, never added across systems."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from wallet.portfolio.fields import number_text, unit_text
from wallet.services.portfolio import Total
from wallet.ui.models.issuer_text import one_line


class TotalsTable(QTableWidget):
    """Institution, year, number, credits, hours."""

    def __init__(self, lang: str, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(0, 5, parent)
        self._lang = lang
        self.setHorizontalHeaderLabels(
            [self.tr("Institution"), self.tr("Year"), self.tr("Number"), self.tr("Credits"), self.tr("Hours")]
        )
        self.setAccessibleName(self.tr("Totals per institution and year"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def show_totals(self, totals: Sequence[Total]) -> None:
        """Show these totals."""
        self.setRowCount(len(totals))
        for row, total in enumerate(totals):
            name = one_line(total.institution)
            if not total.institution_checked:
                name = self.tr("{name} (as the file says)").format(name=name)
            credit = ", ".join(unit_text(unit, value, self._lang) for unit, value in total.credits.items())
            cells = (
                name,
                str(total.year) if total.year else self.tr("no date"),
                str(total.count),
                credit,
                number_text(total.hours, self._lang) if total.hours is not None else "",
            )
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.setItem(row, column, item)
