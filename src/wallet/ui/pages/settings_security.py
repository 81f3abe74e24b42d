"""Security: passphrase, recovery key, keyring, wallets, and deleting everything."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from wallet.errors import WalletError
from wallet.services import session as sessions
from wallet.services.session import Session
from wallet.ui import tasks
from wallet.ui.dialogs import confirm
from wallet.ui.state import AppState
from wallet.ui.widgets.labels import button, label


class SecurityPart(QWidget):
    """The ways into the wallet, and its end."""

    def __init__(self, state: AppState) -> None:
        """Build the part."""
        super().__init__()
        self._state = state
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Ways to open this wallet"), "heading"))
        change = button(self.tr("Change the passphrase…"), "security_passphrase")
        change.clicked.connect(self._change)
        recovery = button(self.tr("Make a new recovery key…"), "security_recovery")
        recovery.clicked.connect(self._recovery)
        self._keyring = QCheckBox(self.tr("Also open with this computer’s keyring, without typing"))
        self._keyring.setObjectName("security_keyring")
        self._keyring.setAccessibleName(self._keyring.text())
        self._keyring.setEnabled(False)
        self._keyring.setChecked(state.open_session.uses_keyring)
        self._keyring.clicked.connect(self._set_keyring)
        self._no_keyring = label(
            self.tr("This computer has no keyring that can be trusted; the passphrase is the way in."), "muted"
        )
        self._no_keyring.hide()
        left = Qt.AlignmentFlag.AlignLeft
        for press in (change, recovery):
            column.addWidget(press, 0, left)
        column.addWidget(self._keyring)
        column.addWidget(self._no_keyring)
        column.addSpacing(12)
        column.addWidget(label(self.tr("This wallet"), "heading"))
        column.addWidget(label(str(state.open_session.folder), "muted"))
        wallets = button(self.tr("Other wallets…"), "security_wallets")
        wallets.clicked.connect(self._wallets)
        destroy = button(self.tr("Delete this wallet and everything in it…"), "security_destroy", kind="danger")
        destroy.clicked.connect(self._destroy)
        column.addWidget(wallets, 0, left)
        column.addSpacing(12)
        column.addWidget(destroy, 0, left)
        options = state.options

        def ask() -> bool:
            return sessions.keyring_available(options=options)

        tasks.run(ask, owner=self, done=self._keyring_known)

    def _keyring_known(self, available: bool) -> None:
        self._keyring.setEnabled(available or self._keyring.isChecked())
        self._no_keyring.setVisible(not available)

    def _set_keyring(self, on: bool) -> None:
        session: Session = self._state.open_session

        def work() -> None:
            session.set_keyring(enabled=on)

        def failed(error: WalletError) -> None:
            self._keyring.setChecked(not on)
            self._state.shell.fail(error)

        tasks.store(work, owner=self, failed=failed)

    def _change(self) -> None:
        from wallet.ui.dialogs.passphrase import PassphraseDialog

        PassphraseDialog(self._state, self).open()

    def _recovery(self) -> None:
        from wallet.ui.dialogs.recovery_key import RecoveryKeyDialog

        RecoveryKeyDialog(self._state, self).open()

    def _wallets(self) -> None:
        from wallet.ui.dialogs.wallets import WalletsDialog

        WalletsDialog(self._state, self).open()

    def _destroy(self) -> None:
        word = self.tr("delete")
        text = self.tr(
            "Everything in this wallet is deleted from this computer: all credentials, your keys, the list of what you "
            "shared. It cannot be brought back, except from a backup."
        )
        title = self.tr("Delete this wallet")
        if confirm.typed(self, title, text, word=word, button=self.tr("Delete everything")):
            self._state.shell.destroy_wallet()
