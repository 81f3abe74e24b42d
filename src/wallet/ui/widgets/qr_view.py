"""QR codes on screen: black on white whatever the theme, whole pixels per module, one still code or moving frames."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import zxingcpp
from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from typing_extensions import Buffer

QUIET_ZONE = 4
"""Modules of white around a code (ISO/IEC 18004)."""
DEFAULT_FRAMES_PER_SECOND = 8
SPEEDS = (2, 4, 6, 8, 10, 12, 15)
"""Frames per second that a camera at 24 to 30 frames per second can follow."""


@dataclass(frozen=True, slots=True)
class Modules:
    """The modules of one code without quiet zone: ``side`` rows of ``side`` bytes, 0 is black."""

    side: int
    cells: bytes


def modules_of(text: str) -> Modules:
    """Return the modules of the QR code for ``text`` at error correction level L.

    Digits after an address are packed in numeric mode. Takes about two milliseconds; meant for a task thread when
    there are many.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    image = code.to_image(scale=1, add_quiet_zones=False)
    return Modules(image.shape[0], bytes(memoryview(cast("Buffer", image))))


def picture(modules: Modules, scale: int) -> QImage:
    """Return the code with its quiet zone at ``scale`` pixels per module, black on white."""
    side = modules.side + 2 * QUIET_ZONE
    small = QImage(side, side, QImage.Format.Format_Grayscale8)
    small.fill(255)
    inner = QImage(modules.cells, modules.side, modules.side, modules.side, QImage.Format.Format_Grayscale8)
    painter = QPainter(small)
    painter.drawImage(QUIET_ZONE, QUIET_ZONE, inner)
    painter.end()
    return small.scaled(side * scale, side * scale, mode=Qt.TransformationMode.FastTransformation)


class QrView(QWidget):
    """Paints a code as large as fits at a whole number of device pixels per module."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._frames: tuple[Modules, ...] = ()
        self._shown = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._advance)
        self._timer.setInterval(1000 // DEFAULT_FRAMES_PER_SECOND)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setMinimumSize(240, 240)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("QR code to be scanned"))

    def show_frames(self, frames: Sequence[Modules]) -> None:
        """Show one still code, or several one after the other."""
        self._frames = tuple(frames)
        self._shown = 0
        self._restart()
        self.update()

    def clear(self) -> None:
        """Show nothing (the wallet is locked)."""
        self.show_frames(())

    def set_frames_per_second(self, frames: int) -> None:
        """Change the speed of moving frames."""
        self._timer.setInterval(max(1, 1000 // max(1, frames)))

    @property
    def moving(self) -> bool:
        """True when there are several frames."""
        return len(self._frames) > 1

    @property
    def frame_count(self) -> int:
        """How many frames there are."""
        return len(self._frames)

    def pause(self, *, paused: bool) -> None:
        """Stop or go on with moving frames."""
        if paused:
            self._timer.stop()
        else:
            self._restart()

    def _restart(self) -> None:
        if self.moving and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def showEvent(self, event: object) -> None:
        """Move only while somebody can see it."""
        self._restart()

    def hideEvent(self, event: object) -> None:
        """Stop moving."""
        self._timer.stop()

    def _advance(self) -> None:
        self._shown = (self._shown + 1) % max(1, len(self._frames))
        self.update()

    def pixels_per_module(self) -> int:
        """Return how many device pixels one module takes now (0 when it does not fit or nothing is shown)."""
        if not self._frames:
            return 0
        available = int(min(self.width(), self.height()) * self.devicePixelRatioF())
        return available // (self._frames[self._shown].side + 2 * QUIET_ZONE)

    def sizeHint(self) -> QSize:
        """Ask for room that a phone's camera likes."""
        return QSize(520, 520)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the present frame; the white ground comes first so that dark themes keep the quiet zone."""
        scale = self.pixels_per_module()
        if scale < 1:
            return
        image = picture(self._frames[self._shown], scale)
        ratio = self.devicePixelRatioF()
        image.setDevicePixelRatio(ratio)
        side = image.width() / ratio
        left = round((self.width() - side) / 2 * ratio) / ratio
        top = round((self.height() - side) / 2 * ratio) / ratio
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        painter.fillRect(
            QRect(int(left) - 8, int(top) - 8, int(side) + 16, int(side) + 16), QColor(Qt.GlobalColor.white)
        )
        painter.drawImage(QPoint(int(left), int(top)), image)
        if self.hasFocus():
            painter.setPen(self.palette().highlight().color())
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
