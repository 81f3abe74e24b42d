"""Dragging a card out of the window gives the credential as the file that was issued.

The file lies in a folder of this run only, in the memory-backed runtime folder where the platform has one, and is
taken away when the wallet is locked or the program ends: dragging out is the one moment at which bytes leave the
encrypted wallet, and the person asked for it.
"""

import shutil
from pathlib import Path

from PySide6.QtCore import QDir, QMimeData, Qt, QTemporaryDir, QUrl
from PySide6.QtGui import QDrag, QPixmap
from PySide6.QtWidgets import QWidget

from wallet.services.library import Stored
from wallet.ui.runtime_folder import runtime_folder

_ENDINGS = {
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "application/pdf": ".pdf",
    "application/json": ".json",
    "application/ld+json": ".json",
    "application/vc": ".json",
    "application/vc+ld+json": ".json",
    "application/vc+jwt": ".jwt",
    "application/jwt": ".jwt",
    "application/dc+sd-jwt": ".sdjwt",
    "application/vc+sd-jwt": ".sdjwt",
}
_folder: list[QTemporaryDir] = []


def file_name(title: str, media_type: str) -> str:
    """Return a name that every file system takes, from a title that somebody else wrote."""
    kept = "".join(c if c.isalnum() or c in " -_" else " " for c in title)
    stem = " ".join(kept.split())[:60].strip() or "credential"
    return stem + _ENDINGS.get(media_type, ".json" if "json" in media_type else ".txt" if "text" in media_type else "")


def start(source: QWidget, stored: Stored, picture: QPixmap | None) -> None:
    """Drag the original bytes of ``stored`` out of ``source``."""
    if not _folder:
        _folder.append(QTemporaryDir(f"{runtime_folder() or QDir.tempPath()}/capsa-drag-XXXXXX"))
    path = Path(_folder[0].path()) / file_name(stored.card.title, stored.media_type)
    path.write_bytes(stored.raw)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drag = QDrag(source)
    drag.setMimeData(mime)
    if picture is not None:
        drag.setPixmap(picture)
    drag.exec(Qt.DropAction.CopyAction)


def forget() -> None:
    """Take away every file that was dragged out."""
    while _folder:
        folder = _folder.pop()
        shutil.rmtree(folder.path(), ignore_errors=True)
