"""The wallets that are known on this computer: folder, name, when last opened, and how far each had counted.

A small JSON file in the folder for settings, without anything secret. The count shows when somebody put an older copy
of a wallet back. A wallet in a folder given with ``--profile`` keeps its line in that folder and leaves no trace
elsewhere.
"""

import contextlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec

from wallet.vault import atomic_file

NAME = "places.json"
_MOST = 50


class Place(msgspec.Struct, frozen=True):
    """One line."""

    folder: str
    name: str = ""
    wallet_id: str = ""
    last_opened: datetime | None = None
    counter: int = 0


class _File(msgspec.Struct):
    version: int = 1
    wallets: Annotated[list[Place], msgspec.Meta(max_length=1_000)] = []


@dataclass(frozen=True, slots=True)
class Places:
    """The file in ``folder``."""

    folder: Path

    @property
    def _path(self) -> Path:
        return self.folder / NAME

    def all(self) -> tuple[Place, ...]:
        """Return the wallets, the last used first. A file that cannot be read counts as empty: it is a convenience."""
        try:
            found = msgspec.json.decode(self._path.read_bytes(), type=_File)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return ()
        return tuple(sorted(found.wallets, key=_last_opened, reverse=True))

    def of(self, folder: Path) -> Place | None:
        """Return the line of one wallet."""
        wanted = str(folder.absolute())
        return next((place for place in self.all() if place.folder == wanted), None)

    def keep(self, place: Place) -> None:
        """Write a line in the place of the one for the same folder.

        Raises:
            EnvironmentFailedError: the file cannot be written.
        """
        others = [known for known in self.all() if known.folder != place.folder]
        self._write([place, *others][:_MOST])

    def forget(self, folder: Path) -> None:
        """Drop the line of one wallet."""
        wanted = str(folder.absolute())
        kept = [known for known in self.all() if known.folder != wanted]
        if kept:
            self._write(kept)
        else:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _write(self, wallets: list[Place]) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise atomic_file.environment_error(error, self._path) from error
        data = msgspec.json.format(msgspec.json.encode(_File(wallets=wallets)), indent=2)
        atomic_file.write(self._path, data + b"\n")


def _last_opened(place: Place) -> float:
    if place.last_opened is None:
        return 0.0
    return place.last_opened.timestamp()
