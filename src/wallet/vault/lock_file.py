"""One wallet, one process: a lock that the operating system frees when its owner dies, so that none goes stale.

The lock holds on one computer. For a folder that is shared or copied between computers the file says which computer has
it open; it is empty when nobody has.
"""

import contextlib
import errno
import os
import sys
from pathlib import Path

from wallet.errors import LockedError
from wallet.vault.atomic_file import environment_error

NAME = "wallet.lock"
_HELD = {errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK, errno.EDEADLK}
_LONGEST = 200


def _take(descriptor: int) -> None:
    """Lock an open file or raise ``OSError``."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """Held while the wallet in ``folder`` is open. The file stays behind; only the lock on it means something.

    ``elsewhere`` names another computer that had the wallet open and did not say that it closed it.
    """

    def __init__(self, folder: Path, computer: str = "") -> None:
        """Take the lock for ``computer``.

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
            if error.errno not in _HELD:
                raise environment_error(error, path) from error
            raise LockedError("vault.in_use", {"folder": str(folder)}) from error
        self._computer = computer
        self.elsewhere = self._sign() if computer else None

    def _sign(self) -> str | None:
        """Write our name over that of a computer that is still in the file, and return the other's."""
        if self._descriptor is None:
            return None
        left = ""
        with contextlib.suppress(OSError):
            left = os.read(self._descriptor, _LONGEST).decode("utf-8", "replace").strip()
            self._write(self._computer)
        return left if left and left != self._computer else None

    def _write(self, text: str) -> None:
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, text.encode()[:_LONGEST])

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._descriptor is not None:
            with contextlib.suppress(OSError):
                if self._computer:
                    self._write("")
            with contextlib.suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = None
