"""An offer: who offers what, the code that came another way, and only then fetching; what arrives is judged first."""

import time
from typing import Any

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from wallet.services.receive import Offered, Received, ReceiveService
from wallet.ui import messages, tasks
from wallet.ui.models.issuer_text import isolated, one_line
from wallet.ui.state import AppState
from wallet.ui.widgets.message_bar import MessageBar, announce
from wallet.ui.widgets.plain_label import PlainLabel
from wallet.ui.widgets.work_bar import WorkBar

_BLINK_S = 0.2


class ReceiveDialog(QDialog):
    """Shows an offer and fetches it when the person says so. ``received`` brings what arrived."""

    received = Signal(object)

    def __init__(self, state: AppState, uri: str, parent: QWidget | None = None) -> None:
        """Begin reading ``uri``: the offer, and what the issuer says of itself."""
        super().__init__(parent)
        self._state = state
        session = state.open_session
        self._service = ReceiveService(session.verify, session.holder, session.inbox)
        self._offered: Offered | None = None
        self._task: tasks.Task | None = None
        self.setWindowTitle(self.tr("An offer"))
        self.resize(620, 420)
        self.bar = MessageBar(self)
        self._who = PlainLabel(self.tr("Reading the offer…"), self)
        self._who.setProperty("role", "heading")
        self._known = PlainLabel("", self)
        self._what = PlainLabel("", self)
        self._code_label = QLabel("", self)
        self.code = QLineEdit(self)
        self.code.setObjectName("offer_code")
        self._code_label.setBuddy(self.code)
        self._code_note = PlainLabel("", self)
        self._code_note.setProperty("role", "muted")
        self.code.textChanged.connect(lambda _text: self._update())
        self._progress = WorkBar(self)
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName(self.tr("Waiting for the other side"))
        self.decline_button = QPushButton(self.tr("&No, thank you"), self)
        self.accept_button = QPushButton(self.tr("&Fetch it"), self)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.decline_button, self.accept_button):
            button.setMinimumWidth(160)
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self.accept_button.setEnabled(False)
        self.decline_button.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self._fetch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        for widget in (self._who, self._known, self._what, self.bar, self._code_label, self.code, self._code_note):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self._progress)
        layout.addLayout(buttons)
        self._show_code(None)
        lang = state.lang
        self._task = tasks.run(
            lambda: self._service.read(uri, lang=lang), owner=self, done=self._show, failed=self._failed
        )

    def _show(self, offered: Offered) -> None:
        self._task = None
        self._offered = offered
        self._progress.hide()
        self._who.show_text(self.tr("{host} offers you something.").format(host=isolated(offered.host)))
        name = isolated(offered.issuer_name) if offered.issuer_name else ""
        if offered.known:
            self._known.show_text(self.tr("This address belongs to an issuer on your list."))
        elif name:
            said = self.tr("You do not know this address. {name} is what it calls itself.")
            self._known.show_text(said.format(name=name))
        else:
            self._known.show_text(self.tr("You do not know this address."))
        self._what.show_text("\n".join(f"• {one_line(each)}" for each in offered.names))
        self._show_code(offered)
        if offered.needs_login:
            self.bar.show_message(
                self.tr("You would have to sign in at their site first, and this wallet cannot do that yet."),
                tone="attention",
            )
        announce(self, self._who.text())
        self._update()
        (self.code if offered.code is not None else self.accept_button).setFocus()

    def _show_code(self, offered: Offered | None) -> None:
        wanted = offered.code if offered is not None else None
        for widget in (self._code_label, self.code, self._code_note):
            widget.setVisible(wanted is not None)
        if wanted is None or offered is None:
            return
        self._code_label.setText(self.tr("&Code that they sent you"))
        self.code.setAccessibleName(self.tr("Code that they sent you"))
        if wanted.numeric:
            self.code.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d*"), self))
        if wanted.length:
            self.code.setMaxLength(wanted.length)
        note = self.tr("It goes to {host} and nowhere else.").format(host=isolated(offered.code_host))
        said = one_line(wanted.description) if wanted.description else ""
        self._code_note.show_text(f"{said} {note}".strip())

    def _update(self) -> None:
        offered = self._offered
        ready = offered is not None and not offered.needs_login and self._task is None
        if offered is not None and offered.code is not None:
            ready = ready and bool(self.code.text().strip())
        self.accept_button.setEnabled(ready)

    def _fetch(self) -> None:
        offered = self._offered
        if offered is None:
            return
        service, code = self._service, self.code.text().strip() or None
        self._progress.show()

        def work(*, progress: tasks.Task) -> Received:
            def wait(seconds: int) -> None:
                for blink in range(int(seconds / _BLINK_S)):
                    progress.step(blink, 0)
                    time.sleep(_BLINK_S)

            return service.receive(offered, wait=wait, transaction_code=code)

        self._task = tasks.run(
            work,
            owner=self,
            done=self._arrived,
            failed=self._failed,
            cancelled=self._stopped,
            progress=lambda _done, _total, _note: None,
        )
        self._update()

    def _stopped(self) -> None:
        self._task = None
        self._progress.hide()
        self._update()

    def _failed(self, error: Any) -> None:
        self._stopped()
        if self._offered is None:
            self._who.show_text(self.tr("This offer cannot be accepted."))
        self.bar.show_message(messages.sentence(error, self._state.lang), tone="bad")

    def _arrived(self, found: Received) -> None:
        self._stopped()
        self.accept()
        self.received.emit(found)

    def done(self, result: int) -> None:
        """Stop what is under way and forget the code, then close."""
        if self._task is not None:
            self._task.cancel()
        self.code.clear()
        super().done(result)
