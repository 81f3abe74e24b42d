"""The inside of a worker process: parses and verifies hostile bytes where they can hurt nobody.

It has no network (documents come from the parent over the pipe), may write no file, leaves no core dump, and is
limited in memory and processor time for each source. When something breaks it says so and ends.
"""

import os
import sys
from collections.abc import Callable
from typing import BinaryIO

from wallet.adapters.confinement import close_the_doors
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
    fetch_error,
    read_in_worker,
    write,
)
from wallet.ports import Document, Purpose
from wallet.verification.context import Context
from wallet.verification.inspection import inspect
from wallet.verification.report import Inspected

_Inspect = Callable[[Run, Context], Inspected]

_RETIRE_BYTES = 256 << 20


class _PipeFetcher:
    """Asks the parent."""

    def __init__(self, stdin: BinaryIO, stdout: BinaryIO) -> None:
        self._stdin = stdin
        self._stdout = stdout

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        write(self._stdout, WantDocument(url, purpose, accept))
        answer = read_in_worker(self._stdin)
        if isinstance(answer, Fetched):
            return answer.document
        if isinstance(answer, NotFetched):
            raise fetch_error(answer)
        raise EOFError


class _PipeProgress:
    """Tells the parent, and starts the processor limit anew for the next item of a container."""

    def __init__(self, stdout: BinaryIO, cpu_seconds: int) -> None:
        self._stdout = stdout
        self._cpu_seconds = cpu_seconds

    def step(self, done: int, total: int, note: str = "") -> None:
        _limit_cpu(self._cpu_seconds)
        write(self._stdout, Stepped(done, total, note))


def _limit_cpu(seconds: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    # Counted in whole seconds over the life of the process, so the limit moves along with what was used before.
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, hard))


def _memory(column: int) -> int:
    """Return a figure of ``/proc/self/statm`` in bytes: 1 is what is resident, 5 what is allocated."""
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 (no pathlib while memory may be short)
        return int(file.read().split()[column]) * resource.getpagesize()


def _limit_memory(more: int) -> None:
    if not sys.platform.startswith("linux"):
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (_memory(5) + more, hard))


def _grown() -> bool:
    return sys.platform.startswith("linux") and _memory(1) > _RETIRE_BYTES


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take the pipes away from descriptors 0 and 1, so that a library that prints cannot speak to the parent."""
    stdin = os.fdopen(os.dup(0), "rb")
    stdout = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return stdin, stdout


def _really_inspect(job: Run, context: Context) -> Inspected:
    return inspect(job.data, name=job.name, carrier=job.carrier, context=context)


def _answer(job: Run, settings: RunSettings, stdin: BinaryIO, stdout: BinaryIO, looking: _Inspect) -> Finished | Broke:
    try:
        _limit_cpu(job.cpu_seconds)
        _limit_memory(job.memory_bytes)
        context = Context(
            now=job.now,
            fetcher=_PipeFetcher(stdin, stdout),
            known_issuers=settings.known_issuers,
            person=settings.person,
            nonce=settings.nonce,
            audience=settings.audience,
            allow_contexts=settings.allow_contexts,
            extra_contexts=settings.extra_contexts,
            allow_tracking=settings.allow_tracking,
            replayed=settings.replayed,
            limits=settings.limits,
            progress=_PipeProgress(stdout, job.cpu_seconds),
        )
        return Finished(looking(job, context), retire=_grown())
    except MemoryError:
        return Broke("format.unsafe_memory", "")
    except (EOFError, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001 (the last line of defence: whatever breaks here is refused, not raised)
        return Broke("format.unsafe_crash", type(error).__name__)


def serve(looking: _Inspect = _really_inspect) -> int:
    """Answer the parent until it is gone, inspecting with ``looking``; return the exit status."""
    stdin, stdout = _private_pipes()
    close_the_doors()
    settings = RunSettings()
    write(stdout, Ready())
    while True:
        try:
            message = read_in_worker(stdin)
            if isinstance(message, Settings):
                settings = message.settings
                continue
            if not isinstance(message, Run):
                return 1
            answer = _answer(message, settings, stdin, stdout, looking)
            write(stdout, answer)
        except (EOFError, BrokenPipeError, KeyboardInterrupt):
            return 0
        if isinstance(answer, Broke):
            # After running out of memory, or a bug, nothing in this process is to be relied on.
            return 1
