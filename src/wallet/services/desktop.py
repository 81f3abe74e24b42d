"""Make the desktop know this program: its launcher, its file type, and the links that institutions send."""

import shutil
import sys
from pathlib import Path

from wallet import resources
from wallet.adapters import desktop


def command() -> list[str]:
    """Return the command that starts this very program."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    beside = Path(sys.executable).with_name("wallet")
    if beside.exists():
        return [str(beside)]
    found = shutil.which("wallet")
    return [found] if found else [sys.executable, "-P", "-m", "wallet"]


def register() -> tuple[Path, ...]:
    """Register for this person and return the files that were written.

    Raises:
        EnvironmentFailedError: ``desktop.by_installer``, ``desktop.write_failed``.
    """
    files = {
        kind: resources.read_bytes("desktop", f"{desktop.NAME}.{kind}") for kind in desktop.places(desktop.data_home())
    }
    return desktop.register(files, command(), desktop.data_home())


def unregister() -> tuple[Path, ...]:
    """Undo ``register`` and return the files that were removed.

    Raises:
        EnvironmentFailedError: ``desktop.by_installer``, ``desktop.write_failed``.
    """
    return desktop.unregister(desktop.data_home())
