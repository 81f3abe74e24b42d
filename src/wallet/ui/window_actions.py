"""The actions that belong to the window: dialogs, pages, lock, quit. Dialogs are imported when they are opened."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from wallet.services.source import Source, from_path
from wallet.ui import handed_over


class WindowActions:
    """Carries out what no page took."""

    def __init__(self, window: Any) -> None:
        """Act on ``window``, the main window (which builds this, so it is not imported here)."""
        self._window = window
        self._do: dict[str, Callable[[], None]] = {
            "add_file": self._add_file,
            "add_paste": self._add_paste,
            "add_screen": lambda: self._add_by("screen"),
            "add_camera": lambda: self._add_by("camera"),
            "add_link": lambda: self._add_by("link"),
            "backup": self._backup,
            "restore": self._restore,
            "wallets": self._wallets,
            "lock": window.lock,
            "quit": lambda: void(window.close()),
            "undo": window.undo_stack.undo,
            "redo": window.undo_stack.redo,
            "search": self._search,
            "back": window.go_back,
            "library": lambda: window.show_page("library"),
            "verify": lambda: window.show_page("verify"),
            "portfolio": lambda: window.show_page("portfolio"),
            "settings": lambda: window.show_page("settings"),
            "next_pane": self._next_pane,
            "help": self._help,
            "shortcuts": self._shortcuts,
            "about": self._about,
        }

    def carry_out(self, action_id: str) -> None:
        """Do it; an action that only a page knows does nothing here."""
        act = self._do.get(action_id)
        if act is not None:
            act()

    # --- adding and sharing -----------------------------------------------------------------------------------

    def open_add(self, sources: Sequence[Source], way: str = "") -> None:
        """Open the Add sheet; ``way`` starts at ``screen``, ``camera`` or ``link``."""
        from wallet.ui.dialogs.collect import open_add

        open_add(self._window, tuple(sources), way=way)

    def open_share(self, ids: Sequence[str]) -> None:
        """Open the Share wizard."""
        from wallet.ui.dialogs.share import open_share

        open_share(self._window, tuple(ids))

    def _add_file(self) -> None:
        from wallet.ui.dialogs import file_dialog

        title = QCoreApplication.translate("WindowActions", "Add credentials from files")
        paths = file_dialog.open_files(self._window, title)
        if paths:
            self._window.open_add([from_path(path) for path in paths])

    def _add_paste(self) -> None:
        sources = handed_over.of_mime(QGuiApplication.clipboard().mimeData())
        if sources:
            self._window.open_add(sources)
        else:
            text = QCoreApplication.translate("WindowActions", "There is nothing on the clipboard that can be read.")
            self._window.say(text, tone="attention")

    def _add_by(self, way: str) -> None:
        if self._window.state.session is None:
            self._window.show_page("verify")
            page = self._window.current_page
            if page is not None:
                page.handle(f"add_{way}")
        else:
            self.open_add((), way)

    # --- dialogs ----------------------------------------------------------------------------------------------

    def _backup(self) -> None:
        from wallet.ui.dialogs.backup import BackupDialog

        BackupDialog(self._window.state, self._window).open()

    def _restore(self) -> None:
        from wallet.ui.dialogs.restore import RestoreDialog

        RestoreDialog(self._window.state, self._window).open()

    def _wallets(self) -> None:
        from wallet.ui.dialogs.wallets import WalletsDialog

        WalletsDialog(self._window.state, self._window).open()

    def _shortcuts(self) -> None:
        from wallet.ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self._window).open()

    def _help(self) -> None:
        from wallet.ui.dialogs.help import HelpDialog

        HelpDialog(self._window.current_name, self._window).open()

    def _about(self) -> None:
        from wallet.ui.dialogs.about import AboutDialog

        AboutDialog(self._window.state, self._window).open()

    # --- focus ------------------------------------------------------------------------------------------------

    def _search(self) -> None:
        self._window.show_page("library")
        page = self._window.current_page
        if page is not None:
            page.handle("search")

    def _next_pane(self) -> None:
        panes: list[QWidget] = [self._window.rail, self._window.stack]
        if not self._window.message_bar.isHidden():
            panes.append(self._window.message_bar)
        focus = self._window.focusWidget()
        at = next((i for i, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), -1)
        panes[(at + 1) % len(panes)].setFocus()
        first = panes[(at + 1) % len(panes)].nextInFocusChain()
        if first is not None:
            first.setFocus()


def void(_: object) -> None:
    """Drop an answer."""
