"""The one way to read a file that comes with the program (wheel, editable checkout, frozen folder)."""

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """Return the folder that holds ``contexts/``, ``i18n/``, ``icons/`` and the rest."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    here = Path(__file__).resolve().parent
    installed = here / "_resources"
    return installed if installed.is_dir() else here.parents[1] / "resources"


def path(*parts: str) -> Path:
    """Return the path of a bundled file."""
    return root().joinpath(*parts)


def read_bytes(*parts: str) -> bytes:
    """Return a bundled file as bytes."""
    return path(*parts).read_bytes()


def read_text(*parts: str) -> str:
    """Return a bundled UTF-8 text file."""
    return path(*parts).read_text("utf-8")
