"""Who you are, so that the program can tell which credentials are yours. It never leaves the wallet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from wallet.model.earned import Identifier
from wallet.ui import tasks
from wallet.ui.state import AppState
from wallet.ui.widgets.labels import button, label
from wallet.verification.context import Person


class PersonPart(QWidget):
    """Names and addresses, one a line."""

    def __init__(self, state: AppState) -> None:
        """Show what was entered."""
        super().__init__()
        self._state = state
        self._other: tuple[Identifier, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(
            label(
                self.tr(
                    "A credential says for whom it is, sometimes only in a scrambled form. With your names and "
                    "addresses the program can tell you which ones are yours. They stay in this wallet."
                )
            )
        )
        self._names = self._lines("person_names", self.tr("Your names, one a line"), column)
        self._mails = self._lines("person_mails", self.tr("Your e-mail addresses, one a line"), column)
        self._save = button(self.tr("Keep"), "person_save", kind="primary")
        self._save.clicked.connect(self._keep)
        column.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        tasks.run(state.open_session.person.get, owner=self, done=self._show)

    def _lines(self, name: str, words: str, column: QVBoxLayout) -> QPlainTextEdit:
        edit = QPlainTextEdit()
        edit.setObjectName(name)
        edit.setAccessibleName(words)
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(max(84, self.fontMetrics().height() * 4 + 20))
        column.addWidget(label(words, buddy=edit))
        column.addWidget(edit)
        return edit

    def _show(self, person: Person) -> None:
        self._names.setPlainText("\n".join(person.names))
        self._mails.setPlainText("\n".join(i.value for i in person.identifiers if i.kind == "email"))
        self._other = tuple(i for i in person.identifiers if i.kind != "email")

    def _keep(self) -> None:
        names = tuple(line.strip() for line in self._names.toPlainText().splitlines() if line.strip())
        mails = tuple(line.strip() for line in self._mails.toPlainText().splitlines() if line.strip())
        person = Person(names=names, identifiers=(*(Identifier("email", mail) for mail in mails), *self._other))
        words = self.tr("Kept. “Check again” tells for each credential whether it is yours.")

        def kept(_: object) -> None:
            self._state.shell.toast(words)

        tasks.store(self._state.open_session.person.set, person, owner=self, done=kept)
