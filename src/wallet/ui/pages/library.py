"""The library: shelves on the left, cards or list or timeline in the middle, a preview beside it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from wallet.errors import WalletError
from wallet.services.changes import Changes
from wallet.services.library import Facets, Query, Shelf, Sort, Stored
from wallet.ui import actions, drag_out, messages, tasks, theme
from wallet.ui.models import filters, library_text
from wallet.ui.models.credential_list import WINDOW, CredentialListModel
from wallet.ui.pages import library_collections, library_empty
from wallet.ui.state import AppState, Page
from wallet.ui.widgets import icons
from wallet.ui.widgets.empty_state import EmptyState
from wallet.ui.widgets.filter_chips import FilterChips
from wallet.ui.widgets.labels import button, label
from wallet.ui.widgets.library_views import LibraryList, View
from wallet.ui.widgets.preview_pane import PreviewPane
from wallet.ui.widgets.safe_picture import decode
from wallet.ui.widgets.shelf_list import ShelfList

_SEARCH_MS = 120
_PREVIEW_MS = 80
_PREVIEW_WIDTH = 104
"""The preview is shown on pages at least this many average letters wide."""
_NARROW = 76
"""On pages narrower than this many average letters the shelves become a list that opens."""
_PICTURE = 264
_SELECTED = frozenset({"share", "recheck", "favourite", "remove", "export"})
_ALWAYS = frozenset({"cards", "list", "timeline", "search"})


class LibraryPage(Page):
    """Everything that was earned."""

    def __init__(self, state: AppState) -> None:
        """Build the page."""
        super().__init__(state)
        self._library = state.open_session.library
        self._filters = filters.Filters()
        self._filters.set_sort(Sort(str(state.open_session.settings.get("library.sort"))))
        self._model = CredentialListModel(self._library, state.lang, decode, self)
        self._keep: tuple[str, int] | None = None
        self._collections: tuple[str, ...] = ()
        self._preview_task: tasks.Task | None = None
        self._search_soon = self._timer(_SEARCH_MS, self._search_now)
        self._preview_soon = self._timer(_PREVIEW_MS, self._load_preview)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 8, 12)
        row.setSpacing(16)
        row.addWidget(self._build_shelves())
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(12)
        self._split.addWidget(self._build_middle())
        self._preview = PreviewPane(state.lang)
        self._preview.opened.connect(self._open_current)
        self._preview.shared.connect(lambda: self.handle("share"))
        self._preview.restored.connect(self._bring_back)
        self._preview.hide()
        self._split.addWidget(self._preview)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 1)
        row.addWidget(self._split, 1)
        self._model.loaded.connect(self._loaded)
        theme.notifier().changed.connect(self._recolour)
        self._recolour()
        self._set_form(View(str(state.open_session.settings.get("library.view"))))

    @property
    def title(self) -> str:
        """The name of the page."""
        return self.tr("Library")

    def _timer(self, milliseconds: int, act: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(act)
        return timer

    # --- building -----------------------------------------------------------------------------------------------

    def _build_shelves(self) -> QWidget:
        self._shelves = ShelfList()
        self._shelves.setFixedWidth(max(190, self.fontMetrics().averageCharWidth() * 22))
        self._shelves.chosen.connect(self._shelf_chosen)
        self._shelves.rebuilt.connect(self._copy_shelves)
        return self._shelves

    def _build_middle(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._shelf_box = QComboBox()
        self._shelf_box.setObjectName("library_shelf")
        self._shelf_box.setAccessibleName(self.tr("Shelf"))
        self._shelf_box.activated.connect(self._shelves.setCurrentRow)
        self._shelf_box.hide()
        column.addWidget(self._shelf_box)
        column.addLayout(self._build_top())
        self._chips = FilterChips(self._filters, self.state.lang)
        self._chips.changed.connect(self._requery)
        column.addWidget(self._chips)
        column.addLayout(self._build_order())
        self._legend = label(self.tr("The three lines, from left to right: study, work, volunteering."), "muted")
        self._legend.hide()
        column.addWidget(self._legend)
        self._list = LibraryList(self.state.lang)
        self._list.setModel(self._model)
        self._list.opened.connect(self._open)
        self._list.typed.connect(self._typed)
        self._list.drag_wanted.connect(self._drag_out)
        self._list.customContextMenuRequested.connect(self._menu)
        self._list.selectionModel().selectionChanged.connect(self._selection_changed)
        self._list.selectionModel().currentChanged.connect(self._selection_changed)
        self._empty = EmptyState()
        self._empty.setObjectName("library_empty")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        column.addWidget(self._stack, 1)
        return middle

    def _build_top(self) -> QHBoxLayout:
        self._search = QLineEdit()
        self._search.setObjectName("library_search")
        self._search.setPlaceholderText(self.tr("Search in everything you earned"))
        self._search.setAccessibleName(self.tr("Search in everything you earned"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._search_soon.start)
        self._search.returnPressed.connect(self._to_list)
        self._add = button(self.tr("Add"), "library_add", kind="primary")
        add_menu = QMenu(self._add)
        for action_id in ("add_file", "add_paste", "add_link", "add_screen", "add_camera"):
            spec = actions.find(action_id)
            add_menu.addAction(actions.text(spec)).triggered.connect(lambda _=False, a=action_id: self._trigger(a))
        self._add.setMenu(add_menu)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._search, 1)
        row.addWidget(self._add)
        return row

    def _build_order(self) -> QHBoxLayout:
        self._count = label("", "muted")
        self._count.setWordWrap(False)
        self._count.setObjectName("library_count")
        self._forms = QButtonGroup(self)
        self._form_buttons: dict[View, QToolButton] = {}
        forms = QHBoxLayout()
        forms.setSpacing(2)
        for view in View:
            spec = actions.find(view.value)
            made = QToolButton()
            made.setObjectName(f"view_{view.value}")
            made.setCheckable(True)
            made.setIconSize(QSize(20, 20))
            made.setAccessibleName(actions.plain_text(spec))
            shortcut = QKeySequence(spec.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            made.setToolTip(f"{actions.plain_text(spec)} ({shortcut})")
            made.clicked.connect(lambda _=False, v=view: self._form_chosen(v))
            self._forms.addButton(made)
            self._form_buttons[view] = made
            forms.addWidget(made)
        self._form_buttons[View.CARDS].setChecked(True)
        self._sort = QToolButton()
        self._sort.setObjectName("library_sort")
        self._sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._sort.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        menu = QMenu(self._sort)
        for sort in Sort:
            menu.addAction(filters.sort_name(sort)).triggered.connect(lambda _=False, s=sort: self._sort_asked(s))
        self._sort.setMenu(menu)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._sort)
        row.addLayout(forms)
        return row

    def _recolour(self) -> None:
        for view, made in self._form_buttons.items():
            made.setIcon(icons.icon(view.value))
        self._add.setIcon(icons.on_accent("add"))
        self._sort.setText(filters.sort_name(self._filters.query.sort) + "  ▾")
        self._sort.setAccessibleName(
            self.tr("Order: {order}").format(order=filters.sort_name(self._filters.query.sort))
        )

    def _trigger(self, action_id: str) -> None:
        window = self.window()
        if hasattr(window, "trigger"):
            window.trigger(action_id)

    # --- the query ----------------------------------------------------------------------------------------------

    def activate(self, **args: Any) -> None:
        """Show the library; ``query`` narrows it down, ``sample`` offers the sample badges."""
        query = args.get("query")
        if isinstance(query, Query):
            self._filters.query = query
            self._search.setText(query.text)
        self._requery()
        if args.get("sample"):
            self._add_sample()
        elif self._stack.currentWidget() is self._list:
            self._list.setFocus()

    def apply(self, changes: Changes) -> None:
        """Look again after the store changed."""
        self._remember_row()
        self._model.apply(changes)
        self._refresh_sides()

    def _requery(self) -> None:
        self._remember_row()
        self._model.show_query(self._filters.query)
        self._refresh_sides()

    def _remember_row(self) -> None:
        rows = self._list.selected_rows()
        known = self._model.id_of(rows[0]) if rows else None
        self._keep = (known or "", self._list.currentIndex().row())

    def _refresh_sides(self) -> None:
        library, query = self._library, self._filters.query

        def read() -> tuple[Facets, Mapping[Shelf, int], tuple[str, ...]]:
            return library.facets(query), library.shelves(), library.collections()

        tasks.run(read, owner=self, done=lambda found: self._show_sides(*found))

    def _show_sides(self, facets: Facets, shelves: Mapping[Shelf, int], collections: tuple[str, ...]) -> None:
        self._chips.show_facets(facets)
        self._shelves.show_counts(shelves, collections)
        self._collections = collections

    def _search_now(self) -> None:
        self._filters.set_text(self._search.text())
        self._chips.refresh()
        self._requery()

    def _copy_shelves(self) -> None:
        self._shelf_box.clear()
        self._shelf_box.addItems(self._shelves.words())
        self._shelf_box.setCurrentIndex(self._shelves.currentRow())

    def _shelf_chosen(self, what: str, value: str) -> None:
        if what == "collection":
            self._filters.set_collection(value)
        else:
            self._filters.set_shelf(Shelf(value))
        self._requery()

    def _sort_asked(self, sort: Sort) -> None:
        self._sort_chosen(sort)
        # The next start shows the library as it was left; an order that only a view asked for is not kept.
        self._remember("library.sort", sort.value)

    def _remember(self, key: str, value: str) -> None:
        tasks.store(self.state.open_session.settings.set, key, value, owner=self)

    def _sort_chosen(self, sort: Sort) -> None:
        self._filters.set_sort(sort)
        self._recolour()
        self._requery()

    def _loaded(self) -> None:
        count = self._model.rowCount()
        self._count.setText(library_text.count_credentials(count))
        if not count:
            self._show_empty()
            self._preview.hide()
            self._preview.clear()
            return
        had_focus = self._empty.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self._stack.setCurrentWidget(self._list)
        if had_focus:
            self._list.setFocus()
        self._restore_row(count)
        self._preview_soon.start()

    def _restore_row(self, count: int) -> None:
        credential_id, row = self._keep or ("", -1)
        found = self._model.row_of(credential_id) if credential_id else -1
        if found < 0 and row < 0:
            return
        # After a removal the focus stays in place, on what moved up; it is never lost.
        index = self._model.index(found if found >= 0 else min(row, count - 1), 0)
        self._list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # --- empty --------------------------------------------------------------------------------------------------

    def _show_empty(self) -> None:
        self._stack.setCurrentWidget(self._empty)
        library_empty.show(self._empty, self._filters, self._clear_filters, self._trigger, self._add_sample)

    def _clear_filters(self) -> None:
        self._search.clear()
        self._filters.clear()
        self._requery()
        self._search.setFocus()

    def _add_sample(self) -> None:
        from wallet.ui.sample import open_samples

        open_samples(self.state, self.window())

    def _selected(self) -> tuple[str, ...]:
        """Return the ids of the selected rows; the store is asked where a selected row was never in sight."""
        rows = self._list.selected_rows()
        if len(rows) <= WINDOW:
            found = [self._model.id_of(row) for row in rows]
            if all(found):
                return tuple(one for one in found if one)
        every = self._library.ids(self._model.query)
        return tuple(every[row] for row in rows if row < len(every))

    # --- selection and preview ----------------------------------------------------------------------------------

    def _selection_changed(self) -> None:
        self._preview_soon.start()
        window = self.window()
        if hasattr(window, "update_actions"):
            window.update_actions()

    def _load_preview(self) -> None:
        if self._list.selected_count() != 1 or self.width() < self.fontMetrics().averageCharWidth() * _PREVIEW_WIDTH:
            self._preview.hide()
            return
        library, wanted = self._library, self._selected()[0]
        if self._preview_task is not None:
            self._preview_task.cancel()

        def read() -> tuple[Stored, QImage | None]:
            stored = library.get(wanted)
            data = library.image(wanted) if stored.card.has_image else None
            return stored, decode(data, _PICTURE) if data else None

        self._preview_task = tasks.run(read, owner=self, done=self._show_preview, failed=self._no_preview)

    def _show_preview(self, found: tuple[Stored, QImage | None]) -> None:
        stored, image = found
        if self._selected() != (stored.card.id,):
            return
        self._preview.show_stored(stored, image, removed=self._filters.query.shelf is Shelf.REMOVED)
        self._preview.show()

    def _no_preview(self, error: WalletError) -> None:
        self._preview.hide()
        if error.code != "library.unknown_id":
            self.state.shell.say(messages.sentence(error, self.state.lang), tone="bad")

    def resizeEvent(self, event: Any) -> None:
        """Show the shelves and the preview beside the list only where there is room for them."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * _NARROW
        self._shelves.setVisible(not narrow)
        self._shelf_box.setVisible(narrow)
        self._preview_soon.start()

    # --- actions ------------------------------------------------------------------------------------------------

    def handles(self) -> frozenset[str]:
        """Return what can be done with the selection now."""
        count = self._list.selected_count()
        if not count:
            return _ALWAYS
        if self._filters.query.shelf is Shelf.REMOVED:
            return _ALWAYS | {"remove"}
        return _ALWAYS | (_SELECTED if count == 1 else _SELECTED - {"export"})

    def handle(self, action: str) -> bool:
        """Carry out an action on the selection."""
        ids = self._selected() if action in _SELECTED else ()
        if action in tuple(View):
            self._form_chosen(View(action))
        elif action == "search":
            self._search.selectAll()
            self._search.setFocus()
        elif action == "share":
            self.state.shell.open_share(ids)
        elif action == "remove":
            self._remove(ids)
        elif action == "recheck":
            self._recheck(ids)
        elif action == "favourite":
            self._favourite(ids)
        elif action == "export" and ids:
            self.state.shell.show_page("credential", id=ids[0], then="export")
        else:
            return False
        return True

    def _form_chosen(self, form: View) -> None:
        self._set_form(form)
        self._remember("library.view", form.value)

    def _set_form(self, form: View) -> None:
        self._form_buttons[form].setChecked(True)
        self._list.set_form(form)
        self._legend.setVisible(form is View.TIMELINE)
        if form is View.TIMELINE and self._filters.query.sort not in (Sort.NEWEST, Sort.OLDEST):
            self._sort_chosen(Sort.NEWEST)

    def _typed(self, text: str) -> None:
        self._search.setFocus()
        self._search.setText(text)

    def _to_list(self) -> None:
        if self._stack.currentWidget() is self._list:
            self._list.setFocus()

    def _open(self, credential_id: str) -> None:
        if credential_id and self._filters.query.shelf is not Shelf.REMOVED:
            self.state.shell.show_page("credential", id=credential_id)

    def _open_current(self) -> None:
        for credential_id in self._selected()[:1]:
            self._open(credential_id)

    def _remove(self, ids: tuple[str, ...]) -> None:
        if self._filters.query.shelf is not Shelf.REMOVED:
            self.state.shell.remove(ids)
            return
        from wallet.ui.dialogs import confirm

        question = self.tr("Delete this for good? It cannot be brought back.")
        if confirm.ask(self, self.tr("Delete for good"), question, yes=self.tr("Delete for good"), danger=True):
            tasks.store(self._library.purge, ids, owner=self, done=self.state.shell.apply)

    def _bring_back(self) -> None:
        tasks.store(self._library.restore, self._selected(), owner=self, done=self.state.shell.apply)

    def _recheck(self, ids: tuple[str, ...]) -> None:
        done = library_text.count_credentials(len(ids))
        words = self.tr("Checked again: {count}.").format(count=done)

        def finished(changes: Changes) -> None:
            self.state.shell.apply(changes)
            self.state.shell.toast(words)

        tasks.run(self._library.recheck, ids, owner=self, done=finished, progress=lambda _d, _t, _n: None)

    def _favourite(self, ids: tuple[str, ...]) -> None:
        current = [self._model.card(row) for row in self._list.selected_rows()[:WINDOW]]
        favourite = not all(card.favourite for card in current if card is not None)
        self.state.shell.set_favourite(ids, favourite=favourite)

    def _drag_out(self) -> None:
        ids = self._selected()
        if len(ids) != 1:
            return
        stored = self._preview.stored
        if stored is None or stored.card.id != ids[0]:
            stored = self._library.get(ids[0])
        drag_out.start(self._list, stored, icons.pixmap("diploma", 48, theme.tokens().accent))

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        window = self.window()
        can = self.handles()
        if self._filters.query.shelf is Shelf.REMOVED and self._selected():
            menu.addAction(self.tr("Bring back")).triggered.connect(self._bring_back)
        elif self._selected():
            menu.addAction(self.tr("Open")).triggered.connect(self._open_current)
        known = getattr(window, "actions_by_id", {})
        for action_id in ("share", "recheck", "favourite", "export", "remove"):
            if action_id in can and action_id in known:
                menu.addAction(known[action_id])
        if "favourite" in can:
            ids = self._selected()
            library_collections.add_to_menu(menu, self._collections, ids, self._library, self.state.shell.apply)
        if not menu.isEmpty():
            menu.popup(self._list.viewport().mapToGlobal(at))

    def discard(self) -> None:
        """Forget everything that was shown."""
        self._model.clear()
        self._preview.clear()
        self._search.clear()
