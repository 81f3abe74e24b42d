"""One encrypted, documented backup file; restore previews first; nothing is called done before it was re-read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wallet.adapters.signing import SigningProcess
from wallet.ports import Clock, Progress, Random
from wallet.services.changes import Changes
from wallet.services.settings import SettingsService
from wallet.vault.folder import Vault


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

    def __init__(
        self, vault: Vault, signing: SigningProcess, settings: SettingsService, *, clock: Clock, random: Random
    ) -> None:
        """Work on the open ``vault``; ``signing`` seals the holder's keys anew."""
        self._vault = vault
        self._signing = signing
        self._settings = settings
        self._clock = clock
        self._random = random

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
        made = self._vault.preferences.fact("last_backup_at")
        return datetime.fromisoformat(made) if made else None


def summary_facts(summary: BackupSummary) -> Mapping[str, str]:
    """Return the facts of a summary for a sentence."""
    return {"credentials": str(summary.credentials), "papers": str(summary.papers)}
