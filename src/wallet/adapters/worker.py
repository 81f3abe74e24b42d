"""A pool of killable processes that inspect hostile bytes (contract section 3, The worker).

One source at a time for each worker. The parent fetches for it, watches the clock, and kills it when it takes too
long; a source that was killed, ran out of memory or crashed its worker gives a REFUSED_UNSAFE report with a reason of
its own, and the run goes on. Threads live here: one for each worker, so that the command line uses all cores.
"""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import CancelledError as FutureCancelledError
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from wallet.adapters.fetch_rules import host_of
from wallet.adapters.worker_messages import (
    Broke,
    Fetched,
    Finished,
    NotFetched,
    Ready,
    Run,
    RunSettings,
    Settings,
    Stepped,
    WantDocument,
    not_fetched,
    read_in_parent,
    write,
)
from wallet.errors import EnvironmentFailedError, FetchError, MalformedError
from wallet.model.secured import Carrier, Format, Kind
from wallet.ports import Clock, Fetcher
from wallet.verification.checks import CheckKind, failed
from wallet.verification.report import Inspected, Report

ARGUMENT = "--inspect-worker"
"""The hidden argument that makes this program a worker."""

_CPU_SECONDS = 4
_WALL_SECONDS = 10.0
_SOURCE_SECONDS = 300.0
_NETWORK_SECONDS = 180.0
_MEMORY = 384 << 20
_MEMORY_PER_BYTE = 6
_IDLE_SECONDS = 60.0
_BEAT = 0.1
_PATIENCE = 1.0
_START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """Limits for one source, or for one item of a container; ``source_seconds`` is for a whole container.

    ``network_seconds`` is how long one source may wait for documents in all; what it asks for later is unreachable.
    A worker that had nothing to do for ``idle_seconds`` is let go.
    """

    cpu_seconds: int = _CPU_SECONDS
    wall_seconds: float = _WALL_SECONDS
    source_seconds: float = _SOURCE_SECONDS
    network_seconds: float = _NETWORK_SECONDS
    memory_bytes: int = _MEMORY
    idle_seconds: float = _IDLE_SECONDS


@dataclass(frozen=True, slots=True)
class Job:
    """Bytes to inspect, under the name that people know them by."""

    data: bytes
    name: str
    carrier: Carrier


_NO_TIME_LEFT = NotFetched(False, "fetch.timeout", {})

Loader = Callable[[], "Job | Inspected"]
"""Reads one source in a thread of the pool; gives a result at once where there is nothing to inspect."""


