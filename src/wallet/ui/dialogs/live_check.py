"""A live check: show a fresh question as a code; only an answer that was made for it counts."""

import base64
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from wallet.formats import question
from wallet.model.secured import Carrier
from wallet.services import source as sources_of
from wallet.services.outside import Outside
from wallet.services.source import Source
from wallet.ui import handed_over
from wallet.ui.dialogs import file_dialog
from wallet.ui.dialogs.scan import scan_camera, scan_screen
from wallet.ui.state import AppState
from wallet.ui.widgets import icons
from wallet.ui.widgets.flow import FlowLayout
from wallet.ui.widgets.message_bar import MessageBar
from wallet.ui.widgets.plain_label import PlainLabel
from wallet.ui.widgets.qr_view import QrView, modules_of

_NONCE_BYTES = 24


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer must be bound to."""

    nonce: str
    audience: str


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class LiveCheckDialog(QDialog):
    """Shows the question and takes one answer. ``answered`` brings what was read and what it must be bound to."""

    answered = Signal(tuple, object)

    def __init__(self, state: AppState, parent: QWidget | None = None) -> None:
        """Make a question that was never asked before."""
        super().__init__(parent)
        random = Outside(state.options).random
        nonce = _text(random.token(_NONCE_BYTES))
        self.asked = Asked(nonce, f"capsa-live-{_text(random.token(9))}")
        self.setWindowTitle(self.tr("Live check"))
        self.resize(620, 760)
        self.bar = MessageBar(self)
        explained = PlainLabel(
            self.tr(
                "They scan this code with Capsa, choose what to show, and show you the answer. "
                "An answer that was made for somebody else, or earlier, is rejected."
            ),
            self,
        )
        self._name = QLineEdit(self)
        self._name.setPlaceholderText(self.tr("Your name or organisation, as they will see it"))
        self._name.setAccessibleName(self.tr("Who asks"))
        self._name.setMaxLength(100)
        self._name.textChanged.connect(lambda _text: self._draw())
        label = QLabel(self.tr("&Who asks"), self)
        label.setBuddy(self._name)
        self.qr = QrView(self)
        heading = PlainLabel(self.tr("Read the answer"), self)
        heading.setProperty("role", "heading")
        ways = FlowLayout()
        for icon, text, act in (
            ("camera", self.tr("&Camera"), self._camera),
            ("screen", self.tr("&Screen"), self._screen),
            ("paste", self.tr("&Paste"), self._paste),
            ("file", self.tr("&Open file…"), self._open),
        ):
            button = QPushButton(icons.icon(icon), text, self)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            ways.addWidget(button)
        close = QPushButton(self.tr("Cancel"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        ways.addWidget(close)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self._name, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(explained)
        layout.addLayout(row)
        layout.addWidget(self.bar)
        layout.addWidget(self.qr, 1)
        layout.addWidget(heading)
        layout.addLayout(ways)
        self._draw()

    @property
    def text(self) -> str:
        """The question as the code holds it."""
        return question.write(nonce=self.asked.nonce, audience=self.asked.audience, name=self._name.text().strip())

    def _draw(self) -> None:
        self.qr.show_frames([modules_of(self.text)])

    def _take(self, sources: tuple[Source, ...]) -> None:
        if not sources:
            self.bar.show_message(self.tr("There was nothing in it that can be read."), tone="attention")
            return
        # One question takes one answer: a second one needs a new question.
        self.accept()
        self.answered.emit(sources[:1], self.asked)

    def _scanned(self, *texts: str) -> None:
        answers = [text for text in texts if not text.startswith(question.PREFIX)]
        label = self.tr("Answer to a live check")
        self._take(tuple(sources_of.from_text(text, label, Carrier.QR) for text in answers))

    def _camera(self) -> None:
        scan_camera(self, self._scanned)

    def _screen(self) -> None:
        scan_screen(
            self,
            lambda texts: self._scanned(*texts),
            lambda sentence: self.bar.show_message(sentence, tone="attention"),
        )

    def _paste(self) -> None:
        self._take(handed_over.of_mime(QGuiApplication.clipboard().mimeData()))

    def _open(self) -> None:
        path = file_dialog.open_file(self, self.tr("Open the answer"))
        if path is not None:
            self._take((sources_of.from_path(path),))


def open_live_check(owner: QWidget, state: AppState) -> LiveCheckDialog:
    """Show a new question."""
    dialog = LiveCheckDialog(state, owner)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
