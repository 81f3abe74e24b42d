"""A damaged wallet: what can still be read comes out as it was issued, and the wallet itself is not touched."""

import json
import random
from pathlib import Path

import pytest

from simulators.held import NOW, candidate, document, inspected
from wallet.errors import CorruptStoreError, LockedError, UsageError, WalletError, WrongPassphraseError
from wallet.services import session as sessions
from wallet.services.options import RunOptions
from wallet.services.rescue import INDEX, rescue

COUNT = 40


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, dict[bytes, str]]:
    place = tmp_path_factory.mktemp("rescue") / "wallet"
    created = sessions.create(place, "pass", options=RunOptions(profile=place, at=NOW))
    dice = random.Random(3)
    held = {}
    for number in range(COUNT):
        proof = document(f"https://school.example/{number}", dice.randbytes(4_000))
        result = inspected(number, title=f"Course {number}", evidence=(proof,), body="words " * 700)
        created.session.library.add([candidate(result)])
        held[result.raw] = f"Course {number}"
    created.session.lock()
    return place, created.recovery_key, held


def copied(good: Path, target: Path) -> Path:
    target.mkdir()
    for file in good.iterdir():
        (target / file.name).write_bytes(file.read_bytes())
    return target


def test_everything_comes_out_of_a_sound_wallet(good: tuple[Path, str, dict[bytes, str]], tmp_path: Path) -> None:
    place, key, held = good
    before = {file.name: file.read_bytes() for file in place.iterdir()}
    options = RunOptions(profile=place)
    found = rescue(place, tmp_path / "out", options=options, passphrase="pass")
    assert (found.credentials, found.unreadable, found.complete) == (COUNT, 0, True)
    index = json.loads((tmp_path / "out" / INDEX).read_text("utf-8"))["rescued"]
    assert {(tmp_path / "out" / line["file"]).read_bytes(): line["title"] for line in index} == held
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == sorted(file.name for file in found.files)
    assert rescue(place, tmp_path / "again", options=options, recovery_key_text=key).credentials == COUNT
    assert {file.name: file.read_bytes() for file in place.iterdir()} == before


def test_damaged_pages_take_only_what_lies_on_them(good: tuple[Path, str, dict[bytes, str]], tmp_path: Path) -> None:
    place, _, held = good
    dice = random.Random(9)
    total = 0
    for turn in range(6):
        damaged = copied(place, tmp_path / f"wallet-{turn}")
        data = bytearray((damaged / "wallet.db").read_bytes())
        pages = len(data) // 4096
        for page in dice.sample(range(1, pages), 3):
            data[page * 4096 + dice.randrange(4096)] ^= 0x40
        (damaged / "wallet.db").write_bytes(data)
        try:
            found = rescue(damaged, tmp_path / f"out-{turn}", options=RunOptions(), passphrase="pass")
        except CorruptStoreError:
            continue
        index = json.loads((tmp_path / f"out-{turn}" / INDEX).read_text("utf-8"))["rescued"]
        for line in index:
            raw = (tmp_path / f"out-{turn}" / line["file"]).read_bytes()
            assert raw in held, "what comes out is what was issued"
            assert line["title"] in ("", held[raw])
        assert (damaged / "wallet.db").read_bytes() == bytes(data)
        total += found.credentials
    assert total > 3 * COUNT


def test_a_damaged_first_page_is_replaced_by_its_copy(good: tuple[Path, str, dict[bytes, str]], tmp_path: Path) -> None:
    place, _, held = good
    damaged = copied(place, tmp_path / "wallet")
    data = bytearray((damaged / "wallet.db").read_bytes())
    data[100:4000] = bytes(3_900)
    (damaged / "wallet.db").write_bytes(data)
    with pytest.raises(CorruptStoreError, match=r"vault\.damaged"):
        sessions.unlock(damaged, "pass", options=RunOptions(profile=damaged))
    found = rescue(damaged, tmp_path / "out", options=RunOptions(), passphrase="pass")
    assert found.credentials == len(held)
    (damaged / "wallet.first-page").unlink()
    with pytest.raises(CorruptStoreError, match=r"vault\.nothing_to_rescue"):
        rescue(damaged, tmp_path / "out-2", options=RunOptions(), passphrase="pass")


def test_a_file_that_was_cut_off_gives_what_is_left(good: tuple[Path, str, dict[bytes, str]], tmp_path: Path) -> None:
    place, _, held = good
    for turn, part in enumerate((0.9, 0.6, 0.3, 0.0)):
        damaged = copied(place, tmp_path / f"wallet-{turn}")
        data = (damaged / "wallet.db").read_bytes()
        (damaged / "wallet.db").write_bytes(data[: int(len(data) * part) // 4096 * 4096])
        try:
            found = rescue(damaged, tmp_path / f"out-{turn}", options=RunOptions(), passphrase="pass")
        except WalletError as error:
            assert error.code == "vault.nothing_to_rescue"  # noqa: PT017
            continue
        for file in found.files[:-1]:
            assert file.read_bytes() in held


def test_rescue_asks_for_the_right_secret_and_an_empty_folder(
    good: tuple[Path, str, dict[bytes, str]], tmp_path: Path
) -> None:
    place, _, _ = good
    with pytest.raises(WrongPassphraseError):
        rescue(place, tmp_path / "out", options=RunOptions(), passphrase="wrong")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").touch()
    with pytest.raises(UsageError, match=r"rescue\.not_empty"):
        rescue(place, tmp_path / "full", options=RunOptions(), passphrase="pass")
    with pytest.raises(UsageError, match=r"vault\.not_here"):
        rescue(tmp_path / "nowhere", tmp_path / "out-2", options=RunOptions(), passphrase="pass")
    session = sessions.unlock(place, "pass", options=RunOptions(profile=place, at=NOW))
    with pytest.raises(LockedError, match=r"vault\.in_use"):
        rescue(place, tmp_path / "out-3", options=RunOptions(), passphrase="pass")
    session.lock()
