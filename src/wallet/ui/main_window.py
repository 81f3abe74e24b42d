"""The window: rail, pages, message bar, drop target, and the actions that belong to no page.

It shows and asks; what happens to credentials is in the services. Pages are made when they are first shown and
all that need an open wallet are destroyed when it is locked, so that nothing of it stays in a widget.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QResizeEvent,
    QUndoStack,
)
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wallet.errors import WalletError
from wallet.services.changes import Changes
from wallet.services.session import Notice, Session
from wallet.services.settings import Value
from wallet.services.source import Source
from wallet.ui import actions, handed_over, messages, pages, tasks, theme
from wallet.ui.clipboard import OwnClipboard
from wallet.ui.commands import FavouriteCommand, RemoveCommand
from wallet.ui.runtime_folder import take_back
from wallet.ui.state import AppState, Page
from wallet.ui.widgets import icons
from wallet.ui.widgets.drop_hint import DropHint
from wallet.ui.widgets.message_bar import MessageBar, Toast
from wallet.ui.widgets.nav_rail import NavRail
from wallet.ui.widgets.work_bar import WorkBar
from wallet.ui.window_actions import WindowActions

_WIDE = 110
"""The rail shows its words in windows at least this many average letters wide."""


class MainWindow(QMainWindow):
    """The one window. ``session_opened`` and ``session_locked`` tell the program about the wallet."""

    session_opened = Signal()
    session_locked = Signal(bool)
    look_changed = Signal()
    language_changed = Signal()
    idle_minutes_changed = Signal(int)
    quitting = Signal()

    def __init__(self, state: AppState, geometry: QSettings | None = None) -> None:
        """Build the frame; no page is made yet."""
        super().__init__()
        self.state = state
        state.shell = self
        self._geometry = geometry
        self._pages: dict[str, Page] = {}
        self._current = ""
        self._before: list[tuple[str, dict[str, Any]]] = []
        self._pending: tuple[Source, ...] = ()
        self.undo_stack = QUndoStack(self)
        self.clipboard = OwnClipboard(self)
        self.actions_by_id: dict[str, QAction] = {}
        self.window_actions = WindowActions(self)
        self.setWindowTitle("Capsa")
        self.setMinimumSize(680, 480)
        self.setAcceptDrops(True)
        self._build()
        self._build_actions()
        theme.notifier().changed.connect(self._recolour)
        self._watch_tasks()
        self._restore_geometry()
        # What a run that was cut off may have left for other programs.
        take_back()

    # --- building ---------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.rail = NavRail(self)
        self.rail.chosen.connect(self._rail_chosen)
        self.message_bar = MessageBar()
        self.progress = WorkBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Work in progress"))
        keep = self.progress.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(keep)
        self.progress.hide()
        self.stack = QStackedWidget()
        self.stack.setObjectName("pages")
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.progress)
        bar_row = QHBoxLayout()
        bar_row.setContentsMargins(20, 8, 20, 0)
        bar_row.addWidget(self.message_bar)
        column.addLayout(bar_row)
        column.addWidget(self.stack, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(right, 1)
        self.setCentralWidget(whole)
        self.toast_note = Toast(right)
        self._drop_hint = DropHint(whole)

    def _build_actions(self) -> None:
        menus = {key: self.menuBar().addMenu(title) for key, title in actions.menu_titles()}
        for spec, action in actions.build(self, self.trigger):
            action.setIcon(icons.icon(spec.icon))
            self.actions_by_id[spec.id] = action
            menus[spec.menu].addAction(action)
            if spec.id in actions.ENDS_GROUP:
                menus[spec.menu].addSeparator()
        self.update_actions()

    def _watch_tasks(self) -> None:
        runner = tasks.runner()
        runner.slow.connect(self._show_busy)
        runner.long.connect(self._show_progress)
        runner.progressed.connect(self._show_step)
        runner.failed.connect(self.fail)

    def _recolour(self) -> None:
        icons.recolour()
        self._fit()

    def _show_busy(self, on: bool) -> None:
        if on:
            self.setCursor(Qt.CursorShape.BusyCursor)
        else:
            self.unsetCursor()

    def _show_progress(self, on: bool) -> None:
        self.progress.setRange(0, 0)
        self.progress.setVisible(on)

    def _show_step(self, done: int, total: int, note: str) -> None:
        self.progress.setRange(0, max(0, total))
        if total > 0:
            self.progress.setValue(done)
        self.progress.setAccessibleDescription(note)

    # --- pages ------------------------------------------------------------------------------------------------

    @property
    def current_page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self._current)

    @property
    def current_name(self) -> str:
        """The name of the page that is shown."""
        return self._current

    def page(self, name: str) -> Page:
        """Return a page, made now if it was not there."""
        if name not in self._pages:
            made = pages.make(name, self.state)
            made.setAccessibleName(made.title)
            self._pages[name] = made
            self.stack.addWidget(made)
        return self._pages[name]

    def show_page(self, name: str, **args: Any) -> None:
        """Show a page; one that needs an open wallet shows the unlock page while there is none."""
        if self.state.session is None and name in pages.NEED_SESSION:
            name, args = pages.start_page(self.state), {}
        if self._current and self._current != name:
            self._before.append((self._current, {}))
            self._before = self._before[-20:]
        self._show(name, args)

    def _show(self, name: str, args: dict[str, Any]) -> None:
        leaving = self.current_page
        if leaving is not None and self._current != name:
            leaving.leave()
        page = self.page(name)
        self._current = name
        self.stack.setCurrentWidget(page)
        self.rail.show_current(name, is_open=self.state.session is not None)
        self.setWindowTitle(self.tr("{page} – Capsa").format(page=page.title) if page.title else "Capsa")
        page.activate(**args)
        self.update_actions()

    def go_back(self) -> None:
        """Return to the page shown before this one, or to the library."""
        while self._before:
            name, args = self._before.pop()
            if name in self._pages and name != self._current:
                self._show(name, args)
                return
        home = "library" if self.state.session is not None else pages.start_page(self.state)
        if self._current != home:
            self._show(home, {})

    def _rail_chosen(self, name: str) -> None:
        if name == "lock":
            self.lock()
        else:
            self.show_page(name)

    def update_actions(self) -> None:
        """Enable what can be done now."""
        page = self.current_page
        can = page.handles() if page is not None else frozenset()
        is_open = self.state.session is not None
        for spec in actions.TABLE:
            on = spec.scope == "always" or (is_open and spec.scope == "open") or spec.id in can
            if spec.id in ("undo", "redo"):
                on = is_open and (self.undo_stack.canUndo() if spec.id == "undo" else self.undo_stack.canRedo())
            self.actions_by_id[spec.id].setEnabled(on)

    def trigger(self, action_id: str) -> None:
        """Carry out an action: the page first, else the window."""
        page = self.current_page
        if page is not None and action_id in page.handles() and page.handle(action_id):
            self.update_actions()
            return
        self.window_actions.carry_out(action_id)
        self.update_actions()

    # --- what pages may ask (state.Shell) ---------------------------------------------------------------------

    def say(self, text: str, *, tone: str = "neutral") -> None:
        """Show a sentence in the message bar."""
        self.message_bar.show_message(text, tone=tone)

    def fail(self, error: WalletError) -> None:
        """Show the sentence of an error."""
        self.say(messages.sentence(error, self.state.lang), tone="bad")

    def toast(self, text: str, *, undo: Callable[[], None] | None = None) -> None:
        """Show a short note at the bottom."""
        self.toast_note.show_note(text, undo)

    def apply(self, changes: Changes) -> None:
        """Tell every page what changed."""
        for page in tuple(self._pages.values()):
            page.apply(changes)
        self.update_actions()

    def remove(self, ids: Sequence[str]) -> None:
        """Move credentials to "Recently removed"; Undo brings them back."""
        if ids:
            self.undo_stack.push(RemoveCommand(self.state, tuple(ids), owner=self, stack=self.undo_stack))
            self.update_actions()

    def set_favourite(self, ids: Sequence[str], *, favourite: bool) -> None:
        """Mark or unmark favourites; Undo takes it back."""
        if ids:
            self.undo_stack.push(FavouriteCommand(self.state, tuple(ids), owner=self, favourite=favourite))
            self.update_actions()

    def open_add(self, sources: Sequence[Source]) -> None:
        """Open the Add sheet; while locked the credentials are checked instead, and nothing is kept."""
        if self.state.session is None:
            self._pending = tuple(sources)
            self.show_page("verify", sources=tuple(sources))
        else:
            self.window_actions.open_add(sources)

    def open_share(self, ids: Sequence[str]) -> None:
        """Open the Share wizard."""
        self.window_actions.open_share(ids)

    def copy(self, text: str) -> None:
        """Put text on the clipboard and take it away again after a while."""
        seconds = 60
        if self.state.session is not None:
            seconds = int(self.state.session.settings.get("security.clipboard_seconds"))
        self.clipboard.put(text, seconds)

    def setting_changed(self, key: str, value: Value) -> None:
        """React to a setting that concerns the whole window."""
        if key == "general.language":
            self.language_changed.emit()
        elif key.startswith("general."):
            self.look_changed.emit()
        elif key == "security.idle_lock_minutes":
            self.idle_minutes_changed.emit(int(value))

    def destroy_wallet(self) -> None:
        """Delete the open wallet for good and go to the first page."""
        session = self.state.session
        if session is not None:
            self._forget_wallet("library")
            tasks.store(session.destroy, owner=self, done=lambda _: self.show_page(pages.start_page(self.state)))

    def open_wallet(self, folder: Path) -> None:
        """Lock, and show the unlock page of another wallet."""
        self.lock()
        self.show_page("unlock", folder=folder)

    def new_wallet(self, folder: Path | None = None) -> None:
        """Lock, and show the first-run page for a new wallet."""
        self.lock()
        self._drop_pages(lambda name: name == "first_run")
        self.show_page("first_run", folder=folder)

    def wait_for_unlock(self, sources: Sequence[Source]) -> None:
        """Remember what to add once the wallet is open, and say so on the unlock page."""
        self._pending = tuple(sources)
        start = self._pages.get("unlock")
        if start is not None:
            start.activate(waiting=tuple(sources))

    @property
    def waiting(self) -> tuple[Source, ...]:
        """What is to be added after unlocking."""
        return self._pending

    def opened(self, session: Session) -> None:
        """Go on with an open wallet."""
        self.state.session = session
        self._before.clear()
        self.message_bar.hide()
        self._drop_pages(lambda name: name != "verify")
        self.session_opened.emit()
        self.show_page("library")
        self._before.clear()
        tasks.run(session.notices, owner=self, done=self._show_notices, failed=lambda _: None)
        self._end_what_is_over(session)
        waiting, self._pending = self._pending, ()
        if waiting:
            self.open_add(waiting)

    def _end_what_is_over(self, session: Session) -> None:
        if session.options.at is not None:
            # A look from another time must not delete for good what is not over yet.
            return
        tasks.store(session.tidy, owner=self, done=self.apply, failed=lambda _: None)
        # Not on the store thread: a web space that does not answer must not hold up the library.
        tasks.run(session.link.end_expired, owner=self, failed=lambda _: None)

    def _show_notices(self, notices: Sequence[Notice]) -> None:
        words = [messages.for_notice(notice.code, self.state.lang, notice.facts) for notice in notices]
        if words and self.state.session is not None:
            self.say("\n".join(words), tone="attention")

    def lock(self, *, idle: bool = False) -> None:
        """Close dialogs, drop everything shown, wipe our clipboard, close the wallet, show the unlock page."""
        session = self.state.session
        if session is None:
            return
        self._forget_wallet("unlock")
        tasks.store(session.lock, owner=self, done=lambda _: self.session_locked.emit(idle))

    def _forget_wallet(self, then: str) -> None:
        """Leave nothing of the wallet in any widget, model, clipboard or file."""
        self.state.session = None
        self._close_dialogs()
        tasks.runner().cancel_all()
        self.undo_stack.clear()
        self.toast_note.dismiss()
        self.message_bar.hide()
        self.clipboard.wipe()
        take_back()
        self._before.clear()
        self._pending = ()
        self._drop_pages(lambda _name: True)
        self.show_page(then)
        self._before.clear()

    def _drop_pages(self, which: Callable[[str], bool]) -> None:
        for name in [name for name in self._pages if which(name)]:
            page = self._pages.pop(name)
            page.leave()
            page.discard()
            self.stack.removeWidget(page)
            page.deleteLater()
            if self._current == name:
                self._current = ""

    def _close_dialogs(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog):
                widget.reject()
                widget.deleteLater()

    # --- window ----------------------------------------------------------------------------------------------

    def rebuild_pages(self) -> None:
        """Make every page anew (another language)."""
        current = self._current
        self._drop_pages(lambda _name: True)
        self.show_page(current or "library")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the page where the window is narrow for its text."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.rail.set_compact(compact=self.width() < self.fontMetrics().averageCharWidth() * _WIDE)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files, links, pictures and text anywhere in the window."""
        if handed_over.offers_something(event.mimeData()) and event.source() is None:
            event.acceptProposedAction()
            self._drop_hint.show_over(is_open=self.state.session is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the hint away."""
        self._drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        self._drop_hint.hide()
        sources = handed_over.of_mime(event.mimeData())
        event.acceptProposedAction()
        if not sources:
            self.say(self.tr("There was nothing in what you dropped that can be read."), tone="attention")
        elif self._current == "verify":
            self.show_page("verify", sources=sources)
        else:
            self.open_add(sources)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window stood; the program locks and ends."""
        if self._geometry is not None:
            self._geometry.setValue("window/geometry", self.saveGeometry())
        self._close_dialogs()
        self._drop_pages(lambda _name: True)
        take_back()
        self.quitting.emit()
        super().closeEvent(event)

    def _restore_geometry(self) -> None:
        stored = self._geometry.value("window/geometry") if self._geometry is not None else None
        if not isinstance(stored, QByteArray) or not self.restoreGeometry(stored):
            self.resize(1280, 820)
