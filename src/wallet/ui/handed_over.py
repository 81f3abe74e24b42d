"""What a drop, the clipboard or a file dialog hands over, as ``Source`` values: one type for every way in."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QImage

from wallet.model.secured import Carrier
from wallet.services import source
from wallet.services.source import Source

MAX_TEXT = 10 << 20
"""Longer text is not taken from a clipboard or drop, in characters (the limit for one credential)."""


def of_mime(mime: QMimeData) -> tuple[Source, ...]:
    """Return the sources in a drop or on the clipboard: files and links, else a picture, else text."""
    if mime.hasUrls():
        return tuple(found for url in mime.urls() if (found := of_url(url)) is not None)
    if mime.hasImage():
        picture = mime.imageData()
        return (of_image(picture, "image"),) if isinstance(picture, QImage) and not picture.isNull() else ()
    if mime.hasText():
        return of_text(mime.text())
    return ()


def of_text(text: str) -> tuple[Source, ...]:
    """Return the source in a text: a web address is to be fetched, everything else is looked at as it is."""
    wanted = text.strip()
    if not wanted or len(wanted) > MAX_TEXT:
        return ()
    if wanted.startswith("https://") and "\n" not in wanted and " " not in wanted and "#" not in wanted:
        return (source.from_url(wanted),)
    return (source.from_text(wanted),)


def is_share(found: Source) -> bool:
    """Tell whether this is what somebody else shows: a share code, to be checked and not to be added."""
    text = found.data or b""
    return text.startswith(b"capsa:") or (text.startswith(b"https://") and b"#1:" in text[:2000])


def of_url(url: QUrl) -> Source | None:
    """Return the source for one dropped address or file."""
    if url.isLocalFile():
        return source.from_path(Path(url.toLocalFile()))
    found = of_text(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
    return found[0] if found else None


def of_image(picture: QImage, label: str) -> Source:
    """Return the source for a picture (a code may be on it), as PNG bytes."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know only bytes for the format
    return source.from_bytes(bytes(data.data()), label, Carrier.PNG)


def offers_something(mime: QMimeData) -> bool:
    """Tell, without reading it, whether a drop may hold something for us."""
    return mime.hasUrls() or mime.hasImage() or mime.hasText()
