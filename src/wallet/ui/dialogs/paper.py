"""A PDF of ours as it will come out of the printer: shown, printed, or saved."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wallet.errors import EnvironmentFailedError
from wallet.ui import messages, tasks
from wallet.ui.dialogs import saving
from wallet.ui.state import AppState
from wallet.ui.widgets import icons
from wallet.ui.widgets.plain_label import PlainLabel

_PRINT_DPI = 300


class PaperDialog(QDialog):
    """Sets the sheet on a task thread, shows it, and prints it or saves it as PDF."""

    printed = Signal()

    def __init__(self, state: AppState, make: Callable[[], bytes], *, parent: QWidget | None = None) -> None:
        """Begin with what ``make`` gives on a task thread."""
        super().__init__(parent)
        self._state = state
        self._data = b""
        self._name = ""
        self.resize(760, 860)
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._waiting = PlainLabel(self.tr("Setting the page…"), self)
        self._view = QPdfView(self)
        self._view.setAccessibleName(self.tr("The sheet as it will be printed"))
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.reject)
        self.save_button = QPushButton(icons.icon("save"), self.tr("&Save as PDF…"), self)
        self.save_button.clicked.connect(self._save)
        self.print_button = QPushButton(icons.on_accent("print"), self.tr("&Print…"), self)
        self.print_button.setDefault(True)
        self.print_button.clicked.connect(self._print)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (close, self.save_button, self.print_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self._waiting)
        layout.addWidget(self._view, 1)
        layout.addLayout(buttons)
        for button in (self.save_button, self.print_button):
            button.setEnabled(False)
        tasks.run(make, owner=self, done=self._show, failed=self._failed)

    def name_it(self, title: str, name: str) -> None:
        """Say what is printed, and how the file is called when it is saved."""
        self.setWindowTitle(title)
        self._name = name

    def _show(self, data: bytes) -> None:
        self._data = data
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self._view.setDocument(self._document)
        self._waiting.hide()
        for button in (self.save_button, self.print_button):
            button.setEnabled(True)
        self.print_button.setFocus()

    def _failed(self, error: object) -> None:
        if isinstance(error, EnvironmentFailedError):
            self._waiting.show_text(messages.sentence(error, self._state.lang))
        else:
            self._waiting.show_text(self.tr("The page could not be set."))

    @property
    def pdf(self) -> bytes:
        """The sheet as PDF; empty until it is set."""
        return self._data

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self._document.pageCount()

    def _save(self) -> None:
        data = self._data

        def saved(where: Path) -> None:
            self._state.shell.toast(self.tr("Saved as {place}.").format(place=where))
            self.printed.emit()

        saving.ask_and_save(
            self, self._state, title=self.windowTitle(), name=self._name, data=lambda: data, saved=saved
        )

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() != QDialog.DialogCode.Accepted:
            return
        print_pages(self._document, printer)
        if printer.printerState() is QPrinter.PrinterState.Error:
            self._state.shell.fail(EnvironmentFailedError("window.not_printed"))
        else:
            self.printed.emit()
            self.accept()

    def done(self, result: int) -> None:
        """Let go of the document, then close."""
        self._view.setDocument(QPdfDocument(self))
        self._document.close()
        super().done(result)


def print_pages(document: QPdfDocument, printer: QPrinter) -> None:
    """Print every page of a PDF, filling the paper."""
    painter = QPainter(printer)
    paper = QRectF(printer.pageRect(QPrinter.Unit.DevicePixel))
    for page in range(document.pageCount()):
        if page:
            printer.newPage()
        points = document.pagePointSize(page)
        size = QSize(int(points.width() * _PRINT_DPI / 72), int(points.height() * _PRINT_DPI / 72))
        image = document.render(page, size)
        fitted = points.scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(0, 0, fitted.width(), fitted.height()), image)
    painter.end()
