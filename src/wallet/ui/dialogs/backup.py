"""Back up: one encrypted file with a passphrase of its own, read again and compared before it is called done."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from wallet.services.backup import BackupSummary
from wallet.ui import tasks
from wallet.ui.dialogs import file_dialog
from wallet.ui.dialogs.form import FormDialog
from wallet.ui.models import library_text
from wallet.ui.state import AppState
from wallet.ui.widgets.labels import button, label
from wallet.ui.widgets.new_passphrase import NewPassphrase
from wallet.ui.widgets.work_bar import WorkBar

SUFFIX = ".walletbackup"


class BackupDialog(FormDialog):
    """Place, passphrase, progress, and what the file holds."""

    def __init__(self, state: AppState, parent: QWidget | None = None) -> None:
        """Build the fields."""
        super().__init__(state, parent)
        self.name_it(self.tr("Back up"), self.tr("Back up now"))
        self._path: Path | None = None
        self._task: tasks.Task | None = None
        self._text = label(
            self.tr(
                "Everything in your wallet goes into one encrypted file. Keep it on another disk or in a place that "
                "you trust; it opens on any computer with Capsa and the passphrase that you choose here."
            )
        )
        self._place = label("", "muted")
        self._choose = button(self.tr("Choose the place…"), "backup_place")
        self._choose.clicked.connect(self._choose_place)
        self._passphrase = NewPassphrase("backup", self.tr("Passphrase of the backup"))
        self._passphrase.submitted.connect(self.go)
        self._progress = WorkBar()
        self._progress.setAccessibleName(self.tr("Work in progress"))
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._last = label("", "muted")
        for part in (self._text, self._last, self._choose, self._place, self._passphrase, self._progress):
            self.body.addWidget(part)
        tasks.run(state.open_session.backup.last_made, owner=self, done=self._show_last, failed=lambda _: None)
        self._choose.setFocus()

    def _show_last(self, made: object) -> None:
        if isinstance(made, datetime):
            words = self.tr("Last backup: {date}").format(date=library_text.day(made.astimezone().date()))
        else:
            words = self.tr("There is no backup of this wallet yet.")
        self._last.setText(words)

    def _choose_place(self) -> None:
        filters = self.tr("Backups of Capsa") + f" (*{SUFFIX})"
        path = file_dialog.save_file(self, self.tr("Where should the backup go?"), f"Capsa{SUFFIX}", filters)
        if path is not None:
            self._path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
            self._place.setText(str(self._path))
            self._passphrase.setFocus()

    def go(self) -> None:
        """Make it."""
        path = self._path
        if path is None:
            self.refuse(self.tr("Choose where the backup should go."), self._choose)
            return
        problem = self._passphrase.problem()
        if problem is not None:
            self.refuse(*problem)
            return
        self.busy(on=True)
        self._progress.setRange(0, 0)
        self._progress.show()
        backup = self.state.open_session.backup
        self._task = tasks.store(
            backup.make,
            path,
            self._passphrase.text(),
            owner=self,
            done=self._made,
            failed=self.failed,
            cancelled=lambda: self.busy(on=False),
            progress=self._step,
        )

    def busy(self, *, on: bool) -> None:
        """Show or hide the progress too."""
        super().busy(on=on)
        self._progress.setVisible(on)
        self._choose.setEnabled(not on)

    def _step(self, done: int, total: int, _note: str) -> None:
        self._progress.setRange(0, max(0, total))
        self._progress.setValue(done)

    def _made(self, summary: BackupSummary) -> None:
        self.busy(on=False)
        self._passphrase.clear()
        self._passphrase.hide()
        self._choose.hide()
        self._last.hide()
        words = self.tr("The backup was written, read again and compared: it holds {count} and {papers}.")
        self._text.setText(
            words.format(
                count=library_text.count_credentials(summary.credentials),
                papers=library_text.count_papers(summary.papers),
            )
        )
        self.finish_with(self.tr("Done"))

    def done(self, result: int) -> None:
        """Stop the work and forget what was typed."""
        if self._task is not None:
            self._task.cancel()
        self._passphrase.clear()
        super().done(result)
