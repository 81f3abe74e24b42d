"""The quiet colour of a chosen row in trees, for the part beside the row that a style sheet does not reach."""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from wallet.ui import theme


def soften(view: QWidget) -> None:
    """Give ``view`` the soft selection colour, now and whenever the look changes."""

    def colour() -> None:
        made = QPalette(view.palette())
        made.setColor(QPalette.ColorRole.Highlight, QColor(theme.tokens().accent_soft))
        made.setColor(QPalette.ColorRole.HighlightedText, QColor(theme.tokens().text))
        view.setPalette(made)

    theme.notifier().changed.connect(colour)
    colour()
