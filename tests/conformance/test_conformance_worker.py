"""The abuse corpus through the real worker processes: each source inside its limits of time and memory, no crash."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from conftest import shared_folder
from wallet.adapters.clock import FixedClock
from wallet.adapters.replay import ReplayFetcher
from wallet.adapters.worker import Job, WorkerPool
from wallet.adapters.worker_messages import RunSettings
from wallet.model.secured import Carrier
from wallet.services import trust_file

ABUSE = (shared_folder() or Path("absent")) / "abuse"
_KINDS = {"import-file", "qr-text", "verify-presentation", "verify-share", "backup-restore", "export-check"}
_EXPECTED = 98

if not ABUSE.is_dir():
    pytest.skip("NOT RUN: the abuse corpus is not here (../shared or $WALLET_SHARED)", allow_module_level=True)

MANIFEST: dict[str, Any] = json.loads((ABUSE / "MANIFEST.json").read_text("utf-8"))
ENTRIES = [entry for entry in MANIFEST["entries"] if entry["kind"] in _KINDS and entry.get("built")]


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    clock = FixedClock(datetime.fromisoformat(MANIFEST["now"]))
    made = WorkerPool(ReplayFetcher(ABUSE / "net" / "map.json", clock), clock, size=1)
    # A worker is started and has loaded what it needs before the first limit is measured.
    made.inspect(Job(b"{}", "warm-up", Carrier.FILE), RunSettings())
    yield made
    made.close()


def _settings(entry: dict[str, Any]) -> RunSettings:
    request = entry.get("request") or {}
    return RunSettings(
        known_issuers=trust_file.read(ABUSE / "trust.json"),
        nonce=request.get("nonce"),
        audience=request.get("aud"),
        replayed=True,
    )


def _reset_peak(pool: WorkerPool) -> None:
    for pid in pool.process_ids():
        Path(f"/proc/{pid}/clear_refs").write_text("5")


def _peak_mb(pool: WorkerPool) -> float:
    peaks = [0.0]
    for pid in pool.process_ids():
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        peaks.append(int(found[1]) / 1024 if found else 0.0)
    return max(peaks)


def test_the_corpus_is_complete() -> None:
    assert len([entry for entry in MANIFEST["entries"] if entry.get("built")]) >= _EXPECTED


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="peak memory is read from /proc")
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["id"]))
def test_each_source_keeps_its_limits(pool: WorkerPool, entry: dict[str, Any]) -> None:
    path = ABUSE / entry["file"]
    carrier = Carrier.TEXT if entry["kind"] == "qr-text" else Carrier.FILE
    _reset_peak(pool)
    started = time.monotonic()
    report = pool.inspect(Job(path.read_bytes(), path.name, carrier), _settings(entry)).report
    seconds = time.monotonic() - started
    codes = [check.code for check in report.checks]
    assert "format.unsafe_crash" not in codes
    assert seconds <= entry["limits"]["wall_s"], (seconds, codes)
    assert _peak_mb(pool) <= entry["limits"]["rss_mb"], codes
    if entry["kind"] not in ("backup-restore", "export-check"):
        assert str(report.verdict.state) in entry["verdict"], codes
    if entry.get("never_green"):
        assert not report.verdict.green


def test_nothing_of_the_corpus_reaches_the_log() -> None:
    command = [sys.executable, "-m", "wallet", "verify", "--json", "--log-level", "debug", "--at", MANIFEST["now"]]
    command += ["--trust", str(ABUSE / "trust.json"), "--replay", str(ABUSE / "net" / "map.json")]
    sources = [str(ABUSE / entry["file"]) for entry in ENTRIES]
    done = subprocess.run([*command, *sources], capture_output=True, timeout=100, check=False)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == len(sources)
    log = done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in log
    for entry in ENTRIES:
        text = (ABUSE / entry["file"]).read_bytes().decode("utf-8", "replace")
        for word in re.findall(r"[A-Za-z0-9_-]{40,}|[^\s\"@]{1,40}@[^\s\"]{1,60}\.example", text[:100_000])[:200]:
            assert word not in log
    assert "Sanne" not in log
