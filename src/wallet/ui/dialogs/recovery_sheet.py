"""A recovery key on the screen: six numbered parts, to save, to print, and to type back in part."""

from pathlib import Path

from PySide6.QtCore import QRandomGenerator, Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from wallet.errors import EnvironmentFailedError
from wallet.services import session as sessions
from wallet.ui import tasks, theme
from wallet.ui.dialogs import file_dialog
from wallet.ui.emergency_sheet import sheet_document, sheet_text
from wallet.ui.state import AppState
from wallet.ui.widgets.flow import FlowLayout
from wallet.ui.widgets.labels import button, label

TYPED_BACK = 3
"""How many parts are typed back."""


class RecoverySheet(QWidget):
    """Shows a key and hands it out on paper."""

    def __init__(self, state: AppState, parent: QWidget | None = None) -> None:
        """Start without a key."""
        super().__init__(parent)
        self._state = state
        self._key = ""
        self._folder = Path()
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        self._save = button(self.tr("Save the sheet…"), "sheet_save")
        self._save.clicked.connect(self._save_sheet)
        self._print = button(self.tr("Print the sheet…"), "sheet_print")
        self._print.clicked.connect(self._print_sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(14)
        column.addLayout(self._grid)
        column.addLayout(FlowLayout([self._save, self._print]))

    def show_key(self, key: str, folder: Path) -> None:
        """Show a key (nothing for an empty one) of the wallet in ``folder``."""
        self._key, self._folder = key, folder
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for place, group in enumerate(sessions.recovery_words(key) if key else ()):
            self._grid.addWidget(self._part(place, group), place // 3, place % 3)

    def _part(self, place: int, group: str) -> QLabel:
        shown = label(f"{place + 1}.  {group}", "mono")
        shown.setObjectName(f"key_group_{place + 1}")
        shown.setAccessibleName(self.tr("Part {number}: {text}").format(number=place + 1, text=" ".join(group)))
        size = theme.BASE_POINTS * 1.35
        shown.setStyleSheet(f"font-size: {size:.1f}pt; font-family: monospace; padding: 8px;")
        shown.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        shown.setWordWrap(False)
        shown.setProperty("card", True)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return shown

    def _save_sheet(self) -> None:
        path = file_dialog.save_file(self, self.tr("Save the emergency sheet"), "capsa-emergency-sheet.txt")
        if path is None:
            return
        text = sheet_text(self._key, self._folder)

        def write() -> None:
            try:
                path.write_text(text, "utf-8")
                path.chmod(0o600)
            except OSError as reason:
                facts = {"place": str(path), "reason": reason.strerror or ""}
                raise EnvironmentFailedError("window.not_saved", facts) from reason

        done = self.tr("The emergency sheet was saved. Move it to a safe place away from this computer.")
        tasks.run(write, owner=self, done=lambda _: self._state.shell.say(done, tone="good"))

    def _print_sheet(self) -> None:
        printer = QPrinter()
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            sheet_document(sheet_text(self._key, self._folder)).print_(printer)


class Rehearsal(QWidget):
    """Asks for three parts of the key, so that the person knows that the sheet works."""

    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the fields."""
        super().__init__(parent)
        self._groups: tuple[str, ...] = ()
        self.asked: tuple[int, ...] = ()
        self._names: list[QLabel] = []
        self.edits: list[QLineEdit] = []
        row = QHBoxLayout()
        row.setSpacing(12)
        for place in range(TYPED_BACK):
            edit = QLineEdit()
            edit.setObjectName(f"rehearse_{place}")
            edit.setMaxLength(12)
            edit.returnPressed.connect(self.submitted)
            name = label("", buddy=edit)
            cell = QVBoxLayout()
            cell.addWidget(name)
            cell.addWidget(edit)
            row.addLayout(cell)
            self._names.append(name)
            self.edits.append(edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(self.tr("Type these three parts of your recovery key:")))
        column.addLayout(row)
        self.setFocusProxy(self.edits[0])

    def ask(self, key: str) -> None:
        """Ask for three parts of ``key``, drawn once per key."""
        groups = sessions.recovery_words(key)
        if groups != self._groups:
            self._groups = groups
            draw = QRandomGenerator.global_()
            shuffled = sorted(range(len(groups)), key=lambda _: draw.generate())
            self.asked = tuple(sorted(shuffled[:TYPED_BACK]))
        for edit, name, place in zip(self.edits, self._names, self.asked, strict=False):
            words = self.tr("Part {number}").format(number=place + 1)
            name.setText(words)
            edit.setAccessibleName(words)
            edit.clear()

    def problem(self) -> tuple[str, QLineEdit] | None:
        """Return what is not right yet, with its field."""
        for edit, place in zip(self.edits, self.asked, strict=False):
            if _plain(edit.text()) != _plain(self._groups[place]):
                words = self.tr("Part {number} is not right. Look at your sheet and type it again.")
                return words.format(number=place + 1), edit
        return None

    def forget(self) -> None:
        """Forget the key and what was typed."""
        self._groups = ()
        self.asked = ()
        for edit in self.edits:
            edit.clear()


def _plain(text: str) -> str:
    # The same letters that the key itself reads as digits (Crockford's base 32).
    return "".join(text.upper().split()).replace("-", "").translate(str.maketrans("ILO", "110"))
