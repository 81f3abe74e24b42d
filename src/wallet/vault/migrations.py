"""From an older store to the present one: copy, change the copy, verify it, swap. The old file is never touched.

Interrupted anywhere, either the old or the new file stands under the name ``wallet.db``, and the leftovers are removed
at the next opening. The file before the change stays beside it for one more start.
"""

import contextlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import apsw

from wallet.errors import CorruptStoreError, NewerVersionError
from wallet.vault import schema
from wallet.vault.atomic_file import environment_error, sync_folder
from wallet.vault.database import connect, translated

COPY = ".migrating"
BEFORE = ".before"


def version_of(connection: apsw.Connection) -> int:
    """Return the schema version of an open store."""
    (version,) = connection.execute("PRAGMA user_version").fetchone() or (0,)
    return int(version)


def build(connection: apsw.Connection, *, steps: Mapping[int, str] = schema.STEPS, after: int = 0) -> None:
    """Run every step after version ``after``, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number in sorted(steps):
            if number > after:
                connection.execute(steps[number]).fetchall()
                connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(apsw.Error):
            connection.execute("ROLLBACK")
        raise


def sweep(path: Path) -> None:
    """Remove what an interrupted migration left, and the file from before the last one."""
    for suffix in (COPY, COPY + "-wal", COPY + "-journal", COPY + "-shm", BEFORE):
        with contextlib.suppress(OSError):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def bring_up_to_date(path: Path, key: bytes, *, steps: Mapping[int, str] = schema.STEPS) -> bool:
    """Migrate the store at ``path`` when it is older; tell whether it was. Nobody else has it open.

    Raises:
        NewerVersionError: ``vault.newer_version``; nothing was written.
        CorruptStoreError: ``vault.damaged``, ``vault.migration_failed``; the old file is as it was.
        EnvironmentFailedError: ``vault.disk_full`` …; the old file is as it was.
    """
    latest = max(steps)
    if path.stat().st_size == 0:
        # The engine would take an empty file for a new database.
        raise CorruptStoreError("vault.damaged", {"folder": str(path.parent)})
    connection = connect(path, key)
    with translated(path):
        try:
            found = version_of(connection)
            if found < 1:
                raise CorruptStoreError("vault.damaged", {"folder": str(path.parent)})
            if found > latest:
                raise NewerVersionError("vault.newer_version", {"version": str(found)})
            if found < latest:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close(True)
    if found == latest:
        sweep(path)
        return False
    _migrate(path, key, steps=steps, after=found)
    return True


def _migrate(path: Path, key: bytes, *, steps: Mapping[int, str], after: int) -> None:
    sweep(path)
    copy = path.with_name(path.name + COPY)
    try:
        shutil.copyfile(path, copy)
        copy.chmod(0o600)
    except OSError as error:
        with contextlib.suppress(OSError):
            copy.unlink(missing_ok=True)
        raise environment_error(error, path) from error
    try:
        _change_copy(copy, key, steps=steps, after=after)
    except BaseException:
        sweep(path)
        raise
    try:
        _swap(path, copy)
    except OSError as error:
        raise environment_error(error, path) from error


def _change_copy(copy: Path, key: bytes, *, steps: Mapping[int, str], after: int) -> None:
    connection = connect(copy, key)
    with translated(copy):
        try:
            before = _credentials(connection)
            build(connection, steps=steps, after=after)
            problems = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
            if problems or _credentials(connection) != before:
                raise CorruptStoreError("vault.migration_failed", {"folder": str(copy.parent)})
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        finally:
            connection.close(True)


def _credentials(connection: apsw.Connection) -> list[tuple[object, ...]]:
    """Return the digest of every credential with the length of its bytes: what no migration may change."""
    sql = "SELECT c.id, c.digest, length(b.raw) FROM credentials c JOIN bodies b USING (nr) ORDER BY c.id"
    return list(connection.execute(sql))


def _swap(path: Path, copy: Path) -> None:
    descriptor = os.open(copy, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    before = path.with_name(path.name + BEFORE)
    try:
        os.link(path, before)
    except OSError:
        shutil.copyfile(path, before)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    copy.replace(path)
    sync_folder(path.parent)
