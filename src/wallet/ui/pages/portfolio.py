"""The portfolio: choose, put in order, add your own words, look at it, and write it in a form that lasts."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from wallet.model.card import Card
from wallet.services.changes import Changes
from wallet.services.library import Facets, Query
from wallet.services.portfolio import PortfolioForm, PortfolioRequest, Total, uncounted
from wallet.services.share import ShareFile
from wallet.ui import tasks
from wallet.ui.dialogs import saving
from wallet.ui.models.earned import code_text
from wallet.ui.models.issuer_text import one_line
from wallet.ui.state import AppState, Page
from wallet.ui.widgets import icons
from wallet.ui.widgets.order_list import OrderList
from wallet.ui.widgets.plain_label import PlainLabel
from wallet.ui.widgets.totals_table import TotalsTable
from wallet.ui.widgets.work_bar import WorkBar

_MOST = 2_000
_FILTER_AFTER_MS = 200


class PortfolioPage(Page):
    """Chooses from the library; nothing of it leaves the wallet before Export."""

    def __init__(self, state: AppState, parent: QWidget | None = None) -> None:
        """Build the page, empty."""
        super().__init__(state, parent)
        self._notes: dict[str, str] = {}
        self._shown_note = ""
        self._task: tasks.Task | None = None
        self._text = QLineEdit(self)
        self._kind = QComboBox(self)
        self._year = QComboBox(self)
        self._issuer = QComboBox(self)
        self._collection = QComboBox(self)
        self.list = OrderList(state.lang, self)
        self.totals = TotalsTable(state.lang, self)
        self.uncounted = PlainLabel(parent=self)
        self._own_title = QLineEdit(self)
        self._name = QLineEdit(self)
        self._introduction = QPlainTextEdit(self)
        self.note = QPlainTextEdit(self)
        self._note_label = QLabel(self)
        self._form = QComboBox(self)
        self._count = PlainLabel("", self)
        self._progress = WorkBar(self)
        self._delay = QTimer(self)
        self._totals_delay = QTimer(self)
        self._arrange()

    @property
    def title(self) -> str:
        """The name of the page."""
        return self.tr("Portfolio")

    # --- building ---------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        for timer, act in ((self._delay, self._load), (self._totals_delay, self._load_totals)):
            timer.setSingleShot(True)
            timer.setInterval(_FILTER_AFTER_MS)
            timer.timeout.connect(act)
        heading = PlainLabel(self.title, self)
        heading.setProperty("role", "title")
        explained = PlainLabel(
            self.tr("Put together what you learned. Each item says whether it was verified, and when."), self
        )
        explained.setProperty("role", "muted")
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self._left())
        split.addWidget(self._right())
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addWidget(explained)
        layout.addWidget(split, 1)
        layout.addWidget(self._progress)
        layout.addLayout(self._bottom())
        self._progress.hide()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Writing the portfolio"))

    def _left(self) -> QWidget:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        self._text.setPlaceholderText(self.tr("Skill, title or institution"))
        self._text.setAccessibleName(self.tr("Choose by words"))
        self._text.setClearButtonEnabled(True)
        self._text.textChanged.connect(lambda _text: self._delay.start())
        row = QHBoxLayout()
        for box, name in (
            (self._kind, self.tr("Kind")),
            (self._year, self.tr("Year")),
            (self._issuer, self.tr("Institution")),
            (self._collection, self.tr("Collection")),
        ):
            box.setAccessibleName(name)
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.addItem(self.tr("{name}: all").format(name=name), None)
            box.activated.connect(lambda _index: self._load())
            row.addWidget(box, 1)
        move = QHBoxLayout()
        for icon, text, by in (("up", self.tr("Move up"), -1), ("down", self.tr("Move down"), 1)):
            button = QPushButton(icons.icon(icon), text, left)
            button.clicked.connect(lambda _checked=False, by=by: self.list.move_current(by))
            move.addWidget(button)
        move.addWidget(self._count, 1)
        column.addWidget(self._text)
        column.addLayout(row)
        column.addWidget(self.list, 3)
        column.addLayout(move)
        column.addWidget(PlainLabel(self.tr("Totals of what is chosen"), left))
        column.addWidget(self.totals, 2)
        column.addWidget(self.uncounted)
        self.list.changed.connect(self._list_changed)
        self.list.currentItemChanged.connect(self._show_note)
        return left

    def _right(self) -> QWidget:
        right = QWidget(self)
        form = QFormLayout(right)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setContentsMargins(8, 0, 0, 0)
        for field in (self._introduction, self.note):
            field.setTabChangesFocus(True)
            field.setMaximumHeight(120)
        self._note_label.setTextFormat(Qt.TextFormat.PlainText)
        self._note_label.setWordWrap(True)
        self._note_label.setBuddy(self.note)
        self.note.textChanged.connect(self._keep_note)
        form.addRow(self.tr("&Title"), self._own_title)
        form.addRow(self.tr("Your &name"), self._name)
        form.addRow(self.tr("&Introduction, written by you"), self._introduction)
        form.addRow(self._note_label, self.note)
        self._own_title.setAccessibleName(self.tr("Title of the portfolio"))
        self._name.setAccessibleName(self.tr("Your name"))
        self._introduction.setAccessibleName(self.tr("Introduction, written by you"))
        self.note.setAccessibleName(self.tr("Your words about the chosen credential"))
        marked = PlainLabel(self.tr("Your own words are marked “written by me, not verified”."), right)
        marked.setProperty("role", "muted")
        form.addRow(marked)
        return right

    def _bottom(self) -> QHBoxLayout:
        for form, name in (
            (PortfolioForm.PDF, self.tr("PDF, with the originals inside")),
            (PortfolioForm.HTML, self.tr("Web page")),
            (PortfolioForm.ZIP, self.tr("ZIP with all original files")),
            (PortfolioForm.CSV, self.tr("Table (CSV)")),
            (PortfolioForm.CLR, self.tr("Comprehensive Learner Record 2.0")),
            (PortfolioForm.ELM, self.tr("European Learning Model (Europass)")),
        ):
            self._form.addItem(name, form)
        label = QLabel(self.tr("Form"), self)
        label.setBuddy(self._form)
        self._form.setAccessibleName(self.tr("Form of the portfolio"))
        self._preview = QPushButton(icons.icon("eye"), self.tr("Preview"), self)
        self._preview.clicked.connect(self._show_preview)
        self._export = QPushButton(icons.on_accent("export"), self.tr("E&xport…"), self)
        self._export.setProperty("primary", True)
        self._export.clicked.connect(self._write)
        row = QHBoxLayout()
        row.addStretch(1)
        for widget in (label, self._form, self._preview, self._export):
            row.addWidget(widget)
        return row

    # --- page -------------------------------------------------------------------------------------------------

    def activate(self, **args: Any) -> None:
        """Show what can be chosen."""
        if not self._name.text():
            names = self.state.open_session.person.get().names
            self._name.setText(names[0] if names else "")
        self._load()
        self.list.setFocus()

    def apply(self, changes: Changes) -> None:
        """Look again when the collection changed."""
        if self.isVisible() and (changes.added or changes.updated or changes.removed):
            self._load()

    def discard(self) -> None:
        """Let go of everything (the wallet is locked)."""
        for timer in (self._delay, self._totals_delay):
            timer.stop()
        if self._task is not None:
            self._task.cancel()
        self._notes.clear()
        self._shown_note = ""
        self.list.clear()
        self.totals.setRowCount(0)
        for field in (self.note, self._introduction):
            field.clear()
        for line in (self._own_title, self._name, self._text):
            line.clear()

    def handles(self) -> frozenset[str]:
        """Return the actions of this page."""
        return frozenset({"move_up", "move_down", "export"})

    def handle(self, action: str) -> bool:
        """Reorder or export."""
        act: dict[str, Callable[[], object]] = {
            "move_up": lambda: self.list.move_current(-1),
            "move_down": lambda: self.list.move_current(1),
            "export": self._write,
        }
        if action not in act:
            return False
        act[action]()
        return True

    # --- choosing ---------------------------------------------------------------------------------------------

    def query(self) -> Query:
        """Return what the filter asks for."""
        year = self._year.currentData()
        return Query(
            text=self._text.text(),
            kind=self._kind.currentData(),
            year=int(year) if year else None,
            issuer=self._issuer.currentData(),
            collection=self._collection.currentData(),
        )

    def _load(self) -> None:
        library = self.state.open_session.library
        wanted = self.query()

        def read() -> tuple[Query, tuple[Card, ...], Facets, tuple[str, ...]]:
            return wanted, library.page(wanted, offset=0, limit=_MOST), library.facets(Query()), library.collections()

        tasks.run(read, owner=self, done=lambda found: self._show(*found))

    def _show(self, asked: Query, cards: tuple[Card, ...], facets: Facets, collections: Sequence[str]) -> None:
        if asked != self.query():
            return
        self.list.show_cards(cards)
        lang = self.state.lang
        self._fill(self._kind, [(code_text("kind", facet.value, lang), facet.value) for facet in facets.kinds])
        self._fill(self._year, [(facet.value, facet.value) for facet in facets.years])
        self._fill(self._issuer, [(one_line(facet.value), facet.value) for facet in facets.issuers])
        self._fill(self._collection, [(one_line(name), name) for name in collections])

    def _fill(self, box: QComboBox, values: Sequence[tuple[str, str]]) -> None:
        chosen = box.currentData()
        while box.count() > 1:
            box.removeItem(1)
        for text, value in values:
            box.addItem(text, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _load_totals(self) -> None:
        if self.state.session is None:
            return
        service, query, lang, chosen = self.state.session.portfolio, self.query(), self.state.lang, self.list.chosen()

        def done(totals: tuple[Total, ...]) -> None:
            if chosen == self.list.chosen():
                self.totals.show_totals(totals)

        tasks.run(lambda: service.totals(query, lang=lang, ids=chosen), owner=self, done=done)

    def _list_changed(self) -> None:
        chosen = len(self.list.chosen())
        said = self.tr("{chosen} of {count} chosen").format(chosen=chosen, count=self.list.count())
        self._count.show_text(said)
        self._say_uncounted()
        self._preview.setEnabled(chosen > 0)
        self._export.setEnabled(chosen > 0)
        self._totals_delay.start()

    def _say_uncounted(self) -> None:
        ids = set(self.list.chosen())
        said = uncounted((card for card in self.list.cards() if card.id in ids), self.state.lang)
        self.uncounted.show_text(said)
        self.uncounted.setVisible(bool(said))

    # --- own words --------------------------------------------------------------------------------------------

    def _show_note(self, _now: QListWidgetItem | None = None, _before: QListWidgetItem | None = None) -> None:
        card = self.list.current_card()
        self._shown_note = card.id if card is not None else ""
        self.note.setEnabled(card is not None)
        title = one_line(card.title, 60) if card is not None else ""
        self._note_label.setText(self.tr("Your &words about “{title}”").format(title=title.replace("&", "&&")))
        self.note.blockSignals(True)
        self.note.setPlainText(self._notes.get(self._shown_note, ""))
        self.note.blockSignals(False)

    def _keep_note(self) -> None:
        if self._shown_note:
            self._notes[self._shown_note] = self.note.toPlainText()

    # --- writing ----------------------------------------------------------------------------------------------

    def request(self, form: PortfolioForm) -> PortfolioRequest:
        """Return what is to be written."""
        chosen = self.list.chosen()
        return PortfolioRequest(
            form=form,
            query=self.query(),
            ids=chosen,
            title=self._own_title.text().strip(),
            person_name=self._name.text().strip(),
            introduction=self._introduction.toPlainText().strip(),
            notes={key: note.strip() for key, note in self._notes.items() if key in chosen and note.strip()},
            lang=self.state.lang,
            checker=str(self.state.open_session.settings.get("share.checker_url")),
        )

    def _build(self, form: PortfolioForm, done: Callable[[ShareFile], None]) -> None:
        if not self.list.chosen() or self._task is not None:
            return
        service = self.state.open_session.portfolio
        self._progress.show()
        self._progress.setRange(0, 0)

        def ended() -> None:
            self._task = None
            self._progress.hide()

        def built(file: ShareFile) -> None:
            ended()
            done(file)

        def failed(error: Any) -> None:
            ended()
            self.state.shell.fail(error)

        self._task = tasks.run(
            service.build,
            self.request(form),
            owner=self,
            done=built,
            failed=failed,
            cancelled=ended,
            progress=self._step,
        )

    @property
    def form(self) -> PortfolioForm:
        """The form that is chosen."""
        # Qt hands text back where an enumeration of text was put in.
        return PortfolioForm(self._form.currentData())

    def _step(self, done: int, total: int, _note: str) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def _show_preview(self) -> None:
        from wallet.ui.dialogs.preview_pdf import PdfPreview

        def show(file: ShareFile) -> None:
            dialog = PdfPreview(file.data, self.tr("Preview of the portfolio"), self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

        self._build(PortfolioForm.PDF, show)

    def _write(self) -> None:
        def save(file: ShareFile) -> None:
            saving.ask_and_save(
                self, self.state, title=self.tr("Save the portfolio"), name=file.name, data=lambda: file.data
            )

        self._build(self.form, save)
