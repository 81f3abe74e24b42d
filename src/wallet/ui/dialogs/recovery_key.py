"""A new recovery key: shown once, saved or printed, and rehearsed. The old one stops working."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from wallet.ui import tasks
from wallet.ui.dialogs.form import FormDialog
from wallet.ui.dialogs.recovery_sheet import RecoverySheet, Rehearsal
from wallet.ui.state import AppState
from wallet.ui.widgets.labels import label


class RecoveryKeyDialog(FormDialog):
    """First asks, then shows the new key, then has three parts typed back."""

    def __init__(self, state: AppState, parent: QWidget | None = None) -> None:
        """Ask."""
        super().__init__(state, parent)
        self.name_it(self.tr("A new recovery key"), self.tr("Make a new key"))
        self._key = ""
        self._text = label(
            self.tr("The key on your present emergency sheet stops working at once. You will get a new sheet.")
        )
        self._sheet = RecoverySheet(state)
        self._sheet.hide()
        self._rehearsal = Rehearsal()
        self._rehearsal.hide()
        self._rehearsal.submitted.connect(self.go)
        for part in (self._text, self._sheet, self._rehearsal):
            self.body.addWidget(part)

    def go(self) -> None:
        """Take the next step."""
        if not self._key:
            self.busy(on=True)
            tasks.store(self.state.open_session.new_recovery_key, owner=self, done=self._made, failed=self.failed)
            return
        problem = self._rehearsal.problem()
        if problem is not None:
            self.refuse(*problem)
            problem[1].selectAll()
            return
        self.state.shell.say(self.tr("The new recovery key works. Keep the sheet in a safe place."), tone="good")
        self.accept()

    def show_made(self, key: str) -> None:
        """Show a key that was made a moment ago (a wallet restored from a backup)."""
        self.name_it(self.tr("Your recovery key"), self.tr("Done"))
        self._made(key)

    def _made(self, key: str) -> None:
        self._key = key
        self.busy(on=False)
        self._text.setText(self.tr("Write it down, save or print the sheet, then type three parts back."))
        self._sheet.show_key(key, self.state.open_session.folder)
        self._sheet.show()
        self._rehearsal.ask(key)
        self._rehearsal.show()
        self.main.setText(self.tr("Done"))
        self.main.setAccessibleName(self.main.text())
        self.adjustSize()
        self._rehearsal.setFocus()

    def done(self, result: int) -> None:
        """Forget the key when the dialog closes."""
        self._sheet.show_key("", Path())
        self._rehearsal.forget()
        self._key = ""
        super().done(result)
