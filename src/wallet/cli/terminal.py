"""What a person at a terminal sees and answers: prose to read, JSON for programs, questions, a progress bar."""

import getpass
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import TextIO

from wallet import wording
from wallet.services.report_json import encode_line

_BAR = 24
_NOTE = 40


def _on_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


class ProgressBar:
    """A bar on standard error, drawn only on a terminal, gone when the work is done."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Draw on ``stream`` (standard error)."""
        self._stream = stream if stream is not None else sys.stderr
        self._shown = _on_terminal(self._stream)
        self._width = 0

    def step(self, done: int, total: int, note: str = "") -> None:
        """Draw how far it is (see ``ports.Progress``). Ctrl+C is how a person stops it."""
        if not self._shown:
            return
        filled = _BAR * done // total if total else 0
        counted = f"{done}/{total}" if total else str(done)
        text = f"[{'#' * filled}{'.' * (_BAR - filled)}] {counted} {_shortened(note)}"
        self._stream.write("\r" + text.ljust(self._width))
        self._stream.flush()
        self._width = len(text)

    def __enter__(self) -> "ProgressBar":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def clear(self) -> None:
        """Take the bar away, so that a line of prose can stand there."""
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0


def _shortened(note: str) -> str:
    printable = "".join(character if character.isprintable() else "?" for character in note)
    return printable if len(printable) <= _NOTE else "…" + printable[1 - _NOTE :]


@dataclass(frozen=True)
class Terminal:
    """Where a command writes and asks. With ``json`` standard output carries JSON lines and nothing else."""

    lang: str
    json: bool = False
    bar: ProgressBar = field(default_factory=ProgressBar)

    def say(self, key: str, facts: Mapping[str, str] | None = None) -> None:
        """Print a sentence of the catalogue; nothing with ``--json``."""
        self.line(self.text(key, facts))

    def text(self, key: str, facts: Mapping[str, str] | None = None) -> str:
        """Return a sentence of the catalogue."""
        return wording.say(f"cli.{key}", self.lang, facts)

    def line(self, text: str = "") -> None:
        """Print a line of prose; nothing with ``--json``."""
        if not self.json:
            self.bar.clear()
            print(text, flush=True)

    def data(self, value: object) -> None:
        """Print one JSON object as a line, with ``--json`` only."""
        if self.json:
            self.bar.clear()
            print(encode_line(value), flush=True)

    def error(self, text: str) -> None:
        """Print a sentence about what went wrong, on standard error."""
        self.bar.clear()
        print(text, file=sys.stderr, flush=True)

    @property
    def can_ask(self) -> bool:
        """Tell whether a person is there to answer."""
        return _on_terminal(sys.stdin) and _on_terminal(sys.stderr)

    def confirm(self, key: str, facts: Mapping[str, str] | None = None) -> bool:
        """Ask a yes-or-no question; no is the answer to everything but a clear yes."""
        return self.ask(key, facts).casefold() in {"y", "yes", "j", "ja"}

    def ask(self, key: str, facts: Mapping[str, str] | None = None) -> str:
        """Ask a question and return the line that was typed."""
        self.bar.clear()
        sys.stderr.write(self.text(key, facts) + " ")
        sys.stderr.flush()
        return sys.stdin.readline().strip()

    def secret(self, key: str, facts: Mapping[str, str] | None = None) -> str:
        """Ask for something that is not shown while it is typed."""
        self.bar.clear()
        return getpass.getpass(self.text(key, facts) + " ")
