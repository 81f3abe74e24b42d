"""Change the passphrase: the old one, and the new one twice."""

from PySide6.QtWidgets import QWidget

from wallet.errors import WalletError, WrongPassphraseError
from wallet.ui import tasks
from wallet.ui.dialogs.form import FormDialog
from wallet.ui.state import AppState
from wallet.ui.widgets.labels import label
from wallet.ui.widgets.new_passphrase import NewPassphrase
from wallet.ui.widgets.passphrase_edit import PassphraseEdit


class PassphraseDialog(FormDialog):
    """Wraps the key of the wallet anew; the credentials themselves are not touched."""

    def __init__(self, state: AppState, parent: QWidget | None = None, *, forgotten: bool = False) -> None:
        """Build the fields; without the present passphrase for somebody who came in with the recovery key."""
        super().__init__(state, parent)
        self._forgotten = forgotten
        self._old = PassphraseEdit(self.tr("Present passphrase"))
        self._old.edit.setObjectName("old_passphrase")
        self._old.submitted.connect(self._to_new)
        self._new = NewPassphrase("new", self.tr("New passphrase"))
        self._new.submitted.connect(self.go)
        self.name_it(self.tr("Change the passphrase"), self.tr("Change"))
        if forgotten:
            self.name_it(self.tr("Choose a new passphrase"), self.tr("Keep"))
            self.cancel.setText(self.tr("Later"))
            self.body.addWidget(
                label(self.tr("Your recovery key opened the wallet. Choose a passphrase that you will know."))
            )
        else:
            self.body.addWidget(label(self.tr("Present passphrase"), buddy=self._old.edit))
            self.body.addWidget(self._old)
        self.body.addWidget(self._new)
        (self._new if forgotten else self._old).setFocus()

    def _to_new(self) -> None:
        self._new.setFocus()

    def go(self) -> None:
        """Change it."""
        problem = self._new.problem()
        if problem is not None:
            self.refuse(*problem)
            return
        session, old, new = self.state.open_session, self._old.text(), self._new.text()
        self.busy(on=True)

        def change() -> None:
            if self._forgotten:
                session.reset_passphrase(new)
            else:
                session.change_passphrase(old, new)

        tasks.store(change, owner=self, done=lambda _: self._changed(), failed=self.failed)

    def failed(self, error: WalletError) -> None:
        """Select the old passphrase when that was wrong."""
        super().failed(error)
        if isinstance(error, WrongPassphraseError) and not self._forgotten:
            self._old.select_all()

    def _changed(self) -> None:
        self._old.clear()
        self._new.clear()
        self.state.shell.say(
            self.tr("The passphrase was changed. Backups keep the passphrase they were made with."), tone="good"
        )
        self.accept()
