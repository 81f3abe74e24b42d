"""What a person hears who does not see the window: the real program on the real accessibility bus of a desktop."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulators import issuer as issuers
from simulators import screen_reader
from simulators.screen_reader import ScreenReader
from simulators.window import PASSPHRASE, fill
from wallet.services import session as sessions
from wallet.services.options import RunOptions

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.timeout(240),
    pytest.mark.skipif(bool(screen_reader.missing()), reason=f"NOT RUN: no {screen_reader.missing()} here"),
]
ROOT = Path(__file__).resolve().parents[2]


class Desk:
    """A session with a screen, an accessibility bus and the window of a wallet that is locked."""

    def __init__(self, environment: dict[str, str], profile: Path, log: Path) -> None:
        self._environment = {**environment, "PYTHONPATH": str(ROOT / "src")}
        self._command = [sys.executable, "-m", "wallet", "--profile", str(profile), "--lang", "en", "--offline"]
        self._log = log
        self.reader = ScreenReader(environment["DBUS_SESSION_BUS_ADDRESS"])
        self.process = self.start()

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start the program, or hand something to the window that is open."""
        with self._log.open("ab") as log:
            return subprocess.Popen([*self._command, *arguments], env=self._environment, stdout=log, stderr=log)

    def unlock(self, passphrase: str) -> None:
        """Open the wallet as somebody does who hears the window."""
        self.reader.write(self.reader.find("text", "Passphrase", within=60), passphrase)
        self.reader.press(self.reader.find("push button", "Unlock"))

    def go_to(self, page: str) -> None:
        """Press a name in the list of pages."""
        names = ("radio button", "toggle button", "push button", "page tab", "check box")
        node = next(node for node in self.reader.nodes() if node.role in names and page in node.name)
        self.reader.press(node)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The program with three credentials in a session of its own, opened at the second try."""
    tmp_path = tmp_path_factory.mktemp("desk")
    profile = tmp_path / "wallet"
    session = sessions.create(profile, PASSPHRASE, options=RunOptions(profile=profile, offline=True)).session
    fill(session, 3)
    session.lock()
    number = 2000 + os.getpid() % 30000 + 30000
    server = subprocess.Popen(
        ["Xvfb", f":{number}", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 20
    while time.monotonic() < until and not Path(f"/tmp/.X11-unix/X{number}").exists():
        time.sleep(0.05)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="capsa-run-") as runtime,
            screen_reader.desktop(f":{number}", Path(runtime)) as environment,
        ):
            made = Desk(environment, profile, tmp_path / "log")
            try:
                made.unlock("not the passphrase")
                made.reader.wait_to_hear("passphrase", within=60)
                made.unlock(PASSPHRASE)
                made.reader.find("list item", "Course 000", within=60)
                yield made
            finally:
                made.reader.close()
                made.process.terminate()
                made.process.wait(60)
    finally:
        server.terminate()
        server.wait(10)


def test_a_credential_says_what_it_is_and_how_it_stands(desk: Desk) -> None:
    desk.go_to("Library")
    card = desk.reader.find("list item", "Course 000")
    assert "Hogeschool Zuiderpark" in card.name
    assert "Verified" in card.name


def test_everything_that_the_keyboard_reaches_has_a_name(desk: Desk) -> None:
    nameless = []
    for page in ("Library", "Check someone else", "Portfolio", "Settings"):
        desk.go_to(page)
        time.sleep(1)
        found = [node for node in desk.reader.nodes() if node.focusable]
        assert len(found) > 8, page
        nameless += [f"{page}: {node.role}" for node in found if not node.name]
    assert nameless == []


def test_what_was_found_in_a_file_is_said_aloud(desk: Desk, tmp_path: Path) -> None:
    school = issuers.did_key("Zuiderpark College")
    file = tmp_path / "badge.json"
    file.write_text(json.dumps(school.sign(school.badge("Wound care"))), "utf-8")
    assert desk.start(str(file)).wait(60) == 0
    desk.reader.find("push button", "Add 1", within=60)
    desk.reader.wait_to_hear("1 found")
    desk.reader.press(desk.reader.find("push button", "Cancel"))


def test_a_wrong_passphrase_was_said_aloud(desk: Desk) -> None:
    assert any("passphrase" in said for said in desk.reader.heard), desk.reader.heard
