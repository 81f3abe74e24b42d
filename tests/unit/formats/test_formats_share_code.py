"""The share code: the published vectors, exact round trips, hostile codes, and the moving code under loss."""

import hashlib
import json
import random
import zlib
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unit.formats import papers, share_code_vectors
from wallet import resources
from wallet.errors import MalformedError, UnsafeInputError, UnsupportedError, WalletError
from wallet.formats import decimal_digits, folding, fountain, share_code
from wallet.formats.detect import recognise
from wallet.formats.recognised import RecognisedShare
from wallet.model.secured import Carrier, Kind

VECTORS: Any = json.loads(resources.read_text("share-code", "vectors.json"))
FROZEN_DICTIONARY = "ccb1abc0ce002832715cad920572710c73e4b7902d0a53206dc150037e6583ed"
PRESENTATION = json.dumps(papers.presentation(papers.credential()), separators=(",", ":"), ensure_ascii=False).encode()


def test_the_dictionary_never_changes() -> None:
    assert hashlib.sha256(resources.read_bytes("share-code", "dictionary-1.bin")).hexdigest() == FROZEN_DICTIONARY


def test_every_published_vector_reads_as_it_says() -> None:
    for vector in VECTORS["single"]:
        opened = share_code.open_text(vector["code"])
        assert opened.text.decode() == vector["text"]
        assert folding.unfold(bytes.fromhex(vector["folded_hex"]), limit=10_000).decode() == vector["text"]
        assert share_code.decode(bytes.fromhex(vector["message_hex"])).text.decode() == vector["text"]


def test_what_does_not_depend_on_the_compressor_is_made_the_same() -> None:
    made = share_code_vectors.build()
    for part in ("digits", "masks", "moving", "version"):
        assert made[part] == VECTORS[part]
    assert [v["folded_hex"] for v in made["single"]] == [v["folded_hex"] for v in VECTORS["single"]]


@given(st.binary(max_size=700))
def test_digits_round_trip(data: bytes) -> None:
    assert decimal_digits.unpack(decimal_digits.pack(data), limit=700) == data


@given(st.text(max_size=300).map(str.encode) | st.binary(max_size=300))
def test_any_bytes_come_back_exactly(text: bytes) -> None:
    for dictionary in (0, 1):
        assert share_code.decode(share_code.encode(text, dictionary=dictionary)).text == text


@given(st.binary(max_size=120), st.integers(0, 2))
def test_tokens_come_back_exactly(payload: bytes, depth: int) -> None:
    text = papers.jwt({"a": payload.hex()}).encode() + b"~" + folding.to_base58(payload).encode()
    for _ in range(depth):
        text = papers.jwt({"vc": text.decode()}).encode()
    text = b'{"id":"data:application/vc+jwt,' + text + b'","k":"did:key:z' + folding.to_base58(payload).encode() + b'"}'
    assert folding.unfold(folding.fold(text), limit=len(text)) == text


def test_a_presentation_fits_well_below_plain_compression() -> None:
    assert len(share_code.encode(PRESENTATION)) < 0.75 * len(zlib.compress(PRESENTATION, 9))


@pytest.mark.parametrize("page", [None, "https://check.example/", "https://check.example/capsa?lang=nl"])
def test_a_code_is_recognised_before_anything_else(page: str | None) -> None:
    text = share_code.to_text(share_code.encode(PRESENTATION), page=page)
    found = recognise(text.encode(), carrier=Carrier.QR)
    assert isinstance(found, RecognisedShare)
    assert (found.secured.raw, found.secured.kind) == (PRESENTATION, Kind.PRESENTATION)
    assert found.facts.get("page") == page


def test_a_web_page_with_a_short_fragment_is_a_link() -> None:
    assert not share_code.is_share_code("https://example.org/#1:23")


def rebuilt(**changes: int) -> bytes:
    message = bytearray(share_code.encode(PRESENTATION))
    for name, value in changes.items():
        message[int(name[1:])] = value
    return bytes(message)


@pytest.mark.parametrize(
    ("message", "error"),
    [
        (rebuilt(_0=2), UnsupportedError),
        (rebuilt(_1=9), UnsupportedError),
        (rebuilt(_2=2), UnsupportedError),
        (rebuilt(_3=1, _4=1), WalletError),
        (rebuilt(_5=0, _6=0), MalformedError),
        (share_code.encode(PRESENTATION) + b"x", MalformedError),
        (share_code.encode(PRESENTATION)[:-3], MalformedError),
        (b"", MalformedError),
        (b"\x01\x01\x00\xff\xff\xff\x7f" + bytes(20), UnsafeInputError),
        (b"\x01\x01\x00\x80\x00" + bytes(20), MalformedError),
    ],
)
def test_damaged_and_foreign_messages(message: bytes, error: type[WalletError]) -> None:
    with pytest.raises(error):
        share_code.decode(message)


