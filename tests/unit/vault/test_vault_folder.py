"""A wallet folder: made, opened, copied back, damaged, locked twice, destroyed."""

import os
import stat
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wallet.adapters.clock import SystemRandom
from wallet.adapters.turns import Turns
from wallet.errors import (
    CorruptStoreError,
    LockedError,
    NewerVersionError,
    UsageError,
    WalletError,
    WrongPassphraseError,
)
from wallet.vault import database, folder, schema, synced_folder
from wallet.vault.folder import Environment, Vault
from wallet.vault.header import WayIn
from wallet.vault.key_derivation import Argon2Parameters

SECRET = bytes(range(16))
MARK = "Zuiderparkse Microcredential"


def environment() -> Environment:
    return Environment(SystemRandom(), datetime(2026, 11, 25, tzinfo=UTC), (Turns(), Turns()))


def make(place: Path) -> Vault:
    return folder.create(
        place, "correct horse", recovery=SECRET, cost=Argon2Parameters(), environment=environment(), name="Mine"
    )


def open_again(place: Path) -> Vault:
    """Open with the recovery key, which needs no slow derivation."""
    return folder.open_(place, WayIn.RECOVERY_KEY, SECRET, environment=environment())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = tmp_path / "wallet"
    vault = make(made)
    vault.preferences.set_fact("mark", MARK)
    vault.close()
    return made


def test_a_wallet_opens_with_its_passphrase_and_with_nothing_else(place: Path) -> None:
    vault = folder.open_(place, WayIn.PASSPHRASE, "correct horse", environment=environment())
    assert vault.preferences.fact("mark") == MARK
    assert vault.preferences.fact("name") == "Mine"
    vault.close()
    with pytest.raises(WrongPassphraseError):
        folder.open_(place, WayIn.PASSPHRASE, "correct  horse", environment=environment())
    open_again(place).close()


def test_nothing_readable_is_on_the_disk_while_open_and_after(place: Path) -> None:
    vault = open_again(place)
    vault.preferences.set_fact("mark", MARK * 100)
    assert sorted(path.name for path in place.iterdir()) == sorted(
        [
            folder.HEADER,
            folder.HEADER_COPY,
            folder.FIRST_PAGE,
            "wallet.lock",
            "wallet.db",
            "wallet.db-wal",
            "wallet.db-shm",
        ]
    )
    everything = b"".join(path.read_bytes() for path in place.iterdir())
    assert MARK.encode() not in everything
    assert b"CREATE TABLE" not in everything
    assert b"SQLite format" not in everything
    vault.close()


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_nobody_else_on_this_computer_can_read_it(place: Path) -> None:
    vault = open_again(place)
    vault.preferences.set_fact("more", "x")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in place.iterdir()}
    vault.close()
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert {name: mode & 0o077 for name, mode in modes.items()} == dict.fromkeys(modes, 0)


def test_a_second_opening_is_told_and_changes_nothing(place: Path) -> None:
    first = open_again(place)
    with pytest.raises(LockedError, match=r"vault\.in_use"):
        open_again(place)
    with pytest.raises(LockedError, match=r"vault\.in_use"):
        make(place)
    first.preferences.set_fact("still", "works")
    first.close()
    open_again(place).close()


def test_a_wallet_is_never_made_over_another_or_over_a_database_without_header(place: Path) -> None:
    with pytest.raises(UsageError, match=r"vault\.exists"):
        make(place)
    (place / folder.HEADER).unlink()
    (place / folder.HEADER_COPY).unlink()
    before = (place / "wallet.db").read_bytes()
    with pytest.raises(UsageError, match=r"vault\.header_missing"):
        make(place)
    with pytest.raises(CorruptStoreError, match=r"vault\.header_missing"):
        open_again(place)
    assert (place / "wallet.db").read_bytes() == before


def test_a_creation_that_was_cut_off_does_not_stand_in_the_way(tmp_path: Path) -> None:
    place = tmp_path / "wallet"
    place.mkdir()
    (place / folder.CREATING).touch()
    (place / "wallet.db").write_bytes(b"half a database")
    with pytest.raises(UsageError, match=r"vault\.not_here"):
        open_again(place)
    make(place).close()
    assert not (place / folder.CREATING).exists()
    open_again(place).close()


def test_a_lost_or_damaged_header_is_replaced_by_its_copy(place: Path) -> None:
    good = (place / folder.HEADER).read_bytes()
    (place / folder.HEADER).unlink()
    open_again(place).close()
    assert (place / folder.HEADER).exists()
    (place / folder.HEADER).write_bytes(good[:100])
    open_again(place).close()
    damaged = bytearray((place / folder.HEADER).read_bytes())
    damaged[damaged.index(b"wrapped", 200) + 14] ^= 1
    (place / folder.HEADER).write_bytes(damaged)
    open_again(place).close()
    (place / folder.HEADER).write_bytes(b"")
    (place / folder.HEADER_COPY).write_bytes(b"")
    with pytest.raises(CorruptStoreError, match=r"vault\.header_damaged"):
        open_again(place)


