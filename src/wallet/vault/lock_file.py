"""One wallet, one process: a lock that the operating system frees when its owner dies, so that none goes stale."""

import contextlib
import os
import sys
from pathlib import Path

from wallet.errors import LockedError
from wallet.vault.atomic_file import environment_error

NAME = "wallet.lock"


def _take(descriptor: int) -> None:
    """Lock an open file or raise ``OSError``."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """Held while the wallet in ``folder`` is open. The file stays behind; only the lock on it means something."""

    def __init__(self, folder: Path) -> None:
        """Take the lock.

        Raises:
            LockedError: ``vault.in_use``: another process, or another window of this one, has it.
            EnvironmentFailedError: the file cannot be made.
        """
        path = folder / NAME
        try:
            self._descriptor: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise environment_error(error, path) from error
        try:
            _take(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            self._descriptor = None
            raise LockedError("vault.in_use", {"folder": str(folder)}) from error

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._descriptor is not None:
            with contextlib.suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = None
