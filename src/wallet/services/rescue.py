"""``wallet rescue``: the readable records out of a damaged wallet, as the files they once were. It stays as it is."""

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wallet.errors import UsageError
from wallet.ports import NoProgress, Progress
from wallet.services.options import RunOptions
from wallet.services.outside import Outside
from wallet.services.session import keyring_secret
from wallet.vault import atomic_file, database, lock_file, recovery_key, salvage
from wallet.vault import folder as on_disk
from wallet.vault.header import WayIn
from wallet.vault.salvage import Salvaged, Tally

INDEX = "rescued.json"
_ENDINGS = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/svg+xml": ".svg",
    "image/tiff": ".tif",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "application/xml": ".xml",
    "text/xml": ".xml",
}
_NOT_IN_NAMES = re.compile(r"[^\w -]+", re.UNICODE)
_TOKEN = re.compile(rb"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_~-]*)+")


@dataclass(frozen=True, slots=True)
class Rescued:
    """What was written. ``unreadable``: credentials that are known to be there and could not be read.

    ``complete`` is true when nothing at all was damaged.
    """

    files: tuple[Path, ...]
    credentials: int
    unreadable: int
    complete: bool


def rescue(
    folder: Path,
    out: Path,
    *,
    options: RunOptions,
    passphrase: str | None = None,
    recovery_key_text: str | None = None,
    progress: Progress | None = None,
) -> Rescued:
    """Write every credential that can still be read into the folder ``out``, unencrypted, with an index.

    With neither passphrase nor recovery key given, the keyring of this computer is asked.

    Nothing in the wallet is changed: everything is read from a copy, which is encrypted and removed again.

    Raises:
        UsageError: ``rescue.not_empty``: ``out`` holds something already; ``vault.not_here``.
        WrongPassphraseError, NewerVersionError: see ``session.unlock``.
        CorruptStoreError: ``vault.header_damaged`` …, ``vault.nothing_to_rescue``.
        LockedError: ``vault.in_use``.
        EnvironmentFailedError: ``vault.disk_full`` …
    """
    _make_empty(out)
    on_disk.read_header(folder)
    lock = lock_file.FolderLock(folder)
    try:
        key = _key(folder, options, passphrase, recovery_key_text)
        with tempfile.TemporaryDirectory(dir=out, prefix=".copy-") as scratch:
            copy = Path(scratch) / database.NAME
            salvage.copy_of(folder / database.NAME, copy)
            if not copy.exists():
                copy.touch()
            connection = salvage.open_copy(copy, key, folder)
            tally = Tally()
            try:
                found = salvage.salvage(connection, copy, tally)
                files = tuple(_write_all(out, found, progress or NoProgress()))
            finally:
                connection.close(True)
    finally:
        lock.release()
    return Rescued(files, tally.read, tally.unreadable, tally.whole)


def _make_empty(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True, mode=0o700)
        if any(out.iterdir()):
            raise UsageError("rescue.not_empty", {"folder": str(out)})
    except OSError as error:
        raise atomic_file.environment_error(error, out / INDEX) from error


def _key(folder: Path, options: RunOptions, passphrase: str | None, recovery_key_text: str | None) -> bytes:
    if recovery_key_text is not None:
        return on_disk.data_key(folder, WayIn.RECOVERY_KEY, recovery_key.read(recovery_key_text))
    if passphrase is not None:
        return on_disk.data_key(folder, WayIn.PASSPHRASE, passphrase)
    return on_disk.data_key(folder, WayIn.KEYRING, keyring_secret(folder, Outside(options).secret_store))


def _write_all(out: Path, found: Iterator[Salvaged], watch: Progress) -> Iterator[Path]:
    index: list[dict[str, Any]] = []
    for number, item in enumerate(found, 1):
        path = out / _name(number, item)
        atomic_file.write(path, item.raw)
        index.append(
            {
                "file": path.name,
                "media_type": item.media_type,
                "sha256": hashlib.sha256(item.raw).hexdigest(),
                "title": item.title,
                "issuer": item.issuer,
                "note": item.note,
                "added_at": item.added_at,
                "removed": item.removed,
                "earlier_version": item.earlier,
            }
        )
        watch.step(number, 0, path.name)
        yield path
    path = out / INDEX
    atomic_file.write(path, json.dumps({"rescued": index}, ensure_ascii=False, indent=2).encode() + b"\n")
    yield path


def _name(number: int, item: Salvaged) -> str:
    """Return a file name that is safe everywhere; it says what is inside as far as that is known."""
    title = " ".join(_NOT_IN_NAMES.sub(" ", item.title).split())[:60].strip(" .")
    return f"{number:04} {title or 'credential'}{_ending(item)}"


def _ending(item: Salvaged) -> str:
    media_type = item.media_type.split(";")[0].strip().lower()
    known = _ENDINGS.get(media_type)
    if known is not None:
        return known
    if item.raw.lstrip()[:1] in (b"{", b"["):
        return ".json"
    return ".jwt" if _TOKEN.fullmatch(item.raw.strip()) else ".bin"
