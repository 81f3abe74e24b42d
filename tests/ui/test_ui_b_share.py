"""Sharing from the library to the receipt with real keys, by keyboard: what is handed over is what the preview said."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QPushButton, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from simulators import issuer as issuers
from simulators.window import quiet, texts, trusting
from wallet.formats import qr_image, share_code
from wallet.services import source as sources_of
from wallet.services.library import Query
from wallet.services.options import RunOptions
from wallet.services.share import ClaimNode, CredentialOptions, ShareForm
from wallet.services.verify import VerifyService
from wallet.ui.app import Program
from wallet.ui.dialogs import file_dialog
from wallet.ui.dialogs.add import AddDialog
from wallet.ui.dialogs.hand_over import FullScreenCode
from wallet.ui.dialogs.share import ShareDialog, Step
from wallet.ui.pages.credential import CredentialPage
from wallet.ui.widgets.disclosure_tree import DisclosureTree
from wallet.ui.widgets.screen_scan import grey_of_image

pytestmark = pytest.mark.gui

FORWARD = Qt.Key.Key_Return


@pytest.fixture
def options(options: RunOptions, school: issuers.Issuer) -> RunOptions:
    return trusting(options, school)


def press(widget: QWidget, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    none = Qt.KeyboardModifier.NoModifier
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow, timeout=5000)
    qtbot.keyClick(QApplication.focusWidget() or widget, key, modifier or none)  # type: ignore[no-untyped-call]


Held = Callable[[object], tuple[Program, str]]


@pytest.fixture
def held(wallet: Callable[[int], Program], qtbot: QtBot, tmp_path: Path) -> Held:
    """A wallet that holds one credential; returns the program and its id."""

    def make(document: object) -> tuple[Program, str]:
        program = wallet(0)
        quiet(qtbot)
        path = tmp_path / "credential"
        path.write_text(document if isinstance(document, str) else json.dumps(document))
        dialog = AddDialog(program.state, [sources_of.from_path(path)], program.window)
        dialog.open()
        quiet(qtbot)
        dialog.add_button.click()
        quiet(qtbot)
        card = program.state.open_session.library.page(Query(), offset=0, limit=1)[0]
        return program, card.id

    return make


def mine(program: Program) -> str:
    return program.state.open_session.holder_id


def shared_dialog() -> ShareDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, ShareDialog) and w.isVisible())


def step_of(dialog: ShareDialog) -> Step:
    return dialog.step


def learner_card(school: issuers.Issuer) -> str:
    claims = {
        "vct": "urn:eu.europa.ec.eudi:learning:credential:1",
        "given_name": "Sanne",
        "family_name": "Voorbeeld",
        "birth_date": "1999-04-01",
        "achievement_title": "Statistics",
    }
    return school.sd_jwt_vc(claims, hidden=("given_name", "family_name", "birth_date"))


def test_by_keyboard_from_the_credential_to_the_receipt(
    held: Held, qtbot: QtBot, school: issuers.Issuer, options: RunOptions
) -> None:
    program, wanted = held(school.sign(issuers.achievement_credential(school, "Statistics"), "eddsa-jcs-2022"))
    program.window.show_page("credential", id=wanted)
    quiet(qtbot)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(program.window, qtbot, Qt.Key.Key_S, both)
    quiet(qtbot)
    dialog = shared_dialog()
    assert step_of(dialog) is Step.WHAT
    assert dialog.focusWidget() is dialog.what.tree
    assert "can only be shared whole" in dialog.what.tree.topLevelItem(0).child(0).text(0)  # type: ignore[union-attr]
    qtbot.keyClick(dialog, FORWARD)  # type: ignore[no-untyped-call]
    assert step_of(dialog) is Step.HOW
    dialog.how.receiver.setFocus()
    qtbot.keyClicks(dialog.how.receiver, "Personnel")  # type: ignore[no-untyped-call]
    qtbot.keyClicks(dialog.how.purpose, "Application")  # type: ignore[no-untyped-call]
    qtbot.keyClick(dialog, FORWARD)  # type: ignore[no-untyped-call]
    assert step_of(dialog) is Step.PREVIEW
    said = texts(dialog)
    assert "for Personnel (Application)" in said
    assert "Statistics" in said
    # Back keeps what was typed.
    dialog.back_button.click()
    assert dialog.how.receiver.text() == "Personnel"
    qtbot.keyClick(dialog, FORWARD)  # type: ignore[no-untyped-call]
    with qtbot.waitSignal(dialog.recorded, timeout=30_000):
        qtbot.keyClick(dialog, FORWARD)  # type: ignore[no-untyped-call]
    assert step_of(dialog) is Step.HAND_OVER
    assert dialog.hand_over.qr.frame_count >= 1
    grey = grey_of_image(dialog.hand_over.qr.grab().toImage())
    assert grey is not None
    if not dialog.hand_over.qr.moving:
        (text,) = qr_image.read_frame(*grey)
        service = VerifyService(options)
        found = service.inspect_one(sources_of.from_text(text))
        service.close()
        assert found.report.items[0].record is not None
        assert found.report.items[0].record.title == {"und": "Statistics"} or "Statistics" in str(
            found.report.items[0].record.title
        )
    qtbot.keyClick(dialog, FORWARD)  # type: ignore[no-untyped-call]
    assert step_of(dialog) is Step.RECEIPT
    assert "Shared with" in texts(dialog)
    qtbot.keyClick(dialog, FORWARD)  # type: ignore[no-untyped-call]
    quiet(qtbot)
    page = program.window.current_page
    assert isinstance(page, CredentialPage)
    assert page._receipts.rowCount() == 1
    assert page._receipts.index(0, 2).data() == "Personnel"


def test_what_is_hidden_is_not_in_any_byte_that_is_handed_over(
    held: Held, qtbot: QtBot, school: issuers.Issuer, tmp_path: Path, options: RunOptions
) -> None:
    program, wanted = held(learner_card(school))
    dialog = ShareDialog(program.state, [wanted], program.window)
    dialog.open()
    quiet(qtbot)
    tree = dialog.what.tree
    items = {item.text(0): item for item in tree._items()}
    birth = next(item for name, item in items.items() if "irth" in name)
    assert birth.checkState(0) is Qt.CheckState.Unchecked, "a birth date starts hidden"
    given = next(item for name, item in items.items() if "First name" in name)
    assert given.checkState(0) is Qt.CheckState.Checked
    given.setCheckState(0, Qt.CheckState.Unchecked)
    dialog._next()
    dialog.how.choose(ShareForm.FILE)
    dialog._next()
    said = texts(dialog)
    assert "1999" not in said
    assert "They will not see" in said
    assert "Voorbeeld" in said
    dialog._next()
    qtbot.waitUntil(lambda: dialog.step is Step.HAND_OVER, timeout=30_000)
    target = tmp_path / "shared"
    file_dialog.answers.append((target,))
    with qtbot.waitSignal(dialog.recorded, timeout=10_000):
        dialog.hand_over._save_chosen()
    handed = target.read_bytes()
    service = VerifyService(options)
    shown = service.inspect_one(sources_of.from_path(target))
    service.close()
    everything = handed + repr(shown.report).encode()
    assert b"1999-04-01" not in everything
    assert b"Sanne" not in everything
    assert b"Voorbeeld" in everything
    dialog.reject()


def test_nothing_is_recorded_when_nothing_was_handed_over(held: Held, qtbot: QtBot, school: issuers.Issuer) -> None:
    program, wanted = held(school.vc_jwt(issuers.achievement_credential(school, "Statistics")))
    dialog = ShareDialog(program.state, [wanted], program.window)
    dialog.open()
    quiet(qtbot)
    dialog._next()
    dialog.how.choose(ShareForm.FILE)
    dialog._next()
    dialog._next()
    qtbot.waitUntil(lambda: dialog.step is Step.HAND_OVER, timeout=30_000)
    dialog.reject()
    quiet(qtbot)
    assert program.state.open_session.share.receipts() == ()


def test_a_moving_code_plays_saves_and_prints(held: Held, qtbot: QtBot, school: issuers.Issuer, tmp_path: Path) -> None:
    document = issuers.achievement_credential(school, "Statistics")
    document["credentialSubject"]["achievement"]["description"] = os.urandom(3000).hex()
    program, wanted = held(school.sign(document, "eddsa-jcs-2022"))
    dialog = ShareDialog(program.state, [wanted], program.window)
    dialog.open()
    quiet(qtbot)
    for _ in range(3):
        dialog._next()
    qtbot.waitUntil(lambda: dialog.hand_over.qr.frame_count > 1, timeout=30_000)
    assert "too large for one code" in texts(dialog)
    assert dialog.hand_over._speed.isVisible()
    qtbot.waitUntil(lambda: dialog.hand_over.qr._shown > 1, timeout=5000)
    reader = share_code.MovingReader()
    for index in range(dialog.hand_over.qr.frame_count):
        dialog.hand_over.qr._shown = index
        grey = grey_of_image(dialog.hand_over.qr.grab().toImage())
        assert grey is not None
        (text,) = qr_image.read_frame(*grey)
        if reader.add(text):
            break
    assert reader.text() is not None
    folder = tmp_path / "frames"
    folder.mkdir()
    file_dialog.answers.append((folder,))
    dialog.hand_over._save_menu.actions()[-1].trigger()
    quiet(qtbot)
    assert len(list(folder.iterdir())) > 2
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "sheet.pdf"))
    dialog.hand_over.print_on(printer)
    assert (tmp_path / "sheet.pdf").stat().st_size > 1000
    dialog.hand_over.file_wanted.emit()
    assert dialog.how.form is ShareForm.FILE
    assert step_of(dialog) is Step.PREVIEW
    dialog.reject()


def test_full_screen_is_white_and_ends_with_escape(held: Held, qtbot: QtBot, school: issuers.Issuer) -> None:
    from wallet.ui.widgets.qr_view import modules_of

    parent = QWidget()
    qtbot.addWidget(parent)
    shown = FullScreenCode((modules_of("capsa:1:1"),), 8, parent)
    shown.show()
    assert shown.grab().toImage().pixelColor(2, 2).name() == "#ffffff"
    qtbot.keyClick(shown, Qt.Key.Key_Escape)  # type: ignore[no-untyped-call]
    assert not shown.isVisible()


def test_closing_forgets_what_was_shown(held: Held, qtbot: QtBot, school: issuers.Issuer) -> None:
    program, wanted = held(learner_card(school))
    dialog = ShareDialog(program.state, [wanted], program.window)
    dialog.open()
    quiet(qtbot)
    dialog.reject()
    assert dialog.what.tree.topLevelItemCount() == 0
    assert dialog.hand_over.qr.frame_count == 0


def test_copying_goes_through_the_clipboard_that_is_wiped(held: Held, qtbot: QtBot, school: issuers.Issuer) -> None:
    program, wanted = held(school.vc_jwt(issuers.achievement_credential(school, "Statistics")))
    dialog = ShareDialog(program.state, [wanted], program.window)
    dialog.open()
    quiet(qtbot)
    for _ in range(3):
        dialog._next()
    qtbot.waitUntil(lambda: dialog.hand_over.qr.frame_count > 0, timeout=30_000)
    copy = next(b for b in dialog.hand_over.findChildren(QPushButton) if b.text() == "&Copy")
    if copy.isVisible():
        copy.click()
        assert share_code.is_share_code(QGuiApplication.clipboard().text())
        program.window.clipboard.wipe()
        assert QGuiApplication.clipboard().text() == ""
    dialog.reject()


class TestDisclosureTree:
    def tree(self, qtbot: QtBot) -> DisclosureTree:
        tree = DisclosureTree("en")
        qtbot.addWidget(tree)
        inner = (
            ClaimNode("/s/name", "Name", "Sanne", locked=False),
            ClaimNode("/s/birth", "Date of birth", "1999-04-01", locked=False, sensitive=True),
        )
        tree.show_options(
            [
                CredentialOptions(
                    "one",
                    "Statistics",
                    "VERIFIED",
                    (
                        ClaimNode("/type", "Type", "Badge", locked=True),
                        ClaimNode("/s", "About", "", locked=False, children=inner),
                    ),
                    whole_only=False,
                )
            ]
        )
        tree.show()
        return tree

    def item(self, tree: DisclosureTree, name: str) -> QTreeWidgetItem:
        return next(item for item in tree._items() if item.text(0) == name)

    def test_what_is_sensitive_starts_hidden_and_what_is_locked_cannot_be(self, qtbot: QtBot) -> None:
        tree = self.tree(qtbot)
        assert tree.hidden() == {"one": ("/s/birth",)}
        assert not self.item(tree, "Type").flags() & Qt.ItemFlag.ItemIsUserCheckable

    def test_hiding_the_whole_hides_what_is_inside(self, qtbot: QtBot) -> None:
        tree = self.tree(qtbot)
        self.item(tree, "About").setCheckState(0, Qt.CheckState.Unchecked)
        assert tree.hidden() == {"one": ("/s", "/s/name", "/s/birth")}

    def test_showing_the_whole_again_does_not_show_what_is_sensitive(self, qtbot: QtBot) -> None:
        tree = self.tree(qtbot)
        about = self.item(tree, "About")
        about.setCheckState(0, Qt.CheckState.Unchecked)
        about.setCheckState(0, Qt.CheckState.Checked)
        assert tree.hidden() == {"one": ("/s/birth",)}

    def test_advice_comes_when_something_sensitive_is_ticked(self, qtbot: QtBot) -> None:
        tree = self.tree(qtbot)
        with qtbot.waitSignal(tree.sensitive_ticked) as ticked:
            self.item(tree, "Date of birth").setCheckState(0, Qt.CheckState.Checked)
        assert ticked.args == ["Date of birth"]

    def test_ticking_one_inside_something_hidden_shows_its_parent(self, qtbot: QtBot) -> None:
        tree = self.tree(qtbot)
        self.item(tree, "About").setCheckState(0, Qt.CheckState.Unchecked)
        self.item(tree, "Name").setCheckState(0, Qt.CheckState.Checked)
        assert tree.hidden() == {"one": ("/s/birth",)}

    def test_each_row_says_what_will_happen(self, qtbot: QtBot) -> None:
        tree = self.tree(qtbot)
        spoken = [item.data(0, Qt.ItemDataRole.AccessibleTextRole) for item in tree._items()]
        assert spoken[1].endswith("always included")
        assert spoken[4].endswith("hidden")
