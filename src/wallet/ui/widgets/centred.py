"""A calm column in the middle of the window, for pages that ask one thing at a time; it scrolls when it must."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget


def centred(content: QWidget, *, width: int) -> QScrollArea:
    """Return a scroll area with ``content`` on a card of at most ``width`` pixels in its middle."""
    card = QFrame()
    card.setProperty("card", True)
    card.setMaximumWidth(width)
    inside = QVBoxLayout(card)
    inside.setContentsMargins(40, 36, 40, 32)
    inside.addWidget(content)
    whole = QWidget()
    whole.setObjectName("scrolled")
    row = QHBoxLayout(whole)
    row.setContentsMargins(24, 24, 24, 24)
    row.addStretch(1)
    column = QVBoxLayout()
    column.addStretch(1)
    column.addWidget(card)
    column.addStretch(2)
    row.addLayout(column, 100)
    row.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(whole)
    return area
