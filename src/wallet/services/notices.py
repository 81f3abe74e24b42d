"""What the person should know after opening a wallet: about copies, other computers, backups."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from wallet.vault.folder import Vault
from wallet.vault.synced_folder import synced_by


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know after opening (``vault.older_copy``, ``vault.synced_folder``, ``backup.overdue``).

    The sentence stands in the wording under ``notice.<code>``.
    """

    code: str
    facts: dict[str, str]


def of_vault(vault: Vault, *, behind: bool) -> Iterator[Notice]:
    """Yield what opening found; ``behind``: this computer has seen the wallet further along."""
    folder = {"folder": str(vault.folder)}
    if vault.older_copy or behind:
        yield Notice("vault.older_copy", folder)
    if vault.changed_outside:
        yield Notice("vault.changed_outside", folder)
    if vault.open_elsewhere:
        yield Notice("vault.open_elsewhere", {"computer": vault.open_elsewhere})
    product = synced_by(vault.folder)
    if product is not None:
        yield Notice("vault.synced_folder", {**folder, "product": product})


def of_backups(vault: Vault, *, last: datetime | None, days: int, now: datetime) -> Iterator[Notice]:
    """Yield a reminder when the last backup is older than ``days``, or there is none since as long; 0 means never."""
    made = vault.preferences.fact("created_at")
    since = last or (datetime.fromisoformat(made) if made else None)
    if days and since is not None and now - since > timedelta(days=days):
        facts = {"days": str(days), "date": since.date().isoformat()}
        yield Notice("backup.overdue" if last else "backup.never_made", facts)
