"""QR codes in pictures and frames, also as a camera sees them."""

import io
import json
import math
import random
from itertools import islice
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFilter

from unit.formats import papers
from wallet.errors import WalletError
from wallet.formats import qr_image, share_code
from wallet.formats.detect import recognise
from wallet.formats.material import Material
from wallet.formats.recognised import RecognisedContainer, RecognisedLink, RecognisedShare
from wallet.model.secured import Carrier

LONG = "https://check.example/#1:" + "8675309" * 60


def code(text: str, scale: int = 4) -> Image.Image:
    return Image.open(io.BytesIO(papers.qr_png(text, scale=scale))).convert("L")


def saved(picture: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def photographed(
    picture: Image.Image, *, tilt: float = 0.0, turn: float = 0.0, blur: float = 0.0, noise: int = 0, seed: int = 1
) -> Image.Image:
    """A camera model: a sheet seen at an angle and turned, out of focus by ``blur`` pixels, with sensor noise."""
    width, height = picture.size
    sheet = Image.new("L", (width * 2, height * 2), 205)
    sheet.paste(picture, (width // 2, height // 2))
    inset = math.sin(math.radians(tilt)) * width * 0.35
    w, h = sheet.size
    corners = (-inset, 0, inset, h, w - inset, h, w + inset, 0)
    seen = sheet.transform((w, h), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=205)
    seen = seen.rotate(turn, Image.Resampling.BICUBIC, fillcolor=205)
    seen = seen.filter(ImageFilter.GaussianBlur(blur)) if blur else seen
    dice = random.Random(seed)
    if noise:
        pixels = bytes(min(255, max(0, p + dice.randint(-noise, noise))) for p in seen.tobytes())
        seen = Image.frombytes("L", seen.size, pixels)
    return seen


@pytest.mark.parametrize(
    "conditions",
    [
        {},
        {"turn": 30.0},
        {"tilt": 25.0, "turn": 7.0},
        {"blur": 1.2},
        {"noise": 40},
        {"tilt": 15.0, "turn": -12.0, "blur": 1.0, "noise": 25},
    ],
)
def test_a_photo_is_read(conditions: dict[str, Any]) -> None:
    seen = photographed(code(LONG), **conditions)
    assert qr_image.texts(Material(saved(seen, "JPEG", quality=80))) == (LONG,)


def test_light_on_dark_and_transparent_ground() -> None:
    inverted = Image.eval(code("https://a.example"), lambda value: 255 - value)
    assert qr_image.texts(Material(saved(inverted))) == ("https://a.example",)
    clear = Image.new("RGBA", code("https://a.example").size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=inverted.point(lambda value: value))
    assert qr_image.texts(Material(saved(clear))) == ("https://a.example",)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_every_form_of_picture(form: str) -> None:
    found = recognise(saved(code("https://a.example/1"), form))
    assert isinstance(found, RecognisedLink)
    assert (found.url, found.carrier) == ("https://a.example/1", Carrier.QR)


def test_several_codes_in_one_picture() -> None:
    sheet = Image.new("L", (900, 400), 255)
    sheet.paste(code("https://a.example/left"), (20, 20))
    sheet.paste(code("https://a.example/right"), (500, 20))
    found = recognise(saved(sheet), name="sheet.png")
    assert isinstance(found, RecognisedContainer)
    assert [entry.data for entry in found.entries] == [b"https://a.example/left", b"https://a.example/right"]


def test_a_grey_frame_with_padded_rows() -> None:
    picture = code("https://a.example/frame")
    width, height = picture.size
    stride = width + 13
    rows = picture.tobytes()
    frame = b"".join(rows[row * width : (row + 1) * width] + b"\x55" * 13 for row in range(height))
    assert qr_image.read_frame(width, height, stride, frame) == ("https://a.example/frame",)
    assert qr_image.read_frame(width, height, width, rows) == ("https://a.example/frame",)
    assert qr_image.read_frame(width, height, stride, frame[:-100]) == ()
    assert qr_image.read_frame(0, 0, 0, b"") == ()


def test_a_moving_picture_is_put_together() -> None:
    text = json.dumps(papers.presentation(papers.credential())).encode()
    message = share_code.encode(text)
    frames = [code(part, 3) for part in islice(share_code.moving_texts(message, block=120), 8)]
    size = max(frame.size for frame in frames)
    frames = [frame.resize(size) for frame in frames]
    moving = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=125)
    found = recognise(moving)
    assert isinstance(found, RecognisedShare)
    assert (found.secured.raw, found.carrier) == (text, Carrier.QR)


def test_pictures_that_are_broken_huge_or_empty() -> None:
    with pytest.raises(WalletError) as caught:
        qr_image.texts(Material(b"\xff\xd8\xff\xe0 nothing"))
    assert caught.value.code == "format.picture_broken"
    with pytest.raises(WalletError) as caught:
        qr_image.texts(Material(saved(Image.new("1", (9000, 9000)), "PNG")))
    assert caught.value.code == "format.unsafe_picture"
    blank = Image.new("L", (50, 50), 255)
    ImageDraw.Draw(blank).line((0, 0, 50, 50))
    with pytest.raises(WalletError) as caught:
        qr_image.texts(Material(saved(blank)))
    assert caught.value.code == "format.not_a_credential_picture"


def test_a_large_photo_is_decoded_smaller() -> None:
    sheet = Image.new("L", (9000, 7000), 255)
    sheet.paste(code("https://a.example/poster", 40), (500, 500))
    assert qr_image.texts(Material(saved(sheet, "JPEG"))) == ("https://a.example/poster",)
