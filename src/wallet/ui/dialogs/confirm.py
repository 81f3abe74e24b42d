"""Small questions and notes. ``answers`` is the seam for tests: what stands in it is the answer."""

from collections import deque
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

answers: deque[bool | str] = deque()


def ask(parent: QWidget, title: str, text: str, *, yes: str, danger: bool = False) -> bool:
    """Ask a question whose safe answer is the default; tell whether the person said ``yes``."""
    if answers:
        return bool(answers.popleft())
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, text, QMessageBox.StandardButton.Cancel, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    button = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    button.setProperty("danger", danger)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is button


def ask_text(parent: QWidget, title: str, label: str, text: str = "") -> str | None:
    """Ask for one line of text; None when the person changed their mind."""
    if answers:
        return str(answers.popleft())
    said, ok = QInputDialog.getText(parent, title, label, QLineEdit.EchoMode.Normal, text)
    return said if ok else None


class TypedConfirmation(QDialog):
    """A question that is answered by typing a word, for what cannot be undone."""

    def __init__(self, title: str, text: str, word: str, button: str, parent: QWidget | None = None) -> None:
        """Ask; the button works only after ``word`` was typed."""
        super().__init__(parent)
        self.setWindowTitle(title)
        explanation = QLabel(text)
        explanation.setWordWrap(True)
        explanation.setTextFormat(Qt.TextFormat.PlainText)
        label = QLabel(self.tr("Type “{word}” to go on:").format(word=word))
        self._word = word
        self._edit = QLineEdit()
        self._edit.setObjectName("typed_word")
        label.setBuddy(self._edit)
        self._edit.setAccessibleName(label.text())
        self._edit.textChanged.connect(self._typed)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._button = QPushButton(button)
        self._button.setObjectName("typed_go")
        self._button.setProperty("danger", True)
        self._button.setEnabled(False)
        box.addButton(self._button, QDialogButtonBox.ButtonRole.AcceptRole)
        box.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(12)
        for part in (explanation, label, self._edit, box):
            column.addWidget(part)
        self.setMinimumWidth(460)

    def _typed(self, text: str) -> None:
        self._button.setEnabled(text.strip().casefold() == self._word.casefold())


def typed(parent: QWidget, title: str, text: str, *, word: str, button: str) -> bool:
    """Ask for a typed confirmation; tell whether it was given."""
    if answers:
        return str(answers.popleft()).casefold() == word.casefold()
    return TypedConfirmation(title, text, word, button, parent).exec() == QDialog.DialogCode.Accepted


def unexpected(parent: QWidget | None, report: Path | None, *, lang: str) -> None:
    """Say that the program met a fault of its own, and where the report is; it is never sent."""
    translate = QCoreApplication.translate
    box = QMessageBox(QMessageBox.Icon.NoIcon, "Capsa", translate("Confirm", "Capsa met a fault in the program."))
    box.setParent(parent, Qt.WindowType.Dialog)
    text = translate(
        "Confirm", "Your wallet is safe: what was saved stays saved. You can go on, or close Capsa and start it again."
    )
    if report is not None:
        where = translate("Confirm", "A report without any of your data was saved on this computer. Nothing was sent.")
        text = f"{text}\n\n{where}\n{report}"
        shown = box.addButton(translate("Confirm", "Show the report"), QMessageBox.ButtonRole.ActionRole)
        shown.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(report))))
    box.setInformativeText(text)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.addButton(translate("Confirm", "Go on"), QMessageBox.ButtonRole.AcceptRole)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setProperty("lang", lang)
    box.open()
