"""The only threads of the window: work goes out, one answer comes back on the main thread.

``run`` uses a pool of four, ``store`` a pool of one (the encrypted store has one writer, and undo needs order).
An answer for a window that is gone is dropped; a cancelled task gives neither ``done`` nor ``failed``.
Work that knows a ``progress`` argument gets the :class:`Task` itself, which is a ``ports.Progress``.
"""

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from wallet.errors import CancelledError, WalletError

Answer = TypeVar("Answer")

SLOW_MS = 200
"""After this the window shows a busy cursor."""
LONG_MS = 600
"""After this the window shows a progress line."""
_REPORT_EVERY_S = 0.05


class Task:
    """One piece of work under way. It is the ``Progress`` of that work and can be asked to stop."""

    def __init__(self, report: Callable[[int, int, str], None] | None) -> None:
        """Start un-cancelled; ``report`` is called on the main thread with (done, total, note)."""
        self._report = report
        self._stop = threading.Event()
        self._reported_at = 0.0
        self.finished = False

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; its answer, if it still comes, is dropped."""
        self._stop.set()

    def step(self, done: int, total: int, note: str = "") -> None:
        """Report ``done`` of ``total`` (0 = unknown).

        Raises:
            CancelledError: the person asked to stop.
        """
        if self.cancelled:
            raise CancelledError("task.cancelled")
        at = time.monotonic()
        if at - self._reported_at < _REPORT_EVERY_S and done != total:
            return
        self._reported_at = at
        _runner().carry(lambda: self._deliver(done, total, note))

    def _deliver(self, done: int, total: int, note: str) -> None:
        if self.finished or self.cancelled:
            return
        _runner().progressed.emit(done, total, note)
        if self._report is not None:
            self._report(done, total, note)


class Runner(QObject):
    """Carries answers to the main thread and tells the window when work takes long."""

    slow = Signal(bool)
    long = Signal(bool)
    progressed = Signal(int, int, str)
    failed = Signal(object)
    _arrived = Signal(object)

    def __init__(self) -> None:
        """Live on the thread that makes it: the main thread."""
        super().__init__()
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="task")
        self._store = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._under_way: set[Task] = set()
        self._slow: set[Task] = set()
        self._long: set[Task] = set()
        self._arrived.connect(lambda call: call(), Qt.ConnectionType.QueuedConnection)

    def carry(self, call: Callable[[], None]) -> None:
        """Have ``call`` made on the main thread."""
        if shiboken6.isValid(self):
            self._arrived.emit(call)

    def start(self, pool: str, task: Task, work: Callable[[], Any], deliver: Callable[[Any, Any], None]) -> None:
        """Start ``work`` on a pool and have ``deliver(answer, error)`` called with how it ended."""
        self._under_way.add(task)
        QTimer.singleShot(SLOW_MS, self, lambda: self._mark(task, self._slow, self.slow))
        QTimer.singleShot(LONG_MS, self, lambda: self._mark(task, self._long, self.long))
        executor = self._store if pool == "store" else self._pool
        future: Future[Any] = executor.submit(work)
        future.add_done_callback(lambda ended: self.carry(lambda: self._end(task, ended, deliver)))

    def _mark(self, task: Task, group: set[Task], signal: Any) -> None:
        if task.finished:
            return
        group.add(task)
        if len(group) == 1:
            signal.emit(True)

    def _end(self, task: Task, ended: "Future[Any]", deliver: Callable[[Any, Any], None]) -> None:
        task.finished = True
        self._under_way.discard(task)
        for group, signal in ((self._slow, self.slow), (self._long, self.long)):
            if task in group:
                group.discard(task)
                if not group:
                    signal.emit(False)
        if not ended.cancelled():
            error = ended.exception()
            deliver(None if error else ended.result(), error)

    def cancel_all(self) -> None:
        """Ask everything under way to stop (locking, quitting)."""
        for task in tuple(self._under_way):
            task.cancel()

    def busy(self) -> int:
        """Return how many tasks are under way."""
        return len(self._under_way)

    def shutdown(self, seconds: float) -> bool:
        """Cancel everything and wait at most ``seconds``; tell whether all threads came to rest."""
        self.cancel_all()
        for pool in (self._pool, self._store):
            pool.shutdown(wait=False, cancel_futures=True)
        until = time.monotonic() + seconds
        for thread in threading.enumerate():
            if thread.name.startswith(("task_", "store_")):
                thread.join(max(0.0, until - time.monotonic()))
        return not any(t.name.startswith(("task_", "store_")) for t in threading.enumerate())


_made: list[Runner] = []


def _runner() -> Runner:
    if not _made or not shiboken6.isValid(_made[0]):
        _made[:] = [Runner()]
    return _made[0]


def runner() -> Runner:
    """Return the one runner, for its signals and for shutting down; call it first on the main thread."""
    return _runner()


def _begin(
    pool: str,
    work: Callable[..., Answer],
    args: tuple[Any, ...],
    owner: QObject,
    callbacks: tuple[Callable[[Answer], None] | None, Callable[[WalletError], None] | None, Callable[[], None] | None],
    progress: Callable[[int, int, str], None] | None,
) -> Task:
    done, failed, cancelled = callbacks

    def report(step: int, total: int, note: str) -> None:
        if progress is not None and shiboken6.isValid(owner):
            progress(step, total, note)

    task = Task(report)

    def call() -> Answer:
        if task.cancelled:
            raise CancelledError("task.cancelled")
        return work(*args) if progress is None else work(*args, progress=task)

    def deliver(answer: Answer, error: BaseException | None) -> None:
        here = shiboken6.isValid(owner)
        if task.cancelled or isinstance(error, CancelledError):
            if cancelled is not None and here:
                cancelled()
        elif error is None:
            if done is not None and here:
                done(answer)
        else:
            _fail(error, failed if here else None)

    _runner().start(pool, task, call, deliver)
    return task


def _fail(error: BaseException, failed: Callable[[WalletError], None] | None) -> None:
    if not isinstance(error, WalletError):
        # A bug, not an answer: the hook keeps a report; the page is told so that it can enable itself again.
        sys.excepthook(type(error), error, error.__traceback__)
        if failed is not None:
            failed(WalletError("internal.unexpected"))
        return
    if failed is not None:
        failed(error)
    else:
        _runner().failed.emit(error)


def run(
    work: Callable[..., Answer],
    *args: Any,
    owner: QObject,
    done: Callable[[Answer], None] | None = None,
    failed: Callable[[WalletError], None] | None = None,
    cancelled: Callable[[], None] | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Task:
    """Call ``work(*args)`` on the pool of four; answers are dropped when ``owner`` is gone.

    With ``progress`` the work is called with a further argument ``progress=`` (the task), and the given function
    hears (done, total, note) on the main thread. Without ``failed`` an error goes to the message bar.
    """
    return _begin("task", work, args, owner, (done, failed, cancelled), progress)


def store(
    work: Callable[..., Answer],
    *args: Any,
    owner: QObject,
    done: Callable[[Answer], None] | None = None,
    failed: Callable[[WalletError], None] | None = None,
    cancelled: Callable[[], None] | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Task:
    """Call ``work(*args)`` on the one store thread, in the order of the calls; otherwise like :func:`run`."""
    return _begin("store", work, args, owner, (done, failed, cancelled), progress)


def guard_thread_exceptions(hook: Callable[[type[BaseException], BaseException, Any], None]) -> None:
    """Send exceptions that end a thread to ``hook`` on the main thread."""

    def relay(args: threading.ExceptHookArgs) -> None:
        error = args.exc_value
        if error is not None:
            _runner().carry(lambda: hook(type(error), error, error.__traceback__))

    threading.excepthook = relay
