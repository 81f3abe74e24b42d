"""The Add sheet: everything that was handed over, with its verdict, before anything is added."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wallet.model.secured import Carrier
from wallet.services import source as sources_of
from wallet.services.changes import Changes
from wallet.services.inbox import Candidate, Inbox
from wallet.services.library import AddOutcome, AddResult
from wallet.services.source import Source
from wallet.ui import handed_over, messages, tasks
from wallet.ui.dialogs import file_dialog
from wallet.ui.models import candidates
from wallet.ui.models.answerable import answer_text, can_answer
from wallet.ui.models.candidates import CandidateRow, Choice
from wallet.ui.state import AppState
from wallet.ui.widgets import icons
from wallet.ui.widgets.candidate_tree import AT_ONCE, CandidateTree
from wallet.ui.widgets.flow import FlowLayout
from wallet.ui.widgets.inspected_view import InspectedView, in_large_text
from wallet.ui.widgets.message_bar import MessageBar, announce
from wallet.ui.widgets.plain_label import PlainLabel
from wallet.ui.widgets.work_bar import WorkBar


class AddDialog(QDialog):
    """Reads what is handed over, shows it with verdicts, adds what the person ticks, and reports per item."""

    finished_adding = Signal(tuple)
    answer_asked = Signal(object)

    def __init__(
        self,
        state: AppState,
        sources: Sequence[Source],
        parent: QWidget | None = None,
        *,
        inbox: Inbox | None = None,
    ) -> None:
        """Open with ``sources`` being read; with none, it waits for a drop, a paste or a way to be chosen.

        ``inbox`` reads them instead of that of the open wallet (the samples, whose issuers are known nowhere else).
        """
        super().__init__(parent)
        self.state = state
        self._inbox = inbox or state.open_session.inbox
        self._task: tasks.Task | None = None
        self._waiting: list[Source] = []
        self._added_any = False
        self.setWindowTitle(self.tr("Add credentials"))
        self.setAcceptDrops(True)
        self.resize(1160, 760)
        self.bar = MessageBar(self)
        self.tree = CandidateTree(state.lang, self)
        self.view = InspectedView(state.lang, self)
        self.view.source.copy_asked.connect(state.shell.copy)
        self._note = PlainLabel("", self)
        self._choice = QComboBox(self)
        self._answer = QPushButton(self)
        self._progress = WorkBar(self)
        self._progress.setAccessibleName(self.tr("Reading"))
        self._doing = PlainLabel("", self)
        self._stop = QPushButton(self.tr("S&top reading"), self)
        self._link = QLineEdit(self)
        self._link_row = QWidget(self)
        self._empty = PlainLabel("", self)
        self.add_button = QPushButton(self)
        self.close_button = QPushButton(self.tr("Cancel"), self)
        self._arrange()
        self.tree.currentItemChanged.connect(lambda item, _before: self._show_current(item))
        self.tree.choice_changed.connect(self._choice_changed)
        self._choice.activated.connect(self._choose)
        self._update()
        self.add_sources(sources)

    # --- building ---------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree, 1)
        column.addWidget(self._empty, 1)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.show_text(
            self.tr("Drop files, a picture of a code or a link here, paste with Ctrl+V, or choose a way above.")
        )
        column.addWidget(self._note)
        self._answer.setIcon(icons.icon("share"))
        self._answer.setAutoDefault(False)
        self._answer.clicked.connect(self._open_answer)
        column.addWidget(self._answer, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        label = QLabel(self.tr("For this one"), self)
        label.setBuddy(self._choice)
        self._choice.setAccessibleName(self.tr("What to do with this one"))
        row.addWidget(label)
        row.addWidget(self._choice, 1)
        column.addLayout(row)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(left)
        self._detail = in_large_text(self.view)
        split.addWidget(self._detail)
        split.setSizes([540, 580])
        split.setChildrenCollapsible(False)
        progress = QHBoxLayout()
        progress.addWidget(self._doing, 1)
        progress.addWidget(self._stop)
        self._stop.clicked.connect(self._stop_reading)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.add_button)
        self.add_button.setProperty("primary", True)
        self.add_button.setDefault(True)
        self.add_button.clicked.connect(self._add)
        self.close_button.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(self._ways())
        layout.addWidget(self._link_row)
        layout.addWidget(self.bar)
        layout.addWidget(split, 1)
        layout.addLayout(progress)
        layout.addWidget(self._progress)
        layout.addLayout(buttons)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self._paste)

    def _ways(self) -> FlowLayout:
        row = FlowLayout()
        ways: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("file", self.tr("&Open file…"), self._open_files),
            ("paste", self.tr("&Paste"), self._paste),
            ("link", self.tr("&Link…"), self._show_link),
            ("screen", self.tr("&Scan the screen"), self._scan_screen),
            ("camera", self.tr("&Camera"), self._scan_camera),
        )
        for name, text, act in ways:
            button = QPushButton(icons.icon(name), text, self)
            button.setObjectName(f"way_{name}")
            button.setAutoDefault(False)
            button.clicked.connect(act)
            row.addWidget(button)
        inner = QHBoxLayout(self._link_row)
        inner.setContentsMargins(0, 0, 0, 0)
        label = QLabel(self.tr("Address of the credential"), self._link_row)
        label.setBuddy(self._link)
        self._link.setObjectName("link")
        self._link.setAccessibleName(self.tr("Address of the credential"))
        self._link.setPlaceholderText("https://")
        self._link.returnPressed.connect(self._take_link)
        go = QPushButton(self.tr("&Fetch"), self._link_row)
        go.setAutoDefault(False)
        go.clicked.connect(self._take_link)
        for widget in (label, self._link, go):
            inner.addWidget(widget)
        self._link_row.hide()
        return row

    # --- ways in ----------------------------------------------------------------------------------------------

    def start_way(self, way: str) -> None:
        """Begin with ``screen``, ``camera`` or ``link``."""
        ways = {"screen": self._scan_screen, "camera": self._scan_camera, "link": self._show_link}
        if way in ways:
            ways[way]()

    def _open_files(self) -> None:
        paths = file_dialog.open_files(self, self.tr("Add credentials from files"))
        self.add_sources([sources_of.from_path(path) for path in paths])

    def _paste(self) -> None:
        found = handed_over.of_mime(QGuiApplication.clipboard().mimeData())
        if found:
            self.add_sources(found)
        else:
            self.bar.show_message(self.tr("There is nothing on the clipboard that can be read."), tone="attention")

    def _show_link(self) -> None:
        self._link_row.show()
        self._link.setFocus()

    def _take_link(self) -> None:
        found = handed_over.of_text(self._link.text())
        if not found:
            self.bar.show_message(self.tr("Type or paste an address that starts with https://."), tone="attention")
            return
        self._link.clear()
        self._link_row.hide()
        self.add_sources(found)

    def _scan_screen(self) -> None:
        from wallet.ui.dialogs.scan import scan_screen

        def found(texts: tuple[str, ...]) -> None:
            label = self.tr("Code on the screen")
            self.add_sources([sources_of.from_text(text, label, Carrier.QR) for text in texts])

        scan_screen(self, found, lambda sentence: self.bar.show_message(sentence, tone="attention"))

    def _scan_camera(self) -> None:
        from wallet.ui.dialogs.scan import scan_camera

        label = self.tr("Code before the camera")
        scan_camera(self, lambda text: self.add_sources([sources_of.from_text(text, label, Carrier.QR)]))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome whatever may hold a credential."""
        if handed_over.offers_something(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped as well."""
        event.acceptProposedAction()
        self.add_sources(handed_over.of_mime(event.mimeData()))

    # --- reading ----------------------------------------------------------------------------------------------

    def add_sources(self, sources: Sequence[Source]) -> None:
        """Read more sources; those given while others are being read come after them."""
        self._waiting.extend(sources)
        if self._task is None and self._waiting:
            batch, self._waiting = self._waiting, []
            self._task = tasks.run(
                self._inbox.read,
                tuple(batch),
                owner=self,
                done=self._read,
                failed=self._failed,
                cancelled=self._cancelled,
                progress=self._step,
            )
            self._doing.show_text(self.tr("Reading and checking…"))
        self._update()

    def _step(self, done: int, total: int, note: str) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        if total:
            said = self.tr("Checking {done} of {total}: {name}").format(done=done, total=total, name=note)
            self._doing.show_text(said)

    def show_found(self, found: tuple[Candidate, ...]) -> None:
        """Show candidates that were read elsewhere."""
        self._read(found)

    @property
    def added_any(self) -> bool:
        """Whether anything was added."""
        return self._added_any

    def _read(self, found: tuple[Candidate, ...]) -> None:
        if not found:
            self.bar.show_message(self.tr("There is no credential in it."), tone="attention")
        self._show_rows(candidates.rows_for(found))

    def _show_rows(self, rows: list[CandidateRow]) -> None:
        # A thousand at once would hold the window up: they come a handful at a time.
        self.tree.add_rows(rows[:AT_ONCE])
        if self.tree.currentItem() is None:
            self.tree.show_first()
        if len(rows) > AT_ONCE:
            QTimer.singleShot(0, self, lambda: self._show_rows(rows[AT_ONCE:]))
            return
        self._task = None
        announce(self, self._summary())
        self.add_sources(())
        self._update()

    def _failed(self, error: Any) -> None:
        self._task = None
        self.bar.show_message(messages.sentence(error, self.state.lang), tone="bad")
        self.add_sources(())
        self._update()

    def _cancelled(self) -> None:
        self._task = None
        self.bar.show_message(self.tr("Reading was stopped. Nothing was added."))
        self._update()

    def _stop_reading(self) -> None:
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()

    # --- choosing ---------------------------------------------------------------------------------------------

    def _show_current(self, item: QTreeWidgetItem | None) -> None:
        row = self.tree.row_of(item)
        self._choice.clear()
        self._answer.setVisible(row is not None and can_answer(row.candidate.inspected))
        if row is not None:
            self._answer.setText(answer_text(row.candidate.inspected))
        if row is None:
            self._note.show_text("")
            return
        self.view.show_inspected(row.candidate.inspected)
        self._note.show_text(candidates.note_text(row, self.state.lang))
        for choice in candidates.choices_for(row.candidate):
            self._choice.addItem(candidates.choice_text(choice), choice)
        self._choice.setCurrentIndex(self._choice.findData(row.choice))
        self._choice.setEnabled(row.result is None and self._choice.count() > 1)

    def _open_answer(self) -> None:
        row = self.tree.row_of(self.tree.currentItem())
        if row is not None:
            found = row.candidate.inspected
            self.reject()
            self.answer_asked.emit(found)

    def _choose(self, index: int) -> None:
        item = self.tree.currentItem()
        row = self.tree.row_of(item)
        if row is not None and item is not None and row.result is None:
            row.choice = Choice(self._choice.itemData(index))
            self.tree.refresh_item(item)
            self._update()

    def _choice_changed(self) -> None:
        row = self.tree.row_of(self.tree.currentItem())
        if row is not None:
            self._choice.setCurrentIndex(self._choice.findData(row.choice))
        self._update()

    def _summary(self) -> str:
        rows = self.tree.rows()
        taken, both = candidates.to_take(rows)
        return self.tr("{found} found, {chosen} chosen.").format(found=len(rows), chosen=len(taken) + len(both))

    def _update(self) -> None:
        rows = self.tree.rows()
        taken, both = candidates.to_take(rows)
        count = len(taken) + len(both)
        reading = self._task is not None
        finished = bool(rows) and all(row.result is not None or row.choice is Choice.SKIP for row in rows)
        self.tree.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._detail.setVisible(bool(rows))
        self._choice.setVisible(bool(rows))
        if not rows:
            self._answer.hide()
        for widget in (self._progress, self._stop):
            widget.setVisible(reading)
        self._doing.setVisible(reading or bool(rows))
        if not reading:
            self._doing.show_text(self._summary() if rows else "")
        self.add_button.setText(self.tr("&Add {count}").format(count=count) if count else self.tr("&Add"))
        self.add_button.setEnabled(count > 0 and not reading)
        self.close_button.setText(self.tr("Close") if finished and not count else self.tr("Cancel"))

    # --- adding -----------------------------------------------------------------------------------------------

    def _add(self) -> None:
        taken, both = candidates.to_take(self.tree.rows())
        library = self.state.open_session.library
        self.add_button.setEnabled(False)

        def work() -> list[tuple[list[CandidateRow], tuple[AddResult, ...], Changes]]:
            done = []
            for rows, keep_both in ((taken, False), (both, True)):
                if rows:
                    papers = any(row.choice is Choice.KEEP_PAPER for row in rows)
                    found = [row.candidate for row in rows]
                    results, changes = library.add(found, keep_both=keep_both, keep_papers=papers)
                    done.append((rows, results, changes))
            return done

        tasks.store(work, owner=self, done=self._added, failed=self._not_added)

    def _not_added(self, error: Any) -> None:
        self.bar.show_message(messages.sentence(error, self.state.lang), tone="bad")
        self._update()

    def _added(self, done: list[tuple[list[CandidateRow], tuple[AddResult, ...], Changes]]) -> None:
        every: list[AddResult] = []
        for rows, results, changes in done:
            for row, result in zip(rows, results, strict=False):
                row.result = result
            every.extend(results)
            self.state.shell.apply(changes)
        kept_now = {AddOutcome.ADDED, AddOutcome.UPDATED}
        self._added_any = self._added_any or any(result.result in kept_now for result in every)
        self.finished_adding.emit(tuple(every))
        refused = [result for result in every if result.result is AddOutcome.REFUSED]
        kept = len(every) - len(refused)
        if refused:
            self.tree.refresh()
            self._show_current(self.tree.currentItem())
            self._update()
            text = self.tr("{kept} added or already there, {refused} not added. The list says why.")
            self.bar.show_message(text.format(kept=kept, refused=len(refused)), tone="attention")
            self.close_button.setFocus()
            return
        self.state.shell.toast(self.tr("{count} in your wallet now.").format(count=kept))
        self.accept()

    def done(self, result: int) -> None:
        """Stop reading and forget what was handed over, then close."""
        self._stop_reading()
        self.tree.clear()
        self.view.clear()
        super().done(result)
