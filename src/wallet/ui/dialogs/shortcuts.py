"""All keyboard shortcuts, from the table of actions."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from wallet.ui import actions
from wallet.ui.widgets.labels import label
from wallet.ui.widgets.plain_table import PlainTable


def keys(spec: actions.Spec) -> str:
    """Return the keys of an action as people read them."""
    return QKeySequence(spec.shortcut).toString(QKeySequence.SequenceFormat.NativeText)


class ShortcutsDialog(QDialog):
    """A table: what it does, and which keys do it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Fill the table."""
        super().__init__(parent)
        title = self.tr("Keyboard shortcuts")
        self.setWindowTitle(title)
        self.resize(820, 640)
        table = PlainTable("shortcuts_table", title, [self.tr("Keys"), self.tr("Action"), self.tr("What it does")])
        table.show_rows(
            [(spec.id, (keys(spec), actions.plain_text(spec), actions.tip(spec))) for spec in actions.TABLE]
        )
        table.setCurrentCell(0, 0)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))
        box.rejected.connect(self.reject)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(24, 20, 24, 16)
        column_.setSpacing(12)
        column_.addWidget(label(title, "title"))
        column_.addWidget(table, 1)
        column_.addWidget(box)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
