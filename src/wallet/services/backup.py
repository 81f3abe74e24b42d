"""One encrypted, documented backup file; restore previews first; nothing is called done before it was re-read."""

import contextlib
import hashlib
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import wallet
from wallet.adapters.signing import SigningProcess
from wallet.errors import EnvironmentFailedError, MalformedError, NewerVersionError, UsageError, WrongPassphraseError
from wallet.ports import Clock, NoProgress, Progress, Random
from wallet.services.changes import Changes
from wallet.services.library import aged
from wallet.vault import atomic_file, backup_file
from wallet.vault import backup_content as content
from wallet.vault.folder import Vault
from wallet.vault.instant import moment, stamp
from wallet.vault.key_derivation import SALT_BYTES, Argon2Parameters, calibrate, stretch
from wallet.vault.merge import ADDED, UPDATED, Merge, Merged, names_itself
from wallet.verification.keys.public_key import KeyType


@dataclass(frozen=True, slots=True)
class BackupSummary:
    """What a backup holds."""

    made_at: datetime
    credentials: int
    papers: int
    receipts: int
    holder_keys: int
    program_version: str


@dataclass(frozen=True, slots=True)
class RestoreItem:
    """What restoring would do, or did, with one credential (``added``, ``updated``, ``duplicate``, ``refused``)."""

    id: str
    title: str
    result: str
    verdict: str


