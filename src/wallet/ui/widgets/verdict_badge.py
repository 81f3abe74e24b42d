"""The verdict as people see it everywhere: shape, word and colour together, with an accessible name."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wallet import wording
from wallet.ui import theme
from wallet.ui.widgets import icons
from wallet.verification.verdict import TONES, State

_ICON = 18
_PAD = 9
_GAP = 6


def word(state: str, lang: str) -> str:
    """Return the one word of a verdict, the same on every screen, file and command."""
    return wording.say(f"verdict.{state}.word", lang)


def tone_of(state: str) -> str:
    """Return the tone that the table gives a state (grey for a state it does not know)."""
    return TONES[State(state)].value if state in State.__members__ else "grey"


def badge_size(text: str, font: QFont) -> QSize:
    """Return how large a badge with this word is, in logical pixels."""
    measure = QFontMetrics(_bold(font))
    return QSize(_PAD * 2 + _side(font) + _GAP + measure.horizontalAdvance(text) + 2, max(26, measure.height() + 8))


def _side(font: QFont) -> int:
    """Return how large the shape is: it grows with the text."""
    return max(_ICON, QFontMetrics(font).height())


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def paint_badge(painter: QPainter, rect: QRect, state: str, text: str, font: QFont) -> None:
    """Paint a badge into ``rect`` (delegates use this for rows without a widget)."""
    tone = tone_of(state)
    ink, soft = theme.tone_colours(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(soft)
    painter.drawRoundedRect(QRectF(rect), rect.height() / 2, rect.height() / 2)
    side = _side(font)
    top = rect.top() + (rect.height() - side) / 2
    painter.drawPixmap(QPointF(rect.left() + _PAD, top), icons.verdict_pixmap(state, tone, side))
    painter.setPen(ink)
    painter.setFont(_bold(font))
    room = rect.adjusted(_PAD + side + _GAP, 0, -_PAD + 2, 0)
    shown = QFontMetrics(_bold(font)).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


class VerdictBadge(QWidget):
    """A badge as a widget. Read aloud as its word."""

    def __init__(self, lang: str, state: str = "", parent: QWidget | None = None) -> None:
        """Show ``state`` (a code of contract section 3) in ``lang``."""
        super().__init__(parent)
        self._lang = lang
        self._state = ""
        self._word = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.update)
        self.set_state(state)

    @property
    def verdict_state(self) -> str:
        """The code that is shown."""
        return self._state

    @property
    def verdict_word(self) -> str:
        """The word that is shown."""
        return self._word

    def set_state(self, state: str) -> None:
        """Show another verdict; nothing is shown for an empty state."""
        self._state = str(state)
        self._word = word(self._state, self._lang) if self._state else ""
        self.setAccessibleName(self._word)
        self.setVisible(bool(self._state) and not self.isHidden())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Be as wide as the word asks."""
        return badge_size(self._word, self.font())

    def minimumSizeHint(self) -> QSize:
        """Never be cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint shape and word."""
        if self._state:
            painter = QPainter(self)
            paint_badge(painter, self.rect(), self._state, self._word, self.font())
            painter.end()
