"""Real windows over a real wallet, offscreen: what a person would meet, without waiting for a passphrase to be slow."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog

from shared_data import ROOT, shared_folder
from simulators import issuer as issuers
from simulators.window import PASSPHRASE, fill
from wallet.services import session as sessions
from wallet.services.options import RunOptions
from wallet.ui import app as window_app
from wallet.ui import tasks
from wallet.ui.app import Program
from wallet.ui.dialogs import confirm, file_dialog
from wallet.vault import key_derivation

# The conftest that was read last is the one that other tests import from.
__all__ = ["ROOT", "shared_folder"]

# Qt’s offscreen plug-in says this for dialogs and windows; it is about the plug-in, not about us.
_EXPLAINED = "This plugin does not support (propagateSizeHints|raise)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the explained Qt message pass in the tests of this folder."""
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.qt_log_ignore(_EXPLAINED, extend=True))


@pytest.fixture(autouse=True)
def _no_answers_left() -> Iterator[None]:
    """Every prepared answer of a dialog must have been asked for."""
    yield
    left = len(confirm.answers), len(file_dialog.answers)
    confirm.answers.clear()
    file_dialog.answers.clear()
    assert left == (0, 0)


@pytest.fixture
def quick_kdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not calibrate upwards: the floor of the key derivation is enough for a test."""
    monkeypatch.setattr(key_derivation, "WANTED_SECONDS", 0.01)


@pytest.fixture
def options(tmp_path: Path) -> RunOptions:
    """A profile of its own, in English, without a network."""
    return RunOptions(profile=tmp_path / "wallet", lang="en", offline=True)


@pytest.fixture
def school() -> issuers.Issuer:
    """The school that ``trusting`` makes known."""
    return issuers.did_key("Hogeschool Zuiderpark")


@pytest.fixture
def restarts(monkeypatch: pytest.MonkeyPatch) -> list[RunOptions]:
    """Notice a restart of the process instead of doing it."""
    asked: list[RunOptions] = []
    monkeypatch.setattr(window_app, "restart", asked.append)
    return asked


@pytest.fixture
def start(qapp: QApplication, quick_kdf: None, restarts: list[RunOptions]) -> Iterator[Callable[..., Program]]:
    """Start the program as ``app.run`` does, without the event loop; everything is closed afterwards."""
    made: list[Program] = []

    def begin(options: RunOptions, *items: str) -> Program:
        program = Program(window_app.make_application(), options)
        program.window.resize(1180, 780)
        program.start(items)
        program.window.show()
        made.append(program)
        return program

    yield begin
    for program in made:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog):
                widget.reject()
        program.window.close()
        program.window.deleteLater()
        program.deleteLater()
    tasks.runner().cancel_all()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    gc.collect()
    # The window does without Python's own collections; the tests that come after may have theirs.
    gc.enable()


@pytest.fixture
def wallet(start: Callable[..., Program], options: RunOptions, quick_kdf: None) -> Callable[[int], Program]:
    """An open wallet with some credentials, in the window."""

    def make(count: int = 12) -> Program:
        assert options.profile is not None
        created = sessions.create(options.profile, PASSPHRASE, options=options)
        if count:
            fill(created.session, count)
        program = start(options)
        program.window.opened(created.session)
        return program

    return make
