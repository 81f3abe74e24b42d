"""The options that every command takes, and how they become ``RunOptions``."""

import argparse
import os
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from wallet import __version__, wording
from wallet.errors import UsageError
from wallet.services.options import RunOptions

LEVELS = ("debug", "info", "warning", "error")


_PROBLEMS: tuple[tuple[str, str], ...] = (
    ("required", r"the following arguments are required: (?P<argument>.+)"),
    ("not_a_choice", r"argument (?P<argument>.+?): invalid choice: (?P<value>.+?) \(choose from (?P<choices>.+)\)"),
    ("value_missing", r"argument (?P<argument>.+?): expected .*"),
    ("value_wrong", r"argument (?P<argument>.+?): invalid .*? value: (?P<value>.+)"),
    ("value_wrong", r"argument (?P<argument>.+?): (?P<value>.+)"),
)
"""What argparse says in English -> the code of our sentence; what none fits is passed on as it is."""


class Parser(argparse.ArgumentParser):
    """A parser that speaks the person's language and raises what is wrong instead of ending the program."""

    def __init__(self, *arguments: Any, text: Callable[[str], str] = str, **named: Any) -> None:
        """Speak with ``text``, which gives the sentence of a key."""
        super().__init__(*arguments, **{**named, "add_help": False})
        self._text = text
        self._positionals.title = text("help.positionals")
        self._optionals.title = text("help.options")
        self.add_argument("-h", "--help", action="help", default=argparse.SUPPRESS, help=text("option.help"))

    def add_argument(self, *names: Any, **more: Any) -> argparse.Action:
        """Add an argument; its help is the sentence of its ``dest`` or its name where none is given."""
        key = f"argument.{more.get('dest') or str(names[-1]).lstrip('-').replace('-', '_')}"
        told = getattr(self, "_text", str)(key)
        if "help" not in more and not told.endswith(key):
            more["help"] = told
        return super().add_argument(*names, **more)

    def format_usage(self) -> str:
        """Return the usage line with its first word in the person's language."""
        return super().format_usage().replace("usage: ", self._text("help.usage") + " ", 1)

    def format_help(self) -> str:
        """Return the help with its first word in the person's language."""
        return super().format_help().replace("usage: ", self._text("help.usage") + " ", 1)

    def error(self, message: str) -> NoReturn:
        """Raise ``cli.required``, ``cli.not_a_choice`` … for what argparse found, ``cli.usage`` for the rest."""
        for code, pattern in _PROBLEMS:
            found = re.fullmatch(pattern, message)
            if found is not None:
                raise UsageError(f"cli.{code}", {**found.groupdict(), "program": self.prog})
        raise UsageError("cli.usage", {"problem": message, "program": self.prog})


def moment(text: str) -> datetime:
    """Return an RFC 3339 time; used as the type of an argument."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(text) from error
    if found.tzinfo is None:
        raise argparse.ArgumentTypeError(text)
    return found


def language(arguments: Sequence[str]) -> str:
    """Return the language before anything is parsed: ``--lang``, else that of the computer, else English."""
    for position, argument in enumerate(arguments):
        wanted = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and position + 1 < len(arguments):
            wanted = arguments[position + 1]
        if wanted in wording.LANGUAGES:
            return str(wanted)
    for variable in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "nl" if value.lower().startswith("nl") else "en"
    return "en"


def add_common(parser: argparse.ArgumentParser, text: Callable[[str], str], **defaults: Any) -> None:
    """Add the options of every command; where ``defaults`` is empty only those given are set."""
    # A group of its own, behind what only this command takes.
    group = parser.add_argument_group(text("help.common"))

    def option(*names: str, **more: Any) -> None:
        key = names[-1].removeprefix("--").replace("-", "_")
        value = defaults.get(key) if defaults else argparse.SUPPRESS
        group.add_argument(*names, help=text(f"option.{key}"), default=value, **more)

    option("--json", action="store_true")
    option("--profile", type=Path, metavar="DIR")
    option("--passphrase-file", metavar="FILE")
    option("--lang", choices=wording.LANGUAGES)
    option("--offline", action="store_true")
    option("--log-level", choices=LEVELS)
    option("--allow-http-loopback", action="store_true")
    option("--at", type=moment, metavar="TIME")
    option("--trust", type=Path, metavar="FILE", dest="trust_list")
    option("--replay", type=Path, metavar="MAP")
    option("--record", type=Path, metavar="MAP")
    option("--nonce", metavar="N")
    option("--audience", metavar="A")
    option("--allow-context", action="append", metavar="URL")
    option("--allow-tracking", action="store_true")


DEFAULTS: dict[str, Any] = {
    "json": False,
    "offline": False,
    "log_level": "warning",
    "allow_http_loopback": False,
    "allow_tracking": False,
}


def options_of(arguments: argparse.Namespace) -> RunOptions:
    """Return the options of a run."""
    return RunOptions(
        profile=arguments.profile,
        passphrase_file=arguments.passphrase_file,
        lang=arguments.lang,
        offline=arguments.offline,
        allow_http_loopback=arguments.allow_http_loopback,
        at=arguments.at,
        trust=arguments.trust_list,
        replay=arguments.replay,
        record=arguments.record,
        nonce=arguments.nonce,
        audience=arguments.audience,
        allow_contexts=tuple(arguments.allow_context or ()),
        allow_tracking=arguments.allow_tracking,
        log_level=arguments.log_level,
    )


def version() -> str:
    """Return the name and version for ``--version``."""
    return f"Capsa {__version__}"
