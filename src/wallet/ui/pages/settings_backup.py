"""Backup in the settings: how old the last one is, make one, test one, restore one."""

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wallet.ui import tasks
from wallet.ui.models import library_text
from wallet.ui.state import AppState
from wallet.ui.widgets.flow import FlowLayout
from wallet.ui.widgets.labels import button, label


class BackupPart(QWidget):
    """The way to the two dialogs."""

    def __init__(self, state: AppState) -> None:
        """Build the part."""
        super().__init__()
        self._state = state
        self._last = label("")
        back_up = button(self.tr("Back up now…"), "backup_now", kind="primary")
        back_up.clicked.connect(self._back_up)
        restore = button(self.tr("Test or restore a backup…"), "backup_restore")
        restore.clicked.connect(self._restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self._last)
        column.addLayout(FlowLayout([back_up, restore]))
        self._look()

    def _look(self) -> None:
        backup = self._state.open_session.backup
        tasks.run(backup.last_made, owner=self, done=self._show, failed=lambda _: None)

    def _show(self, made: datetime | None) -> None:
        if made is None:
            self._last.setText(self.tr("There is no backup of this wallet yet."))
        else:
            date = library_text.day(made.astimezone().date())
            self._last.setText(self.tr("Last backup: {date}").format(date=date))

    def _back_up(self) -> None:
        from wallet.ui.dialogs.backup import BackupDialog

        dialog = BackupDialog(self._state, self)
        dialog.finished.connect(lambda _: self._look())
        dialog.open()

    def _restore(self) -> None:
        from wallet.ui.dialogs.restore import RestoreDialog

        RestoreDialog(self._state, self).open()
