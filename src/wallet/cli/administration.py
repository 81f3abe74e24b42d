"""``wallet init``, ``passphrase``, ``recovery-key`` and ``destroy``: the wallet itself."""

from wallet.cli import passphrase
from wallet.cli.context import DONE, Commands, Run
from wallet.errors import UsageError
from wallet.services import session as sessions

DESTROY_WORDS = {"en": "delete everything", "nl": "alles verwijderen"}
"""What a person types before everything is deleted."""


def add_to(commands: Commands) -> None:
    """Add the commands to the parser."""
    init = commands.add("init", make)
    init.add_argument("--name", default="", metavar="NAME")
    init.add_argument("--keyring", action="store_true")
    change = commands.add("passphrase", change_passphrase)
    change.add_argument("--new-passphrase-file", metavar="FILE")
    change.add_argument("--recovery-key-file", metavar="FILE")
    recovery = commands.add("recovery-key", replace_recovery_key)
    recovery.add_argument("--new", action="store_true", required=True)
    remove = commands.add("destroy", destroy)
    remove.add_argument("--confirm", metavar="WORDS")


def make(run: Run) -> int:
    """Make the encrypted wallet and print its recovery key, once."""
    folder = sessions.default_folder(run.options)
    given = passphrase.given(run.options)
    chosen = passphrase.new(None, run.terminal) if given is None else given
    created = sessions.create(
        folder, chosen, options=run.options, name=run.arguments.name, use_keyring=run.arguments.keyring
    )
    created.session.lock()
    run.terminal.data({"recovery_key": created.recovery_key, "holder": created.holder_id, "folder": str(folder)})
    run.terminal.say("made", {"folder": str(folder), "holder": created.holder_id})
    _print_recovery_key(run, created.recovery_key)
    return DONE


def _print_recovery_key(run: Run, key: str) -> None:
    run.terminal.say("recovery_key", {"key": key})


def change_passphrase(run: Run) -> int:
    """Change the passphrase, with the old one or with the recovery key."""
    folder = sessions.default_folder(run.options)
    if run.arguments.recovery_key_file:
        key = passphrase.from_file(run.arguments.recovery_key_file)
        session = sessions.unlock_with_recovery_key(folder, key, options=run.options)
        old = None
    else:
        old = passphrase.existing(run.options, run.terminal, "ask.old_passphrase")
        session = sessions.unlock(folder, old, options=run.options)
    try:
        new = passphrase.new(run.arguments.new_passphrase_file, run.terminal)
        if old is None:
            session.reset_passphrase(new)
        else:
            session.change_passphrase(old, new)
    finally:
        session.lock()
    run.terminal.say("passphrase_changed")
    run.terminal.data({"result": "changed"})
    return DONE


def replace_recovery_key(run: Run) -> int:
    """Replace a lost recovery key; the old one stops working."""
    with run.session() as session:
        key = session.new_recovery_key()
    run.terminal.data({"recovery_key": key})
    _print_recovery_key(run, key)
    return DONE


def destroy(run: Run) -> int:
    """Delete everything, after the words were typed."""
    words = DESTROY_WORDS[run.lang]
    folder = str(sessions.default_folder(run.options))
    typed = run.arguments.confirm
    if typed is None:
        if not run.terminal.can_ask:
            raise UsageError("cli.needs_confirmation", {"words": words})
        typed = run.terminal.ask("ask.destroy", {"folder": folder, "words": words})
    if typed.strip().casefold() not in DESTROY_WORDS.values():
        raise UsageError("cli.not_confirmed", {"words": words})
    session = passphrase.unlock(run.options, run.terminal)
    session.destroy()
    run.terminal.data({"result": "destroyed", "folder": folder})
    run.terminal.say("destroyed", {"folder": folder})
    return DONE
