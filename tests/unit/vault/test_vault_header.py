"""The header: every way in opens, nothing in it can be changed, and it cannot make the program work for ever."""

import json
import time
from typing import Any

import msgspec
import pytest

from wallet.errors import CorruptStoreError, NewerVersionError, WalletError, WrongPassphraseError
from wallet.vault import header, recovery_key
from wallet.vault.header import Header, WayIn
from wallet.vault.key_derivation import Argon2Parameters, calibrate

KEY = bytes(range(32))
RECOVERY = bytes(range(16))


class Counting:
    """Random bytes that are never the same, and the same in every run."""

    def __init__(self) -> None:
        self.turn = 0

    def token(self, length: int) -> bytes:
        self.turn += 1
        return self.turn.to_bytes(2) * (length // 2)


@pytest.fixture(scope="module")
def made() -> Header:
    random = Counting()
    head = Header(format=header.FORMAT, version=1, wallet_id="0123456789abcdef", counter=3, ways_in=())
    secrets: list[tuple[WayIn, str | bytes]] = [
        (WayIn.PASSPHRASE, "correct horse"),
        (WayIn.KEYRING, b"k" * 32),
        (WayIn.RECOVERY_KEY, RECOVERY),
    ]
    for kind, secret in secrets:
        way = header.wrap(KEY, wallet_id=head.wallet_id, kind=kind, secret=secret, random=random)
        head = header.with_way(head, way, KEY)
    return head


def test_every_way_in_gives_the_same_key(made: Header) -> None:
    read = header.decode(header.encode(made))
    assert read == made
    assert header.unwrap(read, WayIn.PASSPHRASE, "correct horse") == KEY
    assert header.unwrap(read, WayIn.KEYRING, b"k" * 32) == KEY
    assert header.unwrap(read, WayIn.RECOVERY_KEY, recovery_key.read(recovery_key.write(RECOVERY))) == KEY


def test_a_wrong_secret_is_named_as_such(made: Header) -> None:
    with pytest.raises(WrongPassphraseError, match=r"vault\.wrong_passphrase"):
        header.unwrap(made, WayIn.PASSPHRASE, "Correct horse")
    with pytest.raises(WrongPassphraseError, match=r"vault\.wrong_recovery_key"):
        header.unwrap(made, WayIn.RECOVERY_KEY, bytes(16))
    without = header.without_way(made, WayIn.KEYRING, KEY)
    with pytest.raises(WrongPassphraseError, match=r"vault\.no_such_way_in"):
        header.unwrap(without, WayIn.KEYRING, b"k" * 32)


def test_neither_passphrase_nor_key_stands_in_the_file(made: Header) -> None:
    data = header.encode(made)
    assert b"horse" not in data
    assert KEY.hex().encode() not in data


def test_one_flip_anywhere_is_refused(made: Header) -> None:
    """No flipped bit gives a key (the keyring secret opens without the slow derivation)."""
    data = header.encode(made)
    for place in range(len(data)):
        flipped = bytearray(data)
        flipped[place] ^= 1 << (place % 8)
        try:
            read = header.decode(bytes(flipped))
            if read == made:
                continue  # white space
            header.unwrap(read, WayIn.KEYRING, b"k" * 32)
        except WalletError as error:
            assert isinstance(error, CorruptStoreError | NewerVersionError | WrongPassphraseError)  # noqa: PT017
        else:
            pytest.fail(f"a flip at {place} was not noticed")


def changed(made: Header, **members: Any) -> bytes:
    body = json.loads(header.encode(made))
    for name, value in members.items():
        if name in ("version", "counter", "format"):
            body[name] = value
        else:
            body["ways_in"][0][name] = value
    return json.dumps(body).encode()


def test_the_cost_has_a_floor_and_a_ceiling_that_hold_before_memory_is_taken(made: Header) -> None:
    started = time.perf_counter()
    for cost, code in (
        ({"memory_kib": 1 << 30}, "vault.kdf_too_costly"),
        ({"iterations": 1 << 30}, "vault.kdf_too_costly"),
        ({"lanes": 1 << 20}, "vault.kdf_too_costly"),
        ({"memory_kib": 1 << 20, "iterations": 60}, "vault.kdf_too_costly"),
        ({"memory_kib": 1024}, "vault.kdf_too_weak"),
        ({"iterations": 1}, "vault.kdf_too_weak"),
    ):
        head = header.decode(changed(made, **cost))
        with pytest.raises(CorruptStoreError, match=code):
            header.unwrap(head, WayIn.PASSPHRASE, "correct horse")
    assert time.perf_counter() - started < 0.5


def test_a_newer_file_is_named_as_newer_and_a_lower_number_does_not_help(made: Header) -> None:
    with pytest.raises(NewerVersionError, match=r"vault\.newer_version"):
        header.decode(changed(made, version=2, surprise=1))
    for version in (0, -1):
        with pytest.raises(CorruptStoreError, match=r"vault\.header_damaged"):
            header.decode(changed(made, version=version))


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"format": "other", "version": 1}', b"[" * 10_000, b"x" * 100_000],
)
def test_what_is_no_header_is_refused(data: bytes) -> None:
    with pytest.raises(CorruptStoreError, match=r"vault\.header_damaged"):
        header.decode(data)


def test_a_way_in_of_another_wallet_does_not_fit(made: Header) -> None:
    other = msgspec.structs.replace(made, wallet_id="fedcba9876543210")
    with pytest.raises(WrongPassphraseError):
        header.unwrap(other, WayIn.KEYRING, b"k" * 32)


def test_calibration_never_goes_below_the_floor_and_rises_with_the_computer() -> None:
    assert calibrate(lambda _: 100.0, wanted=1.0) == Argon2Parameters()
    assert calibrate(lambda _: 0.3, wanted=0.0) == Argon2Parameters()
    fast = calibrate(lambda cost: cost.memory_kib * cost.iterations / (64 << 10) / 3 * 0.15, wanted=1.0)
    assert fast.memory_kib == 256 << 10
    fast.check()
    very_fast = calibrate(lambda _: 0.000_001, wanted=1.0)
    very_fast.check()
