"""A new message in the person's own mail program, with files attached, where the desktop allows it.

The desktop's e-mail portal is asked first (``org.freedesktop.portal.Email`` version 4, ComposeEmail with
``attachment_fds``), then ``xdg-email --attach``. Neither sends anything: the person reads the message and presses Send.
Elsewhere no program can attach a file by itself, and the caller says so.
"""

import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import cast

from PySide6.QtCore import SLOT, QMetaType, QObject, QProcess, QTimer, Signal, SignalInstance, Slot
from PySide6.QtDBus import (
    QDBusArgument,
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from wallet.ui.runtime_folder import lay_out

_PORTAL = "org.freedesktop.portal.Desktop"
_PORTAL_PATH = "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.Email"
_TOOL = "xdg-email"
_requests = count(1)
_CALL_MS = 10_000
_SETTLE_MS = 1500
"""How soon ``xdg-email`` says that it has no mail program; one that was opened may run for hours."""


@dataclass(frozen=True, slots=True)
class Message:
    """What stands in the message before the person adds to it. ``files`` are names and contents."""

    subject: str
    body: str
    files: tuple[tuple[str, bytes], ...]


class MailOut(QObject):
    """Opens one message. Exactly one of the signals follows ``compose``."""

    opened = Signal()
    cancelled = Signal()
    impossible = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Belong to ``parent``, whose window the desktop's question stands over."""
        super().__init__(parent)
        self._window = parent.window()
        self._message = Message("", "", ())
        self._paths: tuple[Path, ...] = ()
        self._watcher: QDBusPendingCallWatcher | None = None
        self._tool: QProcess | None = None
        self._answered = False

    def compose(self, message: Message) -> None:
        """Open ``message`` in the mail program; the files lie in the runtime folder until the wallet is locked.

        Raises:
            OSError: there is no room for the files.
        """
        self._message, self._answered = message, False
        if sys.platform != "linux":
            QTimer.singleShot(0, self, lambda: self._withdraw(self.impossible))
            return
        self._paths = lay_out(message.files)
        if not self._ask_portal():
            self._run_tool()

    # --- the desktop's portal -------------------------------------------------------------------------------------

    def _ask_portal(self) -> bool:
        bus = QDBusConnection.sessionBus()
        passes = QDBusConnection.ConnectionCapability.UnixFileDescriptorPassing
        if not bus.isConnected() or not bus.connectionCapabilities() & passes:
            return False
        sender = bus.baseService().removeprefix(":").replace(".", "_")
        request = f"capsa_mail_{next(_requests)}"
        # Listening comes before asking, or a quick answer would be missed.
        bus.connect(
            "",
            f"{_PORTAL_PATH}/request/{sender}/{request}",
            "org.freedesktop.portal.Request",
            "Response",
            self,
            cast("bytes", SLOT("response(uint,QVariantMap)")),
        )
        options: dict[str, object] = {"handle_token": request, "subject": self._message.subject}
        options |= {"body": self._message.body, "attachment_fds": _descriptors(self._paths)}
        call = QDBusMessage.createMethodCall(_PORTAL, _PORTAL_PATH, _INTERFACE, "ComposeEmail")
        call.setArguments([self._parent_window(), options])
        self._watcher = QDBusPendingCallWatcher(bus.asyncCall(call, _CALL_MS), self)
        self._watcher.finished.connect(self._called)
        return True

    def _parent_window(self) -> str:
        if QGuiApplication.platformName() == "xcb":
            return f"x11:{int(self._window.winId()):x}"
        return ""

    def _called(self, watcher: QDBusPendingCallWatcher) -> None:
        if watcher.isError():
            # No portal, or one without e-mail.
            self._run_tool()

    @Slot("uint", "QVariantMap")
    def response(self, code: int, _results: dict[str, object]) -> None:
        """Take the portal's answer: 0 opened, 1 the person stopped, anything else: it could not."""
        if code == 0:
            self._answer(self.opened)
        elif code == 1:
            self._withdraw(self.cancelled)
        else:
            self._run_tool()

    # --- xdg-email --------------------------------------------------------------------------------------------------

    def _run_tool(self) -> None:
        program = shutil.which(_TOOL)
        if program is None or self._tool is not None:
            self._withdraw(self.impossible)
            return
        arguments = ["--utf8", "--subject", self._message.subject, "--body", self._message.body]
        for path in self._paths:
            arguments += ["--attach", str(path)]
        # It may run as long as the mail program does, so it does not end with the dialog that started it.
        self._tool = QProcess(QGuiApplication.instance())
        self._tool.finished.connect(self._tool_ended)
        self._tool.finished.connect(self._tool.deleteLater)
        self._tool.errorOccurred.connect(self._tool_failed)
        self._tool.start(program, arguments)
        QTimer.singleShot(_SETTLE_MS, self, lambda: self._answer(self.opened))

    def _tool_ended(self, status: int) -> None:
        if status:
            self._withdraw(self.impossible)
        else:
            self._answer(self.opened)

    def _tool_failed(self, _error: object) -> None:
        self._withdraw(self.impossible)

    def _withdraw(self, signal: SignalInstance) -> None:
        """Answer that there is no message; nobody is going to read the files."""
        if not self._answered:
            for path in self._paths:
                path.unlink(missing_ok=True)
        self._answer(signal)

    def _answer(self, signal: SignalInstance) -> None:
        if not self._answered:
            self._answered = True
            signal.emit()


def _descriptors(paths: Sequence[Path]) -> QDBusArgument:
    """Return open files as an array of descriptors (``ah``); the message keeps copies of its own."""
    found = QDBusArgument()
    found.beginArray(QMetaType.fromName(b"QDBusUnixFileDescriptor"))
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            found << QDBusUnixFileDescriptor(descriptor)
        finally:
            with suppress(OSError):
                os.close(descriptor)
    found.endArray()
    return found
