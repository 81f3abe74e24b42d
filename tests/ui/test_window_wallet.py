"""First run, unlocking, locking: by keyboard, over a real wallet folder."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from simulators.window import PASSPHRASE, dialogs, fill, focused, press, tab_to, texts_in, type_text
from wallet.services import session as sessions
from wallet.services.library import Query
from wallet.services.options import RunOptions
from wallet.ui import tasks
from wallet.ui.app import Program
from wallet.ui.dialogs import confirm, file_dialog
from wallet.ui.dialogs.recovery_key import RecoveryKeyDialog
from wallet.ui.pages.first_run import FirstRunPage
from wallet.ui.pages.unlock import UnlockPage
from wallet.ui.widgets.library_views import LibraryList

pytestmark = pytest.mark.gui
Start = Callable[..., Program]
Wallet = Callable[[int], Program]


def _active(qtbot: QtBot, program: Program) -> None:
    with qtbot.waitActive(program.window):
        program.window.activateWindow()


def _error(program: Program, name: str) -> str:
    found = program.window.findChild(QLabel, name)
    assert found is not None
    return found.text()


def test_first_run_by_keyboard_from_nothing_to_the_empty_library(
    qtbot: QtBot, start: Start, options: RunOptions
) -> None:
    program = start(options)
    _active(qtbot, program)
    assert program.window.current_name == "first_run"
    page = program.window.current_page
    assert isinstance(page, FirstRunPage)
    assert focused().objectName() == "first_run_next"
    press(Qt.Key.Key_Space)
    assert focused().objectName() == "first_run_passphrase"
    type_text(PASSPHRASE)
    press(Qt.Key.Key_Return)
    assert focused().objectName() == "first_run_again"
    type_text(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.step == 2, timeout=15000)
    key = "-".join(
        label.text().split()[-1]
        for number in range(1, 7)
        if (label := program.window.findChild(QLabel, f"key_group_{number}")) is not None
    )
    groups = sessions.recovery_words(key)
    tab_to("first_run_have_it")
    press(Qt.Key.Key_Space)
    assert page.step == 3
    for place in page.rehearsal.asked:
        type_text(groups[place].lower())
        press(Qt.Key.Key_Tab)
    tab_to("first_run_finish")
    press(Qt.Key.Key_Space)
    assert program.window.current_name == "library"
    assert program.state.session is not None
    # Both ways in that were shown really open it.
    folder = program.state.session.folder
    program.state.session.lock()
    program.state.session = None
    sessions.unlock(folder, PASSPHRASE, options=options).lock()
    sessions.unlock_with_recovery_key(folder, key, options=options).lock()
    assert key not in " ".join(texts_in(program.window))
    assert PASSPHRASE not in " ".join(texts_in(program.window))


def test_a_short_or_mistyped_passphrase_is_refused_in_place(qtbot: QtBot, start: Start, options: RunOptions) -> None:
    program = start(options)
    _active(qtbot, program)
    press(Qt.Key.Key_Space)
    type_text("short")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert "longer" in _error(program, "first_run_error")
    assert focused().objectName() == "first_run_passphrase"
    type_text(" but long enough now")
    press(Qt.Key.Key_Return)
    type_text("something else entirely")
    press(Qt.Key.Key_Return)
    assert "not the same" in _error(program, "first_run_error")
    assert focused().objectName() == "first_run_again"
    assert options.profile is not None
    assert not sessions.exists(options.profile)


def test_a_part_of_the_key_typed_wrong_is_named_and_nothing_opens(
    qtbot: QtBot, start: Start, options: RunOptions
) -> None:
    program = start(options)
    page = program.window.current_page
    assert isinstance(page, FirstRunPage)
    page.go_to(1)
    page.passphrase.first.edit.setText(PASSPHRASE)
    page.passphrase.again.edit.setText(PASSPHRASE)
    page.passphrase.submitted.emit()
    qtbot.waitUntil(lambda: page.step == 2, timeout=15000)
    page.go_to(3)
    page.rehearsal.submitted.emit()
    assert f"Part {page.rehearsal.asked[0] + 1}" in _error(program, "first_run_error")
    assert program.window.current_name == "first_run"
    # Looking at the key again does not change what is asked for.
    asked = page.rehearsal.asked
    page.go_to(2)
    page.go_to(3)
    assert page.rehearsal.asked == asked


def test_closing_before_the_rehearsal_leaves_a_wallet_that_opens(
    qtbot: QtBot, start: Start, options: RunOptions
) -> None:
    program = start(options)
    page = program.window.current_page
    assert isinstance(page, FirstRunPage)
    page.go_to(1)
    page.passphrase.first.edit.setText(PASSPHRASE)
    page.passphrase.again.edit.setText(PASSPHRASE)
    page.passphrase.submitted.emit()
    qtbot.waitUntil(lambda: page.step == 2, timeout=15000)
    program.window.close()
    assert options.profile is not None
    sessions.unlock(options.profile, PASSPHRASE, options=options).lock()


def test_the_place_can_be_changed_and_never_mixes_with_other_files(
    start: Start, options: RunOptions, tmp_path: Path
) -> None:
    program = start(options)
    full = tmp_path / "documents"
    full.mkdir()
    (full / "letter.txt").write_text("x")
    file_dialog.answers.append((full,))
    program.window.findChild(QWidget, "first_run_change").click()  # type: ignore[union-attr]
    label = program.window.findChild(QLabel, "first_run_place")
    assert label is not None
    assert str(full / "Capsa") in label.text()


def test_unlock_by_keyboard_with_a_wrong_try_first(qtbot: QtBot, start: Start, options: RunOptions) -> None:
    assert options.profile is not None
    sessions.create(options.profile, PASSPHRASE, options=options).session.lock()
    program = start(options)
    _active(qtbot, program)
    assert program.window.current_name == "unlock"
    assert focused().objectName() == "unlock_passphrase"
    type_text("not this one")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(_error(program, "unlock_error")), timeout=15000)
    field = focused()
    assert isinstance(field, QLineEdit)
    assert field.selectedText()
    type_text(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.current_name == "library", timeout=15000)


def test_a_recovery_key_with_a_typing_mistake_is_told_apart_from_a_wrong_one(
    qtbot: QtBot, start: Start, options: RunOptions
) -> None:
    assert options.profile is not None
    created = sessions.create(options.profile, PASSPHRASE, options=options)
    created.session.lock()
    program = start(options)
    page = program.window.current_page
    assert isinstance(page, UnlockPage)
    program.window.findChild(QWidget, "unlock_swap").click()  # type: ignore[union-attr]
    edit = program.window.findChild(QLineEdit, "unlock_recovery")
    assert edit is not None
    key = created.recovery_key
    edit.setText(("2" if key[0] != "2" else "3") + key[1:])
    edit.returnPressed.emit()
    qtbot.waitUntil(lambda: "typing mistake" in _error(program, "unlock_error"), timeout=15000)
    edit.setText(key)
    edit.returnPressed.emit()
    qtbot.waitUntil(lambda: program.window.current_name == "library", timeout=15000)
    # Whoever needed the recovery key forgot the passphrase: a new one can be chosen at once.
    dialog = dialogs()[0]
    for name in ("new_passphrase", "new_again"):
        dialog.findChild(QLineEdit, name).setText("a passphrase I will know 8")  # type: ignore[union-attr]
    dialog.findChild(QWidget, "dialog_go").click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: dialogs() == [], timeout=15000)
    with qtbot.waitSignal(program.window.session_locked, timeout=15000):
        program.window.lock()
    sessions.unlock(options.profile, "a passphrase I will know 8", options=options).lock()


def test_the_passphrase_is_changed_only_with_the_present_one(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(0)
    program.window.show_page("settings", group="security")
    program.window.findChild(QWidget, "security_passphrase").click()  # type: ignore[union-attr]
    dialog = dialogs()[0]
    for name, said in (
        ("old_passphrase", "wrong"),
        ("new_passphrase", "another one 55 x"),
        ("new_again", "another one 55 x"),
    ):
        dialog.findChild(QLineEdit, name).setText(said)  # type: ignore[union-attr]
    dialog.findChild(QWidget, "dialog_go").click()  # type: ignore[union-attr]
    error = dialog.findChild(QLabel, "dialog_error")
    assert error is not None
    qtbot.waitUntil(lambda: "not the passphrase" in error.text(), timeout=15000)
    dialog.findChild(QLineEdit, "old_passphrase").setText(PASSPHRASE)  # type: ignore[union-attr]
    dialog.findChild(QWidget, "dialog_go").click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: dialogs() == [], timeout=15000)
    folder = program.state.open_session.folder
    with qtbot.waitSignal(program.window.session_locked, timeout=15000):
        program.window.lock()
    sessions.unlock(folder, "another one 55 x", options=program.options).lock()


def test_a_new_recovery_key_is_shown_rehearsed_and_works(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(0)
    program.window.show_page("settings", group="security")
    program.window.findChild(QWidget, "security_recovery").click()  # type: ignore[union-attr]
    dialog = dialogs()[0]
    assert isinstance(dialog, RecoveryKeyDialog)
    go = dialog.findChild(QWidget, "dialog_go")
    go.click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: dialog.findChild(QLabel, "key_group_6") is not None, timeout=15000)
    groups = [dialog.findChild(QLabel, f"key_group_{n}").text().split()[-1] for n in range(1, 7)]  # type: ignore[union-attr]
    go.click()  # type: ignore[union-attr]
    assert dialogs(), "it must not close before the key was typed back"
    for edit, place in zip(dialog._rehearsal.edits, dialog._rehearsal.asked, strict=True):
        edit.setText(groups[place])
    go.click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: dialogs() == [])
    folder = program.state.open_session.folder
    with qtbot.waitSignal(program.window.session_locked, timeout=15000):
        program.window.lock()
    sessions.unlock_with_recovery_key(folder, "-".join(groups), options=program.options).lock()


def test_what_waits_is_named_before_unlocking(start: Start, options: RunOptions, tmp_path: Path) -> None:
    assert options.profile is not None
    sessions.create(options.profile, PASSPHRASE, options=options).session.lock()
    badge = tmp_path / "badge-from-school.json"
    badge.write_text("{}")
    program = start(options, str(badge))
    assert program.window.current_name == "unlock"
    assert any("badge-from-school.json" in text for text in texts_in(program.window))


def test_a_wallet_open_elsewhere_is_said_gently(qtbot: QtBot, start: Start, options: RunOptions) -> None:
    assert options.profile is not None
    held_open = sessions.create(options.profile, PASSPHRASE, options=options).session
    program = start(options)
    edit = program.window.findChild(QLineEdit, "unlock_passphrase")
    assert edit is not None
    edit.setText(PASSPHRASE)
    edit.returnPressed.emit()
    qtbot.waitUntil(lambda: "open already" in _error(program, "unlock_error"), timeout=15000)
    held_open.lock()


@pytest.mark.parametrize("dialog", ["backup", "shortcuts", "wallets", "about", "restore"])
def test_locking_leaves_nothing_of_the_wallet_in_any_widget(qtbot: QtBot, wallet: Wallet, dialog: str) -> None:
    program = wallet(8)
    window = program.window
    qtbot.waitUntil(lambda: window.findChild(LibraryList).model().rowCount() == 8)  # type: ignore[union-attr]
    window.show_page("credential", id=program.state.open_session.library.page(_all(), offset=0, limit=1)[0].id)
    window.show_page("settings", group="person")
    window.show_page("library")
    window.trigger(dialog)
    assert dialogs()
    window.copy("Course 003 secret")
    assert "secret" in QGuiApplication.clipboard().text()
    with qtbot.waitSignal(window.session_locked, timeout=15000):
        window.trigger("lock")
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    assert window.current_name == "unlock"
    assert dialogs() == []
    assert QGuiApplication.clipboard().text() == ""
    everything = " ".join(text for top in QApplication.topLevelWidgets() for text in texts_in(top))
    assert "Course 0" not in everything
    assert "Zuiderpark" not in everything
    models = [m for m in window.findChildren(QAbstractItemModel) if m.rowCount() and m.index(0, 0).data()]
    assert not any("Course" in str(m.index(0, 0).data()) for m in models)
    assert window.undo_stack.count() == 0
    assert not window.actions_by_id["share"].isEnabled()


def _all() -> Query:
    return Query()


def test_the_wallet_locks_by_itself_and_a_new_process_takes_over(
    qtbot: QtBot, wallet: Wallet, restarts: list[RunOptions]
) -> None:
    program = wallet(1)
    program.idle.start(0.002)
    with qtbot.waitSignal(program.window.session_locked, timeout=15000):
        pass
    assert program.window.current_name == "unlock"
    assert restarts == [program.options]


def test_using_the_window_keeps_it_open_and_never_means_never(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(1)
    program.idle.start(0)
    assert not program.idle.running()
    program.idle.start(0.04)
    for _ in range(30):
        qtbot.wait(100)
        press_anything(program)
    assert program.state.session is not None
    program.idle.stop()


def press_anything(program: Program) -> None:
    """A key that does nothing."""
    from PySide6.QtTest import QTest

    QTest.keyClick(program.window, Qt.Key.Key_Shift)


def test_changing_the_idle_time_counts_at_once(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(0)
    assert program.idle.running()
    program.window.setting_changed("security.idle_lock_minutes", 0)
    assert not program.idle.running()


def test_deleting_a_wallet_asks_for_the_word_and_then_leaves_nothing(
    qtbot: QtBot, wallet: Wallet, options: RunOptions
) -> None:
    program = wallet(2)
    program.window.show_page("settings", group="security")
    destroy = program.window.findChild(QWidget, "security_destroy")
    assert destroy is not None
    confirm.answers.append("no")
    destroy.click()  # type: ignore[attr-defined]
    assert program.state.session is not None
    confirm.answers.append("delete")
    destroy.click()  # type: ignore[attr-defined]
    assert options.profile is not None
    qtbot.waitUntil(lambda: not sessions.exists(options.profile), timeout=15000)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: program.window.current_name == "first_run", timeout=15000)


def test_backup_test_and_restore_on_a_new_computer(qtbot: QtBot, wallet: Wallet, start: Start, tmp_path: Path) -> None:
    program = wallet(3)
    target = tmp_path / "usb" / "mine"
    target.parent.mkdir()
    program.window.trigger("backup")
    dialog = dialogs()[0]
    file_dialog.answers.append((target,))
    dialog.findChild(QWidget, "backup_place").click()  # type: ignore[union-attr]
    for name in ("backup_passphrase", "backup_again"):
        dialog.findChild(QLineEdit, name).setText("another long passphrase 7")  # type: ignore[union-attr]
    dialog.findChild(QWidget, "dialog_go").click()  # type: ignore[union-attr]
    written = target.with_name("mine.walletbackup")
    qtbot.waitUntil(lambda: any("read again and compared" in text for text in texts_in(dialog)), timeout=30000)
    assert written.is_file()
    assert any("3 credential" in text for text in texts_in(dialog))
    dialog.accept()
    with qtbot.waitSignal(program.window.session_locked, timeout=15000):
        program.window.lock()

    elsewhere = start(RunOptions(profile=tmp_path / "new computer", lang="en", offline=True))
    assert elsewhere.window.current_name == "first_run"
    elsewhere.window.findChild(QWidget, "first_run_restore").click()  # type: ignore[union-attr]
    dialog = dialogs()[0]
    file_dialog.answers.append((written,))
    dialog.findChild(QWidget, "restore_file").click()  # type: ignore[union-attr]
    dialog.findChild(QLineEdit, "restore_passphrase").setText("wrong wrong wrong")  # type: ignore[union-attr]
    for name in ("restore_new_passphrase", "restore_new_again"):
        dialog.findChild(QLineEdit, name).setText(PASSPHRASE)  # type: ignore[union-attr]
    dialog.findChild(QWidget, "dialog_go").click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: any("not the passphrase of this backup" in t for t in texts_in(dialog)), timeout=30000)
    assert not sessions.exists(tmp_path / "new computer")
    dialog.findChild(QLineEdit, "restore_passphrase").setText("another long passphrase 7")  # type: ignore[union-attr]
    dialog.findChild(QWidget, "dialog_go").click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: elsewhere.window.current_name == "library", timeout=30000)
    assert elsewhere.state.open_session.library.count(_all()) == 3
    # The new wallet has a new recovery key, which is shown at once.
    assert dialogs()[0].findChild(QLabel, "key_group_1") is not None


def test_a_wallet_is_not_opened_twice_from_the_list(qtbot: QtBot, wallet: Wallet, tmp_path: Path) -> None:
    program = wallet(1)
    other = tmp_path / "second"
    sessions.create(other, PASSPHRASE, options=program.options).session.lock()
    program.window.trigger("wallets")
    dialog = dialogs()[0]
    file_dialog.answers.append((other,))
    dialog.findChild(QWidget, "wallets_find").click()  # type: ignore[union-attr]
    assert program.window.current_name == "unlock"
    edit = program.window.current_page.findChild(QLineEdit, "unlock_passphrase")  # type: ignore[union-attr]
    assert edit is not None
    edit.setText(PASSPHRASE)
    edit.returnPressed.emit()
    qtbot.waitUntil(lambda: program.window.current_name == "library", timeout=15000)
    assert program.state.open_session.folder == other


def test_fill_gives_different_things(wallet: Wallet) -> None:
    program = wallet(0)
    fill(program.state.open_session, 7)
    facets = program.state.open_session.library.facets(_all())
    assert len(facets.issuers) == 3


def test_locking_ends_a_question_that_is_being_asked(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(1)
    QTimer.singleShot(200, program.window, program.window.lock)
    assert confirm.ask(program.window, "Question", "Course 000?", yes="Yes") is False
    assert program.window.current_name == "unlock"
    assert dialogs() == []


def test_locking_while_a_check_is_under_way_drops_its_answer(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(6)
    page = program.window.current_page
    assert page is not None
    ids = program.state.open_session.library.ids(_all())
    page._recheck(ids)  # type: ignore[attr-defined]
    with qtbot.waitSignal(program.window.session_locked, timeout=30000):
        program.window.lock()
    qtbot.waitUntil(lambda: tasks.runner().busy() == 0, timeout=30000)
    assert program.window.current_name == "unlock"
    assert program.window.toast_note.text == ""
    assert program.window.message_bar.text == ""
