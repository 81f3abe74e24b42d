"""Settings: groups on the left; the rows of each group come from the table of settings, the rest is its own part."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from wallet.services.changes import Changes
from wallet.services.settings import TABLE, Value
from wallet.ui import settings_text, tasks
from wallet.ui.pages.settings_backup import BackupPart
from wallet.ui.pages.settings_network import NetworkPart
from wallet.ui.pages.settings_person import PersonPart
from wallet.ui.pages.settings_security import SecurityPart
from wallet.ui.pages.settings_trust import TrustPart
from wallet.ui.state import AppState, Page
from wallet.ui.widgets.about_part import AboutPart
from wallet.ui.widgets.labels import label
from wallet.ui.widgets.setting_row import SettingRow


class SettingsPage(Page):
    """All settings. A group is built when it is first looked at."""

    def __init__(self, state: AppState) -> None:
        """Build the frame."""
        super().__init__(state)
        self._part: QWidget | None = None
        self._groups = QListWidget()
        self._groups.setObjectName("shelves")
        self._groups.setProperty("bare", True)
        self._groups.setAccessibleName(self.tr("Groups of settings"))
        self._groups.setFixedWidth(max(170, self.fontMetrics().averageCharWidth() * 22))
        for group in settings_text.GROUPS:
            item = QListWidgetItem(settings_text.group_name(group))
            item.setData(Qt.ItemDataRole.UserRole, group)
            item.setSizeHint(QSize(0, max(36, self.fontMetrics().height() + 16)))
            self._groups.addItem(item)
        self._groups.currentItemChanged.connect(self._chosen)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 8, 12)
        row.setSpacing(20)
        row.addWidget(self._groups)
        row.addWidget(self._area, 1)

    @property
    def title(self) -> str:
        """The name of the page."""
        return self.tr("Settings")

    def activate(self, **args: Any) -> None:
        """Show a group (``group``), the first one when none is named."""
        group = str(args.get("group") or "")
        names = settings_text.GROUPS
        if group in names:
            self._groups.setCurrentRow(names.index(group))
        elif self._groups.currentRow() < 0:
            self._groups.setCurrentRow(0)
        self._groups.setFocus()

    def apply(self, changes: Changes) -> None:
        """Show the present state again when it changed elsewhere; focus and place stay."""
        if changes.trust and isinstance(self._part, TrustPart):
            self._part.look()

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is None or self.state.session is None:
            return
        group = str(item.data(Qt.ItemDataRole.UserRole))
        card = QFrame()
        card.setProperty("card", True)
        card.setMaximumWidth(max(860, self.fontMetrics().averageCharWidth() * 110))
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(8)
        column.addWidget(label(settings_text.group_name(group), "title"))
        for setting in TABLE:
            if setting.group == group:
                value = self.state.open_session.settings.get(setting.key)
                column.addWidget(SettingRow(setting, value, self._keep))
        make = _PARTS.get(group)
        self._part = make(self.state) if make is not None else None
        grows = isinstance(self._part, AboutPart)
        if self._part is not None:
            column.addWidget(self._part, 1 if grows else 0)
        if not grows:
            column.addStretch(1)
        whole = QWidget()
        whole.setObjectName("scrolled")
        around = QHBoxLayout(whole)
        around.setContentsMargins(0, 0, 12, 12)
        around.addWidget(card, 1)
        self._area.setWidget(whole)

    def _keep(self, key: str, value: Value) -> None:
        session = self.state.open_session

        def kept(changes: Changes) -> None:
            self.state.shell.apply(changes)
            self.state.shell.setting_changed(key, value)

        tasks.store(session.settings.set, key, value, owner=self, done=kept)


_PARTS: dict[str, Callable[[AppState], QWidget]] = {
    "person": PersonPart,
    "security": SecurityPart,
    "trust": TrustPart,
    "network": NetworkPart,
    "backup": BackupPart,
    "about": AboutPart,
}
