"""Where a passphrase comes from: a file, standard input, the keyring, or the person (contract section 2)."""

import os
import sys
from pathlib import Path

from wallet.cli.terminal import Terminal
from wallet.errors import LockedError, UsageError, WalletError
from wallet.services import session as sessions
from wallet.services.options import RunOptions
from wallet.services.session import Session

_MAX_BYTES = 1 << 16
VARIABLE = "WALLET_PASSPHRASE_FILE"


def _cleaned(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError("cli.passphrase_encoding") from error
    # Editors and echo end a line; the passphrase does not.
    return text.removesuffix("\n").removesuffix("\r")


def from_file(name: str) -> str:
    """Return the passphrase in the file ``name`` (``-`` is standard input), without the line end.

    Raises:
        UsageError: ``cli.passphrase_file`` or ``cli.passphrase_encoding``.
    """
    try:
        if name == "-":
            return _cleaned(sys.stdin.buffer.readline(_MAX_BYTES))
        with Path(name).open("rb") as file:
            return _cleaned(file.read(_MAX_BYTES))
    except OSError as error:
        raise UsageError("cli.passphrase_file", {"path": name}) from error


def given(options: RunOptions) -> str | None:
    """Return the passphrase that was given without asking, or nothing."""
    name = options.passphrase_file or os.environ.get(VARIABLE)
    return from_file(name) if name else None


def existing(options: RunOptions, terminal: Terminal, key: str = "ask.passphrase") -> str:
    """Return the passphrase, given or typed.

    Raises:
        LockedError: ``cli.no_passphrase``: none was given and nobody is there to type it.
    """
    found = given(options)
    if found is not None:
        return found
    if not terminal.can_ask:
        raise LockedError("cli.no_passphrase")
    return terminal.secret(key)


def new(name: str | None, terminal: Terminal, key: str = "ask.new_passphrase") -> str:
    """Return a new passphrase from the file ``name``, or typed twice.

    Raises:
        LockedError: ``cli.no_passphrase``.
        UsageError: ``cli.passphrases_differ``.
    """
    if name:
        return from_file(name)
    if not terminal.can_ask:
        raise LockedError("cli.no_passphrase")
    first = terminal.secret(key)
    if terminal.secret("ask.passphrase_again") != first:
        raise UsageError("cli.passphrases_differ")
    return first


def unlock(options: RunOptions, terminal: Terminal) -> Session:
    """Open the wallet of this run with what was given, the keyring, or what the person types.

    Raises:
        WrongPassphraseError, LockedError, CorruptStoreError, NewerVersionError, UsageError: as ``session.unlock``.
    """
    folder = sessions.default_folder(options)
    if not sessions.exists(folder):
        raise UsageError("vault.not_here", {"folder": str(folder)})
    found = given(options)
    if found is None and sessions.can_unlock_with_keyring(folder, options=options):
        try:
            return sessions.unlock_with_keyring(folder, options=options)
        except WalletError as error:
            if not terminal.can_ask:
                raise
            terminal.error(terminal.text("keyring_failed", {"code": error.code}))
    if found is None:
        found = existing(options, terminal)
    return sessions.unlock(folder, found, options=options)
