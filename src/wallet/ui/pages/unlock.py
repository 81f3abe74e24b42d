"""Unlock: one field with the focus in it; Enter opens. Everything else is a quiet link."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from wallet.errors import WalletError, WrongPassphraseError
from wallet.services import session as sessions
from wallet.services.session import Session, WalletPlace
from wallet.services.source import Source
from wallet.ui import messages, pages, tasks, theme
from wallet.ui.dialogs.passphrase import PassphraseDialog
from wallet.ui.models import library_text
from wallet.ui.state import AppState, Page
from wallet.ui.widgets import icons
from wallet.ui.widgets.centred import centred
from wallet.ui.widgets.labels import button, label
from wallet.ui.widgets.message_bar import announce
from wallet.ui.widgets.passphrase_edit import PassphraseEdit


class UnlockPage(Page):
    """Opens a wallet with the passphrase, the keyring or the recovery key."""

    needs_session = False

    def __init__(self, state: AppState) -> None:
        """Build the page."""
        super().__init__(state)
        self._places: tuple[WalletPlace, ...] = ()
        self._waiting: tuple[Source, ...] = ()
        self._task: tasks.Task | None = None
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._logo = QLabel()
        self._logo.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._logo)
        head = label(self.tr("Welcome back"), "title")
        head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(head)
        self._place = label("", "muted")
        self._place.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._place)
        self._which = QComboBox()
        self._which.setObjectName("unlock_wallet")
        self._which.setAccessibleName(self.tr("Wallet"))
        self._which.currentIndexChanged.connect(self._place_chosen)
        column.addWidget(self._which)
        self._offer = label("", "muted")
        self._offer.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._offer.hide()
        column.addWidget(self._offer)
        column.addSpacing(8)
        self._ways = QStackedWidget()
        self._ways.addWidget(self._passphrase_way())
        self._ways.addWidget(self._recovery_way())
        column.addWidget(self._ways)
        self._error = label("", "error")
        self._error.setObjectName("unlock_error")
        column.addWidget(self._error)
        self._go = button(self.tr("Unlock"), "unlock_go", kind="primary")
        self._go.clicked.connect(self._unlock)
        column.addWidget(self._go)
        column.addSpacing(8)
        column.addLayout(self._links())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(centred(content, width=480))
        theme.notifier().changed.connect(self._recolour)
        self._recolour()

    @property
    def title(self) -> str:
        """The name of the page."""
        return self.tr("Unlock")

    def _passphrase_way(self) -> QWidget:
        way = QWidget()
        column = QVBoxLayout(way)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._passphrase = PassphraseEdit(self.tr("Passphrase"))
        self._passphrase.edit.setObjectName("unlock_passphrase")
        self._passphrase.submitted.connect(self._unlock)
        column.addWidget(label(self.tr("Passphrase"), buddy=self._passphrase.edit))
        column.addWidget(self._passphrase)
        column.addStretch(1)
        return way

    def _recovery_way(self) -> QWidget:
        way = QWidget()
        column = QVBoxLayout(way)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._recovery = QLineEdit()
        self._recovery.setObjectName("unlock_recovery")
        self._recovery.setAccessibleName(self.tr("Recovery key"))
        self._recovery.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self._recovery.returnPressed.connect(self._unlock)
        column.addWidget(label(self.tr("Recovery key, from your emergency sheet"), buddy=self._recovery))
        column.addWidget(self._recovery)
        column.addStretch(1)
        return way

    def _links(self) -> QVBoxLayout:
        self._keyring = button(self.tr("Open with this computer’s keyring"), "unlock_keyring", kind="flat")
        self._keyring.clicked.connect(self._with_keyring)
        self._swap = button(self.tr("I forgot my passphrase"), "unlock_swap", kind="flat")
        self._swap.clicked.connect(self._swap_way)
        restore = button(self.tr("Restore from a backup"), "unlock_restore", kind="flat")
        restore.clicked.connect(self._restore)
        other = button(self.tr("Another wallet"), "unlock_other", kind="flat")
        other.clicked.connect(self._other)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._keyring)
        column.addWidget(self._swap)
        row = QHBoxLayout()
        row.addWidget(restore)
        row.addWidget(other)
        column.addLayout(row)
        return column

    def activate(self, **args: Any) -> None:
        """Show the wallets and put the focus in the field; ``waiting`` are sources to add after unlocking."""
        self._waiting = tuple(args.get("waiting") or self._waiting)
        wanted: Path | None = args.get("folder")
        self._places = pages.unlockable(self.state)
        if wanted is not None and all(place.folder != wanted for place in self._places):
            self._places = (WalletPlace(wanted, wanted.name), *self._places)
        self._which.blockSignals(True)
        self._which.clear()
        for place in self._places:
            self._which.addItem(place.name or place.folder.name, place.folder)
        folders = [place.folder for place in self._places]
        self._which.setCurrentIndex(folders.index(wanted) if wanted in folders else 0)
        self._which.blockSignals(False)
        self._which.setVisible(len(self._places) > 1)
        self._show_waiting()
        self._place_chosen()
        self._error.clear()
        self._passphrase.setFocus()

    def _show_waiting(self) -> None:
        names = [source.label for source in self._waiting[:3]]
        self._offer.setVisible(bool(names))
        if names:
            self._offer.setText(self.tr("After unlocking: add {name}").format(name=", ".join(_short(n) for n in names)))

    @property
    def _folder(self) -> Path:
        found = self._which.currentData()
        return found if isinstance(found, Path) else sessions.default_folder(self.state.options)

    def _place_chosen(self) -> None:
        folder = self._folder
        self._place.setText(self.tr("Your wallet is on this computer, in {folder}").format(folder=folder))
        self._place.setVisible(len(self._places) <= 1)
        self._keyring.hide()
        options = self.state.options

        def ask() -> bool:
            return sessions.can_unlock_with_keyring(folder, options=options)

        tasks.run(ask, owner=self, done=self._keyring.setVisible, failed=_ignore)

    def _swap_way(self) -> None:
        recovery = self._ways.currentIndex() == 0
        self._ways.setCurrentIndex(1 if recovery else 0)
        self._swap.setText(self.tr("Use my passphrase") if recovery else self.tr("I forgot my passphrase"))
        self._swap.setAccessibleName(self._swap.text())
        self._error.clear()
        (self._recovery if recovery else self._passphrase.edit).setFocus()

    def _unlock(self) -> None:
        options, folder = self.state.options, self._folder
        if self._ways.currentIndex() == 1:
            key = self._recovery.text()
            self._try(lambda: sessions.unlock_with_recovery_key(folder, key, options=options), empty=not key.strip())
        else:
            said = self._passphrase.text()
            self._try(lambda: sessions.unlock(folder, said, options=options), empty=not said)

    def _with_keyring(self) -> None:
        options, folder = self.state.options, self._folder
        self._try(lambda: sessions.unlock_with_keyring(folder, options=options), empty=False)

    def _try(self, work: Callable[[], Session], *, empty: bool) -> None:
        if self._task is not None and not self._task.finished:
            return
        if empty:
            self._refuse(self.tr("Type it first."))
            return
        self._error.clear()
        self._busy(on=True)
        self._task = tasks.store(work, owner=self, done=self._opened, failed=self._failed)

    def _busy(self, *, on: bool) -> None:
        self._go.setEnabled(not on)
        self._go.setText(self.tr("Opening…") if on else self.tr("Unlock"))
        self._passphrase.edit.setReadOnly(on)
        self._recovery.setReadOnly(on)

    def _opened(self, session: Session) -> None:
        self._busy(on=False)
        self._passphrase.clear()
        self._recovery.clear()
        self._waiting = ()
        forgotten, state, window = self._ways.currentIndex() == 1, self.state, self.window()
        state.shell.opened(session)
        if forgotten:
            PassphraseDialog(state, window, forgotten=True).open()

    def _failed(self, error: WalletError) -> None:
        self._busy(on=False)
        self._refuse(messages.sentence(error, self.state.lang))
        if not isinstance(error, WrongPassphraseError):
            return
        if self._ways.currentIndex() == 0:
            self._passphrase.select_all()
        else:
            self._recovery.setFocus()

    def _refuse(self, text: str) -> None:
        self._error.setText(text)
        announce(self._error, text, urgent=True)

    def _restore(self) -> None:
        from wallet.ui.dialogs.restore import RestoreDialog

        RestoreDialog(self.state, self).open()

    def _other(self) -> None:
        from wallet.ui.dialogs.wallets import WalletsDialog

        WalletsDialog(self.state, self).open()

    def _recolour(self) -> None:
        self._logo.setPixmap(icons.pixmap("capsa", 56, theme.tokens().accent))

    def leave(self) -> None:
        """Forget what was typed."""
        self._passphrase.clear()
        self._recovery.clear()


def _short(text: str) -> str:
    return library_text.short(text.rstrip("/").rsplit("/", 1)[-1] or text, 60)


def _ignore(_error: WalletError) -> None:
    """The keyring is a convenience: when it cannot be asked, the passphrase is there."""
