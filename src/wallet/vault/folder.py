"""One wallet on disk: a folder with a header, an encrypted database and a lock. Make, open, change ways in, destroy.

wallet.header, wallet.header.copy   how the data key is wrapped (``header``)
wallet.db (and its -wal)            everything else, encrypted (``database``, ``schema``)
wallet.lock                         held by the one process that has it open (``lock_file``)
wallet.creating                     stands there only until a new wallet is complete
"""

import contextlib
import hashlib
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from wallet.errors import (
    CorruptStoreError,
    EnvironmentFailedError,
    LockedError,
    UsageError,
    WalletError,
    WrongPassphraseError,
)
from wallet.ports import Random
from wallet.vault import atomic_file, database, header, lock_file, migrations, schema
from wallet.vault.credentials import Credentials
from wallet.vault.database import Database, Turns
from wallet.vault.decisions import Decisions
from wallet.vault.evidence import Evidence
from wallet.vault.header import Header, WayIn
from wallet.vault.holder_keys import HolderKeys
from wallet.vault.key_derivation import KEY_BYTES, Argon2Parameters, subkey
from wallet.vault.preferences import Preferences
from wallet.vault.receipts import Receipts
from wallet.vault.search import Search

HEADER = "wallet.header"
HEADER_COPY = "wallet.header.copy"
CREATING = "wallet.creating"
DESTROYING = "wallet.destroying"
FIRST_PAGE = "wallet.first-page"
PAGE_BYTES = 4096
_OURS = (HEADER, HEADER_COPY, CREATING, database.NAME, lock_file.NAME, FIRST_PAGE, DESTROYING)
_LARGEST_DIGEST = 256 << 20
"""A larger database takes too long to read whole at each opening."""
_SUFFIXES = ("", "-wal", "-shm", "-journal")


def exists(folder: Path) -> bool:
    """Tell whether a wallet stands in ``folder``."""
    if (folder / DESTROYING).exists():
        return False
    return (folder / HEADER).is_file() or (folder / HEADER_COPY).is_file()


@dataclass(frozen=True, slots=True)
class Environment:
    """What opening needs from outside: randomness, the time, two locks for threads to take turns with.

    ``computer`` is its name, for a folder that several computers share.
    """

    random: Random
    now: datetime
    turns: tuple[Turns, Turns]
    computer: str = ""


