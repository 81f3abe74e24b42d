"""The Share wizard: what, how, a preview in words, handing over, and a receipt. Back keeps every choice."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wallet.services.changes import Changes
from wallet.services.outside import Outside
from wallet.services.share import ShareForm, ShareOptions, SharePackage, ShareRequest
from wallet.services.share_choice import shows_all
from wallet.ui import messages, tasks
from wallet.ui.dialogs.hand_over import HandOverStep
from wallet.ui.dialogs.share_steps import HowStep, PreviewStep, WhatStep, advice_text
from wallet.ui.models.issuer_text import one_line
from wallet.ui.models.receipts import form_name
from wallet.ui.models.report import moment
from wallet.ui.state import AppState
from wallet.ui.widgets.inspected_view import scrolled
from wallet.ui.widgets.message_bar import MessageBar, announce
from wallet.ui.widgets.plain_label import PlainLabel
from wallet.ui.widgets.work_bar import WorkBar


class Step(IntEnum):
    """The steps, in order."""

    WHAT = 0
    HOW = 1
    PREVIEW = 2
    HAND_OVER = 3
    RECEIPT = 4


@dataclass(frozen=True, slots=True)
class Question:
    """The question of a live check that the answer must be bound to. ``name`` is what the asker typed."""

    nonce: str
    audience: str
    name: str = ""


_ANSWERS = (ShareForm.QR, ShareForm.FILE)
"""The forms in which the question of a live check is answered: what the asker can read there and then."""


class _Steps(QStackedWidget):
    """Asks only for the room of the step that is shown; in large text the others would squeeze the buttons."""

    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()


class ShareDialog(QDialog):
    """Walks through the steps with the keyboard or the pointer; nothing leaves before the preview was seen."""

    step_changed = Signal(int)
    recorded = Signal()

    def __init__(
        self,
        state: AppState,
        ids: Sequence[str],
        parent: QWidget | None = None,
        *,
        question: Question | None = None,
    ) -> None:
        """Begin with the credentials ``ids``; with ``question`` the share answers it and nothing else."""
        super().__init__(parent)
        self._question = question
        self.state = state
        self._ids = tuple(ids)
        self._options: ShareOptions | None = None
        self._package: SharePackage | None = None
        self._receipt_kept = False
        self._task: tasks.Task | None = None
        self.setWindowTitle(self.tr("Share"))
        self.resize(860, 760)
        session = state.open_session
        now = Outside(state.options).clock.now()
        self.bar = MessageBar(self)
        self._heading = PlainLabel("", self)
        self._heading.setProperty("role", "title")
        self._where = PlainLabel("", self)
        self._where.setProperty("role", "muted")
        self.what = WhatStep(state.lang, self)
        self.how = HowStep(now, int(session.settings.get("share.expiry_days")), self)
        self.how.web_space_wanted.connect(self._web_space)
        self.preview = PreviewStep(state.lang, self)
        self.hand_over = HandOverStep(state, self)
        self.hand_over.handed_over.connect(self._record)
        self.hand_over.file_wanted.connect(self._give_file)
        self.hand_over.said.connect(lambda text, tone: self.bar.show_message(text, tone=tone))
        self._receipt = PlainLabel("", self)
        self._receipt.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._receipt.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = _Steps(self)
        for step in (self.what, scrolled(self.how), self.preview, self.hand_over, self._receipt):
            self._stack.addWidget(step)
        self._progress = WorkBar(self)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Preparing"))
        self._progress.setRange(0, 0)
        self._progress.hide()
        self.back_button = QPushButton(self.tr("&Back"), self)
        self.next_button = QPushButton(self.tr("&Next"), self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self._arrange()
        if question is not None:
            self.setWindowTitle(self.tr("Answer a live check"))
            self.how.receiver.setText(one_line(question.name))
        self._go(Step.WHAT)
        self._load()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button)
        self.next_button.setDefault(True)
        self.next_button.setProperty("primary", True)
        self.back_button.setAutoDefault(False)
        self.cancel_button.setAutoDefault(False)
        self.next_button.clicked.connect(self._next)
        self.back_button.clicked.connect(self._back)
        self.cancel_button.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(self._where)
        layout.addWidget(self._heading)
        layout.addWidget(self.bar)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._progress)
        layout.addLayout(buttons)

    # --- steps ------------------------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return Step(self._stack.currentIndex())

    def _titles(self) -> dict[Step, str]:
        return {
            Step.WHAT: self.tr("What do you share?"),
            Step.HOW: self.tr("How do you share it?"),
            Step.PREVIEW: self.tr("Is this what you want?"),
            Step.HAND_OVER: self.tr("Hand it over"),
            Step.RECEIPT: self.tr("Shared"),
        }

    def _go(self, step: Step) -> None:
        self._stack.setCurrentIndex(step)
        self._stack.updateGeometry()
        title = self._titles()[step]
        self._heading.show_text(title)
        self._where.show_text(self.tr("Step {step} of {count}").format(step=step + 1, count=len(Step)))
        self.back_button.setVisible(Step.WHAT < step < Step.RECEIPT)
        self._label_next(step)
        self.bar.hide()
        first = {
            Step.WHAT: self.what.tree,
            Step.HOW: self.how.findChild(QWidget, f"form_{self.how.form.value}"),
            Step.PREVIEW: self.preview,
            Step.HAND_OVER: self.hand_over.qr if self.how.form is ShareForm.QR else self.hand_over.files,
            Step.RECEIPT: self.next_button,
        }[step]
        if first is not None:
            first.setFocus()
        announce(self, title)
        self.step_changed.emit(int(step))

    def _label_next(self, step: Step) -> None:
        words = {
            Step.PREVIEW: self.tr("&Share this"),
            Step.HAND_OVER: self.tr("&Done"),
            Step.RECEIPT: self.tr("&Close"),
        }
        self.next_button.setText(words.get(step, self.tr("&Next")))
        self.next_button.setEnabled(self._options is not None)
        self.cancel_button.setVisible(step < Step.HAND_OVER)

    def _next(self) -> None:
        if self.step is Step.WHAT:
            self._show_how()
        elif self.step is Step.HOW:
            self._show_preview()
        elif self.step is Step.PREVIEW and self._package is not None:
            self._hand_over(self._package)
        elif self.step is Step.PREVIEW:
            self._prepare()
        elif self.step is Step.HAND_OVER and self._receipt_kept:
            self._show_receipt()
        else:
            self.accept()

    def _show_how(self) -> None:
        if self._options is not None:
            self.how.show_possible(self._options, hides=any(self.what.tree.hidden().values()))
            self._go(Step.HOW)

    def _back(self) -> None:
        if self._task is not None:
            self._task.cancel()
            return
        if self.step is Step.HAND_OVER:
            self.hand_over.clear()
            self._show_preview()
            return
        self._package = None
        self._go(Step(self.step - 1))

    # --- 1 what -----------------------------------------------------------------------------------------------

    def _load(self) -> None:
        share = self.state.open_session.share
        lang = self.state.lang
        ids = self._ids
        tasks.run(lambda: share.options(ids, lang=lang), owner=self, done=self._loaded, failed=self._failed)

    def _loaded(self, options: ShareOptions) -> None:
        first_time = self._options is None
        self._options = options
        if first_time:
            self.what.show_options(options)
        answers = self._question is not None
        self.how.show_forms([form for form in options.forms if form in _ANSWERS or not answers])
        if self.step is Step.HOW:
            self.how.show_possible(options, hides=any(self.what.tree.hidden().values()))
        self._label_next(self.step)
        if first_time:
            self.what.tree.setFocus()

    def _web_space(self) -> None:
        from wallet.ui.dialogs.web_space import open_web_space

        # With an account a link can be chosen: what can be chosen is asked for again.
        open_web_space(self, self.state).finished.connect(lambda _result: self._load())

    def _failed(self, error: Any) -> None:
        self._ready()
        self.bar.show_message(messages.sentence(error, self.state.lang), tone="bad")

    # --- 2 how, 3 preview -------------------------------------------------------------------------------------

    def request(self) -> ShareRequest:
        """Return what was chosen."""
        checker = str(self.state.open_session.settings.get("share.checker_url"))
        return ShareRequest(
            credential_ids=self._ids,
            form=self.how.form,
            hidden=self.what.tree.hidden(),
            receiver=self.how.receiver.text().strip(),
            purpose=self.how.purpose.text().strip(),
            expires_at=self.how.expires_at(),
            checker_url=checker or None,
            nonce=self._question.nonce if self._question is not None else None,
            audience=self._question.audience if self._question is not None else None,
            lang=self.state.lang,
            file_kind=self.how.file_kind,
            sheet=self.how.on_paper,
            page_passphrase=self.how.page_passphrase.text() if self.how.form is ShareForm.PAGE else "",
        )

    def _show_preview(self) -> None:
        if self._options is None:
            return
        wanted = self.request()
        self._package = None
        shown = self.state.open_session.share.preview(self._options, wanted)
        self.preview.show_preview(shown, to_whom=self._to_whom(wanted))
        self._go(Step.PREVIEW)

    def _to_whom(self, wanted: ShareRequest) -> str:
        nobody, nothing = self.tr("whoever you give it to"), self.tr("no purpose given")
        sentence = self.tr("As {form}, for {receiver} ({purpose}).").format(
            form=form_name(wanted.form.value),
            receiver=one_line(wanted.receiver) or nobody,
            purpose=one_line(wanted.purpose) or nothing,
        )
        if wanted.expires_at is None or shows_all(wanted):
            return sentence + " " + self.tr("It has no end date: they can show it for ever.")
        return sentence + " " + self.tr("Valid until {date}.").format(date=moment(wanted.expires_at))

    # --- 4 hand over ------------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        share = self.state.open_session.share
        self.next_button.setEnabled(False)
        self._progress.show()
        self._receipt_kept = False
        self._task = tasks.run(
            share.prepare,
            self.request(),
            owner=self,
            done=self._prepared,
            failed=self._failed,
            cancelled=self._ready,
            progress=lambda _done, _total, _note: None,
        )

    def _ready(self) -> None:
        self._task = None
        self._progress.hide()
        self.next_button.setEnabled(self._options is not None)

    def _prepared(self, package: SharePackage) -> None:
        self._ready()
        # Preparing checked them again: what the library shows may be different now.
        self.state.shell.apply(Changes(updated=frozenset(self._ids)))
        found = self.preview.new_among(package.warnings)
        if not found:
            self._hand_over(package)
            return
        # The check just before sharing found something that the preview could not say: the person decides anew.
        self._package = package
        self.next_button.setText(self.tr("&Share all the same"))
        self.bar.show_message(advice_text(found, self.state.lang), tone="attention")

    def _hand_over(self, package: SharePackage) -> None:
        self._package = package
        self.hand_over.show_package(package, self.request())
        self._go(Step.HAND_OVER)

    def _give_file(self) -> None:
        self.how.choose(ShareForm.FILE)
        self._show_preview()

    # --- 5 receipt --------------------------------------------------------------------------------------------

    def _record(self) -> None:
        package = self._package
        if package is None or self._receipt_kept:
            return
        self._receipt_kept = True
        share = self.state.open_session.share

        def done(changes: Changes) -> None:
            self.state.shell.apply(changes)
            self.recorded.emit()

        tasks.store(share.record, package, owner=self, done=done)

    def _show_receipt(self) -> None:
        wanted = self.request()
        told = self.tr("The receipt is kept under “Shared with” of each credential. What they saw is not kept.")
        self._receipt.show_text(f"{self._to_whom(wanted)}\n\n{told}")
        self.hand_over.clear()
        self._go(Step.RECEIPT)

    def done(self, result: int) -> None:
        """Stop what is under way, forget what was shown, then close."""
        if self._task is not None:
            self._task.cancel()
        self.hand_over.clear()
        self.what.tree.clear()
        super().done(result)


def open_share(window: Any, ids: Sequence[str]) -> ShareDialog | None:
    """Open the Share wizard over ``window`` for the credentials ``ids``."""
    if not ids:
        return None
    dialog = ShareDialog(window.state, ids, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
