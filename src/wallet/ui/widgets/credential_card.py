"""Cards, list rows and timeline rows, painted by delegates: no widget per row, the same badge everywhere."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from wallet.model.card import Card
from wallet.ui import theme
from wallet.ui.models import library_text
from wallet.ui.models.credential_list import CARD_ROLE, IMAGE_ROLE, YEAR_START_ROLE
from wallet.ui.models.timeline import Lane, lane_of
from wallet.ui.widgets import icons
from wallet.ui.widgets.verdict_badge import badge_size, paint_badge

AnyIndex = QModelIndex | QPersistentModelIndex
_NARROW = 50
"""Rows narrower than this many average letters put the badge under the title."""
_PAD = 16
_PICTURE = 56
_GAP = 12


def _font(base: QFont, scale: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    made = QFont(base)
    made.setPointSizeF(base.pointSizeF() * scale)
    made.setWeight(weight)
    return made


def _ink(card: Card) -> str:
    return theme.tokens().muted if library_text.doubtful(card) else theme.tokens().text


class _CardPainter(QStyledItemDelegate):
    """What the three forms share."""

    def __init__(self, lang: str) -> None:
        """Paint in the language of the window."""
        super().__init__()
        self._lang = lang

    def _frame(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem) -> None:
        tokens = theme.tokens()
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = tokens.accent_soft if selected else tokens.hover if over else tokens.surface
        painter.setBrush(QColor(fill))
        line = tokens.accent if selected or focused else tokens.border
        painter.setPen(QPen(QColor(line), 2 if focused or selected else 1))
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)

    def _picture(self, painter: QPainter, rect: QRect, index: AnyIndex, card: Card) -> None:
        tokens = theme.tokens()
        image = None if library_text.doubtful(card) else index.data(IMAGE_ROLE)
        path = QPainterPath()
        path.addRoundedRect(QRectF(rect), 10, 10)
        painter.save()
        painter.setClipPath(path)
        if isinstance(image, QImage) and not image.isNull():
            if theme.dark():
                # Most pictures were drawn for paper.
                painter.fillRect(rect, QColor("#FFFFFF"))
            size = image.size().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(QPoint(0, 0), size)
            target.moveCenter(rect.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(target, image)
        else:
            painter.fillRect(rect, QColor(tokens.accent_soft))
            name = "paper" if not card.signed else "medal" if "badge" in card.kind.casefold() else "diploma"
            side = round(rect.width() * 0.55)
            mark = icons.pixmap(name, side, tokens.accent)
            painter.drawPixmap(rect.center() - QPoint(side // 2, side // 2), mark)
        painter.restore()

    def _badge(
        self, painter: QPainter, at: QPoint, room: int, card: Card, font: QFont, *, right: bool = False
    ) -> QRect:
        word = library_text.state_word(card.state if card.signed else "", self._lang)
        size = badge_size(word, font)
        width = min(size.width(), room)
        rect = QRect(at.x() - width if right else at.x(), at.y(), width, size.height())
        paint_badge(painter, rect, card.state if card.signed else "UNSIGNED", word, font)
        return rect

    def _line(self, painter: QPainter, rect: QRect, text: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, shown)

    def _star(self, painter: QPainter, at: QPoint, card: Card) -> None:
        if card.favourite:
            painter.drawPixmap(at, icons.pixmap("star-filled", 16, theme.tokens().attention))


class CardDelegate(_CardPainter):
    """A card: picture, title on two lines, from whom, kind and date, badge."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the size of a card; all are equal, and they grow with the text."""
        measure = QFontMetrics(option.font)
        height = _PAD * 2 + max(_PICTURE, round(measure.height() * 1.15) * 2 + 4 + measure.height()) + _GAP
        height += measure.height() + 10 + badge_size("X", option.font).height()
        return QSize(max(234, measure.averageCharWidth() * 29), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one card."""
        rect = option.rect.adjusted(4, 4, -4, -4)
        base: QFont = option.font
        painter.save()
        self._frame(painter, rect, option)
        card = index.data(CARD_ROLE)
        if isinstance(card, Card):
            self._inside(painter, rect, index, card, base)
        painter.restore()

    def _inside(self, painter: QPainter, rect: QRect, index: AnyIndex, card: Card, base: QFont) -> None:
        tokens = theme.tokens()
        inner = rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        self._picture(painter, QRect(inner.topLeft(), QSize(_PICTURE, _PICTURE)), index, card)
        star = 20 if card.favourite else 0
        self._star(painter, QPoint(inner.right() - 15, inner.top()), card)
        text = inner.adjusted(_PICTURE + _GAP, 0, 0, 0)
        bold = _font(base, 1.08, QFont.Weight.DemiBold)
        used = _two_lines(painter, text.adjusted(0, 0, -star, 0), library_text.title(card), bold, _ink(card))
        measure = QFontMetrics(base)
        line = QRect(text.left(), text.top() + used + 2, text.width(), measure.height())
        self._line(painter, line, library_text.issuer(card), base, tokens.muted)
        size = badge_size("X", base)
        bottom = inner.bottom() - size.height() + 1
        badge = self._badge(painter, QPoint(inner.left(), bottom), inner.width(), card, base)
        small = _font(base, 0.92)
        above = QRect(inner.left(), bottom - measure.height() - 8, inner.width(), measure.height())
        self._line(painter, above, library_text.details(card, self._lang), small, tokens.muted)
        if card.expires_on is not None and badge.right() + 12 < inner.right():
            rest = QRect(badge.right() + 10, badge.top(), inner.right() - badge.right() - 10, badge.height())
            until = library_text.short_until(card)
            self._line(painter, rest, until, small, tokens.muted)


class RowDelegate(_CardPainter):
    """One line of the list: small picture, title and issuer, kind and date, badge on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the size of a row."""
        measure = QFontMetrics(option.font)
        return QSize(300, measure.height() + max(measure.height() + 4, badge_size("X", option.font).height()) + 26)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one row."""
        rect = option.rect.adjusted(4, 3, -4, -3)
        base: QFont = option.font
        painter.save()
        self._frame(painter, rect, option)
        card = index.data(CARD_ROLE)
        if isinstance(card, Card):
            self._row(painter, rect.adjusted(12, 8, -12, -8), index, card, base)
        painter.restore()

    def _row(self, painter: QPainter, inner: QRect, index: AnyIndex, card: Card, base: QFont) -> None:
        tokens = theme.tokens()
        side = inner.height()
        self._picture(painter, QRect(inner.topLeft(), QSize(side, side)), index, card)
        size = badge_size("X", base)
        if inner.width() < QFontMetrics(base).averageCharWidth() * _NARROW:
            self._narrow_row(painter, inner.adjusted(side + _GAP, 0, 0, 0), card, base)
            return
        middle = inner.top() + (inner.height() - size.height()) // 2
        badge = self._badge(
            painter, QPoint(inner.right(), middle), max(180, inner.width() * 2 // 5), card, base, right=True
        )
        self._star(painter, QPoint(badge.left() - 24, middle + 5), card)
        room = badge.left() - 32 - inner.left() - side - _GAP
        measure = QFontMetrics(base)
        wide = room > measure.averageCharWidth() * 64
        left = QRect(inner.left() + side + _GAP, inner.top(), room * 3 // 5 if wide else room, measure.height())
        self._line(painter, left, library_text.title(card), _font(base, 1.0, QFont.Weight.DemiBold), _ink(card))
        below = left.translated(0, inner.height() - measure.height())
        text = library_text.issuer(card)
        small = library_text.details(card, self._lang)
        if wide:
            right = QRect(left.right() + 16, inner.top(), room - left.width() - 16, inner.height())
            self._line(painter, right, small, base, tokens.muted)
        else:
            text = f"{text} · {small}" if small else text
        self._line(painter, below, text, base, tokens.muted)

    def _narrow_row(self, painter: QPainter, room: QRect, card: Card, base: QFont) -> None:
        """Paint the title over the badge: with little room the verdict matters more than the rest."""
        measure = QFontMetrics(base)
        star = 22 if card.favourite else 0
        self._star(painter, QPoint(room.right() - 16, room.top() + 2), card)
        line = QRect(room.left(), room.top(), room.width() - star, measure.height())
        self._line(painter, line, library_text.title(card), _font(base, 1.0, QFont.Weight.DemiBold), _ink(card))
        bottom = room.bottom() - badge_size("X", base).height() + 1
        self._badge(painter, QPoint(room.left(), bottom), room.width(), card, base)


class TimelineDelegate(RowDelegate):
    """A row on a line of years; study, work and volunteering each have their lane."""

    YEAR = 76

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint the year where it begins, the line, the dot of the lane, and the row."""
        whole: QRect = option.rect
        base: QFont = option.font
        card = index.data(CARD_ROLE)
        tokens = theme.tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lane = list(Lane).index(lane_of(card)) if isinstance(card, Card) else 0
        for place in range(len(Lane)):
            x = whole.left() + self.YEAR + place * 18 + 9
            painter.setPen(QPen(QColor(tokens.border), 2))
            painter.drawLine(x, whole.top(), x, whole.bottom() + 1)
            if place == lane and isinstance(card, Card):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.accent))
                painter.drawEllipse(QPoint(x, whole.center().y()), 6, 6)
        if isinstance(card, Card) and index.data(YEAR_START_ROLE):
            year = str(card.awarded_on.year) if card.awarded_on else "–"
            place_of = QRect(whole.left() + 4, whole.top(), self.YEAR - 12, whole.height())
            self._line(painter, place_of, year, _font(base, 1.15, QFont.Weight.Bold), tokens.text)
        rect = whole.adjusted(self.YEAR + len(Lane) * 18 + 12, 3, -4, -3)
        self._frame(painter, rect, option)
        if isinstance(card, Card):
            self._row(painter, rect.adjusted(12, 8, -12, -8), index, card, base)
        painter.restore()


def _two_lines(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str) -> int:
    """Draw ``text`` on at most two lines, the second one cut with dots; return the height used in pixels."""
    measure = QFontMetrics(font)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(rect.width())
    end = first.textStart() + first.textLength()
    layout.endLayout()
    painter.setFont(font)
    painter.setPen(QColor(colour))
    align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
    line = QRect(rect.left(), rect.top(), rect.width(), measure.height())
    painter.drawText(line, align, text[:end].rstrip())
    if end >= len(text):
        return measure.height()
    rest = measure.elidedText(text[end:].lstrip(), Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(line.translated(0, measure.height()), align, rest)
    return measure.height() * 2
