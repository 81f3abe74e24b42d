"""Restore: see first what a backup would bring, then merge it, or make a wallet from it on a new computer.

"Test this backup" opens it, counts, compares and changes nothing.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QTableWidget, QTableWidgetItem, QWidget

from wallet.errors import WalletError
from wallet.services import session as sessions
from wallet.services.backup import BackupSummary, RestoreItem
from wallet.services.changes import Changes
from wallet.services.moving import restore_new
from wallet.services.options import RunOptions
from wallet.services.session import Session
from wallet.ui import messages, tasks
from wallet.ui.dialogs import file_dialog
from wallet.ui.dialogs.form import FormDialog
from wallet.ui.dialogs.recovery_key import RecoveryKeyDialog
from wallet.ui.models import library_text
from wallet.ui.state import AppState
from wallet.ui.widgets.labels import button, label
from wallet.ui.widgets.new_passphrase import NewPassphrase
from wallet.ui.widgets.passphrase_edit import PassphraseEdit

_MOST = 500


class RestoreDialog(FormDialog):
    """File and passphrase first; then the preview; then merge (wallet open) or make a wallet (none open)."""

    def __init__(self, state: AppState, parent: QWidget | None = None) -> None:
        """Build the fields."""
        super().__init__(state, parent)
        self._path: Path | None = None
        self._previewed = False
        self._new = state.session is None
        self.name_it(self.tr("Restore from a backup"), self.tr("Look into it"))
        words = (
            self.tr("A new wallet is made on this computer with everything that the backup holds.")
            if self._new
            else self.tr("You see first what the backup would add. Nothing in your wallet is replaced silently.")
        )
        self._text = label(words)
        self._choose = button(self.tr("Choose the backup…"), "restore_file")
        self._choose.clicked.connect(self._choose_file)
        self._file = label("", "muted")
        self._passphrase = PassphraseEdit(self.tr("Passphrase of the backup"))
        self._passphrase.edit.setObjectName("restore_passphrase")
        self._passphrase.submitted.connect(self.go)
        self._passphrase_label = label(self.tr("Passphrase of the backup"), buddy=self._passphrase.edit)
        self._own = NewPassphrase("restore_new", self.tr("Passphrase for the wallet on this computer"))
        self._own.setVisible(self._new)
        self._own.submitted.connect(self.go)
        self._mine = QCheckBox(self.tr("This is &my own backup"))
        self._mine.setObjectName("restore_mine")
        meaning = self.tr(
            "Then its known issuers, settings, personal details and earlier checks are taken over as well. "
            "Leave this off for a backup from somebody else: it would decide whom this wallet believes."
        )
        self._mine.setAccessibleDescription(meaning)
        self._mine_meaning = label(meaning, "muted")
        self._mine_meaning.setContentsMargins(26, 0, 0, 4)
        for about_mine in (self._mine, self._mine_meaning):
            # A new wallet has nothing yet that somebody else's choices could overrule.
            about_mine.setVisible(not self._new)
        self._table = self._make_table()
        self._test = button(self.tr("Only test it"), "restore_test")
        self._test.clicked.connect(self._try_out)
        self._test.setVisible(not self._new)
        self.left.addWidget(self._test)
        for part in (
            self._text, self._choose, self._file, self._passphrase_label, self._passphrase,
            self._mine, self._mine_meaning, self._own, self._table,
        ):  # fmt: skip
            self.body.addWidget(part)
        self._choose.setFocus()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setObjectName("restore_items")
        table.setAccessibleName(self.tr("What the backup would bring"))
        table.setHorizontalHeaderLabels([self.tr("Credential"), self.tr("Verdict"), self.tr("What happens")])
        table.horizontalHeader().setStretchLastSection(True)
        table.setColumnWidth(0, 260)
        table.setColumnWidth(1, 140)
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setMinimumHeight(220)
        table.hide()
        return table

    def _choose_file(self) -> None:
        filters = self.tr("Backups of Capsa") + " (*.walletbackup)"
        path = file_dialog.open_file(self, self.tr("Which backup?"), filters)
        if path is not None:
            self._path = path
            self._file.setText(str(path))
            self._passphrase.setFocus()

    def _ready(self) -> Path | None:
        if self._path is None:
            self.refuse(self.tr("Choose the backup first."), self._choose)
            return None
        if not self._passphrase.text():
            self.refuse(self.tr("Type the passphrase of the backup."), self._passphrase.edit)
            return None
        return self._path

    def go(self) -> None:
        """Look into it first; then restore."""
        path = self._ready()
        if path is None:
            return
        if self._new:
            self._make_wallet(path)
        elif not self._previewed:
            self.busy(on=True)
            backup = self.state.open_session.backup
            look = partial(backup.preview, path, self._passphrase.text(), mine=self._says_mine())
            tasks.store(look, owner=self, done=self._show, failed=self.failed)
        else:
            self._merge(path)

    def _says_mine(self) -> bool | None:
        # Unsaid is not "no": the wallet looks for its own key in the backup.
        return True if self._mine.isChecked() else None

    # --- into the open wallet -------------------------------------------------------------------------------------

    def _show(self, items: tuple[RestoreItem, ...]) -> None:
        self.busy(on=False)
        self._previewed = True
        for part in (
            self._choose, self._passphrase, self._passphrase_label, self._test, self._mine, self._mine_meaning,
        ):  # fmt: skip
            part.hide()
        new = sum(item.result in ("added", "updated") for item in items)
        words = self.tr("This backup brings {count} that you do not have, or have in an older version.")
        self._text.setText(words.format(count=library_text.count_credentials(new)))
        self._fill(items)
        self.name_it(self.tr("Restore from a backup"), self.tr("Restore"))
        self.main.setEnabled(bool(new))
        self.adjustSize()
        (self.main if new else self.cancel).setFocus()

    def _fill(self, items: tuple[RestoreItem, ...]) -> None:
        self._table.setRowCount(min(len(items), _MOST))
        for row, item in enumerate(items[:_MOST]):
            cells = (
                library_text.short(item.title),
                library_text.state_word(item.verdict, self.state.lang),
                _result_word(item.result),
            )
            for column, text in enumerate(cells):
                self._table.setItem(row, column, QTableWidgetItem(text))
        self._table.show()

    def _merge(self, path: Path) -> None:
        self.busy(on=True)
        tasks.store(
            partial(self.state.open_session.backup.restore, mine=self._says_mine()),
            path,
            self._passphrase.text(),
            owner=self,
            done=self._merged,
            failed=self.failed,
            progress=lambda _d, _t, _n: None,
        )

    def _merged(self, found: tuple[tuple[RestoreItem, ...], Changes]) -> None:
        items, changes = found
        self.busy(on=False)
        self._fill(items)
        self.state.shell.apply(changes)
        done = sum(item.result in ("added", "updated") for item in items)
        self._text.setText(self.tr("Restored: {count}.").format(count=library_text.count_credentials(done)))
        self.finish_with(self.tr("Done"))

    def _try_out(self) -> None:
        path = self._ready()
        if path is None:
            return
        self.busy(on=True)
        backup = self.state.open_session.backup
        tasks.run(backup.test, path, self._passphrase.text(), owner=self, done=self._tested, failed=self.failed)

    def _tested(self, summary: BackupSummary) -> None:
        self.busy(on=False)
        words = self.tr("This backup of {date} is whole and opens with this passphrase. It holds {count} and {papers}.")
        self._text.setText(
            words.format(
                date=library_text.day(summary.made_at.astimezone().date()),
                count=library_text.count_credentials(summary.credentials),
                papers=library_text.count_papers(summary.papers),
            )
        )

    # --- a wallet on a new computer -------------------------------------------------------------------------------

    def _make_wallet(self, path: Path) -> None:
        problem = self._own.problem()
        if problem is not None:
            self.refuse(*problem)
            return
        self.busy(on=True)
        work = wallet_from_backup(path, self._passphrase.text(), self._own.text(), self.state.options)
        tasks.store(work, owner=self, done=self._opened, failed=self.failed)

    def _opened(self, made: tuple[Session, str]) -> None:
        session, recovery_key = made
        shell, state, parent = self.state.shell, self.state, self.parentWidget()
        window = parent.window() if parent is not None else None
        self.accept()
        shell.opened(session)
        dialog = RecoveryKeyDialog(state, window)
        dialog.show_made(recovery_key)
        dialog.open()

    def failed(self, error: WalletError) -> None:
        """Say it, with the field ready to be typed again."""
        self.busy(on=False)
        self.refuse(messages.sentence(error, self.state.lang), self._passphrase.edit)
        self._passphrase.select_all()

    def done(self, result: int) -> None:
        """Forget what was typed and shown."""
        self._passphrase.clear()
        self._own.clear()
        self._table.setRowCount(0)
        super().done(result)


def wallet_from_backup(path: Path, passphrase: str, own: str, options: RunOptions) -> Callable[[], tuple[Session, str]]:
    """Return the work that makes a wallet in the usual place out of a backup, all or nothing.

    It gives the open session and the recovery key of the new wallet.
    """
    folder = free_folder(sessions.default_folder(options))

    def make() -> tuple[Session, str]:
        created, _ = restore_new(path, passphrase, folder, own, options=options)
        return created.session, created.recovery_key

    return make


def free_folder(wanted: Path) -> Path:
    """Return ``wanted``, or a folder beside it when a wallet lies there already."""
    number, folder = 2, wanted
    while sessions.exists(folder):
        folder = wanted.with_name(f"{wanted.name}-{number}")
        number += 1
    return folder


def _result_word(result: str) -> str:
    words = {
        "added": QCoreApplication.translate("RestoreDialog", "comes back"),
        "updated": QCoreApplication.translate("RestoreDialog", "newer version"),
        "duplicate": QCoreApplication.translate("RestoreDialog", "you have this"),
        "refused": QCoreApplication.translate("RestoreDialog", "left out"),
    }
    return words.get(result, result)
