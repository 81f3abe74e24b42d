"""The encrypted database: ChaCha20-Poly1305 pages, WAL, synchronous=FULL, typed errors.

One connection writes, another reads: while a thousand credentials come in as one transaction, or a backup is made, the
library can still be paged and searched as it was before.

The 32-byte data key is handed over raw; the key is never changed in place (``PRAGMA rekey`` can lose a file when it
is interrupted): the header wraps the same key anew instead.
"""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

import apsw

from wallet.errors import CorruptStoreError, EnvironmentFailedError, LockedError, UsageError, VaultError, WalletError

NAME = "wallet.db"
Value = str | int | float | bytes | None
Row = tuple[Any, ...]

_CODES: tuple[tuple[type[apsw.Error], type[WalletError], str], ...] = (
    (apsw.FullError, EnvironmentFailedError, "vault.disk_full"),
    (apsw.NotADBError, CorruptStoreError, "vault.damaged"),
    (apsw.CorruptError, CorruptStoreError, "vault.damaged"),
    (apsw.ReadOnlyError, EnvironmentFailedError, "vault.no_permission"),
    (apsw.PermissionsError, EnvironmentFailedError, "vault.no_permission"),
    (apsw.AuthError, EnvironmentFailedError, "vault.no_permission"),
    (apsw.CantOpenError, EnvironmentFailedError, "vault.no_permission"),
    (apsw.BusyError, LockedError, "vault.in_use"),
    (apsw.LockedError, LockedError, "vault.in_use"),
    (apsw.ConnectionClosedError, LockedError, "vault.locked"),
    (apsw.CursorClosedError, LockedError, "vault.locked"),
    (apsw.IOError, EnvironmentFailedError, "vault.io_failed"),
    (apsw.NoMemError, EnvironmentFailedError, "vault.no_memory"),
)


def store_error(error: apsw.Error, path: Path) -> WalletError:
    """Return what the engine raised as a typed error with its own sentence."""
    facts = {"path": str(path), "folder": str(path.parent)}
    for kind, ours, code in _CODES:
        if isinstance(error, kind):
            return ours(code, facts)
    return VaultError("vault.failed", {**facts, "what": type(error).__name__})


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the errors of the engine into ours.

    Raises:
        WalletError: see ``store_error``; UsageError: ``vault.not_text``.
    """
    try:
        yield
    except apsw.Error as error:
        raise store_error(error, path) from error
    except UnicodeEncodeError as error:
        # Half a surrogate pair, from a file name or a broken paste: there is no text that it stands for.
        raise UsageError("vault.not_text") from error


def connect(path: Path, key: bytes, *, create: bool = False) -> apsw.Connection:
    """Open the file with its key and the settings that every connection has.

    Raises:
        CorruptStoreError: ``vault.damaged``: the first page does not open with this key.
        EnvironmentFailedError: see ``_CODES``.
    """
    with translated(path):
        flags = apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if create else 0)
        connection = apsw.Connection(str(path), flags=flags)
        try:
            connection.execute("PRAGMA cipher = 'chacha20'")
            connection.execute(f"PRAGMA key = 'raw:{key.hex()}'")
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
            for setting in (
                "synchronous = FULL",
                "temp_store = MEMORY",  # a sorter must not write titles to an unencrypted file
                "secure_delete = ON",
                "foreign_keys = ON",
                "trusted_schema = OFF",
                "cell_size_check = ON",
                "cache_size = -49152",
            ):
                connection.execute(f"PRAGMA {setting}").fetchall()
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        except BaseException:
            connection.close(True)
            raise
        return connection


class _UndoneError(Exception):
    """Ends a transaction that was only a rehearsal."""


class Turns(Protocol):
    """A reentrant lock that knows whether the thread that asks has the turn."""

    @property
    def mine(self) -> bool:
        """Tell whether the thread that asks has the turn."""

    def __enter__(self) -> None:
        """Wait for the turn."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the turn back."""


