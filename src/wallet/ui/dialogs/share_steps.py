"""The steps of the Share wizard that ask: what, how, and the preview in words."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from wallet import wording
from wallet.services.share import FileKind, Preview, ShareForm, ShareOptions
from wallet.services.share_choice import SHOWS_ALL
from wallet.ui.models.issuer_text import one_line, value_text
from wallet.ui.widgets.disclosure_tree import DisclosureTree
from wallet.ui.widgets.message_bar import announce
from wallet.ui.widgets.passphrase_edit import PassphraseEdit
from wallet.ui.widgets.plain_label import PlainLabel

_PURPOSE_LIMIT = 200


def advice_text(keys: Sequence[str], lang: str) -> str:
    """Return the sentences of wording keys, one a line."""
    return "\n".join(wording.say(key, lang) if wording.has(key, lang) else key for key in keys)


class WhatStep(QWidget):
    """Choose what is seen of each credential."""

    def __init__(self, lang: str, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._lang = lang
        self._advice: tuple[str, ...] = ()
        self.tree = DisclosureTree(lang, self)
        self._note = PlainLabel("", self)
        self._note.setProperty("role", "muted")
        self.tree.sensitive_ticked.connect(self._advise)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            PlainLabel(self.tr("Ticked things will be seen, things with a lock always are. Hide what is not needed."))
        )
        layout.addWidget(self.tree, 1)
        layout.addWidget(self._note)

    def show_options(self, options: ShareOptions) -> None:
        """Show what can be chosen."""
        self._advice = options.advice
        self.tree.show_options(options.credentials)
        self._note.show_text(advice_text(self._advice, self._lang))

    def _advise(self, label: str) -> None:
        # Advice at the moment of choice halves what people give away without need.
        said = self.tr("You show “{what}”.").format(what=one_line(label))
        self._note.show_text(f"{said} {advice_text(('share.advice.sensitive_shown',), self._lang)}")
        announce(self, self._note.text())


class HowStep(QWidget):
    """Choose the form, to whom, what for, and until when."""

    form_changed = Signal()
    web_space_wanted = Signal()

    def __init__(self, now: datetime, expiry_days: int, parent: QWidget | None = None) -> None:
        """Propose ``expiry_days`` from ``now``."""
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._forms: dict[ShareForm, QRadioButton] = {}
        self._sentences: dict[ShareForm, PlainLabel] = {}
        self.receiver = QLineEdit(self)
        self.receiver.setObjectName("receiver")
        self.receiver.setMaxLength(_PURPOSE_LIMIT)
        self.receiver.setPlaceholderText(self.tr("For example: Personnel, St. Anna Hospital"))
        self.purpose = QLineEdit(self)
        self.purpose.setObjectName("purpose")
        self.purpose.setMaxLength(_PURPOSE_LIMIT)
        self.purpose.setPlaceholderText(self.tr("For example: application for team leader"))
        self.ends = QCheckBox(self.tr("&Valid until"), self)
        self.ends.setChecked(True)
        self.until = QDateEdit(self)
        self.until.setCalendarPopup(True)
        self.until.setDisplayFormat("d MMMM yyyy")
        self.until.setAccessibleName(self.tr("Valid until"))
        today = now.astimezone()
        first = QDate(today.year, today.month, today.day)
        self.until.setMinimumDate(first)
        self.until.setDate(first.addDays(expiry_days))
        self.ends.toggled.connect(self.until.setEnabled)
        self._kind = QComboBox(self)
        self._kind.setObjectName("file_kind")
        self._kind.setAccessibleName(self.tr("Kind of file"))
        self._kind_label = QLabel(self.tr("&Kind of file"), self)
        self._kind_label.setBuddy(self._kind)
        self._kind_means = PlainLabel("", self)
        self._kind_means.setProperty("role", "muted")
        self._kind.currentIndexChanged.connect(lambda _index: self._explain_kind())
        self._withheld = PlainLabel("", self)
        self._withheld.setObjectName("withheld")
        self.sheet = QCheckBox(self.tr("A code &of its own for each, on paper"), self)
        self.sheet.setObjectName("sheet")
        self.sheet.setAccessibleDescription(self.tr("A page to print with a code and a title for each of them."))
        self.sheet.setVisible(False)
        self.page_passphrase = PassphraseEdit(self.tr("Passphrase for the page"), self)
        self.page_passphrase.edit.setObjectName("page_passphrase")
        self.page_passphrase.edit.setPlaceholderText(self.tr("Tell it in another way than you send the page"))
        self._passphrase_label = QLabel(self.tr("Passphrase for the pa&ge (optional)"), self)
        self._passphrase_label.setBuddy(self.page_passphrase)
        self._several = False
        self._web_space = QPushButton(self.tr("Share by a lin&k on your own web space…"), self)
        self._web_space.setProperty("flat", True)
        self._web_space.setAutoDefault(False)
        self._web_space.clicked.connect(self.web_space_wanted)
        self._choices = QVBoxLayout()
        self._choices.setSpacing(2)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self._kind_label, self._kind)
        form.addRow(self._kind_means)
        form.addRow(self._passphrase_label, self.page_passphrase)
        form.addRow(self.tr("&To whom (optional)"), self.receiver)
        form.addRow(self.tr("What for (optional)"), self.purpose)
        form.addRow(self.ends, self.until)
        self.receiver.setAccessibleName(self.tr("To whom"))
        self.purpose.setAccessibleName(self.tr("What for"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(18)
        layout.addLayout(self._choices)
        layout.addWidget(self.sheet)
        layout.addWidget(self._withheld)
        layout.addWidget(self._web_space, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(form)
        layout.addStretch(1)

    def _described(self) -> dict[ShareForm, tuple[str, str]]:
        return {
            ShareForm.QR: (
                self.tr("&QR code on this screen"),
                self.tr("They scan it. It goes from screen to camera; no server in between."),
            ),
            ShareForm.FILE: (
                self.tr("&File"),
                self.tr("A file that you send yourself. They open it with Capsa or any checker."),
            ),
            ShareForm.PAGE: (
                self.tr("Web &page in one file"),
                self.tr("Opens in any browser, without internet, and checks the signatures itself."),
            ),
            ShareForm.PDF: (
                self.tr("P&DF to read or print"),
                self.tr("For people. The original goes along inside it, so that it can be checked."),
            ),
            ShareForm.LINK: (
                self.tr("&Link"),
                self.tr("An encrypted page on your own web space; you can take it away again."),
            ),
        }

    def show_forms(self, forms: Sequence[ShareForm]) -> None:
        """Offer these forms; the choice made before is kept."""
        self._web_space.setVisible(ShareForm.LINK not in forms)
        described = self._described()
        for form in forms:
            if form in self._forms:
                continue
            name, sentence = described[form]
            button = QRadioButton(name, self)
            button.setObjectName(f"form_{form.value}")
            button.setAccessibleDescription(sentence)
            label = PlainLabel(sentence, self)
            label.setProperty("role", "muted")
            label.setContentsMargins(28, 0, 0, 8)
            self._group.addButton(button)
            self._forms[form] = button
            self._sentences[form] = label
            self._choices.addWidget(button)
            self._choices.addWidget(label)
            button.toggled.connect(self._form_toggled)
        first = next(iter(self._forms.values()), None)
        if first is not None and self._group.checkedButton() is None:
            first.setChecked(True)

    def _kinds(self) -> dict[FileKind, tuple[str, str]]:
        return {
            FileKind.PRESENTATION: (
                self.tr("Signed copy"),
                self.tr("They get what you chose to show, signed by you, with the purpose and the end date inside."),
            ),
            FileKind.TOKEN: (
                self.tr("Signed copy as one line of text"),
                self.tr("The same as a signed copy, as one line that fits into a form (technically: a JWT)."),
            ),
            FileKind.KEY_BOUND: (
                self.tr("Signed copy in the issuer’s own form"),
                self.tr(
                    "They get what you chose to show in the form it was issued in (technically: SD-JWT with key "
                    "binding), signed with the key that it was issued to."
                ),
            ),
            FileKind.ORIGINAL: (
                self.tr("Exactly as the issuer made it"),
                self.tr("They get the issuer’s own file, byte for byte: everything in it, with no end date."),
            ),
            FileKind.BAKED: (
                self.tr("Inside its own picture (baked badge)"),
                self.tr(
                    "They get the picture of the badge with the issuer’s file in it: everything, with no end date."
                ),
            ),
        }

    def show_possible(self, options: ShareOptions, *, hides: bool) -> None:
        """Offer what keeps the hidden things hidden; what the issuer made shows everything."""
        possible = options.possible_forms(hides=hides)
        for form, button in self._forms.items():
            for part in (button, self._sentences[form]):
                part.setVisible(form in possible)
            if button.isChecked() and form not in possible:
                self.choose(ShareForm.FILE)
        before = self._kind.currentData()
        self._kind.blockSignals(True)
        self._kind.clear()
        for kind in options.possible_kinds(hides=hides):
            self._kind.addItem(self._kinds()[kind][0], kind)
        self._kind.setCurrentIndex(max(0, self._kind.findData(before)))
        self._kind.blockSignals(False)
        withheld = hides and options.possible_kinds(hides=False) != options.possible_kinds(hides=True)
        said = self.tr("The issuer’s own file is not offered, in any form: it would show what you hide.")
        self._withheld.show_text(said if withheld else "")
        self._withheld.setVisible(withheld)
        self._several = len(options.credentials) > 1
        self._explain_kind()
        self._form_toggled()

    def _explain_kind(self) -> None:
        kind = self._kind.currentData()
        said = self._kinds()[FileKind(kind)][1] if kind is not None else ""
        self._kind_means.show_text(said)
        self._kind.setAccessibleDescription(said)
        self._offer_end()

    def _form_toggled(self, _on: bool = True) -> None:
        is_file = self.form is ShareForm.FILE
        for part in (self._kind, self._kind_label, self._kind_means):
            part.setVisible(is_file)
        for locks in (self._passphrase_label, self.page_passphrase):
            locks.setVisible(self.form is ShareForm.PAGE)
        self.sheet.setVisible(self.form is ShareForm.QR and self._several)
        self._offer_end()
        self.form_changed.emit()

    def _offer_end(self) -> None:
        # Nothing can be written into the issuer's own file; a date here would be a promise that nobody keeps.
        ends = self.form is not ShareForm.FILE or self.file_kind not in SHOWS_ALL
        for part in (self.ends, self.until):
            part.setVisible(ends)

    @property
    def on_paper(self) -> bool:
        """Whether each gets a code of its own on a sheet to print."""
        return self.sheet.isVisibleTo(self) and self.sheet.isChecked()

    @property
    def file_kind(self) -> FileKind:
        """The kind of file that is chosen."""
        return FileKind(self._kind.currentData() or FileKind.PRESENTATION)

    @property
    def form(self) -> ShareForm:
        """The form that is chosen."""
        return next((form for form, button in self._forms.items() if button.isChecked()), ShareForm.FILE)

    def choose(self, form: ShareForm) -> None:
        """Choose a form."""
        if form in self._forms:
            self._forms[form].setChecked(True)

    def expires_at(self) -> datetime | None:
        """Return the end of the chosen day here, in UTC, or nothing."""
        if not self.ends.isChecked():
            return None
        ends = self.until.date().endOfDay().toSecsSinceEpoch()
        return datetime.fromtimestamp(ends, UTC)


class PreviewStep(QScrollArea):
    """What they will see and what they will not, in words."""

    def __init__(self, lang: str, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._lang = lang
        self._shown_warnings: tuple[str, ...] = ()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._to_whom = PlainLabel("", inner)
        self._seen_title = PlainLabel("", inner)
        self._seen = PlainLabel("", inner, limit=20_000)
        self._hidden_title = PlainLabel("", inner)
        self._hidden = PlainLabel("", inner, limit=20_000)
        self._advice = PlainLabel("", inner)
        self._attention = QFrame(inner)
        self._attention.setProperty("bar", "attention")
        self._warnings = PlainLabel("", self._attention)
        QVBoxLayout(self._attention).addWidget(self._warnings)
        layout = QVBoxLayout(inner)
        layout.setSpacing(10)
        for label in (self._seen_title, self._hidden_title):
            label.setProperty("role", "heading")
        for label in (
            self._to_whom,
            self._seen_title,
            self._seen,
            self._hidden_title,
            self._hidden,
            self._advice,
        ):
            layout.addWidget(label)
        layout.insertWidget(0, self._attention)
        layout.addStretch(1)
        self.setWidget(inner)

    def new_among(self, warnings: Sequence[str]) -> tuple[str, ...]:
        """Return those of ``warnings`` that the person has not read in the preview."""
        return tuple(key for key in warnings if key not in self._shown_warnings)

    def show_preview(self, preview: Preview, *, to_whom: str) -> None:
        """Show a preview; ``to_whom`` is the sentence about receiver, purpose and end."""
        self._shown_warnings = preview.warnings
        self._to_whom.show_text(to_whom)
        self._seen_title.show_text(self.tr("They will see {count} things:").format(count=len(preview.seen)))
        self._seen.show_text(
            "\n".join(f"• {one_line(name)}: {value_text(value, self._lang)}" for name, value in preview.seen)
        )
        self._hidden_title.show_text(self.tr("They will not see {count} things:").format(count=len(preview.hidden)))
        self._hidden.show_text("\n".join(f"• {one_line(name)}" for name in preview.hidden))
        for label in (self._hidden_title, self._hidden):
            label.setVisible(bool(preview.hidden))
        self._advice.show_text(advice_text(preview.advice, self._lang))
        self._warnings.show_text(advice_text(preview.warnings, self._lang))
        self._attention.setVisible(bool(preview.warnings))
        self._advice.setVisible(bool(preview.advice))
        whole = (self._warnings, self._to_whom, self._seen_title, self._seen, self._hidden_title, self._hidden)
        self.setAccessibleName("\n".join(label.accessibleName() for label in whole if label.accessibleName()))
