"""A video file made of still pictures: AVI with Motion JPEG, as plain as a player accepts it."""

import io
import struct
from collections.abc import Sequence

from PIL import Image


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + (b"\0" if len(data) % 2 else b"")


def _list(kind: bytes, *parts: bytes) -> bytes:
    return _chunk(b"LIST", kind + b"".join(parts))


def avi(pictures: Sequence[Image.Image], frames_per_second: int = 10) -> bytes:
    """Return a video that shows ``pictures`` one after the other; all must have the size of the first."""
    width, height = pictures[0].size
    frames = []
    for picture in pictures:
        out = io.BytesIO()
        picture.convert("RGB").save(out, "JPEG", quality=90)
        frames.append(out.getvalue())
    largest = max(map(len, frames))
    main = struct.pack(
        "<14I", 1_000_000 // frames_per_second, largest * frames_per_second, 0, 0x10, len(frames), 0, 1, largest,
        width, height, 0, 0, 0, 0,
    )  # fmt: skip
    stream = b"vidsMJPG" + struct.pack(
        "<IHHIIIIIIII4H", 0, 0, 0, 0, 1, frames_per_second, 0, len(frames), largest, 0xFFFFFFFF, 0, 0, 0, width, height
    )
    bitmap = struct.pack("<IiiHH4sIiiII", 40, width, height, 1, 24, b"MJPG", width * height * 3, 0, 0, 0, 0)
    header = _list(b"hdrl", _chunk(b"avih", main), _list(b"strl", _chunk(b"strh", stream), _chunk(b"strf", bitmap)))
    movie, index, place = [], [], 4
    for frame in frames:
        chunk = _chunk(b"00dc", frame)
        movie.append(chunk)
        index.append(b"00dc" + struct.pack("<III", 0x10, place, len(frame)))
        place += len(chunk)
    return _chunk(b"RIFF", b"AVI " + header + _list(b"movi", *movie) + _chunk(b"idx1", b"".join(index)))
