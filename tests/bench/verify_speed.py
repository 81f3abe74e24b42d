"""How fast credentials are verified here, against the engines that other wallets stand on, in one run.

Figures of two runs on two machines say nothing; the ratio within one run does. The peers are ``@digitalbazaar/vc``
and ``@digitalcredentials/verifier-core``, with contexts and DIDs answered from memory, on the same credentials.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wallet.errors import UnreachableError
from wallet.ports import Document, Purpose
from wallet.verification.checks import Outcome
from wallet.verification.context import Context
from wallet.verification.proofs import data_integrity

ROUNDS = 5
FILES = ("creds-din.json", "creds-ed2020.json")


class _Nowhere:
    """A network on which nothing answers."""

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        raise UnreachableError("fetch.offline", {"host": url})


def own_rate(credentials: list[dict[str, Any]]) -> float:
    """Return how many credentials a second one core verifies: proof, key and binding to the issuer."""
    context = Context(now=datetime(2026, 1, 1, tzinfo=UTC), fetcher=_Nowhere())
    started = time.perf_counter()
    for credential in credentials:
        checks = data_integrity.check(credential, context, issuer=credential["issuer"]["id"])
        if any(check.outcome is not Outcome.PASSED for check in checks):
            raise AssertionError(checks)
    return len(credentials) / (time.perf_counter() - started)


def _peer_rate(folder: Path, mode: str, file: str) -> float:
    done = subprocess.run(["node", "bench.mjs", mode, file, "1"], cwd=folder, capture_output=True, check=True)
    return float(json.loads(done.stdout.splitlines()[-1])["rates"][0])


def _prepare(shared: Path, folder: Path) -> str | None:
    """Install the peers and make the credentials in ``folder``; return why not, or nothing."""
    peer = shared / "peers" / "verify-node"
    if not peer.is_dir():
        return "the peers are not here"
    if not shutil.which("npm"):
        return "Node and npm are not here"
    for file in peer.iterdir():
        shutil.copyfile(file, folder / file.name)
    for command in (["npm", "ci", "--ignore-scripts", "--silent"], ["node", "gen.mjs"]):
        if subprocess.run(command, cwd=folder, capture_output=True).returncode:
            return f"{command[0]} failed"
    return None


def _measure(engines: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    # In turn, so that a machine that slows down slows all of them; the median shrugs at one bad round.
    rounds: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(ROUNDS):
        for name, rate in engines.items():
            rounds[name].append(rate())
    return {name: statistics.median(rates) for name, rates in rounds.items()}


def run(shared: Path) -> dict[str, Any]:
    """Return credentials a second per engine and our ratio to each peer, or ``not_run`` with the reason."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        reason = _prepare(shared, folder)
        if reason is not None:
            return {"not_run": reason}
        found: dict[str, Any] = {}
        for file in FILES:
            credentials = json.loads((folder / file).read_text("utf-8"))
            own_rate(credentials)
            engines: dict[str, Callable[[], float]] = {
                "own": lambda held=credentials: own_rate(held),  # type: ignore[misc]
                "digitalbazaar_vc": lambda name=file: _peer_rate(folder, "db", name),  # type: ignore[misc]
            }
            if file == FILES[0]:
                engines["verifier_core"] = lambda name=file: _peer_rate(folder, "core", name)  # type: ignore[misc]
            rates = _measure(engines)
            ratios = {name: rates["own"] / rate for name, rate in rates.items() if name != "own"}
            found[file.removesuffix(".json")] = {"per_second": rates, "ratio": ratios}
        return found


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1])), indent=2))
