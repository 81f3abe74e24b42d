"""How far a credential states the sixteen EU elements of micro-credentials: a meter, and the list on demand."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from wallet import wording
from wallet.model.earned import Presence
from wallet.ui import theme
from wallet.ui.models.earned import ElementRow
from wallet.ui.widgets import icons
from wallet.ui.widgets.plain_label import PlainLabel

_GAP = 4
_HEIGHT = 12


class _Bar(QWidget):
    """Sixteen cells: filled, half filled or outlined; a gap stands between required and optional ones."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ElementRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.update)

    def show_elements(self, rows: Sequence[ElementRow]) -> None:
        self._rows = tuple(rows)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, _HEIGHT + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(theme.tokens().accent)
        required = sum(row.mandatory for row in self._rows)
        wide = (min(self.width(), 520) - _GAP * (len(self._rows) + 2)) / len(self._rows)
        left = 1.0
        for index, row in enumerate(self._rows):
            if index == required:
                left += _GAP * 3
            cell = QRectF(left, 1, wide, _HEIGHT)
            painter.setPen(QPen(ink, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell, 3, 3)
            if row.presence is not Presence.ABSENT:
                painter.setBrush(ink)
                half = row.presence is Presence.PARTLY
                painter.drawRoundedRect(cell.adjusted(0, _HEIGHT / 2 if half else 0, 0, 0), 3, 3)
            left += wide + _GAP
        painter.end()


class EuMeter(QWidget):
    """The meter with its sentence; a button shows each element with a word for how far it is stated."""

    def __init__(self, lang: str, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._lang = lang
        self._sentence = PlainLabel("", self)
        self._bar = _Bar(self)
        self._toggle = QPushButton(self.tr("Show the sixteen elements"), self)
        self._toggle.setCheckable(True)
        self._toggle.setProperty("flat", True)
        self._toggle.toggled.connect(self._show_list)
        self._list = QWidget(self)
        self._grid = QGridLayout(self._list)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(2, 1)
        self._cells: list[QWidget] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._sentence)
        layout.addWidget(self._bar)
        layout.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._list)
        self._list.hide()

    def show_elements(self, rows: Sequence[ElementRow]) -> None:
        """Show how far each element is stated."""
        required = [row for row in rows if row.mandatory]
        optional = [row for row in rows if not row.mandatory]
        sentence = self.tr(
            "EU elements of a micro-credential: {required} of {all_required} required ones stated, "
            "{optional} of {all_optional} optional ones."
        ).format(
            required=sum(row.presence is Presence.PRESENT for row in required),
            all_required=len(required),
            optional=sum(row.presence is Presence.PRESENT for row in optional),
            all_optional=len(optional),
        )
        self._sentence.show_text(sentence)
        self._bar.show_elements(rows)
        self._bar.setAccessibleName(sentence)
        self._fill(rows)

    def _fill(self, rows: Sequence[ElementRow]) -> None:
        for cell in self._cells:
            self._grid.removeWidget(cell)
            cell.setParent(None)
            cell.deleteLater()
        self._cells.clear()
        for line, row in enumerate(rows):
            name = PlainLabel(row.label, self._list)
            word = PlainLabel(wording.say(f"record.presence.{row.presence.value}", self._lang), self._list)
            word.setProperty("role", "muted")
            kind = PlainLabel("" if row.mandatory else self.tr("optional"), self._list)
            kind.setProperty("role", "muted")
            for column, cell in enumerate((name, word, kind)):
                self._grid.addWidget(cell, line, column)
                self._cells.append(cell)

    def _show_list(self, shown: bool) -> None:
        self._list.setVisible(shown)
        self._toggle.setIcon(icons.icon("up" if shown else "down"))
        self._toggle.setText(self.tr("Hide the sixteen elements") if shown else self.tr("Show the sixteen elements"))
