"""One window per wallet folder: a second start hands over what it was given and ends.

One line of JSON, ``{"v": 1, "open": ["…"]}``, at most 64 kB, over a local socket whose name is made from the
user and the data folder. Whatever else arrives is dropped without an answer. The one that listens connects first and
listens second; the socket option that Qt offers for access rights hides the address-in-use error on Unix
(QTBUG-48635), so rights are left to the runtime folder, which belongs to the user alone.
"""

import getpass
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from wallet.ui.runtime_folder import runtime_folder

MAX_BYTES = 64 << 10
"""Longest line that is read."""
MAX_ITEMS = 200
_WAIT_MS = 800
_VERSION = 1


def server_name(folder: Path) -> str:
    """Return the name of the socket for a wallet folder."""
    mark = hashlib.sha256(f"{getpass.getuser()}\0{folder}".encode()).hexdigest()[:20]
    name = f"capsa-{mark}"
    private = runtime_folder() if sys.platform != "win32" else None
    return str(private / name) if private is not None else name


def encode(items: Sequence[str]) -> bytes:
    """Return the line that a second start sends."""
    return json.dumps({"v": _VERSION, "open": list(items)}).encode() + b"\n"


def decode(line: bytes) -> tuple[str, ...] | None:
    """Return what a second start asks to open (nothing: only show the window), or None for junk."""
    if len(line) > MAX_BYTES or not line.endswith(b"\n"):
        return None
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.get("v") != _VERSION or set(said) != {"v", "open"}:
        return None
    items = said["open"]
    if not isinstance(items, list) or len(items) > MAX_ITEMS or not all(isinstance(item, str) for item in items):
        return None
    return tuple(items)


def hand_over(name: str, items: Sequence[str]) -> bool:
    """Send ``items`` to the window that runs already; tell whether there was one and it took them."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(encode(items))
    socket.waitForBytesWritten(_WAIT_MS)
    taken = socket.waitForReadyRead(_WAIT_MS) and bytes(socket.readAll().data()) == b"ok\n"
    socket.disconnectFromServer()
    return taken


class Listener(QObject):
    """Hears what later starts hand over."""

    handed = Signal(tuple)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """Listen as ``name``; a socket left behind by a crash is taken away first."""
        super().__init__(parent)
        self._talking: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setMaxPendingConnections(8)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)
            self._server.listen(name)
        self._server.newConnection.connect(self._greet)

    @property
    def listening(self) -> bool:
        """Whether later starts can reach us."""
        return self._server.isListening()

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _greet(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            self._talking.append(socket)
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(self._tidy)
        self._read()

    def _read(self) -> None:
        for socket in tuple(self._talking):
            if socket.canReadLine():
                self._take(socket)
            elif socket.bytesAvailable() > MAX_BYTES:
                socket.abort()

    def _take(self, socket: QLocalSocket) -> None:
        items = decode(bytes(socket.readLine(MAX_BYTES + 1).data()))
        if items is None:
            socket.abort()
            return
        socket.write(b"ok\n")
        socket.flush()
        self.handed.emit(items)

    def _tidy(self) -> None:
        """Let go of connections that ended; the server owns them until then."""
        gone = [s for s in self._talking if s.state() == QLocalSocket.LocalSocketState.UnconnectedState]
        for socket in gone:
            self._talking.remove(socket)
            socket.deleteLater()
