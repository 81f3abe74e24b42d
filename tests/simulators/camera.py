"""A camera on paper: how a code on a screen or a sheet looks to a lens. It stands in for a device, which no test has.

The model, in the order of light: a sheet or screen with the code on it and a margin; perspective (tilt about both
axes) and rotation; scaling to the sensor; defocus as a Gaussian blur; uneven light as a gradient; sensor noise; JPEG.
What it leaves out: rolling shutter, moiré of a screen's pixels, reflections, motion during the exposure.
"""

import io
import math
import random
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter


@dataclass(frozen=True)
class View:
    """How the picture is taken. ``fill``: share of the sensor's height that the code takes."""

    width: int = 1280
    height: int = 720
    fill: float = 0.85
    tilt_x: float = 0.0
    tilt_y: float = 0.0
    turn: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    shade: float = 0.0
    jpeg: int = 90


STEADY = View(blur=0.6, noise=4)
HAND_HELD = View(fill=0.8, tilt_x=6, tilt_y=-5, turn=4, blur=1.0, noise=8, shade=0.2, jpeg=80)


def looked_at(code: Image.Image, view: View, dice: random.Random) -> Image.Image:
    """Return the grey picture that the sensor gives of ``code`` (dark on light, with its quiet zone)."""
    side = int(view.height * view.fill)
    # Drawn at twice the size first, so that scaling does not do the work of the lens.
    sheet = Image.new("L", (2 * view.width, 2 * view.height), 190)
    sheet.paste(
        code.convert("L").resize((2 * side, 2 * side), Image.Resampling.LANCZOS),
        (view.width - side, view.height - side),
    )
    seen = sheet.transform(
        sheet.size, Image.Transform.PERSPECTIVE, _perspective(view, sheet.size), Image.Resampling.BICUBIC, fillcolor=190
    )
    seen = seen.rotate(view.turn, Image.Resampling.BICUBIC, fillcolor=190)
    seen = seen.resize((view.width, view.height), Image.Resampling.BOX)
    if view.blur:
        seen = seen.filter(ImageFilter.GaussianBlur(view.blur))
    if view.shade:
        light = (
            Image.linear_gradient("L").resize(seen.size).point([int(255 - view.shade * value) for value in range(256)])
        )
        seen = ImageChops.multiply(seen, light)
    if view.noise:
        grain = Image.frombytes("L", (320, 180), dice.randbytes(320 * 180)).resize(seen.size, Image.Resampling.NEAREST)
        amount = view.noise
        grain = grain.point([int(128 + (value - 128) * amount / 128) for value in range(256)])
        seen = ImageChops.add(seen, grain, offset=-128)
    out = io.BytesIO()
    seen.save(out, "JPEG", quality=view.jpeg)
    return Image.open(io.BytesIO(out.getvalue())).convert("L")


def any_view(dice: random.Random, *, width: int = 1600, height: int = 1200) -> View:
    """Return a photo as people take them: the whole code in it, up to 20 degrees off, a little out of focus."""
    return View(
        width=width,
        height=height,
        fill=dice.uniform(0.42, 0.62),
        tilt_x=dice.uniform(-20, 20),
        tilt_y=dice.uniform(-20, 20),
        turn=dice.uniform(-25, 25),
        blur=dice.uniform(0.3, 1.8),
        noise=dice.uniform(2, 14),
        shade=dice.uniform(0, 0.4),
        jpeg=dice.randint(70, 92),
    )


def _perspective(view: View, size: tuple[int, int]) -> tuple[float, ...]:
    """Return the eight numbers for Pillow: output point -> input point, around the middle of the picture."""
    width, height = size
    distance = 1.6 * height
    gain_x, gain_y = math.sin(math.radians(view.tilt_x)) / distance, math.sin(math.radians(view.tilt_y)) / distance
    scale_x, scale_y = 1 / math.cos(math.radians(view.tilt_x)), 1 / math.cos(math.radians(view.tilt_y))
    middle_x, middle_y = width / 2, height / 2
    one = 1 - gain_x * middle_x - gain_y * middle_y
    return (
        (scale_x + gain_x * middle_x) / one,
        gain_y * middle_x / one,
        (middle_x * one - scale_x * middle_x - gain_x * middle_x**2 - gain_y * middle_x * middle_y) / one,
        gain_x * middle_y / one,
        (scale_y + gain_y * middle_y) / one,
        (middle_y * one - scale_y * middle_y - gain_y * middle_y**2 - gain_x * middle_x * middle_y) / one,
        gain_x / one,
        gain_y / one,
    )
