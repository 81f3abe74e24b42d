"""What the person should know after opening a wallet: about copies, other computers, backups."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from wallet.vault.folder import Vault
from wallet.vault.instant import stamp
from wallet.vault.synced_folder import synced_by

NEW_ITEMS = 5
"""So many that came in since are worth a backup, however short ago the last one was made."""


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
    """Yield a reminder when the last backup is older than ``days`` or lacks ``NEW_ITEMS``; 0 days means never.

    Without a backup the time counts since the wallet was made.
    """
    made = vault.preferences.fact("created_at")
    since = last or (datetime.fromisoformat(made) if made else None)
    if not days or since is None:
        return
    facts = {"days": str(days), "date": since.date().isoformat()}
    if now - since > timedelta(days=days):
        yield Notice("backup.overdue" if last else "backup.never_made", facts)
    elif (new := _added_since(vault, since)) >= NEW_ITEMS:
        yield Notice("backup.incomplete" if last else "backup.never_made", {**facts, "count": str(new)})


def _added_since(vault: Vault, since: datetime) -> int:
    counted = "SELECT count(*) FROM credentials WHERE gone = 0 AND added_at > :since"
    return int(vault.database.value(counted, {"since": stamp(since)}) or 0)
