"""A desktop's e-mail portal on a private message bus, in another D-Bus implementation than the one that asks it.

Run under dbus-run-session. Argument: what the desktop answers (``opened``, ``cancelled``, ``failed``), or ``absent``
for a desktop without a portal. Prints as JSON which answer the program heard and what the portal was given.
"""

import json
import sys
import threading
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from wallet.ui.mail_out import MailOut, Message
from wallet.ui.runtime_folder import take_back

_PATH = "/org/freedesktop/portal/desktop"
_ANSWERS = {"opened": 0, "cancelled": 1, "failed": 2}


class Portal:
    """Takes one message and answers as the person or the desktop would."""

    def __init__(self, answer: str) -> None:
        self._answer = _ANSWERS[answer]
        self._bus = open_dbus_connection(bus="SESSION", enable_fds=True)
        self._bus.send_and_get_reply(message_bus.RequestName("org.freedesktop.portal.Desktop"))
        self.given: dict[str, Any] = {}

    def serve(self) -> None:
        while not self.given:
            message = self._bus.receive()
            fields = message.header.fields
            if message.header.message_type is not MessageType.method_call:
                continue
            known = (fields.get(HeaderFields.interface), fields.get(HeaderFields.member))
            if known != ("org.freedesktop.portal.Email", "ComposeEmail") or fields[HeaderFields.path] != _PATH:
                self._bus.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
                continue
            _, options = message.body
            sender = fields[HeaderFields.sender].removeprefix(":").replace(".", "_")
            handle = f"{_PATH}/request/{sender}/{options['handle_token'][1]}"
            self.given = {name: value for name, (kind, value) in options.items() if kind == "s"}
            kind, descriptors = options["attachment_fds"]
            self.given["kind"] = kind
            self.given["files"] = []
            for descriptor in descriptors:
                with descriptor.to_file("rb") as file:
                    path = str(Path(f"/proc/self/fd/{file.fileno()}").readlink())
                    self.given["files"].append([Path(path).name, file.read().decode(), path])
            self._bus.send(new_method_return(message, "o", (handle,)))
            request = DBusAddress(handle, interface="org.freedesktop.portal.Request")
            self._bus.send(new_signal(request, "Response", "ua{sv}", (self._answer, {})))


def main(answer: str) -> int:
    portal = Portal(answer) if answer != "absent" else None
    if portal is not None:
        threading.Thread(target=portal.serve, daemon=True).start()
    app = QApplication([])
    window = QWidget()
    mail = MailOut(window)
    heard: list[str] = []

    def hear(name: str) -> None:
        heard.append(name)
        # More than one answer would be a fault: there is time for it.
        QTimer.singleShot(600, app.quit)

    for name in ("opened", "cancelled", "impossible"):
        getattr(mail, name).connect(lambda name=name: hear(name))
    files = (("diploma.vp.json", '{"shared": "☂"}'.encode()), ("code.svg", b"<svg/>"))
    mail.compose(Message("Application", "See the file.", files))
    QTimer.singleShot(20_000, app.quit)
    app.exec()
    waiting = sorted(path.name for path in mail._paths if path.exists())
    given = portal.given if portal is not None else {}
    take_back()
    left = [path for _, _, path in given.get("files", []) if Path(path).exists()]
    print(json.dumps({"heard": heard, "given": given, "waiting": waiting, "left": left}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
