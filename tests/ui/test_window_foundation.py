"""Threads, look, actions, icons, badge, messages: what every page stands on."""

import itertools
import sys
import threading
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtGui import QAccessible, QColor, QKeySequence
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from wallet import resources, wording
from wallet.errors import UsageError, WalletError
from wallet.ui import actions, messages, tasks, theme
from wallet.ui.widgets import icons
from wallet.ui.widgets.message_bar import MessageBar, Toast
from wallet.ui.widgets.verdict_badge import VerdictBadge, tone_of, word
from wallet.ui.widgets.work_bar import WorkBar
from wallet.verification.checks import Outcome
from wallet.verification.verdict import State

pytestmark = pytest.mark.gui

_PROMISED = """
add_file=Ctrl+O add_paste=Ctrl+V add_screen=Ctrl+Shift+Q search=Ctrl+F recheck=F5 share=Ctrl+Shift+S export=Ctrl+E
portfolio=Ctrl+P verify=Ctrl+Shift+V backup=Ctrl+B lock=Ctrl+L settings=Ctrl+, shortcuts=Ctrl+/ undo=Ctrl+Z
redo=Ctrl+Shift+Z cards=Ctrl+1 list=Ctrl+2 timeline=Ctrl+3 move_up=Alt+Up move_down=Alt+Down remove=Del next_pane=F6
help=F1 quit=Ctrl+Q back=Esc
"""


# --- tasks ----------------------------------------------------------------------------------------------------------


