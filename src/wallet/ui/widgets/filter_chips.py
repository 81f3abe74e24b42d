"""The row of chips under the search field: kind, from, year, verdict; each opens a menu of what there is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from wallet.services.library import Facets
from wallet.ui import theme
from wallet.ui.models import filters
from wallet.ui.models.filters import CHIPS, Filters
from wallet.ui.widgets import icons
from wallet.ui.widgets.flow import FlowLayout
from wallet.ui.widgets.labels import button

_MOST = 60


class FilterChips(QWidget):
    """``changed`` after a chip was set or cleared (the filters hold the new value)."""

    changed = Signal()

    def __init__(self, chosen: Filters, lang: str, parent: QWidget | None = None) -> None:
        """Show the chips of ``chosen``."""
        super().__init__(parent)
        self._filters = chosen
        self._lang = lang
        self._chips: dict[str, QPushButton] = {}
        self._menus: dict[str, QMenu] = {}
        row = FlowLayout()
        self.setLayout(row)
        for chip in CHIPS:
            made = QPushButton()
            made.setObjectName(f"chip_{chip}")
            made.setProperty("chip", True)
            made.setAutoDefault(False)
            menu = QMenu(made)
            made.setMenu(menu)
            self._chips[chip] = made
            self._menus[chip] = menu
            row.addWidget(made)
        self._clear = button(self.tr("Clear"), "chips_clear", kind="flat")
        self._clear.setAccessibleName(self.tr("Show everything on this shelf again"))
        self._clear.clicked.connect(self._clear_all)
        row.addWidget(self._clear)
        theme.notifier().changed.connect(self.refresh)
        self.show_facets(Facets())

    def show_facets(self, facets: Facets) -> None:
        """Offer these values."""
        for chip in CHIPS:
            menu = self._menus[chip]
            menu.clear()
            current = self._filters.chip_value(chip)
            if current is not None:
                menu.addAction(self.tr("Any")).triggered.connect(lambda _=False, c=chip: self._set(c, None))
                menu.addSeparator()
            for facet in filters.facets_of(facets, chip)[:_MOST]:
                words = filters.value_text(chip, facet.value, self._lang).replace("&", "&&")
                action = menu.addAction(f"{words}   {facet.count}")
                action.setCheckable(True)
                action.setChecked(facet.value == current)
                action.triggered.connect(lambda _=False, c=chip, v=facet.value: self._set(c, v))
            self._chips[chip].setEnabled(not menu.isEmpty())
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen."""
        for chip, made in self._chips.items():
            value = self._filters.chip_value(chip)
            name = filters.chip_name(chip)
            words = f"{name}: {filters.value_text(chip, value, self._lang)}" if value is not None else name
            made.setText(words.replace("&", "&&"))
            made.setAccessibleName(words)
            made.setCheckable(True)
            made.setChecked(value is not None)
            made.setIcon(icons.icon("down", theme.tokens().accent if value is not None else theme.tokens().muted))
        self._clear.setVisible(self._filters.narrowed())

    def _set(self, chip: str, value: str | None) -> None:
        self._filters.set_chip(chip, value)
        self.refresh()
        self.changed.emit()

    def _clear_all(self) -> None:
        self._filters.clear()
        self.refresh()
        self.changed.emit()
