"""One credential of your own: the verdict on top, and tabs About, Checks, Shared with, Source."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from wallet.model.receipt import Receipt
from wallet.services import refresh
from wallet.services.changes import Changes
from wallet.services.library import Stored
from wallet.services.share_choice import secured_of
from wallet.sharing import summary
from wallet.ui import actions, drag_out, tasks
from wallet.ui.dialogs import confirm, saving
from wallet.ui.dialogs.print_result import print_result
from wallet.ui.dialogs.web_space import open_web_space
from wallet.ui.models.earned import title_text
from wallet.ui.models.issuer_text import TITLE_LIMIT
from wallet.ui.models.receipts import ReceiptsModel
from wallet.ui.models.report import history_lines
from wallet.ui.state import AppState, Page
from wallet.ui.widgets import icons
from wallet.ui.widgets.drag_handle import DragHandle
from wallet.ui.widgets.inspected_view import InspectedView, in_large_text
from wallet.ui.widgets.own_words import OwnWords
from wallet.ui.widgets.plain_label import PlainLabel
from wallet.verification.report import Inspected

_HANDLED = frozenset({"share", "export", "recheck", "favourite", "remove"})


class CredentialPage(Page):
    """Shows one stored credential. Everything it changes can be undone or is asked about."""

    def __init__(self, state: AppState, parent: QWidget | None = None) -> None:
        """Build the page without a credential."""
        super().__init__(state, parent)
        self._id = ""
        self._stored: Stored | None = None
        self._then = ""
        self._view = InspectedView(state.lang, self)
        self._view.copy_asked.connect(state.shell.copy)
        self._view.save_asked.connect(self._export)
        self._own = OwnWords(self)
        self._own.note_changed.connect(self._keep_note)
        self._own.collections_changed.connect(self._keep_collections)
        self._own.new_collection_asked.connect(self._new_collection)
        self._receipts = ReceiptsModel(self)
        self._title = PlainLabel("", self, limit=TITLE_LIMIT)
        self._title.setProperty("role", "heading")
        self._share = QPushButton(icons.on_accent("share"), actions.text(actions.find("share")), self)
        self._again = QPushButton(icons.icon("refresh"), actions.text(actions.find("recheck")), self)
        self._drag = DragHandle(self._original, "", self)
        self._drag.setObjectName("credential_drag")
        self._drag.setAccessibleName(self.tr("Drag the original file out"))
        self._drag.pressed_only.connect(self._export)
        self._star = QToolButton(self)
        self._star.setCheckable(True)
        self._more = QToolButton(self)
        self._arrange()
        self._set_enabled(enabled=False)

    @property
    def title(self) -> str:
        """The name of the page."""
        return self.tr("Credential")

    def _arrange(self) -> None:
        back = QToolButton(self)
        back.setIcon(icons.icon("back"))
        back.setAccessibleName(self.tr("Back"))
        back.setToolTip(self.tr("Back"))
        back.clicked.connect(self.state.shell.go_back)
        self._share.setProperty("primary", True)
        self._share.clicked.connect(lambda: self.handle("share"))
        self._again.clicked.connect(lambda: self.handle("recheck"))
        self._star.clicked.connect(lambda: self.handle("favourite"))
        self._more.setIcon(icons.icon("more"))
        self._more.setAccessibleName(self.tr("More"))
        self._more.setToolTip(self.tr("More"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(self._menu())
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(back)
        top.addWidget(self._title, 1)
        for button in (self._again, self._share):
            top.addWidget(button)
        for tool in (self._drag, self._star, self._more):
            tool.setIconSize(QSize(20, 20))
            tool.setMinimumSize(32, 32)
            top.addWidget(tool)
        shared = QWidget(self)
        inside = QVBoxLayout(shared)
        inside.setContentsMargins(16, 16, 16, 16)
        self._nobody = PlainLabel(self.tr("You have not shared this with anybody yet."), shared)
        self._table = self._receipt_table(shared)
        inside.addWidget(self._nobody)
        inside.addWidget(self._table, 1)
        links = QPushButton(icons.icon("link"), self.tr("&Links that are out there…"), shared)
        links.clicked.connect(lambda: open_web_space(self, self.state))
        inside.addWidget(links, 0, Qt.AlignmentFlag.AlignLeft)
        self._view.tabs.insertTab(2, shared, self.tr("Shared with"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(in_large_text(self._view), 1)
        self._view.add_below_record(self._own)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(icons.icon("export"), actions.text(actions.find("export")), self._export)
        menu.addAction(icons.icon("print"), self.tr("&Print the result…"), self._print)
        menu.addAction(icons.icon("copy"), self.tr("Copy a &line for your CV"), self._copy_line)
        menu.addAction(icons.icon("globe"), self.tr("Add to L&inkedIn…"), self._to_linkedin)
        self._newer = menu.addAction(icons.icon("refresh"), self.tr("Ask for a &newer version…"), self._ask_newer)
        menu.addSeparator()
        menu.addAction(icons.icon("trash"), actions.text(actions.find("remove")), lambda: self.handle("remove"))
        return menu

    def _receipt_table(self, parent: QWidget) -> QTableView:
        table = QTableView(parent)
        table.setModel(self._receipts)
        table.setAccessibleName(self.tr("Who you shared this with"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        return table

    # --- what is shown ----------------------------------------------------------------------------------------

    def activate(self, **args: Any) -> None:
        """Show the credential with the given ``id``; without one, the same as before."""
        wanted = str(args.get("id") or args.get("credential_id") or self._id)
        if wanted != self._id:
            self._forget()
        self._id = wanted
        if wanted:
            self._load()
        self._then = str(args.get("then") or "")
        tab = args.get("tab")
        if tab == "checks":
            self._view.tabs.setCurrentIndex(1)
        self._view.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Keep a note that was being written."""
        if self.state.session is not None:
            self._own.flush()

    def discard(self) -> None:
        """Let go of the credential (the wallet is locked)."""
        self._forget()

    def apply(self, changes: Changes) -> None:
        """Look again when this credential or its receipts changed."""
        if self._id and self._id in changes.removed:
            self._forget()
            if self.isVisible():
                self.state.shell.go_back()
        elif self._id and (self._id in changes.updated or changes.receipts or changes.trust):
            self._load()

    def _load(self) -> None:
        session = self.state.open_session
        wanted = self._id

        def read() -> tuple[Stored, bytes, tuple[str, ...], tuple[Receipt, ...]]:
            library = session.library
            stored = library.get(wanted)
            picture = library.image(wanted) or b""
            return stored, picture, library.collections(), session.share.receipts(wanted)

        tasks.run(read, owner=self, done=lambda found: self._show(wanted, *found))

    def _show(
        self, wanted: str, stored: Stored, picture: bytes, known: tuple[str, ...], receipts: tuple[Receipt, ...]
    ) -> None:
        if wanted != self._id:
            return
        self._stored = stored
        self._newer.setVisible(refresh.source_of(secured_of(stored)) is not None)
        record = stored.report.record
        title = title_text(record, self.state.lang) if record is not None else stored.card.title
        self._title.show_text(title)
        tab = self._view.tabs.currentIndex()
        self._view.show_report(stored.report, stored.raw, stored.media_type, picture)
        if not stored.card.signed:
            self._view.record.show_paper(stored.raw, stored.media_type)
        self._view.tabs.setCurrentIndex(tab)
        self._view.checks.show_history(history_lines(stored.history, self.state.lang))
        self._own.show_words(stored.note, stored.collections, known)
        self._receipts.show_receipts(receipts)
        self._nobody.setVisible(not receipts)
        self._table.setVisible(bool(receipts))
        self._show_star(favourite=stored.card.favourite)
        self._set_enabled(enabled=True)
        then, self._then = self._then, ""
        if then:
            self.handle(then)

    def _show_star(self, *, favourite: bool) -> None:
        self._star.setChecked(favourite)
        self._star.setIcon(icons.icon("star-filled" if favourite else "star"))
        said = self.tr("No longer a favourite") if favourite else self.tr("Make it a favourite")
        self._star.setToolTip(said)
        self._star.setAccessibleName(said)

    def _set_enabled(self, *, enabled: bool) -> None:
        for widget in (self._share, self._again, self._drag, self._star, self._more, self._own):
            widget.setEnabled(enabled)
        if self.state.shell is not None:
            self.state.shell.update_actions()

    def _forget(self) -> None:
        self._id = ""
        self._stored = None
        self._title.show_text("")
        self._view.clear()
        self._own.clear()
        self._receipts.clear()
        self._set_enabled(enabled=False)

    # --- what can be done -------------------------------------------------------------------------------------

    def handles(self) -> frozenset[str]:
        """Return the actions that make sense for the credential shown."""
        return _HANDLED if self._stored is not None else frozenset()

    def handle(self, action: str) -> bool:
        """Carry out an action on the credential shown."""
        if self._stored is None or action not in _HANDLED:
            return False
        act: dict[str, Callable[[], object]] = {
            "share": lambda: self.state.shell.open_share((self._id,)),
            "export": self._export,
            "recheck": self._recheck,
            "favourite": self._favourite,
            "remove": lambda: self.state.shell.remove((self._id,)),
        }
        act[action]()
        return True

    def _recheck(self) -> None:
        library = self.state.open_session.library
        self._again.setEnabled(False)

        def done(changes: Changes) -> None:
            self._again.setEnabled(True)
            self.state.shell.apply(changes)
            self.state.shell.toast(self.tr("Checked again."))

        def failed(error: Any) -> None:
            self._again.setEnabled(True)
            self.state.shell.fail(error)

        tasks.run(
            library.recheck,
            (self._id,),
            owner=self,
            done=done,
            failed=failed,
            cancelled=lambda: self._again.setEnabled(True),
            progress=lambda _done, _total, _note: None,
        )

    def _favourite(self) -> None:
        if self._stored is None:
            return
        self.state.shell.set_favourite((self._id,), favourite=not self._stored.card.favourite)

    def _keep_note(self, note: str) -> None:
        tasks.store(self.state.open_session.library.set_note, self._id, note, owner=self)

    def _keep_collections(self, names: tuple[str, ...]) -> None:
        library = self.state.open_session.library
        tasks.store(library.set_collections, (self._id,), names, owner=self, done=self.state.shell.apply)

    def _new_collection(self) -> None:
        name = confirm.ask_text(self, self.tr("New collection"), self.tr("Name of the collection"))
        if name is not None:
            self._own.add_collection(name)

    def _original(self) -> list[tuple[str, bytes]]:
        stored = self._stored
        if stored is None:
            return []
        return [(drag_out.file_name(self._title.text(), stored.media_type), stored.raw)]

    def _export(self) -> None:
        shown = self._view.shown
        if shown is None:
            return
        raw = shown.raw
        saving.ask_and_save(
            self,
            self.state,
            title=self.tr("Save the original"),
            name=saving.file_name(self._title.text(), shown.media_type),
            data=lambda: raw,
        )

    def _copy_line(self) -> None:
        record = self._stored.report.record if self._stored is not None else None
        if record is not None:
            self.state.shell.copy(summary.plain_text([record], self.state.lang))
            self.state.shell.toast(self.tr("Copied. It is words, no proof."))

    def _to_linkedin(self) -> None:
        record = self._stored.report.record if self._stored is not None else None
        if record is None:
            return
        question = self.tr(
            "Your browser opens LinkedIn with the title, the organisation and the dates filled in, so LinkedIn "
            "sees them. Nothing appears on your profile before you save it there."
        )
        if confirm.ask(self, self.tr("Add to LinkedIn"), question, yes=self.tr("Open LinkedIn")):
            QDesktopServices.openUrl(QUrl(summary.linkedin_address(record, self.state.lang)))

    def _ask_newer(self) -> None:
        source = refresh.source_of(secured_of(self._stored)) if self._stored is not None else None
        if source is not None:
            self.state.shell.open_add([source])

    def _print(self) -> None:
        if self._stored is not None:
            found = Inspected(self._stored.report, self._stored.raw, self._stored.media_type)
            print_result(self, self.state, (found,))
