"""One typed table of settings: key, type, default, and whether it lives in the wallet or on this computer."""

import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from wallet.adapters.dirs import platform_dirs
from wallet.errors import UsageError
from wallet.services.changes import Changes
from wallet.vault import atomic_file
from wallet.vault.folder import Vault

Value = str | int | bool
LONGEST_TEXT = 2_000


class Place(StrEnum):
    """Where a setting lives."""

    WALLET = "wallet"
    COMPUTER = "computer"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. ``choices`` for a choice; ``group`` is the page it stands on, empty for what is only remembered."""

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
    # In the wallet, not on the computer: whoever has not opened it learns nothing about how it is used.
    Setting("library.view", "cards", "", Place.WALLET, ("cards", "list", "timeline")),
    Setting("library.sort", "newest", "", Place.WALLET, ("newest", "oldest", "title", "issuer", "added")),
)


_BY_KEY = {setting.key: setting for setting in TABLE}
FILE = "settings.json"


def setting(key: str) -> Setting:
    """Return the line of the table.

    Raises:
        UsageError: ``settings.unknown``.
    """
    found = _BY_KEY.get(key)
    if found is None:
        raise UsageError("settings.unknown", {"key": key})
    return found


def check(key: str, value: Value) -> None:
    """Refuse a value of the wrong type, outside the range, or that is no choice.

    Raises:
        UsageError: ``settings.unknown``, ``settings.invalid``.
    """
    wanted = setting(key)
    right = type(value) is type(wanted.default)
    if right and wanted.choices:
        right = value in wanted.choices
    elif right and isinstance(value, int) and not isinstance(value, bool):
        right = wanted.minimum <= value <= wanted.maximum
    elif right and isinstance(value, str):
        right = len(value) <= LONGEST_TEXT
    if not right:
        raise UsageError("settings.invalid", {"key": key, "value": str(value)[:80]})


def _valid(key: str, value: object) -> bool:
    if key not in _BY_KEY or not isinstance(value, str | int | bool):
        return False
    try:
        check(key, value)
    except UsageError:
        return False
    return True


class ComputerSettings:
    """Settings of this computer (a small documented JSON file, no secrets); readable while locked.

    ``settings.json`` is one JSON object from key to value. Members that are unknown or invalid count as not there.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Read ``settings.json`` in ``folder``; nothing given means the platform's folder for settings."""
        self._path = (folder or platform_dirs().config) / FILE

    def _read(self) -> dict[str, Value]:
        try:
            found = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return {key: value for key, value in found.items() if _valid(key, value)} if isinstance(found, dict) else {}

    def get(self, key: str) -> Value:
        """Return the value or its default."""
        return self._read().get(key, setting(key).default)

    def set(self, key: str, value: Value) -> None:
        """Keep a value.

        Raises:
            UsageError: ``settings.invalid`` for a wrong type or range, ``settings.unknown``.
            EnvironmentFailedError: the file cannot be written.
        """
        check(key, value)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise atomic_file.environment_error(error, self._path) from error
        data = json.dumps({**self._read(), key: value}, ensure_ascii=False, indent=2, sort_keys=True)
        atomic_file.write(self._path, data.encode() + b"\n")

    def forget(self) -> None:
        """Delete the file; every setting has its default again."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)


class SettingsService:
    """All settings of an open wallet (those of the computer included)."""

    def __init__(
        self, vault: Vault, computer: ComputerSettings, *, changed: Callable[[str], None] = lambda _key: None
    ) -> None:
        """Work on the open ``vault`` and the settings of this computer; ``changed`` hears which one was set."""
        self._changed = changed
        self._vault = vault
        self._computer = computer

    def get(self, key: str) -> Value:
        """Return the value or its default."""
        wanted = setting(key)
        if wanted.place is Place.COMPUTER:
            return self._computer.get(key)
        value = self._vault.preferences.settings().get(key, wanted.default)
        return value if _valid(key, value) else wanted.default

    def set(self, key: str, value: Value) -> Changes:
        """Keep a value.

        Raises:
            UsageError: ``settings.invalid``, ``settings.unknown``.
        """
        check(key, value)
        if setting(key).place is Place.COMPUTER:
            self._computer.set(key, value)
        else:
            self._vault.preferences.set_setting(key, value)
        self._changed(key)
        return Changes(settings=True)
