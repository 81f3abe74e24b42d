"""A button that files are dragged out of the window by. Pressed without dragging, or by keyboard, it asks to save."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from wallet.ui import drag_out, theme
from wallet.ui.widgets import icons


class DragHandle(QPushButton):
    """``dragged`` when another program took the files; ``pressed_only`` when it was pressed like any button."""

    dragged = Signal()
    pressed_only = Signal()

    def __init__(
        self, files: Callable[[], Sequence[tuple[str, bytes]]], text: str, parent: QWidget | None = None
    ) -> None:
        """Give what ``files`` returns (names and contents) when the drag begins."""
        super().__init__(icons.icon("drag"), text, parent)
        self._files = files
        self._from: QPointF | None = None
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        told = self.tr("Drag this to a folder, a message or a web page. By keyboard: press it to save the file.")
        self.setToolTip(told)
        self.setAccessibleDescription(told)
        self.clicked.connect(self.pressed_only)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where it began."""
        self._from = event.position() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag once the pointer has moved far enough."""
        begun = self._from
        if begun is None or (event.position() - begun).manhattanLength() < QApplication.startDragDistance():
            super().mouseMoveEvent(event)
            return
        self._from = None
        self.setDown(False)
        files = self._files()
        if files and drag_out.start_files(self, files, icons.pixmap("file", 48, theme.tokens().accent)):
            self.dragged.emit()
