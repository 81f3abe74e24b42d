"""Dutch and English are complete, no text is lost to the translators' tool, and every control has a name."""

import ast
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt
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
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from simulators.window import PASSPHRASE, dialogs
from wallet import resources, wording
from wallet.services import session as sessions
from wallet.services.library import Query
from wallet.services.options import RunOptions
from wallet.services.settings import TABLE
from wallet.ui import actions, i18n, pages, settings_text
from wallet.ui.app import Program

pytestmark = pytest.mark.gui
ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src" / "wallet" / "ui").rglob("*.py"))
Start = Callable[..., Program]
Wallet = Callable[[int], Program]
_HOLES = re.compile(r"\{\w*\}|%n")


def _messages(lang: str) -> Iterator[tuple[str, str, list[str], str]]:
    root = ET.fromstring(resources.read_text("i18n", f"capsa_{lang}.ts"))
    for context in root.iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.findall("numerusform")] or [translation.text or ""]
            yield context.findtext("name", ""), message.findtext("source", ""), forms, translation.get("type", "")


def test_dutch_is_finished_and_keeps_every_hole() -> None:
    wrong = []
    for context, source, forms, state in _messages("nl"):
        if state or not all(forms):
            wrong.append((context, source, "unfinished"))
        if any(set(_HOLES.findall(form)) != set(_HOLES.findall(source)) for form in forms):
            wrong.append((context, source, "holes"))
    assert wrong == []


@pytest.mark.skipif(shutil.which("pyside6-lupdate") is None and not (ROOT / ".venv").exists(), reason="no lupdate here")
def test_the_translation_files_are_of_the_present_texts(tmp_path: Path) -> None:
    tool = shutil.which("pyside6-lupdate") or str(ROOT / ".venv" / "bin" / "pyside6-lupdate")
    fresh = tmp_path / "fresh.ts"
    made = subprocess.run([tool, *map(str, SOURCES), "-ts", str(fresh)], capture_output=True, check=False, timeout=60)
    if not fresh.exists():
        pytest.skip(f"lupdate does not run here: {made.stderr[-200:]!r}")
    found = {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in ET.parse(fresh).getroot().iter("context")
        for message in context.iter("message")
    }
    have = {(context, source) for context, source, _, _ in _messages("nl")}
    assert sorted(found - have) == []
    assert sorted(have - found) == []


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            of_qt = not isinstance(node.func, ast.Attribute) or ast.unparse(node.func.value) == "QCoreApplication"
            if name == "tr" or (name in ("translate", "QT_TRANSLATE_NOOP") and of_qt):
                yield name, node


def test_only_plain_strings_are_handed_to_the_translators() -> None:
    wrong = []
    for file in SOURCES:
        for name, call in _calls(ast.parse(file.read_text("utf-8"))):
            place = f"{file.name}:{call.lineno}"
            text = call.args[0] if name == "tr" else call.args[1] if len(call.args) > 1 else None
            variable_is_marked = name == "translate" and isinstance(text, ast.Name | ast.Attribute)
            if not (isinstance(text, ast.Constant) and isinstance(text.value, str)) and not variable_is_marked:
                wrong.append(place)
            elif name == "tr" and len(call.args) > 2:
                wrong.append(f"{place} plurals go through translate")
            elif name == "tr" and not isinstance(call.func, ast.Attribute):
                wrong.append(f"{place} the tool takes the first argument of a bare tr for the text")
    assert wrong == []


def test_plurals_in_both_languages(qapp: QApplication) -> None:
    said = {}
    for lang in wording.LANGUAGES:
        i18n.install(qapp, lang)
        said[lang] = [QCoreApplication.translate("LibraryText", "%n credential(s)", "", n) for n in (0, 1, 2)]
    i18n.install(qapp, "en")
    assert said == {
        "en": ["0 credentials", "1 credential", "2 credentials"],
        "nl": ["0 bewijzen", "1 bewijs", "2 bewijzen"],
    }


def test_every_setting_has_words(qapp: QApplication) -> None:
    for setting in TABLE:
        if not setting.group:
            continue
        assert settings_text.label_text(setting.key) != setting.key
        assert setting.group in settings_text.GROUPS
        for choice in setting.choices:
            assert settings_text.choice(choice) != choice


def test_the_window_speaks_dutch_at_once_and_keeps_the_wallet_open(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(3)
    program.options = RunOptions(profile=program.options.profile, offline=True)
    program.window.show_page("settings")
    program.computer.set("general.language", "nl")
    program.window.setting_changed("general.language", "nl")
    assert program.state.lang == "nl"
    assert program.window.current_name == "settings"
    assert program.state.session is not None
    assert program.window.current_page is not None
    assert program.window.current_page.title == "Instellingen"
    assert program.window.rail._buttons["library"].text().strip() == "Bibliotheek"
    i18n.install(QApplication.instance(), "en")  # type: ignore[arg-type]


# --- accessible names and sizes, on every page and dialog ------------------------------------------------------------

_INTERACTIVE = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QTextEdit, QPlainTextEdit, QAbstractItemView)
_INSIDE = ("qt_spinbox_lineedit", "qt_scrollarea_viewport", "ScrollLeftButton", "ScrollRightButton")


