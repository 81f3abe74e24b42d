"""Where this program keeps things, by the custom of each platform. Nothing is created here."""

from dataclasses import dataclass
from pathlib import Path

import platformdirs

_NAME = "capsa"


@dataclass(frozen=True, slots=True)
class Dirs:
    """``data``: wallets. ``config``: settings of this computer (no secrets). ``state``: logs. ``cache``: disposable."""

    data: Path
    config: Path
    state: Path
    cache: Path


def platform_dirs() -> Dirs:
    """Return the folders that the platform gives a program for one person (XDG, AppData, Library)."""
    dirs = platformdirs.PlatformDirs(_NAME, appauthor=False, roaming=False)
    return Dirs(
        data=Path(dirs.user_data_dir),
        config=Path(dirs.user_config_dir),
        state=Path(dirs.user_state_dir),
        cache=Path(dirs.user_cache_dir),
    )
