"""A PDF that this program made, shown before it is saved."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget


class PdfPreview(QDialog):
    """Shows the pages one below the other."""

    def __init__(self, data: bytes, title: str, parent: QWidget | None = None) -> None:
        """Show ``data``."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(820, 900)
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument(self)
        self._document.load(self._buffer)
        self._view = QPdfView(self)
        self._view.setDocument(self._document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setAccessibleName(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._view, 1)
        layout.addWidget(buttons)

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self._document.pageCount()

    def done(self, result: int) -> None:
        """Let go of the document, then close."""
        self._view.setDocument(QPdfDocument(self))
        self._document.close()
        super().done(result)
