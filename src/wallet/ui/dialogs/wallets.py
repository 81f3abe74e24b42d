"""The wallets on this computer: open another, make a new one, or take one off the list."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from wallet.services import session as sessions
from wallet.services.session import WalletPlace
from wallet.ui import tasks
from wallet.ui.dialogs import file_dialog
from wallet.ui.dialogs.form import FormDialog
from wallet.ui.models import library_text
from wallet.ui.state import AppState
from wallet.ui.widgets.flow import FlowLayout
from wallet.ui.widgets.labels import button, label


class WalletsDialog(FormDialog):
    """Opening another wallet locks this one first."""

    def __init__(self, state: AppState, parent: QWidget | None = None) -> None:
        """Show the list."""
        super().__init__(state, parent)
        self.name_it(self.tr("Your wallets"), self.tr("Open"))
        self._list = QListWidget()
        self._list.setObjectName("wallets_list")
        self._list.setAccessibleName(self.tr("Your wallets"))
        self._list.setMinimumHeight(180)
        self._list.itemActivated.connect(lambda _: self.go())
        self.body.addWidget(label(self.tr("Each wallet is a folder of its own with its own passphrase.")))
        self.body.addWidget(self._list)
        new = button(self.tr("New wallet…"), "wallets_new")
        new.clicked.connect(self._make_new)
        find = button(self.tr("Find a folder…"), "wallets_find")
        find.clicked.connect(self._find)
        forget = button(self.tr("Take off this list"), "wallets_forget", kind="flat")
        forget.clicked.connect(self._forget)
        self.body.addLayout(FlowLayout([new, find, forget]))
        self._load()
        self._list.setFocus()

    def _load(self) -> None:
        options = self.state.options
        tasks.run(lambda: sessions.places(options), owner=self, done=self._show)

    def _show(self, places: tuple[WalletPlace, ...]) -> None:
        self._list.clear()
        for place in places:
            name = place.name or place.folder.name
            when = ""
            if place.last_opened is not None:
                date = library_text.day(place.last_opened.astimezone().date())
                when = self.tr("last opened {date}").format(date=date)
            if not place.exists:
                when = self.tr("not found here now")
            item = QListWidgetItem("\n".join(part for part in (name, str(place.folder), when) if part))
            item.setData(Qt.ItemDataRole.UserRole, place.folder)
            self._list.addItem(item)
        if self._list.count():
            self._list.setCurrentRow(0)

    def _folder(self) -> Path | None:
        item = self._list.currentItem()
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found if isinstance(found, Path) else None

    def go(self) -> None:
        """Open the chosen one."""
        folder = self._folder()
        if folder is None:
            self.refuse(self.tr("Choose a wallet first."), self._list)
        elif not sessions.exists(folder):
            self.refuse(self.tr("There is no wallet in {folder} now.").format(folder=folder), self._list)
        else:
            self._open(folder)

    def _open(self, folder: Path) -> None:
        shell = self.state.shell
        self.accept()
        shell.open_wallet(folder)

    def _find(self) -> None:
        folder = file_dialog.folder(self, self.tr("Where is the wallet?"))
        if folder is None:
            return
        if sessions.exists(folder):
            self._open(folder)
        else:
            self.refuse(self.tr("There is no wallet in {folder} now.").format(folder=folder), self._list)

    def _make_new(self) -> None:
        folder = file_dialog.folder(self, self.tr("Where should the new wallet be kept?"))
        if folder is not None:
            shell = self.state.shell
            wanted = folder / "Capsa" if any(folder.iterdir()) else folder
            self.accept()
            shell.new_wallet(wanted)

    def _forget(self) -> None:
        folder = self._folder()
        if folder is not None:
            options = self.state.options

            def forget() -> None:
                sessions.forget_place(folder, options=options)

            tasks.store(forget, owner=self, done=lambda _: self._load())
