"""First run, unlocking in every way, changing them, several wallets, a second window, deleting everything."""

import base64
import http.server
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from simulators.held import candidate, inspected
from wallet.errors import EnvironmentFailedError, LockedError, UnreachableError, UsageError, WrongPassphraseError
from wallet.ports import Purpose
from wallet.services import session as sessions
from wallet.services.library import Query
from wallet.services.options import RunOptions
from wallet.services.outside import Outside
from wallet.services.session import Session
from wallet.verification.keys import algorithms, jwk
from wallet.verification.keys.public_key import KeyType

PASSPHRASE = "a quiet horse by the canal"


class MemoryKeyring:
    """The keyring of a computer, for tests that are not about real ones."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}
        self.works = True

    def available(self) -> bool:
        return self.works

    def get(self, name: str) -> str | None:
        if not self.works:
            raise EnvironmentFailedError("keyring.unavailable")
        return self.held.get(name)

    def set(self, name: str, value: str) -> None:
        if not self.works:
            raise EnvironmentFailedError("keyring.unavailable")
        assert len(value) <= 100
        self.held[name] = value

    def delete(self, name: str) -> None:
        self.held.pop(name, None)


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    made = MemoryKeyring()
    monkeypatch.setattr(Outside, "secret_store", made)
    return made


@pytest.fixture
def options(tmp_path: Path) -> RunOptions:
    return RunOptions(profile=tmp_path / "profile")


def made(options: RunOptions) -> tuple[Session, str]:
    created = sessions.create(sessions.default_folder(options), PASSPHRASE, options=options, name="Mine")
    return created.session, created.recovery_key


def test_first_run_gives_a_wallet_a_recovery_key_and_a_holder_who_can_sign(options: RunOptions) -> None:
    created = sessions.create(sessions.default_folder(options), PASSPHRASE, options=options)
    session = created.session
    assert created.holder_id == session.holder_id
    assert created.holder_id.startswith("did:jwk:")
    assert len(sessions.recovery_words(created.recovery_key)) == 6
    signature = session.holder.signer().sign(b"hello")
    key = jwk.public_key(session.holder.public_jwk)
    algorithms.verify(key, "EdDSA", b"hello", signature)
    session.lock()


def test_the_private_key_is_on_the_disk_only_sealed(options: RunOptions) -> None:
    session, _ = made(options)
    did, signer = session.holder.signer_of(KeyType.P256)
    algorithms.verify(jwk.public_key(_jwk_of(did)), "ES256", b"message", signer.sign(b"message"))
    assert session.holder.ids == (session.holder_id, did)
    sealed = signer.key.sealed
    session.lock()
    assert b"PRIVATE" not in sealed
    everything = b"".join(path.read_bytes() for path in session.folder.iterdir())
    assert sealed not in everything


def _jwk_of(did: str) -> dict[str, str]:
    import json

    body = did.removeprefix("did:jwk:")
    found: dict[str, str] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return found


def test_locking_ends_the_signing_process_and_closes_everything(options: RunOptions) -> None:
    session, _ = made(options)
    session.holder.signer().sign(b"x")
    process = session._signing._process
    assert process is not None
    assert process.poll() is None
    signer = session.holder.signer()
    session.lock()
    session.lock()
    assert process.poll() is not None
    with pytest.raises(LockedError, match=r"vault\.locked"):
        session.library.count(Query())
    with pytest.raises((LockedError, EnvironmentFailedError)):
        signer.sign(b"x")


def test_every_way_in_opens_the_same_wallet(options: RunOptions, keyring: MemoryKeyring) -> None:
    session, recovery = made(options)
    session.library.add([candidate(inspected())])
    session.set_keyring(enabled=True)
    folder, holder = session.folder, session.holder_id
    session.lock()
    assert sessions.can_unlock_with_keyring(folder, options=options)
    typed = recovery.lower().replace("-", " ")
    openers: tuple[Callable[[], Session], ...] = (
        lambda: sessions.unlock(folder, PASSPHRASE, options=options),
        lambda: sessions.unlock_with_keyring(folder, options=options),
        lambda: sessions.unlock_with_recovery_key(folder, typed, options=options),
    )
    for open_it in openers:
        opened = open_it()
        assert opened.library.count(Query()) == 1
        assert opened.holder_id == holder
        opened.lock()


def test_wrong_secrets_are_told_apart(options: RunOptions, keyring: MemoryKeyring) -> None:
    session, recovery = made(options)
    folder = session.folder
    session.lock()
    with pytest.raises(WrongPassphraseError, match=r"vault\.wrong_passphrase"):
        sessions.unlock(folder, PASSPHRASE + " ", options=options)
    with pytest.raises(WrongPassphraseError, match=r"vault\.recovery_key_typo"):
        sessions.unlock_with_recovery_key(
            folder, "X" + recovery[1:] if recovery[0] != "X" else "Y" + recovery[1:], options=options
        )
    with pytest.raises(WrongPassphraseError, match=r"vault\.no_keyring_secret"):
        sessions.unlock_with_keyring(folder, options=options)
    assert not sessions.can_unlock_with_keyring(folder, options=options)


def test_the_same_letters_typed_on_another_system_are_the_same_passphrase(options: RunOptions) -> None:
    created = sessions.create(sessions.default_folder(options), "café", options=options)
    created.session.lock()
    sessions.unlock(created.session.folder, "cafe\u0301", options=options).lock()


def test_changing_the_passphrase_and_the_recovery_key_closes_the_old_ones(options: RunOptions) -> None:
    session, recovery = made(options)
    with pytest.raises(WrongPassphraseError):
        session.change_passphrase("not it", "new one")
    with pytest.raises(UsageError, match=r"vault\.empty_passphrase"):
        session.change_passphrase(PASSPHRASE, "")
    session.change_passphrase(PASSPHRASE, "new one")
    newer = session.new_recovery_key()
    session.lock()
    with pytest.raises(WrongPassphraseError):
        sessions.unlock(session.folder, PASSPHRASE, options=options)
    with pytest.raises(WrongPassphraseError, match=r"vault\.wrong_recovery_key"):
        sessions.unlock_with_recovery_key(session.folder, recovery, options=options)
    sessions.unlock_with_recovery_key(session.folder, newer, options=options).lock()
    opened = sessions.unlock(session.folder, "new one", options=options)
    opened.reset_passphrase("third")
    opened.lock()
    sessions.unlock(session.folder, "third", options=options).lock()


def test_the_keyring_can_be_switched_off_and_its_absence_never_locks_anybody_out(
    options: RunOptions, keyring: MemoryKeyring
) -> None:
    session, _ = made(options)
    seen = []
    for enabled in (True, False):
        session.set_keyring(enabled=enabled)
        seen.append(session.uses_keyring)
    assert seen == [True, False]
    assert keyring.held == {}
    session.set_keyring(enabled=True)
    keyring.works = False
    session.lock()
    assert not sessions.can_unlock_with_keyring(session.folder, options=options)
    with pytest.raises(EnvironmentFailedError, match=r"keyring\.unavailable"):
        sessions.unlock_with_keyring(session.folder, options=options)
    opened = sessions.unlock(session.folder, PASSPHRASE, options=options)
    with pytest.raises(EnvironmentFailedError):
        opened.set_keyring(enabled=True)
    opened.lock()


def test_no_keyring_at_first_run_leaves_no_half_made_wallet(options: RunOptions, keyring: MemoryKeyring) -> None:
    keyring.works = False
    folder = sessions.default_folder(options)
    with pytest.raises(EnvironmentFailedError, match=r"keyring\.unavailable"):
        sessions.create(folder, PASSPHRASE, options=options, use_keyring=True)
    assert not folder.exists() or list(folder.iterdir()) == []
    made(options)[0].lock()


def test_a_second_window_is_told_and_the_first_goes_on(options: RunOptions) -> None:
    session, _ = made(options)
    with pytest.raises(LockedError, match=r"vault\.in_use"):
        sessions.unlock(session.folder, PASSPHRASE, options=options)
    session.library.add([candidate(inspected())])
    assert session.library.count(Query()) == 1
    session.lock()


def test_several_wallets_are_known_by_name_the_last_used_first(tmp_path: Path) -> None:
    options = RunOptions(profile=tmp_path / "computer")
    for name in ("Study", "Work"):
        created = sessions.create(tmp_path / name, PASSPHRASE, options=options, name=name)
        created.session.lock()
    assert [place.name for place in sessions.places(options)] == ["Work", "Study"]
    opened = sessions.unlock(tmp_path / "Study", PASSPHRASE, options=options)
    opened.rename("Learning")
    opened.lock()
    assert [place.name for place in sessions.places(options)] == ["Learning", "Work"]
    (tmp_path / "Work").rename(tmp_path / "Moved")
    assert [place.exists for place in sessions.places(options)] == [True, False]
    sessions.forget_place(tmp_path / "Work", options=options)
    assert [place.name for place in sessions.places(options)] == ["Learning"]


def test_a_profile_leaves_no_trace_in_the_home_of_the_person(
    options: RunOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    session, _ = made(options)
    session.settings.set("general.language", "nl")
    session.lock()
    assert list(home.rglob("*")) == []


def test_without_a_profile_the_folders_of_the_platform_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = sessions.default_folder(RunOptions())
    if os.name == "posix" and not str(folder).startswith(str(tmp_path)):
        pytest.skip("this platform does not follow XDG")
    created = sessions.create(folder, PASSPHRASE, options=RunOptions())
    created.session.lock()
    assert [place.folder for place in sessions.places()] == [folder]


def test_deleting_everything_leaves_nothing_and_forgets_the_keyring(
    options: RunOptions, keyring: MemoryKeyring
) -> None:
    session, _ = made(options)
    session.set_keyring(enabled=True)
    session.settings.set("general.look", "dark")
    session.destroy()
    assert not session.folder.exists()
    assert keyring.held == {}
    with pytest.raises(UsageError, match=r"vault\.not_here"):
        sessions.unlock(session.folder, PASSPHRASE, options=options)
    made(options)[0].lock()


def test_an_older_copy_of_the_whole_folder_is_noticed_on_this_computer(tmp_path: Path) -> None:
    options = RunOptions(profile=tmp_path / "computer")
    created = sessions.create(tmp_path / "wallet", PASSPHRASE, options=options)
    created.session.lock()
    older = {path.name: path.read_bytes() for path in (tmp_path / "wallet").iterdir()}
    opened = sessions.unlock(tmp_path / "wallet", PASSPHRASE, options=options)
    opened.library.add([candidate(inspected())])
    opened.lock()
    for name, data in older.items():
        (tmp_path / "wallet" / name).write_bytes(data)
    opened = sessions.unlock(tmp_path / "wallet", PASSPHRASE, options=options)
    assert [notice.code for notice in opened.notices()] == ["vault.older_copy"]
    opened.lock()
    opened = sessions.unlock(tmp_path / "wallet", PASSPHRASE, options=options)
    assert opened.notices() == ()
    opened.lock()


def test_a_synchronised_folder_is_said_after_opening(tmp_path: Path) -> None:
    options = RunOptions(profile=tmp_path / "computer")
    created = sessions.create(tmp_path / "Nextcloud" / "wallet", PASSPHRASE, options=options)
    (notice,) = created.session.notices()
    assert notice.code == "vault.synced_folder"
    assert notice.facts["product"] == "Nextcloud"
    created.session.lock()


def test_settings_live_where_the_table_says_and_refuse_what_is_impossible(options: RunOptions) -> None:
    session, _ = made(options)
    session.settings.set("general.look", "dark")
    session.settings.set("security.idle_lock_minutes", 3)
    session.settings.set("network.offline", True)
    for key, value in (
        ("general.look", "pink"),
        ("general.text_size", 79),
        ("security.idle_lock_minutes", True),
        ("network.offline", 1),
        ("share.checker_url", "x" * 5_000),
    ):
        with pytest.raises(UsageError, match=r"settings\.invalid"):
            session.settings.set(key, value)
    with pytest.raises(UsageError, match=r"settings\.unknown"):
        session.settings.set("no.such", 1)
    session.lock()
    computer = sessions.computer_settings(options)
    assert computer.get("general.look") == "dark"
    opened = sessions.unlock(session.folder, PASSPHRASE, options=options)
    assert opened.settings.get("security.idle_lock_minutes") == 3
    assert opened.settings.get("network.offline") is True
    assert opened.settings.get("backup.remind_days") == 30
    opened.lock()


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"general.look": 7, "x": 1}', b"{" * 5_000])
def test_a_damaged_settings_file_gives_defaults_and_can_be_written_again(tmp_path: Path, content: bytes) -> None:
    options = RunOptions(profile=tmp_path)
    (tmp_path / "settings.json").write_bytes(content)
    computer = sessions.computer_settings(options)
    assert computer.get("general.look") == "system"
    computer.set("general.look", "light")
    assert computer.get("general.look") == "light"


class Counting(http.server.BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Counting.asked.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Counting) as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()
        thread.join()


def test_staying_offline_holds_from_the_moment_it_is_chosen_and_after_locking(options: RunOptions, server: str) -> None:
    session, _ = made(replace(options, allow_http_loopback=True))
    fetcher = session.verify.fetcher
    fetcher.get(f"{server}/one", purpose=Purpose.METADATA)
    session.settings.set("network.offline", True)
    for purpose in (Purpose.METADATA, Purpose.TRUST_LIST):
        with pytest.raises(UnreachableError, match=r"fetch\.offline"):
            fetcher.get(f"{server}/one", purpose=purpose)
    with pytest.raises(UnreachableError, match=r"fetch\.offline"):
        session._outside.sender.send("PUT", f"{server}/two", body=b"x")
    assert Counting.asked == ["/one"]
    session.settings.set("network.offline", False)
    fetcher.get(f"{server}/three", purpose=Purpose.METADATA)
    session.lock()
    with pytest.raises((UnreachableError, LockedError)):
        fetcher.get(f"{server}/four", purpose=Purpose.METADATA)
    assert Counting.asked == ["/one", "/three"]


def test_a_first_run_that_was_cut_off_before_the_key_was_made_is_mended(options: RunOptions) -> None:
    created = sessions.create_empty(sessions.default_folder(options), PASSPHRASE, options=options)
    created.session.lock()
    session = sessions.unlock(created.session.folder, PASSPHRASE, options=options)
    assert session.holder_id.startswith("did:jwk:")
    session.lock()
