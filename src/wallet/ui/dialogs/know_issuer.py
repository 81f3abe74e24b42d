"""Adding an issuer to the ones the person knows: a decision with a name, a reason, and a plain warning."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from wallet.model.earned import Issuer
from wallet.services.changes import Changes
from wallet.ui import tasks
from wallet.ui.models.issuer_text import one_line
from wallet.ui.state import AppState
from wallet.ui.widgets.plain_label import PlainLabel
from wallet.verification.report import Report
from wallet.verification.trust.known_issuers import KnownIssuer
from wallet.verification.verdict import State


def unknown_issuer(report: Report) -> Issuer | None:
    """Return the issuer of a report whose only trouble is that the signer is not known."""
    if report.verdict.state is not State.ISSUER_UNKNOWN:
        return None
    if report.record is not None and report.record.issuer.id:
        return report.record.issuer
    return next((found for item in report.items if (found := unknown_issuer(item)) is not None), None)


class KnowIssuerDialog(QDialog):
    """Asks for the name that the person knows the issuer by, and why they trust it."""

    known = Signal()

    def __init__(self, state: AppState, issuer: Issuer, parent: QWidget | None = None) -> None:
        """Ask about ``issuer``."""
        super().__init__(parent)
        self._state = state
        self._issuer = issuer
        self.setWindowTitle(self.tr("Add to the issuers you know"))
        self.setMinimumWidth(520)
        self._name = QLineEdit(one_line(issuer.stated_name or issuer.name or ""), self)
        self._name.setObjectName("issuer_name")
        self._reason = QLineEdit(self)
        self._reason.setObjectName("issuer_reason")
        self._reason.setPlaceholderText(self.tr("For example: their website shows this identity"))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        identity = PlainLabel(issuer.id or "", self)
        identity.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form.addRow(self.tr("Signing identity"), identity)
        form.addRow(self.tr("&Name you know it by"), self._name)
        form.addRow(self.tr("&Why you trust it"), self._reason)
        self._name.setAccessibleName(self.tr("Name you know it by"))
        self._reason.setAccessibleName(self.tr("Why you trust it"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        self._add = QPushButton(self.tr("&Add issuer"), self)
        buttons.addButton(self._add, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._keep)
        buttons.rejected.connect(self.reject)
        for edit in (self._name, self._reason):
            edit.textChanged.connect(self._changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(
            PlainLabel(
                self.tr(
                    "Do this only after you found out from the organisation itself that this signing identity is "
                    "theirs. The name in the file proves nothing: anyone can write it."
                ),
                self,
            )
        )
        layout.addLayout(form)
        layout.addWidget(buttons)
        self._changed()

    def _changed(self) -> None:
        self._add.setEnabled(bool(self._name.text().strip() and self._reason.text().strip()))

    def _keep(self) -> None:
        trust = self._state.open_session.trust
        wanted = KnownIssuer(ids=(self._issuer.id or "",), name=self._name.text().strip(), country=self._issuer.country)
        reason = self._reason.text().strip()

        def done(changes: Changes) -> None:
            self._state.shell.apply(changes)
            self.known.emit()
            self.accept()

        tasks.store(lambda: trust.add(wanted, reason=reason), owner=self, done=done)
