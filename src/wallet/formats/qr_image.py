"""QR codes in pictures and camera frames, read with zxing-cpp: several in one picture, at an angle, blurred, inverted.

Pictures are opened with limits on their size before a pixel is decoded.
"""

import io
import warnings
from collections.abc import Iterator
from typing import Any

from wallet.errors import MalformedError, NotACredentialError, UnsafeInputError
from wallet.formats.material import Material

_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*")
_MAX_PIXELS = 36_000_000
"""Most pixels of a picture that is decoded whole: a screen of 7680 by 4320."""

_MAX_DECODED = 110_000_000
"""Most bytes that decoding and making grey may take at once; the file may be a few kilobytes."""

_BYTES_PER_PIXEL = {"1": 1, "L": 1, "LA": 2, "RGB": 3, "RGBA": 4, "CMYK": 4, "P": 5}
_UNUSUAL = 8
_LARGE = 4_000_000
"""From this number of pixels on a code is large enough to be read without help, or it is not there."""

_MAX_JPEG_PIXELS = 170_000_000
"""A photo may be larger: a JPEG can be decoded at a fraction of its size."""

_WORKING_SIDE = 2560
"""Longest side, in pixels, that is searched."""

_MAX_FRAMES = 2_000
_MAX_ALL_FRAMES = 400_000_000
"""Most pixels of all frames of a moving picture together."""


def sniff(material: Material) -> bool:
    """Tell whether it begins as a picture."""
    head = material.data[:16]
    return head.startswith(_MAGIC) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")


def texts(material: Material) -> tuple[str, ...]:
    """Return the texts of all QR codes in a picture (all frames of a moving one), each once, in reading order.

    Raises:
        UnsafeInputError: ``format.unsafe_picture``.
        MalformedError: ``format.picture_broken``.
        NotACredentialError: ``format.not_a_credential_picture``: there is no code in it.
    """
    found: dict[str, None] = {}
    for picture, alone in _pictures(material.data):
        # Of a moving picture the next frame is a better second attempt than anything done to this one.
        for text in read_picture(picture) if alone else _read_once(picture):
            found.setdefault(text)
    if not found:
        raise NotACredentialError("format.not_a_credential_picture")
    return tuple(found)


def read_frame(width: int, height: int, stride: int, buffer: Any) -> tuple[str, ...]:
    """Return the texts of the QR codes in one grey frame (one byte a pixel, ``stride`` bytes a row).

    For camera and screen: a few milliseconds a frame, no second attempt. Never raises for what is in the frame.
    """
    import zxingcpp

    if width <= 0 or height <= 0 or stride < width or width * height > _MAX_PIXELS:
        return ()
    view = memoryview(buffer).cast("B")
    if len(view) < stride * (height - 1) + width:
        return ()
    if stride == width:
        rows = view[: width * height]
    else:
        rows = memoryview(b"".join(bytes(view[row * stride : row * stride + width]) for row in range(height)))
    frame = rows.cast("B", (height, width))
    return _sorted(zxingcpp.read_barcodes(frame, formats=_wanted(), text_mode=zxingcpp.TextMode.Plain))


def read_picture(picture: Any) -> tuple[str, ...]:
    """Return the texts of the QR codes in a Pillow picture; tries harder the longer nothing is found."""
    import zxingcpp

    for attempt, binarizer in _attempts(picture):
        found = zxingcpp.read_barcodes(
            attempt, formats=_wanted(), binarizer=binarizer, text_mode=zxingcpp.TextMode.Plain
        )
        if found:
            return _sorted(found)
    return ()


def _read_once(picture: Any) -> tuple[str, ...]:
    import zxingcpp

    return _sorted(zxingcpp.read_barcodes(picture, formats=_wanted(), text_mode=zxingcpp.TextMode.Plain))


def _wanted() -> Any:
    import zxingcpp

    return zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.MicroQRCode])


def _sorted(found: Any) -> tuple[str, ...]:
    def place(code: Any) -> tuple[int, int]:
        corner = code.position.top_left
        return corner.y // 64, corner.x

    return tuple(dict.fromkeys(code.text for code in sorted(found, key=place) if code.text))


def _attempts(picture: Any) -> Iterator[tuple[Any, Any]]:
    import zxingcpp
    from PIL import ImageFilter, ImageOps

    local, histogram = zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram
    yield picture, local
    yield picture, histogram
    half = picture.resize((max(1, picture.width // 2), max(1, picture.height // 2)), 4)
    if picture.width * picture.height > _LARGE:
        yield half, local
        return
    stretched = ImageOps.autocontrast(picture, cutoff=1)
    yield stretched.filter(ImageFilter.UnsharpMask(radius=3, percent=200, threshold=0)), local
    yield picture.filter(ImageFilter.GaussianBlur(1.5)), local
    doubled = stretched.resize((picture.width * 2, picture.height * 2), 3)
    yield doubled, local
    yield doubled.filter(ImageFilter.UnsharpMask(radius=4, percent=250, threshold=0)), histogram
    yield half, local


def _pictures(data: bytes) -> Iterator[tuple[Any, bool]]:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # Pillow warns from 89 million pixels on; our own limits are checked below before anything is decoded.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                yield from _frames(opened)
    except Image.DecompressionBombError as error:
        raise UnsafeInputError("format.unsafe_picture") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, OverflowError, IndexError) as error:
        raise MalformedError("format.picture_broken") from error


def _frames(opened: Any) -> Iterator[tuple[Any, bool]]:
    pixels = opened.width * opened.height
    size = pixels * _BYTES_PER_PIXEL.get(opened.mode, _UNUSUAL)
    if opened.format != "JPEG" and (pixels > _MAX_PIXELS or size > _MAX_DECODED):
        raise UnsafeInputError("format.unsafe_picture")
    if pixels > _MAX_JPEG_PIXELS:
        raise UnsafeInputError("format.unsafe_picture")
    if opened.format == "JPEG":
        opened.draft("L", (_WORKING_SIDE // 2, _WORKING_SIDE // 2))
    count = min(getattr(opened, "n_frames", 1), _MAX_FRAMES)
    if count > 1 and (pixels > _LARGE or pixels * count > _MAX_ALL_FRAMES):
        raise UnsafeInputError("format.unsafe_picture")
    for number in range(count):
        if number:
            opened.seek(number)
        yield _grey(opened), count == 1


def _grey(picture: Any) -> Any:
    from PIL import Image

    factor = -(-max(picture.size) // _WORKING_SIDE)
    if factor > 1:
        # Made smaller before anything is copied, so that a large picture is in memory once.
        picture = picture if picture.mode in ("L", "RGB", "RGBA", "LA") else picture.convert("RGBA")
        picture = picture.reduce(factor)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        # A code drawn on a transparent ground is meant to be seen on white.
        picture = picture.convert("RGBA")
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, picture)
    return picture.convert("L")
