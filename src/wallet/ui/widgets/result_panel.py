"""The results of the employer's page: filter, table, one result in full, and what can be done with it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from wallet.ui.models.results import ResultsModel
from wallet.ui.widgets import icons
from wallet.ui.widgets.flow import FlowLayout
from wallet.ui.widgets.inspected_view import InspectedView
from wallet.ui.widgets.result_table import ResultTable
from wallet.verification.report import Inspected
from wallet.verification.verdict import Tone

_FILTER_AFTER_MS = 150


class ResultPanel(QWidget):
    """One result fills it; many give a table above. ``asked`` names what the person wants done."""

    asked = Signal(str)
    changed = Signal()

    def __init__(self, model: ResultsModel, lang: str, parent: QWidget | None = None) -> None:
        """Show ``model``."""
        super().__init__(parent)
        self.model = model
        self._tone: Tone | None = None
        self.table = ResultTable(model, self)
        self.table.chosen.connect(self._chosen)
        self.view = InspectedView(lang, self)
        self.view.save_asked.connect(lambda: self.asked.emit("save"))
        self.bar = QWidget(self)
        self._filter = QLineEdit(self.bar)
        self._delay = QTimer(self)
        self.buttons: dict[str, QPushButton] = {}
        self._arrange()

    def _arrange(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.table)
        split.addWidget(self.view)
        split.setChildrenCollapsible(False)
        split.setSizes([280, 340])
        below = FlowLayout()
        for name, icon, text in (
            ("answer", "share", ""),
            ("again", "refresh", self.tr("Check again")),
            ("print", "print", self.tr("Print this &result…")),
            ("evidence", "folder", self.tr("Save the e&vidence…")),
            ("keep", "add", self.tr("&Keep in my wallet…")),
            ("know", "organisation", self.tr("&I know this issuer…")),
            ("allow", "globe", self.tr("Allow this chec&k")),
            ("clear", "trash", self.tr("Clear")),
        ):
            below.addWidget(self._button(name, icon, text))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.bar)
        layout.addWidget(split, 1)
        layout.addLayout(below)
        self._arrange_bar()

    def _arrange_bar(self) -> None:
        self._filter.setPlaceholderText(self.tr("Filter"))
        self._filter.setAccessibleName(self.tr("Filter the results"))
        self._filter.setClearButtonEnabled(True)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_FILTER_AFTER_MS)
        self._delay.timeout.connect(self._apply_filter)
        self._filter.textChanged.connect(lambda _text: self._delay.start())
        self._filter.setMinimumWidth(150)
        row = FlowLayout([self._filter])
        self.bar.setLayout(row)
        group = QButtonGroup(self)
        for name, tone in (
            (self.tr("All"), None),
            (self.tr("Verified"), Tone.GREEN),
            (self.tr("Needs attention"), Tone.AMBER),
            (self.tr("Rejected"), Tone.RED),
            (self.tr("Not checked"), Tone.GREY),
        ):
            chip = QPushButton(name, self.bar)
            chip.setCheckable(True)
            chip.setChecked(tone is None)
            chip.setProperty("chip", True)
            chip.clicked.connect(lambda _checked=False, tone=tone: self.show_tone(tone))
            group.addButton(chip)
            row.addWidget(chip)
        row.addWidget(self._button("csv", "save", self.tr("Save as &table (CSV)…")))
        row.addWidget(self._button("print_all", "print", self.tr("Print the &list…")))
        row.addWidget(self._button("evidence_all", "folder", self.tr("Save the evide&nce of the list…")))

    def _button(self, name: str, icon: str, text: str) -> QPushButton:
        button = QPushButton(icons.icon(icon), text, self)
        button.setObjectName(f"result_{name}")
        button.clicked.connect(lambda: self.asked.emit(name))
        self.buttons[name] = button
        return button

    @property
    def current(self) -> Inspected | None:
        """The result that is chosen."""
        return self.table.current() if self.model.rowCount() else None

    def choose(self, row: int) -> None:
        """Choose the result in a row."""
        self.table.choose(row)

    def clear(self) -> None:
        """Forget all results."""
        self._delay.stop()
        self.model.clear()
        self.view.clear()

    def show_tone(self, tone: Tone | None) -> None:
        """Show only results of this tone."""
        self._tone = tone
        self._apply_filter()

    def _apply_filter(self) -> None:
        self.model.show_only(self._filter.text(), self._tone)
        if self.model.rowCount():
            self.table.choose(0)
        else:
            self.view.clear()
        self.changed.emit()

    def _chosen(self, found: Inspected | None) -> None:
        if found is None:
            self.view.clear()
        else:
            self.view.show_inspected(found)
        self.changed.emit()

    def offer(self, possible: frozenset[str]) -> None:
        """Show what can be done with the chosen result, of answer, keep, know and allow."""
        current = self.current
        total = self.model.total
        self.bar.setVisible(total > 1)
        self.table.setVisible(total > 1)
        self.view.setVisible(current is not None)
        for name in ("again", "print", "evidence"):
            self.buttons[name].setEnabled(current is not None)
        for name in ("answer", "keep", "know", "allow"):
            self.buttons[name].setVisible(name in possible)
