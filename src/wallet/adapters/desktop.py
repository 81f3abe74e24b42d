"""Registers the program with a freedesktop.org desktop, for this person only: launcher, icon, file type, links.

Specifications: Desktop Entry 1.5, Shared MIME-info, Icon Theme, XDG Base Directory. On Windows and macOS the
installer does this.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from wallet.errors import EnvironmentFailedError

NAME = "org.capsa.Wallet"
_SECONDS = 20
_NEEDS_QUOTES = frozenset(" \t\n\"'\\><~|&;$*?#()`")


def data_home() -> Path:
    """Return the folder for this person's data (XDG Base Directory)."""
    named = os.environ.get("XDG_DATA_HOME", "")
    return Path(named) if named.startswith("/") else Path.home() / ".local" / "share"


def _quoted(argument: str) -> str:
    """Return an argument of an Exec line (Desktop Entry specification, "The Exec key")."""
    escaped = argument.replace("%", "%%")
    if not any(character in _NEEDS_QUOTES for character in argument):
        return escaped
    for character in ("\\", '"', "`", "$"):
        escaped = escaped.replace(character, f"\\{character}")
    # The value of a key is unescaped once more before the Exec rules apply.
    return '"' + escaped.replace("\\", "\\\\") + '"'


def launcher(template: str, command: Sequence[str]) -> str:
    """Return a desktop entry in which ``command`` is started wherever the template says ``wallet``."""
    exact = " ".join(_quoted(part) for part in command)
    lines = []
    for line in template.splitlines():
        if line == "Exec=wallet" or line.startswith("Exec=wallet "):
            lines.append(f"Exec={exact}{line.removeprefix('Exec=wallet')}")
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def places(home: Path) -> dict[str, Path]:
    """Return where each file goes: ``desktop``, ``mime.xml`` and ``svg``."""
    return {
        "desktop": home / "applications" / f"{NAME}.desktop",
        "mime.xml": home / "mime" / "packages" / f"{NAME}.xml",
        "svg": home / "icons" / "hicolor" / "scalable" / "apps" / f"{NAME}.svg",
    }


def _refresh(home: Path) -> None:
    """Tell the desktop's caches; where the tools are missing, the desktop finds out by itself later."""
    for tool, folder in (("update-mime-database", "mime"), ("update-desktop-database", "applications")):
        program = shutil.which(tool)
        if program is not None and (home / folder).is_dir():
            command = [program, str(home / folder)]
            subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603 (found on PATH)


def _demand_freedesktop() -> None:
    if not sys.platform.startswith(("linux", "freebsd", "openbsd")):
        raise EnvironmentFailedError("desktop.by_installer")


def register(files: dict[str, bytes], command: Sequence[str], home: Path) -> tuple[Path, ...]:
    """Write launcher, file type and icon, and return what was written.

    Raises:
        EnvironmentFailedError: ``desktop.by_installer``, ``desktop.write_failed``.
    """
    _demand_freedesktop()
    written = []
    for kind, path in places(home).items():
        data = files[kind]
        if kind == "desktop":
            data = launcher(data.decode("utf-8"), command).encode()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as error:
            raise EnvironmentFailedError("desktop.write_failed", {"path": str(path)}) from error
        written.append(path)
    _refresh(home)
    return tuple(written)


def unregister(home: Path) -> tuple[Path, ...]:
    """Take away what ``register`` wrote, and return it.

    Raises:
        EnvironmentFailedError: ``desktop.by_installer``, ``desktop.write_failed``.
    """
    _demand_freedesktop()
    removed = []
    for path in places(home).values():
        try:
            if path.exists():
                path.unlink()
                removed.append(path)
        except OSError as error:
            raise EnvironmentFailedError("desktop.write_failed", {"path": str(path)}) from error
    _refresh(home)
    return tuple(removed)
