"""Badges baked into pictures: found, unambiguous, never drawn, and baked again without a trace of the old one."""

import json
import struct
import zlib

import pytest

from unit.formats import papers
from wallet.errors import WalletError
from wallet.formats import baked_png, baked_svg
from wallet.formats.detect import recognise
from wallet.formats.material import Material
from wallet.formats.recognised import RecognisedCredential, RecognisedLink
from wallet.model.secured import Carrier, Format

TEXT = json.dumps(papers.credential(), ensure_ascii=False)


def with_chunk(kind: bytes, body: bytes, picture: bytes | None = None) -> bytes:
    data = picture or papers.picture()
    made = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return data[:33] + made + data[33:]


def read(data: bytes) -> RecognisedCredential:
    found = recognise(data, name="badge.png")
    assert isinstance(found, RecognisedCredential)
    return found


def code_of(data: bytes) -> str:
    with pytest.raises(WalletError) as caught:
        recognise(data)
    return caught.value.code


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (b"iTXt", b"openbadgecredential\x00\x00\x00\x00\x00" + TEXT.encode()),
        (b"iTXt", b"openbadgecredential\x00\x01\x00nl\x00x\x00" + zlib.compress(TEXT.encode())),
        (b"iTXt", b"openbadges\x00\x00\x00\x00\x00" + TEXT.encode()),
        (b"tEXt", b"openbadges\x00" + TEXT.encode()),
        (b"zTXt", b"openbadges\x00\x00" + zlib.compress(TEXT.encode())),
    ],
)
def test_every_kind_of_text_chunk_is_read(kind: bytes, body: bytes) -> None:
    found = read(with_chunk(kind, body))
    assert found.carrier is Carrier.PNG
    assert found.secured.raw == TEXT.encode()


def test_an_old_badge_may_be_only_an_address() -> None:
    found = recognise(with_chunk(b"tEXt", b"openbadges\x00https://badges.example/1.json"))
    assert isinstance(found, RecognisedLink)
    assert (found.url, found.carrier) == ("https://badges.example/1.json", Carrier.PNG)


def test_latin_1_as_the_format_says() -> None:
    claims = json.dumps(papers.assertion(narrative="café"), ensure_ascii=False)
    found = read(with_chunk(b"tEXt", b"openbadges\x00" + claims.encode("latin-1")))
    assert (found.secured.format, found.secured.document["narrative"]) == (Format.OB2_HOSTED, "café")


def test_two_different_badges_in_one_picture_are_refused_and_the_same_one_twice_is_not() -> None:
    body = b"openbadges\x00" + TEXT.encode()
    once = with_chunk(b"tEXt", body)
    assert read(with_chunk(b"tEXt", body, once))
    assert code_of(with_chunk(b"tEXt", b"openbadges\x00{}", once)) == "format.baked_twice"


def test_a_bomb_in_a_chunk_is_not_inflated() -> None:
    body = b"openbadges\x00\x01\x00\x00\x00" + zlib.compress(bytes(200 << 20), 9)
    assert code_of(with_chunk(b"iTXt", body)) == "format.unsafe_inflated"


def test_huge_dimensions_do_not_matter_as_the_picture_is_not_decoded() -> None:
    head = struct.pack(">IIBBBBB", 65535, 65535, 8, 6, 0, 0, 0)
    picture = papers.picture()
    huge = baked_png.SIGNATURE + struct.pack(">I", 13) + b"IHDR" + head
    huge += struct.pack(">I", zlib.crc32(b"IHDR" + head)) + picture[33:]
    assert baked_png.dimensions(huge) == (65535, 65535)
    assert read(baked_png.bake(huge, TEXT)).secured.raw == TEXT.encode()
    assert code_of(huge) == "format.unsafe_picture"


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:50],
        lambda data: data[:-12],
        lambda data: data[:40] + b"\x00" + data[41:],
        lambda data: data[:8] + data[33:],
    ],
)
def test_a_damaged_picture_is_malformed(damage: object) -> None:
    data = baked_png.bake(papers.picture(), TEXT)
    assert code_of(damage(data)) in ("format.png_chunks", "format.png_text")  # type: ignore[operator]


def test_baking_replaces_the_old_badge_and_leaves_the_picture() -> None:
    first = baked_png.bake(papers.picture(), TEXT, keyword=baked_png.KEYWORD_2)
    second = baked_png.bake(first, "https://badges.example/2")
    assert b"Lassen" not in second
    assert baked_png.unwrap(Material(second)) == b"https://badges.example/2"
    plain = [chunk for chunk in baked_png.chunks(second) if chunk[0] != b"iTXt"]
    assert plain == list(baked_png.chunks(papers.picture()))


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def svg(inside: str, space: str = "https://purl.imsglobal.org/ob/v3p0") -> bytes:
    return SVG.replace("><rect", f' xmlns:openbadges="{space}">{inside}<rect').encode()


def test_svg_with_json_and_with_a_token() -> None:
    found = read(svg(f"<openbadges:credential><![CDATA[{TEXT}]]></openbadges:credential>"))
    assert (found.secured.raw, found.carrier) == (TEXT.encode(), Carrier.SVG)
    token = papers.jwt(papers.credential(proof=None), typ="vc+jwt")
    assert read(svg(f'<openbadges:credential verify="{token}"/>')).secured.raw == token.encode()


def test_older_svg_with_an_address() -> None:
    inside = '<openbadges:assertion verify="https://badges.example/1"></openbadges:assertion>'
    found = recognise(svg(inside, "http://openbadges.org"))
    assert isinstance(found, RecognisedLink)
    assert found.carrier is Carrier.SVG


def test_a_public_doctype_is_common_and_harmless_but_declarations_are_refused() -> None:
    public = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    good = svg(f"<openbadges:credential><![CDATA[{TEXT}]]></openbadges:credential>")
    assert read(public + good)
    assert code_of(b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + good) == "format.unsafe_doctype"
    assert code_of(b"<!DOCTYPE svg [ ]>" + good) == "format.unsafe_doctype"


def test_scripts_in_the_picture_are_nothing_to_us_and_an_empty_place_is_malformed() -> None:
    assert read(svg(f"<script>alert(1)</script><openbadges:credential><![CDATA[{TEXT}]]></openbadges:credential>"))
    assert code_of(svg("<openbadges:credential/>")) == "format.baked_empty"
    assert code_of(SVG.encode()) == "format.not_a_credential_picture"
    two = "<openbadges:credential>{}</openbadges:credential><openbadges:credential>[]</openbadges:credential>"
    assert code_of(svg(two)) == "format.baked_twice"


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("Lassen", "]]>"), papers.jwt(papers.credential(proof=None))])
def test_svg_baking_round_trip(text: str) -> None:
    once = baked_svg.bake(SVG.encode(), text)
    again = baked_svg.bake(once, text)
    assert baked_svg.unwrap(Material(again)) == text.encode()
