"""The window as a process in a real X window: it opens, a second start hands over and ends, a signal locks and ends."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulators.window import PASSPHRASE
from wallet.services import session as sessions
from wallet.services.options import RunOptions

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(shutil.which("Xvfb") is None, reason="NOT RUN: no Xvfb here"),
]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """An X server of our own, on a number that nobody else takes."""
    number = 2000 + os.getpid() % 30000
    command = ["Xvfb", f":{number}", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 20
    while time.monotonic() < until and not Path(f"/tmp/.X11-unix/X{number}").exists():
        time.sleep(0.05)
    assert server.poll() is None
    yield f":{number}"
    server.terminate()
    server.wait(10)


def _start(display: str, runtime: Path, name: str, *arguments: str) -> "subprocess.Popen[bytes]":
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(ROOT / "src"),
        "XDG_RUNTIME_DIR": str(runtime),
    }
    command = [sys.executable, "-m", "wallet", *arguments]
    with (runtime / f"{name}.log").open("wb") as log:
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)


def _said(runtime: Path, name: str) -> str:
    return (runtime / f"{name}.log").read_text("utf-8", "replace")


@pytest.fixture
def runtime() -> Iterator[Path]:
    """A runtime folder as a desktop session has one: private and short (a socket's path has 107 bytes)."""
    with tempfile.TemporaryDirectory(prefix="capsa-run-") as folder:
        yield Path(folder)


def _wait_for_socket(runtime: Path, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if any(path.is_socket() for path in runtime.glob("capsa-*")):
            return
        if process.poll() is not None:
            pytest.fail(f"the window ended: {_said(runtime, 'first')[-2000:]}")
        time.sleep(0.1)
    process.kill()
    process.wait(10)
    pytest.fail(f"the window never listened: {_said(runtime, 'first')[-2000:]}")


@pytest.mark.timeout(180)
def test_open_hand_over_and_end(display: str, runtime: Path, tmp_path: Path) -> None:
    profile = tmp_path / "wallet"
    options = RunOptions(profile=profile, offline=True)
    sessions.create(profile, PASSPHRASE, options=options).session.lock()
    first = _start(display, runtime, "first", "--profile", str(profile), "--lang", "nl", "--offline")
    _wait_for_socket(runtime, first)
    file = tmp_path / "badge.json"
    file.write_text("{}")
    second = _start(display, runtime, "second", "--profile", str(profile), str(file))
    assert second.wait(60) == 0, _said(runtime, "second")
    assert first.poll() is None
    first.send_signal(signal.SIGTERM)
    assert first.wait(60) == 0, _said(runtime, "first")
    assert "Traceback" not in _said(runtime, "first") + _said(runtime, "second")
    # Nothing holds the wallet any more.
    sessions.unlock(profile, PASSPHRASE, options=options).lock()


_LOCKS_ITSELF = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from wallet.services import session as sessions
from wallet.services.options import RunOptions
from wallet.ui import app

options = RunOptions(profile=Path(sys.argv[1]), offline=True)
begin = app.Program.start

def start(self, items):
    begin(self, items)
    def unlock():
        self.window.opened(sessions.unlock(options.profile, sys.argv[2], options=options))
        QTimer.singleShot(300, lambda: self.window.lock(idle=True))
    QTimer.singleShot(300, unlock)

app.Program.start = start
sys.exit(app.run(options))
"""


@pytest.mark.timeout(180)
@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="NOT RUN: no /proc here")
def test_an_idle_lock_replaces_the_process(display: str, runtime: Path, tmp_path: Path) -> None:
    profile = tmp_path / "wallet"
    options = RunOptions(profile=profile, offline=True)
    sessions.create(profile, PASSPHRASE, options=options).session.lock()
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(ROOT / "src"),
        "XDG_RUNTIME_DIR": str(runtime),
    }
    command = [sys.executable, "-c", _LOCKS_ITSELF, str(profile), PASSPHRASE]
    with (runtime / "first.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
    line = Path(f"/proc/{process.pid}/cmdline")
    until = time.monotonic() + 90
    while time.monotonic() < until and b"--profile" not in line.read_bytes() and process.poll() is None:
        time.sleep(0.1)
    assert process.poll() is None, _said(runtime, "first")
    started_as = line.read_bytes().split(b"\0")
    assert b"wallet" in started_as
    assert b"--profile" in started_as
    # The same process, another program: it listens again, and nothing holds the wallet.
    time.sleep(0.5)
    _wait_for_socket(runtime, process)
    sessions.unlock(profile, PASSPHRASE, options=options).lock()
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
    assert process.returncode in (0, -signal.SIGTERM), _said(runtime, "first")
