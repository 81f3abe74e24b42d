"""One encrypted, documented backup file; restore previews first; nothing is called done before it was re-read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wallet.ports import Progress
from wallet.services.changes import Changes


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
    """Built by the session (``restore_new`` works without one)."""

    def make(self, path: Path, passphrase: str, *, progress: Progress | None = None) -> BackupSummary:
        """Write, fsync, re-open and compare; only then report success."""
        raise NotImplementedError

    def test(self, path: Path, passphrase: str) -> BackupSummary:
        """Open and compare without restoring."""
        raise NotImplementedError

    def preview(self, path: Path, passphrase: str) -> tuple[RestoreItem, ...]:
        """Say what restoring would do, changing nothing."""
        raise NotImplementedError

    def restore(
        self, path: Path, passphrase: str, *, progress: Progress | None = None
    ) -> tuple[tuple[RestoreItem, ...], Changes]:
        """Merge the backup into this wallet, all or nothing."""
        raise NotImplementedError

    def last_made(self) -> datetime | None:
        """Return when the last backup was made."""
        raise NotImplementedError


def summary_facts(summary: BackupSummary) -> Mapping[str, str]:
    """Return the facts of a summary for a sentence."""
    return {"credentials": str(summary.credentials), "papers": str(summary.papers)}