def test_an_old_copy_of_the_header_does_not_bring_an_old_passphrase_back(place: Path) -> None:
    old = (place / folder.HEADER).read_bytes()
    vault = open_again(place)
    vault.set_way(WayIn.PASSPHRASE, "battery staple", cost=Argon2Parameters())
    vault.close()
    (place / folder.HEADER_COPY).write_bytes(old)
    with pytest.raises(WrongPassphraseError):
        folder.open_(place, WayIn.PASSPHRASE, "correct horse", environment=environment())
    folder.open_(place, WayIn.PASSPHRASE, "battery staple", environment=environment()).close()
    assert (place / folder.HEADER_COPY).read_bytes() == (place / folder.HEADER).read_bytes()


def test_an_older_database_put_back_is_noticed_once(place: Path) -> None:
    older = (place / "wallet.db").read_bytes()
    vault = open_again(place)
    assert not vault.older_copy
    vault.preferences.set_fact("later", "yes")
    vault.close()
    (place / "wallet.db").write_bytes(older)
    vault = open_again(place)
    assert vault.older_copy
    assert vault.preferences.fact("later") is None
    vault.close()
    vault = open_again(place)
    assert not vault.older_copy
    vault.close()


def test_a_page_put_back_to_its_own_older_state_is_noticed(place: Path) -> None:
    """The engine cannot see this: every page is sound. (Measured: its own checks say ok.)"""
    vault = open_again(place)
    assert not vault.changed_outside
    vault.close()
    older = (place / "wallet.db").read_bytes()
    vault = open_again(place)
    vault.preferences.set_fact("mark", "a newer value")
    vault.close()
    newer = (place / "wallet.db").read_bytes()
    differing = [
        start for start in range(0, len(older), 4096) if older[start : start + 4096] != newer[start : start + 4096]
    ]
    for start in differing:
        (place / "wallet.db").write_bytes(newer[:start] + older[start : start + 4096] + newer[start + 4096 :])
        try:
            vault = open_again(place)
        except CorruptStoreError:
            continue
        assert vault.changed_outside or vault.older_copy
        vault.close()
    (place / "wallet.db").write_bytes(newer)


def test_a_process_that_died_is_no_change_from_outside(place: Path, tmp_path: Path) -> None:
    import shutil

    vault = open_again(place)
    vault.preferences.set_fact("mark", "written, not closed")
    shutil.copytree(place, tmp_path / "dead")
    vault.close()
    vault = open_again(tmp_path / "dead")
    assert vault.preferences.fact("mark") == "written, not closed"
    assert not vault.changed_outside
    assert not vault.older_copy
    vault.close()


