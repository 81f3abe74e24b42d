"""The program at a real terminal: what it asks, what it hides while typing, and the bar that does not stay."""

import os
import re
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from wallet import resources

pty = pytest.importorskip("pty")
pytestmark = [pytest.mark.e2e, pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is Unix")]

SAMPLES = resources.path("samples")
CALL = ["--trust", str(SAMPLES / "trust.json"), "--replay", str(SAMPLES / "net.json")]


class Sitting:
    """A person at a terminal: waits for words, then types."""

    def __init__(self, *arguments: str) -> None:
        environment = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "LC_ALL": "C.UTF-8"}
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            # A terminal starts programs that way; a run in the background hands on that Ctrl+C is ignored.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.execve(sys.executable, [sys.executable, "-m", "wallet", "--lang", "en", *arguments], environment)
        self.seen = ""

    def read_until(self, words: str, seconds: float = 60.0) -> None:
        end = time.monotonic() + seconds
        start = len(self.seen)
        while words not in self.seen[start:] and time.monotonic() < end:
            if not self._read():
                break
        assert words in self.seen[start:], self.seen

    def _read(self) -> bool:
        ready, _, _ = select.select([self.descriptor], [], [], 0.2)
        if not ready:
            return True
        try:
            data = os.read(self.descriptor, 65_536)
        except OSError:
            return False
        self.seen += data.decode("utf-8", "replace")
        return bool(data)

    def type(self, text: str) -> None:
        # A prompt that hides what is typed switches the echo off just after it is shown.
        time.sleep(0.2)
        os.write(self.descriptor, text.encode() + b"\n")

    def end(self) -> int:
        while self._read():
            pass
        os.close(self.descriptor)
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


def test_a_first_user_is_asked_twice_and_what_is_typed_stays_hidden(tmp_path: Path) -> None:
    profile = ["--profile", str(tmp_path / "wallet")]
    sitting = Sitting("init", *profile)
    sitting.read_until("New passphrase:")
    sitting.type("a quiet passphrase")
    sitting.read_until("The same again:")
    sitting.type("a quiet passphrase")
    sitting.read_until("recovery key")
    assert sitting.end() == 0
    assert "quiet" not in sitting.seen

    sitting = Sitting("add", *profile, *CALL, str(next(SAMPLES.glob("1*"))))
    sitting.read_until("Passphrase:")
    sitting.type("a quiet passphrase")
    sitting.read_until("Add 1 to your wallet? [y/N]")
    sitting.type("")
    assert sitting.end() == 0
    assert "added (" not in sitting.seen

    sitting = Sitting("add", *profile, *CALL, str(next(SAMPLES.glob("1*"))))
    sitting.read_until("Passphrase:")
    sitting.type("a quiet passphrase")
    sitting.read_until("Add 1 to your wallet? [y/N]")
    sitting.type("y")
    sitting.read_until("added (")
    assert sitting.end() == 0

    sitting = Sitting("destroy", *profile)
    sitting.read_until("Type “delete everything”")
    sitting.type("delete everything")
    sitting.read_until("Passphrase:")
    sitting.type("a quiet passphrase")
    sitting.read_until("is deleted")
    assert sitting.end() == 0


def test_two_different_passphrases_make_no_wallet(tmp_path: Path) -> None:
    sitting = Sitting("init", "--profile", str(tmp_path / "wallet"))
    sitting.read_until("New passphrase:")
    sitting.type("one")
    sitting.read_until("The same again:")
    sitting.type("two")
    sitting.read_until("not the same")
    assert sitting.end() == 2
    assert not (tmp_path / "wallet").exists()


def test_the_bar_is_drawn_and_taken_away() -> None:
    files = [str(file) for file in sorted(SAMPLES.iterdir()) if file.name[0].isdigit()]
    sitting = Sitting("verify", *CALL, *files)
    sitting.read_until("Changed")
    assert sitting.end() == 1
    assert re.search(r"\[#*\.*\] \d/8", sitting.seen)
    # What stands before each line of prose was wiped first.
    shown = [line.rsplit("\r", 1)[-1] for line in sitting.seen.replace("\r\n", "\n").split("\n")]
    assert not [line for line in shown if line.startswith("[")]


def test_ctrl_c_ends_it_with_a_sentence(tmp_path: Path) -> None:
    sitting = Sitting("init", "--profile", str(tmp_path / "wallet"))
    sitting.read_until("New passphrase:")
    time.sleep(0.3)
    os.write(sitting.descriptor, b"\x03")
    assert sitting.end() == 130
    assert "Traceback" not in sitting.seen
    assert "Stopped" in sitting.seen
