"""What every command is handed: the options of the run, its own arguments, the terminal, and a way into the wallet."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from wallet.cli.parser import Parser, add_common
from wallet.cli.terminal import Terminal
from wallet.services import sentences
from wallet.services.options import RunOptions

if TYPE_CHECKING:
    from wallet.services.session import Session

DONE = 0
NOT_VERIFIED = 1
USAGE = 2
LOCKED = 3
ENVIRONMENT = 4


@dataclass(frozen=True)
class Run:
    """One run of one command."""

    options: RunOptions
    arguments: argparse.Namespace
    terminal: Terminal

    @property
    def lang(self) -> str:
        """Return the language of the person."""
        return self.terminal.lang

    @contextmanager
    def session(self) -> "Iterator[Session]":
        """Open the wallet for the length of a command, and lock it whatever happens."""
        # Loaded here: a command that needs no wallet, such as verify, starts without the store.
        from wallet.cli import passphrase

        session = passphrase.unlock(self.options, self.terminal)
        try:
            for notice in session.notices():
                key = f"notice.{notice.code}"
                self.terminal.error(sentences.sentence(key, notice.facts, self.lang))
            yield session
        finally:
            session.lock()


class Command(Protocol):
    """A command: it does its work and returns its exit status."""

    def __call__(self, run: Run) -> int:
        """Run."""


class Commands:
    """Where a group of commands adds itself to the parser; every command gets the options that all of them take."""

    def __init__(self, parser: argparse.ArgumentParser, metavar: str, text: Callable[[str], str]) -> None:
        """Add commands to ``parser``; ``text`` gives the help of a key."""
        self._text = text
        self._commands = parser.add_subparsers(metavar=metavar, parser_class=Parser)

    def add(self, name: str, function: Command, key: str = "") -> argparse.ArgumentParser:
        """Add the command ``name`` and return its parser, for the arguments of its own."""
        about = self._text(f"help.{key or name}")
        parser = self._commands.add_parser(name, help=about, description=about, text=self._text)
        add_common(parser, self._text)
        parser.set_defaults(function=function)
        return parser

    def inside(self, parser: argparse.ArgumentParser, metavar: str) -> "Commands":
        """Return where the actions of a command are added."""
        return Commands(parser, metavar, self._text)
