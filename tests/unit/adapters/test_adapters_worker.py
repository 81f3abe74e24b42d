"""The worker pool: whatever happens to a worker, there is a report with its reason, and the run goes on."""

import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wallet.adapters.clock import FixedClock
from wallet.adapters.worker import Job, WorkerPool, WorkLimits
from wallet.adapters.worker_messages import RunSettings
from wallet.errors import CancelledError, FetchRefusedError, UnreachableError
from wallet.model.secured import Carrier
from wallet.ports import Document, Purpose
from wallet.verification.report import Inspected
from wallet.verification.verdict import State

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ODD = (sys.executable, str(Path(__file__).resolve().parents[2] / "simulators" / "odd_worker.py"))
SETTINGS = RunSettings(nonce="n-1")
LIMITS = WorkLimits(cpu_seconds=1, wall_seconds=2.5, source_seconds=20, memory_bytes=128 << 20)


class _Web:
    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        if "slow" in url:
            time.sleep(3)
        if "surprise" in url:
            raise RuntimeError("a bug")
        if "private" in url:
            raise FetchRefusedError("fetch.private_address", {"host": "private"})
        if "silent" in url:
            raise UnreachableError("fetch.timeout", {"host": "silent"})
        return Document(url, f"body of {url}".encode(), "text/plain", NOW, purpose)


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    made = WorkerPool(_Web(), FixedClock(NOW), size=2, limits=LIMITS, worker=ODD)
    yield made
    made.close()


def _job(text: str) -> Job:
    return Job(text.encode(), text, Carrier.TEXT)


def _said(result: Inspected) -> str:
    (check,) = result.report.checks
    return check.facts.get("said", check.code)


def _inspect(pool: WorkerPool, text: str) -> str:
    return _said(pool.inspect(_job(text), SETTINGS))


def _gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        ("BURN", "format.unsafe_time"),
        ("SLEEP", "format.unsafe_time"),
        ("EAT", "format.unsafe_memory"),
        ("KILL", "format.unsafe_memory"),
        ("CRASH", "format.unsafe_crash"),
        ("RAISE", "format.unsafe_crash"),
    ],
)
def test_a_worker_that_goes_wrong_gives_a_report_and_the_next_source_works(
    pool: WorkerPool, deed: str, code: str
) -> None:
    started = time.monotonic()
    result = pool.inspect(_job(deed), SETTINGS)
    assert time.monotonic() - started < 8
    assert result.report.checks[0].code == code
    assert result.report.verdict.state is State.REFUSED_UNSAFE
    assert (result.report.source, result.report.checked_at) == (deed, NOW)
    assert _inspect(pool, "hello") == "hello"


def test_a_worker_is_kept_for_the_next_source(pool: WorkerPool) -> None:
    assert len({_inspect(pool, "PID") for _ in range(5)}) == 1


def test_documents_come_from_the_parent(pool: WorkerPool) -> None:
    assert _inspect(pool, "FETCH https://a.example/x") == "body of https://a.example/x"
    assert _inspect(pool, "FETCH https://private/") == "FetchRefusedError fetch.private_address private"
    assert _inspect(pool, "FETCH https://silent/") == "UnreachableError fetch.timeout silent"
    assert _inspect(pool, "FETCH https://surprise/") == "UnreachableError fetch.connection surprise"


def test_waiting_for_the_network_is_not_held_against_a_source(pool: WorkerPool) -> None:
    assert _inspect(pool, "FETCH https://slow/") == "body of https://slow/"


def test_a_source_does_not_wait_for_the_network_for_ever() -> None:
    pool = WorkerPool(_Web(), FixedClock(NOW), size=1, limits=WorkLimits(network_seconds=0.5), worker=ODD)
    started = time.monotonic()
    said = _inspect(pool, "FETCH_ALL https://slow/1 https://slow/2 https://slow/3")
    pool.close()
    assert said.split() == ["got", "fetch.timeout", "fetch.timeout"]
    assert time.monotonic() - started < 8


