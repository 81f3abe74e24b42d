"""What happens where no window can open: the main job in the terminal, and a sentence that says so."""

import os
import re
import sys
from pathlib import Path

from wallet import wording
from wallet.cli.main import run
from wallet.cli.parser import language

_LOCAL_DISPLAY = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")
_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108 (where every X server puts its socket)


def _dead(display: str) -> bool:
    """Tell whether a display of this computer is named whose server is not there: Qt would abort on it."""
    found = _LOCAL_DISPLAY.fullmatch(display)
    return found is not None and _SOCKETS.is_dir() and not (_SOCKETS / f"X{found[1]}").exists()


def reason() -> str | None:
    """Return why no window can open here, or nothing."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return None
    if os.environ.get("WAYLAND_DISPLAY"):
        return None
    display = os.environ.get("DISPLAY", "")
    return "no_display" if not display or _dead(display) else None


def tour_instead(arguments: list[str], why: str) -> int:
    """Say why there is no window and do the main job in the terminal."""
    lang = language(arguments)
    print(wording.say(f"cli.{why}", lang), file=sys.stderr, flush=True)
    return run(["tour", *(argument for argument in arguments if argument.startswith("--lang") or argument == lang)])
