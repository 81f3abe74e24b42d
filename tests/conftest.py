"""Shared test set-up: no network beyond loopback, a fixed clock, Qt offscreen."""

import json
import os
import re
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from shared_data import ROOT, shared_folder

__all__ = ["ROOT", "shared_folder"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave this machine."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])
            if not (host.startswith("127.") or host in ("::1", "localhost")):
                raise AssertionError(f"a test tried to reach {host}")
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


def _judged_elsewhere(terminalreporter: pytest.TerminalReporter, counted: set[str]) -> Iterator[str]:
    """Families whose tests judge case by case on their own: how many cases there are and how the tests came out."""
    shared = shared_folder()
    outcomes: dict[str, dict[str, int]] = {}
    for outcome in ("passed", "failed", "skipped"):
        for report in terminalreporter.getreports(outcome):
            found = re.search(r"conformance/test_conformance_(\w+)\.py", report.nodeid)
            if found:
                counts = outcomes.setdefault(found[1].replace("_", "-"), {})
                counts[outcome] = counts.get(outcome, 0) + 1
    for name, counts in sorted(outcomes.items()):
        manifest = shared / "vectors" / name / "MANIFEST.json" if shared else None
        if name in counted or manifest is None or not manifest.is_file():
            continue
        results = ", ".join(f"{number} {outcome}" for outcome, number in counts.items())
        yield f"{name}: {json.loads(manifest.read_text('utf-8'))['cases']} cases in tests: {results}"


_FROM_WORKERS: dict[str, str] = {}
"""Lines about families that worker processes judged."""


def _families() -> dict[str, str]:
    """One line per family of shared vectors that was judged in this process."""
    harness = sys.modules.get("conformance.harness")
    return {
        name: f"{name}: NOT RUN: {family.not_run}"
        if family.not_run
        else f"{name}: {family.passed}/{family.total} (exceptions {family.excepted})"
        for name, family in (harness.FAMILIES if harness else {}).items()
    }


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what a worker process judged to the process that prints the summary."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["families"] = _families()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker process judged."""
    _FROM_WORKERS.update(getattr(node, "workeroutput", {}).get("families", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line per family of shared vectors: passed of total, exceptions, or NOT RUN with the reason."""
    families = _families() | _FROM_WORKERS
    lines = list(families.values())
    lines.extend(_judged_elsewhere(terminalreporter, set(families)))
    if lines:
        terminalreporter.section("conformance")
        for line in sorted(lines):
            terminalreporter.write_line(line)


@pytest.fixture(autouse=True, scope="session")
def short_key_derivation() -> Iterator[None]:
    """Wallets of tests take Argon2id at its floor instead of calibrating it to a second."""
    from wallet.vault import key_derivation

    patch = pytest.MonkeyPatch()
    patch.setattr(key_derivation, "WANTED_SECONDS", 0.0)
    yield
    patch.undo()