def test_a_worker_has_no_network_and_writes_no_file(pool: WorkerPool) -> None:
    assert _inspect(pool, "CONNECT") == "no network"
    assert _inspect(pool, "WRITE") == "could not write"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the filter of system calls is one of Linux")
def test_a_worker_opens_no_socket_and_starts_no_program(pool: WorkerPool) -> None:
    assert set(_inspect(pool, "BREAK_OUT").split()) == {"EPERM"}


def test_what_a_library_prints_does_not_disturb(pool: WorkerPool) -> None:
    assert _inspect(pool, "PRINT") == "printed"
    assert _inspect(pool, "hello") == "hello"


def test_each_item_of_a_container_has_the_whole_limit(pool: WorkerPool) -> None:
    assert _inspect(pool, "STEPS 8") == "stepped"


def test_settings_reach_the_worker_and_may_change(pool: WorkerPool) -> None:
    assert _inspect(pool, "NONCE") == "n-1"
    assert _said(pool.inspect(_job("NONCE"), RunSettings(nonce="n-2"))) == "n-2"


def test_results_keep_the_order_of_the_sources_on_all_cores(pool: WorkerPool) -> None:
    names = [f"item {number}" for number in range(60)]
    names[7], names[20] = "RAISE", "CRASH"
    results = list(pool.inspect_all([lambda name=name: _job(name) for name in names], SETTINGS))  # type: ignore[misc]
    assert [result.report.source for result in results] == names
    assert [_said(result) for result in results if result.report.source.startswith("item")] == [
        name for name in names if name.startswith("item")
    ]
    pids = {_said(result) for result in pool.inspect_all([lambda: _job("PID")] * 40, SETTINGS)}
    assert len(pids) == 2


def test_a_person_who_cancels_does_not_wait(pool: WorkerPool) -> None:
    beats = 0

    def beat() -> None:
        nonlocal beats
        beats += 1
        if beats == 3:
            raise CancelledError("cancelled")

    started = time.monotonic()
    with pytest.raises(CancelledError):
        list(pool.inspect_all([lambda: _job("SLEEP")] * 4, SETTINGS, beat=beat))
    assert time.monotonic() - started < 2
    assert _inspect(pool, "hello") == "hello"


def test_a_source_is_not_blamed_for_a_worker_that_an_earlier_cancelled_run_killed(pool: WorkerPool) -> None:
    said = set()
    for _ in range(20):
        run = pool.inspect_all([lambda: _job("quick")] * 12, SETTINGS)
        next(run)
        run.close()
        said.add(_inspect(pool, "hello"))
    assert said == {"hello"}


def test_a_worker_that_has_grown_is_replaced(pool: WorkerPool) -> None:
    pids = [_inspect(pool, "GROW") for _ in range(8)]
    assert len(set(pids)) > 1
    assert pids[0] == pids[1]


def test_idle_workers_are_let_go_and_new_ones_come_when_needed() -> None:
    limits = WorkLimits(cpu_seconds=1, wall_seconds=2.5, source_seconds=20, memory_bytes=128 << 20, idle_seconds=0.3)
    pool = WorkerPool(_Web(), FixedClock(NOW), size=1, limits=limits, worker=ODD)
    first = int(_inspect(pool, "PID"))
    deadline = time.monotonic() + 5
    # It is off the list a moment before it has ended.
    while (pool.process_ids() or not _gone(first)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert pool.process_ids() == ()
    assert _gone(first)
    assert _inspect(pool, "hello") == "hello"
    pool.close()


def test_closing_ends_the_processes() -> None:
    pool = WorkerPool(_Web(), FixedClock(NOW), size=2, limits=LIMITS, worker=ODD)
    pool.warm_up()
    list(pool.inspect_all([lambda: _job("x")] * 10, SETTINGS))
    pids = pool.process_ids()
    assert pids
    pool.close()
    deadline = time.monotonic() + 5
    while not all(_gone(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert all(_gone(pid) for pid in pids)
