"""Writing a file where the person chose, off the main thread, and saying so."""

import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from wallet.errors import EnvironmentFailedError
from wallet.ui import tasks
from wallet.ui.dialogs import file_dialog
from wallet.ui.state import AppState

_SUFFIXES = {
    "application/json": ".json",
    "application/ld+json": ".json",
    "application/vc+ld+json": ".json",
    "application/vc": ".json",
    "application/vp": ".json",
    "application/vc+jwt": ".jwt",
    "application/vp+jwt": ".jwt",
    "application/jwt": ".jwt",
    "application/dc+sd-jwt": ".sdjwt",
    "application/vc+sd-jwt": ".sdjwt",
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "application/zip": ".zip",
}


def file_name(title: str, media_type: str) -> str:
    """Return a file name that is safe on every system, made from a title that somebody else chose."""
    stem = re.sub(r"[^\w\- ]+", "", title, flags=re.UNICODE).strip()[:60].strip() or "credential"
    return stem + _SUFFIXES.get(media_type.split(";")[0], ".txt" if media_type.startswith("text/") else ".bin")


def write(path: Path, data: bytes) -> Path:
    """Write ``data`` beside ``path`` and move it into place, so that no half file is left behind.

    Raises:
        EnvironmentFailedError: ``window.not_saved`` with ``place`` and ``reason`` (the system's own words).
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".capsa-")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        facts = {"place": str(path), "reason": error.strerror or "?"}
        raise EnvironmentFailedError("window.not_saved", facts) from error
    return path


def ask_and_save(
    owner: QWidget,
    state: AppState,
    *,
    title: str,
    name: str,
    data: Callable[[], bytes],
    saved: Callable[[Path], None] | None = None,
) -> bool:
    """Ask where, then make ``data`` and write it on a task thread; tell whether the person chose a place."""
    path = file_dialog.save_file(owner, title, name)
    if path is None:
        return False

    def done(where: Path) -> None:
        said = QCoreApplication.translate("Saving", "Saved as {place}.").format(place=where)
        if saved is not None:
            saved(where)
        else:
            state.shell.toast(said)

    tasks.run(lambda: write(path, data()), owner=owner, done=done)
    return True
