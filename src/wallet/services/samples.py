"""The sample credentials that come with the program, and the list that makes their issuers known for as long as asked.

Sample issuers are trusted only where this list is passed at call time: in the tour and in the sample of the window.
In a normal run they are unknown, and their private keys exist no more.
"""

from dataclasses import replace
from pathlib import Path

from wallet import resources
from wallet.services.options import RunOptions
from wallet.services.source import Source, from_path

_FOLDER = "samples"
_SUFFIXES = frozenset({".json", ".jwt", ".png"})
_ABOUT = frozenset({"trust.json", "net.json"})


def paths() -> tuple[Path, ...]:
    """Return the files of the sample credentials, in their order."""
    folder = resources.path(_FOLDER)
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return tuple(file for file in found if file.suffix in _SUFFIXES and file.name not in _ABOUT)


def sources() -> tuple[Source, ...]:
    """Return the samples as sources, each known by its file name."""
    return tuple(replace(from_path(file), label=file.name) for file in paths())


def options(base: RunOptions) -> RunOptions:
    """Return ``base`` with the sample issuers, and nobody else, known; the network is the samples' recording."""
    return replace(
        base,
        trust=resources.path(_FOLDER, "trust.json"),
        replay=resources.path(_FOLDER, "net.json"),
        record=None,
    )