class Vault:
    """An open wallet: its header, its database and the rooms over it."""

    def __init__(self, folder: Path, head: Header, data_key: bytes, db: Database, lock: lock_file.FolderLock) -> None:
        """Take over what :func:`create` and :func:`open_` opened."""
        self.folder = folder
        self.header = head
        self.older_copy = False
        self.changed_outside = False
        self.open_elsewhere = lock.elsewhere
        self._key = data_key
        self._lock = lock
        self.database = db

    def _arrange(self, random: Random) -> None:
        """Build the rooms over the open database."""
        self._random = random
        self.credentials = Credentials(self.database, random)
        self.search = Search(self.database)
        self.evidence = Evidence(self.database)
        self.receipts = Receipts(self.database)
        self.decisions = Decisions(self.database)
        self.preferences = Preferences(self.database)
        self.holder_keys = HolderKeys(self.database)

    @property
    def wallet_id(self) -> str:
        """What tells this wallet from others (random, says nothing)."""
        return self.header.wallet_id

    @property
    def counter(self) -> int:
        """How many changes this wallet has seen: a copy from earlier has a lower one."""
        return int(self.preferences.fact("counter") or 0)

    def holder_sealing_key(self) -> bytes:
        """Return the key under which the private holder keys are sealed; it is for the signing process only.

        Raises:
            LockedError: ``vault.locked``.
        """
        if not self._key:
            raise LockedError("vault.locked")
        return subkey(self._key, "holder-keys")

    def has_way(self, kind: WayIn) -> bool:
        """Tell whether the wallet can be opened in this way."""
        return self.header.way(kind) is not None

    def check_passphrase(self, passphrase: str) -> None:
        """Do nothing when it is right.

        Raises:
            WrongPassphraseError: ``vault.wrong_passphrase``.
        """
        header.unwrap(self.header, WayIn.PASSPHRASE, passphrase)

    def set_way(self, kind: WayIn, secret: str | bytes, *, cost: Argon2Parameters | None = None) -> None:
        """Add or replace a way in: the data key is wrapped anew, no page of the database changes."""
        way = header.wrap(self._key, wallet_id=self.wallet_id, kind=kind, secret=secret, random=self._random, cost=cost)
        self._replace_header(header.with_way(self.header, way, self._key))

    def remove_way(self, kind: WayIn) -> None:
        """Close a way in. The passphrase stays.

        Raises:
            UsageError: ``vault.passphrase_stays``.
        """
        if kind is WayIn.PASSPHRASE:
            raise UsageError("vault.passphrase_stays")
        self._replace_header(header.without_way(self.header, kind, self._key))

    def _replace_header(self, head: Header) -> None:
        self.preferences.set_fact("ways_in", ",".join(way.kind.value for way in head.ways_in))
        self._write_header(head)

    def _write_header(self, head: Header, *, counter: int | None = None, content: bytes = b"") -> None:
        number = max(self.counter if counter is None else counter, head.counter)
        counted = header.sealed(msgspec.structs.replace(head, counter=number, content=content), self._key)
        data = header.encode(counted)
        atomic_file.write(self.folder / HEADER, data)
        self.header = counted
        atomic_file.write(self.folder / HEADER_COPY, data)

    def note_opening(self, content: bytes) -> None:
        """Compare with what was noted at the last closing, then note that it is open.

        Pages are authenticated one by one, so a page that is put back to its own older state passes; ``content``, the
        digest of the whole file before it was opened, shows it. A full disk does not keep anyone from reading.
        """
        ahead = self.header.counter - self.counter
        self.older_copy = ahead > 0
        self.changed_outside = ahead == 0 and self.header.content not in (b"", content)
        with contextlib.suppress(EnvironmentFailedError):
            if ahead > 0:
                self.preferences.set_fact("counter", str(self.header.counter))
            self._write_header(self.header)

    def close(self) -> None:
        """Close the database, note its counter and digest, drop the key, free the lock; a second call does nothing."""
        if not self._key:
            return
        counter: int | None = None
        with contextlib.suppress(WalletError):
            counter = self.counter
        self.database.close()
        if counter is not None:
            with contextlib.suppress(WalletError):
                self._write_header(self.header, counter=counter, content=content_digest(self.folder))
        self._key = b""
        self._keep_first_page()
        self._lock.release()

    def _keep_first_page(self) -> None:
        """Keep the page that says where everything else is; it is encrypted as it stands in the database."""
        with contextlib.suppress(OSError, EnvironmentFailedError):
            with (self.folder / database.NAME).open("rb") as stream:
                page = stream.read(PAGE_BYTES)
            kept = self.folder / FIRST_PAGE
            if len(page) == PAGE_BYTES and not (kept.exists() and kept.read_bytes() == page):
                atomic_file.write(kept, page)

    def destroy(self) -> None:
        """Make the wallet unreadable (the wrapped keys first), then delete its files; others in the folder stay."""
        folder, random = self.folder, self._random
        self._key = b""
        self.database.close()
        try:
            atomic_file.write(folder / DESTROYING, b"")
            for name in (HEADER, HEADER_COPY):
                _overwrite(folder / name, random)
            _remove_ours(folder)
        finally:
            self._lock.release()
        with contextlib.suppress(OSError):
            folder.rmdir()


def content_digest(folder: Path) -> bytes:
    """Return the SHA-256 of a closed database; nothing where it is large or has a log that belongs to it."""
    path = folder / database.NAME
    try:
        log = path.with_name(path.name + "-wal")
        if path.stat().st_size > _LARGEST_DIGEST or (log.exists() and log.stat().st_size):
            return b""
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except OSError:
        return b""


def _overwrite(path: Path, random: Random) -> None:
    """Write over a small file in place before it is unlinked, so that its wrapped keys are gone, not only its name."""
    with contextlib.suppress(OSError), path.open("r+b") as stream:
        stream.write(random.token(max(1, path.stat().st_size)))
        stream.flush()
        os.fsync(stream.fileno())