def test_an_answer_comes_back_on_the_main_thread(qtbot: QtBot) -> None:
    owner, seen = QObject(), list[Any]()

    def work(number: int) -> tuple[int, int]:
        return number * 2, threading.get_ident()

    tasks.run(work, 21, owner=owner, done=lambda found: seen.append((found, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    (answer, worker), here = seen[0]
    assert answer == 42
    assert worker != here == threading.get_ident()


def test_an_answer_for_a_window_that_is_gone_is_dropped(qtbot: QtBot) -> None:
    owner, gate, seen = QWidget(), threading.Event(), list[Any]()
    tasks.run(gate.wait, 5, owner=owner, done=seen.append)
    owner.deleteLater()
    QApplication.sendPostedEvents(owner, 52)  # QEvent.DeferredDelete
    gate.set()
    qtbot.waitUntil(lambda: tasks.runner().busy() == 0)
    assert seen == []


def test_an_error_reaches_the_page_and_without_a_page_the_window(qtbot: QtBot) -> None:
    owner, seen = QObject(), list[Any]()

    def work() -> None:
        raise UsageError("library.unknown_id", {"id": "x"})

    tasks.run(work, owner=owner, failed=seen.append)
    qtbot.waitUntil(lambda: len(seen) == 1)
    with qtbot.waitSignal(tasks.runner().failed) as heard:
        tasks.run(work, owner=owner)
    assert [error.code for error in (seen[0], heard.args[0])] == ["library.unknown_id"] * 2


def test_a_bug_reaches_the_hook_and_the_page_can_go_on(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    hooked: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, _error, _trace: hooked.append(kind))
    owner, seen = QObject(), list[Any]()
    tasks.run(lambda: 1 // 0, owner=owner, failed=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert hooked == [ZeroDivisionError]
    assert seen[0].code == "internal.unexpected"


def test_cancelled_work_gives_neither_answer_nor_error(qtbot: QtBot) -> None:
    owner, seen = QObject(), list[Any]()
    started = threading.Event()

    def work(progress: tasks.Task) -> None:
        started.set()
        for step in range(100_000):
            progress.step(step, 100_000)
            threading.Event().wait(0.001)

    task = tasks.run(
        work,
        owner=owner,
        done=lambda _: seen.append("done"),
        failed=lambda _: seen.append("failed"),
        cancelled=lambda: seen.append("cancelled"),
        progress=lambda _d, _t, _n: None,
    )
    assert started.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["cancelled"]


def test_work_on_the_store_keeps_its_order(qtbot: QtBot) -> None:
    owner, seen = QObject(), list[Any]()
    for number in range(40):
        tasks.store(seen.append, number, owner=owner)
    qtbot.waitUntil(lambda: len(seen) == 40)
    assert seen == list(range(40))


def test_work_that_takes_long_is_shown(qtbot: QtBot) -> None:
    owner, gate = QObject(), threading.Event()
    with qtbot.waitSignals([tasks.runner().slow, tasks.runner().long], timeout=3000):
        tasks.run(gate.wait, 5, owner=owner)
    with qtbot.waitSignals([tasks.runner().slow, tasks.runner().long], timeout=3000) as ended:
        gate.set()
    assert all(args.args == [False] for args in ended.all_signals_and_args)


def test_the_main_thread_never_waits_for_work(qtbot: QtBot) -> None:
    owner, ticks = QObject(), []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(10)
    gate = threading.Event()
    for _ in range(8):
        tasks.run(gate.wait, 0.3, owner=owner)
    loop = QEventLoop()
    QTimer.singleShot(250, loop.quit)
    loop.exec()
    gate.set()
    qtbot.waitUntil(lambda: tasks.runner().busy() == 0)
    assert len(ticks) > 10


# --- look -----------------------------------------------------------------------------------------------------------


def _luminance(colour: QColor) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else float(((value + 0.055) / 1.055) ** 2.4)

    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF())


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("of", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_ink_can_be_read_on_every_background_it_stands_on(of: theme.Tokens) -> None:
    pairs = [
        (ink, ground) for ink in ("text", "muted", "accent") for ground in ("window", "surface", "sunken", "hover")
    ]
    pairs += [(ink, f"{ink}_soft") for ink in ("verified", "attention", "rejected", "unknown", "accent")]
    pairs += [
        (ink, ground) for ink in ("verified", "attention", "rejected", "unknown") for ground in ("window", "surface")
    ]
    pairs += [("accent_text", "accent"), ("text", "accent_soft"), ("window", "text"), ("muted", "accent_soft")]
    poor = {pair: _contrast(getattr(of, pair[0]), getattr(of, pair[1])) for pair in pairs}
    assert {pair: round(ratio, 2) for pair, ratio in poor.items() if ratio < 4.5} == {}
    # Borders of fields are shapes, not text: 3 : 1.
    assert _contrast(of.strong_border, of.surface) >= 3


def test_dark_and_light_and_text_size_reach_the_palette(qapp: QApplication) -> None:
    theme.apply(qapp, look="dark", text_size=150)
    assert theme.dark()
    assert qapp.palette().window().color() == QColor(theme.DARK.window)
    assert qapp.font().pointSizeF() == pytest.approx(theme.BASE_POINTS * 1.5)
    theme.apply(qapp, look="light")
    assert not theme.dark()
    assert qapp.palette().window().color() == QColor(theme.LIGHT.window)
    assert qapp.font().family() == "Inter"


# --- actions ----------------------------------------------------------------------------------------------------------


def test_no_two_actions_share_keys_and_all_have_words() -> None:
    keys = [spec.shortcut for spec in actions.TABLE]
    assert len(set(keys)) == len(keys)
    ids = [spec.id for spec in actions.TABLE]
    assert len(set(ids)) == len(ids)
    for spec in actions.TABLE:
        assert spec.text
        assert len(spec.tip) > len(spec.text)
        assert not QKeySequence(spec.shortcut).isEmpty()
        assert resources.path("icons", f"{spec.icon}.svg").is_file()


def test_every_entry_of_a_menu_has_a_letter_of_its_own() -> None:
    for menu, _ in actions.MENUS:
        marked = actions.with_mnemonics([spec.text for spec in actions.TABLE if spec.menu == menu])
        marks = [words.split("&", 1)[1][0].casefold() for words in marked if "&" in words]
        assert len(set(marks)) == len(marks) == len(marked), menu


def test_the_keys_that_people_are_promised_are_there() -> None:
    promised = {}
    for pair in _PROMISED.split():
        name, keys = pair.split("=")
        promised[name] = keys
    assert {name: actions.find(name).shortcut for name in promised} == promised


# --- verdicts ---------------------------------------------------------------------------------------------------------


def test_every_verdict_has_a_shape_a_tone_and_a_word_in_both_languages(qapp: QApplication) -> None:
    assert set(icons.VERDICT_ICONS) == set(State)
    assert set(icons.OUTCOME_ICONS) == set(Outcome)
    for state, lang in itertools.product(State, wording.LANGUAGES):
        assert word(state, lang) != f"verdict.{state}.word"
        assert not icons.verdict_pixmap(state, tone_of(state), 24).isNull()


def test_green_is_the_filled_shield_and_nothing_else_has_that_shape() -> None:
    shield = icons.VERDICT_ICONS[State.VERIFIED]
    assert [state for state, name in icons.VERDICT_ICONS.items() if name == shield] == [State.VERIFIED]
    assert [state for state in State if tone_of(state) == "green"] == [State.VERIFIED]


def test_a_state_nobody_knows_is_never_shown_as_good(qapp: QApplication) -> None:
    assert tone_of("SOMETHING_NEW") == "grey"
    assert not icons.verdict_pixmap("SOMETHING_NEW", tone_of("SOMETHING_NEW"), 24).isNull()


def test_a_badge_is_read_aloud_as_its_word(qtbot: QtBot) -> None:
    badge = VerdictBadge("nl", State.TAMPERED)
    qtbot.addWidget(badge)
    assert badge.accessibleName() == badge.verdict_word == "Gewijzigd"
    assert badge.sizeHint().height() >= 24
    assert QAccessible.queryAccessibleInterface(badge).text(QAccessible.Text.Name) == "Gewijzigd"


# --- messages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", wording.LANGUAGES)
def test_an_error_without_a_sentence_still_says_something(lang: str) -> None:
    text = messages.sentence(WalletError("brand.new"), lang)
    assert "brand.new" in text
    assert not text.startswith("error.")


def test_what_an_error_names_cannot_turn_the_sentence_round() -> None:
    error = UsageError("library.unknown_id", {"id": "\u202eevil\x1b[31m\n" + "x" * 5000})
    text = messages.sentence(error, "nl")
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert "\n" not in text
    assert len(text) < 600


def test_a_message_can_be_closed_and_acted_on(qtbot: QtBot) -> None:
    bar, acted = MessageBar(), []
    qtbot.addWidget(bar)
    bar.show_message("<b>plain</b>", tone="bad", button="Do it", act=lambda: acted.append(1))
    assert bar.text == "<b>plain</b>"
    next(button for button in bar.findChildren(QPushButton) if button.text() == "Do it").click()
    assert acted == [1]
    assert bar.text == ""


def test_undo_in_a_toast_works_once(qtbot: QtBot) -> None:
    around, undone = QWidget(), []
    qtbot.addWidget(around)
    toast = Toast(around)
    toast.show_note("Moved", lambda: undone.append(1))
    button = toast.findChildren(QPushButton)[0]
    button.click()
    button.click()
    assert undone == [1]
    assert toast.text == ""


def test_every_drawing_can_be_drawn(qapp: QApplication) -> None:
    names = sorted(file.stem for file in resources.path("icons").glob("*.svg"))
    assert "capsa" in names
    for name in names:
        image = icons.pixmap(name, 24).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), name


def test_none_is_not_used_up_by_qt(qapp: QApplication) -> None:
    around = QWidget()
    for _ in range(200_000):
        around.layout()
    assert sys.getrefcount(None) > 1_000_000


# --- stillness --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("still", [False, True])
def test_work_of_unknown_length_moves_only_where_it_may(qtbot: QtBot, qapp: QApplication, still: bool) -> None:
    theme.apply(qapp, reduce_motion=still)
    try:
        bar = WorkBar()
        qtbot.addWidget(bar)
        bar.setRange(0, 0)
        bar.resize(300, 4)
        bar.show()
        pictures = set()
        for _ in range(5):
            qtbot.wait(120)
            # Held by a name: the bytes are those of the picture, which must live as long.
            picture = bar.grab().toImage()
            pictures.add(bytes(picture.constBits()))
        assert (len(pictures) == 1) is still
    finally:
        theme.apply(qapp)
