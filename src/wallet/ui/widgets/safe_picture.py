"""Pictures that came with a credential, decoded with limits and without ever loading anything from outside.

``decode`` is meant for a task thread: it returns a small ``QImage`` or nothing, and never raises for bad bytes.
SVG is drawn by ``QSvgRenderer`` after everything that could load or run was taken out; animations show one frame.
"""

import re

from lxml import etree
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
# What could load, run, repeat itself without end, or draw for minutes.
_DROPPED = frozenset(
    {
        "a",
        "animate",
        "animatecolor",
        "animatemotion",
        "animatetransform",
        "audio",
        "feimage",
        "filter",
        "foreignobject",
        "iframe",
        "image",
        "pattern",
        "script",
        "set",
        "style",
        "use",
        "video",
    }
)
_DROPPED_ATTRIBUTES = frozenset({"href", "base", "stroke-dasharray", "filter"})


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
    """Return a drawing without anything that loads or runs, in time that grows no faster than its size."""
    if len(data) > _MAX_SVG_BYTES or _UNSAFE_SVG.search(data) or data.count(b"<") > _MAX_SVG_ELEMENTS * 2:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        if _local(element.tag) in _DROPPED and element.getparent() is not None:
            element.getparent().remove(element)
            continue
        for name, value in list(element.attrib.items()):
            if _dangerous(_local(str(name)), str(value)):
                del element.attrib[name]
    return bytes(etree.tostring(root))


def _local(name: str) -> str:
    return name.rsplit("}", 1)[-1].casefold()


def _dangerous(name: str, value: str) -> bool:
    squeezed = "".join(value.split()).casefold()
    outside = "url(" in squeezed.replace("url(#", "")
    return name.startswith("on") or name in _DROPPED_ATTRIBUTES or outside


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
