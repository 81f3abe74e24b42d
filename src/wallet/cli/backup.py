"""``wallet backup`` and ``wallet restore``: one encrypted file, looked at before anything is taken from it."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from wallet.cli import passphrase
from wallet.cli.context import DONE, NOT_VERIFIED, Commands, Run
from wallet.cli.written import tell
from wallet.errors import UsageError
from wallet.services import session as sessions
from wallet.services.backup import BackupSummary, RestoreItem, summary_facts, summary_of
from wallet.services.moving import restore_new
from wallet.services.session import Session

MEDIA_TYPE = "application/x-capsa-backup"


def add_to(commands: Commands) -> None:
    """Add the commands to the parser."""
    for name, command in (("backup", make), ("restore", restore)):
        parser = commands.add(name, command)
        parser.add_argument("path", type=Path, metavar="PATH")
        parser.add_argument("--backup-passphrase-file", metavar="FILE")
        if name == "restore":
            parser.add_argument("--test", action="store_true")
            parser.add_argument("--yes", action="store_true")
            # Of somebody else's backup the credentials come in unchecked and nothing else is believed.
            parser.add_argument("--mine", action="store_true")


def _backup_passphrase(run: Run, *, making: bool) -> str:
    """Return the passphrase of the backup; where nobody can be asked it is that of the wallet."""
    name = run.arguments.backup_passphrase_file
    if name:
        return passphrase.from_file(name)
    if run.terminal.can_ask:
        if making:
            return passphrase.new(None, run.terminal, "ask.new_backup_passphrase")
        return run.terminal.secret("ask.backup_passphrase")
    return passphrase.existing(run.options, run.terminal)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make(run: Run) -> int:
    """Write a backup; it is re-read and compared before it is called done."""
    path = run.arguments.path
    with run.session() as session:
        summary = session.backup.make(path, _backup_passphrase(run, making=True), progress=run.terminal.bar)
    run.terminal.bar.clear()
    tell(run, [{"path": str(path), "media_type": MEDIA_TYPE, "sha256": _digest(path)}], **_json(summary))
    run.terminal.say("backup_made", summary_facts(summary))
    return DONE


def _json(summary: BackupSummary) -> dict[str, int]:
    return {
        "credentials": summary.credentials,
        "papers": summary.papers,
        "receipts": summary.receipts,
        "holder_keys": summary.holder_keys,
    }


def restore(run: Run) -> int:
    """Take a backup into the wallet, or into a new one where there is none; ``--test`` only opens and compares."""
    folder = sessions.default_folder(run.options)
    if run.arguments.test:
        return _test(run)
    if sessions.exists(folder):
        with run.session() as session:
            return _restore_into(session, run)
    return _restore_new(folder, run)


def _test(run: Run) -> int:
    summary = summary_of(run.arguments.path, _backup_passphrase(run, making=False))
    run.terminal.data({"result": "tested", **_json(summary)})
    run.terminal.say("backup_tested", summary_facts(summary))
    return DONE


def _restore_new(folder: Path, run: Run) -> int:
    """Make a new wallet out of the backup: the way to a new computer."""
    chosen = passphrase.given(run.options)
    if chosen is None:
        chosen = passphrase.new(None, run.terminal)
    secret = _backup_passphrase(run, making=False)
    created, items = restore_new(
        run.arguments.path, secret, folder, chosen, options=run.options, progress=run.terminal.bar
    )
    created.session.lock()
    run.terminal.bar.clear()
    status = _tell(items, run)
    run.terminal.data({"recovery_key": created.recovery_key, "holder": created.holder_id, "folder": str(folder)})
    run.terminal.say("recovery_key", {"key": created.recovery_key})
    return status


def _restore_into(session: Session, run: Run) -> int:
    path, secret = run.arguments.path, _backup_passphrase(run, making=False)
    mine = True if run.arguments.mine else None
    preview = session.backup.preview(path, secret, mine=mine)
    if not run.arguments.yes:
        if not run.terminal.can_ask:
            raise UsageError("cli.needs_yes")
        _show(preview, run)
        if not run.terminal.confirm("ask.restore", {"count": str(len(preview))}):
            raise UsageError("cli.not_restored")
    items, _changes = session.backup.restore(path, secret, progress=run.terminal.bar, mine=mine)
    run.terminal.bar.clear()
    return _tell(items, run)


def _tell(items: Iterable[RestoreItem], run: Run) -> int:
    shown = tuple(items)
    for item in shown:
        run.terminal.data(
            {"source": str(run.arguments.path), "result": item.result, "id": item.id, "verdict": item.verdict}
        )
    _show(shown, run)
    return NOT_VERIFIED if any(item.result == "refused" for item in shown) else DONE


def _show(items: Iterable[RestoreItem], run: Run) -> None:
    for item in items:
        run.terminal.say(f"result.{item.result}", {"source": item.title, "id": item.id, "reason": ""})
