"""A worker process whose inspection does whatever the bytes say: hang, eat memory, crash, fetch, print, write.

Started as a program by the tests of the pool; everything around the inspection is the real thing.
"""

import ctypes
import errno
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.modules.setdefault("wallet.verification.inspection", type(sys)("wallet.verification.inspection"))
if not hasattr(sys.modules["wallet.verification.inspection"], "inspect"):
    sys.modules["wallet.verification.inspection"].inspect = None  # type: ignore[attr-defined]

from wallet.adapters.worker_child import serve  # noqa: E402
from wallet.adapters.worker_messages import Run  # noqa: E402
from wallet.errors import FetchError  # noqa: E402
from wallet.model.secured import Format, Kind  # noqa: E402
from wallet.ports import Purpose  # noqa: E402
from wallet.verification.checks import Check, CheckKind, Outcome  # noqa: E402
from wallet.verification.context import Context  # noqa: E402
from wallet.verification.report import Inspected, Report  # noqa: E402

EATEN: list[bytes] = []


def _burn() -> str:
    while True:
        pass


def _sleep() -> str:
    time.sleep(60)
    return "woke"


def _eat() -> str:
    while True:
        EATEN.append(b"x" * (16 << 20))


def _grow() -> str:
    EATEN.append(b"x" * (60 << 20))
    return str(os.getpid())


def _crash() -> str:
    ctypes.string_at(0)
    return "survived"


def _be_killed() -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return "survived"


def _raise() -> str:
    raise ZeroDivisionError


def _connect() -> str:
    try:
        socket.create_connection(("93.184.216.34", 443), timeout=1)
    except OSError:
        return "no network"
    return "connected"


def _try(work: Callable[[], object]) -> str:
    try:
        work()
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, "?")
    return "done"


def _break_out() -> str:
    return " ".join(
        (
            _try(lambda: socket.socket(socket.AF_UNIX)),
            _try(lambda: socket.socket(socket.AF_INET)),
            _try(lambda: os.execv("/bin/true", ["true"])),
            _try(lambda: os.posix_spawn("/bin/true", ["true"], {})),
        )
    )


def _write_file() -> str:
    try:
        Path("/tmp/capsa-worker-wrote").write_text("secret")
        content = Path("/tmp/capsa-worker-wrote").read_text()
    except OSError:
        content = ""
    Path("/tmp/capsa-worker-wrote").unlink(missing_ok=True)
    return "wrote" if content else "could not write"


def _print() -> str:
    print("this must not reach the parent", flush=True)
    os.write(1, b"nor this")
    return "printed"


DEEDS: dict[bytes, Callable[[], str]] = {
    b"BURN": _burn,
    b"SLEEP": _sleep,
    b"EAT": _eat,
    b"GROW": _grow,
    b"CRASH": _crash,
    b"KILL": _be_killed,
    b"RAISE": _raise,
    b"CONNECT": _connect,
    b"BREAK_OUT": _break_out,
    b"WRITE": _write_file,
    b"PRINT": _print,
    b"PID": lambda: str(os.getpid()),
}


def _steps(count: int, context: Context) -> str:
    for done in range(count):
        end = time.process_time() + 0.3
        while time.process_time() < end:
            pass
        context.progress.step(done + 1, count)
    return "stepped"


def _got(url: str, context: Context) -> str:
    try:
        context.fetcher.get(url, purpose=Purpose.METADATA)
    except FetchError as error:
        return error.code
    return "got"


def _do(job: Run, context: Context) -> str:
    word, _, rest = job.data.partition(b" ")
    if word in DEEDS:
        return DEEDS[word]()
    if word == b"FETCH":
        try:
            return context.fetcher.get(rest.decode(), purpose=Purpose.METADATA).body.decode()
        except FetchError as error:
            return f"{type(error).__name__} {error.code} {error.facts.get('host')}"
    if word == b"FETCH_ALL":
        return " ".join(_got(url, context) for url in rest.decode().split())
    if word == b"STEPS":
        return _steps(int(rest), context)
    if word == b"NONCE":
        return str(context.nonce)
    return job.data.decode()


def inspect(job: Run, context: Context) -> Inspected:
    said = _do(job, context)
    report = Report(
        source=job.name,
        kind=Kind.NOT_A_CREDENTIAL,
        format=Format.UNKNOWN,
        carrier=job.carrier,
        checked_at=context.now,
        checks=(Check(CheckKind.FORMAT, Outcome.FAILED, "format.not_a_credential", {"said": said}),),
    )
    return Inspected(report, job.data)


if __name__ == "__main__":
    sys.exit(serve(inspect))
