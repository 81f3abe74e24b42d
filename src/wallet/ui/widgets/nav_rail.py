"""The rail on the left: where you are, and where you can go."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from wallet.ui import theme
from wallet.ui.widgets import icons

_ICON = 22


class NavRail(QFrame):
    """Buttons for the pages; ``chosen`` says which was pressed (``lock`` for the lock)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the buttons."""
        super().__init__(parent)
        self.setProperty("rail", True)
        self.setAccessibleName(self.tr("Parts of the program"))
        self._icons = {
            "library": "library",
            "verify": "check",
            "portfolio": "portfolio",
            "settings": "settings",
            "lock": "lock",
        }
        self._texts = {
            "library": self.tr("Library"),
            "verify": self.tr("Check someone else’s"),
            "portfolio": self.tr("Portfolio"),
            "settings": self.tr("Settings"),
            "lock": self.tr("Lock"),
        }
        self._compact = False
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 16)
        column.setSpacing(4)
        column.addLayout(self._head())
        column.addSpacing(16)
        for name in ("library", "verify", "portfolio"):
            column.addWidget(self._button(name))
        column.addStretch(1)
        for name in ("settings", "lock"):
            column.addWidget(self._button(name))
        theme.notifier().changed.connect(self._recolour)
        self._recolour()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(10)
        self._logo = QLabel()
        self._name = QLabel("Capsa")
        self._name.setProperty("role", "heading")
        row.addWidget(self._logo)
        row.addWidget(self._name, 1)
        return row

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"rail_{name}")
        # Qt leaves hardly any room between icon and text.
        button.setText(f"  {self._texts[name]}")
        button.setAccessibleName(self._texts[name])
        button.setToolTip(self._texts[name])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if name != "lock":
            button.setCheckable(True)
            self._group.addButton(button)
        button.clicked.connect(lambda _checked=False: self.chosen.emit(name))
        self._buttons[name] = button
        return button

    def set_compact(self, *, compact: bool) -> None:
        """Show only the icons where there is little room; the names stay as tool tips and for screen readers."""
        if compact == self._compact:
            return
        self._compact = compact
        self._name.setVisible(not compact)
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if compact else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in self._buttons.values():
            button.setToolButtonStyle(style)

    def show_current(self, name: str, *, is_open: bool) -> None:
        """Mark where we are; parts that need an open wallet are greyed while it is closed."""
        mark = {"credential": "library", "unlock": "library", "first_run": "library"}.get(name, name)
        for key, button in self._buttons.items():
            button.setEnabled(is_open or key in ("library", "verify"))
        if mark in self._buttons:
            self._buttons[mark].setChecked(True)

    def _recolour(self) -> None:
        tokens = theme.tokens()
        self._logo.setPixmap(icons.pixmap("capsa", 28, tokens.accent))
        side = max(_ICON, self.fontMetrics().height())
        for name, button in self._buttons.items():
            button.setIcon(icons.icon(self._icons[name]))
            button.setIconSize(QSize(side, side))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)
