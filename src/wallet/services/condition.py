"""How a wallet's files are, without opening it: what can be told before the passphrase."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from wallet.errors import LockedError, WalletError
from wallet.vault import folder as on_disk
from wallet.vault import lock_file
from wallet.vault.synced_folder import synced_by


@dataclass(frozen=True, slots=True)
class Condition:
    """``problem`` is the stable code of what keeps it from being opened, or nothing.

    ``private``: nobody else on this computer may read the files (always true where that cannot be told).
    """

    folder: Path
    size: int
    ways_in: tuple[str, ...]
    in_use: bool
    private: bool
    synced_by: str | None
    problem: str | None = None


def condition_of(folder: Path) -> Condition | None:
    """Return how the wallet in ``folder`` is, or nothing where there is none. Nothing is changed."""
    if not on_disk.exists(folder):
        return None
    problem: str | None = None
    ways: tuple[str, ...] = ()
    try:
        ways = tuple(way.kind.value for way in on_disk.read_header(folder).ways_in)
        size = on_disk.size_on_disk(folder)[0]
    except WalletError as error:
        problem, size = error.code, 0
    if problem is None and not (folder / "wallet.db").exists():
        problem = "vault.database_missing"
    return Condition(folder, size, ways, _in_use(folder), _private(folder), synced_by(folder), problem)


def _in_use(folder: Path) -> bool:
    try:
        lock_file.FolderLock(folder).release()
    except LockedError:
        return True
    except WalletError:
        return False
    return False


def _private(folder: Path) -> bool:
    if os.name != "posix":
        return True
    paths = (folder, *folder.glob("wallet.*"))
    return not any(stat.S_IMODE(path.stat().st_mode) & 0o077 for path in paths)
