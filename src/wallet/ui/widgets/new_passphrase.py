"""Choosing a new passphrase: typed twice, with an honest estimate of how long it would hold."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wallet.ui import passphrase_strength, tasks
from wallet.ui.passphrase_strength import MINIMUM_LENGTH
from wallet.ui.widgets.labels import label
from wallet.ui.widgets.passphrase_edit import PassphraseEdit, StrengthMeter


class NewPassphrase(QWidget):
    """Two fields and the estimate. ``submitted`` on Enter in the second."""

    submitted = Signal()

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        """Build the fields; their object names are ``<name>_passphrase`` and ``<name>_again``."""
        super().__init__(parent)
        self.first = PassphraseEdit(words)
        self.first.edit.setObjectName(f"{name}_passphrase")
        self.again = PassphraseEdit(self.tr("The same again"))
        self.again.edit.setObjectName(f"{name}_again")
        self._meter = StrengthMeter()
        self._words = label("", "muted")
        self.first.changed.connect(self._judge)
        self.first.submitted.connect(self._to_again)
        self.again.submitted.connect(self.submitted)
        self.setFocusProxy(self.first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(words, buddy=self.first.edit))
        column.addWidget(self.first)
        column.addWidget(self._meter)
        column.addWidget(self._words)
        column.addWidget(label(self.tr("The same again"), buddy=self.again.edit))
        column.addWidget(self.again)
        # The word lists take a moment to load; the first letter typed should not wait for them.
        tasks.run(passphrase_strength.estimate, "warm", owner=self, failed=lambda _: None)

    def problem(self) -> tuple[str, QWidget] | None:
        """Return what is not right yet, with the field to put it right in."""
        said = self.first.text()
        if len(said) < MINIMUM_LENGTH:
            return self.tr("Choose a longer passphrase."), self.first.edit
        if said != self.again.text():
            return self.tr("The two are not the same. Type it again."), self.again.edit
        return None

    def text(self) -> str:
        """Return the passphrase."""
        return self.first.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()

    def _to_again(self) -> None:
        self.again.setFocus()

    def _judge(self, said: str) -> None:
        strength = passphrase_strength.estimate(said)
        text = passphrase_strength.sentence(strength, len(said))
        self._words.setText(text)
        self._meter.show_strength(strength if said else None, passphrase_strength.tone(strength, len(said)), text)
