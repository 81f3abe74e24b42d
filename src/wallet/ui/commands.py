"""What can be undone. Each command asks the library on the store thread, so that the order is kept."""

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QUndoCommand, QUndoStack

from wallet.services.changes import Changes
from wallet.ui import tasks
from wallet.ui.state import AppState


class RemoveCommand(QUndoCommand):
    """Move credentials to "Recently removed"; undo brings them back."""

    def __init__(self, state: AppState, ids: tuple[str, ...], *, owner: QObject, stack: QUndoStack) -> None:
        """Remember which."""
        super().__init__(QCoreApplication.translate("Commands", "Remove"))
        self._stack = stack
        self._state = state
        self._owner = owner
        self._ids = ids

    def redo(self) -> None:
        """Remove, and offer Undo."""
        shell, stack, library = self._state.shell, self._stack, self._state.open_session.library

        def done(changes: Changes) -> None:
            shell.apply(changes)
            shell.toast(
                QCoreApplication.translate(
                    "Commands", "%n credential(s) moved to Recently removed.", "", len(self._ids)
                ),
                undo=stack.undo,
            )

        tasks.store(library.remove, self._ids, owner=self._owner, done=done)

    def undo(self) -> None:
        """Bring back."""
        library = self._state.open_session.library
        tasks.store(library.restore, self._ids, owner=self._owner, done=self._state.shell.apply)


class FavouriteCommand(QUndoCommand):
    """Mark or unmark favourites."""

    def __init__(self, state: AppState, ids: tuple[str, ...], *, owner: QObject, favourite: bool) -> None:
        """Remember which and what."""
        super().__init__(QCoreApplication.translate("Commands", "Favourite"))
        self._state = state
        self._owner = owner
        self._ids = ids
        self._favourite = favourite

    def redo(self) -> None:
        """Mark."""
        self._set(favourite=self._favourite)

    def undo(self) -> None:
        """Unmark."""
        self._set(favourite=not self._favourite)

    def _set(self, *, favourite: bool) -> None:
        library, ids, shell = self._state.open_session.library, self._ids, self._state.shell
        tasks.store(lambda: library.set_favourite(ids, favourite=favourite), owner=self._owner, done=shell.apply)
