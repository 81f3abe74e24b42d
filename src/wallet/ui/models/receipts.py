"""The log of what was shared with whom, newest first, as a table."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from wallet.model.receipt import Receipt
from wallet.ui.models.issuer_text import one_line
from wallet.ui.models.report import moment

AnyIndex = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


def form_name(form: str) -> str:
    """Return what a form of sharing is called."""
    names = {
        "qr": QCoreApplication.translate("Receipts", "QR code"),
        "page": QCoreApplication.translate("Receipts", "Web page"),
        "file": QCoreApplication.translate("Receipts", "File"),
        "link": QCoreApplication.translate("Receipts", "Link"),
        "pdf": QCoreApplication.translate("Receipts", "PDF"),
    }
    return names.get(form, form)


class ReceiptsModel(QAbstractTableModel):
    """When, how, to whom, what for, until when; the whole receipt under ``RECEIPT_ROLE``."""

    RECEIPT_ROLE = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._receipts: tuple[Receipt, ...] = ()

    def show_receipts(self, receipts: Sequence[Receipt]) -> None:
        """Show these receipts instead."""
        self.beginResetModel()
        self._receipts = tuple(receipts)
        self.endResetModel()

    def clear(self) -> None:
        """Forget everything (the wallet is locked)."""
        self.show_receipts(())

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """Return the number of receipts."""
        return 0 if parent.isValid() else len(self._receipts)

    def columnCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else 5

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell, the receipt, or what a screen reader says."""
        if not index.isValid():
            return None
        receipt = self._receipts[index.row()]
        if role == self.RECEIPT_ROLE:
            return receipt
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._cell(receipt, index.column())
        return None

    @staticmethod
    def _cell(receipt: Receipt, column: int) -> str:
        never = QCoreApplication.translate("Receipts", "no end date")
        cells = (
            moment(receipt.made_at),
            form_name(receipt.form),
            one_line(receipt.receiver) or QCoreApplication.translate("Receipts", "not said"),
            one_line(receipt.purpose) or QCoreApplication.translate("Receipts", "not said"),
            moment(receipt.expires_at) if receipt.expires_at else never,
        )
        return cells[column]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the names of the columns."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        names = (
            QCoreApplication.translate("Receipts", "When"),
            QCoreApplication.translate("Receipts", "How"),
            QCoreApplication.translate("Receipts", "To whom"),
            QCoreApplication.translate("Receipts", "What for"),
            QCoreApplication.translate("Receipts", "Valid until"),
        )
        return names[section]
