"""An open wallet. Locked means: no Session exists, the database is closed and the keys are gone."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wallet.ports import Progress
from wallet.services.changes import Changes
from wallet.services.inbox import Inbox
from wallet.services.library import Library
from wallet.services.options import RunOptions
from wallet.services.verify import VerifyService


@dataclass(frozen=True, slots=True)
class WalletPlace:
    """A wallet that can be opened: its folder, its name for people, when it was last opened."""

    folder: Path
    name: str
    last_opened: datetime | None = None
    exists: bool = True


@dataclass(frozen=True, slots=True)
class Created:
    """A new wallet with the recovery key that is shown once (words to type back) and the holder's identifier."""

    session: "Session"
    recovery_key: str
    holder_id: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know after opening (``vault.older_copy``, ``vault.synced_folder``, ``backup.overdue``)."""

    code: str
    facts: dict[str, str]


def default_folder(options: RunOptions) -> Path:
    """Return where the wallet lives: ``--profile`` or the platform's data folder."""
    raise NotImplementedError


def places() -> tuple[WalletPlace, ...]:
    """Return the wallets known on this computer, the last used first."""
    raise NotImplementedError


def create(folder: Path, passphrase: str, *, options: RunOptions, name: str = "", use_keyring: bool = False) -> Created:
    """Make an encrypted wallet with a holder key; raises ``UsageError("vault.exists")``, ``EnvironmentFailedError``."""
    raise NotImplementedError


def unlock(folder: Path, passphrase: str, *, options: RunOptions) -> "Session":
    """Open with the passphrase; raises ``WrongPassphraseError``, ``LockedError``, ``CorruptStoreError``."""
    raise NotImplementedError


def unlock_with_keyring(folder: Path, *, options: RunOptions) -> "Session":
    """Open with the secret kept by the operating system."""
    raise NotImplementedError


def unlock_with_recovery_key(folder: Path, recovery_key: str, *, options: RunOptions) -> "Session":
    """Open with the recovery key (typing errors are caught by its check)."""
    raise NotImplementedError


def can_unlock_with_keyring(folder: Path) -> bool:
    """Tell whether the keyring holds a way into this wallet and a trustworthy back end answers."""
    raise NotImplementedError


def keyring_available() -> bool:
    """Tell whether this computer has a keyring that may be used."""
    raise NotImplementedError


class Session:
    """An open wallet and its use cases."""

    folder: Path
    options: RunOptions
    library: Library
    inbox: Inbox
    verify: VerifyService
    # share: ShareService, portfolio: PortfolioService, backup: BackupService, trust: TrustService,
    # settings: SettingsService, person: PersonService are attributes too (see their modules).

    @property
    def holder_id(self) -> str:
        """The holder's own identifier (did:jwk)."""
        raise NotImplementedError

    def notices(self) -> tuple[Notice, ...]:
        """Return what the person should know after opening."""
        raise NotImplementedError

    def change_passphrase(self, old: str, new: str) -> None:
        """Wrap the data key anew; raises ``WrongPassphraseError``."""
        raise NotImplementedError

    def new_recovery_key(self) -> str:
        """Replace the recovery key; the old one stops working."""
        raise NotImplementedError

    def set_keyring(self, *, enabled: bool) -> None:
        """Add or remove the operating system's keyring as a way in."""
        raise NotImplementedError

    def destroy(self) -> None:
        """Delete everything of this wallet from this computer, keyring entry included, and close."""
        raise NotImplementedError

    def lock(self) -> None:
        """Close the database, end the workers, drop the keys. The session cannot be used afterwards."""
        raise NotImplementedError

    def undo_window(self) -> int:
        """Return for how many days removed credentials can be brought back."""
        return 30

    def tidy(self, progress: Progress | None = None) -> Changes:
        """Purge what was removed long ago."""
        raise NotImplementedError
