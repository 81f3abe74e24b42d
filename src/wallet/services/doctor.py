"""What works on this computer and what does not, for a person who needs help. Nothing is changed, nothing is sent."""

import importlib.util
import os
import platform
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from wallet import __version__
from wallet.errors import WalletError
from wallet.model.secured import Carrier
from wallet.services import session as sessions
from wallet.services.condition import condition_of
from wallet.services.options import RunOptions
from wallet.services.source import from_text
from wallet.services.verify import VerifyService
from wallet.verification.verdict import State

_LOW_SPACE = 200 << 20
_PARTS: Mapping[str, str] = {
    "window": "PySide6.QtWidgets",
    "qr": "zxingcpp",
    "pdf": "typst",
    "attachments": "pikepdf",
    "seals": "signxml",
    "bbs": "py_arkworks_bls12381",
}


class Health(StrEnum):
    """How one thing is."""

    GOOD = "good"
    PROBLEM = "problem"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``essential``: without it the program cannot do its main job."""

    name: str
    health: Health
    facts: Mapping[str, str] = field(default_factory=dict)
    essential: bool = False


def _program(_options: RunOptions) -> Finding:
    facts = {"version": __version__, "python": platform.python_version(), "system": platform.platform()}
    return Finding("program", Health.GOOD, facts)


def _worker(options: RunOptions) -> Finding:
    started = time.perf_counter()
    try:
        service = VerifyService(RunOptions(offline=True, lang=options.lang))
        try:
            report = service.inspect_one(from_text("{}", carrier=Carrier.TEXT)).report
        finally:
            service.close()
    except WalletError as error:
        return Finding("worker", Health.PROBLEM, {"code": error.code}, essential=True)
    milliseconds = str(round((time.perf_counter() - started) * 1000))
    fine = report.verdict.state in (State.NOT_A_CREDENTIAL, State.MALFORMED)
    return Finding("worker", Health.GOOD if fine else Health.PROBLEM, {"milliseconds": milliseconds}, essential=True)


def _parts(_options: RunOptions) -> Iterator[Finding]:
    for name, module in _PARTS.items():
        try:
            found = importlib.util.find_spec(module) is not None
        except (ImportError, ValueError):
            found = False
        yield Finding(f"part_{name}", Health.GOOD if found else Health.ABSENT, {"module": module})


def _display(_options: RunOptions) -> Finding:
    if not sys.platform.startswith("linux"):
        return Finding("display", Health.GOOD, {"display": platform.system()})
    shown = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    return Finding("display", Health.GOOD if shown else Health.ABSENT, {"display": shown or ""})


def _keyring(options: RunOptions) -> Finding:
    available = sessions.keyring_available(options=options)
    return Finding("keyring", Health.GOOD if available else Health.ABSENT)


def _nearest_existing(folder: Path) -> Path:
    return next((place for place in (folder, *folder.parents) if place.exists()), Path.cwd())


def _wallet(options: RunOptions) -> Finding:
    folder = sessions.default_folder(options)
    return Finding("wallet", Health.GOOD if sessions.exists(folder) else Health.ABSENT, {"folder": str(folder)})


def _wallet_files(options: RunOptions) -> Iterator[Finding]:
    found = condition_of(sessions.default_folder(options))
    if found is None:
        return
    trouble = [found.problem or "", "" if found.private else "not private", found.synced_by or ""]
    facts = {
        "megabytes": f"{found.size / (1 << 20):.1f}",
        "ways": ", ".join(found.ways_in),
        "code": ", ".join(filter(None, trouble)),
    }
    yield Finding("wallet_files", Health.PROBLEM if any(trouble) else Health.GOOD, facts)


def _disk(options: RunOptions) -> Finding:
    place = _nearest_existing(sessions.default_folder(options))
    free = shutil.disk_usage(place).free
    writable = os.access(place, os.W_OK)
    facts = {"folder": str(place), "megabytes": str(free >> 20)}
    good = free > _LOW_SPACE and writable
    return Finding("disk", Health.GOOD if good else Health.PROBLEM, facts, essential=True)


_LOOKS: tuple[Callable[[RunOptions], Finding], ...] = (_program, _worker, _disk, _wallet, _keyring, _display)


def examine(options: RunOptions) -> tuple[Finding, ...]:
    """Return what was found. No wallet is opened and no address is contacted."""
    return (*(look(options) for look in _LOOKS), *_wallet_files(options), *_parts(options))
