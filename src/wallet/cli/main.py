"""The command line's entry: parse, run, and turn whatever goes wrong into a sentence and an exit status.

Exit status (contract section 2): 0 done, 1 done but something is not VERIFIED, 2 usage, 3 locked or wrong passphrase,
4 the environment failed. No traceback ever reaches a person.
"""

import argparse
import importlib
import io
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from wallet import wording
from wallet.cli.context import DONE, ENVIRONMENT, LOCKED, NOT_VERIFIED, USAGE, Command, Commands, Run
from wallet.cli.parser import DEFAULTS, Parser, add_common, language, options_of, version
from wallet.cli.terminal import Terminal
from wallet.errors import (
    CancelledError,
    CorruptStoreError,
    EnvironmentFailedError,
    FetchError,
    LockedError,
    NewerVersionError,
    UsageError,
    WalletError,
    WrongPassphraseError,
)
from wallet.services import sentences
from wallet.services.protection import protect

_STOPPED = 130  # what a shell expects of a program that Ctrl+C ended

_GROUPS: Mapping[str, tuple[str, ...]] = {
    "wallet.cli.verify": ("verify",),
    "wallet.cli.collect": ("add",),
    "wallet.cli.look": ("list", "search", "show"),
    "wallet.cli.share": ("share",),
    "wallet.cli.receive": ("receive",),
    "wallet.cli.respond": ("respond",),
    "wallet.cli.portfolio": ("portfolio",),
    "wallet.cli.backup": ("backup", "restore"),
    "wallet.cli.trust": ("trust",),
    "wallet.cli.administration": ("init", "passphrase", "recovery-key", "destroy"),
    "wallet.cli.machine": ("doctor", "rescue", "register", "tour", "bench", "checker"),
}
"""The commands of each module. Only the module of the command that was given is loaded: verifying starts at once."""

_STATUS: Mapping[type[WalletError], int] = {
    UsageError: USAGE,
    WrongPassphraseError: LOCKED,
    LockedError: LOCKED,
    EnvironmentFailedError: ENVIRONMENT,
    CorruptStoreError: ENVIRONMENT,
    NewerVersionError: ENVIRONMENT,
    FetchError: ENVIRONMENT,
    CancelledError: _STOPPED,
}


def status_of(error: WalletError) -> int:
    """Return the exit status for an error that reached the command line."""
    for kind in type(error).__mro__:
        if kind in _STATUS:
            return _STATUS[kind]
    return NOT_VERIFIED


def _command_in(arguments: Sequence[str]) -> str | None:
    """Return the first argument that is no option: the command, or nothing; empty text where an option is wrong."""
    look = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    add_common(look, lambda _key: "", **DEFAULTS)
    look.add_argument("command", nargs="?")
    look.add_argument("rest", nargs=argparse.REMAINDER)
    try:
        found = look.parse_known_args(list(arguments))[0].command
    except (argparse.ArgumentError, argparse.ArgumentTypeError, UsageError, SystemExit):
        return ""
    return None if found is None else str(found)


def _is_command(name: str | None) -> bool:
    return any(name in names for names in _GROUPS.values())


def means_window(arguments: Sequence[str]) -> bool:
    """Tell whether the window is meant: no command, or only things to open in it (as a desktop hands them over)."""
    if {"-h", "--help", "--version", "--json"} & set(arguments):
        return False
    name = _command_in(arguments)
    return name is None or (bool(name) and not _is_command(name) and ("://" in name or Path(name).exists()))


def _modules_for(arguments: Sequence[str]) -> tuple[str, ...]:
    """Return the modules to load: that of the command, or all where none is named (help, a mistake)."""
    command = _command_in(arguments)
    found = tuple(module for module, names in _GROUPS.items() if command in names)
    return found or tuple(_GROUPS)


def build_parser(lang: str, modules: Sequence[str] = tuple(_GROUPS)) -> argparse.ArgumentParser:
    """Return the parser of the commands in ``modules``, its help in ``lang``."""

    def text(key: str) -> str:
        return wording.say(f"cli.{key}", lang).replace("%", "%%")

    parser = Parser(prog="wallet", description=text("help.program"), epilog=text("help.epilog"), text=text)
    parser.add_argument("--version", action="version", version=version(), help=text("option.version"))
    add_common(parser, text, **DEFAULTS)
    commands = Commands(parser, text("help.command"), text)
    for module in modules:
        importlib.import_module(module).add_to(commands)
    return parser


def _parsed(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    """Parse; sources that stand behind an option are sources too, which argparse alone does not see."""
    parsed, extra = parser.parse_known_args(list(arguments))
    several = next((name for name in ("sources", "ids") if hasattr(parsed, name)), None)
    if extra and (several is None or any(argument.startswith("-") and argument != "-" for argument in extra)):
        raise UsageError("cli.unknown_argument", {"argument": " ".join(extra)})
    if several is not None:
        getattr(parsed, several).extend(extra)
    return parsed


def _tolerant_streams() -> None:
    """A terminal that cannot show a letter gets a question mark instead of the person getting an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _failed(error: WalletError, terminal: Terminal) -> int:
    terminal.error(sentences.error_line(error, terminal.lang))
    return status_of(error)


def _finish(work: Callable[[], int], terminal: Terminal) -> int:
    """Run ``work``; whatever it raises becomes one sentence and a status."""
    try:
        return work()
    except WalletError as error:
        return _failed(error, terminal)
    except KeyboardInterrupt:
        return _failed(CancelledError("cli.stopped"), terminal)
    except BrokenPipeError:
        # Whoever read our output has enough of it; nothing more may be written while Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        return _failed(EnvironmentFailedError("cli.machine", {"problem": error.strerror or ""}), terminal)
    except MemoryError:
        return _failed(EnvironmentFailedError("cli.memory"), terminal)
    except Exception as error:  # the last line of defence: a bug is said as such and never as a traceback
        logging.getLogger(__name__).debug("unexpected", exc_info=True)
        return _failed(EnvironmentFailedError("cli.unexpected", {"kind": type(error).__name__}), terminal)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status."""
    _tolerant_streams()
    lang = language(arguments)
    terminal = Terminal(lang, json="--json" in arguments)

    def work() -> int:
        parsed = _parsed(build_parser(lang, _modules_for(arguments)), arguments)
        if not hasattr(parsed, "function"):
            raise UsageError("cli.no_command")
        options = options_of(parsed)
        protect(options.log_level)
        function: Command = parsed.function
        return function(Run(options, parsed, terminal))

    return _finish(work, terminal)
