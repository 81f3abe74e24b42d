"""What the window keeps between starts, what a backup of one's own brings, and words that say what happened."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from simulators.window import PASSPHRASE, dialogs, fill, texts_in
from wallet import wording
from wallet.services import session as sessions
from wallet.services.library import Sort
from wallet.services.options import RunOptions
from wallet.ui.app import Program
from wallet.ui.dialogs import file_dialog
from wallet.ui.models.filters import sort_name
from wallet.ui.pages.library import LibraryPage
from wallet.ui.widgets.library_views import View

pytestmark = pytest.mark.gui
Wallet = Callable[[int], Program]
SECRET = "another long passphrase 7"


def _library(program: Program) -> LibraryPage:
    page = program.window.current_page
    assert isinstance(page, LibraryPage)
    return page


def test_the_library_opens_as_it_was_left_and_nothing_of_that_lies_open(
    qtbot: QtBot, wallet: Wallet, options: RunOptions
) -> None:
    program = wallet(3)
    page = _library(program)
    program.window.trigger("list")
    menu = page._sort.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text() == sort_name(Sort.TITLE)).trigger()
    session = program.state.open_session
    qtbot.waitUntil(lambda: session.settings.get("library.sort") == "title", timeout=15000)
    with qtbot.waitSignal(program.window.session_locked, timeout=15000):
        program.window.lock()
    program.window.opened(sessions.unlock(session.folder, PASSPHRASE, options=options))
    page = _library(program)
    assert page._form_buttons[View.LIST].isChecked(), "the view was forgotten"
    qtbot.waitUntil(lambda: page._model.rowCount() == 3, timeout=15000)
    assert page._model.query.sort is Sort.TITLE, "the order was forgotten"
    for file in session.folder.rglob("*"):
        assert not file.is_file() or b"library.sort" not in file.read_bytes(), f"{file.name} shows it"


def test_the_order_of_the_timeline_is_not_taken_for_a_wish(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(2)
    session = program.state.open_session
    _library(program)._sort_asked(Sort.ISSUER)
    program.window.trigger("timeline")
    qtbot.waitUntil(lambda: session.settings.get("library.view") == "timeline", timeout=15000)
    assert session.settings.get("library.sort") == "issuer"


@pytest.mark.parametrize("says_mine", [False, True])
def test_only_a_backup_that_is_said_to_be_mine_brings_settings(
    qtbot: QtBot, wallet: Wallet, tmp_path: Path, says_mine: bool
) -> None:
    other = sessions.create(
        tmp_path / "other", PASSPHRASE, options=RunOptions(profile=tmp_path / "other", offline=True)
    )
    fill(other.session, 2)
    other.session.settings.set("share.expiry_days", 99)
    path = tmp_path / "other.walletbackup"
    other.session.backup.make(path, SECRET)
    other.session.lock()

    program = wallet(0)
    session = program.state.open_session
    program.window.trigger("restore")
    (dialog,) = dialogs()
    mine = dialog.findChild(QCheckBox, "restore_mine")
    assert mine is not None
    assert not mine.isChecked(), "whether a backup is one's own must be said by the person"
    assert "somebody else" in mine.accessibleDescription()
    mine.setChecked(says_mine)
    file_dialog.answers.append((path,))
    dialog.findChild(QWidget, "restore_file").click()  # type: ignore[union-attr]
    dialog.findChild(QLineEdit, "restore_passphrase").setText(SECRET)  # type: ignore[union-attr]
    go = dialog.findChild(QWidget, "dialog_go")
    assert go is not None
    go.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: any("2 credentials" in text for text in texts_in(dialog)), timeout=30000)
    assert not mine.isVisible(), "what was looked into is what is restored"
    go.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: any("Restored" in text for text in texts_in(dialog)), timeout=30000)
    assert session.settings.get("share.expiry_days") == (99 if says_mine else 30)
    dialog.accept()


def test_no_sentence_says_only_that_something_went_wrong() -> None:
    vague = {"en": "went wrong", "nl": "iets mis"}
    for lang in wording.LANGUAGES:
        bad = [key for key, text in wording.catalogue(lang).items() if vague[lang] in text.lower()]
        assert bad == [], f"these do not say what happened: {bad}"
        for key, hole in (("error.other", "{code}"), ("error.internal.unexpected", "{code}")):
            assert hole in wording.catalogue(lang)[key], f"{key} has no code to quote"
