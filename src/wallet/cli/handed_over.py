"""From an argument to a source: a path, an address, standard input, or the text of a code (contract section 2)."""

import re
import sys
from pathlib import Path

from wallet.errors import UsageError
from wallet.model.secured import Carrier
from wallet.services.source import Source, from_bytes, from_path, from_text, from_url

_SHARE = re.compile(r"\S*#1:\d+|(?i:capsa):\S+")
_ADDRESS = re.compile(r"(?i:https?)://\S+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:\S*")
_MAX_STDIN = 256 << 20


def source_of(argument: str) -> Source:
    """Return what ``argument`` means. A path that exists is that path, whatever it looks like.

    Raises:
        UsageError: ``cli.empty_source``.
    """
    if argument == "-":
        return _standard_input()
    if not argument.strip():
        raise UsageError("cli.empty_source")
    if _SHARE.fullmatch(argument):
        # A share code is an address of which only the fragment counts: it is decoded, never fetched.
        return from_text(argument, label=argument)
    if _ADDRESS.fullmatch(argument):
        return from_url(argument)
    if _SCHEME.fullmatch(argument) and not _exists(argument):
        return from_text(argument, label=argument)
    return from_path(Path(argument))


def _exists(argument: str) -> bool:
    try:
        return Path(argument).exists()
    except (OSError, ValueError):
        return False


def _standard_input() -> Source:
    data = sys.stdin.buffer.read(_MAX_STDIN + 1)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return from_bytes(data, "-", Carrier.FILE)
    return from_bytes(data, "-", Carrier.TEXT)


def sources_of(arguments: list[str]) -> list[Source]:
    """Return the sources of a command line, in its order."""
    return [source_of(argument) for argument in arguments]
