"""Links that are out there, and the person's own web space that they live on."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from wallet.exchange.web_space import SpaceKind, WebSpaceAccount
from wallet.services.changes import Changes
from wallet.services.link import SharedLink
from wallet.services.outside import Outside
from wallet.ui import messages, tasks
from wallet.ui.models.issuer_text import one_line
from wallet.ui.models.report import moment
from wallet.ui.state import AppState
from wallet.ui.widgets import icons
from wallet.ui.widgets.flow import FlowLayout
from wallet.ui.widgets.message_bar import MessageBar
from wallet.ui.widgets.plain_label import PlainLabel

_LINK_ROLE = Qt.ItemDataRole.UserRole + 1


class WebSpaceDialog(QDialog):
    """Lists the links, ends them truthfully, and keeps the account of the web space."""

    def __init__(self, state: AppState, parent: QWidget | None = None) -> None:
        """Load what is known."""
        super().__init__(parent)
        self._state = state
        self._now: datetime = Outside(state.options).clock.now()
        self.setWindowTitle(self.tr("Links"))
        self.resize(760, 560)
        self.bar = MessageBar(self)
        self.table = QTableWidget(0, 4, self)
        self.stop_button = QPushButton(icons.icon("trash"), self.tr("&Stop sharing"), self)
        self._copy = QPushButton(icons.icon("copy"), self.tr("&Copy the link"), self)
        self._kind = QComboBox(self)
        self._fields: dict[str, tuple[QLabel, QLineEdit]] = {}
        self._keep = QPushButton(self.tr("&Try and keep"), self)
        tabs = QTabWidget(self)
        tabs.setAccessibleName(self.tr("Links"))
        tabs.addTab(self._links_tab(), self.tr("&Out there"))
        tabs.addTab(self._account_tab(), self.tr("Your &web space"))
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(self.bar)
        layout.addWidget(tabs, 1)
        layout.addLayout(row)
        self._load()

    def _links_tab(self) -> QWidget:
        tab = QWidget(self)
        self.table.setHorizontalHeaderLabels(
            [self.tr("To whom"), self.tr("Made"), self.tr("Valid until"), self.tr("State")]
        )
        self.table.setAccessibleName(self.tr("Links that are out there"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.itemSelectionChanged.connect(self._update)
        self.stop_button.clicked.connect(self._stop)
        self._copy.clicked.connect(self._copy_link)
        layout = QVBoxLayout(tab)
        layout.addWidget(
            PlainLabel(
                self.tr(
                    "Whoever has a link can open it until it ends. Stop sharing deletes the page from your web space."
                ),
                tab,
            )
        )
        layout.addWidget(self.table, 1)
        layout.addLayout(FlowLayout([self._copy, self.stop_button]))
        return tab

    def _account_tab(self) -> QWidget:
        tab = QWidget(self)
        form = QFormLayout(tab)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(
            PlainLabel(
                self.tr(
                    "Space that you already have: a Nextcloud or SURFdrive folder (WebDAV), or a bucket (S3). "
                    "The page on it is encrypted; the key is only in the link."
                ),
                tab,
            )
        )
        self._kind.addItem(self.tr("Folder (WebDAV)"), SpaceKind.WEBDAV)
        self._kind.addItem(self.tr("Bucket (S3)"), SpaceKind.S3)
        self._kind.setAccessibleName(self.tr("Kind of web space"))
        self._kind.activated.connect(lambda _index: self._show_fields())
        form.addRow(self.tr("&Kind"), self._kind)
        for name, text in (
            ("url", self.tr("&Address")),
            ("user", self.tr("&User name or access key")),
            ("secret", self.tr("&Password or secret key")),
            ("public_url", self.tr("Address where others &see it")),
            ("bucket", self.tr("&Bucket")),
            ("region", self.tr("&Region")),
        ):
            edit = QLineEdit(tab)
            edit.setObjectName(f"space_{name}")
            edit.setAccessibleName(text.replace("&", ""))
            label = QLabel(text, tab)
            label.setBuddy(edit)
            form.addRow(label, edit)
            self._fields[name] = (label, edit)
        self._fields["secret"][1].setEchoMode(QLineEdit.EchoMode.Password)
        self._keep.clicked.connect(self._keep_account)
        form.addRow(self._keep)
        self._show_fields()
        return tab

    @property
    def kind(self) -> SpaceKind:
        """The kind that is chosen."""
        return SpaceKind(self._kind.currentData())

    def _show_fields(self) -> None:
        s3 = self.kind is SpaceKind.S3
        for name, only_s3 in (("bucket", True), ("region", True), ("public_url", False)):
            for widget in self._fields[name]:
                widget.setVisible(s3 is only_s3)

    # --- links ------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        link = self._state.open_session.link
        tasks.store(lambda: (link.links(), link.account()), owner=self, done=lambda found: self._show(*found))

    def _show(self, links: tuple[SharedLink, ...], account: WebSpaceAccount | None) -> None:
        self.table.setRowCount(len(links))
        for row, link in enumerate(links):
            cells = (
                one_line(link.receiver) or self.tr("not said"),
                moment(link.made_at),
                moment(link.expires_at),
                self._state_of(link),
            )
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setData(_LINK_ROLE, link)
                self.table.setItem(row, column, item)
        if account is not None:
            self._kind.setCurrentIndex(self._kind.findData(account.kind))
            for name, (_, edit) in self._fields.items():
                edit.setText(str(getattr(account, name)))
            self._show_fields()
        self._update()

    def _state_of(self, link: SharedLink) -> str:
        if link.ended_at is not None:
            return self.tr("Ended")
        if link.problem:
            reason = messages.for_code(link.problem, self._state.lang)
            return self.tr("Could not be ended: {reason}").format(reason=reason)
        if link.expires_at <= self._now:
            return self.tr("Past its end date; still on your web space")
        return self.tr("Can be opened")

    def _current(self) -> SharedLink | None:
        item = self.table.currentItem()
        found: SharedLink | None = item.data(_LINK_ROLE) if item is not None else None
        return found

    def _update(self) -> None:
        link = self._current()
        self.stop_button.setEnabled(link is not None and link.ended_at is None)
        self._copy.setEnabled(link is not None and link.ended_at is None)

    def _copy_link(self) -> None:
        link = self._current()
        if link is not None:
            self._state.shell.copy(link.link)

    def _stop(self) -> None:
        link = self._current()
        if link is None:
            return
        service = self._state.open_session.link
        self.stop_button.setEnabled(False)
        tasks.run(service.stop, link.name, owner=self, done=self._stopped, failed=self._failed)

    def _stopped(self, link: SharedLink) -> None:
        if link.ended_at is not None:
            self.bar.show_message(self.tr("The page is gone. The link opens nothing any more."), tone="good")
        else:
            self.bar.show_message(self._state_of(link), tone="attention")
        self._load()

    def _failed(self, error: Any) -> None:
        self._keep.setEnabled(True)
        self.bar.show_message(messages.sentence(error, self._state.lang), tone="bad")
        self._update()

    # --- account ----------------------------------------------------------------------------------------------

    def account(self) -> WebSpaceAccount:
        """Return what was entered."""
        said = {name: edit.text().strip() for name, (_, edit) in self._fields.items()}
        return WebSpaceAccount(
            kind=self.kind,
            url=said["url"],
            user=said["user"],
            secret=self._fields["secret"][1].text(),
            public_url=said["public_url"],
            bucket=said["bucket"],
            region=said["region"] or "us-east-1",
        )

    def _keep_account(self) -> None:
        service = self._state.open_session.link
        self._keep.setEnabled(False)

        def done(changes: Changes) -> None:
            self._keep.setEnabled(True)
            self._state.shell.apply(changes)
            self.bar.show_message(self.tr("It works: a page could be put there and deleted again."), tone="good")

        tasks.run(service.set_account, self.account(), owner=self, done=done, failed=self._failed)

    def done(self, result: int) -> None:
        """Forget what was shown, then close."""
        self.table.setRowCount(0)
        for _, edit in self._fields.values():
            edit.clear()
        super().done(result)


def open_web_space(owner: QWidget, state: AppState) -> WebSpaceDialog:
    """Open the links over ``owner``."""
    dialog = WebSpaceDialog(state, owner)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
