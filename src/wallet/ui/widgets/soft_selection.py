"""The quiet colour of a chosen row in trees, for the part beside the row that a style sheet does not reach."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from wallet.ui import theme


class _Softener(QObject):
    """Lives and ends with its view, so that a change of look never reaches a view that is gone."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        theme.notifier().changed.connect(self.colour)

    def colour(self) -> None:
        made = QPalette(self._view.palette())
        made.setColor(QPalette.ColorRole.Highlight, QColor(theme.tokens().accent_soft))
        made.setColor(QPalette.ColorRole.HighlightedText, QColor(theme.tokens().text))
        self._view.setPalette(made)


def soften(view: QWidget) -> None:
    """Give ``view`` the soft selection colour, now and whenever the look changes."""
    _Softener(view).colour()
