"""Codes as a camera sees them: the moving code under loss, and printed codes photographed at an angle.

The camera is a model (``simulators.camera``); no device stands in for a real one here. The long test prints the table
of limits that the specification of the share code states.
"""

import io
import itertools
import os
import random
from dataclasses import replace

import pytest
from PIL import Image, ImageFilter

from simulators.camera import HAND_HELD, View, any_view, looked_at
from wallet.formats import qr_image, share_code
from wallet.sharing import qr


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("L")


def frames_needed(size: int, loss: float, *, seed: int, view: View = HAND_HELD) -> int:
    """Show a moving code to the camera from any point on; return how many frames were shown until it was whole."""
    dice = random.Random(seed)
    message = dice.randbytes(size)
    texts = qr.moving_frames(message)
    reader = share_code.MovingReader()
    for shown in itertools.count(1):
        text = texts[(shown + seed * 7) % len(texts)]
        if dice.random() < loss:
            continue
        seen = looked_at(
            picture(qr.frame_png(text, scale=3)),
            replace(view, turn=view.turn + dice.uniform(-2, 2), blur=dice.uniform(0.6, 1.2)),
            dice,
        )
        for found in qr_image.read_frame(seen.width, seen.height, seen.width, seen.tobytes()):
            if reader.add(found):
                assert reader.message() == message
                return shown
        assert shown < 1000
    raise AssertionError


@pytest.mark.parametrize(("size", "loss", "most"), [(2_000, 0.0, 6), (2_000, 0.3, 12), (8_000, 0.3, 30)])
def test_a_moving_code_arrives_through_the_camera(size: int, loss: float, most: int) -> None:
    assert frames_needed(size, loss, seed=1) <= most


def printed(text: str, *, centimetres: float, dots_per_inch: int = 150) -> Image.Image:
    """Return a code as a printer of this resolution puts it on paper, with the ink running a little."""
    dots = round(centimetres / 2.54 * dots_per_inch)
    code = picture(qr.still_png(text, scale=4)).resize((dots, dots), Image.Resampling.BOX)
    return code.resize((dots * 4, dots * 4), Image.Resampling.NEAREST).filter(ImageFilter.GaussianBlur(2))


def photos_read(count: int, *, seed: int) -> int:
    dice = random.Random(seed)
    read = 0
    for _ in range(count):
        text = share_code.to_text(dice.randbytes(dice.choice([150, 400, 646, 900])), page="https://check.example/")
        photo = looked_at(printed(text, centimetres=6), any_view(dice), dice)
        read += qr_image.read_picture(photo) == (text,)
    return read


def test_printed_codes_are_read_from_photos() -> None:
    assert photos_read(8, seed=5) >= 7


SIZES = [2_000, 8_000] if os.environ.get("WALLET_LONG") == "short" else [2_000, 8_000, 32_000, 100_000]


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("size", SIZES)
def test_the_table_of_limits(size: int) -> None:
    row = []
    for loss, factor in ((0.0, 1.3), (0.1, 1.5), (0.3, 2.0)):
        shown = [frames_needed(size, loss, seed=seed) for seed in range(3 if size < 30_000 else 1)]
        mean = sum(shown) / len(shown)
        row.append(f"{mean:.0f} ({mean / qr.FRAMES_PER_SECOND:.1f} s)")
        assert mean <= factor * (size / qr.FRAME_BYTES) + 4
    print(f"moving code, {size} bytes, 0 / 10 / 30 % lost: {' / '.join(row)} at {qr.FRAMES_PER_SECOND} a second")


@pytest.mark.long
@pytest.mark.timeout(900)
def test_the_rate_of_printed_codes() -> None:
    count = 60
    read = photos_read(count, seed=9)
    print(f"printed codes at 150 dpi, 6 cm, photographed: {read} of {count}")
    assert read >= 0.9 * count
