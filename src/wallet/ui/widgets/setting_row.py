"""One setting as a row: label, field of the right kind, hint. The field is made from the table of settings."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from wallet.services.settings import Setting, Value
from wallet.ui import settings_text
from wallet.ui.widgets.labels import label

_SETTLE_MS = 500
"""A number or a text is kept when it has not changed for this long."""


class SettingRow(QWidget):
    """Shows a value and calls ``keep(key, value)`` when the person changed it."""

    def __init__(self, setting: Setting, value: Value, keep: Callable[[str, Value], None]) -> None:
        """Build the field for the kind of setting."""
        super().__init__()
        self._setting = setting
        self._keep = keep
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._settled)
        words = settings_text.label_text(setting.key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(2)
        self.field = self._make(value)
        self.field.setObjectName(f"setting_{setting.key}")
        self.field.setAccessibleName(words)
        if isinstance(self.field, QCheckBox):
            self.field.setText(words)
            column.addWidget(self.field)
        else:
            row = QHBoxLayout()
            row.addWidget(label(words, buddy=self.field), 1)
            row.addWidget(self.field, 1 if isinstance(self.field, QLineEdit) else 0)
            column.addLayout(row)
        hint = settings_text.hint(setting.key)
        if hint:
            self.field.setAccessibleDescription(hint)
            column.addWidget(label(hint, "muted"))

    def _make(self, value: Value) -> QWidget:
        setting = self._setting
        if setting.choices:
            return self._choice(str(value))
        if isinstance(setting.default, bool):
            box = QCheckBox()
            box.setChecked(bool(value))
            box.toggled.connect(lambda on: self._keep(setting.key, on))
            return box
        if isinstance(setting.default, int):
            spin = QSpinBox()
            # The style sheet's padding does not reach the field inside a spin box.
            spin.lineEdit().setTextMargins(8, 0, 0, 0)
            spin.setRange(setting.minimum, setting.maximum)
            spin.setSingleStep(10 if setting.key == "general.text_size" else 1)
            spin.setSuffix(settings_text.unit(setting.key))
            spin.setValue(int(value))
            spin.valueChanged.connect(lambda _: self._settle.start())
            return spin
        edit = QLineEdit(str(value))
        edit.textEdited.connect(lambda _: self._settle.start())
        return edit

    def _choice(self, value: str) -> QComboBox:
        combo = QComboBox()
        for choice in self._setting.choices:
            combo.addItem(settings_text.choice(choice), choice)
        combo.setCurrentIndex(self._setting.choices.index(value) if value in self._setting.choices else 0)
        combo.activated.connect(lambda _: self._keep(self._setting.key, str(combo.currentData())))
        return combo

    def _settled(self) -> None:
        if isinstance(self.field, QSpinBox):
            self._keep(self._setting.key, self.field.value())
        elif isinstance(self.field, QLineEdit):
            self._keep(self._setting.key, self.field.text().strip())
