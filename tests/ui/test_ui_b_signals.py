"""The window survives any number of signals, on every Python that it runs on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.gui

_SCRIPT = """
import wallet.ui
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Sender(QObject):
    told = Signal(int)

app = QCoreApplication([])
sender = Sender()
for number in range(50_000):
    sender.told.emit(number)
print("alive")
"""


def test_fifty_thousand_signals_do_not_end_the_program() -> None:
    source = Path(__file__).resolve().parents[2] / "src"
    ran = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(source), "QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    assert (ran.stdout.strip(), ran.returncode) == ("alive", 0), ran.stderr
