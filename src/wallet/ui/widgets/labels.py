"""Labels and buttons in the few roles that the look knows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget


def label(text: str, role: str = "", *, buddy: QWidget | None = None) -> QLabel:
    """Return a wrapping plain-text label; ``role`` is ``title``, ``heading``, ``muted``, ``error`` or ``mono``."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    if role:
        made.setProperty("role", role)
    if buddy is not None:
        made.setBuddy(buddy)
    return made


def button(text: str, name: str, *, kind: str = "") -> QPushButton:
    """Return a button; ``kind`` is ``primary``, ``flat`` (looks like a link) or ``danger``."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text.replace("&", ""))
    made.setAutoDefault(False)
    if kind:
        made.setProperty(kind, True)
    return made
