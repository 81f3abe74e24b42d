"""The selected credential at a glance, beside the list: picture, from whom, verdict with its sentence, what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from wallet.services import sentences
from wallet.services.library import Stored
from wallet.ui import theme
from wallet.ui.models import library_text
from wallet.ui.widgets import icons
from wallet.ui.widgets.labels import button, label
from wallet.ui.widgets.plain_label import PlainLabel
from wallet.ui.widgets.verdict_badge import VerdictBadge

_PICTURE = 132


class PreviewPane(QScrollArea):
    """``opened``, ``shared`` and ``restored`` say which button was pressed."""

    opened = Signal()
    shared = Signal()
    restored = Signal()

    def __init__(self, lang: str, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._lang = lang
        self._image: QImage | None = None
        self._stored: Stored | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(250)
        card = QFrame()
        card.setProperty("card", True)
        card.setAccessibleName(self.tr("Preview"))
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(10)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._picture.setMinimumHeight(_PICTURE)
        self._title = PlainLabel()
        self._title.setProperty("role", "heading")
        self._issuer = PlainLabel()
        self._source = label("", "muted")
        self._details = label("", "muted")
        self._badge = VerdictBadge(lang)
        self._sentence = PlainLabel()
        self._todo = PlainLabel()
        self._todo.setProperty("role", "muted")
        for part in (self._picture, self._title, self._issuer, self._source, self._details):
            column.addWidget(part)
        column.addSpacing(6)
        column.addWidget(self._badge)
        column.addWidget(self._sentence)
        column.addWidget(self._todo)
        column.addSpacing(6)
        self._open = button(self.tr("Open"), "preview_open", kind="primary")
        self._open.clicked.connect(self.opened)
        self._share = button(self.tr("Share…"), "preview_share")
        self._share.clicked.connect(self.shared)
        self._bring_back = button(self.tr("Bring back"), "preview_restore", kind="primary")
        self._bring_back.clicked.connect(self.restored)
        row = QHBoxLayout()
        for press in (self._open, self._share, self._bring_back):
            row.addWidget(press)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        whole = QWidget()
        whole.setObjectName("scrolled")
        around = QVBoxLayout(whole)
        around.setContentsMargins(4, 4, 12, 12)
        around.addWidget(card)
        self.setWidget(whole)
        theme.notifier().changed.connect(self._draw)

    @property
    def stored(self) -> Stored | None:
        """What is shown."""
        return self._stored

    def show_stored(self, stored: Stored, image: QImage | None, *, removed: bool) -> None:
        """Show a credential; ``image`` was decoded with limits; ``removed`` offers to bring it back."""
        card = stored.card
        self._stored = stored
        self._image = image
        self._title.show_text(library_text.title(card))
        self._issuer.show_text(library_text.issuer(card))
        self._source.setText(self.tr("name stated in the file, not checked"))
        self._source.setVisible(not card.issuer_checked and bool(card.issuer) and not library_text.doubtful(card))
        self._details.setText(
            "\n".join(p for p in (library_text.details(card, self._lang), library_text.until(card)) if p)
        )
        self._badge.set_state(card.state if card.signed else "UNSIGNED")
        self._badge.show()
        if card.signed:
            words = sentences.headline(stored.report, self._lang)
            self._sentence.show_text(words.sentence)
            self._todo.show_text(words.todo)
        else:
            self._sentence.show_text(self.tr("A paper that you keep here yourself. Nobody signed it."))
            self._todo.show_text("")
        self._open.setVisible(not removed)
        self._share.setVisible(not removed and card.signed)
        self._bring_back.setVisible(removed)
        self._draw()

    def clear(self) -> None:
        """Forget what was shown."""
        self._stored = None
        self._image = None
        for part in (self._title, self._issuer, self._sentence, self._todo):
            part.show_text("")
        self._details.clear()
        self._badge.set_state("")
        self._picture.clear()

    def _draw(self) -> None:
        if self._stored is None:
            return
        if self._image is not None and not self._image.isNull():
            ratio = self.devicePixelRatioF()
            side = round(_PICTURE * ratio)
            shown = QPixmap.fromImage(self._image).scaled(
                side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            shown.setDevicePixelRatio(ratio)
            self._picture.setPixmap(shown)
        else:
            card = self._stored.card
            name = "paper" if not card.signed else "medal" if "badge" in card.kind.casefold() else "diploma"
            self._picture.setPixmap(icons.pixmap(name, 88, theme.tokens().accent))
