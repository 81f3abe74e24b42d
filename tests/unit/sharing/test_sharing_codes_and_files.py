"""Codes that are read back by the app's own reader, and files that open where people expect them to."""

import io
import json
import random
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from simulators import issuer as issuers
from unit.formats import papers
from wallet.formats import qr_image, share_code
from wallet.formats.detect import recognise
from wallet.formats.material import Material
from wallet.formats.recognised import RecognisedCredential, RecognisedLink
from wallet.model.secured import Carrier, SecuredCredential
from wallet.sharing import file, qr
from wallet.sharing.sheet import SheetCode, sheet

PAGE = "https://check.example/"


def digits(count: int) -> str:
    return share_code.to_text(random.Random(count).randbytes(count), page=PAGE)


@pytest.mark.parametrize("count", [1, 100, 646, 1200, 1238])
def test_a_still_code_is_read_back(count: int) -> None:
    text = digits(count)
    assert qr.fits_still(text)
    assert qr_image.texts(Material(qr.still_png(text, scale=4))) == (text,)


def test_the_limit_of_a_still_code_is_version_25() -> None:
    # Measured: 1,238 bytes behind an address of 22 characters and the mark "#1:".
    assert qr.fits_still(share_code.to_text(bytes(1238), page=PAGE))
    assert not qr.fits_still(share_code.to_text(bytes(1260), page=PAGE))
    assert not qr.fits_still("x" * 100_000)
    with pytest.raises(ValueError, match="too long"):
        qr.still_png(digits(3000))


def test_a_text_without_digits_is_coded_as_it_is() -> None:
    assert qr_image.texts(Material(qr.still_png("https://example.org/é"))) == ("https://example.org/é",)


def test_the_svg_says_the_same_as_the_png() -> None:
    text = digits(80)
    svg = qr.still_svg(text, title="A & <B>")
    found = recognise(qr.still_svg("https://a.example/1"))
    assert isinstance(found, RecognisedLink)
    assert (found.url, found.carrier) == ("https://a.example/1", Carrier.QR)
    root = etree.fromstring(svg)
    side = int(str(root.attrib["viewBox"]).split()[2])
    picture = Image.new("L", (side, side), 255)
    path = str(root.findall("{http://www.w3.org/2000/svg}path")[1].attrib["d"])
    for run in path.split("M")[1:]:
        start, rest = run.split("h", 1)
        x, y = map(int, start.split())
        for column in range(int(rest.split("v")[0])):
            picture.putpixel((x + column, y), 0)
    out = io.BytesIO()
    picture.resize((side * 4, side * 4), Image.Resampling.NEAREST).save(out, "PNG")
    assert qr_image.texts(Material(out.getvalue())) == (text,)
    assert b"<title>A &amp; &lt;B&gt;</title>" in etree.tostring(root)


@pytest.mark.parametrize("size", [1300, 8000])
def test_a_moving_code_as_animation_and_as_frames(size: int) -> None:
    message = random.Random(size).randbytes(size)
    frames = qr.moving_frames(message)
    assert len({len(frame) for frame in frames}) == 1
    shown = qr_image.texts(Material(qr.animated(frames, scale=4)))
    reader = share_code.MovingReader()
    assert [text for text in shown if reader.add(text)]
    assert reader.message() == message
    assert qr_image.texts(Material(qr.frame_png(frames[0]))) == (frames[0],)


def test_what_is_too_large_for_a_moving_code() -> None:
    assert qr.fits_moving(bytes(200_000))
    assert not qr.fits_moving(bytes(300_000))
    assert not qr.fits_moving(b"")


def secured(data: Any) -> SecuredCredential:
    found = recognise(data.encode() if isinstance(data, str) else json.dumps(data).encode())
    assert isinstance(found, RecognisedCredential)
    return found.secured


def with_picture(picture: bytes, kind: str) -> dict[str, Any]:
    import base64

    address = f"data:image/{kind};base64,{base64.b64encode(picture).decode()}"
    document = papers.credential()
    document["credentialSubject"]["achievement"]["image"] = {"id": address, "type": "Image"}
    return document


def test_a_credential_goes_into_its_own_picture() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>'
    for picture, kind, carrier in ((papers.picture(), "png", Carrier.PNG), (svg, "svg+xml", Carrier.SVG)):
        one = secured(with_picture(picture, kind))
        made = file.baked(one)
        assert made is not None
        found = recognise(made[0])
        assert isinstance(found, RecognisedCredential)
        assert (found.secured.raw.strip(), found.carrier) == (one.raw.strip(), carrier)
    assert file.baked(secured(papers.credential())) is None
    assert file.baked(secured(with_picture(b"broken", "png"))) is None


def test_a_token_is_baked_too() -> None:
    token = issuers.did_key("Z").vc_jwt(papers.credential(proof=None))
    made = file.baked_into(papers.picture(), secured(token))
    assert made is not None
    found = recognise(made[0])
    assert isinstance(found, RecognisedCredential)
    assert found.secured.raw == token.encode()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Lassen 1", "Lassen 1.json"),
        ("../../etc/passwd", "etc passwd.json"),
        ("a\x00b\n<c>|d:e*?", "a b c d e.json"),
        ("Größe ✓ 日本", "Größe 日本.json"),
        ("   ", "credential.json"),
        ("." * 10, "credential.json"),
        ("x" * 300, "x" * 60 + ".json"),
    ],
)
def test_file_names_are_safe_everywhere(title: str, name: str) -> None:
    assert file.name_of(title, ".json") == name


def test_a_sheet_shows_its_texts_as_texts_and_its_codes_as_codes() -> None:
    code = SheetCode("<script>alert(1)</script>", "until \u05d0", qr.still_svg("https://a.example/1"))
    made = sheet([code, code], heading="A & B", explanation="<b>", lang="nl").decode()
    assert "<script" not in made
    assert made.count("<svg") == 2
    assert "default-src 'none'" in made
    svg = made[made.index("<svg") : made.index("</svg>") + 6]
    found = recognise(svg.encode())
    assert isinstance(found, RecognisedLink)
