"""Samples with random damage, through the real workers: never a crash, and green only for what was not changed."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from wallet import resources
from wallet.services import samples
from wallet.services.options import RunOptions
from wallet.services.source import Source, from_bytes
from wallet.services.verify import VerifyService

_PIECES = (b'"', b"{", b"[", b"null", b"1e999", b"\\u0000", b"\\ud800", b"-", b"~", b".", b"\xff", b"\xef\xbb\xbf")
_CRASHES = {"format.unsafe_crash", "format.unsafe_time", "format.unsafe_memory"}


def _damaged(data: bytes, dice: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        place = dice.randrange(len(damaged) or 1)
        match dice.randrange(5):
            case 0:
                damaged[place : place + 1] = bytes([dice.randrange(256)])
            case 1:
                del damaged[place : place + dice.randint(1, 40)]
            case 2:
                other = dice.randrange(len(damaged) or 1)
                damaged[place:place] = damaged[other : other + dice.randint(1, 200)]
            case 3:
                damaged[place : place + 1] = dice.choice(_PIECES)
            case _:
                damaged = damaged[:place]
    return bytes(damaged)


@pytest.fixture(scope="module")
def service() -> Iterator[VerifyService]:
    made = VerifyService(samples.options(RunOptions()))
    yield made
    made.close()


@pytest.mark.parametrize("seed", range(4))
def test_damage_is_a_verdict_and_never_an_accident(service: VerifyService, seed: int) -> None:
    dice = random.Random(seed)
    originals = [path.read_bytes() for path in samples.paths()]
    sources = [from_bytes(_damaged(dice.choice(originals), dice), str(number)) for number in range(250)]
    for source, inspected in zip(sources, service.inspect(sources), strict=True):
        report = inspected.report
        assert not _CRASHES & {check.code for check in report.checks}, source.data
        if report.verdict.green:
            assert _only_says_what_was_signed(source, originals)


def _only_says_what_was_signed(source: Source, originals: list[bytes]) -> bool:
    """A change outside what is signed (a pixel, white space around a token) may leave it good; nothing else may."""
    data = source.data or b""
    if data in originals or any(data.strip() == original.strip() for original in originals):
        return True
    picture = next(original for original in originals if original.startswith(b"\x89PNG"))
    start = picture.index(b"iTXt")
    end = picture.index(b"IDAT")
    return data.startswith(b"\x89PNG") and picture[start : end - 8] in data


def test_the_samples_are_where_they_belong() -> None:
    folder = Path(resources.path("samples"))
    assert len(samples.paths()) >= 8
    assert all(path.parent == folder for path in samples.paths())
