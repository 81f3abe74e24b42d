"""What a credential is made of: the bytes as issued, and the technical names that experts ask for."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from wallet.ui.models.earned import FieldRow
from wallet.ui.models.report import moment
from wallet.ui.widgets import icons
from wallet.ui.widgets.claim_list import ClaimList
from wallet.ui.widgets.plain_label import PlainLabel
from wallet.verification.checks import CheckKind
from wallet.verification.report import Report

_SHOWN = 20_000
"""Bytes shown; one line of more than that takes longer to lay out than a person waits."""


class SourceView(QWidget):
    """Raw bytes with Copy and Save, and identifiers, suite and key."""

    copy_asked = Signal(str)
    save_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._raw = b""
        self._shown = True
        self._fields = ClaimList(self)
        self._note = PlainLabel("", self)
        self._note.setProperty("role", "muted")
        self._text = QPlainTextEdit(self)
        self._text.setReadOnly(True)
        self._text.setProperty("role", "mono")
        self._text.setAccessibleName(self.tr("The credential as it was issued"))
        self._text.setMinimumHeight(220)
        self._text.setTabChangesFocus(True)
        copy = QPushButton(icons.icon("copy"), self.tr("&Copy"), self)
        copy.clicked.connect(lambda: self.copy_asked.emit(self._raw.decode("utf-8", "replace")))
        save = QPushButton(icons.icon("save"), self.tr("&Save the original…"), self)
        save.clicked.connect(self.save_asked)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addWidget(save)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._fields)
        layout.addLayout(buttons)
        layout.addWidget(self._note)
        layout.addWidget(self._text, 1)

    def show_source(self, report: Report, raw: bytes, media_type: str) -> None:
        """Show the bytes and the names."""
        self._raw = raw
        self._fields.show_fields(self._names(report, media_type))
        cut = len(raw) > _SHOWN
        self._text.clear()
        self._shown = False
        if self.isVisible():
            self._show_text()
        self._note.setVisible(cut)
        if cut:
            self._note.show_text(
                self.tr("Only the first part is shown here; copying and saving give all {size} bytes.").format(
                    size=len(raw)
                )
            )

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the text out only when somebody looks."""
        super().showEvent(event)
        self._show_text()

    def _show_text(self) -> None:
        if not self._shown:
            self._shown = True
            self._text.setPlainText(self._raw[:_SHOWN].decode("utf-8", "replace"))

    def clear(self) -> None:
        """Forget everything."""
        self._raw = b""
        self._fields.show_fields(())
        self._text.clear()

    def _names(self, report: Report, media_type: str) -> tuple[FieldRow, ...]:
        rows = [
            FieldRow("format", self.tr("Form"), f"{report.format.value} · {media_type}"),
            FieldRow("carrier", self.tr("Came in"), report.carrier.value),
            FieldRow("checked_at", self.tr("Checked"), moment(report.checked_at)),
        ]
        record = report.record
        if record is not None:
            rows.append(FieldRow("issuer", self.tr("Issuer’s signing identity"), record.issuer.id or ""))
            rows.append(FieldRow("holder", self.tr("Owner’s identity"), record.holder.id or ""))
            rows.append(FieldRow("credential_id", self.tr("Number of the credential"), record.credential_id or ""))
            rows.extend(
                FieldRow(
                    "status", self.tr("Where withdrawal is announced"), f"{ref.type} {ref.url or ''} {ref.index or ''}"
                )
                for ref in record.status_refs
            )
        for check in report.checks:
            if check.kind in {CheckKind.PROOF, CheckKind.ISSUER_KEY}:
                rows.extend(FieldRow(name, name.replace("_", " "), value) for name, value in check.facts.items())
        rows.extend(
            FieldRow("network", self.tr("Address used"), f"{event.url} ({event.outcome.value})")
            for event in report.network
        )
        return tuple(row for row in rows if row.value.strip())
