"""A wallet out of a backup: for a new computer, or for a wallet that cannot be opened any more."""

from pathlib import Path

from wallet.ports import Progress
from wallet.services.backup import RestoreItem, checked, opened
from wallet.services.options import RunOptions
from wallet.services.session import Created, create_empty


def restore_new(
    path: Path,
    backup_passphrase: str,
    folder: Path,
    passphrase: str,
    *,
    options: RunOptions,
    name: str = "",
    progress: Progress | None = None,
) -> tuple[Created, tuple[RestoreItem, ...]]:
    """Make a new wallet in ``folder`` that holds what the backup holds, the holder's keys included.

    The backup is read to its end before anything is made; when something fails later, the new wallet is removed again.

    Raises:
        WrongPassphraseError, MalformedError, NewerVersionError, UnsafeInputError, UsageError: see ``backup.opened``.
        UsageError, LockedError, EnvironmentFailedError: see ``session.create``.
        CancelledError: the person asked to stop; nothing is left.
    """
    with opened(path, backup_passphrase) as reader:
        checked(reader)
    created = create_empty(folder, passphrase, options=options, name=name)
    session = created.session
    try:
        items, _ = session.backup.restore(path, backup_passphrase, progress=progress)
        if not session.holder.ids:
            session.holder.make()
        session.remember_place()
    except BaseException:
        session.destroy()
        raise
    return Created(session, created.recovery_key, session.holder_id), items
