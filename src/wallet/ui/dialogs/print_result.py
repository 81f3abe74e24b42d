"""The result of a check on paper: one page with the date, in words; never a tick or colour that could be copied."""

import hashlib
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, Qt, QUrl
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from wallet.errors import EnvironmentFailedError
from wallet.services import sentences
from wallet.services.outside import Outside
from wallet.ui.dialogs import saving
from wallet.ui.models import earned
from wallet.ui.models.issuer_text import clean, one_line
from wallet.ui.models.report import ReportRows, moment, rows_of
from wallet.ui.models.results import issuer_of, title_of
from wallet.ui.state import AppState
from wallet.ui.widgets import icons
from wallet.verification.report import Inspected

_MARGIN_MM = 18
_SIZES = (10.0, 9.0, 8.0, 7.0)
_LONGEST_VALUE = 400


class _Sheet(QTextDocument):
    """A document that loads nothing: pictures, style sheets and addresses in it stay unread."""

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        return None


def _e(text: str, limit: int = _LONGEST_VALUE) -> str:
    return escape(clean(text, limit))


class ResultSheet:
    """Writes results as a page. All text that comes from a file is escaped and shortened."""

    def __init__(self, state: AppState, owner: QWidget) -> None:
        """Write in the language of ``state``; ``owner`` translates."""
        self._lang = state.lang
        self._now = Outside(state.options).clock.now()
        self._tr = owner.tr

    def html(self, found: Sequence[Inspected]) -> str:
        """Return the page for one result, or the list of several."""
        body = self._one(found[0]) if len(found) == 1 else self._many(found)
        printed = sentences.moment_text(self._now, self._lang)
        foot = self._tr(
            "Printed on {date}. This sheet is no proof by itself: whoever needs to be sure checks the original again."
        ).format(date=printed)
        return f"<html><body>{body}<p style='color:#444'>{_e(foot)}</p></body></html>"

    def _one(self, found: Inspected) -> str:
        report = found.report
        rows = rows_of(report, self._lang)
        parts = [f"<h1>{_e(self._tr('Result of a check'))}</h1>", self._headline(rows)]
        parts.append(self._table(self._facts(found, rows)))
        parts.append(f"<h2>{_e(self._tr('What was checked'))}</h2>")
        parts.append(self._table([(row.title, f"{row.outcome}. {row.sentence} {row.evidence}") for row in rows.shown]))
        if rows.folded:
            names = ", ".join(row.title for row in rows.folded)
            parts.append(f"<p>{_e(rows.folded_because)}: {_e(names)}</p>")
        for item in report.items:
            inner = rows_of(item, self._lang)
            parts.append(f"<h3>{_e(title_of(item, self._lang) or item.source)}</h3>{self._headline(inner)}")
        return "".join(parts)

    def _headline(self, rows: ReportRows) -> str:
        flags = "".join(f"<br/>{_e(flag)}" for flag in rows.flags)
        return f"<p><b>{_e(rows.word)}</b>. {_e(rows.sentence)}{flags}<br/>{_e(rows.todo)}</p>"

    def _facts(self, found: Inspected, rows: ReportRows) -> list[tuple[str, str]]:
        report = found.report
        facts = [
            (self._tr("File or code"), one_line(report.source)),
            (self._tr("Checked"), moment(report.checked_at)),
            (self._tr("Fingerprint (SHA-256)"), hashlib.sha256(found.raw).hexdigest()),
        ]
        record = report.record
        if record is not None and rows.claims_are_facts:
            name, note = earned.issuer_text(record)
            facts[:0] = [
                (self._tr("Credential"), earned.title_text(record, self._lang)),
                (self._tr("From"), f"{one_line(name)} ({note})"),
                *((row.label, row.value) for row in earned.main_rows(record, self._lang)),
            ]
        return facts

    def _many(self, found: Sequence[Inspected]) -> str:
        rows = []
        for one in found:
            said = rows_of(one.report, self._lang)
            cells = (
                said.word,
                title_of(one.report, self._lang),
                issuer_of(one.report),
                one_line(one.report.source),
                moment(one.report.checked_at),
            )
            rows.append("<tr>" + "".join(f"<td>{_e(cell, 120)}</td>" for cell in cells) + "</tr>")
        names = (
            self._tr("Result"),
            self._tr("Credential"),
            self._tr("From"),
            self._tr("File or code"),
            self._tr("Checked"),
        )
        head = "<tr>" + "".join(f"<th align='left'>{_e(name)}</th>" for name in names) + "</tr>"
        title = self._tr("Result of checking {count} files").format(count=len(found))
        return f"<h1>{_e(title)}</h1><table cellpadding='3' width='100%'>{head}{''.join(rows)}</table>"

    def _table(self, rows: Sequence[tuple[str, str]]) -> str:
        cells = "".join(f"<tr><td width='28%'>{_e(name)}</td><td>{_e(value)}</td></tr>" for name, value in rows)
        return f"<table cellpadding='3' width='100%'>{cells}</table>"


