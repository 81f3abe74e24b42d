"""A folder for what lives as long as this run: it belongs to the person alone and is gone after a restart."""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QStandardPaths


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
