"""Every address that this wallet contacted, with when and how it came out."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wallet import wording
from wallet.ui import tasks
from wallet.ui.models import library_text
from wallet.ui.state import AppState
from wallet.ui.widgets.labels import label
from wallet.ui.widgets.plain_table import PlainTable


class NetworkPart(QWidget):
    """The log."""

    def __init__(self, state: AppState) -> None:
        """Read the log."""
        super().__init__()
        self._state = state
        self._table = PlainTable(
            "network_log",
            self.tr("Addresses that were contacted"),
            [self.tr("When"), self.tr("Outcome"), self.tr("Address")],
        )
        self._table.setMinimumHeight(300)
        self._none = label(self.tr("Nothing was contacted yet."), "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(label(self.tr("What was contacted"), "heading"))
        column.addWidget(
            label(self.tr("Only to check credentials: signing keys, lists of withdrawn credentials, lists of issuers."))
        )
        column.addWidget(self._none)
        column.addWidget(self._table)
        session = state.open_session

        def read() -> list[tuple[str, tuple[str, str, str]]]:
            rows = []
            for entry in session.network_log():
                when = entry.at.astimezone()
                rows.append((entry.url, (when.isoformat(timespec="minutes"), entry.outcome.value, entry.url)))
            return rows

        tasks.run(read, owner=self, done=self._show)

    def _show(self, rows: list[tuple[str, tuple[str, str, str]]]) -> None:
        self._none.setVisible(not rows)
        self._table.setVisible(bool(rows))
        shown = []
        for key, (when, outcome, url) in rows:
            moment = QLocale().toDateTime(when[:16], "yyyy-MM-ddTHH:mm")
            words = wording.say(f"network.{outcome}", self._state.lang)
            cells = (QLocale().toString(moment, QLocale.FormatType.ShortFormat), words, library_text.short(url, 300))
            shown.append((key, cells))
        self._table.show_rows(shown)
