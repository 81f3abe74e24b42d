"""Reading codes with the camera or from the screen, for adding as well as for checking."""

from collections.abc import Callable
from contextlib import suppress

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QMainWindow, QVBoxLayout, QWidget

from wallet.errors import WalletError
from wallet.formats import share_code
from wallet.ui.widgets.camera_view import CameraView
from wallet.ui.widgets.message_bar import announce
from wallet.ui.widgets.plain_label import PlainLabel
from wallet.ui.widgets.screen_scan import ScreenScan
from wallet.ui.widgets.work_bar import WorkBar


class PartsCollector(QObject):
    """Puts the frames of a moving code together; every other text is whole by itself."""

    complete = Signal(str)
    collected = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with nothing."""
        super().__init__(parent)
        self._moving = share_code.MovingReader()

    def take(self, text: str) -> None:
        """Take a text that was read; ``complete`` comes when it makes something whole."""
        if not share_code.is_moving_frame(text):
            self.complete.emit(text)
            return
        # A frame that is damaged or contradicts the others is passed over: the next one comes in a moment.
        with suppress(WalletError):
            self._moving.add(text)
            self.collected.emit(*self._moving.progress())
            whole = self._moving.text()
            if whole is not None:
                self.complete.emit(whole)


class CameraDialog(QDialog):
    """Shows the camera until something whole was read."""

    read = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, view: CameraView | None = None) -> None:
        """Build it; the camera is switched on when it is shown."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Scan with the camera"))
        self.resize(720, 620)
        self.view = view if view is not None else CameraView(self)
        self._progress = WorkBar(self)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._said = PlainLabel("", self)
        self._parts = PartsCollector(self)
        self._parts.complete.connect(self._whole)
        self._parts.collected.connect(self._part)
        self.view.text_read.connect(self._parts.take)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._progress)
        layout.addWidget(self._said)
        layout.addWidget(buttons)
        QTimer.singleShot(0, self, self.view.start)

    def _part(self, have: int, needed: int) -> None:
        self._progress.show()
        self._progress.setRange(0, max(1, needed))
        self._progress.setValue(have)
        self._said.show_text(
            self.tr("A moving code: {have} of {needed} parts. Keep the camera still.").format(have=have, needed=needed)
        )

    def _whole(self, text: str) -> None:
        self.view.stop()
        announce(self, self.tr("The code was read."))
        self.read.emit(text)
        self.accept()

    def reject(self) -> None:
        """Switch the camera off and close."""
        self.view.stop()
        super().reject()


def scan_camera(parent: QWidget, read: Callable[[str], None]) -> CameraDialog:
    """Open the camera; ``read`` is called with what was read."""
    dialog = CameraDialog(parent)
    dialog.read.connect(read)
    dialog.open()
    return dialog


class _HiddenWindows(QObject):
    """Takes our own windows off the screen for a moment, and puts them back."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        self._windows = sorted(shown, key=lambda widget: isinstance(widget, QMainWindow), reverse=True)
        for widget in self._windows:
            # Hiding a dialog would end it; moving it out of sight keeps what it holds.
            widget.setWindowOpacity(0.0)
            widget.lower()

    def put_back(self) -> None:
        for widget in self._windows:
            if shiboken6.isValid(widget):
                widget.setWindowOpacity(1.0)
                widget.raise_()


def scan_screen(
    parent: QWidget, found: Callable[[tuple[str, ...]], None], nothing: Callable[[str], None]
) -> ScreenScan:
    """Look at the screen without our own windows; ``found`` gets the texts, ``nothing`` a sentence."""
    hidden = _HiddenWindows(parent)
    scan = ScreenScan(parent)

    def told(texts: tuple[str, ...]) -> None:
        hidden.put_back()
        collector = PartsCollector(scan)
        whole: list[str] = []
        collector.complete.connect(whole.append)
        for text in texts:
            collector.take(text)
        if whole:
            found(tuple(dict.fromkeys(whole)))
        else:
            nothing(
                scan.tr("That is one picture of a moving code. Scan it with the camera, or ask for the file instead.")
            )

    def told_nothing(sentence: str) -> None:
        hidden.put_back()
        nothing(sentence)

    scan.found.connect(told)
    scan.nothing.connect(told_nothing)
    scan.start()
    return scan
