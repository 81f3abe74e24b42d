"""Codes to show: one still QR code up to version 25, and the frames of a moving one above that.

``qrcode`` writes still codes (PNG, SVG) with an address in byte mode and the digits in numeric mode; ``zxing-cpp``
writes frames, thirty times as fast. Error correction level L: a screen or a print has no dirt on it.
"""

import io
import math
import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from wallet.formats import share_code
from wallet.formats.fountain import MAX_BLOCKS, blocks_of

MAX_VERSION = 25
"""Above this a phone held by hand does not read a code any more (reference: trials, section 2)."""

QUIET_ZONE = 4
FRAME_BYTES = 800
"""Bytes of the message in one frame; with its head this fills a code of version 20."""

FRAMES_PER_SECOND = 8
_SPARE = 1.0
"""Share of frames beyond the first round, so that a reader who missed some need not wait for the next."""

_LEAST_SPARE = 8
_DIGITS = re.compile(r"\d+\Z")


def fits_still(text: str) -> bool:
    """Tell whether a text fits a single code of at most version 25."""
    return _still(text) is not None


def still_png(text: str, *, scale: int = 8) -> bytes:
    """Return a still code as PNG, ``scale`` pixels per module, black on white.

    Raises:
        ValueError: it does not fit; ask ``fits_still`` first.
    """
    from PIL import Image

    modules = _modules(text)
    side = len(modules)
    picture = Image.new("1", (side, side), 1)
    picture.putdata([0 if dark else 1 for row in modules for dark in row])
    picture = picture.resize((side * scale, side * scale), Image.Resampling.NEAREST)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def still_svg(text: str, *, title: str = "") -> bytes:
    """Return a still code as SVG: one path of dark modules on a white ground, a module is one unit.

    Raises:
        ValueError: it does not fit; ask ``fits_still`` first.
    """
    modules = _modules(text)
    side = len(modules)
    path = "".join(
        f"M{start} {y}h{end - start}v1h-{end - start}z" for y, row in enumerate(modules) for start, end in _runs(row)
    )
    name = f"<title>{_escaped(title)}</title>" if title else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side * 8}" height="{side * 8}" '
        f'shape-rendering="crispEdges">{name}<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>\n'
    ).encode()


def fits_moving(message: bytes) -> bool:
    """Tell whether a message can be shown as a moving code."""
    return 0 < len(message) <= share_code.MAX_MESSAGE and blocks_of(len(message), FRAME_BYTES) <= MAX_BLOCKS


def moving_frames(message: bytes, *, frame_bytes: int = FRAME_BYTES) -> tuple[str, ...]:
    """Return the texts of one round of a moving code, to be shown over and over.

    Blocks are made equally large; as many frames again carry random sums, for whoever missed some.
    """
    count = blocks_of(len(message), frame_bytes)
    block = math.ceil(len(message) / count)
    shown = count + max(_LEAST_SPARE, math.ceil(count * _SPARE))
    return tuple(islice(share_code.moving_texts(message, block=block), shown))


def frame_png(text: str, *, scale: int = 6) -> bytes:
    """Return one frame as PNG."""
    out = io.BytesIO()
    _frame(text, scale).save(out, "PNG")
    return out.getvalue()


def animated(texts: Sequence[str], *, scale: int = 6, frames_per_second: int = FRAMES_PER_SECOND) -> bytes:
    """Return a moving code as an animated GIF that plays for ever."""
    first, *others = (_frame(text, scale) for text in texts)
    out = io.BytesIO()
    # GIF counts in hundredths of a second.
    duration = round(100 / frames_per_second) * 10
    first.save(out, "GIF", save_all=True, append_images=others, duration=duration, loop=0, optimize=False)
    return out.getvalue()


def _frame(text: str, scale: int) -> Any:
    import zxingcpp
    from PIL import Image

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    cells: Any = code.to_image(scale=1, add_quiet_zones=False)
    side = cells.shape[0]
    picture = Image.new("L", (side + 2 * QUIET_ZONE,) * 2, 255)
    picture.paste(Image.frombytes("L", (side, side), bytes(memoryview(cells))), (QUIET_ZONE, QUIET_ZONE))
    whole = picture.width * scale
    return picture.resize((whole, whole), Image.Resampling.NEAREST).convert("1")


def _still(text: str) -> Any:
    import qrcode
    from qrcode import exceptions, util

    code = qrcode.QRCode(version=None, error_correction=qrcode.constants.ERROR_CORRECT_L, border=QUIET_ZONE)
    digits = _DIGITS.search(text)
    if digits is not None and digits.start():
        code.add_data(util.QRData(text[: digits.start()].encode("utf-8"), util.MODE_8BIT_BYTE), optimize=0)
        code.add_data(util.QRData(digits[0].encode("ascii"), util.MODE_NUMBER), optimize=0)
    else:
        code.add_data(text.encode("utf-8"))
    try:
        version = code.best_fit(start=1)
    except (exceptions.DataOverflowError, ValueError):
        return None
    return code if version <= MAX_VERSION else None


def _modules(text: str) -> list[list[bool]]:
    code = _still(text)
    if code is None:
        raise ValueError("too long for a still code")
    code.make(fit=False)
    made: list[list[bool]] = code.get_matrix()
    return made


def _runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    found, start = [], None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            found.append((start, x))
            start = None
    return found


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
