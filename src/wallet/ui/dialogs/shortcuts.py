"""All keyboard shortcuts, from the table of actions."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from wallet.ui import actions
from wallet.ui.widgets.labels import label


class ShortcutsDialog(QDialog):
    """A table: what it does, and which keys do it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Fill the table."""
        super().__init__(parent)
        title = self.tr("Keyboard shortcuts")
        self.setWindowTitle(title)
        self.resize(820, 640)
        table = QTableWidget(len(actions.TABLE), 3)
        table.setObjectName("shortcuts_table")
        table.setAccessibleName(title)
        table.setHorizontalHeaderLabels([self.tr("Keys"), self.tr("Action"), self.tr("What it does")])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        for row, spec in enumerate(actions.TABLE):
            keys = QKeySequence(spec.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            for column, text in enumerate((keys, actions.plain_text(spec), actions.tip(spec))):
                table.setItem(row, column, QTableWidgetItem(text))
        table.resizeColumnsToContents()
        table.horizontalHeader().setStretchLastSection(True)
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
