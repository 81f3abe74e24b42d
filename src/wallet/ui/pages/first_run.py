"""First run: where the wallet lives, how it is opened, and a recovery key that is rehearsed. Three short steps."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QRandomGenerator, Qt
from PySide6.QtGui import QFont
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wallet.errors import EnvironmentFailedError, WalletError
from wallet.services import session as sessions
from wallet.services.session import Created
from wallet.ui import messages, passphrase_strength, tasks, theme
from wallet.ui.dialogs import file_dialog
from wallet.ui.emergency_sheet import sheet_document, sheet_text
from wallet.ui.passphrase_strength import MINIMUM_LENGTH
from wallet.ui.state import AppState, Page
from wallet.ui.widgets import icons
from wallet.ui.widgets.centred import centred
from wallet.ui.widgets.labels import button, label
from wallet.ui.widgets.message_bar import announce
from wallet.ui.widgets.passphrase_edit import PassphraseEdit, StrengthMeter

_TYPED_BACK = 3
_IDLE_CHOICES = (5, 10, 30, 60, 0)


class FirstRunPage(Page):
    """Makes a wallet."""

    needs_session = False

    def __init__(self, state: AppState) -> None:
        """Build the three steps."""
        super().__init__(state)
        self._folder = sessions.default_folder(state.options)
        self._created: Created | None = None
        self._asked: tuple[int, ...] = ()
        self._steps = QStackedWidget()
        self._progress = label("", "muted")
        self._error = label("", "error")
        self._error.setObjectName("first_run_error")
        for build in (self._step_place, self._step_passphrase, self._step_key, self._step_rehearse):
            self._steps.addWidget(build())
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._progress)
        column.addWidget(self._steps)
        column.addWidget(self._error)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(centred(content, width=620))
        theme.notifier().changed.connect(self._recolour)
        self._recolour()
        self._go_to(0)

    @property
    def title(self) -> str:
        """The name of the page."""
        return self.tr("Welcome")

    # --- step 1: the place ------------------------------------------------------------------------------------

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
        self._first.clicked.connect(lambda: self._go_to(1))
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

    # --- step 2: the passphrase -------------------------------------------------------------------------------

    def _step_passphrase(self) -> QWidget:
        step, column = _step()
        column.addWidget(label(self.tr("Choose a passphrase"), "title"))
        column.addWidget(
            label(self.tr("A few words that only you would put together are easy to remember and hard to guess."))
        )
        self._passphrase = PassphraseEdit(self.tr("Passphrase"))
        self._passphrase.edit.setObjectName("first_run_passphrase")
        self._passphrase.changed.connect(self._judge)
        self._passphrase.submitted.connect(self._to_again)
        self._again = PassphraseEdit(self.tr("The same again"))
        self._again.edit.setObjectName("first_run_again")
        self._again.changed.connect(lambda _: self._error.clear())
        self._again.submitted.connect(self._create)
        self._meter = StrengthMeter()
        self._strength = label("", "muted")
        column.addWidget(label(self.tr("Passphrase"), buddy=self._passphrase.edit))
        column.addWidget(self._passphrase)
        column.addWidget(self._meter)
        column.addWidget(self._strength)
        column.addWidget(label(self.tr("The same again"), buddy=self._again.edit))
        column.addWidget(self._again)
        self._keyring = QCheckBox(self.tr("Also open with this computer’s keyring, without typing"))
        self._keyring.setObjectName("first_run_keyring")
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
        back.clicked.connect(lambda: self._go_to(0))
        self._make = button(self.tr("Make the wallet"), "first_run_create", kind="primary")
        self._make.clicked.connect(self._create)
        column.addLayout(_buttons(back, None, self._make))
        return step

    def _to_again(self) -> None:
        self._again.setFocus()

    def _judge(self, said: str) -> None:
        self._error.clear()
        strength = passphrase_strength.estimate(said)
        text = passphrase_strength.sentence(strength, len(said))
        self._strength.setText(text)
        self._meter.show_strength(strength if said else None, passphrase_strength.tone(strength, len(said)), text)

    def _create(self) -> None:
        said, again = self._passphrase.text(), self._again.text()
        if len(said) < MINIMUM_LENGTH:
            self._refuse(self.tr("Choose a longer passphrase."), self._passphrase.edit)
        elif said != again:
            self._refuse(self.tr("The two are not the same. Type it again."), self._again.edit)
        else:
            self._error.clear()
            self._make.setEnabled(False)
            self._make.setText(self.tr("Making it…"))
            tasks.store(self._making(said), owner=self, done=self._made, failed=self._not_made)

    def _making(self, passphrase: str) -> Callable[[], Created]:
        folder, options, keyring = self._folder, self.state.options, self._keyring.isChecked()
        return lambda: sessions.create(folder, passphrase, options=options, use_keyring=keyring)

    def _made(self, created: Created) -> None:
        self._created = created
        self._make_ready()
        self._passphrase.clear()
        self._again.clear()
        minutes = int(self._idle.currentData())
        tasks.store(created.session.settings.set, "security.idle_lock_minutes", minutes, owner=self)
        self._show_key(created.recovery_key)
        self._go_to(2)

    def _not_made(self, error: WalletError) -> None:
        self._make_ready()
        self._refuse(messages.sentence(error, self.state.lang), self._passphrase.edit)

    def _make_ready(self) -> None:
        self._make.setEnabled(True)
        self._make.setText(self.tr("Make the wallet"))

    # --- step 3: the recovery key, shown once and rehearsed -------------------------------------------------------

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
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        frame = QWidget()
        frame.setLayout(self._grid)
        column.addWidget(frame)
        save = button(self.tr("Save the sheet…"), "first_run_save")
        save.clicked.connect(self._save_sheet)
        prints = button(self.tr("Print the sheet…"), "first_run_print")
        prints.clicked.connect(self._print_sheet)
        self._have_it = button(self.tr("I have it"), "first_run_have_it", kind="primary")
        self._have_it.clicked.connect(lambda: self._go_to(3))
        column.addLayout(_buttons(save, prints, self._have_it))
        return step

    def _show_key(self, key: str) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        for place, group in enumerate(_groups(key)):
            shown = label(f"{place + 1}.  {group}", "mono")
            shown.setObjectName(f"key_group_{place + 1}")
            shown.setAccessibleName(self.tr("Part {number}: {text}").format(number=place + 1, text=" ".join(group)))
            font = QFont(shown.font())
            font.setPointSizeF(font.pointSizeF() * 1.35)
            shown.setStyleSheet(f"font-size: {font.pointSizeF():.1f}pt; font-family: monospace; padding: 8px;")
            shown.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
            shown.setProperty("card", True)
            self._grid.addWidget(shown, place // 3, place % 3)

    def _sheet(self) -> str:
        created = self._created
        return sheet_text(created.recovery_key if created else "", self._folder)

    def _save_sheet(self) -> None:
        path = file_dialog.save_file(self, self.tr("Save the emergency sheet"), "capsa-emergency-sheet.txt")
        if path is None:
            return
        text = self._sheet()

        def write() -> None:
            try:
                path.write_text(text, "utf-8")
            except OSError as reason:
                raise EnvironmentFailedError(
                    "window.not_saved", {"place": str(path), "reason": reason.strerror or ""}
                ) from reason

        done = self.tr("The emergency sheet was saved. Move it to a safe place away from this computer.")
        tasks.run(write, owner=self, done=lambda _: self.state.shell.say(done, tone="good"))

    def _print_sheet(self) -> None:
        printer = QPrinter()
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            sheet_document(self._sheet()).print_(printer)

    def _step_rehearse(self) -> QWidget:
        step, column = _step()
        column.addWidget(label(self.tr("Try it once, so that you know it works"), "title"))
        self._ask = label("")
        column.addWidget(self._ask)
        self._parts: list[QLineEdit] = []
        self._part_labels: list[QLabel] = []
        row = QHBoxLayout()
        row.setSpacing(12)
        for place in range(_TYPED_BACK):
            cell = QVBoxLayout()
            edit = QLineEdit()
            edit.setObjectName(f"rehearse_{place}")
            edit.setMaxLength(12)
            edit.returnPressed.connect(self._rehearsed)
            name = label("", buddy=edit)
            cell.addWidget(name)
            cell.addWidget(edit)
            row.addLayout(cell)
            self._parts.append(edit)
            self._part_labels.append(name)
        column.addLayout(row)
        back = button(self.tr("Show the key again"), "first_run_again_key")
        back.clicked.connect(lambda: self._go_to(2))
        sample = button(self.tr("Finish, and try a sample badge"), "first_run_sample", kind="flat")
        sample.clicked.connect(lambda: self._rehearsed(sample=True))
        done = button(self.tr("Finish"), "first_run_finish", kind="primary")
        done.clicked.connect(self._rehearsed)
        column.addLayout(_buttons(back, sample, done))
        return step

    def _prepare_rehearsal(self) -> None:
        groups = len(_groups(self._created.recovery_key)) if self._created else 6
        if not self._asked:
            draw = QRandomGenerator.global_()
            shuffled = sorted(range(groups), key=lambda _: draw.generate())
            self._asked = tuple(sorted(shuffled[:_TYPED_BACK]))
        self._ask.setText(self.tr("Type these three parts of your recovery key:"))
        for edit, name, place in zip(self._parts, self._part_labels, self._asked, strict=False):
            text = self.tr("Part {number}").format(number=place + 1)
            name.setText(text)
            edit.setAccessibleName(text)
            edit.clear()

    def _rehearsed(self, *, sample: bool = False) -> None:
        created = self._created
        if created is None:
            return
        groups = _groups(created.recovery_key)
        for edit, place in zip(self._parts, self._asked, strict=False):
            if _plain(edit.text()) != _plain(groups[place]):
                text = self.tr("Part {number} is not right. Look at your sheet and type it again.")
                self._refuse(text.format(number=place + 1), edit)
                return
        session, self._created, self._asked = created.session, None, ()
        self._show_key("")
        shell = self.state.shell
        shell.opened(session)
        if sample:
            shell.show_page("library", sample=True)

    # --- around ------------------------------------------------------------------------------------------------

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
        if self._created is None:
            self._go_to(0)

    def leave(self) -> None:
        """Forget what was typed."""
        self._passphrase.clear()
        self._again.clear()

    def discard(self) -> None:
        """Close a wallet whose key was not rehearsed; it exists and opens with its passphrase."""
        created, self._created = self._created, None
        if created is not None:
            created.session.lock()

    def _go_to(self, step: int) -> None:
        self._error.clear()
        self._steps.setCurrentIndex(step)
        for index in range(self._steps.count()):
            mode = QSizePolicy.Policy.Preferred if index == step else QSizePolicy.Policy.Ignored
            page = self._steps.widget(index)
            if page is not None:
                page.setSizePolicy(mode, mode)
        self._progress.setText(self.tr("Step {number} of 3").format(number=min(step, 2) + 1))
        if step == 3:
            self._prepare_rehearsal()
        focus: tuple[QWidget, ...] = (self._first, self._passphrase.edit, self._have_it, self._parts[0])
        focus[step].setFocus()

    def _refuse(self, text: str, field: QLineEdit) -> None:
        self._error.setText(text)
        field.selectAll()
        field.setFocus()
        announce(self._error, text, urgent=True)

    def _recolour(self) -> None:
        self._logo.setPixmap(icons.pixmap("capsa", 56, theme.tokens().accent))


def _step() -> tuple[QWidget, QVBoxLayout]:
    step = QWidget()
    column = QVBoxLayout(step)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
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


def _groups(key: str) -> list[str]:
    return [group for group in sessions.recovery_words(key) if group]


def _plain(text: str) -> str:
    # The same letters that the key itself reads as digits (Crockford's base 32).
    return "".join(text.upper().split()).replace("-", "").translate(str.maketrans("ILO", "110"))


def _minutes_text(minutes: int) -> str:
    if minutes == 0:
        return QCoreApplication.translate("FirstRunPage", "never")
    return QCoreApplication.translate("FirstRunPage", "%n minute(s)", "", minutes)