def test_a_bomb_in_a_code_stops_at_its_stated_length() -> None:
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = engine.compress(folding.write_varint((50_000_000) << 2)[:4] + bytes(50_000_000)) + engine.flush()
    with pytest.raises(UnsafeInputError):
        share_code.decode(b"\x01\x01\x00\x10" + bytes(4) + body)


@pytest.mark.parametrize("text", ["capsa:1:", "capsa:1:12a", "capsa:1:" + "9" * 309, "capsa:2:123", "capsa:1:١٢٣"])
def test_texts_that_are_no_code(text: str) -> None:
    with pytest.raises(WalletError):
        recognise(text.encode())


@given(st.binary(max_size=200))
@settings(max_examples=200)
def test_no_message_does_harm(body: bytes) -> None:
    for message in (body, b"\x01\x01\x01\x20" + body, b"\x01\x02\x00\x05" + body):
        try:
            share_code.decode(message)
        except WalletError as error:
            assert error.code.startswith("format.")  # noqa: PT017


@pytest.mark.parametrize(("size", "block"), [(1, 100), (840, 840), (841, 840), (8_000, 840), (100_000, 840)])
@pytest.mark.parametrize("loss", [0.0, 0.3])
def test_a_moving_code_arrives_whole_from_any_point_on(size: int, block: int, loss: float) -> None:
    dice = random.Random(size)
    message = dice.randbytes(size)
    reader = share_code.MovingReader()
    needed = fountain.blocks_of(size, block)
    seen = 0
    for text in share_code.moving_texts(message, block=block, start=dice.randrange(1000)):
        if dice.random() < loss:
            continue
        seen += 1
        if reader.add(text):
            break
    assert reader.message() == message
    assert reader.progress() == (needed, needed)
    assert seen <= needed + 25


def test_a_forged_frame_spoils_nothing_for_long() -> None:
    message = random.Random(1).randbytes(2_000)
    frames = list(islice(fountain.frames(message, block=500), 12))
    forged = fountain.Frame(frames[0].message_id, 2_000, 0, bytes(500))
    reader = share_code.MovingReader()
    reader.add(share_code.MOVING_PREFIX + decimal_digits.pack(forged.to_bytes()))
    for frame in frames[1:4]:
        reader.add(share_code.MOVING_PREFIX + decimal_digits.pack(frame.to_bytes()))
    with pytest.raises(MalformedError):
        reader.message()
    for frame in frames[:4]:
        reader.add(share_code.MOVING_PREFIX + decimal_digits.pack(frame.to_bytes()))
    assert reader.message() == message


def test_frames_of_two_codes_do_not_mix() -> None:
    one, two = random.Random(1).randbytes(900), random.Random(2).randbytes(900)
    reader = share_code.MovingReader()
    for first, second in zip(
        share_code.moving_texts(one, block=300), share_code.moving_texts(two, block=300), strict=False
    ):
        if reader.add(first):
            break
        reader.add(second)
    assert reader.message() == one


@pytest.mark.parametrize(
    "frame",
    [
        fountain.Frame(bytes(8), 300_000, 0, bytes(1000)),
        fountain.Frame(bytes(8), 200_000, 0, bytes(10)),
        fountain.Frame(bytes(8), 0, 0, bytes(10)),
    ],
)
def test_frames_that_announce_too_much(frame: fountain.Frame) -> None:
    with pytest.raises(WalletError):
        fountain.parse_frame(frame.to_bytes(), limit=share_code.MAX_MESSAGE)


def test_a_flipped_bit_in_a_frame_is_noticed() -> None:
    data = bytearray(next(fountain.frames(b"hello world", block=11)).to_bytes())
    for position in range(len(data)):
        data[position] ^= 1
        with pytest.raises(WalletError):
            fountain.parse_frame(bytes(data), limit=1000)
        data[position] ^= 1


def test_a_text_with_all_frames_is_a_share_and_with_some_says_how_many_are_missing() -> None:
    big = json.dumps(papers.presentation(papers.credential(name="x" * 50))).encode()
    texts = list(islice(share_code.moving_texts(share_code.encode(big), block=100), 12))
    found = recognise("\n".join(texts).encode())
    assert isinstance(found, RecognisedShare)
    assert found.secured.raw == big
    with pytest.raises(MalformedError) as caught:
        recognise("\n".join(texts[:2]).encode())
    assert (caught.value.code, caught.value.facts["have"]) == ("format.share_frames_missing", "2")