def _interactive(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        inside = widget.objectName() in _INSIDE or isinstance(widget.parent(), QComboBox | QLineEdit | QAbstractSpinBox)
        header = widget.inherits("QHeaderView") or widget.inherits("QTableCornerButton")
        if isinstance(widget, _INTERACTIVE) and widget.isVisible() and not inside and not header:
            yield widget


def _nameless(root: QWidget) -> list[str]:
    wrong = []
    for widget in _interactive(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name) if interface is not None else ""
        if not name.strip():
            wrong.append(f"{type(widget).__name__} {widget.objectName()}")
    return wrong


def _small(root: QWidget) -> list[str]:
    return [
        f"{type(w).__name__} {w.objectName()} {w.width()}x{w.height()}"
        for w in _interactive(root)
        if isinstance(w, QAbstractButton | QLineEdit | QComboBox | QAbstractSpinBox)
        and (w.height() < 24 or w.width() < 24)
    ]


def _clipped(root: QWidget) -> list[str]:
    wrong = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QPushButton | QLabel):
            continue
        need = widget.sizeHint()
        if isinstance(widget, QLabel) and widget.wordWrap():
            need = QSize(0, widget.heightForWidth(widget.width()))
        if isinstance(widget, QLabel) and not widget.text():
            continue
        if widget.width() < need.width() or widget.height() < need.height() - 1:
            wrong.append(
                f"{type(widget).__name__} {widget.objectName()} {widget.text()[:50]!r} {widget.size()} < {need}"
            )
    return wrong


def _look_at(program: Program, name: str, **args: object) -> QWidget:
    program.window.show_page(name, **args)
    QApplication.processEvents()
    return program.window


_PLACES = [
    ("library", {}),
    ("verify", {}),
    ("portfolio", {}),
    *[("settings", {"group": group}) for group in settings_text.GROUPS],
]


@pytest.mark.parametrize("lang", wording.LANGUAGES)
def test_every_control_has_a_name_and_a_size_that_can_be_hit(
    qtbot: QtBot, wallet: Wallet, qapp: QApplication, lang: str
) -> None:
    program = wallet(5)
    i18n.install(qapp, lang)
    program.state.lang = lang
    program.window.rebuild_pages()
    wrong: dict[str, list[str]] = {}
    for name, args in _PLACES:
        root = _look_at(program, name, **args)
        qtbot.wait(60)
        if found := [*_nameless(root), *_small(root)]:
            wrong[f"{name} {args}"] = found
    first = program.state.open_session.library.page(Query(), offset=0, limit=1)[0].id
    root = _look_at(program, "credential", id=first)
    qtbot.wait(100)
    if found := [*_nameless(root), *_small(root)]:
        wrong["credential"] = found
    i18n.install(qapp, "en")
    assert wrong == {}


_DIALOGS = ("backup", "restore", "wallets", "shortcuts", "help", "about")


def test_every_dialog_of_the_menu_has_names_sizes_and_closes_on_escape(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(1)
    wrong: dict[str, list[str]] = {}
    for action in _DIALOGS:
        program.window.trigger(action)
        dialog: QDialog = dialogs()[-1]
        qtbot.wait(60)
        if found := [*_nameless(dialog), *_small(dialog), *_clipped(dialog)]:
            wrong[action] = found
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)  # type: ignore[no-untyped-call]
        qtbot.waitUntil(lambda: dialogs() == [])
    assert wrong == {}


def test_closed_pages_have_names_too(qtbot: QtBot, start: Start, options: RunOptions) -> None:
    program = start(options)
    assert program.window.current_name == "first_run"
    assert [*_nameless(program.window), *_small(program.window)] == []
    assert options.profile is not None
    sessions.create(options.profile, PASSPHRASE, options=options).session.lock()
    program.window.show_page("unlock")
    qtbot.wait(50)
    assert [*_nameless(program.window), *_small(program.window)] == []


@pytest.mark.parametrize("lang", wording.LANGUAGES)
@pytest.mark.parametrize("size", [100, 200])
def test_nothing_is_cut_off_in_large_text_and_longer_words(
    qtbot: QtBot, wallet: Wallet, qapp: QApplication, lang: str, size: int
) -> None:
    program = wallet(4)
    i18n.install(qapp, lang)
    program.state.lang = lang
    program.computer.set("general.text_size", size)
    program.apply_look()
    program.window.resize(1600, 1000)
    program.window.rebuild_pages()
    wrong: dict[str, list[str]] = {}
    for name, args in [("library", {}), *[("settings", {"group": group}) for group in settings_text.GROUPS]]:
        root = _look_at(program, name, **args)
        qtbot.wait(60)
        page = program.window.current_page
        assert page is not None
        if found := _clipped(page):
            wrong[f"{name} {args}"] = found
        del root
    i18n.install(qapp, "en")
    program.computer.set("general.text_size", 100)
    program.apply_look()
    assert wrong == {}


def test_the_menu_and_the_shortcuts_page_name_every_action(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(0)
    assert set(program.window.actions_by_id) == {spec.id for spec in actions.TABLE}
    for spec in actions.TABLE:
        action = program.window.actions_by_id[spec.id]
        assert action.text()
        assert action.statusTip()
        assert not action.icon().isNull()


def test_pages_that_need_a_wallet_are_never_shown_without_one(start: Start, options: RunOptions) -> None:
    program = start(options)
    for name in pages.NEED_SESSION:
        program.window.show_page(name)
        assert program.window.current_name == "first_run"
