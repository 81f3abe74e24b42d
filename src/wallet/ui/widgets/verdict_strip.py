"""The verdict at the top of a credential: shape and word, one sentence, what to do now, and what else to know."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wallet.ui import theme
from wallet.ui.models.report import ReportRows
from wallet.ui.widgets.plain_label import PlainLabel
from wallet.ui.widgets.verdict_badge import VerdictBadge

_EDGE = 6


class VerdictStrip(QFrame):
    """A strip in the tone of the verdict. The tone only repeats what shape, word and sentence say."""

    def __init__(self, lang: str, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._tone = "grey"
        self.setObjectName("verdict_strip")
        self._badge = VerdictBadge(lang, "", self)
        self._sentence = PlainLabel("", self)
        self._sentence.setProperty("role", "heading")
        self._todo = PlainLabel("", self)
        self._flags = PlainLabel("", self)
        self.buttons = QHBoxLayout()
        """Where a page puts its buttons."""
        top = QHBoxLayout()
        top.addWidget(self._badge)
        top.addStretch(1)
        top.addLayout(self.buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 16, 14)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self._sentence)
        layout.addWidget(self._flags)
        layout.addWidget(self._todo)
        theme.notifier().changed.connect(self.update)

    def show_rows(self, rows: ReportRows) -> None:
        """Show the headline of a report."""
        self._tone = rows.tone.value
        self._badge.set_state(rows.state.value)
        self._badge.setVisible(True)
        self._sentence.show_text(rows.sentence)
        self._flags.show_text("\n".join(rows.flags))
        self._flags.setVisible(bool(rows.flags))
        self._todo.show_text(self.tr("What you can do now: {advice}").format(advice=rows.todo))
        self._todo.setVisible(bool(rows.todo))
        self.setAccessibleName(" ".join((rows.word, rows.sentence, *rows.flags)))
        self._fit()
        self.update()

    def clear(self) -> None:
        """Forget everything."""
        self._badge.set_state("")
        for label in (self._sentence, self._todo, self._flags):
            label.show_text("")
        self.setAccessibleName("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Never cut a sentence: what is below gives way."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        margins = layout.contentsMargins()
        # Not the labels' own width: the layout gives them theirs only after this.
        width = max(1, self.width() - margins.left() - margins.right())
        for label in (self._sentence, self._todo, self._flags):
            # The height that a label asks for is never below its minimum: without this it could only grow.
            label.setMinimumHeight(0)
            label.setMinimumHeight(label.heightForWidth(width) if label.text() else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the soft ground and the edge in the tone."""
        ink, soft = theme.tone_colours(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(soft)
        area = QRectF(self.rect())
        painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)
        painter.setClipRect(QRectF(0, 0, _EDGE, area.height()))
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(0, 0, theme.RADIUS * 2, area.height()), theme.RADIUS, theme.RADIUS)
        painter.end()
