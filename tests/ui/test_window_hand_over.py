"""Handing over: each kind of file through the wizard, out of the window, on paper, and into a message."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from simulators import issuer as issuers
from simulators import laid_open
from simulators.window import quiet, texts, trusting
from wallet.formats import base64url
from wallet.services import source as sources_of
from wallet.services.library import Query
from wallet.services.options import RunOptions
from wallet.services.share import FileKind, ShareForm
from wallet.services.verify import VerifyService
from wallet.ui import mail_out
from wallet.ui.app import Program
from wallet.ui.dialogs import file_dialog
from wallet.ui.dialogs.paper import PaperDialog
from wallet.ui.dialogs.share import ShareDialog, Step
from wallet.ui.main_window import MainWindow
from wallet.ui.widgets.drag_handle import DragHandle
from wallet.verification.verdict import State

pytestmark = pytest.mark.gui
ROOT = Path(__file__).resolve().parents[2]
BIRTH = "1999-04-01"
Wallet = Callable[[int], Program]


@pytest.fixture
def options(options: RunOptions, school: issuers.Issuer) -> RunOptions:
    return trusting(options, school)


def card(school: issuers.Issuer, program: Program) -> str:
    holder = program.state.open_session.holder_id.removeprefix("did:jwk:")
    claims = {
        "vct": "urn:eu.europa.ec.eudi:learning:credential:1",
        "family_name": "Voorbeeld",
        "birth_date": BIRTH,
        "achievement_title": "Statistics",
        "cnf": {"jwk": json.loads(base64url.decode(holder))},
    }
    return school.sd_jwt_vc(claims, hidden=("family_name", "birth_date"))


def add(program: Program, *documents: str | dict[str, Any]) -> tuple[str, ...]:
    session = program.state.open_session
    texts_ = [one if isinstance(one, str) else json.dumps(one) for one in documents]
    results, _ = session.library.add(session.inbox.read([sources_of.from_text(one) for one in texts_]))
    assert len(session.library.ids(Query())) == len(documents)
    return tuple(str(result.id) for result in results)


@pytest.fixture
def wizard(wallet: Wallet, qtbot: QtBot, school: issuers.Issuer) -> ShareDialog:
    """The wizard over an SD-JWT that was issued to this wallet, with a birth date that starts hidden."""
    program = wallet(0)
    ids = add(program, card(school, program))
    dialog = ShareDialog(program.state, ids, program.window)
    dialog.open()
    quiet(qtbot)
    return dialog


def show_everything(dialog: ShareDialog) -> None:
    for item in dialog.what.tree._items():
        if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            item.setCheckState(0, Qt.CheckState.Checked)


def kinds_of(dialog: ShareDialog) -> list[FileKind]:
    box = dialog.how.findChild(QComboBox, "file_kind")
    assert box is not None
    return [FileKind(box.itemData(index)) for index in range(box.count())]


def choose_kind(dialog: ShareDialog, kind: FileKind) -> None:
    box = dialog.how.findChild(QComboBox, "file_kind")
    assert box is not None
    box.setCurrentIndex(box.findData(kind))


def to_hand_over(dialog: ShareDialog, qtbot: QtBot) -> None:
    dialog._next()
    assert dialog.step is Step.PREVIEW
    dialog._next()
    qtbot.waitUntil(lambda: dialog.step is Step.HAND_OVER, timeout=30_000)
    quiet(qtbot)


def test_what_shows_everything_is_not_offered_while_something_is_hidden(wizard: ShareDialog, qtbot: QtBot) -> None:
    wizard._next()
    wizard.how.choose(ShareForm.FILE)
    assert kinds_of(wizard) == [FileKind.PRESENTATION, FileKind.TOKEN, FileKind.KEY_BOUND]
    assert "would show what you hide" in texts(wizard)
    assert not wizard.how._forms[ShareForm.PDF].isVisible()
    wizard._back()
    show_everything(wizard)
    wizard._next()
    assert kinds_of(wizard)[-1] is FileKind.ORIGINAL
    assert wizard.how._forms[ShareForm.PDF].isVisible()
    assert "would show what you hide" not in texts(wizard)
    # Chosen, and then something is hidden after all: nothing that shows it stays chosen.
    wizard.how.choose(ShareForm.PDF)
    wizard._back()
    item = next(one for one in wizard.what.tree._items() if "irth" in one.text(0))
    item.setCheckState(0, Qt.CheckState.Unchecked)
    wizard._next()
    assert wizard.how.form is not ShareForm.PDF
    wizard.reject()


@pytest.mark.parametrize("kind", [FileKind.PRESENTATION, FileKind.TOKEN, FileKind.KEY_BOUND])
def test_each_signed_kind_says_what_it_is_and_keeps_what_is_hidden(
    wizard: ShareDialog, qtbot: QtBot, kind: FileKind, tmp_path: Path, options: RunOptions
) -> None:
    wizard._next()
    wizard.how.choose(ShareForm.FILE)
    choose_kind(wizard, kind)
    assert "signed" in wizard.how._kind_means.text() or "same as a signed copy" in wizard.how._kind_means.text()
    to_hand_over(wizard, qtbot)
    target = tmp_path / "handed"
    file_dialog.answers.append((target,))
    with qtbot.waitSignal(wizard.recorded, timeout=10_000):
        wizard.hand_over._save_chosen()
    handed = laid_open.every_byte(target.read_bytes())
    assert b"Voorbeeld" in handed
    assert BIRTH.encode() not in handed
    service = VerifyService(options)
    found = service.inspect_one(sources_of.from_path(target))
    service.close()
    assert found.report.verdict.state is State.VERIFIED, found.report.checks
    wizard.reject()


def test_the_issuers_own_file_is_said_to_show_everything_and_to_have_no_end(
    wizard: ShareDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    show_everything(wizard)
    wizard._next()
    wizard.how.choose(ShareForm.FILE)
    choose_kind(wizard, FileKind.ORIGINAL)
    assert "everything in it, with no end date" in wizard.how._kind_means.text()
    assert not wizard.how.until.isVisible(), "an end date would be asked for that nothing keeps"
    wizard._next()
    said = texts(wizard)
    assert "sees everything in it, and it has no end date" in said
    assert "Valid until" not in said.split("They will see")[0].replace("sees everything", "")
    assert "1999" in said
    assert "They will not see" not in said
    wizard._next()
    qtbot.waitUntil(lambda: wizard.step is Step.HAND_OVER, timeout=30_000)
    target = tmp_path / "original"
    file_dialog.answers.append((target,))
    with qtbot.waitSignal(wizard.recorded, timeout=10_000):
        wizard.hand_over._save_chosen()
    session = wizard.state.open_session
    assert target.read_bytes() == session.library.get(wizard._ids[0]).raw
    (receipt,) = session.share.receipts()
    assert receipt.expires_at is None, "the receipt would say that it ends"
    wizard.reject()


# --- out of the window ----------------------------------------------------------------------------------------------


def dragged_from(handle: DragHandle, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    taken: list[QUrl] = []

    def take(drag: QDrag, *_: object) -> Qt.DropAction:
        taken.extend(drag.mimeData().urls())
        return Qt.DropAction.CopyAction

    monkeypatch.setattr("PySide6.QtGui.QDrag.exec", take)
    middle = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    far = middle + QPoint(QApplication.startDragDistance() * 3, 0)
    move = getattr(QTest, "mouseMove")  # noqa: B009 - the stubs know another form of it
    move(handle, middle + QPoint(1, 0))
    move(handle, far)
    QApplication.processEvents()
    if not taken:
        # Offscreen there is no pointer that moves: the same event as the windowing system would send.
        from PySide6.QtCore import QEvent, QPointF
        from PySide6.QtGui import QMouseEvent

        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(far),
            QPointF(handle.mapToGlobal(far)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(handle, event)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, far)
    return [Path(url.toLocalFile()) for url in taken]


def test_what_is_shared_can_be_dragged_out_and_is_taken_back(
    wizard: ShareDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard._next()
    wizard.how.choose(ShareForm.FILE)
    to_hand_over(wizard, qtbot)
    handle = wizard.hand_over.findChild(DragHandle, "hand_over_drag")
    assert handle is not None
    with qtbot.waitSignal(wizard.recorded, timeout=10_000):
        paths = dragged_from(handle, monkeypatch)
    assert [path.suffix for path in paths] == [".json"]
    handed = laid_open.every_byte(paths[0].read_bytes())
    assert b"Voorbeeld" in handed
    assert BIRTH.encode() not in handed
    assert paths[0].parent.stat().st_mode & 0o077 == 0
    window = wizard.parent()
    assert isinstance(window, MainWindow)
    with qtbot.waitSignal(window.session_locked, timeout=15_000):
        window.lock()
    assert not paths[0].exists()


def test_the_original_is_dragged_from_the_page_of_a_credential(
    wallet: Wallet, qtbot: QtBot, school: issuers.Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = wallet(0)
    (wanted,) = add(program, card(school, program))
    program.window.show_page("credential", id=wanted)
    quiet(qtbot)
    handle = program.window.findChild(DragHandle, "credential_drag")
    assert handle is not None
    assert handle.accessibleName()
    assert min(handle.width(), handle.height()) >= 24
    (path,) = dragged_from(handle, monkeypatch)
    assert path.read_bytes() == program.state.open_session.library.get(wanted).raw
    # By keyboard the same button saves.
    target = path.parent / "by keyboard"
    file_dialog.answers.append((target,))
    handle.setFocus()
    QTest.keyClick(handle, Qt.Key.Key_Space)
    qtbot.waitUntil(target.exists, timeout=10_000)


def test_exporting_from_the_library_really_asks_where(
    wallet: Wallet, qtbot: QtBot, school: issuers.Issuer, tmp_path: Path
) -> None:
    program = wallet(0)
    (wanted,) = add(program, card(school, program))
    target = tmp_path / "exported"
    file_dialog.answers.append((target,))
    program.window.show_page("credential", id=wanted, then="export")
    qtbot.waitUntil(target.exists, timeout=10_000)
    assert target.read_bytes() == program.state.open_session.library.get(wanted).raw
    # Coming back to the page later does not ask again.
    program.window.show_page("library")
    program.window.show_page("credential", id=wanted)
    quiet(qtbot)


# --- on paper -------------------------------------------------------------------------------------------------------


def test_several_codes_go_on_a_sheet_with_their_titles(
    wallet: Wallet, qtbot: QtBot, school: issuers.Issuer, tmp_path: Path, options: RunOptions
) -> None:
    import pypdfium2

    from wallet.formats import qr_image

    program = wallet(0)
    documents = [issuers.achievement_credential(school, name) for name in ("One", "Two")]
    for number, document in enumerate(documents):
        document["credentialSubject"]["id"] = program.state.open_session.holder_id
        document["id"] = f"urn:uuid:00000000-0000-4000-8000-00000000000{number}"
    ids = add(program, *(school.sign(document, "eddsa-jcs-2022") for document in documents))
    dialog = ShareDialog(program.state, ids, program.window)
    dialog.open()
    quiet(qtbot)
    dialog._next()
    dialog.how.choose(ShareForm.QR)
    assert dialog.how.sheet.isVisible()
    dialog.how.sheet.setChecked(True)
    to_hand_over(dialog, qtbot)
    assert "A sheet with 2 codes" in texts(dialog)
    assert not dialog.hand_over.qr.isVisible()
    dialog.hand_over._print.click()
    paper = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PaperDialog) and one.isVisible())
    qtbot.waitUntil(lambda: bool(paper.pdf), timeout=60_000)
    target = tmp_path / "sheet.pdf"
    file_dialog.answers.append((target,))
    with qtbot.waitSignal(dialog.recorded, timeout=10_000):
        paper.save_button.click()
    document_ = pypdfium2.PdfDocument(target.read_bytes())
    assert len(document_) == 1
    page = document_[0]
    words = page.get_textpage().get_text_range()
    assert "One" in words
    assert "Two" in words
    codes = qr_image.read_picture(page.render(scale=150 / 72).to_pil().convert("L"))
    document_.close()
    service = VerifyService(options)
    states = [service.inspect_one(sources_of.from_text(code)).report.verdict.state for code in codes]
    service.close()
    assert states == [State.VERIFIED, State.VERIFIED]
    paper.reject()
    dialog.reject()


# --- by e-mail ------------------------------------------------------------------------------------------------------


class _NoMail(mail_out.MailOut):
    def compose(self, message: mail_out.Message) -> None:
        self.impossible.emit()


def test_where_nothing_can_be_attached_the_file_is_saved_and_shown(
    wizard: ShareDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("wallet.ui.dialogs.mail.MailOut", _NoMail)
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda url: shown.append(url.toLocalFile()))
    wizard._next()
    wizard.how.choose(ShareForm.FILE)
    to_hand_over(wizard, qtbot)
    target = tmp_path / "to attach"
    file_dialog.answers.append((target,))
    button = wizard.hand_over.findChild(QPushButton, "hand_over_mail")
    assert button is not None
    with qtbot.waitSignal(wizard.recorded, timeout=10_000):
        button.click()
    assert shown == [str(tmp_path)], "the person must find the file to attach it"
    assert "attach it yourself" in texts(wizard.bar)
    wizard.reject()


needs_bus = pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="NOT RUN: no dbus-run-session here")


def ask_the_desktop(answer: str, tmp_path: Path, tool: str | None = None) -> dict[str, Any]:
    """Run the portal's test double and the program's question on a bus of their own."""
    pytest.importorskip("jeepney", reason="NOT RUN: jeepney is for Linux")
    run, programs = tmp_path / "run", tmp_path / "programs"
    run.mkdir(mode=0o700)
    programs.mkdir()
    for name in ("dbus-daemon", "dbus-run-session", "sh"):
        found = shutil.which(name)
        assert found is not None
        (programs / name).symlink_to(found)
    if tool is not None:
        (programs / "xdg-email").write_text(tool)
        (programs / "xdg-email").chmod(0o755)
    ran = subprocess.run(
        ["dbus-run-session", "--", sys.executable, str(ROOT / "tests" / "simulators" / "mail_portal.py"), answer],
        capture_output=True,
        text=True,
        timeout=90,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
            "PATH": str(programs),
            "XDG_RUNTIME_DIR": str(run),
            # No service of this computer is started by the question.
            "XDG_DATA_DIRS": str(tmp_path / "nothing"),
            "XDG_DATA_HOME": str(tmp_path / "nothing"),
        },
        check=False,
    )
    assert ran.stdout.strip(), ran.stderr
    told: dict[str, Any] = json.loads(ran.stdout.strip().splitlines()[-1])
    assert told["left"] == []
    assert not list(run.glob("capsa-out-*")), "what was laid out for the mail program stayed behind"
    return told


@needs_bus
@pytest.mark.parametrize(
    ("answer", "heard"), [("opened", "opened"), ("cancelled", "cancelled"), ("failed", "impossible")]
)
def test_the_desktops_mail_window_gets_the_files_themselves(tmp_path: Path, answer: str, heard: str) -> None:
    told = ask_the_desktop(answer, tmp_path)
    assert told["heard"] == [heard]
    given = told["given"]
    assert (given["subject"], given["body"], given["kind"]) == ("Application", "See the file.", "ah")
    assert [file[:2] for file in given["files"]] == [["diploma.vp.json", '{"shared": "☂"}'], ["code.svg", "<svg/>"]]
    assert told["waiting"] == (["code.svg", "diploma.vp.json"] if answer == "opened" else [])


@needs_bus
def test_without_a_portal_xdg_email_is_asked(tmp_path: Path) -> None:
    said = tmp_path / "said"
    script = (
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {said}\nwhile [ $# -gt 1 ]; do shift; done\nread -r line < "$1" || true\n'
    )
    told = ask_the_desktop("absent", tmp_path, script + f'echo "$line" >> {said}\n')
    assert told["heard"] == ["opened"]
    lines = said.read_text().splitlines()
    assert lines[:5] == ["--utf8", "--subject", "Application", "--body", "See the file."]
    assert [line.rsplit("/", 1)[-1] for line in lines if "/capsa-out-" in line] == ["diploma.vp.json", "code.svg"]
    assert lines[-1] == "<svg/>", "the mail program could not read the file"


@needs_bus
def test_without_portal_and_tool_it_is_said_and_nothing_waits(tmp_path: Path) -> None:
    told = ask_the_desktop("absent", tmp_path)
    assert (told["heard"], told["waiting"]) == (["impossible"], [])


@needs_bus
def test_a_tool_that_finds_no_mail_program_is_not_taken_for_success(tmp_path: Path) -> None:
    told = ask_the_desktop("absent", tmp_path, "#!/bin/sh\nexit 3\n")
    assert (told["heard"], told["waiting"]) == (["impossible"], [])
