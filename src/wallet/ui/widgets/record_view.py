"""The front of a credential: picture, title, from whom, dates, size, outcomes, skills, and the EU meter.

What is shown is what the credential states. After a signature that failed nothing is shown as a fact; a name that
is not from a list of known issuers is marked as the file's own.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from wallet.model.earned import Record
from wallet.services.shown_checks import UNREAD_STATES
from wallet.ui import tasks
from wallet.ui.models import earned
from wallet.ui.models.earned import FieldRow
from wallet.ui.models.issuer_text import TITLE_LIMIT
from wallet.ui.models.report import ReportRows
from wallet.ui.widgets import safe_picture
from wallet.ui.widgets.claim_list import ClaimList
from wallet.ui.widgets.eu_meter import EuMeter
from wallet.ui.widgets.plain_label import PlainLabel

PICTURE_SIDE = 128
PAPER_SIDE = 640


def embedded_picture(record: Record | None) -> bytes:
    """Return the bytes of the first picture that came inside the credential, or nothing."""
    if record is None:
        return b""
    return next((media.data for media in record.images if media.data), b"")


class RecordView(QWidget):
    """One record on a page that its owner scrolls."""

    def __init__(self, lang: str, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._lang = lang
        self._wanted = b""
        self._notice = PlainLabel("", self)
        self._presented = ClaimList(self)
        self._paper = QLabel(self)
        self._paper.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._body = QWidget(self)
        self._picture = QLabel(self._body)
        self._picture.setFixedSize(PICTURE_SIDE, PICTURE_SIDE)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = PlainLabel("", self._body, limit=TITLE_LIMIT)
        self._title.setProperty("role", "title")
        self._issuer = PlainLabel("", self._body, limit=TITLE_LIMIT)
        self._issuer.setProperty("role", "heading")
        self._issuer_note = PlainLabel("", self._body)
        self._issuer_note.setProperty("role", "muted")
        self._main = ClaimList(self._body)
        self._further = ClaimList(self._body)
        self._meter = EuMeter(lang, self._body)
        self._provenance = QCheckBox(self.tr("Show where in the file each field stands"), self._body)
        self._provenance.toggled.connect(self._show_provenance)
        self._arrange()
        self.clear()

    def _arrange(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(4)
        names.addWidget(self._title)
        names.addWidget(self._issuer)
        names.addWidget(self._issuer_note)
        names.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(20)
        top.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(names, 1)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(18)
        body.addLayout(top)
        body.addWidget(self._main)
        body.addWidget(self._line())
        body.addWidget(self._further)
        body.addWidget(self._meter)
        body.addWidget(self._provenance)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self._notice)
        layout.addWidget(self._presented)
        layout.addWidget(self._paper)
        layout.addWidget(self._body)
        layout.addStretch(1)

    def _line(self) -> QFrame:
        line = QFrame(self._body)
        line.setFixedHeight(1)
        line.setStyleSheet("background: palette(mid); border: none;")
        return line

    def clear(self) -> None:
        """Forget everything."""
        self._wanted = b""
        self._body.hide()
        self._notice.show_text("")
        for label in (self._title, self._issuer, self._issuer_note):
            label.show_text("")
        self._presented.show_fields(())
        self._main.show_fields(())
        self._further.show_fields(())
        self._picture.clear()
        self._paper.clear()
        self._paper.hide()

    def show_record(
        self, record: Record | None, rows: ReportRows, picture: bytes = b"", *, holds_items: bool = False
    ) -> None:
        """Show what ``record`` states, or why it is not shown.

        ``picture`` stands in where none came inside; ``holds_items`` when the credentials inside say everything.
        """
        self.clear()
        self._notice.setVisible(True)
        if record is None and holds_items:
            self._notice.show_text(self.tr("Choose a credential in the list above to see what it says."))
            return
        if rows.state in UNREAD_STATES:
            self._notice.show_text(self.tr("There is nothing in it that can be shown."))
            return
        if not rows.claims_are_facts:
            self._notice.show_text(
                self.tr("The signature does not hold, so nothing that this file says is shown here as a fact.")
            )
            return
        if record is None:
            self._notice.show_text(self.tr("It says nothing that can be shown here; see the checks."))
            return
        self._notice.setVisible(False)
        self._fill(record)
        self._load(embedded_picture(record) or picture)
        self._body.show()

    def show_paper(self, data: bytes, media_type: str) -> None:
        """Show a paper that the person keeps beside the credentials: a picture as it is, anything else by name."""
        self.clear()
        self._notice.setVisible(True)
        if not media_type.startswith("image/"):
            self._notice.show_text(
                self.tr("Not signed, kept by you. Save the original to open it with another program.")
            )
            return
        self._notice.show_text(self.tr("Not signed, kept by you."))
        self._wanted = data
        side = int(PAPER_SIDE * self.devicePixelRatioF())

        def drawn(image: QImage | None) -> None:
            if self._wanted is data and image is not None:
                pixmap = QPixmap.fromImage(image)
                pixmap.setDevicePixelRatio(self.devicePixelRatioF())
                self._paper.setPixmap(pixmap)
                self._paper.setAccessibleName(self.tr("Picture of the paper"))
                self._paper.show()

        tasks.run(safe_picture.decode, data, side, owner=self, done=drawn)

    def show_presented(self, rows: Sequence[FieldRow]) -> None:
        """Show who presented it and what for, beside or instead of a record."""
        self._presented.show_fields(rows)

    def _fill(self, record: Record) -> None:
        name, note = earned.issuer_text(record)
        self._title.show_text(earned.title_text(record, self._lang))
        self._issuer.show_text(name)
        self._issuer_note.show_text(note)
        self._main.show_fields(earned.main_rows(record, self._lang))
        self._further.show_fields(earned.further_rows(record, self._lang))
        self._meter.show_elements(earned.element_rows(record, self._lang))
        self._show_provenance(self._provenance.isChecked())

    def _show_provenance(self, shown: bool) -> None:
        self._main.show_provenance(shown=shown)
        self._further.show_provenance(shown=shown)

    def _load(self, data: bytes) -> None:
        self._picture.setVisible(bool(data))
        if not data:
            return
        self._wanted = data
        side = int(PICTURE_SIDE * self.devicePixelRatioF())

        def drawn(image: QImage | None) -> None:
            # Another credential may be shown by the time the picture is ready.
            if self._wanted is data:
                self._draw(image)

        tasks.run(safe_picture.decode, data, side, owner=self, done=drawn)

    def _draw(self, image: QImage | None) -> None:
        if image is None:
            self._picture.hide()
            return
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self._picture.setPixmap(pixmap)
        self._picture.setAccessibleName(self.tr("Picture that came with the credential"))
