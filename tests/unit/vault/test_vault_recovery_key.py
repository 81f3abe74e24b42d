"""A recovery key that was written down and typed back: no single mistake gets through."""

import itertools
import random

import pytest

from wallet.errors import WrongPassphraseError
from wallet.vault import recovery_key


def test_what_is_written_reads_back_in_any_layout() -> None:
    dice = random.Random(1)
    for _ in range(200):
        key = dice.randbytes(16)
        text = recovery_key.write(key)
        assert [len(group) for group in recovery_key.groups(text)] == [5] * 6
        assert recovery_key.read(text) == key
        assert recovery_key.read(text.lower().replace("-", " ")) == key
        assert recovery_key.read(text.replace("-", "\n")) == key


def test_letters_that_look_like_digits_are_read_as_those() -> None:
    for key in (bytes(16), bytes([255]) * 16, b"\x08B\x10\x84" * 4):
        text = recovery_key.write(key)
        assert recovery_key.read(text.replace("0", "O").replace("1", "l")) == key


def refuses(text: str) -> bool:
    try:
        recovery_key.read(text)
    except WrongPassphraseError as error:
        return error.code == "vault.recovery_key_typo"
    return False


def test_every_single_mistyped_character_is_found() -> None:
    plain = recovery_key.write(random.Random(2).randbytes(16)).replace("-", "")
    for place, char in itertools.product(range(30), "0123456789ABCDEFGHJKMNPQRSTVWXYZ"):
        if char != plain[place]:
            assert refuses(plain[:place] + char + plain[place + 1 :])


def test_every_swap_of_two_characters_is_found() -> None:
    plain = recovery_key.write(random.Random(3).randbytes(16)).replace("-", "")
    for first, second in itertools.combinations(range(30), 2):
        if plain[first] != plain[second]:
            letters = list(plain)
            letters[first], letters[second] = letters[second], letters[first]
            assert refuses("".join(letters))


def test_swapped_groups_missing_and_doubled_characters_are_found() -> None:
    text = recovery_key.write(random.Random(4).randbytes(16))
    groups = recovery_key.groups(text)
    for first, second in itertools.combinations(range(6), 2):
        moved = list(groups)
        moved[first], moved[second] = moved[second], moved[first]
        assert refuses("-".join(moved))
    plain = text.replace("-", "")
    assert all(refuses(plain[:place] + plain[place + 1 :]) for place in range(30))
    assert all(refuses(plain[:place] + plain[place] + plain[place:]) for place in range(30))


@pytest.mark.parametrize("text", ["", "-----", "U" * 30, "0" * 29, "hello world", "٠" * 30, "\x00" * 30])
def test_what_is_no_key_is_refused(text: str) -> None:
    assert refuses(text)
