"""A folder for what lives as long as this run: it belongs to the person alone and is gone after a restart.

What the person drags out or sends by e-mail lies there for the other program to read, and is taken away when the wallet
is locked or the program ends: these are the only moments at which bytes leave the encrypted wallet unasked where to.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths

_laid_out: list[Path] = []


def runtime_folder() -> Path | None:
    """Return the folder, or None where none can be had that nobody else may enter."""
    if sys.platform != "linux" or os.environ.get("XDG_RUNTIME_DIR"):
        found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.RuntimeLocation)
        if found and Path(found).is_dir():
            return Path(found)
    # Without a session manager nobody made one; Qt would warn and take a guessable name without looking.
    folder = Path(tempfile.gettempdir()) / f"capsa-{os.getuid() if hasattr(os, 'getuid') else 'run'}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        about = folder.lstat()
    except OSError:
        return None
    ours = not hasattr(os, "getuid") or (about.st_uid == os.getuid() and about.st_mode & 0o077 == 0)
    return folder if ours and folder.is_dir() and not folder.is_symlink() else None


def lay_out(files: Sequence[tuple[str, bytes]]) -> tuple[Path, ...]:
    """Put files (name and content) where another program of this person can read them; see ``take_back``.

    Raises:
        OSError: there is no room.
    """
    prefix = f"capsa-out-{os.getpid()}-"
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=runtime_folder()))
    _laid_out.append(folder)
    made = []
    for number, (name, data) in enumerate(files, 1):
        path = folder / Path(name).name
        if path.exists():
            path = folder / f"{number} {Path(name).name}"
        path.write_bytes(data)
        made.append(path)
    return tuple(made)


def take_back() -> None:
    """Take away every file that was laid out, also by a run of this program that was cut off."""
    while _laid_out:
        shutil.rmtree(_laid_out.pop(), ignore_errors=True)
    base = runtime_folder() or Path(tempfile.gettempdir())
    for left in base.glob("capsa-out-*-*"):
        if not _runs(left.name.split("-")[2]):
            shutil.rmtree(left, ignore_errors=True)


def _runs(process: str) -> bool:
    if os.name != "posix" or not process.isdecimal():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
