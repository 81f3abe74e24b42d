"""Somebody's site asks for a copy: who asks, what for, what would be shown, and Decline as large as Share."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wallet.services.respond import Ask, AskedClaim, AskedCredential, Choice, Responded
from wallet.ui import messages, tasks
from wallet.ui.models.issuer_text import isolated, one_line, value_text
from wallet.ui.state import AppState
from wallet.ui.widgets import icons
from wallet.ui.widgets.message_bar import MessageBar, announce
from wallet.ui.widgets.plain_label import PlainLabel
from wallet.ui.widgets.soft_selection import soften
from wallet.ui.widgets.verdict_badge import tone_of, word
from wallet.ui.widgets.work_bar import WorkBar

_QUERY_ROLE = Qt.ItemDataRole.UserRole + 1
_CHOICE_ROLE = Qt.ItemDataRole.UserRole + 2
_CLAIM_ROLE = Qt.ItemDataRole.UserRole + 3


def _children(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    for index in range(item.childCount()):
        child = item.child(index)
        if child is not None:
            yield child


class AskTree(QTreeWidget):
    """What is asked for, and what could answer it. Nothing is ticked beforehand."""

    choice_changed = Signal()

    def __init__(self, lang: str, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._lang = lang
        self.setHeaderLabels([self.tr("What is asked for"), self.tr("What they would see")])
        self.setAccessibleName(self.tr("What is asked for"))
        self.setIconSize(QSize(18, 18))
        self.setColumnWidth(0, 340)
        soften(self)
        self.itemChanged.connect(self._ticked)

    def show_ask(self, ask: Ask) -> None:
        """Show what is asked for."""
        self.blockSignals(True)
        self.clear()
        for number, asked in enumerate(ask.asked, 1):
            self.addTopLevelItem(self._query(asked, number))
        self.expandAll()
        self.blockSignals(False)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)

    def _query(self, asked: AskedCredential, number: int) -> QTreeWidgetItem:
        needed = self.tr("needed") if asked.required else self.tr("not needed")
        top = QTreeWidgetItem([self.tr("Credential {number}, {needed}").format(number=number, needed=needed), ""])
        top.setData(0, _QUERY_ROLE, asked)
        top.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        if not asked.choices:
            none = QTreeWidgetItem([self.tr("You have nothing that answers this."), ""])
            none.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            top.addChild(none)
        for choice in asked.choices:
            top.addChild(self._choice(choice))
        return top

    def _choice(self, choice: Choice) -> QTreeWidgetItem:
        said = word(choice.state, self._lang)
        item = QTreeWidgetItem([one_line(choice.title), said])
        item.setIcon(1, QIcon(icons.verdict_pixmap(choice.state, tone_of(choice.state), 18)))
        item.setData(0, _CHOICE_ROLE, choice)
        item.setCheckState(0, Qt.CheckState.Unchecked)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{one_line(choice.title)}. {said}")
        if choice.whole:
            note = QTreeWidgetItem([self.tr("This certificate can only be shared whole."), ""])
            note.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.addChild(note)
        for claim in choice.claims:
            item.addChild(self._claim(claim, whole=choice.whole))
        return item

    def _claim(self, claim: AskedClaim, *, whole: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem([one_line(claim.name), value_text(claim.value, self._lang)])
        item.setData(0, _CLAIM_ROLE, claim)
        if whole:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setIcon(0, icons.icon("lock"))
        else:
            item.setCheckState(0, Qt.CheckState.Checked)
        if claim.sensitive is not None:
            item.setToolTip(0, self.tr("Personal: show it only to somebody who needs it."))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{one_line(claim.name)}: {one_line(claim.value)}")
        return item

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        choice: Choice | None = item.data(0, _CHOICE_ROLE)
        top = item.parent()
        if column == 0 and choice is not None and top is not None and item.checkState(0) is Qt.CheckState.Checked:
            asked: AskedCredential = top.data(0, _QUERY_ROLE)
            if not asked.multiple:
                self._untick_others(top, item)
        self.choice_changed.emit()

    def _untick_others(self, top: QTreeWidgetItem, kept: QTreeWidgetItem) -> None:
        self.blockSignals(True)
        for other in _children(top):
            if other is not kept and other.data(0, _CHOICE_ROLE) is not None:
                other.setCheckState(0, Qt.CheckState.Unchecked)
        self.blockSignals(False)

    def _chosen_items(self) -> Iterator[tuple[AskedCredential, Choice, QTreeWidgetItem]]:
        for index in range(self.topLevelItemCount()):
            top = self.topLevelItem(index)
            for item in _children(top) if top is not None else ():
                choice: Choice | None = item.data(0, _CHOICE_ROLE)
                if top is not None and choice is not None and item.checkState(0) is Qt.CheckState.Checked:
                    yield top.data(0, _QUERY_ROLE), choice, item

    def chosen(self) -> dict[str, list[str]]:
        """Return what was ticked: query id to credential ids."""
        found: dict[str, list[str]] = {}
        for asked, choice, _ in self._chosen_items():
            found.setdefault(asked.query_id, []).append(choice.credential_id)
        return found

    def hidden(self) -> dict[str, list[str]]:
        """Return what is hidden of what was ticked: credential id to places."""
        found: dict[str, list[str]] = {}
        for _, choice, item in self._chosen_items():
            for leaf in _children(item):
                claim: AskedClaim | None = leaf.data(0, _CLAIM_ROLE)
                free = bool(leaf.flags() & Qt.ItemFlag.ItemIsUserCheckable)
                if claim is not None and free and leaf.checkState(0) is Qt.CheckState.Unchecked:
                    found.setdefault(choice.credential_id, []).append(claim.path)
        return found


class RespondDialog(QDialog):
    """Reads a request, shows it, and sends what was ticked, or a no that says nothing else."""

    ended = Signal(object)

    def __init__(self, state: AppState, uri: str, parent: QWidget | None = None) -> None:
        """Begin reading ``uri``."""
        super().__init__(parent)
        self._state = state
        self._ask: Ask | None = None
        self.setWindowTitle(self.tr("A request for a copy"))
        self.resize(820, 680)
        self.bar = MessageBar(self)
        self._who = PlainLabel(self.tr("Reading the request…"), self)
        self._who.setProperty("role", "heading")
        self._known = PlainLabel("", self)
        self._agree = QFrame(self)
        self._agree.setProperty("bar", "attention")
        self._agree_text = PlainLabel("", self._agree)
        QVBoxLayout(self._agree).addWidget(self._agree_text)
        self._agree.hide()
        self.tree = AskTree(state.lang, self)
        self.tree.choice_changed.connect(self._update)
        self._progress = WorkBar(self)
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName(self.tr("Waiting for the other side"))
        self.decline_button = QPushButton(self.tr("&Decline"), self)
        self.share_button = QPushButton(self.tr("&Share"), self)
        later = QPushButton(self.tr("Decide &later"), self)
        later.setProperty("flat", True)
        later.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(later)
        buttons.addStretch(1)
        for button in (self.decline_button, self.share_button):
            # Saying no must be as easy as saying yes: same size, neither the default.
            button.setMinimumWidth(160)
            button.setAutoDefault(False)
            button.setEnabled(False)
            buttons.addWidget(button)
        self.decline_button.clicked.connect(self._decline)
        self.share_button.clicked.connect(self._share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        for widget in (self._who, self._known, self._agree, self.bar, self.tree, self._progress):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        tasks.run(state.open_session.respond.read, uri, owner=self, done=self._show, failed=self._failed)

    def _show(self, ask: Ask) -> None:
        self._ask = ask
        self._progress.hide()
        self._who.show_text(self.tr("{host} asks for a copy of credentials.").format(host=isolated(ask.host)))
        self._known.show_text(self._about(ask))
        if ask.agree_to:
            lines = [f"{one_line(one.title)}: {one_line(one.text, 1000)}" for one in ask.agree_to]
            self._agree_text.show_text(self.tr("By sharing you also agree to this:") + "\n" + "\n".join(lines))
            self._agree.show()
        self.tree.show_ask(ask)
        self.decline_button.setEnabled(True)
        self.tree.setFocus()
        if not ask.satisfiable:
            self.bar.show_message(self.tr("You have nothing that answers this request."), tone="attention")
        announce(self, self._who.text())
        self._update()

    def _about(self, ask: Ask) -> str:
        if ask.known:
            return self.tr("It is signed by {name}, who is on your list.").format(name=isolated(ask.known))
        stated = isolated(ask.stated_name) if ask.stated_name else ""
        if ask.identity and stated:
            said = self.tr("You do not know who signed it ({identity}). The name {name} comes from the request itself.")
            return said.format(identity=isolated(ask.identity), name=stated)
        if ask.identity:
            return self.tr("You do not know who signed it ({identity}).").format(identity=isolated(ask.identity))
        return self.tr("Nobody signed it: all that is sure is the address that the answer goes to.")

    def _update(self) -> None:
        self.share_button.setEnabled(self._ask is not None and bool(self.tree.chosen()))

    def _busy(self, *, busy: bool) -> None:
        self._progress.setVisible(busy)
        self.decline_button.setEnabled(not busy and self._ask is not None)
        self.tree.setEnabled(not busy)
        self._update()
        if busy:
            self.share_button.setEnabled(False)

    def _share(self) -> None:
        ask = self._ask
        if ask is None:
            return
        respond = self._state.open_session.respond
        chosen, hidden = self.tree.chosen(), self.tree.hidden()
        self._busy(busy=True)
        tasks.run(lambda: respond.respond(ask, chosen, hidden=hidden), owner=self, done=self._sent, failed=self._failed)

    def _decline(self) -> None:
        if self._ask is None:
            return
        self._busy(busy=True)
        respond = self._state.open_session.respond
        tasks.run(respond.decline, self._ask, owner=self, done=self._sent, failed=self._failed)

    def _failed(self, error: Any) -> None:
        self._busy(busy=False)
        if self._ask is None:
            self._who.show_text(self.tr("This request cannot be answered."))
        self.bar.show_message(messages.sentence(error, self._state.lang), tone="bad")

    def _sent(self, ended: Responded) -> None:
        self._busy(busy=False)
        self._state.shell.apply(ended.changes)
        host = self._ask.host if self._ask is not None else ""
        self.ended.emit(ended)
        if ended.receipt is not None and not ended.sent.accepted:
            text = self.tr("{host} did not accept the answer. What you chose was sent.").format(host=isolated(host))
            self.bar.show_message(text, tone="attention")
            return
        said = self.tr("Sent to {host}.") if ended.receipt is not None else self.tr("You declined; {host} was told so.")
        self._state.shell.toast(said.format(host=isolated(host)))
        self.accept()

    def done(self, result: int) -> None:
        """Forget what was shown, then close."""
        self.tree.clear()
        self._ask = None
        super().done(result)
