"""What nobody holds any more is let go on the main thread, whichever thread made it."""

import threading
import weakref
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from wallet.services.options import RunOptions
from wallet.ui import tasks
from wallet.ui.app import Program

pytestmark = pytest.mark.gui


class Ring:
    """Something that only a collection can let go."""

    def __init__(self) -> None:
        self.me = self


def test_a_busy_task_never_collects_while_the_window_may_be_taking_something_apart(
    qtbot: QtBot, start: Callable[..., Program], options: RunOptions
) -> None:
    start(options)
    where: list[int] = []
    workers: list[int] = []

    def make() -> None:
        workers.append(threading.get_ident())
        for _ in range(3_000):
            weakref.finalize(Ring(), lambda: where.append(threading.get_ident()))

    tasks.run(make, owner=tasks.runner())
    qtbot.waitUntil(lambda: bool(workers) and tasks.runner().busy() == 0, timeout=10_000)
    qtbot.waitUntil(lambda: len(where) > 2_000, timeout=10_000)
    assert set(where) == {threading.get_ident()}
    assert workers[0] != threading.get_ident()
