"""One known issuer: name, identifiers, domain, country, and the person's reason to trust or not to trust it."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from wallet.ui import tasks
from wallet.ui.dialogs.form import FormDialog
from wallet.ui.state import AppState
from wallet.ui.widgets.labels import label
from wallet.verification.trust.known_issuers import KnownIssuer


class IssuerDialog(FormDialog):
    """Adds an issuer to the person's own list, or corrects it."""

    def __init__(self, state: AppState, issuer: KnownIssuer | None = None, parent: QWidget | None = None) -> None:
        """Build the fields, filled with ``issuer`` when one is corrected."""
        super().__init__(state, parent)
        title = self.tr("An issuer you know") if issuer is None else self.tr("Correct an issuer")
        self.name_it(title, self.tr("Keep"))
        self.body.addWidget(
            label(
                self.tr(
                    "From now on a credential that this organisation signed shows as verified. Take its signing "
                    "identity from the organisation itself, not from a credential that somebody sent you."
                )
            )
        )
        given = issuer or KnownIssuer(ids=(), name="")
        self._name = self._field("issuer_name", self.tr("Name"), given.name)
        self._ids = QPlainTextEdit("\n".join(given.ids))
        self._ids.setObjectName("issuer_ids")
        words = self.tr("Signing identities, one a line (they begin with did: or https://)")
        self._ids.setAccessibleName(words)
        self._ids.setTabChangesFocus(True)
        self._ids.setFixedHeight(max(76, self.fontMetrics().height() * 3 + 20))
        self.body.addWidget(label(words, buddy=self._ids))
        self.body.addWidget(self._ids)
        self._domain = self._field(
            "issuer_domain", self.tr("Web domain (only to notice look-alikes)"), given.domain or ""
        )
        self._country = self._field("issuer_country", self.tr("Country, two letters"), given.country or "")
        self._country.setMaxLength(2)
        self._reason = self._field("issuer_reason", self.tr("Why you trust it"), given.reason or "")
        self._name.setFocus()

    def _field(self, name: str, words: str, value: str) -> QLineEdit:
        edit = QLineEdit(value)
        edit.setObjectName(name)
        edit.setAccessibleName(words)
        edit.setMaxLength(500)
        self.body.addWidget(label(words, buddy=edit))
        self.body.addWidget(edit)
        return edit

    def go(self) -> None:
        """Keep it."""
        if not self._name.text().strip():
            self.refuse(self.tr("Give the issuer a name."), self._name)
            return
        if not self._reason.text().strip():
            self.refuse(self.tr("Write down why you trust it; you will want to know later."), self._reason)
            return
        issuer = KnownIssuer(
            ids=tuple(line.strip() for line in self._ids.toPlainText().splitlines() if line.strip()),
            name=self._name.text().strip(),
            country=self._country.text().strip().upper() or None,
            domain=self._domain.text().strip() or None,
        )
        reason = self._reason.text().strip()
        trust = self.state.open_session.trust
        self.busy(on=True)
        tasks.store(lambda: trust.add(issuer, reason=reason), owner=self, done=self._kept, failed=self.failed)

    def _kept(self, changes: object) -> None:
        self.accept()
        self.state.shell.apply(changes)  # type: ignore[arg-type]  # what trust.add returned
