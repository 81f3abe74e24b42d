"""Hears from the desktop that the screen is locked or the computer goes to sleep; the wallet locks then too.

Both are signals on D-Bus: ``ActiveChanged(true)`` of the screen savers on the session bus, ``PrepareForSleep(true)``
of logind on the system bus. Where there is no D-Bus nothing is heard, and the idle lock remains.
"""

from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_SAVERS = (
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
)
_LOGIND = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager")


class DesktopLock(QObject):
    """``locked`` when the desktop locks or sleeps."""

    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Listen from now on."""
        super().__init__(parent)
        self.listening = False
        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        # The slot is given as its C signature (a str, although the stubs say bytes); an empty service takes the signal
        # from whoever owns the name.
        slot: Any = SLOT("heard(bool)")
        if session.isConnected():
            for path, interface in _SAVERS:
                self.listening |= session.connect("", path, interface, "ActiveChanged", self, slot)
        if system.isConnected():
            path, interface = _LOGIND
            self.listening |= system.connect("", path, interface, "PrepareForSleep", self, slot)

    @Slot(bool)
    def heard(self, begins: bool) -> None:
        """Take the signal; its argument says whether it begins or ends."""
        if begins:
            self.locked.emit()
