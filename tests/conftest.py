"""Shared test set-up: no network beyond loopback, a fixed clock, Qt offscreen."""

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

ROOT = Path(__file__).resolve().parents[1]


def shared_folder() -> Path | None:
    """The folder with the third-party data, or nothing where it is absent."""
    named = os.environ.get("WALLET_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if folder.is_dir() else None


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])
            if not (host.startswith("127.") or host in ("::1", "localhost")):
                raise AssertionError(f"a test tried to reach {host}")
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line per family of shared vectors: passed of total, exceptions, or NOT RUN with the reason."""
    harness = sys.modules.get("harness")
    if harness is None or not harness.FAMILIES:
        return
    terminalreporter.section("conformance")
    for name, family in sorted(harness.FAMILIES.items()):
        if family.not_run:
            terminalreporter.write_line(f"{name}: NOT RUN: {family.not_run}")
        else:
            terminalreporter.write_line(f"{name}: {family.passed}/{family.total} (exceptions {family.excepted})")


@pytest.fixture(autouse=True, scope="session")
def short_key_derivation() -> Iterator[None]:
    """Wallets of tests take Argon2id at its floor instead of calibrating it to a second."""
    from wallet.vault import key_derivation

    patch = pytest.MonkeyPatch()
    patch.setattr(key_derivation, "WANTED_SECONDS", 0.0)
    yield
    patch.undo()