def _remove_ours(folder: Path, *, keep: tuple[str, ...] = ()) -> None:
    """Delete the files of the wallet; the mark of the deletion goes last."""
    names = [name + suffix for name in _OURS for suffix in _SUFFIXES]
    names += [name + more for name in (HEADER, HEADER_COPY) for more in (atomic_file.TEMPORARY,)]
    names += [database.NAME + more for more in (migrations.COPY, migrations.BEFORE)]
    for name in sorted(set(names) - set(keep), key=lambda name: name == DESTROYING):
        try:
            (folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise atomic_file.environment_error(error, folder / name) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.name == "posix":
            folder.chmod(0o700)
    except OSError as error:
        raise atomic_file.environment_error(error, folder / HEADER) from error


def create(
    folder: Path,
    passphrase: str,
    *,
    recovery: bytes,
    cost: Argon2Parameters,
    environment: Environment,
    name: str = "",
) -> Vault:
    """Make an encrypted wallet; the header is written last, and only then does it exist.

    Raises:
        UsageError: ``vault.exists``, ``vault.header_missing`` (a database without its header is never overwritten).
        LockedError: ``vault.in_use``.
        EnvironmentFailedError: ``vault.disk_full``, ``vault.no_permission`` …
    """
    if not passphrase:
        raise UsageError("vault.empty_passphrase")
    _make_folder(folder)
    with contextlib.ExitStack() as undo:
        lock = lock_file.FolderLock(folder, environment.computer)
        undo.callback(lock.release)
        _clear_ground(folder)
        vault = _build(folder, passphrase, recovery, cost, environment, name, lock)
        undo.pop_all()
        return vault


def _clear_ground(folder: Path) -> None:
    """Remove what an interrupted creation left; refuse to build over a wallet, or over a database without a header."""
    if exists(folder):
        raise UsageError("vault.exists", {"folder": str(folder)})
    path = folder / database.NAME
    if (folder / DESTROYING).exists():
        _remove_ours(folder, keep=(lock_file.NAME,))
    elif (folder / CREATING).exists():
        for suffix in _SUFFIXES:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    elif path.exists():
        raise UsageError("vault.header_missing", {"folder": str(folder)})


def _build(
    folder: Path,
    passphrase: str,
    recovery: bytes,
    cost: Argon2Parameters,
    environment: Environment,
    name: str,
    lock: lock_file.FolderLock,
) -> Vault:
    random = environment.random
    data_key = random.token(KEY_BYTES)
    wallet_id = random.token(16).hex()
    head = Header(format=header.FORMAT, version=header.VERSION, wallet_id=wallet_id, counter=0, ways_in=())
    secrets: tuple[tuple[WayIn, str | bytes], ...] = ((WayIn.PASSPHRASE, passphrase), (WayIn.RECOVERY_KEY, recovery))
    for kind, secret in secrets:
        way = header.wrap(data_key, wallet_id=wallet_id, kind=kind, secret=secret, random=random, cost=cost)
        head = header.with_way(head, way, data_key)
    path = folder / database.NAME
    try:
        atomic_file.write(folder / CREATING, b"")
        path.touch(mode=0o600)
        db = _new_database(path, data_key, environment)
    except OSError as error:
        raise atomic_file.environment_error(error, path) from error
    vault = Vault(folder, head, data_key, db, lock)
    vault._arrange(random)
    try:
        with db.transaction():
            for key, value in (("counter", "1"), ("wallet_id", wallet_id), ("name", name)):
                vault.preferences.set_fact(key, value)
            vault.preferences.set_fact("created_at", environment.now.isoformat())
        db.checkpoint()
        vault._write_header(head)
        (folder / CREATING).unlink(missing_ok=True)
    except BaseException:
        db.close()
        raise
    return vault


def _new_database(path: Path, key: bytes, environment: Environment) -> Database:
    with database.translated(path):
        connection = database.connect(path, key, create=True)
        try:
            connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            migrations.build(connection)
        finally:
            connection.close(True)
    return Database(path, key, turns=environment.turns)


def read_header(folder: Path) -> Header:
    """Return the header, or its copy where the header itself cannot be read. Nothing in it is believed yet.

    Raises:
        UsageError: ``vault.not_here``.
        NewerVersionError: ``vault.newer_version``.
        CorruptStoreError: ``vault.header_damaged``, ``vault.header_missing``.
        EnvironmentFailedError: the file may not be read.
    """
    return _headers(folder)[0]


def _headers(folder: Path) -> tuple[Header, ...]:
    """Return the header files that can be read, the better one first."""
    if not exists(folder):
        unfinished = (folder / CREATING).exists() or (folder / DESTROYING).exists()
        if (folder / database.NAME).exists() and not unfinished:
            raise CorruptStoreError("vault.header_missing", {"folder": str(folder)})
        raise UsageError("vault.not_here", {"folder": str(folder)})
    found: list[Header] = []
    problem: WalletError | None = None
    for name in (HEADER, HEADER_COPY):
        path = folder / name
        try:
            with path.open("rb") as stream:
                found.append(header.decode(stream.read(header.MAX_BYTES + 1)))
        except FileNotFoundError:
            continue
        except OSError as error:
            problem = problem or atomic_file.environment_error(error, path)
        except CorruptStoreError as error:
            problem = problem or CorruptStoreError(error.code, {"folder": str(folder)})
    if not found:
        raise problem or CorruptStoreError("vault.header_damaged", {"folder": str(folder)})
    return tuple(found)


def _unwrap(folder: Path, kind: WayIn, secret: str | bytes) -> tuple[Header, bytes]:
    heads = _headers(folder)
    try:
        return heads[0], header.unwrap(heads[0], kind, secret)
    except (WrongPassphraseError, CorruptStoreError):
        # The copy may help where the header was damaged, never where it is merely older: it could hold a passphrase
        # that was changed since.
        for copy in heads[1:]:
            if copy != heads[0] and copy.counter >= heads[0].counter:
                return copy, header.unwrap(copy, kind, secret)
        raise


def data_key(folder: Path, kind: WayIn, secret: str | bytes) -> bytes:
    """Return the data key, for reading a damaged wallet (``salvage``).

    Raises:
        WrongPassphraseError, NewerVersionError, CorruptStoreError, UsageError: as :func:`open_`.
    """
    return _unwrap(folder, kind, secret)[1]


def open_(folder: Path, kind: WayIn, secret: str | bytes, *, environment: Environment) -> Vault:
    """Open a wallet; an older store is brought up to date first.

    Raises:
        UsageError: ``vault.not_here``.
        WrongPassphraseError: see ``header.unwrap``.
        LockedError: ``vault.in_use``.
        NewerVersionError: ``vault.newer_version``.
        CorruptStoreError: ``vault.damaged``, ``vault.header_damaged``, ``vault.header_changed`` …
        EnvironmentFailedError: ``vault.disk_full``, ``vault.no_permission`` …
    """
    read_header(folder)
    path = folder / database.NAME
    with contextlib.ExitStack() as undo, database.translated(path):
        lock = lock_file.FolderLock(folder, environment.computer)
        undo.callback(lock.release)
        head, data_key = _unwrap(folder, kind, secret)
        if not path.exists():
            raise CorruptStoreError("vault.database_missing", {"folder": str(folder)})
        content = content_digest(folder)
        if migrations.bring_up_to_date(path, data_key):
            content = b""
        db = Database(path, data_key, turns=environment.turns)
        undo.callback(db.close)
        vault = Vault(folder, head, data_key, db, lock)
        vault._arrange(environment.random)
        if vault.preferences.fact("wallet_id") != head.wallet_id:
            raise CorruptStoreError("vault.header_changed", {"folder": str(folder)})
        vault.note_opening(content or head.content)
        # Whoever can open it has a complete wallet: a creation may not clear it away any more.
        (folder / CREATING).unlink(missing_ok=True)
        undo.pop_all()
        return vault


def size_on_disk(folder: Path) -> tuple[int, int]:
    """Return the bytes that the wallet takes and the bytes that are free beside it."""
    used = sum(path.stat().st_size for path in folder.glob("wallet.*") if path.is_file())
    return used, shutil.disk_usage(folder).free