def test_a_header_that_belongs_to_another_wallet_is_refused(place: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    make(other).close()
    for name in (folder.HEADER, folder.HEADER_COPY):
        (place / name).write_bytes((other / name).read_bytes())
    with pytest.raises(CorruptStoreError, match=r"vault\.damaged"):
        open_again(place)


def test_a_store_of_a_newer_program_is_refused_untouched(place: Path) -> None:
    vault = open_again(place)
    vault.database.script(f"PRAGMA user_version = {schema.VERSION + 1}")
    vault.close()
    before = (place / "wallet.db").read_bytes()
    with pytest.raises(NewerVersionError, match=r"vault\.newer_version"):
        open_again(place)
    assert (place / "wallet.db").read_bytes() == before


def test_a_missing_or_empty_database_is_said(place: Path) -> None:
    (place / "wallet.db").write_bytes(b"")
    with pytest.raises(CorruptStoreError, match=r"vault\.damaged"):
        open_again(place)
    (place / "wallet.db").unlink()
    with pytest.raises(CorruptStoreError, match=r"vault\.database_missing"):
        open_again(place)


def test_destroying_leaves_other_files_of_the_person_alone(place: Path) -> None:
    (place / "thesis.pdf").write_bytes(b"mine")
    vault = open_again(place)
    vault.destroy()
    assert [path.name for path in place.iterdir()] == ["thesis.pdf"]
    with pytest.raises(UsageError, match=r"vault\.not_here"):
        open_again(place)


def test_an_empty_folder_goes_when_its_wallet_goes(place: Path) -> None:
    open_again(place).destroy()
    assert not place.exists()


def test_after_closing_every_call_says_locked(place: Path) -> None:
    vault = open_again(place)
    vault.close()
    vault.close()
    with pytest.raises(LockedError, match=r"vault\.locked"):
        vault.preferences.fact("mark")
    with pytest.raises(LockedError, match=r"vault\.locked"):
        vault.preferences.set_fact("mark", "x")


def test_a_transaction_that_breaks_leaves_nothing_behind(place: Path) -> None:
    vault = open_again(place)
    before = vault.counter

    def half() -> None:
        with vault.database.transaction():
            vault.preferences.set_fact("half", "done")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert vault.preferences.fact("half") is None
    assert vault.counter == before
    vault.preferences.set_fact("whole", "done")
    assert vault.counter == before + 1
    vault.close()


def test_a_flip_in_every_page_is_reported_and_no_wrong_value_is_shown(place: Path) -> None:
    vault = open_again(place)
    with vault.database.transaction():
        for number in range(60):
            vault.preferences.set_fact(f"fact {number}", f"{MARK} {number} " * 40)
    vault.close()
    path = place / "wallet.db"
    good = path.read_bytes()
    for page in range(len(good) // 4096):
        flipped = bytearray(good)
        flipped[page * 4096 + (page * 977) % 4096] ^= 0x10
        path.write_bytes(flipped)
        try:
            vault = open_again(place)
        except WalletError as error:
            assert isinstance(error, CorruptStoreError)  # noqa: PT017
            continue
        try:
            assert vault.database.problems() != (), f"page {page}"
        finally:
            vault.close()
        path.write_bytes(good)
    for kept in place.glob("wallet.db-*"):
        kept.unlink()
    path.write_bytes(good)
    vault = open_again(place)
    assert vault.database.problems() == ()
    vault.close()


@pytest.mark.parametrize(
    ("parts", "product"),
    [
        (("Dropbox", "papers"), "Dropbox"),
        (("OneDrive - Hogeschool Voorbeeld", "papers"), "OneDrive"),
        (("Nextcloud", "papers"), "Nextcloud"),
        (("Documents", "papers"), None),
    ],
)
def test_a_synchronised_folder_is_noticed_by_its_name(tmp_path: Path, parts: tuple[str, ...], product: str) -> None:
    place = tmp_path.joinpath(*parts)
    place.mkdir(parents=True)
    assert synced_folder.synced_by(place) == product


def test_a_synchronised_folder_is_noticed_by_what_its_program_leaves(tmp_path: Path) -> None:
    place = tmp_path / "cloud" / "deep" / "wallet"
    place.mkdir(parents=True)
    assert synced_folder.synced_by(place) is None
    (tmp_path / "cloud" / "._sync_3f2a.db").touch()
    assert synced_folder.synced_by(place) == "Nextcloud"


def test_every_error_of_the_engine_has_a_type_of_ours() -> None:
    import apsw

    for kind in (apsw.FullError, apsw.NotADBError, apsw.BusyError, apsw.SQLError, apsw.IOError):
        error = database.store_error(kind("x"), Path("wallet.db"))
        assert isinstance(error, WalletError)
        assert error.code.startswith("vault.")


def test_others_read_what_was_there_while_one_writes(place: Path) -> None:
    vault = open_again(place)
    inside, go_on = threading.Event(), threading.Event()

    def write() -> None:
        with vault.database.transaction():
            vault.preferences.set_fact("mark", "new")
            assert vault.preferences.fact("mark") == "new", "whoever writes reads what it wrote"
            inside.set()
            go_on.wait(30)

    writer = threading.Thread(target=write)
    writer.start()
    assert inside.wait(30)
    assert vault.preferences.fact("mark") == MARK
    go_on.set()
    writer.join()
    assert vault.preferences.fact("mark") == "new"
    vault.close()


def test_many_threads_lose_no_write(place: Path) -> None:
    vault = open_again(place)
    vault.preferences.set_fact("sum", "0")

    def add() -> None:
        for _ in range(20):
            with vault.database.transaction():
                vault.preferences.set_fact("sum", str(int(vault.preferences.fact("sum") or 0) + 1))
            vault.preferences.fact("sum")

    threads = [threading.Thread(target=add) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert vault.preferences.fact("sum") == "100"
    assert vault.database.problems() == ()
    vault.close()


def test_a_wallet_that_another_computer_left_open_is_noticed(place: Path, tmp_path: Path) -> None:
    """A shared drive: the lock of the operating system holds on one computer only."""
    import shutil

    def at(computer: str, where: Path) -> Vault:
        surroundings = Environment(SystemRandom(), datetime(2026, 11, 25, tzinfo=UTC), (Turns(), Turns()), computer)
        return folder.open_(where, WayIn.RECOVERY_KEY, SECRET, environment=surroundings)

    first = at("study", place)
    shutil.copytree(place, tmp_path / "copied")
    first.close()
    other = at("laptop", tmp_path / "copied")
    assert other.open_elsewhere == "study"
    other.close()
    again = at("study", tmp_path / "copied")
    assert again.open_elsewhere is None
    again.close()


def test_half_a_character_is_refused_politely(place: Path) -> None:
    vault = open_again(place)
    with pytest.raises(UsageError, match=r"vault\.not_text"):
        vault.preferences.set_fact("mark", "broken \udc80")
    assert vault.preferences.fact("mark") == MARK
    vault.close()
