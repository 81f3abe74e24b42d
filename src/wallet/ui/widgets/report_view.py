"""Every check of a report, one row each in order; what means nothing without a signature is folded away."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from wallet.ui import theme
from wallet.ui.models.report import CheckRow, ReportRows
from wallet.ui.widgets import icons
from wallet.ui.widgets.plain_label import PlainLabel
from wallet.verification.checks import Outcome

_ICON = 24
_MOST_EVENTS = 30
_INKS = {
    Outcome.PASSED: "verified",
    Outcome.FAILED: "rejected",
    Outcome.UNKNOWN: "unknown",
    Outcome.NOT_APPLICABLE: "unknown",
}


class CheckRowView(QFrame):
    """One check: shape, title with the outcome in a word, sentence, evidence. Reachable with Tab, read as one."""

    def __init__(self, row: CheckRow, parent: QWidget | None = None) -> None:
        """Show ``row``."""
        super().__init__(parent)
        self.setObjectName("check_row")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(row.spoken())
        self._mark = row.mark
        self._icon = QLabel(self)
        self._icon.setFixedSize(_ICON, _ICON)
        title = PlainLabel("", self)
        title.show_text(self.tr("{check}: {outcome}").format(check=row.title, outcome=row.outcome.lower()))
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(title)
        text.addWidget(PlainLabel(row.sentence, self))
        if row.evidence:
            evidence = PlainLabel(row.evidence, self)
            evidence.setProperty("role", "muted")
            text.addWidget(evidence)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 10, 8, 10)
        layout.setSpacing(14)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(text, 1)
        theme.notifier().changed.connect(self._colour)
        self._colour()

    def _colour(self) -> None:
        ink = getattr(theme.tokens(), _INKS[self._mark])
        self._icon.setPixmap(icons.pixmap(icons.OUTCOME_ICONS[self._mark], _ICON, ink))

    def focusInEvent(self, event: object) -> None:
        """Show where the keyboard is."""
        self.setStyleSheet(f"QFrame#check_row {{ background: {theme.tokens().accent_soft}; border-radius: 8px; }}")

    def focusOutEvent(self, event: object) -> None:
        """Stop showing it."""
        self.setStyleSheet("")


class ReportView(QWidget):
    """The list of checks of one report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setObjectName("report_view")
        self._rows: list[QWidget] = []
        self._shown = QVBoxLayout()
        self._shown.setSpacing(0)
        self._fold = QPushButton(self)
        self._fold.setCheckable(True)
        self._fold.setProperty("flat", True)
        self._fold.setObjectName("folded_checks")
        self._fold.toggled.connect(self._unfold)
        self._folded_box = QWidget(self)
        self._folded = QVBoxLayout(self._folded_box)
        self._folded.setContentsMargins(0, 0, 0, 0)
        self._history = PlainLabel("", self)
        self._history.setProperty("role", "muted")
        self._history.setContentsMargins(8, 12, 8, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._shown)
        layout.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._folded_box)
        layout.addWidget(self._history)
        layout.addStretch(1)
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        for row in self._rows:
            row.setParent(None)
            row.deleteLater()
        self._rows.clear()
        self._fold.hide()
        self._folded_box.hide()
        self.show_history(())

    def show_history(self, lines: Sequence[str]) -> None:
        """Show what happened to it before, newest first."""
        shown = "\n".join(lines[:_MOST_EVENTS])
        self._history.show_text(self.tr("What happened to it") + "\n" + shown if lines else "")
        self._history.setVisible(bool(lines))

    def show_rows(self, rows: ReportRows) -> None:
        """Show the checks of a report."""
        self.clear()
        for row in rows.shown:
            self._add(CheckRowView(row, self), self._shown)
        for row in rows.folded:
            self._add(CheckRowView(row, self._folded_box), self._folded)
        self._fold.setVisible(bool(rows.folded))
        self._fold.setChecked(False)
        self._fold.setText(rows.folded_because)
        self._fold.setAccessibleName(rows.folded_because)
        self._unfold(unfolded=False)

    def _add(self, view: CheckRowView, layout: QVBoxLayout) -> None:
        self._rows.append(view)
        layout.addWidget(view)
        view.show()

    def _unfold(self, unfolded: bool) -> None:
        self._folded_box.setVisible(unfolded)
        self._fold.setIcon(icons.icon("up" if unfolded else "down"))
