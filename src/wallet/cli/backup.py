"""``wallet backup`` and ``wallet restore``: one encrypted file, looked at before anything is taken from it."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from wallet.cli import passphrase
from wallet.cli.context import DONE, NOT_VERIFIED, Commands, Run
from wallet.cli.written import tell
from wallet.errors import UsageError
from wallet.services import session as sessions
from wallet.services.backup import BackupSummary, RestoreItem, summary_facts
from wallet.services.session import Session

MEDIA_TYPE = "application/vnd.capsa.walletbackup"


def add_to(commands: Commands) -> None:
    """Add the commands to the parser."""
    for name, command in (("backup", make), ("restore", restore)):
        parser = commands.add(name, command)
        parser.add_argument("path", type=Path, metavar="PATH")
        parser.add_argument("--backup-passphrase-file", metavar="FILE")
        if name == "restore":
            parser.add_argument("--test", action="store_true")
            parser.add_argument("--yes", action="store_true")


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
    if sessions.exists(folder):
        with run.session() as session:
            return _restore_into(session, run)
    chosen = passphrase.given(run.options)
    if chosen is None:
        chosen = passphrase.new(None, run.terminal)
    created = sessions.create_empty(folder, chosen, options=run.options)
    done = False
    try:
        status = _restore_into(created.session, run)
        done = not run.arguments.test
    finally:
        if done:
            created.session.lock()
        else:
            # A wallet that nothing came into must not stand in the way of the next attempt.
            created.session.destroy()
    if done:
        run.terminal.say("recovery_key", {"key": created.recovery_key})
        run.terminal.data({"recovery_key": created.recovery_key, "folder": str(folder)})
    return status


def _restore_into(session: Session, run: Run) -> int:
    path, secret = run.arguments.path, _backup_passphrase(run, making=False)
    if run.arguments.test:
        summary = session.backup.test(path, secret)
        run.terminal.data({"result": "tested", **_json(summary)})
        run.terminal.say("backup_tested", summary_facts(summary))
        return DONE
    preview = session.backup.preview(path, secret)
    if not run.arguments.yes:
        if not run.terminal.can_ask:
            raise UsageError("cli.needs_yes")
        _show(preview, run)
        if not run.terminal.confirm("ask.restore", {"count": str(len(preview))}):
            raise UsageError("cli.not_restored")
    items, _changes = session.backup.restore(path, secret, progress=run.terminal.bar)
    run.terminal.bar.clear()
    for item in items:
        run.terminal.data({"source": str(path), "result": item.result, "id": item.id, "verdict": item.verdict})
    _show(items, run)
    return NOT_VERIFIED if any(item.result == "refused" for item in items) else DONE


def _show(items: Iterable[RestoreItem], run: Run) -> None:
    for item in items:
        run.terminal.say(f"result.{item.result}", {"source": item.title, "id": item.id, "reason": ""})
