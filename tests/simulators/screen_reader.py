"""A screen reader's view of the window: the real accessibility bus of a desktop (AT-SPI), walked and used over D-Bus.

It hears only what a real one would: names, roles and states, and what is announced; it presses only what a person who
does not see could press.
"""

import os
import shutil
import subprocess
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_ROOT = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
# Positions in the state set (AT-SPI 2, ``AtspiStateType``).
_ENABLED, _FOCUSABLE, _SHOWING = 8, 11, 25
_DEPTH = 30

Reference = tuple[str, str]


def launcher() -> str | None:
    """The program that starts the accessibility bus, where a desktop has one."""
    return next((path for path in _LAUNCHERS if Path(path).exists()), None)


def missing() -> str:
    """What is not here of what this needs."""
    needed = {name: shutil.which(name) is not None for name in ("Xvfb", "dbus-daemon")}
    needed["at-spi-bus-launcher"] = launcher() is not None
    return ", ".join(name for name, there in needed.items() if not there)


@dataclass(frozen=True)
class Node:
    """One thing on the screen as it is told to a person who does not see it."""

    reference: Reference
    name: str
    role: str
    states: int

    @property
    def focusable(self) -> bool:
        """Whether the keyboard can come here."""
        return bool(self.states >> _FOCUSABLE & 1 and self.states >> _ENABLED & 1)

    @property
    def showing(self) -> bool:
        """Whether it is on the screen."""
        return bool(self.states >> _SHOWING & 1)


class ScreenReader:
    """Connected to the accessibility bus of one session."""

    def __init__(self, session_bus: str) -> None:
        session = open_dbus_connection(session_bus)
        try:
            address = self._once_there(session, ("org.a11y.Bus", "/org/a11y/bus"), "org.a11y.Bus", "GetAddress")[0]
        finally:
            session.close()
        self._bus: DBusConnection = open_dbus_connection(address)
        self.heard: list[str] = []
        registry = ("org.a11y.atspi.Registry", "/org/a11y/atspi/registry")
        wanted = ("object:announcement",)
        self._once_there(self._bus, registry, "org.a11y.atspi.Registry", "RegisterEvent", "s", wanted)
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object", member="Announcement")
        self._bus.send_and_get_reply(message_bus.AddMatch(rule))
        self._said: deque[Message] = deque()
        self._hearing = self._bus.filter(rule, queue=self._said)

    def close(self) -> None:
        """Hear nothing any more."""
        self._hearing.close()
        self._bus.close()

    def _ask(
        self, bus: DBusConnection, to: Reference, interface: str, method: str, form: str | None = None, body: Any = ()
    ) -> Any:
        address = DBusAddress(to[1], bus_name=to[0], interface=interface)
        reply = bus.send_and_get_reply(new_method_call(address, method, form, body), timeout=20)
        if reply.header.fields.get(HeaderFields.error_name):
            raise LookupError(f"{interface}.{method}: {reply.body}")
        return reply.body

    def _once_there(self, bus: DBusConnection, *question: Any) -> Any:
        """Ask a service that is only just starting."""
        until = time.monotonic() + 20
        while True:
            try:
                return self._ask(bus, *question)
            except LookupError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def _node(self, reference: Reference) -> Node:
        named = self._ask(self._bus, reference, "org.freedesktop.DBus.Properties", "Get", "ss", (_ACCESSIBLE, "Name"))
        (role,) = self._ask(self._bus, reference, _ACCESSIBLE, "GetRoleName")
        ((low, high),) = self._ask(self._bus, reference, _ACCESSIBLE, "GetState")
        return Node(reference, named[0][1], role, low | high << 32)

    def nodes(self, role: str | None = None) -> Iterator[Node]:
        """Everything that shows, top down; what hides is not entered. What vanishes meanwhile is left out."""
        yield from self._below(_ROOT, role, 0)

    def _below(self, reference: Reference, role: str | None, depth: int) -> Iterator[Node]:
        try:
            (children,) = self._ask(self._bus, reference, _ACCESSIBLE, "GetChildren")
        except LookupError:
            return
        for child in children:
            try:
                node = self._node((child[0], child[1]))
            except LookupError:
                continue
            # The program itself, right below the root, has no place on the screen.
            if depth > 0 and not node.showing:
                continue
            if role in (None, node.role):
                yield node
            if depth < _DEPTH:
                yield from self._below(node.reference, role, depth + 1)

    def find(self, role: str, *words: str, within: float = 30) -> Node:
        """The first thing with this role whose name holds all words, as soon as it is there."""
        until = time.monotonic() + within
        while True:
            known = []
            for node in self.nodes(role):
                known.append(node.name)
                if all(word in node.name for word in words):
                    return node
            if time.monotonic() > until:
                raise AssertionError(f"no {role} that says {words}; there are {known}")
            time.sleep(0.2)

    def press(self, node: Node) -> None:
        """Do the first action of a button, an entry of a menu, a tick."""
        self._ask(self._bus, node.reference, "org.a11y.atspi.Action", "DoAction", "i", (0,))

    def write(self, node: Node, text: str) -> None:
        """Fill in a field."""
        editable = "org.a11y.atspi.EditableText"
        self._ask(self._bus, node.reference, editable, "SetTextContents", "s", (text,))

    def wait_to_hear(self, *words: str, within: float = 30) -> str:
        """The first announcement that holds all words."""
        until = time.monotonic() + within
        while True:
            while self._said:
                self.heard.append(self._said.popleft().body[3][1])
            for said in self.heard:
                if all(word in said for word in words):
                    return said
            left = until - time.monotonic()
            if left <= 0:
                raise AssertionError(f"{words} was never announced; heard {self.heard}")
            try:
                self._said.append(self._bus.recv_until_filtered(self._said, timeout=left))
            except TimeoutError:
                continue


@contextmanager
def desktop(display: str, runtime: Path) -> Iterator[dict[str, str]]:
    """A session with an accessibility bus; gives the environment that programs in it have."""
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--print-address", "--nofork"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert bus.stdout is not None
    environment = {
        **os.environ,
        "DISPLAY": display,
        "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip(),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "QT_QPA_PLATFORM": "xcb",
        "XDG_RUNTIME_DIR": str(runtime),
    }
    command = [launcher() or "", "--launch-immediately"]
    accessibility = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield environment
    finally:
        for process in (accessibility, bus):
            process.terminate()
            process.wait(10)
        bus.stdout.close()
