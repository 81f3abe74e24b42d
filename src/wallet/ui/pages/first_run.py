"""First run: where the wallet lives, how it is opened, and a recovery key that is rehearsed. Three short steps."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from wallet.errors import WalletError
from wallet.services import session as sessions
from wallet.services.session import Created
from wallet.ui import messages, tasks, theme
from wallet.ui.dialogs import file_dialog
from wallet.ui.dialogs.recovery_sheet import RecoverySheet, Rehearsal
from wallet.ui.state import AppState, Page
from wallet.ui.widgets import icons
from wallet.ui.widgets.centred import centred
from wallet.ui.widgets.labels import button, label
from wallet.ui.widgets.message_bar import announce
from wallet.ui.widgets.new_passphrase import NewPassphrase

_IDLE_CHOICES = (5, 10, 30, 60, 0)


class FirstRunPage(Page):
    """Makes a wallet."""

    needs_session = False

    def __init__(self, state: AppState) -> None:
        """Build the steps."""
        super().__init__(state)
        self._folder = sessions.default_folder(state.options)
        self._created: Created | None = None
        self.step = 0
        self._progress = label("", "muted")
        self._error = label("", "error")
        self._error.setObjectName("first_run_error")
        self._error.hide()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._progress)
        self._steps = [self._step_place(), self._step_passphrase(), self._step_key(), self._step_rehearse()]
        for step in self._steps:
            column.addWidget(step)
        column.addWidget(self._error)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(centred(content, width=620))
        theme.notifier().changed.connect(self._recolour)
        self._recolour()
        self.go_to(0)

    @property
    def title(self) -> str:
        """The name of the page."""
        return self.tr("Welcome")

    # --- step 1: the place ----------------------------------------------------------------------------------------

    def _step_place(self) -> QWidget:
        step, column = _step()
        self._logo = QLabel()
        column.addWidget(self._logo)
        column.addWidget(label(self.tr("Everything you learned, in one place that is yours"), "title"))
        column.addWidget(
            label(
                self.tr(
                    "Your wallet is a file on this computer, locked with your passphrase. Nobody else has it: there is "
                    "no account, and nothing is sent anywhere unless you share it."
                )
            )
        )
        self._place = label("", "muted")
        self._place.setObjectName("first_run_place")
        change = button(self.tr("Change…"), "first_run_change")
        change.setAccessibleName(self.tr("Choose another folder for the wallet"))
        change.clicked.connect(self._change_place)
        row = QHBoxLayout()
        row.addWidget(self._place, 1)
        row.addWidget(change)
        column.addLayout(row)
        self._show_place()
        self._first = button(self.tr("Make my wallet"), "first_run_next", kind="primary")
        self._first.clicked.connect(lambda: self.go_to(1))
        restore = button(self.tr("I have a backup"), "first_run_restore", kind="flat")
        restore.clicked.connect(self._restore)
        check = button(self.tr("I only want to check someone else’s"), "first_run_check", kind="flat")
        check.clicked.connect(lambda: self.state.shell.show_page("verify"))
        column.addLayout(_buttons(restore, None, self._first))
        column.addWidget(check, 0, Qt.AlignmentFlag.AlignLeft)
        return step

    def _show_place(self) -> None:
        self._place.setText(self.tr("It will be kept in {folder}").format(folder=self._folder))

    def _change_place(self) -> None:
        chosen = file_dialog.folder(self, self.tr("Where should the wallet be kept?"), self._folder.parent)
        if chosen is not None:
            # A folder of its own: a wallet never spreads its files between other files.
            self._folder = chosen / "Capsa" if any(chosen.iterdir()) else chosen
            self._show_place()

    def _restore(self) -> None:
        from wallet.ui.dialogs.restore import RestoreDialog

        RestoreDialog(self.state, self).open()

    # --- step 2: the passphrase -----------------------------------------------------------------------------------

    def _step_passphrase(self) -> QWidget:
        step, column = _step()
        column.addWidget(label(self.tr("Choose a passphrase"), "title"))
        column.addWidget(
            label(self.tr("A few words that only you would put together are easy to remember and hard to guess."))
        )
        self.passphrase = NewPassphrase("first_run", self.tr("Passphrase"))
        self.passphrase.submitted.connect(self._create)
        column.addWidget(self.passphrase)
        self._keyring = QCheckBox(self.tr("Also open with this computer’s keyring, without typing"))
        self._keyring.setObjectName("first_run_keyring")
        self._keyring.setAccessibleName(self._keyring.text())
        self._keyring.hide()
        column.addWidget(self._keyring)
        self._idle = QComboBox()
        self._idle.setObjectName("first_run_idle")
        self._idle.setAccessibleName(self.tr("Lock when nobody touches it for"))
        for minutes in _IDLE_CHOICES:
            self._idle.addItem(_minutes_text(minutes), minutes)
        self._idle.setCurrentIndex(1)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Lock when nobody touches it for"), buddy=self._idle), 1)
        row.addWidget(self._idle)
        column.addLayout(row)
        back = button(self.tr("Back"), "first_run_back")
        back.clicked.connect(lambda: self.go_to(0))
        self._make = button(self.tr("Make the wallet"), "first_run_create", kind="primary")
        self._make.clicked.connect(self._create)
        column.addLayout(_buttons(back, None, self._make))
        return step

    def _create(self) -> None:
        problem = self.passphrase.problem()
        if problem is not None:
            self._refuse(*problem)
            return
        self._refuse("")
        self._make.setEnabled(False)
        self._make.setText(self.tr("Making it…"))
        tasks.store(self._making(self.passphrase.text()), owner=self, done=self._made, failed=self._not_made)

    def _making(self, passphrase: str) -> Callable[[], Created]:
        folder, options, keyring = self._folder, self.state.options, self._keyring.isChecked()
        minutes = int(self._idle.currentData())

        def make() -> Created:
            created = sessions.create(folder, passphrase, options=options, use_keyring=keyring)
            created.session.settings.set("security.idle_lock_minutes", minutes)
            return created

        return make

    def _made(self, created: Created) -> None:
        self._created = created
        self._make_ready()
        self.passphrase.clear()
        self._sheet.show_key(created.recovery_key, self._folder)
        self.go_to(2)

    def _not_made(self, error: WalletError) -> None:
        self._make_ready()
        self._refuse(messages.sentence(error, self.state.lang), self.passphrase)

    def _make_ready(self) -> None:
        self._make.setEnabled(True)
        self._make.setText(self.tr("Make the wallet"))

    # --- step 3: the recovery key, shown once and rehearsed -----------------------------------------------------------

    def _step_key(self) -> QWidget:
        step, column = _step()
        column.addWidget(label(self.tr("Your recovery key"), "title"))
        column.addWidget(
            label(
                self.tr(
                    "If you forget your passphrase, only this key opens your wallet. It is shown once. Write it down "
                    "or print the emergency sheet, and keep it away from this computer."
                )
            )
        )
        self._sheet = RecoverySheet(self.state)
        column.addWidget(self._sheet)
        self._have_it = button(self.tr("I have it"), "first_run_have_it", kind="primary")
        self._have_it.clicked.connect(lambda: self.go_to(3))
        column.addLayout(_buttons(None, self._have_it))
        return step

    def _step_rehearse(self) -> QWidget:
        step, column = _step()
        column.addWidget(label(self.tr("Try it once, so that you know it works"), "title"))
        self.rehearsal = Rehearsal()
        self.rehearsal.submitted.connect(self._rehearsed)
        column.addWidget(self.rehearsal)
        back = button(self.tr("Show the key again"), "first_run_again_key")
        back.clicked.connect(lambda: self.go_to(2))
        sample = button(self.tr("Finish, and try a sample badge"), "first_run_sample", kind="flat")
        sample.clicked.connect(lambda: self._rehearsed(sample=True))
        done = button(self.tr("Finish"), "first_run_finish", kind="primary")
        done.clicked.connect(lambda: self._rehearsed())
        column.addLayout(_buttons(back, sample, done))
        return step

    def _rehearsed(self, *, sample: bool = False) -> None:
        created = self._created
        if created is None:
            return
        problem = self.rehearsal.problem()
        if problem is not None:
            problem[1].selectAll()
            self._refuse(*problem)
            return
        self._created = None
        self._forget_key()
        shell = self.state.shell
        shell.opened(created.session)
        if sample:
            shell.show_page("library", sample=True)

    # --- around ---------------------------------------------------------------------------------------------------

    def activate(self, **args: Any) -> None:
        """Start at the first step, in ``folder`` if one is given."""
        folder = args.get("folder")
        if isinstance(folder, Path):
            self._folder = folder
            self._show_place()
        options = self.state.options

        def ask() -> bool:
            return sessions.keyring_available(options=options)

        tasks.run(ask, owner=self, done=self._keyring.setVisible, failed=lambda _: None)
        self.go_to(0 if self._created is None else self.step)

    def discard(self) -> None:
        """Close a wallet whose key was not rehearsed; it exists and opens with its passphrase."""
        self.passphrase.clear()
        self._forget_key()
        created, self._created = self._created, None
        if created is not None:
            created.session.lock()

    def _forget_key(self) -> None:
        self._sheet.show_key("", self._folder)
        self.rehearsal.forget()

    def go_to(self, step: int) -> None:
        """Show a step (0 place, 1 passphrase, 2 key, 3 rehearsal) with the focus where one goes on."""
        self.step = step
        self._refuse("")
        for index, page in enumerate(self._steps):
            page.setVisible(index == step)
        self._progress.setText(self.tr("Step {number} of 3").format(number=min(step, 2) + 1))
        if step == 3 and self._created is not None:
            self.rehearsal.ask(self._created.recovery_key)
        focus: tuple[QWidget, ...] = (self._first, self.passphrase, self._have_it, self.rehearsal)
        focus[step].setFocus()

    def _refuse(self, text: str, field: QWidget | None = None) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))
        if field is not None:
            field.setFocus()
        if text:
            announce(self._error, text, urgent=True)

    def _recolour(self) -> None:
        self._logo.setPixmap(icons.pixmap("capsa", 56, theme.tokens().accent))


def _step() -> tuple[QWidget, QVBoxLayout]:
    step = QWidget()
    column = QVBoxLayout(step)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    return step, column


def _buttons(*parts: QWidget | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 16, 0, 0)
    row.setSpacing(8)
    for part in parts[:-1]:
        if part is not None:
            row.addWidget(part)
    row.addStretch(1)
    last = parts[-1]
    if last is not None:
        row.addWidget(last)
    return row


def _minutes_text(minutes: int) -> str:
    if minutes == 0:
        return QCoreApplication.translate("FirstRunPage", "never")
    return QCoreApplication.translate("FirstRunPage", "%n minute(s)", "", minutes)
