"""One typed table of settings: key, type, default, and whether it lives in the wallet or on this computer."""

from dataclasses import dataclass
from enum import StrEnum

from wallet.services.changes import Changes

Value = str | int | bool


class Place(StrEnum):
    """Where a setting lives."""

    WALLET = "wallet"
    COMPUTER = "computer"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. ``choices`` for a choice; ``group`` is the page it stands on."""

    key: str
    default: Value
    group: str
    place: Place
    choices: tuple[str, ...] = ()
    minimum: int = 0
    maximum: int = 0


TABLE: tuple[Setting, ...] = (
    Setting("general.language", "system", "general", Place.COMPUTER, ("system", "nl", "en")),
    Setting("general.look", "system", "general", Place.COMPUTER, ("system", "light", "dark")),
    Setting("general.text_size", 100, "general", Place.COMPUTER, (), 80, 200),
    Setting("general.reduce_motion", False, "general", Place.COMPUTER),
    Setting("security.idle_lock_minutes", 10, "security", Place.WALLET, (), 0, 240),
    Setting("security.clipboard_seconds", 60, "security", Place.WALLET, (), 5, 600),
    Setting("network.offline", False, "network", Place.WALLET),
    Setting("network.allow_tracking", False, "network", Place.WALLET),
    Setting("share.checker_url", "", "share", Place.WALLET),
    Setting("share.expiry_days", 30, "share", Place.WALLET, (), 1, 3650),
    Setting("backup.remind_days", 30, "backup", Place.WALLET, (), 0, 365),
    Setting("experimental.bbs", False, "share", Place.WALLET),
)


class ComputerSettings:
    """Settings of this computer (a small documented JSON file, no secrets); readable while locked."""

    def get(self, key: str) -> Value:
        """Return the value or its default."""
        raise NotImplementedError

    def set(self, key: str, value: Value) -> None:
        """Keep a value; raises ``UsageError("settings.invalid")`` for a wrong type or range."""
        raise NotImplementedError


class SettingsService:
    """All settings of an open wallet (those of the computer included)."""

    def get(self, key: str) -> Value:
        """Return the value or its default."""
        raise NotImplementedError

    def set(self, key: str, value: Value) -> Changes:
        """Keep a value."""
        raise NotImplementedError