def sheet(html: str, points: float) -> QTextDocument:
    """Return a document of ``html`` that reads nothing from outside."""
    document = _Sheet()
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(QFont("Inter", int(points)))
    document.setHtml(html)
    return document


def _fitted(html: str, device: QPdfWriter | QPrinter, *, one_page: bool) -> QTextDocument:
    document = sheet(html, _SIZES[0])
    for points in _SIZES:
        document = sheet(html, points)
        document.documentLayout().setPaintDevice(device)
        document.setPageSize(device.pageLayout().paintRectPixels(device.resolution()).size().toSizeF())
        if not one_page or document.pageCount() <= 1:
            break
    return document


def pdf_of(html: str, *, one_page: bool) -> bytes:
    """Return the sheet as PDF, A4; letters shrink until it is one page."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    writer.setResolution(96)
    writer.setTitle("Capsa")
    _fitted(html, writer, one_page=one_page).print_(writer)
    del writer
    buffer.close()
    return bytes(data.data())


class PrintResultDialog(QDialog):
    """Shows the sheet, and prints it or saves it as PDF."""

    def __init__(self, state: AppState, found: Sequence[Inspected], parent: QWidget | None = None) -> None:
        """Show the sheet for ``found``."""
        super().__init__(parent)
        self._state = state
        self._single = len(found) == 1
        self.setWindowTitle(self.tr("Print the result"))
        self.resize(760, 820)
        self.html = ResultSheet(state, self).html(found)
        self._preview = QTextBrowser(self)
        self._preview.setDocument(sheet(self.html, _SIZES[0]))
        self._preview.setOpenLinks(False)
        self._preview.setAccessibleName(self.tr("The sheet as it will be printed"))
        # Paper is white; the preview shows it so in every look.
        self._preview.setStyleSheet("QTextBrowser { background: white; color: black; }")
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.reject)
        save = QPushButton(icons.icon("save"), self.tr("&Save as PDF…"), self)
        save.clicked.connect(self._save)
        go = QPushButton(icons.icon("print"), self.tr("&Print…"), self)
        go.setDefault(True)
        go.clicked.connect(self._print)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (close, save, go):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self._preview, 1)
        layout.addLayout(buttons)

    def pdf(self) -> bytes:
        """Return the sheet as PDF."""
        return pdf_of(self.html, one_page=self._single)

    def _save(self) -> None:
        data = self.pdf()
        name = self.tr("result of a check") + ".pdf"
        saving.ask_and_save(self, self._state, title=self.tr("Save the result"), name=name, data=lambda: data)

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() != QDialog.DialogCode.Accepted:
            return
        _fitted(self.html, printer, one_page=self._single).print_(printer)
        if printer.printerState() is QPrinter.PrinterState.Error:
            self._state.shell.fail(EnvironmentFailedError("window.not_printed"))
        else:
            self.accept()


def print_result(owner: QWidget, state: AppState, found: Sequence[Inspected]) -> PrintResultDialog | None:
    """Show the sheet for the results of a check, ready to print."""
    if not found:
        return None
    dialog = PrintResultDialog(state, found, owner)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
