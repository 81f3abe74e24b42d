"""Adding, looking, checking and putting together: real credentials in a real wallet, by keyboard where it matters."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from simulators import held
from simulators import issuer as issuers
from simulators.window import quiet, trusting
from wallet.services import session as sessions
from wallet.services import source as sources_of
from wallet.services.library import AddOutcome, Query
from wallet.services.options import RunOptions
from wallet.ui.app import Program
from wallet.ui.dialogs import confirm, file_dialog
from wallet.ui.dialogs.add import AddDialog
from wallet.ui.dialogs.know_issuer import KnowIssuerDialog
from wallet.ui.dialogs.preview_pdf import PdfPreview
from wallet.ui.dialogs.print_result import PrintResultDialog
from wallet.ui.pages.credential import CredentialPage
from wallet.ui.pages.portfolio import PortfolioPage
from wallet.ui.pages.verify import VerifyPage
from wallet.ui.widgets.qr_view import modules_of, picture
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.verdict import State

pytestmark = pytest.mark.gui


@pytest.fixture
def options(options: RunOptions, school: issuers.Issuer) -> RunOptions:
    return trusting(options, school)


def write(folder: Path, name: str, document: object) -> Path:
    path = folder / name
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return path


def badge(school: issuers.Issuer, title: str, **more: object) -> issuers.Json:
    return school.sign(issuers.achievement_credential(school, title, **more), "eddsa-jcs-2022")  # type: ignore[arg-type]


def changed(document: issuers.Json) -> issuers.Json:
    text = json.dumps(document)
    return json.loads(text.replace("Statistics", "Statistics cum laude"))  # type: ignore[no-any-return]


def dialog_of(kind: type[QDialog]) -> QDialog:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())


def press(
    widget: QWidget, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    if not isinstance(widget, QDialog):
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow, timeout=5000)
    qtbot.keyClick(QApplication.focusWidget() or widget, key, modifier)  # type: ignore[no-untyped-call]


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def wallet_of(wallet: Callable[[int], Program], qtbot: QtBot) -> Callable[[], Program]:
    def make() -> Program:
        program = wallet(0)
        quiet(qtbot)
        program.window.activateWindow()
        return program

    return make


class TestAdd:
    def test_by_keyboard_from_the_library_to_the_report_per_item(
        self, wallet_of: Callable[[], Program], qtbot: QtBot, tmp_path: Path, school: issuers.Issuer
    ) -> None:
        program = wallet_of()
        good = write(tmp_path, "good.json", badge(school, "Statistics"))
        bad = write(tmp_path, "bad.json", changed(badge(school, "Statistics")))
        junk = write(tmp_path, "holiday.json", {"where": "Zeeland"})
        file_dialog.answers.append((good, bad, junk))
        press(program.window, qtbot, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: any(isinstance(w, AddDialog) for w in QApplication.topLevelWidgets()), timeout=5000)
        dialog = dialog_of(AddDialog)
        assert isinstance(dialog, AddDialog)
        quiet(qtbot)
        rows = dialog.tree.rows()
        assert [row.candidate.inspected.report.verdict.state for row in rows] == [
            State.VERIFIED,
            State.TAMPERED,
            State.NOT_A_CREDENTIAL,
        ]
        assert program.state.open_session.library.count(Query()) == 0
        assert "Verified" in dialog.view.strip.accessibleName()
        assert dialog.add_button.text().endswith("1")
        # Space leaves it out, Space takes it in again; Down reads the next; Enter adds.
        dialog.tree.setFocus()
        press(dialog, qtbot, Qt.Key.Key_Space)
        assert not dialog.add_button.isEnabled()
        press(dialog, qtbot, Qt.Key.Key_Space)
        press(dialog, qtbot, Qt.Key.Key_Down)
        assert "Changed" in dialog.view.strip.accessibleName()
        assert "Cannot be added" in texts(dialog)
        with qtbot.waitSignal(dialog.finished_adding, timeout=10_000) as added:
            qtbot.keyClick(dialog, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
        assert added.args is not None
        assert [result.result for result in added.args[0]] == [AddOutcome.ADDED]
        quiet(qtbot)
        assert program.state.open_session.library.count(Query()) == 1

    def test_the_same_again_says_you_have_this(
        self, wallet_of: Callable[[], Program], qtbot: QtBot, tmp_path: Path, school: issuers.Issuer
    ) -> None:
        program = wallet_of()
        good = write(tmp_path, "good.json", badge(school, "Statistics"))
        for expected in ("", "You have this."):
            dialog = AddDialog(program.state, [sources_of.from_path(good)], program.window)
            dialog.open()
            quiet(qtbot)
            assert expected in texts(dialog)
            if expected:
                assert not dialog.add_button.isEnabled()
                dialog.reject()
            else:
                dialog.add_button.click()
                quiet(qtbot)
        assert program.state.open_session.library.count(Query()) == 1

    def test_one_bad_file_never_stops_the_others_and_a_folder_is_one_go(
        self, wallet_of: Callable[[], Program], qtbot: QtBot, tmp_path: Path, school: issuers.Issuer
    ) -> None:
        program = wallet_of()
        folder = tmp_path / "many"
        folder.mkdir()
        for number in range(6):
            write(folder, f"{number}.json", badge(school, f"Course {number}"))
        write(folder, "broken.json", '{"a":')
        dialog = AddDialog(program.state, [sources_of.from_path(folder)], program.window)
        dialog.open()
        quiet(qtbot)
        assert len(dialog.tree.rows()) == 7
        with qtbot.waitSignal(dialog.finished_adding, timeout=10_000) as added:
            dialog.add_button.click()
        assert added.args is not None
        assert len(added.args[0]) == 6

    def test_paste_drop_and_a_code_in_a_picture_come_in_the_same_way(
        self, wallet_of: Callable[[], Program], qtbot: QtBot, tmp_path: Path, school: issuers.Issuer
    ) -> None:
        program = wallet_of()
        dialog = AddDialog(program.state, [], program.window)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow, timeout=5000)
        assert "Drop files" in texts(dialog)
        QGuiApplication.clipboard().setText(json.dumps(badge(school, "Pasted")))
        qtbot.keyClick(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)  # type: ignore[no-untyped-call]
        quiet(qtbot)
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(write(tmp_path, "dropped.json", badge(school, "Dropped"))))])
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(dialog, QDragEnterEvent(QPointF(5, 5), copy, mime, left, none))
        QApplication.sendEvent(dialog, QDropEvent(QPointF(5, 5), copy, mime, left, none))
        quiet(qtbot)
        # Short enough for one code: a JWT with few claims.
        jwt = school.vc_jwt(issuers.achievement_credential(school, "Scanned"))
        image: QImage = picture(modules_of(jwt), 4)
        path = tmp_path / "code.png"
        image.save(str(path))
        dialog.add_sources([sources_of.from_path(path)])
        quiet(qtbot)
        titles = [dialog.tree.topLevelItem(index).text(0) for index in range(dialog.tree.topLevelItemCount())]  # type: ignore[union-attr]
        assert titles == ["Pasted", "Dropped", "Scanned"]
        dialog.reject()

    def test_a_paper_is_kept_only_when_ticked(
        self, wallet_of: Callable[[], Program], qtbot: QtBot, tmp_path: Path
    ) -> None:
        program = wallet_of()
        photo = QImage(60, 40, QImage.Format.Format_RGB32)
        photo.fill(Qt.GlobalColor.white)
        path = tmp_path / "diploma.png"
        photo.save(str(path))
        dialog = AddDialog(program.state, [sources_of.from_path(path)], program.window)
        dialog.open()
        quiet(qtbot)
        assert not dialog.add_button.isEnabled()
        dialog.tree.setFocus()
        press(dialog, qtbot, Qt.Key.Key_Space)
        assert "not signed" in dialog.tree.topLevelItem(0).text(2)  # type: ignore[union-attr]
        with qtbot.waitSignal(dialog.finished_adding, timeout=10_000) as added:
            dialog.add_button.click()
        assert added.args is not None
        assert added.args[0][0].result is AddOutcome.ADDED
        program.window.show_page("credential", id=added.args[0][0].id)
        quiet(qtbot)
        page = program.window.current_page
        assert isinstance(page, CredentialPage)
        assert "Not signed, kept by you." in texts(page)
        qtbot.waitUntil(lambda: not page._view.record._paper.pixmap().isNull(), timeout=5000)

    def test_cancel_while_reading_adds_nothing(
        self, wallet_of: Callable[[], Program], qtbot: QtBot, tmp_path: Path, school: issuers.Issuer
    ) -> None:
        program = wallet_of()
        paths = [write(tmp_path, f"{number}.json", badge(school, f"Course {number}")) for number in range(30)]
        dialog = AddDialog(program.state, [sources_of.from_path(path) for path in paths], program.window)
        dialog.open()
        dialog.reject()
        quiet(qtbot)
        assert program.state.open_session.library.count(Query()) == 0

    def test_locking_leaves_nothing_of_the_wallet_in_an_open_sheet(
        self, wallet_of: Callable[[], Program], qtbot: QtBot, tmp_path: Path, school: issuers.Issuer
    ) -> None:
        program = wallet_of()
        path = write(tmp_path, "good.json", badge(school, "Statistics"))
        dialog = AddDialog(program.state, [sources_of.from_path(path)], program.window)
        dialog.open()
        quiet(qtbot)
        assert "Statistics" in texts(dialog)
        dialog.reject()
        assert dialog.tree.topLevelItemCount() == 0
        assert "Statistics" not in "\n".join(label.text() for label in dialog.findChildren(QLabel))


class TestVerifyPage:
    def page(self, program: Program) -> VerifyPage:
        program.window.show_page("verify")
        page = program.window.current_page
        assert isinstance(page, VerifyPage)
        return page

    def test_it_works_without_a_wallet_and_stores_nothing(
        self, start: Callable[..., Program], options: RunOptions, qtbot: QtBot, tmp_path: Path, school: issuers.Issuer
    ) -> None:
        program = start(options)
        page = self.page(program)
        page.check([sources_of.from_path(write(tmp_path, "a.json", badge(school, "Statistics")))])
        quiet(qtbot)
        assert page.model.total == 1
        assert "Verified" in page.panel.view.strip.accessibleName()
        assert not page.panel.table.isVisible()
        assert not page.panel.buttons["keep"].isVisible()
        assert options.profile is not None
        assert not any(options.profile.rglob("*.db"))

    def test_many_files_give_a_table_that_filters_prints_and_saves(
        self, start: Callable[..., Program], options: RunOptions, qtbot: QtBot, tmp_path: Path, school: issuers.Issuer
    ) -> None:
        folder = tmp_path / "candidates"
        folder.mkdir()
        for number in range(4):
            write(folder, f"{number}.json", badge(school, f"Course {number}"))
        write(folder, "forged.json", changed(badge(school, "Statistics")))
        stranger = issuers.did_key("Somebody", seed="other")
        write(folder, "stranger.json", badge(stranger, "Statistics"))
        program = start(options)
        page = self.page(program)
        page.check([sources_of.from_path(folder)])
        quiet(qtbot)
        assert page.model.total == 6
        assert page.panel.table.isVisible()
        chips = {chip.text(): chip for chip in page.panel.bar.findChildren(QPushButton) if chip.isCheckable()}
        chips["Rejected"].click()
        assert [found.report.verdict.state for found in page.model.shown()] == [State.TAMPERED]
        assert "Course" not in texts(page.panel.view)
        chips["All"].click()
        target = tmp_path / "out.csv"
        file_dialog.answers.append((target,))
        page._act("csv")
        quiet(qtbot)
        assert target.read_bytes().count(b"\r\n") == 7
        page._act("print_all")
        printed = dialog_of(PrintResultDialog)
        assert isinstance(printed, PrintResultDialog)
        quiet(qtbot)
        assert printed.pdf.startswith(b"%PDF")
        assert printed.pages == 1
        printed.reject()

    def test_one_result_prints_on_one_page(
        self, start: Callable[..., Program], options: RunOptions, qtbot: QtBot, tmp_path: Path, school: issuers.Issuer
    ) -> None:
        program = start(options)
        page = self.page(program)
        page.check([sources_of.from_path(write(tmp_path, "a.json", badge(school, "Statistics")))])
        quiet(qtbot)
        page._act("print")
        printed = dialog_of(PrintResultDialog)
        assert isinstance(printed, PrintResultDialog)
        quiet(qtbot)
        assert printed.pages == 1
        target = tmp_path / "result.pdf"
        file_dialog.answers.append((target,))
        printed.save_button.click()
        quiet(qtbot)
        assert target.read_bytes() == printed.pdf
        printed.reject()

    def test_what_comes_while_something_is_checked_waits_its_turn(
        self, start: Callable[..., Program], options: RunOptions, qtbot: QtBot, tmp_path: Path, school: issuers.Issuer
    ) -> None:
        program = start(options)
        page = self.page(program)
        for number in range(3):
            page.check([sources_of.from_path(write(tmp_path, f"{number}.json", badge(school, f"Course {number}")))])
        quiet(qtbot)
        qtbot.waitUntil(lambda: page.model.total == 3, timeout=10_000)
        titles = [page.model.index(row, 1).data() for row in range(3)]
        assert titles == ["Course 0", "Course 1", "Course 2"]

    def test_a_pasted_text_and_a_refused_file_stand_side_by_side(
        self, start: Callable[..., Program], options: RunOptions, qtbot: QtBot, school: issuers.Issuer, tmp_path: Path
    ) -> None:
        program = start(options)
        page = self.page(program)
        QGuiApplication.clipboard().setText(school.vc_jwt(issuers.achievement_credential(school, "Pasted")))
        press(program.window, qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        quiet(qtbot)
        page.check([sources_of.from_path(tmp_path / "nowhere.json")])
        quiet(qtbot)
        assert [found.report.verdict.green for found in page.model.shown()] == [True, False]

    def test_keeping_goes_through_the_add_sheet(
        self, wallet_of: Callable[[], Program], qtbot: QtBot, tmp_path: Path, school: issuers.Issuer
    ) -> None:
        program = wallet_of()
        page = self.page(program)
        page.check([sources_of.from_path(write(tmp_path, "a.json", badge(school, "Statistics")))])
        quiet(qtbot)
        assert page.panel.buttons["keep"].isVisible()
        page.panel.buttons["keep"].click()
        dialog = dialog_of(AddDialog)
        quiet(qtbot)
        dialog.reject()
        assert program.state.open_session.library.count(Query()) == 0

    def test_an_issuer_that_the_person_vouches_for_turns_the_result(
        self,
        start: Callable[..., Program],
        options: RunOptions,
        qtbot: QtBot,
        tmp_path: Path,
        school: issuers.Issuer,
    ) -> None:
        # With --trust the list is exactly that file, so this wallet goes without one.
        own = replace(options, trust=None)
        assert own.profile is not None
        created = sessions.create(own.profile, "violet harbour pencil 92", options=own)
        program = start(own)
        program.window.opened(created.session)
        quiet(qtbot)
        page = self.page(program)
        page.check([sources_of.from_path(write(tmp_path, "a.json", badge(school, "Statistics")))])
        quiet(qtbot)
        assert "Signer not known" in page.panel.view.strip.accessibleName()
        page.panel.buttons["know"].click()
        dialog = dialog_of(KnowIssuerDialog)
        assert isinstance(dialog, KnowIssuerDialog)
        assert not dialog._add.isEnabled()
        reason = dialog.findChild(QLineEdit, "issuer_reason")
        assert reason is not None
        reason.setText("Their website shows this identity")
        dialog._add.click()
        quiet(qtbot)
        assert "Verified" in page.panel.view.strip.accessibleName()


class TestCredentialPage:
    def opened(self, program: Program, qtbot: QtBot, path: Path) -> CredentialPage:
        dialog = AddDialog(program.state, [sources_of.from_path(path)], program.window)
        dialog.open()
        quiet(qtbot)
        dialog.add_button.click()
        quiet(qtbot)
        card = program.state.open_session.library.page(Query(), offset=0, limit=1)[0]
        program.window.show_page("credential", id=card.id)
        quiet(qtbot)
        page = program.window.current_page
        assert isinstance(page, CredentialPage)
        return page

    def test_it_shows_checks_exports_the_bytes_and_takes_a_note(
        self, wallet_of: Callable[[], Program], qtbot: QtBot, tmp_path: Path, school: issuers.Issuer
    ) -> None:
        program = wallet_of()
        path = write(tmp_path, "a.json", badge(school, "Statistics"))
        page = self.opened(program, qtbot, path)
        assert "Statistics" in texts(page)
        assert [page._view.tabs.tabText(index).replace("&", "") for index in range(4)] == [
            "About",
            "Checks",
            "Shared with",
            "Source",
        ]
        target = tmp_path / "out.json"
        file_dialog.answers.append((target,))
        page.handle("export")
        quiet(qtbot)
        assert target.read_bytes() == path.read_bytes()
        page._own._note.setPlainText("Ask for a paper copy")
        page._own.flush()
        confirm.answers.append("Nursing")
        page._new_collection()
        page.handle("favourite")
        quiet(qtbot)
        stored = program.state.open_session.library.get(page._id)
        assert (stored.note, stored.collections, stored.card.favourite) == ("Ask for a paper copy", ("Nursing",), True)

    def test_f5_checks_again_and_delete_can_be_undone(
        self, wallet_of: Callable[[], Program], qtbot: QtBot, tmp_path: Path, school: issuers.Issuer
    ) -> None:
        program = wallet_of()
        page = self.opened(program, qtbot, write(tmp_path, "a.json", badge(school, "Statistics")))
        assert isinstance(page._view.tabs.tabBar(), QTabBar)
        page._view.tabs.tabBar().setFocus()
        press(program.window, qtbot, Qt.Key.Key_F5)
        quiet(qtbot)
        assert program.window.toast_note.text == "Checked again."
        history = page._view.checks._history.text()
        assert history.index("Checked: Verified") < history.index("Added")
        program.window.trigger("remove")
        quiet(qtbot)
        assert program.state.open_session.library.count(Query()) == 0
        assert program.window.current_name == "library"
        program.window.undo_stack.undo()
        quiet(qtbot)
        assert program.state.open_session.library.count(Query()) == 1

    def test_a_line_for_a_cv_and_a_form_that_is_asked_about_first(
        self,
        wallet_of: Callable[[], Program],
        qtbot: QtBot,
        tmp_path: Path,
        school: issuers.Issuer,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        program = wallet_of()
        page = self.opened(program, qtbot, write(tmp_path, "a.json", badge(school, "Statistics")))
        page._copy_line()
        assert "Statistics" in QGuiApplication.clipboard().text()
        opened: list[str] = []
        monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
        confirm.answers.append(False)
        page._to_linkedin()
        assert opened == []
        confirm.answers.append(True)
        page._to_linkedin()
        assert opened[0].startswith("https://www.linkedin.com/profile/add?")

    def test_locking_leaves_nothing_of_it_in_the_page(
        self, wallet_of: Callable[[], Program], qtbot: QtBot, tmp_path: Path, school: issuers.Issuer
    ) -> None:
        program = wallet_of()
        page = self.opened(program, qtbot, write(tmp_path, "a.json", badge(school, "Statistics")))
        page.setParent(page.parentWidget())
        labels = page.findChildren(QLabel)
        program.window.lock()
        left = []
        for label in labels:
            try:
                left.append(label.text())
            except RuntimeError:
                continue
        assert "Statistics" not in "\n".join(left)


class TestPortfolioPage:
    def test_choose_order_annotate_preview_and_export_by_keyboard(
        self, wallet: Callable[[int], Program], qtbot: QtBot, tmp_path: Path
    ) -> None:
        program = wallet(6)
        quiet(qtbot)
        press(program.window, qtbot, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        quiet(qtbot)
        page = program.window.current_page
        assert isinstance(page, PortfolioPage)
        before = page.list.chosen()
        assert len(before) == 6
        page.list.setFocus()
        press(program.window, qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert page.list.chosen() == (before[1], before[0], *before[2:])
        press(program.window, qtbot, Qt.Key.Key_Space)
        assert page.list.chosen() == (before[1], *before[2:])
        page.list.setCurrentRow(0)
        page.note.setPlainText("I built on this at work.")
        assert page.request(page.form).notes == {before[1]: "I built on this at work."}
        qtbot.waitUntil(lambda: page.totals.rowCount() > 0, timeout=5000)
        page._show_preview()
        qtbot.waitUntil(lambda: any(isinstance(w, PdfPreview) for w in QApplication.topLevelWidgets()), timeout=20_000)
        preview = dialog_of(PdfPreview)
        assert isinstance(preview, PdfPreview)
        assert preview.pages >= 1
        preview.reject()
        for index in range(page._form.count()):
            page._form.setCurrentIndex(index)
            target = tmp_path / f"portfolio{index}"
            file_dialog.answers.append((target,))
            page.handle("export")
            quiet(qtbot)
            assert target.stat().st_size > 100

    def test_it_says_which_of_the_chosen_the_totals_do_not_count(
        self, wallet: Callable[[int], Program], qtbot: QtBot
    ) -> None:
        program = wallet(3)
        expired = held.inspected(9, title="Out of reach")
        unknown = replace(expired.report, checks=(Check(CheckKind.PROOF, Outcome.UNKNOWN, "keys.unreachable"),))
        program.state.open_session.library.add([held.candidate(replace(expired, report=unknown))])
        program.window.show_page("portfolio")
        quiet(qtbot)
        page = program.window.current_page
        assert isinstance(page, PortfolioPage)
        assert page.uncounted.isVisible()
        assert page.uncounted.accessibleName().startswith("1 not counted")
        assert "Out of reach" in page.uncounted.accessibleName()
        row = next(row for row, card in enumerate(page.list.cards()) if card.title == "Out of reach")
        page.list.item(row).setCheckState(Qt.CheckState.Unchecked)
        assert not page.uncounted.isVisible()

    def test_the_order_survives_a_filter(self, wallet: Callable[[int], Program], qtbot: QtBot) -> None:
        program = wallet(6)
        program.window.show_page("portfolio")
        quiet(qtbot)
        page = program.window.current_page
        assert isinstance(page, PortfolioPage)
        page.list.setCurrentRow(5)
        for _ in range(5):
            page.list.move_current(-1)
        moved = page.list.chosen()
        page._text.setText("Course 002")
        qtbot.waitUntil(lambda: page.list.count() == 1, timeout=5000)
        page._text.setText("")
        qtbot.waitUntil(lambda: page.list.count() == 6, timeout=5000)
        assert page.list.chosen() == moved


def test_no_control_of_these_pages_is_too_small_or_nameless(wallet: Callable[[int], Program], qtbot: QtBot) -> None:
    program = wallet(3)
    quiet(qtbot)
    for name in ("verify", "portfolio"):
        program.window.show_page(name)
        quiet(qtbot)
        page = program.window.current_page
        assert page is not None
        for button in page.findChildren(QPushButton):
            if button.isVisible():
                assert button.height() >= 24, button.text()
                assert button.text() or button.accessibleName()
