"""Badges baked into PNG pictures (Open Badges 2.0 and 3.0 baking): read the text chunks, never the picture.

An own chunk reader: the picture itself is not decoded, so its dimensions cannot hurt.
"""

import struct
import zlib
from collections.abc import Iterator

from wallet.errors import MalformedError
from wallet.formats.inflate import inflate
from wallet.formats.material import Material

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD_2 = "openbadges"
KEYWORD_3 = "openbadgecredential"
KEYWORDS = frozenset({KEYWORD_2, KEYWORD_3, "openbadge"})

_TEXT_CHUNKS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_MAX_CHUNKS = 100_000


def sniff(material: Material) -> bool:
    """Tell whether it begins as a PNG."""
    return material.data.startswith(SIGNATURE)


def unwrap(material: Material) -> bytes | None:
    """Return the credential text baked into the picture, or nothing where there is none.

    Raises:
        MalformedError: ``format.png_chunks``, ``format.png_text``, ``format.baked_twice`` (two different ones).
        UnsafeInputError: ``format.unsafe_inflated``.
    """
    found: list[bytes] = []
    for kind, body in chunks(material.data):
        if kind not in _TEXT_CHUNKS:
            continue
        text = _text(kind, body, material.limits.max_bytes)
        if text is not None and text not in found:
            found.append(text)
    if len(found) > 1:
        # Whoever shows the other one than whoever checks is how a forged badge gets a true tick.
        raise MalformedError("format.baked_twice")
    return found[0] if found else None


def bake(picture: bytes, text: str, *, keyword: str = KEYWORD_3) -> bytes:
    """Return the picture with ``text`` baked in as one uncompressed iTXt chunk, in place of any that was there.

    Raises:
        MalformedError: ``format.png_chunks``.
    """
    out = [SIGNATURE]
    written = False
    body = keyword.encode("latin-1") + b"\x00\x00\x00\x00\x00" + text.encode("utf-8")
    for kind, old in chunks(picture):
        if kind in _TEXT_CHUNKS and old.partition(b"\x00")[0].decode("latin-1") in KEYWORDS:
            continue
        out.append(_chunk(kind, old))
        if kind == b"IHDR" and not written:
            out.append(_chunk(b"iTXt", body))
            written = True
    return b"".join(out)


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the type and body of every chunk from IHDR to IEND (PNG third edition, section 5.3).

    Raises:
        MalformedError: ``format.png_chunks`` for a wrong order, length or check value.
    """
    position, count = len(SIGNATURE), 0
    kind = b""
    while kind != b"IEND":
        if count > _MAX_CHUNKS or position + 12 > len(data):
            raise MalformedError("format.png_chunks")
        (length,) = struct.unpack_from(">I", data, position)
        kind = data[position + 4 : position + 8]
        end = position + 8 + length
        if end + 4 > len(data) or not kind.isalpha() or (count == 0) != (kind == b"IHDR"):
            raise MalformedError("format.png_chunks")
        (check,) = struct.unpack_from(">I", data, end)
        if zlib.crc32(data[position + 4 : end]) != check:
            raise MalformedError("format.png_chunks")
        yield kind, data[position + 8 : end]
        position, count = end + 4, count + 1


def dimensions(data: bytes) -> tuple[int, int]:
    """Return the width and height that the header states, in pixels; (0, 0) where there is none."""
    if not data.startswith(SIGNATURE) or len(data) < 24:
        return 0, 0
    width, height = struct.unpack_from(">II", data, 16)
    return int(width), int(height)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _text(kind: bytes, body: bytes, limit: int) -> bytes | None:
    keyword, mark, rest = body.partition(b"\x00")
    if not mark or keyword.decode("latin-1") not in KEYWORDS:
        return None
    if kind == b"tEXt":
        return _latin(rest)
    if kind == b"zTXt":
        return _latin(_inflated(rest[:1], rest[1:], limit))
    if len(rest) < 2:
        raise MalformedError("format.png_text")
    compressed, method, tail = rest[0], rest[1:2], rest[2:]
    language_and_keyword = tail.split(b"\x00", 2)
    if len(language_and_keyword) != 3 or compressed > 1:
        raise MalformedError("format.png_text")
    text = language_and_keyword[2]
    return _inflated(method, text, limit).strip() if compressed else text.strip()


def _inflated(method: bytes, data: bytes, limit: int) -> bytes:
    if method != b"\x00":
        raise MalformedError("format.png_text")
    return inflate(data, limit=limit)


def _latin(text: bytes) -> bytes:
    """Return the text of a tEXt or zTXt chunk as UTF-8: the format says Latin-1, bakers wrote UTF-8."""
    try:
        text.decode("utf-8", "strict")
    except UnicodeDecodeError:
        return text.decode("latin-1").encode("utf-8").strip()
    return text.strip()
