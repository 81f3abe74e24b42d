"""The frame of our own dialogs: a title, content, one place for an error, Cancel and one main button."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from wallet.errors import WalletError
from wallet.ui import messages
from wallet.ui.state import AppState
from wallet.ui.widgets.labels import button, label
from wallet.ui.widgets.message_bar import announce


class FormDialog(QDialog):
    """Escape closes; the main button starts :meth:`go`."""

    def __init__(self, state: AppState, parent: QWidget | None) -> None:
        """Build the frame; sub-classes call :meth:`name_it` and add to ``self.body``."""
        super().__init__(parent)
        self.state = state
        self.setModal(True)
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(10)
        self._title = label("", "title")
        column.addWidget(self._title)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        column.addLayout(self.body)
        self._error = label("", "error")
        self._error.setObjectName("dialog_error")
        self._error.hide()
        column.addWidget(self._error)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(8)
        self.left = QHBoxLayout()
        row.addLayout(self.left)
        row.addStretch(1)
        self.cancel = button(self.tr("Cancel"), "dialog_cancel")
        self.cancel.clicked.connect(self.reject)
        self.main = button("", "dialog_go", kind="primary")
        self.main.setDefault(True)
        self.main.clicked.connect(self.go)
        row.addWidget(self.cancel)
        row.addWidget(self.main)
        column.addLayout(row)
        self.finished.connect(self.deleteLater)

    def name_it(self, title: str, main: str) -> None:
        """Say what the dialog is for, and what its main button does."""
        self.setWindowTitle(title)
        self._title.setText(title)
        self.main.setText(main)
        self.main.setAccessibleName(main)

    def go(self) -> None:
        """Do what the dialog is for."""

    def refuse(self, text: str, field: QWidget | None = None) -> None:
        """Say what is not right, and put the focus where it can be put right."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        if text:
            announce(self._error, text, urgent=True)
        if field is not None:
            field.setFocus()

    def failed(self, error: WalletError) -> None:
        """Say the sentence of an error and let the person try again."""
        self.busy(on=False)
        self.refuse(messages.sentence(error, self.state.lang))

    def busy(self, *, on: bool) -> None:
        """Keep the main button from being pressed twice."""
        self.main.setEnabled(not on)
        if on:
            self.refuse("")

    def finish_with(self, close: str) -> None:
        """Leave only one button, which closes."""
        self.cancel.hide()
        self.main.setText(close)
        self.main.setAccessibleName(close)
        self.main.setEnabled(True)
        self.main.clicked.disconnect(self.go)
        self.main.clicked.connect(self.accept)
        self.main.setFocus()
