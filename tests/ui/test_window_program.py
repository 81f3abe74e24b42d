"""Around the window: one instance, crash reports without content, the smoke start, settings that take hold."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from simulators.window import PASSPHRASE, dialogs
from wallet.errors import UsageError
from wallet.model.secured import Carrier
from wallet.services import session as sessions
from wallet.services.library import Query
from wallet.services.options import RunOptions
from wallet.ui import app as window_app
from wallet.ui import crash, handed_over, passphrase_strength, single_instance, theme
from wallet.ui.app import Program, sources_of
from wallet.ui.dialogs import confirm
from wallet.ui.passphrase_strength import Band
from wallet.ui.widgets.plain_table import PlainTable

pytestmark = pytest.mark.gui
ROOT = Path(__file__).resolve().parents[2]
Start = Callable[..., Program]
Wallet = Callable[[int], Program]


# --- one instance ----------------------------------------------------------------------------------------------------


def _say(name: str, data: bytes) -> bytes:
    socket = QLocalSocket()
    socket.connectToServer(name)
    assert socket.waitForConnected(2000)
    socket.write(data)
    socket.flush()
    until = time.monotonic() + 1.0
    while time.monotonic() < until and socket.state() == QLocalSocket.LocalSocketState.ConnectedState:
        QApplication.processEvents()
        if socket.waitForReadyRead(20):
            break
    return bytes(socket.readAll().data())


def test_a_second_start_hands_over_and_the_first_hears_it(qtbot: QtBot, tmp_path: Path) -> None:
    name = single_instance.server_name(tmp_path)
    assert not single_instance.hand_over(name, ["x"])
    listener = single_instance.Listener(name)
    assert listener.listening
    with qtbot.waitSignal(listener.handed) as heard:
        answer = _say(name, single_instance.encode(["/home/me/a.json", "openid-credential-offer://?x=1"]))
    assert heard.args == [("/home/me/a.json", "openid-credential-offer://?x=1")]
    assert answer == b"ok\n"
    listener.close()


@pytest.mark.parametrize(
    "junk",
    [
        b"hello\n",
        b"{}\n",
        b'{"v": 2, "open": []}\n',
        b'{"v": 1, "open": "x"}\n',
        b'{"v": 1, "open": [1]}\n',
        b'{"v": 1, "open": [], "more": 1}\n',
        b"[" * 60_000 + b"\n",
        b"\xff\xfe\n",
        json.dumps({"v": 1, "open": ["a" * 70_000]}).encode() + b"\n",
        json.dumps({"v": 1, "open": ["a"] * 201}).encode() + b"\n",
        b"x" * 200_000,
    ],
)
def test_junk_on_the_socket_is_dropped(qtbot: QtBot, tmp_path: Path, junk: bytes) -> None:
    name = single_instance.server_name(tmp_path)
    listener = single_instance.Listener(name)
    heard: list[object] = []
    listener.handed.connect(heard.append)
    assert _say(name, junk) == b""
    assert heard == []
    # Whoever talked junk did not end the listening.
    with qtbot.waitSignal(listener.handed):
        assert _say(name, single_instance.encode([])) == b"ok\n"
    listener.close()


def test_other_wallets_have_other_sockets(tmp_path: Path) -> None:
    assert single_instance.server_name(tmp_path / "a") != single_instance.server_name(tmp_path / "b")


def test_a_socket_left_by_a_crash_is_taken_over(tmp_path: Path) -> None:
    name = single_instance.server_name(tmp_path / "left")
    if Path(name).is_absolute():
        Path(name).unlink(missing_ok=True)
        Path(name).touch()
    listener = single_instance.Listener(name)
    assert listener.listening
    listener.close()


def test_what_is_handed_over_while_locked_waits_on_the_unlock_page(
    qtbot: QtBot, start: Start, options: RunOptions, tmp_path: Path
) -> None:
    assert options.profile is not None
    sessions.create(options.profile, PASSPHRASE, options=options).session.lock()
    program = start(options)
    file = tmp_path / "diploma.json"
    file.write_text("{}")
    program.handed((str(file),))
    assert program.window.current_name == "unlock"
    assert [source.path for source in program.window.waiting] == [file]


def test_a_share_code_is_checked_without_unlocking(start: Start, options: RunOptions) -> None:
    assert options.profile is not None
    sessions.create(options.profile, PASSPHRASE, options=options).session.lock()
    program = start(options, "capsa:1:12345678901234567890")
    assert program.window.current_name == "verify"
    assert program.window.waiting == ()


# --- what is handed over ---------------------------------------------------------------------------------------------


def test_drops_become_sources_of_one_type(qapp: QApplication, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://a.example/x?y=1"), QUrl("openid4vp://?r=1")])
    found = handed_over.of_mime(mime)
    assert found[0].path == tmp_path
    assert found[1].url == "https://a.example/x?y=1"
    assert found[2].data == b"openid4vp://?r=1"
    picture = QMimeData()
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0)
    picture.setImageData(image)
    assert handed_over.of_mime(picture)[0].carrier is Carrier.PNG
    assert handed_over.of_text("  \n ") == ()
    assert handed_over.of_text("x" * (handed_over.MAX_TEXT + 1)) == ()
    # A share code that looks like an address carries everything in its fragment: it is decoded, never fetched.
    assert handed_over.of_text("https://checker.example/#1:123")[0].data is not None
    assert handed_over.of_text("http://plain.example/")[0].data is not None


def test_arguments_of_a_desktop_become_sources(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text("{}")
    found = sources_of([str(file), "openid-credential-offer://?credential_offer=%7B%7D", "https://a.example/b"])
    assert found[0].path == file
    assert found[1].data is not None
    assert found[2].url == "https://a.example/b"


# --- crash reports ---------------------------------------------------------------------------------------------------


def test_a_report_says_where_and_never_what(tmp_path: Path) -> None:
    secret = "Maria de Vries did:key:z6MkSecret"
    reports = crash.CrashReports(tmp_path / "reports")
    told: list[Path | None] = []
    reports.told = told.append
    try:
        dict[str, str]()[secret]
    except KeyError as error:
        reports.hook(type(error), error, error.__traceback__)
    assert told[0] is not None
    text = told[0].read_text()
    assert "KeyError" in text
    assert "test_window_program.py" in text
    assert "Maria" not in text
    assert "z6Mk" not in text
    assert str(tmp_path) not in text


def test_only_the_last_reports_are_kept_and_a_full_disk_is_survived(tmp_path: Path) -> None:
    reports = crash.CrashReports(tmp_path)
    for _ in range(14):
        reports.hook(UsageError, UsageError("library.unknown_id"), None)
        time.sleep(0.002)
    assert len(list(tmp_path.glob("report-*.txt"))) <= 10
    blocked = tmp_path / "file"
    blocked.write_text("x")
    nowhere = crash.CrashReports(blocked / "reports")
    told: list[Path | None] = []
    nowhere.told = told.append
    nowhere.hook(UsageError, UsageError("x"), None)
    assert told == [None]


def test_the_person_is_told_gently_and_can_go_on(qtbot: QtBot, wallet: Wallet, tmp_path: Path) -> None:
    program = wallet(1)
    confirm.unexpected(program.window, tmp_path / "report-1.txt", lang="en")
    shown = dialogs()
    assert len(shown) == 1
    shown[0].reject()
    assert program.state.session is not None


# --- the smoke start, as a process -----------------------------------------------------------------------------------


def _wallet(*arguments: str, timeout: float = 60) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "wallet", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=timeout, check=False)


def test_the_smoke_start_paints_and_ends(tmp_path: Path) -> None:
    since = time.monotonic()
    done = _wallet("--smoke", "--profile", str(tmp_path / "p"))
    took = time.monotonic() - since
    assert done.returncode == 0, done.stderr
    print(f"first paint after {done.stdout.strip()} ms in the program, {took * 1000:.0f} ms with Python and Qt")
    assert 0 < int(done.stdout) < 15_000
    assert "Traceback" not in done.stderr


def test_qt_stays_out_of_everything_but_the_window() -> None:
    files = [file.relative_to(ROOT / "src").with_suffix("") for file in (ROOT / "src" / "wallet").rglob("*.py")]
    names = [".".join(file.parts).removesuffix(".__init__") for file in files]
    others = [name for name in names if not name.startswith("wallet.ui") and not name.endswith("__main__")]
    code = (
        f"import importlib, sys\nfor name in {others!r}:\n    importlib.import_module(name)\n"
        "print([name for name in sys.modules if name.startswith('PySide6')])\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr[-2000:]


# --- settings --------------------------------------------------------------------------------------------------------


def _field(program: Program, key: str) -> QWidget:
    page = program.window.current_page
    assert page is not None
    found = page.findChild(QWidget, f"setting_{key}")
    assert found is not None
    return found


def test_look_and_text_size_take_hold_at_once(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(0)
    program.window.show_page("settings", group="general")
    look = _field(program, "general.look")
    assert isinstance(look, QComboBox)
    look.setCurrentIndex(look.findData("dark"))
    look.activated.emit(look.currentIndex())
    qtbot.waitUntil(theme.dark)
    size = _field(program, "general.text_size")
    assert isinstance(size, QSpinBox)
    size.setValue(150)
    qtbot.waitUntil(lambda: QApplication.font().pointSizeF() > 15)
    program.computer.set("general.text_size", 100)
    program.computer.set("general.look", "light")
    program.apply_look()


def _inks(button: QAbstractButton) -> set[str]:
    picture = button.icon().pixmap(button.iconSize()).toImage()
    pixels = (picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()))
    return {pixel.name().upper() for pixel in pixels if pixel.alpha() == 255}


def test_icons_of_pages_that_were_there_already_follow_a_change_of_look(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(1)
    (card,) = program.state.open_session.library.page(Query(), offset=0, limit=1)
    for page, values in (("portfolio", {}), ("verify", {}), ("credential", {"id": card.id})):
        program.window.show_page(page, **values)
    try:
        program.computer.set("general.look", "dark")
        program.apply_look()
        buttons = [one for one in program.window.findChildren(QAbstractButton) if not one.icon().isNull()]
        assert len(buttons) > 20
        stale = [one.text() or one.accessibleName() for one in buttons if theme.LIGHT.text.upper() in _inks(one)]
        assert stale == []
    finally:
        program.computer.set("general.look", "light")
        program.apply_look()


def test_settings_are_kept_in_the_wallet(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(0)
    program.window.show_page("settings", group="network")
    offline = _field(program, "network.offline")
    assert isinstance(offline, QCheckBox)
    offline.click()
    settings = program.state.open_session.settings
    qtbot.waitUntil(lambda: settings.get("network.offline") is True)
    program.window.show_page("settings", group="share")
    days = _field(program, "share.expiry_days")
    assert isinstance(days, QSpinBox)
    days.setValue(7)
    qtbot.waitUntil(lambda: settings.get("share.expiry_days") == 7)


def test_names_are_kept_one_a_line(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(0)
    program.window.show_page("settings", group="person")
    page = program.window.current_page
    assert page is not None
    qtbot.wait(50)
    page.findChild(QPlainTextEdit, "person_names").setPlainText("Maria de Vries\n\n M. de Vries ")  # type: ignore[union-attr]
    page.findChild(QPlainTextEdit, "person_mails").setPlainText("maria@school.example")  # type: ignore[union-attr]
    page.findChild(QWidget, "person_save").click()  # type: ignore[union-attr]
    person = program.state.open_session.person
    qtbot.waitUntil(lambda: person.get().names == ("Maria de Vries", "M. de Vries"))
    assert [(i.kind, i.value) for i in person.get().identifiers if i.kind == "email"] == [
        ("email", "maria@school.example")
    ]


def test_an_issuer_is_added_corrected_and_removed_with_a_reason(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(0)
    program.window.show_page("settings", group="trust")
    page = program.window.current_page
    assert page is not None
    trust = program.state.open_session.trust
    page.findChild(QWidget, "trust_add").click()  # type: ignore[union-attr]
    dialog = dialogs()[0]
    go = dialog.findChild(QWidget, "dialog_go")
    dialog.findChild(QLineEdit, "issuer_name").setText("Hogeschool Zuiderpark")  # type: ignore[union-attr]
    dialog.findChild(QPlainTextEdit, "issuer_ids").setPlainText("nonsense")  # type: ignore[union-attr]
    go.click()  # type: ignore[union-attr]
    error = dialog.findChild(QLabel, "dialog_error")
    assert error is not None
    assert "why" in error.text()
    dialog.findChild(QLineEdit, "issuer_reason").setText("their website")  # type: ignore[union-attr]
    go.click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: "nonsense" in error.text())
    dialog.findChild(QPlainTextEdit, "issuer_ids").setPlainText("did:web:school.example")  # type: ignore[union-attr]
    go.click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: [issuer.name for issuer in trust.own()] == ["Hogeschool Zuiderpark"])
    table = program.window.current_page.findChild(PlainTable, "trust_own")  # type: ignore[union-attr]
    assert table is not None
    qtbot.waitUntil(lambda: table.rowCount() == 1)
    table.setCurrentCell(0, 0)
    confirm.answers.append("moved to another name")
    program.window.current_page.findChild(QWidget, "trust_remove").click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: trust.own() == ())
    assert "moved to another name" in {entry.reason for entry in trust.log()}


def test_what_is_copied_is_marked_secret_and_taken_away(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(0)
    program.window.clipboard.put("secret", 0)
    assert QGuiApplication.clipboard().mimeData().hasFormat("x-kde-passwordManagerHint")
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "")
    program.window.clipboard.put("secret", 0)
    QGuiApplication.clipboard().setText("something of the person")
    qtbot.wait(30)
    assert QGuiApplication.clipboard().text() == "something of the person"


# --- honest strength -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "most"),
    [
        ("password", Band.SECONDS),
        ("wachtwoord1", Band.HOURS),
        ("welkom2026", Band.HOURS),
        ("qwertyuiop", Band.SECONDS),
        ("aaaaaaaaaaaaaaaaaaaa", Band.SECONDS),
        ("P@ssw0rd!", Band.HOURS),
    ],
)
def test_what_everybody_tries_first_is_called_weak(said: str, most: Band) -> None:
    assert passphrase_strength.estimate(said).band <= most


def test_a_few_unusual_words_are_called_strong_and_length_is_bounded() -> None:
    assert passphrase_strength.estimate("violet harbour pencil 92 moss").band is Band.CENTURIES
    since = time.monotonic()
    passphrase_strength.estimate("ab1!" * 5000)
    assert time.monotonic() - since < 5


def test_the_program_starts_anew_with_the_same_wallet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr("os.execv", lambda _path, command: asked.append(command))
    monkeypatch.setattr("wallet.ui.tasks.Runner.shutdown", lambda _self, _seconds: True)
    window_app.restart(RunOptions(profile=tmp_path, lang="nl", offline=True))
    assert asked == [[sys.executable, "-m", "wallet", "--profile", str(tmp_path), "--lang", "nl", "--offline"]]


_LISTENS = """
import subprocess, sys
from PySide6.QtCore import QCoreApplication, QTimer
app = QCoreApplication([])
from wallet.ui.desktop_lock import DesktopLock
lock, heard = DesktopLock(), []
lock.locked.connect(lambda: heard.append(1))
def say(value):
    subprocess.run(["dbus-send", "--session", "--type=signal", "/org/freedesktop/ScreenSaver",
                    "org.freedesktop.ScreenSaver.ActiveChanged", f"boolean:{value}"])
QTimer.singleShot(100, lambda: say("false"))
QTimer.singleShot(300, lambda: print(len(heard)))
QTimer.singleShot(400, lambda: say("true"))
QTimer.singleShot(1500, app.quit)
app.exec()
print(len(heard))
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="NOT RUN: no dbus-run-session here")
def test_the_lock_of_the_screen_is_heard() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"}
    command = ["dbus-run-session", "--", sys.executable, "-c", _LISTENS]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.split() == ["0", "1"], done.stderr[-1000:]
