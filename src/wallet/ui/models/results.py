"""What was checked on the employer's page: one row per source, filtered by what was found, written out as CSV."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from wallet.model.earned import NameSource
from wallet.model.language import pick
from wallet.services import sentences
from wallet.services.shown_checks import NO_FACTS_STATES, UNREAD_STATES
from wallet.ui.models.issuer_text import one_line, source_name, tool_tip
from wallet.ui.models.report import moment
from wallet.verification.report import Inspected, Report
from wallet.verification.verdict import Tone

AnyIndex = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def title_of(report: Report, lang: str) -> str:
    """Return what a report is about: the title, or how many credentials it holds, or nothing."""
    if report.verdict.state in NO_FACTS_STATES | UNREAD_STATES:
        return ""
    if report.record is not None and report.record.title:
        return one_line(pick(report.record.title, lang))
    if len(report.items) == 1:
        return title_of(report.items[0], lang)
    if report.items:
        return QCoreApplication.translate("Results", "{count} credentials").format(count=len(report.items))
    return ""


def issuer_of(report: Report) -> str:
    """Return the name of the issuer, marked where it comes from the file only."""
    if report.verdict.state in NO_FACTS_STATES | UNREAD_STATES:
        return ""
    if report.record is None:
        return issuer_of(report.items[0]) if len(report.items) == 1 else ""
    issuer = report.record.issuer
    name = one_line(issuer.name or issuer.stated_name or issuer.id or "")
    if not name or issuer.name_from is NameSource.TRUST_LIST:
        return name
    return QCoreApplication.translate("Results", "{name} (as the file says)").format(name=name)


def _matches(report: Report, text: str, tone: Tone | None, lang: str) -> bool:
    if tone is not None and report.verdict.tone is not tone:
        return False
    if not text:
        return True
    haystack = " ".join((report.source, title_of(report, lang), issuer_of(report))).casefold()
    return all(word in haystack for word in text.casefold().split())


def _safe_cell(text: str) -> str:
    # A cell that starts like a formula would run in a spreadsheet (OWASP, CSV injection).
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def cells_of(report: Report, lang: str) -> tuple[str, str, str, str, str]:
    """Return what stands in the columns for one result."""
    return (
        sentences.headline(report, lang, None).word,
        title_of(report, lang),
        issuer_of(report),
        source_name(report.source),
        moment(report.checked_at),
    )


def _names() -> tuple[str, ...]:
    return (
        QCoreApplication.translate("Results", "Result"),
        QCoreApplication.translate("Results", "Credential"),
        QCoreApplication.translate("Results", "From"),
        QCoreApplication.translate("Results", "File or code"),
        QCoreApplication.translate("Results", "Checked"),
    )


def csv_of(found: Sequence[Inspected], lang: str) -> bytes:
    """Return results as CSV (RFC 4180, UTF-8 with a byte order mark for spreadsheets); for a task thread."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow((*_names(), QCoreApplication.translate("Results", "What it means")))
    for one in found:
        said = sentences.headline(one.report, lang, None)
        writer.writerow([_safe_cell(cell) for cell in (*cells_of(one.report, lang), said.sentence)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


class ResultsModel(QAbstractTableModel):
    """Verdict, title, issuer, source and time for each source; nothing is stored beyond this window."""

    INSPECTED_ROLE = Qt.ItemDataRole.UserRole + 1
    STATE_ROLE = Qt.ItemDataRole.UserRole + 2
    TONE_ROLE = Qt.ItemDataRole.UserRole + 3

    def __init__(self, lang: str, parent: QObject | None = None) -> None:
        """Start empty, with sentences in ``lang``."""
        super().__init__(parent)
        self._lang = lang
        self._all: list[Inspected] = []
        self._shown: list[Inspected] = []
        self._text = ""
        self._tone: Tone | None = None

    def extend(self, found: Sequence[Inspected]) -> None:
        """Add results at the end."""
        self._all.extend(found)
        fitting = [one for one in found if _matches(one.report, self._text, self._tone, self._lang)]
        if fitting:
            row = len(self._shown)
            self.beginInsertRows(_NO_PARENT, row, row + len(fitting) - 1)
            self._shown.extend(fitting)
            self.endInsertRows()

    def append(self, found: Inspected) -> None:
        """Add one result at the end."""
        self.extend((found,))

    def replace(self, old: Inspected, new: Inspected) -> None:
        """Put the result of a second look in the place of the first."""
        for index, found in enumerate(self._all):
            if found is old:
                self._all[index] = new
        self.show_only(self._text, self._tone)

    def clear(self) -> None:
        """Forget all results."""
        self.beginResetModel()
        self._all.clear()
        self._shown.clear()
        self.endResetModel()

    def show_only(self, text: str = "", tone: Tone | None = None) -> None:
        """Show only results that hold all words of ``text`` and have ``tone``."""
        self.beginResetModel()
        self._text, self._tone = text, tone
        self._shown = [found for found in self._all if _matches(found.report, text, tone, self._lang)]
        self.endResetModel()

    @property
    def total(self) -> int:
        """How many results there are, filtered away ones included."""
        return len(self._all)

    def shown(self) -> Sequence[Inspected]:
        """Return the results that pass the filter."""
        return tuple(self._shown)

    def at(self, row: int) -> Inspected:
        """Return the result in a row."""
        return self._shown[row]

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else 5

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell, the result, its state or tone, or what a screen reader says."""
        if not index.isValid():
            return None
        found = self._shown[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return cells_of(found.report, self._lang)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            said = sentences.headline(found.report, self._lang, None).sentence
            return tool_tip(said if index.column() == 0 else one_line(found.report.source))
        extra = {
            self.INSPECTED_ROLE: found,
            self.STATE_ROLE: found.report.verdict.state,
            self.TONE_ROLE: found.report.verdict.tone,
        }
        return extra.get(role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the names of the columns."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return _names()[section]
