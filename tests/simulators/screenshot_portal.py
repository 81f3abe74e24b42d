"""A desktop portal on a private message bus that answers one question for a screenshot; run under dbus-run-session.

Arguments: the picture to hand over, or ``refuse``. Prints the texts that the program read, as JSON.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import ClassInfo, QObject, QTimer, Slot
from PySide6.QtDBus import QDBusConnection, QDBusObjectPath
from PySide6.QtWidgets import QApplication

from wallet.ui import tasks
from wallet.ui.widgets import screen_scan

_PORTAL = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"


@ClassInfo({"D-Bus Interface": "org.freedesktop.portal.Screenshot"})  # type: ignore[call-arg]
class Portal(QObject):  # type: ignore[operator]
    """Answers as a desktop would after the person chose: a file address, or a refusal."""

    def __init__(self, picture: str) -> None:
        super().__init__()
        self._picture = picture

    @Slot(str, "QVariantMap", result="QDBusObjectPath")
    def Screenshot(self, parent: str, options: dict[str, object]) -> QDBusObjectPath:
        sender = QDBusConnection.sessionBus().baseService().removeprefix(":").replace(".", "_")
        path = f"{_PATH}/request/{sender}/{options['handle_token']}"
        refused = self._picture == "refuse"
        uri = "" if refused else Path(self._picture).as_uri()
        answer = ["uint32 1" if refused else "uint32 0", f"{{'uri': <'{uri}'>}}"]
        signal = ["gdbus", "emit", "--session", "--object-path", path]
        signal += ["--signal", "org.freedesktop.portal.Request.Response", *answer]
        QTimer.singleShot(50, lambda: subprocess.Popen(signal))
        return QDBusObjectPath(path)


def main(picture: str) -> int:
    app = QApplication([])
    tasks.runner()
    bus = QDBusConnection.sessionBus()
    portal = Portal(picture)
    bus.registerService(_PORTAL)
    bus.registerObject(_PATH, portal, QDBusConnection.RegisterOption.ExportAllSlots)
    question = screen_scan._Portal(app)

    def told(images: list[object]) -> None:
        print(json.dumps(list(screen_scan.read_images(images))))  # type: ignore[arg-type]
        app.quit()

    question.answered.connect(told)
    ask: Callable[[], object] = question.ask
    QTimer.singleShot(0, lambda: None if ask() else app.exit(1))
    QTimer.singleShot(20_000, lambda: app.exit(2))
    return app.exec()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
