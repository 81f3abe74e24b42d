"""Dragging out of the window: a card gives the credential as the file that was issued, a share its files.

The files lie in the runtime folder of this run and are taken away when the wallet is locked or the program ends.
"""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QPixmap
from PySide6.QtWidgets import QWidget

from wallet.services.library import Stored
from wallet.ui.runtime_folder import lay_out

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


def file_name(title: str, media_type: str) -> str:
    """Return a name that every file system takes, from a title that somebody else wrote."""
    kept = "".join(c if c.isalnum() or c in " -_" else " " for c in title)
    stem = " ".join(kept.split())[:60].strip() or "credential"
    return stem + _ENDINGS.get(media_type, ".json" if "json" in media_type else ".txt" if "text" in media_type else "")


def start(source: QWidget, stored: Stored, picture: QPixmap | None) -> bool:
    """Drag the original bytes of ``stored`` out of ``source``; tell whether somebody took them."""
    return start_files(source, [(file_name(stored.card.title, stored.media_type), stored.raw)], picture)


def start_files(source: QWidget, files: Sequence[tuple[str, bytes]], picture: QPixmap | None) -> bool:
    """Drag files (name and content) out of ``source``; tell whether somebody took them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in lay_out(files)])
    drag = QDrag(source)
    drag.setMimeData(mime)
    if picture is not None:
        drag.setPixmap(picture)
    return drag.exec(Qt.DropAction.CopyAction) == Qt.DropAction.CopyAction