def command() -> list[str]:
    """Return the command that starts a worker of this very program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, ARGUMENT]
    # -P: the folder that the person stands in must not be able to supply modules.
    return [sys.executable, "-P", "-m", "wallet", ARGUMENT]


def refused(job: Job, code: str, clock: Clock) -> Inspected:
    """Return the report for a source that its worker did not survive."""
    report = Report(
        source=job.name,
        kind=Kind.NOT_A_CREDENTIAL,
        format=Format.UNKNOWN,
        carrier=job.carrier,
        checked_at=clock.now(),
        checks=(failed(CheckKind.FORMAT, code),),
    )
    return Inspected(report, raw=b"")


class _Process:
    """One worker process and the moment until which it may go on."""

    def __init__(self, command: Sequence[str]) -> None:
        self.deadline: float | None = None
        self.overdue = False
        self.ready = False
        self.settings: RunSettings | None = None
        self._guard = threading.Lock()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("WALLET_")}
        try:
            self.popen = subprocess.Popen(  # noqa: S603 (our own program)
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise EnvironmentFailedError("worker.not_started") from error
        self.stdin = cast(BinaryIO, self.popen.stdin)
        self.stdout = cast(BinaryIO, self.popen.stdout)

    def kill_if_overdue(self, now: float) -> None:
        with self._guard:
            if self.deadline is not None and now > self.deadline:
                self.overdue = True
                self.popen.kill()

    def set_deadline(self, moment: float | None) -> None:
        with self._guard:
            self.deadline = moment

    def end(self) -> int:
        """Kill it, if it still lives, and return how it ended."""
        self.popen.kill()
        status = self.popen.wait()
        for stream in (self.stdin, self.stdout):
            try:
                stream.close()
            except OSError:
                continue
        return status


def _reason(process: _Process, status: int) -> str:
    if process.overdue or (sys.platform != "win32" and status == -signal.SIGXCPU):
        return "format.unsafe_time"
    if sys.platform != "win32" and status == -signal.SIGKILL:
        # Nobody here killed it: the operating system does when memory runs out.
        return "format.unsafe_memory"
    return "format.unsafe_crash"


@dataclass(slots=True)
class _Task:
    loader: Loader
    settings: RunSettings
    future: "Future[Inspected]" = field(default_factory=Future)
    process: _Process | None = None
    cancelled: bool = False


class WorkerPool:
    """Up to ``size`` worker processes, started when they are needed and kept for the next source."""

    def __init__(
        self,
        fetcher: Fetcher,
        clock: Clock,
        *,
        size: int = 0,
        limits: WorkLimits | None = None,
        worker: Sequence[str] = (),
    ) -> None:
        """Fetch through ``fetcher`` for all workers; ``size`` 0 means one for each core.

        ``worker`` is the command that starts a worker, where it is not this program itself.
        """
        self._command = tuple(worker) or tuple(command())
        self._fetcher = fetcher
        self._clock = clock
        self._size = size or os.cpu_count() or 1
        self._limits = limits or WorkLimits()
        self._lock = threading.Lock()
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._waiting = 0
        self._spare: list[_Process] = []
        self._busy: set[_Process] = set()
        self._watchman: threading.Thread | None = None
        self._last_work = 0.0
        self._closed = False

    def warm_up(self) -> None:
        """Start one worker now, so that it is ready when the first source is."""
        with self._lock:
            if not self._spare and not self._busy and not self._closed:
                self._spare.append(_Process(self._command))

    def process_ids(self) -> tuple[int, ...]:
        """Return the ids of the living workers."""
        with self._lock:
            return tuple(process.popen.pid for process in (*self._spare, *self._busy))

    def inspect(self, job: Job, settings: RunSettings) -> Inspected:
        """Return the result for one job, whatever happens to its worker."""
        return next(self.inspect_all([lambda: job], settings))

    def inspect_all(
        self, loaders: Iterable[Loader], settings: RunSettings, *, beat: Callable[[], None] | None = None
    ) -> Generator[Inspected, None, None]:
        """Yield the results in the order of ``loaders``, working on all cores ahead of the reader.

        ``beat`` is called in the reader's thread about ten times a second while it waits; what it raises ends the
        run, as does closing the iterator: the workers of this run are killed.
        """
        ahead = 2 * self._size
        waiting: list[_Task] = []
        try:
            for loader in loaders:
                waiting.append(self._submit(_Task(loader, settings)))
                if len(waiting) > ahead:
                    yield self._result(waiting, beat)
            while waiting:
                yield self._result(waiting, beat)
        finally:
            for task in waiting:
                self._cancel(task)

    def close(self) -> None:
        """End all workers and threads; a document that is being fetched is not waited for."""
        with self._lock:
            self._closed = True
            spare, busy = tuple(self._spare), tuple(self._busy)
            self._spare.clear()
            threads = tuple(self._threads)
        for _ in threads:
            self._tasks.put(None)
        for process in busy:
            process.popen.kill()
        for process in spare:
            process.end()
        for thread in threads:
            thread.join(_PATIENCE)

    def _result(self, waiting: list[_Task], beat: Callable[[], None] | None) -> Inspected:
        task = waiting[0]
        while not wait((task.future,), timeout=_BEAT).done:
            if beat is not None:
                beat()
        waiting.pop(0)
        return task.future.result()

    def _submit(self, task: _Task) -> _Task:
        with self._lock:
            if self._closed:
                raise EnvironmentFailedError("worker.closed")
            self._waiting += 1
            if len(self._threads) < min(self._size, self._waiting + len(self._busy)):
                thread = threading.Thread(target=self._work, name="inspect", daemon=True)
                self._threads.append(thread)
                thread.start()
        self._tasks.put(task)
        return task

    def _cancel(self, task: _Task) -> None:
        task.cancelled = True
        task.future.cancel()
        with self._lock:
            # Once it was given back, the process may work for somebody else.
            if task.process is not None:
                task.process.popen.kill()

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            with self._lock:
                self._waiting -= 1
            if not task.future.set_running_or_notify_cancel():
                continue
            try:
                task.future.set_result(self._run(task))
            except BaseException as error:  # noqa: BLE001 (it belongs to whoever reads the result)
                task.future.set_exception(error)

    def _run(self, task: _Task) -> Inspected:
        job = task.loader()
        if isinstance(job, Inspected):
            return job
        process = self._take(task)
        try:
            self._await_ready(process, task)
            answer = self._converse(process, job, task.settings)
        except (EOFError, OSError, MalformedError):
            status = self._drop(process, task)
            if self._closed or task.cancelled:
                raise FutureCancelledError from None
            return refused(job, _reason(process, status), self._clock)
        except BaseException:
            self._drop(process, task)
            raise
        if isinstance(answer, Broke):
            self._drop(process, task)
            return refused(job, answer.code, self._clock)
        if answer.retire:
            self._drop(process, task)
        else:
            self._give_back(process, task)
        return answer.inspected

    def _await_ready(self, process: _Process, task: _Task) -> None:
        """Wait until a new worker has loaded everything; one that cannot even do that says nothing about a source."""
        if process.ready:
            return
        process.set_deadline(time.monotonic() + _START_SECONDS)
        try:
            process.ready = isinstance(read_in_parent(process.stdout), Ready)
        except (EOFError, OSError, MalformedError) as error:
            if self._closed or task.cancelled:
                raise FutureCancelledError from None
            raise EnvironmentFailedError("worker.not_started") from error
        finally:
            process.set_deadline(None)

    def _converse(self, process: _Process, job: Job, settings: RunSettings) -> Finished | Broke:
        limits = self._limits
        end = time.monotonic() + limits.source_seconds
        network = limits.network_seconds

        def go_on() -> None:
            process.set_deadline(min(end, time.monotonic() + limits.wall_seconds))

        go_on()
        try:
            if process.settings is not settings:
                write(process.stdin, Settings(settings))
                process.settings = settings
            memory = limits.memory_bytes + _MEMORY_PER_BYTE * len(job.data)
            run = Run(job.data, job.name, job.carrier, self._clock.now(), limits.cpu_seconds, memory)
            write(process.stdin, run)
            while True:
                message = read_in_parent(process.stdout)
                if isinstance(message, Finished | Broke):
                    return message
                if isinstance(message, WantDocument):
                    process.set_deadline(None)
                    asked = time.monotonic()
                    answer = self._fetch(message) if network > 0 else _NO_TIME_LEFT
                    # Waiting for others is not held against a source, but it may not wait for ever either.
                    spent = time.monotonic() - asked
                    end, network = end + spent, network - spent
                    go_on()
                    write(process.stdin, answer)
                elif isinstance(message, Stepped):
                    go_on()
        finally:
            process.set_deadline(None)

    def _fetch(self, message: WantDocument) -> Fetched | NotFetched:
        try:
            return Fetched(self._fetcher.get(message.url, purpose=message.purpose, accept=message.accept))
        except FetchError as error:
            return not_fetched(error)
        except Exception:  # noqa: BLE001 (a surprise from the network must not end a run over a thousand sources)
            return NotFetched(False, "fetch.connection", {"url": message.url[:500], "host": host_of(message.url)})

    def _take(self, task: _Task) -> _Process:
        with self._lock:
            if self._closed:
                raise FutureCancelledError
            while self._spare:
                process = self._spare.pop()
                if process.popen.poll() is None:
                    break
                process.end()
            else:
                process = _Process(self._command)
            self._busy.add(process)
            task.process = process
            if task.cancelled:
                process.popen.kill()
            if self._watchman is None:
                self._watchman = threading.Thread(target=self._watch, name="inspect-watch", daemon=True)
                self._watchman.start()
            return process

    def _give_back(self, process: _Process, task: _Task) -> None:
        with self._lock:
            task.process = None
            self._busy.discard(process)
            # One that was killed after its last word (a cancelled run, a deadline just passed) may look alive for a
            # moment; the next source would be blamed for its death.
            if not (self._closed or task.cancelled or process.overdue):
                self._spare.append(process)
                return
        process.end()

    def _drop(self, process: _Process, task: _Task) -> int:
        with self._lock:
            task.process = None
            self._busy.discard(process)
        return process.end()

    def _watch(self) -> None:
        """Kill what is overdue, and let workers go that had nothing to do for a while; ends when none is left."""
        while True:
            with self._lock:
                busy = tuple(self._busy)
                now = time.monotonic()
                if busy:
                    self._last_work = now
                idle = () if now - self._last_work < self._limits.idle_seconds else tuple(self._spare)
                if idle:
                    self._spare.clear()
                done = not busy and not self._spare
                if done:
                    self._watchman = None
            for process in busy:
                process.kill_if_overdue(now)
            for process in idle:
                process.end()
            if done:
                return
            time.sleep(_BEAT)
