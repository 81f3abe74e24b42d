"""Reading QR codes that stand on the screen: take a picture of every screen, read it, keep nothing.

Under X11, Windows and macOS the screens are grabbed directly. A Wayland compositor does not allow that; there the
desktop is asked through its screenshot portal, which lets the person choose and consent.
"""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import SLOT, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage
from PySide6.QtGui import QGuiApplication, QImage

from wallet.formats import qr_image
from wallet.ui import tasks

_SETTLE_MS = 250
"""Time for our own window to disappear from the screen before it is looked at."""
_PORTAL = "org.freedesktop.portal.Desktop"
_PORTAL_PATH = "/org/freedesktop/portal/desktop"
_TOKEN = "capsa_scan"  # noqa: S105  # names the request on the bus; it is no secret
_PORTAL_PATIENCE_MS = 120_000


def grey_of_image(image: QImage) -> tuple[int, int, int, bytes] | None:
    """Return (width, height, bytes per line, brightness) of a picture, or nothing for an empty one."""
    if image.isNull():
        return None
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return grey.width(), grey.height(), grey.bytesPerLine(), bytes(grey.constBits())


def grab_screens() -> list[QImage]:
    """Return a picture of each screen, without any window decoration of ours taken out."""
    pictures = []
    for screen in QGuiApplication.screens():
        image = screen.grabWindow(0).toImage()
        if not image.isNull():
            pictures.append(image)
    return pictures


def read_images(images: list[QImage]) -> tuple[str, ...]:
    """Return the texts of all codes in the pictures, each once, in order."""
    found: dict[str, None] = {}
    for image in images:
        grey = grey_of_image(image)
        if grey is not None:
            found.update(dict.fromkeys(qr_image.read_frame(*grey)))
    return tuple(found)


class _Portal(QObject):
    """One question to the screenshot portal."""

    answered = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._bus = QDBusConnection.sessionBus()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(lambda: self.answered.emit([]))

    def ask(self) -> bool:
        """Ask; tell whether the portal took the question."""
        if not self._bus.isConnected():
            return False
        sender = self._bus.baseService().removeprefix(":").replace(".", "_")
        path = f"{_PORTAL_PATH}/request/{sender}/{_TOKEN}"
        # Listening comes before asking, or a quick answer would be missed.
        self._bus.connect(
            "",
            path,
            "org.freedesktop.portal.Request",
            "Response",
            self,
            cast("bytes", SLOT("response(uint,QVariantMap)")),
        )
        portal = QDBusInterface(_PORTAL, _PORTAL_PATH, "org.freedesktop.portal.Screenshot", self._bus, self)
        if not portal.isValid():
            return False
        call = QDBusMessage.createMethodCall(_PORTAL, _PORTAL_PATH, "org.freedesktop.portal.Screenshot", "Screenshot")
        call.setArguments(["", {"handle_token": _TOKEN, "interactive": True}])
        self._patience.start(_PORTAL_PATIENCE_MS)
        return self._bus.send(call)

    @Slot("uint", "QVariantMap")
    def response(self, code: int, results: dict[str, object]) -> None:
        """Take the answer: the address of a picture file, or a refusal."""
        self._patience.stop()
        path = Path(QUrl(str(results.get("uri", ""))).toLocalFile())
        if code != 0 or not path.is_file():
            self.answered.emit([])
            return
        image = QImage(str(path))
        # The picture was made for this one look; a copy of the screen must not stay behind.
        path.unlink(missing_ok=True)
        self.answered.emit([image] if not image.isNull() else [])


class ScreenScan(QObject):
    """Looks at the screens once and tells the codes it found."""

    found = Signal(tuple)
    nothing = Signal(str)

    def __init__(self, parent: QObject, *, grab: Callable[[], list[QImage]] = grab_screens) -> None:
        """Belong to ``parent``; ``grab`` takes the pictures."""
        super().__init__(parent)
        self._grab = grab
        self._portal: _Portal | None = None

    def start(self) -> None:
        """Look in a moment, when what the caller hid is gone from the screen."""
        QTimer.singleShot(_SETTLE_MS, self, self._look)

    def _look(self) -> None:
        if QGuiApplication.platformName().startswith("wayland"):
            self._portal = _Portal(self)
            self._portal.answered.connect(self._read)
            if not self._portal.ask():
                self.nothing.emit(
                    self.tr(
                        "This desktop does not let programs look at the screen. "
                        "Make a picture of the code and drop it here instead."
                    )
                )
            return
        self._read(self._grab())

    def _read(self, images: list[QImage]) -> None:
        tasks.run(read_images, images, owner=self, done=self._told)

    def _told(self, texts: tuple[str, ...]) -> None:
        if texts:
            self.found.emit(texts)
        else:
            self.nothing.emit(
                self.tr("No QR code was found on the screen. Make the code larger, or open a picture of it.")
            )
