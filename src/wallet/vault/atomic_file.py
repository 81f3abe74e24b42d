"""Write a file so that after a crash, a power cut or a full disk there is either the old one or the new one, whole.

Temporary file in the same folder, fsync, rename, fsync of the folder. Everything that this program keeps on disk
besides the database goes through here.
"""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from wallet.errors import EnvironmentFailedError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
TEMPORARY = ".part"
"""Suffix of a file that is being written; what is left of it after a crash is removed at the next start."""


def environment_error(error: OSError, path: Path) -> EnvironmentFailedError:
    """Return what the machine refused as a typed error with its own sentence."""
    facts = {"path": str(path), "folder": str(path.parent)}
    if error.errno in _FULL:
        return EnvironmentFailedError("vault.disk_full", facts)
    if error.errno in _FORBIDDEN:
        return EnvironmentFailedError("vault.no_permission", facts)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return EnvironmentFailedError("vault.no_folder", facts)
    return EnvironmentFailedError("vault.io_failed", facts)


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` durable (POSIX; Windows does it with the rename itself)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to that takes the place of ``path`` when the block ends well, and vanishes when not.

    Raises:
        EnvironmentFailedError: ``vault.disk_full``, ``vault.no_permission``, ``vault.no_folder``, ``vault.io_failed``.
    """
    temporary = path.with_name(path.name + TEMPORARY)
    try:
        try:
            descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(descriptor, "w+b") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(path)
            sync_folder(path.parent)
        except OSError as error:
            raise environment_error(error, path) from error
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def write(path: Path, data: bytes) -> None:
    """Replace the content of ``path`` by ``data``, all or nothing.

    Raises:
        EnvironmentFailedError: see :func:`replacing`.
    """
    with replacing(path) as stream:
        stream.write(data)