class BackupService:
    """Built by the session; ``wallet.services.moving`` makes a wallet out of a backup without one."""

    def __init__(
        self,
        vault: Vault,
        signing: SigningProcess,
        *,
        clock: Clock,
        random: Random,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        """Work on the open ``vault``; ``signing`` seals the holder's keys anew.

        ``changed`` hears that a backup brought issuers or facts about the person.
        """
        self._changed = changed
        self._vault = vault
        self._signing = signing
        self._clock = clock
        self._random = random

    def make(self, path: Path, passphrase: str, *, progress: Progress | None = None) -> BackupSummary:
        """Write, fsync, re-open and compare; only then report success. An older file at ``path`` stays until then.

        Raises:
            UsageError: ``backup.empty_passphrase``, ``backup.inside_wallet``.
            EnvironmentFailedError: ``vault.disk_full``, ``backup.compare_failed`` …
            CorruptStoreError: ``vault.damaged``: a page of the wallet cannot be read.
            CancelledError: the person asked to stop; nothing was written.
        """
        if not passphrase:
            raise UsageError("backup.empty_passphrase")
        if path.absolute().parent == self._vault.folder.absolute():
            raise UsageError("backup.inside_wallet")
        watch = progress or NoProgress()
        now = self._clock.now()
        cost = calibrate(seconds_of)
        with atomic_file.replacing(path) as stream:
            writer = backup_file.Writer(stream, passphrase, cost, self._random)
            manifest = self._write(writer, watch, now)
            stream.flush()
            os.fsync(stream.fileno())
            self._compare(stream, passphrase, writer.digests, watch)
        self._vault.preferences.set_fact("last_backup_at", now.isoformat())
        return _summary(manifest)

    def _write(self, writer: backup_file.Writer, watch: Progress, now: datetime) -> content.Manifest:
        ours = self._vault.holder_sealing_key()

        def reseal(kind: str, sealed: bytes) -> tuple[str, bytes]:
            return self._signing.reseal(KeyType(kind), sealed, ours, writer.holder_sealing_key)

        with self._vault.database.held():
            manifest = content.manifest_of(self._vault, made_at=stamp(now), program_version=wallet.__version__)
            writer.write(content.encode(manifest))
            total = 2 * (manifest.credentials + manifest.papers)
            done = 0
            for value in content.content_of(self._vault, reseal=reseal):
                writer.write(content.encode(value))
                if isinstance(value, content.BackupCredential):
                    done += 1
                    watch.step(done, total)
        writer.finish()
        return manifest

    def _compare(self, stream: BinaryIO, passphrase: str, digests: list[bytes], watch: Progress) -> None:
        """Read the file back with the passphrase as a stranger would, and compare it frame by frame."""
        try:
            reader = backup_file.Reader(stream, passphrase)
            for number, (frame, wanted) in enumerate(zip(reader.frames(), digests, strict=True)):
                _demand_same(frame, wanted)
                if number % 100 == 0:
                    watch.step(len(digests) + number, 2 * len(digests))
        except (MalformedError, WrongPassphraseError, ValueError) as error:
            raise EnvironmentFailedError("backup.compare_failed") from error

    def test(self, path: Path, passphrase: str) -> BackupSummary:
        """Open and read everything without restoring.

        Raises:
            WrongPassphraseError, MalformedError, NewerVersionError, UnsafeInputError, UsageError: see :func:`opened`.
        """
        return summary_of(path, passphrase)

    def preview(self, path: Path, passphrase: str, *, mine: bool | None = None) -> tuple[RestoreItem, ...]:
        """Say what restoring would do, changing nothing: it is done, and undone before anybody could see it.

        ``mine``: see :meth:`restore`.

        Raises:
            WrongPassphraseError, MalformedError, NewerVersionError, UnsafeInputError, UsageError: see :func:`opened`.
        """
        with opened(path, passphrase) as reader:
            checked(reader)
            with self._vault.database.rehearsal():
                found = self._merge(reader, None, mine).merged
        return self._items(found)

    def restore(
        self, path: Path, passphrase: str, *, progress: Progress | None = None, mine: bool | None = None
    ) -> tuple[tuple[RestoreItem, ...], Changes]:
        """Merge the backup into this wallet, all or nothing.

        ``mine`` is whether the person says that the backup is their own. Unsaid, it counts as theirs when it holds the
        private half of a holder key of this wallet, or when this wallet has no key yet. Of any other backup the
        credentials come in unchecked, and known issuers, archived documents, settings and facts about the person stay
        out: it would decide what is genuine.

        Raises:
            WrongPassphraseError, MalformedError, NewerVersionError, UnsafeInputError, UsageError: see :func:`opened`.
            EnvironmentFailedError: ``vault.disk_full`` …; this wallet is as it was.
            CancelledError: the person asked to stop; this wallet is as it was.
        """
        with opened(path, passphrase) as reader:
            checked(reader)
            with self._vault.database.transaction():
                merge = self._merge(reader, progress, mine)
                self._vault.evidence.drop_unused()
        self._changed()
        items = self._items(merge.merged)
        changes = Changes(
            added=frozenset(item.id for item in items if item.result == ADDED),
            updated=frozenset(item.id for item in items if item.result == UPDATED),
            receipts=merge.receipts > 0,
            settings=True,
            trust=True,
            person=True,
        )
        return items, changes

    def _is_own(self, reader: backup_file.Reader, reseal: content.Reseal) -> bool:
        held = {key.did for key in self._vault.holder_keys.all()}
        if not held:
            return True
        for frame in reader.frames():
            value = content.decode(frame)
            if isinstance(value, content.BackupKey) and value.did in held:
                public, _ = reseal(value.kind, value.sealed)
                if names_itself(value.did, value.jwk, public):
                    return True
        return False

    def _merge(self, reader: backup_file.Reader, progress: Progress | None, mine: bool | None) -> Merge:
        ours = self._vault.holder_sealing_key()

        def reseal(kind: str, sealed: bytes) -> tuple[str, bytes]:
            try:
                wanted = KeyType(kind)
            except ValueError as error:
                raise MalformedError("backup.damaged") from error
            return self._signing.reseal(wanted, sealed, reader.holder_sealing_key, ours)

        watch = progress or NoProgress()
        own = self._is_own(reader, reseal) if mine is None else mine
        merge = Merge(self._vault, now=self._clock.now(), reseal=reseal, own=own)
        total = 0
        for frame in reader.frames():
            value = content.decode(frame)
            if isinstance(value, content.Manifest):
                total = value.credentials + value.papers
            merge.take(value)
            if isinstance(value, content.BackupCredential):
                watch.step(len(merge.merged), total)
        return merge

    def _items(self, merged: list[Merged]) -> tuple[RestoreItem, ...]:
        now = self._clock.now()
        return tuple(
            RestoreItem(one.id, one.title, one.result, aged(one.inspected.report, now).verdict.state.value)
            for one in merged
        )

    def last_made(self) -> datetime | None:
        """Return when the last backup was made."""
        made = self._vault.preferences.fact("last_backup_at")
        return datetime.fromisoformat(made) if made else None


def _demand_same(frame: bytes, wanted: bytes) -> None:
    if hashlib.sha256(frame).digest() != wanted:
        raise MalformedError("backup.damaged")
    content.decode(frame)


@contextlib.contextmanager
def opened(path: Path, passphrase: str) -> Iterator[backup_file.Reader]:
    """Open a backup for reading.

    Raises:
        UsageError: ``backup.no_file``.
        MalformedError: ``backup.not_a_backup``, ``backup.damaged``.
        NewerVersionError: ``backup.newer_version``.
        UnsafeInputError: ``backup.too_costly``.
        WrongPassphraseError: ``backup.wrong_passphrase``.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        raise UsageError("backup.no_file", {"path": str(path)}) from error
    with stream:
        yield backup_file.Reader(stream, passphrase)


def checked(reader: backup_file.Reader) -> content.Manifest:
    """Read a whole backup and return its manifest; after that it is known to be complete and to say what it holds.

    Raises:
        MalformedError: ``backup.damaged``.
        NewerVersionError: ``backup.newer_version``.
    """
    manifest: content.Manifest | None = None
    counts: Counter[str] = Counter()
    for frame in reader.frames():
        if manifest is None:
            manifest = _manifest(frame)
            continue
        value = content.decode(frame)
        counts[type(value).__name__ + ("-paper" if getattr(value, "paper", False) else "")] += 1
    if manifest is None:
        raise MalformedError("backup.damaged")
    found = (
        counts["BackupCredential"],
        counts["BackupCredential-paper"],
        counts["BackupReceipt"],
        counts["BackupKey"],
    )
    if found != (manifest.credentials, manifest.papers, manifest.receipts, manifest.holder_keys):
        raise MalformedError("backup.damaged")
    return manifest


def summary_of(path: Path, passphrase: str) -> BackupSummary:
    """Open and read everything in a backup; needs no wallet (see :func:`opened` for what it raises)."""
    with opened(path, passphrase) as reader:
        return _summary(checked(reader))


def _manifest(frame: bytes) -> content.Manifest:
    value = content.decode(frame)
    if not isinstance(value, content.Manifest):
        raise MalformedError("backup.damaged")
    if value.content_version > content.CONTENT_VERSION:
        raise NewerVersionError("backup.newer_version", {"version": str(value.content_version)})
    return value


def _summary(manifest: content.Manifest) -> BackupSummary:
    return BackupSummary(
        made_at=moment(manifest.made_at),
        credentials=manifest.credentials,
        papers=manifest.papers,
        receipts=manifest.receipts,
        holder_keys=manifest.holder_keys,
        program_version=manifest.program_version,
    )


def seconds_of(parameters: Argon2Parameters) -> float:
    """Return how long one derivation takes on this computer."""
    started = time.perf_counter()
    stretch("how long does this take", bytes(SALT_BYTES), parameters)
    return time.perf_counter() - started


def summary_facts(summary: BackupSummary) -> Mapping[str, str]:
    """Return the facts of a summary for a sentence."""
    return {"credentials": str(summary.credentials), "papers": str(summary.papers)}
