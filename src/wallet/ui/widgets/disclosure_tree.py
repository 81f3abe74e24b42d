"""What a receiver will see of each credential: locked, ticked or hidden, as a tree that the keyboard walks."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from wallet.services.share import ClaimNode, CredentialOptions
from wallet.ui.models.issuer_text import one_line, value_text
from wallet.ui.widgets import icons
from wallet.ui.widgets.soft_selection import soften
from wallet.ui.widgets.verdict_badge import tone_of, word

_NODE_ROLE = Qt.ItemDataRole.UserRole + 1
_ID_ROLE = Qt.ItemDataRole.UserRole + 2


def _children(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    for index in range(item.childCount()):
        child = item.child(index)
        if child is not None:
            yield child


class DisclosureTree(QTreeWidget):
    """One branch per credential. What is sensitive starts hidden wherever the form can hide it."""

    choice_changed = Signal()
    sensitive_ticked = Signal(str)

    def __init__(self, lang: str, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._lang = lang
        self.setHeaderLabels([self.tr("What they will see"), self.tr("Value")])
        self.setAccessibleName(self.tr("What they will see"))
        self.setIconSize(QSize(18, 18))
        self.setColumnWidth(0, 340)
        soften(self)
        self.itemChanged.connect(self._ticked)

    def show_options(self, credentials: Sequence[CredentialOptions]) -> None:
        """Show what can be chosen; ticks begin with the least that makes sense."""
        self.blockSignals(True)
        self.clear()
        for credential in credentials:
            top = self._branch(credential)
            self.addTopLevelItem(top)
            note = top.child(0)
            if credential.whole_only and note is not None:
                note.setFirstColumnSpanned(True)
        self.expandAll()
        self.blockSignals(False)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)

    def _branch(self, credential: CredentialOptions) -> QTreeWidgetItem:
        said = word(credential.state, self._lang)
        top = QTreeWidgetItem([one_line(credential.title), said])
        top.setData(0, _ID_ROLE, credential.credential_id)
        top.setIcon(1, QIcon(icons.verdict_pixmap(credential.state, tone_of(credential.state), 18)))
        top.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        top.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{one_line(credential.title)}. {said}")
        if credential.whole_only:
            sentence = self.tr("This certificate can only be shared whole.")
            note = QTreeWidgetItem([sentence, ""])
            note.setIcon(0, icons.icon("lock"))
            note.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            top.addChild(note)
            # Spanning works only for an item that stands in a tree: see show_options.
        for node in credential.claims:
            top.addChild(self._leaf(node, whole=credential.whole_only))
        return top

    def _leaf(self, node: ClaimNode, *, whole: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem([one_line(node.label), value_text(node.value, self._lang)])
        item.setData(0, _NODE_ROLE, node)
        locked = node.locked or whole
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags if locked else flags | Qt.ItemFlag.ItemIsUserCheckable)
        if locked:
            item.setIcon(0, icons.icon("lock"))
            item.setToolTip(0, self.tr("Always included; this form cannot leave it out."))
        else:
            item.setCheckState(0, Qt.CheckState.Unchecked if node.sensitive else Qt.CheckState.Checked)
        self._say(item, node, locked=locked)
        for child in node.children:
            item.addChild(self._leaf(child, whole=whole))
        if not locked and node.sensitive:
            self._set_below(item, Qt.CheckState.Unchecked)
        return item

    def _say(self, item: QTreeWidgetItem, node: ClaimNode, *, locked: bool) -> None:
        if locked:
            state = self.tr("always included")
        elif item.checkState(0) is Qt.CheckState.Checked:
            state = self.tr("they will see it")
        else:
            state = self.tr("hidden")
        said = f"{one_line(node.label)}: {value_text(node.value, self._lang)}, {state}"
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        node: ClaimNode | None = item.data(0, _NODE_ROLE)
        if node is None or column != 0 or not self._free(item):
            return
        self.blockSignals(True)
        state = item.checkState(0)
        self._set_below(item, state)
        if state is Qt.CheckState.Checked:
            self._tick_above(item)
        for each in self._items():
            inner: ClaimNode | None = each.data(0, _NODE_ROLE)
            if inner is not None:
                self._say(each, inner, locked=not self._free(each))
        self.blockSignals(False)
        if state is Qt.CheckState.Checked and node.sensitive:
            self.sensitive_ticked.emit(node.label)
        self.choice_changed.emit()

    @staticmethod
    def _free(item: QTreeWidgetItem) -> bool:
        return bool(item.flags() & Qt.ItemFlag.ItemIsUserCheckable)

    def _set_below(self, item: QTreeWidgetItem, state: Qt.CheckState) -> None:
        # What stands inside something hidden cannot be seen; what is ticked shows all that it holds but the sensitive.
        for child in _children(item):
            node: ClaimNode = child.data(0, _NODE_ROLE)
            if self._free(child):
                keep_hidden = state is Qt.CheckState.Checked and node.sensitive
                child.setCheckState(0, Qt.CheckState.Unchecked if keep_hidden else state)
            self._set_below(child, state)

    def _tick_above(self, item: QTreeWidgetItem) -> None:
        above = item.parent()
        while above is not None:
            if self._free(above):
                above.setCheckState(0, Qt.CheckState.Checked)
            above = above.parent()

    def _items(self) -> Iterator[QTreeWidgetItem]:
        def below(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
            yield item
            for child in _children(item):
                yield from below(child)

        for index in range(self.topLevelItemCount()):
            top = self.topLevelItem(index)
            if top is not None:
                yield from below(top)

    def hidden(self) -> dict[str, tuple[str, ...]]:
        """Return, per credential id, the claim paths that are not shown."""
        found: dict[str, list[str]] = {}
        current = ""
        for item in self._items():
            if item.data(0, _ID_ROLE):
                current = str(item.data(0, _ID_ROLE))
                found[current] = []
                continue
            node: ClaimNode | None = item.data(0, _NODE_ROLE)
            if node is not None and self._free(item) and item.checkState(0) is Qt.CheckState.Unchecked:
                found[current].append(node.path)
        return {key: tuple(paths) for key, paths in found.items()}
