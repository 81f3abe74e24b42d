"""What can be undone. Each command asks the library on the store thread, so that the order is kept."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoCommand

from wallet.ui import tasks

if TYPE_CHECKING:
    from wallet.ui.main_window import MainWindow


class RemoveCommand(QUndoCommand):
    """Move credentials to "Recently removed"; undo brings them back."""

    def __init__(self, window: "MainWindow", ids: tuple[str, ...]) -> None:
        """Remember which."""
        super().__init__(QCoreApplication.translate("Commands", "Remove"))
        self._window = window
        self._ids = ids

    def redo(self) -> None:
        """Remove, and offer Undo."""
        window = self._window
        library = window.state.open_session.library

        def done(changes: object) -> None:
            window.apply(changes)  # type: ignore[arg-type]  # the task hands back what library.remove returned
            window.toast(
                QCoreApplication.translate(
                    "Commands", "%n credential(s) moved to Recently removed.", "", len(self._ids)
                ),
                undo=window.undo_stack.undo,
            )

        tasks.store(library.remove, self._ids, owner=window, done=done)

    def undo(self) -> None:
        """Bring back."""
        window = self._window
        library = window.state.open_session.library
        tasks.store(library.restore, self._ids, owner=window, done=window.apply)


class FavouriteCommand(QUndoCommand):
    """Mark or unmark favourites."""

    def __init__(self, window: "MainWindow", ids: tuple[str, ...], *, favourite: bool) -> None:
        """Remember which and what."""
        super().__init__(QCoreApplication.translate("Commands", "Favourite"))
        self._window = window
        self._ids = ids
        self._favourite = favourite

    def redo(self) -> None:
        """Mark."""
        self._set(favourite=self._favourite)

    def undo(self) -> None:
        """Unmark."""
        self._set(favourite=not self._favourite)

    def _set(self, *, favourite: bool) -> None:
        window = self._window
        library = window.state.open_session.library
        ids = self._ids
        tasks.store(lambda: library.set_favourite(ids, favourite=favourite), owner=window, done=window.apply)
