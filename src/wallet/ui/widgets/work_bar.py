"""The bar that shows how far some work is."""

from PySide6.QtWidgets import QProgressBar

from wallet.ui import theme


class WorkBar(QProgressBar):
    """A progress bar that does not move by itself where the person asked that nothing does."""

    def setRange(self, minimum: int, maximum: int) -> None:
        """Set the steps; 0 to 0 means that nobody knows how many: a moving bar, or half a bar that stands still."""
        if minimum == maximum and theme.reduced_motion():
            super().setRange(0, 2)
            self.setValue(1)
        else:
            super().setRange(minimum, maximum)
