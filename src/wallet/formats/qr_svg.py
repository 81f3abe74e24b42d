"""QR codes in the SVG form that this program writes: one path of dark modules, a module is one unit.

No other SVG is drawn: drawing needs a renderer, and a picture from a stranger is not given to one here.
"""

import re
from typing import Any

from wallet.formats.material import Material

_CODE = re.compile(
    rb'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 (?P<side>\d{2,3}) (?P=side)"[^<>]*>'
    rb"(?:<title>[^<]*</title>)?"
    rb'<path fill="#fff" d="[^"]*"/><path d="(?P<runs>(?:M\d{1,3} \d{1,3}h\d{1,3}v1h-\d{1,3}z)+)"/></svg>\s*\Z'
)
_RUN = re.compile(rb"M(\d+) (\d+)h(\d+)v1h-\d+z")
_MOST_MODULES = 185
"""Version 40 with its quiet zone."""

_SCALE = 4


def picture(material: Material) -> Any | None:
    """Return the code as a grey picture, or nothing where it is another SVG."""
    match = _CODE.search(material.data) if len(material.data) < 1 << 20 else None
    if match is None or int(match["side"]) > _MOST_MODULES:
        return None
    from PIL import Image

    side = int(match["side"])
    rows = [bytearray(b"\xff" * side) for _ in range(side)]
    for start, row, length in _RUN.findall(match["runs"]):
        first, last = int(start), int(start) + int(length)
        if int(row) >= side or last > side:
            return None
        rows[int(row)][first:last] = bytes(last - first)
    code = Image.frombytes("L", (side, side), b"".join(rows))
    return code.resize((side * _SCALE, side * _SCALE), Image.Resampling.NEAREST)