class Database:
    """The open store. Threads take turns at writing, and at reading; whoever writes reads what it wrote."""

    def __init__(self, path: Path, key: bytes, *, turns: tuple[Turns, Turns]) -> None:
        """Open ``path``. ``turns`` are two locks: for the connection that writes and for the one that reads."""
        self.path = path
        self._writing, self._reading = turns
        self._connection = connect(path, key)
        try:
            self._reader = connect(path, key)
            self._reader.execute("PRAGMA query_only = ON").fetchall()
        except BaseException:
            self._connection.close(True)
            raise
        self._deep = 0

    def rows(self, sql: str, parameters: Sequence[Value] | dict[str, Value] = ()) -> list[Row]:
        """Return all rows of a query."""
        if self._writing.mine:
            with translated(self.path):
                return list(self._connection.execute(sql, parameters))
        with self._reading, translated(self.path):
            return list(self._reader.execute(sql, parameters))

    def row(self, sql: str, parameters: Sequence[Value] | dict[str, Value] = ()) -> Row | None:
        """Return the first row of a query, or nothing."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def value(self, sql: str, parameters: Sequence[Value] | dict[str, Value] = ()) -> Any:
        """Return the first column of the first row, or nothing."""
        found = self.row(sql, parameters)
        return found[0] if found else None

    def change(self, sql: str, parameters: Sequence[Value] | dict[str, Value] = ()) -> int:
        """Run one statement inside a transaction; return how many rows it changed."""
        with self.transaction(), translated(self.path):
            before = self._connection.total_changes()
            self._connection.execute(sql, parameters).fetchall()
            return self._connection.total_changes() - before

    def insert(self, sql: str, parameters: Sequence[Value] | dict[str, Value] = ()) -> int:
        """Run an INSERT inside a transaction; return the row number it got."""
        with self.transaction(), translated(self.path):
            self._connection.execute(sql, parameters).fetchall()
            return self._connection.last_insert_rowid()

    def change_many(self, sql: str, parameters: Sequence[Sequence[Value]]) -> None:
        """Run one statement for each set of parameters inside a transaction."""
        with self.transaction(), translated(self.path):
            self._connection.executemany(sql, parameters)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Do everything in the block or nothing of it. Blocks may be nested; the outermost one commits.

        The counter that shows a rolled-back copy goes up with every transaction that is committed.
        """
        with self._writing:
            if self._deep:
                yield
                return
            with translated(self.path):
                self._connection.execute("BEGIN IMMEDIATE")
            self._deep += 1
            try:
                yield
                with translated(self.path):
                    self._connection.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'counter'")
                    self._connection.execute("COMMIT")
            except BaseException:
                if not self._connection.get_autocommit():
                    with contextlib.suppress(apsw.Error):
                        self._connection.execute("ROLLBACK")
                raise
            finally:
                self._deep -= 1

    @contextlib.contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Do what the block does and undo it at its end, before anybody else could see it."""
        try:
            with self.transaction():
                yield
                self._undo()
        except _UndoneError:
            pass

    def _undo(self) -> None:
        raise _UndoneError

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Keep other threads from writing while the block reads something whole."""
        with self._writing:
            yield

    def script(self, sql: str) -> None:
        """Run several statements as they are."""
        with self._writing, translated(self.path):
            self._connection.execute(sql).fetchall()

    def checkpoint(self) -> None:
        """Move everything from the write-ahead log into the main file."""
        with self._writing, translated(self.path):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def problems(self) -> tuple[str, ...]:
        """Read every page and every index; return what is wrong, nothing when all is well."""
        try:
            found = [str(row[0]) for row in self.rows("PRAGMA integrity_check(20)")]
            found += [f"foreign key {row[0]}:{row[1]}" for row in self.rows("PRAGMA foreign_key_check")]
        except CorruptStoreError as error:
            return (error.code,)
        return tuple(problem for problem in found if problem != "ok")

    def close(self) -> None:
        """Write everything to the main file and close; a second call does nothing."""
        with self._reading:
            self._reader.close(True)
        with self._writing:
            with contextlib.suppress(WalletError):
                self.checkpoint()
            self._connection.close(True)
