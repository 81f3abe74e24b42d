"""How often a code on paper is read from a photo: a synthetic camera, written down here, and the app's own reader.

The model: the code is printed at 150 dpi as wide as a portfolio prints it, on white paper; the paper is seen at an
angle (a true perspective view of a plane, tilted and turned), out of focus by a Gaussian blur, under light that falls
off across it, with sensor noise and JPEG at quality 70. No device stands behind it; real cameras differ.
"""

import hashlib
import io
import math
import random
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageChops, ImageFilter

from wallet.formats import qr_image, share_code
from wallet.sharing import qr

DPI = 150
PRINTED_MM = 70
PHOTO = (1600, 1200)


@dataclass(frozen=True)
class Conditions:
    """How a photo was taken: largest tilt and turn in degrees, blur in pixels, noise, share that the code fills."""

    name: str
    tilt: float
    turn: float
    blur: float
    noise: float
    fills: float = 0.8


CONDITIONS = (
    Conditions("flat scan", 0, 1, 0.5, 6),
    Conditions("good photo", 12, 8, 0.9, 10),
    Conditions("hand-held", 20, 15, 1.4, 16),
    Conditions("poor", 30, 25, 2.0, 22),
)


def _text(size: int) -> str:
    data = b"".join(hashlib.sha256(number.to_bytes(4, "big")).digest() for number in range(size // 32 + 1))
    return share_code.to_text(data[:size])


def _coefficients(target: list[tuple[float, float]], source: list[tuple[float, float]]) -> list[float]:
    """Return the eight numbers of the perspective that maps ``target`` points back to ``source`` points."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for column in range(8):
        pivot = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(8):
            if row != column:
                factor = rows[row][column] / rows[column][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [rows[index][8] / rows[index][index] for index in range(8)]


def photograph(printed: Image.Image, seen: Conditions, chance: random.Random) -> Image.Image:
    """Return a photo of a printed code under these conditions."""
    side, (width, height) = printed.width, PHOTO
    tilt_x, tilt_y = (math.radians(chance.uniform(-seen.tilt, seen.tilt)) for _ in range(2))
    turn = math.radians(chance.uniform(-seen.turn, seen.turn))
    half = min(PHOTO) * seen.fills / 2
    corners = []
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        u, v = x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
        depth = 3.2 + u * math.sin(tilt_y) + v * math.sin(tilt_x)
        scale = 3.2 / depth
        corners.append(
            (width / 2 + half * u * math.cos(tilt_y) * scale, height / 2 + half * v * math.cos(tilt_x) * scale)
        )
    source: list[tuple[float, float]] = [(0, 0), (side, 0), (side, side), (0, side)]
    photo = printed.transform(
        PHOTO, Image.Transform.PERSPECTIVE, _coefficients(corners, source), Image.Resampling.BICUBIC, fillcolor=235
    )
    photo = photo.filter(ImageFilter.GaussianBlur(seen.blur * chance.uniform(0.7, 1.0)))
    light = Image.linear_gradient("L").resize(PHOTO).point(lambda value: 165 + value * 90 // 255)
    photo = ImageChops.multiply(photo, light.rotate(chance.choice((0, 180))))
    photo = ImageChops.add(photo, Image.effect_noise(PHOTO, seen.noise), scale=1, offset=-128)
    out = io.BytesIO()
    photo.save(out, "JPEG", quality=70)
    return Image.open(io.BytesIO(out.getvalue()))


def _printed(text: str) -> Image.Image:
    drawn = Image.open(io.BytesIO(qr.still_png(text, scale=8))).convert("L")
    side = round(PRINTED_MM / 25.4 * DPI)
    return drawn.resize((side, side), Image.Resampling.LANCZOS)


def run(*, sizes: tuple[int, ...] = (300, 700, 1_200), photos: int = 20) -> dict[str, dict[int, int]]:
    """Return how many of ``photos`` were read, by conditions and size of the message in bytes."""
    found: dict[str, dict[int, int]] = {}
    for seen in CONDITIONS:
        for size in sizes:
            text, chance = _text(size), random.Random(f"{seen.name} {size}")
            printed = _printed(text)
            read = sum(text in qr_image.read_picture(photograph(printed, seen, chance)) for _ in range(photos))
            found.setdefault(seen.name, {})[size] = read
    return found


def main() -> None:
    """Print the figures."""
    figures: Any = run()
    for name, by_size in figures.items():
        print(f"{name:<12}" + "".join(f"  {size:>5} B: {read:>2}/20" for size, read in by_size.items()))


if __name__ == "__main__":
    main()
