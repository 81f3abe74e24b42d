"""One inspected source as a whole: verdict on top, what it contains, and tabs for the front, the checks, the source."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wallet.model.secured import Kind
from wallet.ui.models.issuer_text import source_name
from wallet.ui.models.report import ReportRows, presented_rows, rows_of
from wallet.ui.models.results import title_of
from wallet.ui.widgets import icons
from wallet.ui.widgets.record_view import RecordView
from wallet.ui.widgets.report_view import ReportView
from wallet.ui.widgets.soft_selection import soften
from wallet.ui.widgets.source_view import SourceView
from wallet.ui.widgets.verdict_badge import word
from wallet.ui.widgets.verdict_strip import VerdictStrip
from wallet.verification.report import Inspected, Report

_TREE_HEIGHT = 148
_REPORT_ROLE = Qt.ItemDataRole.UserRole + 1


def scrolled(inner: QWidget) -> QScrollArea:
    """Return ``inner`` in a scroll area that the keyboard reaches."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    holder = QWidget()
    holder.setObjectName("scrolled")
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(16, 16, 16, 16)
    layout.addWidget(inner)
    area.setWidget(holder)
    area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return area


def in_large_text(view: QWidget) -> QScrollArea:
    """Return ``view`` in an area that scrolls only where very large text needs more height than there is."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(view)
    return area


class InspectedView(QWidget):
    """Shows a report (with its bytes where there are any) and, for containers, each report inside it."""

    copy_asked = Signal(str)
    save_asked = Signal()

    def __init__(self, lang: str, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._lang = lang
        self.strip = VerdictStrip(lang, self)
        why = QPushButton(self.tr("Why?"), self)
        why.setObjectName("why")
        why.setProperty("flat", True)
        why.setAutoDefault(False)
        why.setAccessibleName(self.tr("Why? Show every check"))
        why.clicked.connect(self._show_checks)
        self.strip.buttons.addWidget(why)
        self._tree = QTreeWidget(self)
        self._tree.setHeaderLabels([self.tr("What it contains"), self.tr("Result")])
        self._tree.setAccessibleName(self.tr("What it contains"))
        self._tree.setMaximumHeight(_TREE_HEIGHT)
        self._tree.setUniformRowHeights(True)
        soften(self._tree)
        self._tree.currentItemChanged.connect(self._chosen)
        self.record = RecordView(lang, self)
        self.checks = ReportView(self)
        self.source = SourceView(self)
        self.source.copy_asked.connect(self.copy_asked)
        self.source.save_asked.connect(self.save_asked)
        about = QWidget(self)
        self._about = QVBoxLayout(about)
        self._about.setContentsMargins(0, 0, 0, 0)
        self._about.setSpacing(24)
        self._about.addWidget(self.record)
        self._about.addStretch(1)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Parts of the report"))
        for view, title in (
            (about, self.tr("About")),
            (self.checks, self.tr("Checks")),
            (self.source, self.tr("Source")),
        ):
            area = scrolled(view)
            area.setAccessibleName(title)
            self.tabs.addTab(area, title)
            if view is self.checks:
                self._checks_area = area
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.strip)
        layout.addWidget(self._tree)
        layout.addWidget(self.tabs, 1)
        self._inspected: Inspected | None = None
        self.clear()

    def add_below_record(self, widget: QWidget) -> None:
        """Put a widget of the page under what the credential states."""
        self._about.insertWidget(1, widget)

    def _show_checks(self) -> None:
        self.tabs.setCurrentWidget(self._checks_area)
        self._checks_area.setFocus()

    def clear(self) -> None:
        """Forget everything."""
        self._inspected = None
        self._tree.clear()
        self._tree.hide()
        self.strip.hide()
        self.strip.clear()
        self.record.clear()
        self.checks.clear()
        self.source.clear()

    def show_inspected(self, inspected: Inspected, picture: bytes = b"") -> None:
        """Show everything about one source."""
        self._inspected = inspected
        self.strip.show()
        self._tree.blockSignals(True)
        self._tree.clear()
        self._tree.setVisible(bool(inspected.report.items))
        if inspected.report.items:
            root = self._node(inspected)
            self._tree.addTopLevelItem(root)
            self._tree.expandAll()
            self._tree.setCurrentItem(root)
            self._tree.resizeColumnToContents(1)
            self._tree.header().setStretchLastSection(False)
            self._tree.header().setSectionResizeMode(0, self._tree.header().ResizeMode.Stretch)
        self._tree.blockSignals(False)
        self._show(inspected, picture)

    def show_report(self, report: Report, raw: bytes, media_type: str, picture: bytes = b"") -> None:
        """Show a stored report."""
        self.show_inspected(Inspected(report, raw, media_type), picture)

    @property
    def shown(self) -> Inspected | None:
        """What is shown as a whole."""
        return self._inspected

    def _node(self, inspected: Inspected) -> QTreeWidgetItem:
        report = inspected.report
        state = report.verdict.state
        said = word(state.value, self._lang)
        title = title_of(report, self._lang) or source_name(report.source)
        if report.kind in {Kind.PRESENTATION, Kind.SHARE}:
            title = self.tr("What was shown ({source})").format(source=source_name(report.source))
        item = QTreeWidgetItem([title, said])
        item.setIcon(1, QIcon(icons.verdict_pixmap(state.value, report.verdict.tone.value, 20)))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{title}: {said}")
        item.setData(0, _REPORT_ROLE, inspected)
        # A stored report keeps no bytes of what it contains; the reports themselves say everything else.
        inner = inspected.items or tuple(Inspected(part, b"") for part in report.items)
        for part in inner:
            item.addChild(self._node(part))
        return item

    def _chosen(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None:
            self._show(item.data(0, _REPORT_ROLE), b"")

    def _show(self, inspected: Inspected, picture: bytes) -> None:
        rows: ReportRows = rows_of(inspected.report, self._lang)
        self.strip.show_rows(rows)
        report = inspected.report
        self.record.show_record(report.record, rows, picture, holds_items=bool(report.items))
        self.record.show_presented(presented_rows(report))
        self.checks.show_rows(rows)
        self.source.show_source(inspected.report, inspected.raw, inspected.media_type)
