"""Nothing of these pages and dialogs is cut in large text, in either language; every control has a name and a size."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from simulators import hand_made_reports as made
from simulators import issuer as issuers
from simulators.window import quiet
from wallet.services import source as sources_of
from wallet.services.library import Query
from wallet.services.options import RunOptions
from wallet.ui import i18n
from wallet.ui.app import Program
from wallet.ui.dialogs.add import AddDialog
from wallet.ui.dialogs.choose_credentials import ChooseCredentials
from wallet.ui.dialogs.know_issuer import KnowIssuerDialog
from wallet.ui.dialogs.live_check import LiveCheckDialog
from wallet.ui.dialogs.print_result import PrintResultDialog
from wallet.ui.dialogs.scan import CameraDialog
from wallet.ui.dialogs.share import ShareDialog, Step
from wallet.ui.dialogs.web_space import WebSpaceDialog
from wallet.ui.widgets.camera_view import CameraView

pytestmark = pytest.mark.gui

_INTERACTIVE = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QAbstractItemView)
_INSIDE = ("qt_spinbox_lineedit", "qt_scrollarea_viewport", "ScrollLeftButton", "ScrollRightButton")


def interactive(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        inside = widget.objectName() in _INSIDE or isinstance(widget.parent(), QComboBox | QLineEdit | QAbstractSpinBox)
        header = widget.inherits("QHeaderView") or widget.inherits("QTableCornerButton")
        if isinstance(widget, _INTERACTIVE) and widget.isVisible() and not inside and not header:
            yield widget


def wrong_with(root: QWidget) -> list[str]:
    found = []
    for widget in interactive(root):
        face = QAccessible.queryAccessibleInterface(widget)
        if not (face is not None and face.text(QAccessible.Text.Name).strip()):
            found.append(f"nameless {type(widget).__name__} {widget.objectName()}")
        if isinstance(widget, QAbstractButton | QLineEdit | QComboBox) and min(widget.height(), widget.width()) < 24:
            found.append(f"small {type(widget).__name__} {widget.objectName()} {widget.size()}")
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QPushButton | QLabel):
            continue
        need = widget.sizeHint()
        if isinstance(widget, QLabel):
            if not widget.text():
                continue
            if widget.wordWrap():
                need = QSize(0, widget.heightForWidth(widget.width()))
        if widget.width() < need.width() or widget.height() < need.height() - 1:
            found.append(f"cut {type(widget).__name__} {widget.text()[:50]!r} {widget.size()} < {need}")
    return found


@pytest.fixture(params=[("en", 100), ("nl", 200)], ids=["en-100", "nl-200"])
def dressed(
    request: pytest.FixtureRequest,
    wallet: Callable[[int], Program],
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
) -> Iterator[Program]:
    """A wallet with one real credential, in a language and a text size."""
    lang, size = request.param
    program = wallet(0)
    session = program.state.open_session
    school = issuers.did_key("Hogeschool Zuiderpark")
    path = tmp_path / "a.json"
    path.write_text(json.dumps(school.sign(issuers.achievement_credential(school, "Statistics"), "eddsa-jcs-2022")))
    session.library.add(session.inbox.read([sources_of.from_path(path)]))
    i18n.install(qapp, lang)
    program.state.lang = lang
    program.computer.set("general.text_size", size)
    program.apply_look()
    program.window.resize(1600, 1000)
    program.window.rebuild_pages()
    quiet(qtbot)
    yield program
    i18n.install(qapp, "en")
    program.computer.set("general.text_size", 100)
    program.apply_look()


def test_pages(dressed: Program, qtbot: QtBot, tmp_path: Path) -> None:
    wrong: dict[str, list[str]] = {}
    first = dressed.state.open_session.library.page(Query(), offset=0, limit=1)[0].id
    places: list[tuple[str, dict[str, object]]] = [
        ("verify", {}),
        ("verify", {"sources": [sources_of.from_path(tmp_path / "a.json")]}),
        ("verify", {"sources": [sources_of.from_path(tmp_path / "nowhere.json")]}),
        ("portfolio", {}),
        ("credential", {"id": first}),
        ("credential", {"id": first, "tab": "checks"}),
    ]
    for number, (name, args) in enumerate(places):
        dressed.window.show_page(name, **args)
        quiet(qtbot)
        qtbot.wait(250)
        page = dressed.window.current_page
        assert page is not None
        if found := wrong_with(page):
            wrong[f"{number} {name}"] = found
    assert wrong == {}


def shown(dialog: QDialog, qtbot: QtBot) -> list[str]:
    dialog.resize(max(dialog.width(), 1100), max(dialog.height(), 900))
    dialog.open()
    quiet(qtbot)
    qtbot.wait(60)
    return wrong_with(dialog)


def test_dialogs(dressed: Program, qtbot: QtBot, tmp_path: Path) -> None:
    state, window = dressed.state, dressed.window
    issuer = made.stranger().record
    assert issuer is not None
    dialogs: list[QDialog] = [
        AddDialog(state, [sources_of.from_path(tmp_path / "a.json")], window),
        AddDialog(state, [], window),
        ChooseCredentials(state, "St. Anna", window),
        KnowIssuerDialog(state, issuer.issuer, window),
        LiveCheckDialog(state, window),
        PrintResultDialog(state, (made.inspected(made.report()),), window),
        CameraDialog(window, view=CameraView(devices=list)),
        WebSpaceDialog(state, window),
    ]
    wrong: dict[str, list[str]] = {}
    for dialog in dialogs:
        if found := shown(dialog, qtbot):
            wrong[type(dialog).__name__] = found
        dialog.reject()
    assert wrong == {}


def test_every_step_of_sharing(dressed: Program, qtbot: QtBot) -> None:
    first = dressed.state.open_session.library.page(Query(), offset=0, limit=1)[0].id
    dialog = ShareDialog(dressed.state, [first], dressed.window)
    wrong: dict[str, list[str]] = {}
    if found := shown(dialog, qtbot):
        wrong["what"] = found
    for step in (Step.HOW, Step.PREVIEW, Step.HAND_OVER, Step.RECEIPT):
        dialog._next()
        qtbot.waitUntil(lambda step=step: dialog.step is step, timeout=30_000)  # type: ignore[misc]
        quiet(qtbot)
        qtbot.wait(60)
        if found := wrong_with(dialog):
            wrong[step.name] = found
    dialog.reject()
    assert wrong == {}


@pytest.fixture
def options(tmp_path: Path) -> RunOptions:
    return RunOptions(profile=tmp_path / "wallet", lang="en", offline=True)


def test_a_hostile_credential_leaves_the_pages_as_they_are(
    wallet: Callable[[int], Program], qtbot: QtBot, tmp_path: Path
) -> None:
    program = wallet(0)
    quiet(qtbot)
    school = issuers.did_key("<b>\u202eloohcS</b>")
    document = issuers.achievement_credential(school, "<h1>" + "A" * 200_000)
    document["credentialSubject"]["achievement"]["description"] = "\u0301" * 3000 + "x" * 100_000
    path = tmp_path / ("C" * 200 + ".json")
    path.write_text(json.dumps(school.sign(document, "eddsa-jcs-2022")))
    program.window.resize(1200, 800)
    add = AddDialog(program.state, [sources_of.from_path(path)], program.window)
    add.open()
    quiet(qtbot)
    assert add.width() <= 1200
    assert len(add.tree.topLevelItem(0).text(0)) <= 200  # type: ignore[union-attr]
    add.add_button.click()
    quiet(qtbot)
    first = program.state.open_session.library.page(Query(), offset=0, limit=1)[0].id
    for name, args in (
        ("library", {}),
        ("credential", {"id": first}),
        ("portfolio", {}),
        ("verify", {"sources": [sources_of.from_path(path)]}),
    ):
        program.window.show_page(name, **args)
        quiet(qtbot)
        assert (program.window.width(), program.window.height()) == (1200, 800), name
        page = program.window.current_page
        assert page is not None
        for label in page.findChildren(QLabel):
            assert "\u202e" not in label.text()
            assert len(label.text()) < 20_000
