"""Read what can still be read out of a damaged store, page by page, from a copy, without touching the original.

The pages of the store are authenticated one by one, so what is read is what was written; a page that fails takes only
the credentials with it whose bytes lie on it.
"""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import apsw

from wallet.errors import CorruptStoreError, WalletError
from wallet.vault import database
from wallet.vault.atomic_file import environment_error
from wallet.vault.folder import FIRST_PAGE, PAGE_BYTES
from wallet.vault.instant import moment

_SMALLEST_ROW = 64
"""No credential takes fewer bytes: bounds the search where even the number of rows cannot be read."""
_MOST_ROWS = 2_000_000


@dataclass(frozen=True, slots=True)
class Salvaged:
    """One credential that could be read, with what is known about it (empty where that part is damaged)."""

    raw: bytes
    media_type: str
    title: str = ""
    issuer: str = ""
    note: str = ""
    added_at: str = ""
    removed: bool = False
    earlier: bool = False


@dataclass(slots=True)
class Tally:
    """How many were read and how many are known to be there and could not be."""

    read: int = 0
    unreadable: int = 0
    whole: bool = True


def copy_of(source: Path, target: Path) -> None:
    """Copy the database and its log; blocks that the disk does not give become zeros.

    Raises:
        EnvironmentFailedError: ``vault.disk_full`` …
    """
    for suffix in ("", "-wal"):
        origin, copy = source.with_name(source.name + suffix), target.with_name(target.name + suffix)
        if not origin.exists():
            continue
        try:
            shutil.copyfile(origin, copy)
        except OSError:
            _copy_blocks(origin, copy)


def _copy_blocks(origin: Path, copy: Path) -> None:
    try:
        size = origin.stat().st_size
        with copy.open("wb") as target, origin.open("rb", buffering=0) as source:
            for start in range(0, size, PAGE_BYTES):
                block = b""
                with contextlib.suppress(OSError):
                    source.seek(start)
                    block = source.read(PAGE_BYTES)
                target.write(block.ljust(min(PAGE_BYTES, size - start), b"\0"))
    except OSError as error:
        raise environment_error(error, copy) from error


def open_copy(copy: Path, key: bytes, folder: Path) -> apsw.Connection:
    """Open the copy, if need be with the first page as it was when the wallet was last closed.

    Raises:
        CorruptStoreError: ``vault.nothing_to_rescue``.
    """
    with contextlib.suppress(WalletError):
        return database.connect(copy, key)
    nothing = CorruptStoreError("vault.nothing_to_rescue", {"folder": str(folder)})
    try:
        page = (folder / FIRST_PAGE).read_bytes()
        with copy.open("r+b") as stream:
            stream.write(page)
        # The log may be what is damaged; without it the file is as it was at the last checkpoint.
        copy.with_name(copy.name + "-wal").unlink(missing_ok=True)
        return database.connect(copy, key)
    except (OSError, WalletError) as error:
        raise nothing from error


def _rows(connection: apsw.Connection, sql: str, *parameters: int) -> list[tuple[object, ...]] | None:
    """Return the rows, or nothing where a page on the way is damaged."""
    try:
        return list(connection.execute(sql, parameters))
    except apsw.Error:
        return None


def _last_row(connection: apsw.Connection, table: str, copy: Path) -> int:
    for sql in (f"SELECT max(rowid) FROM {table}", "SELECT max(nr) FROM credentials"):  # noqa: S608 - own names
        found = _rows(connection, sql)
        if found is not None:
            return int(str(found[0][0] or 0))
    return min(copy.stat().st_size // _SMALLEST_ROW, _MOST_ROWS)


def salvage(connection: apsw.Connection, copy: Path, tally: Tally) -> Iterator[Salvaged]:
    """Yield every credential that can be read, then every earlier version, and count what cannot."""
    for nr in range(1, _last_row(connection, "bodies", copy) + 1):
        found = _rows(connection, "SELECT raw, media_type FROM bodies WHERE nr = ?", nr)
        if found is None:
            tally.whole = False
            # A removed number reads as nothing; where the list still knows it, a credential is lost.
            known = _rows(connection, "SELECT 1 FROM credentials WHERE nr = ?", nr)
            tally.unreadable += 1 if known else 0
        elif found:
            tally.read += 1
            yield _described(connection, nr, found[0], tally)
    for nr in range(1, _last_row(connection, "superseded", copy) + 1):
        found = _rows(connection, "SELECT raw, media_type FROM superseded WHERE rowid = ?", nr)
        if found is None:
            tally.whole = False
        for row in found or ():
            yield Salvaged(_bytes(row[0]), str(row[1]), earlier=True)


def _described(connection: apsw.Connection, nr: int, row: tuple[object, ...], tally: Tally) -> Salvaged:
    sql = "SELECT title_en, issuer, note, added_at, gone FROM credentials WHERE nr = ?"
    about = _rows(connection, sql, nr)
    if not about:
        tally.whole = False
        return Salvaged(_bytes(row[0]), str(row[1]))
    title, issuer, note, added_at, gone = about[0]
    return Salvaged(
        raw=_bytes(row[0]),
        media_type=str(row[1]),
        title=str(title),
        issuer=str(issuer),
        note=str(note),
        added_at=moment(int(str(added_at))).isoformat(),
        removed=bool(gone),
    )


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
