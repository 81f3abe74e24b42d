"""Pictures that came with a credential, decoded with limits and without ever loading anything from outside.

``decode`` is meant for a task thread: it returns a small ``QImage`` or nothing, and never raises for bad bytes.
SVG is drawn by ``QSvgRenderer`` after everything that could load or run was taken out; animations show one frame.
"""

import re

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtSvg import QSvgRenderer

MAX_BYTES = 8 << 20
MAX_SIDE = 12_000
MAX_PIXELS = 40_000_000
_RASTER = {b"\x89PNG\r\n\x1a\n": b"png", b"\xff\xd8\xff": b"jpeg", b"GIF8": b"gif", b"RIFF": b"webp"}
_MAX_SVG_BYTES = 1 << 20
_MAX_SVG_ELEMENTS = 20_000
_UNSAFE_SVG = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet", re.IGNORECASE)
_DROPPED_ELEMENTS = re.compile(
    rb"<(?:\w+:)?(script|foreignObject|iframe|image|use|feImage|style|animate\w*|set|filter|pattern)\b"
    rb"(?:[^>]*/>|.*?</(?:\w+:)?\1\s*>)",
    re.IGNORECASE | re.DOTALL,
)
_DROPPED_ATTRIBUTES = re.compile(rb"""\s(?:on\w+|(?:\w+:)?href)\s*=\s*(?:"[^"]*"|'[^']*')""", re.IGNORECASE)


def _format_of(data: bytes) -> bytes | None:
    for magic, name in _RASTER.items():
        if data.startswith(magic):
            return name
    return None


def _raster(data: bytes, name: bytes, side: int) -> QImage | None:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    if not buffer.open(QIODevice.OpenModeFlag.ReadOnly):
        return None
    # The format is the one the bytes show: no plug-in is picked by a name that somebody else chose.
    reader = QImageReader(buffer, QByteArray(name))
    reader.setDecideFormatFromContent(False)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > MAX_SIDE or size.width() * size.height() > MAX_PIXELS:
        return None
    reader.setAutoTransform(True)
    if size.width() > side or size.height() > side:
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else image


def _strip_svg(data: bytes) -> bytes | None:
    if len(data) > _MAX_SVG_BYTES or _UNSAFE_SVG.search(data) or data.count(b"<") > _MAX_SVG_ELEMENTS * 2:
        return None
    return _DROPPED_ATTRIBUTES.sub(b"", _DROPPED_ELEMENTS.sub(b"", data))


def _vector(data: bytes, side: int) -> QImage | None:
    stripped = _strip_svg(data)
    if stripped is None:
        return None
    renderer = QSvgRenderer(QByteArray(stripped))
    if not renderer.isValid():
        return None
    natural = renderer.defaultSize()
    if natural.width() < 1 or natural.height() < 1:
        natural = QSize(side, side)
    size = natural.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def decode(data: bytes, side: int) -> QImage | None:
    """Return the picture in ``data`` fitted into a square of ``side`` pixels, or nothing when it is not to be shown."""
    if not data or len(data) > MAX_BYTES:
        return None
    name = _format_of(data)
    if name is not None:
        return _raster(data, name, side)
    head = data[:512].lstrip().lower()
    if head.startswith((b"<svg", b"<?xml")) or b"<svg" in head:
        return _vector(data, side)
    return None
