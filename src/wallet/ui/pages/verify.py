"""Check someone else's: drop, paste, scan or open what another person gave you; nothing is stored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wallet.model.secured import Carrier
from wallet.services import reading
from wallet.services import source as sources_of
from wallet.services.check_evidence import How, Saved
from wallet.services.options import RunOptions
from wallet.services.source import Source
from wallet.services.verify import VerifyService
from wallet.ui import handed_over, tasks
from wallet.ui.dialogs import file_dialog, saving
from wallet.ui.dialogs.answer import open_answer
from wallet.ui.dialogs.evidence import EvidenceKeeper
from wallet.ui.dialogs.know_issuer import KnowIssuerDialog, unknown_issuer
from wallet.ui.dialogs.print_result import print_result
from wallet.ui.models.answerable import answer_text, can_answer
from wallet.ui.models.issuer_text import source_name
from wallet.ui.models.results import ResultsModel, csv_of
from wallet.ui.state import AppState, Page
from wallet.ui.widgets import icons
from wallet.ui.widgets.flow import FlowLayout
from wallet.ui.widgets.inspected_view import in_large_text
from wallet.ui.widgets.message_bar import announce
from wallet.ui.widgets.plain_label import PlainLabel
from wallet.ui.widgets.result_panel import ResultPanel
from wallet.ui.widgets.work_bar import WorkBar
from wallet.verification.report import Inspected

_SHOW_EVERY_MS = 80


@dataclass(frozen=True, slots=True)
class _Look:
    """Sources to check and where each result goes.

    A service made ``once`` for them is closed afterwards; ``how`` says what that one was asked and allowed.
    """

    sources: tuple[Source, ...]
    found: Callable[[Inspected], None]
    once: Callable[[], VerifyService] | None = None
    how: How | None = None


class VerifyPage(Page):
    """One result page for one source, a table for many; works while the wallet is locked."""

    needs_session = False

    def __init__(self, state: AppState, parent: QWidget | None = None) -> None:
        """Build the page, empty."""
        super().__init__(state, parent)
        self._task: tasks.Task | None = None
        self._saving: tasks.Task | None = None
        self._kept = EvidenceKeeper(state)
        self._waiting: list[_Look] = []
        self._arrived: list[Inspected] = []
        self._flush = QTimer(self)
        self._flush.setSingleShot(True)
        self._flush.setInterval(_SHOW_EVERY_MS)
        self._flush.timeout.connect(self._show_arrived)
        self.model = ResultsModel(state.lang, self)
        self.panel = ResultPanel(self.model, state.lang, self)
        self.panel.asked.connect(self._act)
        self.panel.changed.connect(self._update)
        self.panel.view.copy_asked.connect(state.shell.copy)
        self._empty = QFrame(self)
        self._progress = WorkBar(self)
        self._doing = PlainLabel("", self)
        self._stop = QPushButton(self.tr("S&top"), self)
        self._arrange()
        self._update()

    @property
    def title(self) -> str:
        """The name of the page."""
        return self.tr("Check someone else’s")

    # --- building ---------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        heading = PlainLabel(self.title, self)
        heading.setProperty("role", "title")
        promise = PlainLabel(
            self.tr(
                "Nothing is kept unless you ask. To check, only the issuer’s published keys and lists are looked up."
            ),
            self,
        )
        promise.setProperty("role", "muted")
        promise.setAlignment(Qt.AlignmentFlag.AlignBottom)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(heading)
        top.addWidget(promise, 1)
        progress = QHBoxLayout()
        progress.addWidget(self._doing, 1)
        progress.addWidget(self._stop)
        self._progress.setAccessibleName(self.tr("Checking"))
        self._stop.clicked.connect(self._stop_reading)
        self._arrange_empty()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addLayout(self._ways())
        layout.addLayout(progress)
        layout.addWidget(self._progress)
        layout.addWidget(self._empty, 1)
        self._scroll = in_large_text(self.panel)
        layout.addWidget(self._scroll, 1)

    def _ways(self) -> FlowLayout:
        row = FlowLayout()
        ways: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("file", self.tr("&Open files…"), self._open_files),
            ("folder", self.tr("Open a fol&der…"), self._open_folder),
            ("paste", self.tr("&Paste"), self._paste),
            ("screen", self.tr("&Scan the screen"), self._scan_screen),
            ("camera", self.tr("&Camera"), self._scan_camera),
            ("qr", self.tr("Live check…"), self._live_check),
        )
        for name, text, act in ways:
            button = QPushButton(icons.icon(name), text, self)
            button.setObjectName(f"way_{name}")
            button.clicked.connect(act)
            row.addWidget(button)
        return row

    def _arrange_empty(self) -> None:
        self._empty.setProperty("drop", True)
        big = PlainLabel(self.tr("Drop what you were given here"), self._empty)
        big.setProperty("role", "heading")
        small = PlainLabel(
            self.tr(
                "A file, a folder of candidates, a PDF, a picture of a QR code, or text. "
                "You can also paste it, or scan a code with the camera."
            ),
            self._empty,
        )
        inside = QVBoxLayout(self._empty)
        inside.addStretch(1)
        for label in (big, small):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            inside.addWidget(label)
        inside.addStretch(1)

    # --- page -------------------------------------------------------------------------------------------------

    def activate(self, **args: Any) -> None:
        """Be shown; ``sources`` are checked at once."""
        sources = args.get("sources")
        if sources:
            self.check(sources)
        elif self.model.total == 0:
            first = self.findChild(QPushButton, "way_file")
            if first is not None:
                first.setFocus()

    def discard(self) -> None:
        """Let go of all results and of what is under way."""
        self._stop_reading()
        self._arrived.clear()
        self._kept.forget()
        self.panel.clear()

    def handles(self) -> frozenset[str]:
        """Return the actions of this page."""
        own = {"add_screen", "add_camera", "add_paste", "add_file"}
        return frozenset(own | {"recheck"} if self.panel.current is not None else own)

    def handle(self, action: str) -> bool:
        """Scan, paste, open or check again."""
        act = {
            "add_screen": self._scan_screen,
            "add_camera": self._scan_camera,
            "add_paste": self._paste,
            "add_file": self._open_files,
            "recheck": self._again,
        }.get(action)
        if act is None:
            return False
        act()
        return True

    # --- ways in ----------------------------------------------------------------------------------------------

    def _open_files(self) -> None:
        paths = file_dialog.open_files(self, self.tr("Check files"))
        self.check([sources_of.from_path(path) for path in paths])

    def _open_folder(self) -> None:
        path = file_dialog.folder(self, self.tr("Check everything in a folder"))
        if path is not None:
            self.check([sources_of.from_path(path)])

    def _paste(self) -> None:
        found = handed_over.of_mime(QGuiApplication.clipboard().mimeData())
        if found:
            self.check(found)
        else:
            text = self.tr("There is nothing on the clipboard that can be read.")
            self.state.shell.say(text, tone="attention")

    def _scan_screen(self) -> None:
        from wallet.ui.dialogs.scan import scan_screen

        label = self.tr("Code on the screen")
        scan_screen(
            self,
            lambda texts: self.check([sources_of.from_text(text, label, Carrier.QR) for text in texts]),
            lambda sentence: self.state.shell.say(sentence, tone="attention"),
        )

    def _scan_camera(self) -> None:
        from wallet.ui.dialogs.scan import scan_camera

        label = self.tr("Code before the camera")
        scan_camera(self, lambda text: self.check([sources_of.from_text(text, label, Carrier.QR)]))

    def _live_check(self) -> None:
        from wallet.ui.dialogs.live_check import Asked, open_live_check

        def answered(sources: tuple[Source, ...], asked: Asked) -> None:
            options = replace(self.state.options, nonce=asked.nonce, audience=asked.audience)
            how = How(nonce=asked.nonce, audience=asked.audience)
            self._ask_for(_Look(tuple(sources), self._found, lambda: self._service_for(options), how))

        open_live_check(self, self.state).answered.connect(answered)

    def _service_for(self, options: RunOptions) -> VerifyService:
        """Return a service for one look with other options than this run's."""
        session = self.state.session
        return VerifyService(options, known_issuers=session.trust.known_issuers() if session is not None else None)

    # --- checking ---------------------------------------------------------------------------------------------

    def check(self, sources: Sequence[Source]) -> None:
        """Check more sources; results come one by one, in order."""
        if sources:
            self._ask_for(_Look(tuple(sources), self._found))

    def _ask_for(self, look: "_Look") -> None:
        self._waiting.append(look)
        if self._task is None:
            self._start(self._waiting.pop(0))
        self._update()

    def _start(self, look: "_Look") -> None:
        state, once = self.state, look.once

        def work(*, progress: tasks.Task) -> None:
            service = once() if once is not None else state.verify
            service.forget_fetched()
            try:
                for inspected in service.inspect(reading.unfolded(look.sources), progress=progress, someone_elses=True):
                    tasks.runner().carry(lambda one=inspected: self._deliver(look, one))  # type: ignore[misc]
            finally:
                self._kept.add_contexts(service.pinned_contexts() if once is not None else {})
                if once is not None:
                    service.close()

        def ended(_answer: object = None) -> None:
            self._task = None
            self._show_arrived()
            if self._waiting:
                self._start(self._waiting.pop(0))
            self._update()

        def failed(error: Any) -> None:
            self.state.shell.fail(error)
            ended()

        self._task = tasks.run(work, owner=self, done=ended, failed=failed, cancelled=ended, progress=self._step)

    def _deliver(self, look: "_Look", inspected: Inspected) -> None:
        if shiboken6.isValid(self) and (self._task is None or not self._task.cancelled):
            self._kept.note(inspected, look.how)
            look.found(inspected)

    def _step(self, done: int, total: int, note: str) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        if total:
            said = self.tr("Checking {done} of {total}: {name}")
            self._doing.show_text(said.format(done=done, total=total, name=source_name(note)))

    def _found(self, inspected: Inspected) -> None:
        # Painting the table anew for each of a thousand results would take longer than checking them.
        self._arrived.append(inspected)
        if not self._flush.isActive():
            self._flush.start()

    def _show_arrived(self) -> None:
        arrived, self._arrived = self._arrived, []
        first = self.model.total == 0 and bool(arrived)
        self.model.extend(arrived)
        if first:
            self.panel.choose(0)
            self.panel.table.setFocus()
            announce(self, self.panel.view.strip.accessibleName(), urgent=True)
        self._update()

    def _stop_reading(self) -> None:
        self._waiting.clear()
        for task in (self._task, self._saving):
            if task is not None:
                task.cancel()

    def clear(self) -> None:
        """Forget all results."""
        self._stop_reading()
        self._arrived.clear()
        self._kept.forget()
        self.panel.clear()
        self._update()
        self.activate()

    def _update(self) -> None:
        checking = self._task is not None or self._saving is not None
        for widget in (self._progress, self._stop, self._doing):
            widget.setVisible(checking)
        if not checking:
            self._doing.show_text("")
        total = self.model.total
        self._empty.setVisible(total == 0)
        self._scroll.setVisible(total > 0)
        self.panel.offer(self._possible())
        self.state.shell.update_actions()

    def _possible(self) -> frozenset[str]:
        """Return what can be done with the chosen result besides looking at it."""
        current = self.panel.current
        if current is None:
            return frozenset()
        self.panel.buttons["answer"].setText(answer_text(current))
        is_open = self.state.session is not None
        possible = {
            "keep": is_open,
            "know": is_open and unknown_issuer(current.report) is not None,
            "answer": is_open and can_answer(current),
            "allow": _permission(current) is not None,
        }
        return frozenset(name for name, yes in possible.items() if yes)

    # --- acting on a result -----------------------------------------------------------------------------------

    def _act(self, name: str) -> None:
        act: dict[str, Callable[[], object]] = {
            "again": self._again,
            "print": self._print_one,
            "print_all": lambda: print_result(self, self.state, tuple(self.model.shown())),
            "csv": self._save_csv,
            "evidence": lambda: self._save_evidence((current,) if (current := self.panel.current) else ()),
            "evidence_all": lambda: self._save_evidence(tuple(self.model.shown())),
            "keep": self._keep,
            "know": self._know,
            "allow": self._allow,
            "answer": self._answer,
            "save": self._save_original,
            "clear": self.clear,
        }
        act[name]()

    def _again(self, once: Callable[[], VerifyService] | None = None, how: How | None = None) -> None:
        current = self.panel.current
        if current is None:
            return
        carrier = current.report.carrier if current.report.carrier is Carrier.QR else Carrier.FILE
        source = sources_of.from_bytes(current.raw, current.report.source, carrier)

        def replaced(new: Inspected) -> None:
            self.model.replace(current, new)
            self.panel.choose(max(0, next((i for i, one in enumerate(self.model.shown()) if one is new), 0)))
            announce(self, self.panel.view.strip.accessibleName(), urgent=True)

        self._ask_for(_Look((source,), replaced, once, how))

    def _allow(self) -> None:
        current = self.panel.current
        wanted = _permission(current) if current is not None else None
        if wanted is None:
            return
        options = self.state.options
        if wanted == "tracking":
            options, how = replace(options, allow_tracking=True), How(allow_tracking=True)
        else:
            options = replace(options, allow_contexts=(*options.allow_contexts, wanted))
            how = How(allow_contexts=options.allow_contexts)
        # Allowed for this one look only: the service is made for it.
        self._again(lambda: self._service_for(options), how)

    def _answer(self) -> None:
        current = self.panel.current
        if current is not None:
            open_answer(self, self.state, current)

    def _keep(self) -> None:
        current = self.panel.current
        if current is not None:
            self.state.shell.open_add((sources_of.from_bytes(current.raw, current.report.source),))

    def _know(self) -> None:
        current = self.panel.current
        issuer = unknown_issuer(current.report) if current is not None else None
        if issuer is not None:
            dialog = KnowIssuerDialog(self.state, issuer, self)
            dialog.known.connect(lambda: self._again())
            dialog.open()

    def _save_original(self) -> None:
        current = self.panel.view.shown
        if current is not None:
            raw = current.raw
            name = saving.file_name(source_name(current.report.source), current.media_type)
            saving.ask_and_save(self, self.state, title=self.tr("Save the original"), name=name, data=lambda: raw)

    def _save_csv(self) -> None:
        found, lang = tuple(self.model.shown()), self.state.lang
        name = self.tr("checked credentials") + ".csv"
        saving.ask_and_save(
            self, self.state, title=self.tr("Save the table"), name=name, data=lambda: csv_of(found, lang)
        )

    def _save_evidence(self, found: tuple[Inspected, ...]) -> None:
        folder = file_dialog.folder(self, self.tr("Save the evidence in which folder?")) if found else None
        if folder is None or self._saving is not None:
            return

        def ended(_answer: object = None) -> None:
            self._saving = None
            self._update()

        def saved(outcome: Saved) -> None:
            ended()
            tone = "attention" if outcome.different or not outcome.repeated else "good"
            self.state.shell.say(self._kept.said(outcome), tone=tone)

        def failed(error: Any) -> None:
            ended()
            self.state.shell.fail(error)

        work = self._kept.saving(folder, found)
        self._saving = tasks.run(work, owner=self, done=saved, failed=failed, cancelled=ended, progress=self._step)
        self._update()

    def _print_one(self) -> None:
        current = self.panel.current
        if current is not None:
            print_result(self, self.state, (current,))


def _permission(found: Inspected) -> str | None:
    """Return what the person could allow to get further: ``tracking``, the address of a context, or nothing."""
    reports = [found.report, *found.report.items]
    for report in reports:
        if "STATUS_URL_TRACKS" in report.flags:
            return "tracking"
        for check in report.checks:
            if check.code == "proof.unsupported_context" and check.facts.get("url", "").startswith("https://"):
                return check.facts["url"]
    return None
