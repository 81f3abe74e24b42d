"""Reading QR codes with a camera: whatever feeds a video sink, a reader takes its frames one at a time.

The reader knows only ``QVideoSink``, so a camera, a recorded video and the screen are read by the same code.
Frames that arrive while one is being read are dropped; reading happens on a task thread and never on the main one.
"""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoSink,
)
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from wallet.formats import qr_image
from wallet.ui import tasks
from wallet.ui.widgets.plain_label import PlainLabel
from wallet.ui.widgets.screen_scan import grey_of_image

_PIXELS = QVideoFrameFormat.PixelFormat
# In these the first plane is brightness alone: a reader needs no more, and mapping it costs half a millisecond
# where converting the whole frame costs ten to twenty.
_LUMINANCE_FIRST = frozenset(
    {
        _PIXELS.Format_YUV420P,
        _PIXELS.Format_YUV422P,
        _PIXELS.Format_YV12,
        _PIXELS.Format_NV12,
        _PIXELS.Format_NV21,
        _PIXELS.Format_Y8,
    }
)
_PREVIEW_EVERY = 3
_PREVIEW_SIDE = 960


def grey_of(frame: QVideoFrame) -> tuple[int, int, int, bytes] | None:
    """Return (width, height, bytes per line, brightness) of a frame, or nothing for an empty one."""
    if not frame.isValid():
        # One empty frame arrives at the end of a video.
        return None
    if frame.surfaceFormat().pixelFormat() in _LUMINANCE_FIRST and frame.map(QVideoFrame.MapMode.ReadOnly):
        try:
            stride = frame.bytesPerLine(0)
            plane = cast("memoryview", frame.bits(0))
            return frame.width(), frame.height(), stride, bytes(plane[: stride * frame.height()])
        finally:
            frame.unmap()
    return grey_of_image(frame.toImage())


class FrameReader(QObject):
    """Reads the codes in the frames of a sink and tells each text once."""

    text_read = Signal(str)
    frame_read = Signal(int)
    """How many codes the last frame had; for counting what a reader keeps up with."""

    def __init__(self, sink: QVideoSink, parent: QObject | None = None) -> None:
        """Listen to ``sink``."""
        super().__init__(parent)
        self._seen: set[str] = set()
        self._busy = False
        self._stopped = False
        sink.videoFrameChanged.connect(self.take)

    def stop(self) -> None:
        """Take no more frames."""
        self._stopped = True

    def start(self) -> None:
        """Take frames again, and forget which texts were told."""
        self._stopped = False
        self._seen.clear()

    def take(self, frame: QVideoFrame) -> None:
        """Read a frame unless the one before it is still being read."""
        if self._busy or self._stopped:
            return
        grey = grey_of(frame)
        if grey is None:
            return
        self._busy = True
        tasks.run(qr_image.read_frame, *grey, owner=self, done=self._read, failed=self._unreadable)

    def _read(self, texts: tuple[str, ...]) -> None:
        self._busy = False
        if self._stopped:
            return
        self.frame_read.emit(len(texts))
        for text in texts:
            if text not in self._seen:
                self._seen.add(text)
                self.text_read.emit(text)

    def _unreadable(self, _error: object) -> None:
        # One frame that cannot be read is no news: the next one comes in a moment.
        self._busy = False


class _Preview(QWidget):
    """What the camera sees, mirrored as people expect, with a frame to aim at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setMinimumSize(320, 240)
        self.setSizePolicy(QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding))
        self.setAccessibleName(self.tr("Camera picture"))

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.black))
        if not self._image.isNull():
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect((self.width() - size.width()) // 2, (self.height() - size.height()) // 2, 0, 0)
            place.setSize(size)
            painter.drawImage(place, self._image)
        side = int(min(self.width(), self.height()) * 0.7)
        pen = painter.pen()
        pen.setColor(QColor(Qt.GlobalColor.white))
        pen.setWidth(3)
        painter.setPen(pen)
        painter.drawRoundedRect((self.width() - side) // 2, (self.height() - side) // 2, side, side, 12, 12)
        painter.end()


class CameraView(QWidget):
    """Shows a camera and tells the texts of the codes before it; says plainly when there is no camera."""

    text_read = Signal(str)
    unavailable = Signal(str)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        devices: Callable[[], list[QCameraDevice]] = QMediaDevices.videoInputs,
    ) -> None:
        """Build it without switching a camera on; ``devices`` lists what there is."""
        super().__init__(parent)
        self._devices = devices
        self._camera: QCamera | None = None
        self._frames = 0
        self.sink = QVideoSink(self)
        self._session = QMediaCaptureSession(self)
        self._session.setVideoSink(self.sink)
        self.reader = FrameReader(self.sink, self)
        self.reader.stop()
        self.reader.text_read.connect(self.text_read)
        self.sink.videoFrameChanged.connect(self._preview_frame)
        self._build()

    def _build(self) -> None:
        self._preview = _Preview(self)
        self._message = PlainLabel("", self)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._choice = QComboBox(self)
        self._choice.setAccessibleName(self.tr("Camera"))
        self._choice.activated.connect(self._choose)
        self._choice_label = QLabel(self.tr("&Camera"), self)
        self._choice_label.setBuddy(self._choice)
        row = QHBoxLayout()
        row.addWidget(self._choice_label)
        row.addWidget(self._choice, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._preview, 1)
        layout.addWidget(self._message)
        layout.addLayout(row)

    def start(self) -> None:
        """Switch the camera on, or say that there is none."""
        self.reader.start()
        found = self._devices()
        self._choice.clear()
        for device in found:
            self._choice.addItem(device.description(), device)
        several = len(found) > 1
        self._choice.setVisible(several)
        self._choice_label.setVisible(several)
        if not found:
            self._say_unavailable(
                self.tr(
                    "This computer has no camera that can be used here. "
                    "You can open a picture of the code instead, or scan what is on the screen."
                )
            )
            return
        self._choose(0)

    def stop(self) -> None:
        """Switch the camera off and take no more frames."""
        self.reader.stop()
        if self._camera is not None:
            self._camera.stop()
            self._session.setCamera(cast("QCamera", None))
            self._camera.deleteLater()
            self._camera = None
        self._preview.show_image(QImage())

    def _choose(self, index: int) -> None:
        if self._camera is not None:
            self._camera.stop()
            self._camera.deleteLater()
        self._preview.show()
        self._message.show_text(self.tr("Hold the code in the frame."))
        self._camera = QCamera(self._choice.itemData(index), self)
        self._camera.errorOccurred.connect(self._camera_failed)
        self._session.setCamera(self._camera)
        self._camera.start()

    def _camera_failed(self, _error: object, detail: str) -> None:
        self._say_unavailable(
            self.tr("The camera did not start: {detail}. Another program may be using it.").format(detail=detail)
        )

    def _say_unavailable(self, sentence: str) -> None:
        self._preview.hide()
        self._message.show_text(sentence)
        self.unavailable.emit(sentence)

    def _preview_frame(self, frame: QVideoFrame) -> None:
        self._frames += 1
        if not frame.isValid() or self._frames % _PREVIEW_EVERY or not self._preview.isVisible():
            return
        image = frame.toImage()
        if not image.isNull():
            small = image.scaled(_PREVIEW_SIDE, _PREVIEW_SIDE, Qt.AspectRatioMode.KeepAspectRatio)
            self._preview.show_image(small.flipped(Qt.Orientation.Horizontal))

    def hideEvent(self, event: object) -> None:
        """Never leave a camera on that nobody sees."""
        self.stop()
