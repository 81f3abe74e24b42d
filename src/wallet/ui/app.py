"""Puts the window together (and does not hold any of it): look, language, single instance, idle lock, hooks."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QSettings, QSocketNotifier, QTimer
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication

from wallet import __version__, resources
from wallet.services import session as sessions
from wallet.services.options import RunOptions
from wallet.services.protection import protect
from wallet.services.source import Source, from_path
from wallet.ui import crash, garbage, handed_over, i18n, pages, single_instance, tasks, theme
from wallet.ui.idle import IdleTimer
from wallet.ui.main_window import MainWindow
from wallet.ui.state import AppState

_QUIT_S = 2.0


class Program(QObject):
    """The running program: builds the window and reacts to what concerns all of it."""

    def __init__(self, app: QApplication, options: RunOptions) -> None:
        """Build everything; show nothing."""
        super().__init__()
        self.app = app
        self.options = options
        self.computer = sessions.computer_settings(options)
        lang = self._language()
        # The services take their language from the options: what "as this computer" means is known only here.
        self.state = AppState(options=replace(options, lang=lang), computer=self.computer, lang=lang)
        i18n.install(app, self.state.lang)
        self.apply_look()
        app.styleHints().colorSchemeChanged.connect(self.apply_look)
        folder = sessions.default_folder(options)
        self.window = self._make_window()
        self.idle = IdleTimer(app, self)
        self.idle.idle.connect(lambda: self.window.lock(idle=True))
        self.reports = crash.CrashReports(folder.parent / "reports")
        if sys.platform == "darwin":
            app.installEventFilter(self)

    def _make_window(self) -> MainWindow:
        window = MainWindow(self.state, QSettings("capsa", "window"))
        window.session_opened.connect(self._opened)
        window.session_locked.connect(self._locked)
        window.look_changed.connect(self.apply_look)
        window.language_changed.connect(self.change_language)
        window.idle_minutes_changed.connect(lambda minutes: self.idle.start(minutes))
        window.quitting.connect(self._quit)
        return window

    def _language(self) -> str:
        return i18n.wanted(self.options.lang or str(self.computer.get("general.language")))

    def apply_look(self) -> None:
        """Give the window the look that the settings ask for."""
        theme.apply(
            self.app,
            look=str(self.computer.get("general.look")),
            text_size=int(self.computer.get("general.text_size")),
            reduce_motion=bool(self.computer.get("general.reduce_motion")),
        )

    def change_language(self) -> None:
        """Speak another language from now on: the window is made anew, the wallet stays open."""
        lang = self._language()
        if lang == self.state.lang:
            return
        self.state.lang = lang
        self.state.options = replace(self.state.options, lang=lang)
        if self.state.session is not None:
            self.state.session.options = replace(self.state.session.options, lang=lang)
        i18n.install(self.app, lang)
        old, name = self.window, self.window.current_name
        geometry = old.saveGeometry()
        old.quitting.disconnect(self._quit)
        self.window = self._make_window()
        self.window.restoreGeometry(geometry)
        self.window.show_page(name)
        self.window.show()
        old.close()
        old.deleteLater()

    def _opened(self) -> None:
        session = self.state.session
        if session is not None:
            self.idle.start(int(session.settings.get("security.idle_lock_minutes")))

    def _locked(self, idle: bool) -> None:
        self.idle.stop()
        if idle:
            restart(self.options)

    def _quit(self) -> None:
        session, self.state.session = self.state.session, None
        if session is not None:
            session.lock()
        if self.state.verify_service is not None:
            self.state.verify_service.close()

    def listen_to_desktop(self) -> None:
        """Lock with the screen and before sleep; imported late, because the first paint should not pay for it."""
        if sys.platform != "linux":
            return
        from wallet.ui.desktop_lock import DesktopLock

        desktop = DesktopLock(self)
        desktop.locked.connect(lambda: self.window.lock(idle=True))

    def start(self, items: Sequence[str]) -> None:
        """Show the first page, with what the program was started with."""
        name = pages.start_page(self.state)
        sources = sources_of(items)
        if sources and (name == "first_run" or all(map(handed_over.is_share, sources))):
            self.window.show_page("verify", sources=sources)
        elif sources:
            self.window.show_page(name, waiting=sources)
            self.window.wait_for_unlock(sources)
        else:
            self.window.show_page(name)

    def handed(self, items: tuple[str, ...]) -> None:
        """Take what a second start handed over, and come to the front."""
        self.window.showNormal() if self.window.isMinimized() else self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        sources = sources_of(items)
        if not sources:
            return
        if all(map(handed_over.is_share, sources)):
            self.window.show_page("verify", sources=sources)
        elif self.state.session is None:
            self.window.wait_for_unlock(sources)
        else:
            self.window.open_add(sources)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files and addresses that the platform opens with us (macOS)."""
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            self.handed((event.file() or event.url().toString(),))
            return True
        return False


def sources_of(items: Sequence[str]) -> tuple[Source, ...]:
    """Return the sources in what the program was started with: paths, addresses, offers."""
    found: list[Source] = []
    for item in items:
        path = Path(item)
        if "://" not in item and path.exists():
            found.append(from_path(path))
        else:
            found.extend(handed_over.of_text(item))
    return tuple(found)


def restart(options: RunOptions) -> None:
    """Replace this process by a new one on the unlock page: Python cannot wipe memory, a new process can."""
    command = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "wallet"]
    if options.profile is not None:
        command += ["--profile", str(options.profile)]
    if options.lang is not None:
        command += ["--lang", options.lang]
    if options.offline:
        command += ["--offline"]
    tasks.runner().shutdown(_QUIT_S)
    if sys.platform == "win32":  # pragma: no cover - execv on Windows loses the console and the parent
        import subprocess

        subprocess.Popen(command)  # noqa: S603 - our own program
        os._exit(0)
    os.execv(command[0], command)  # noqa: S606 - our own program


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """Return the Qt application with our name and icon."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["wallet", *arguments])
    garbage.take_over(app)
    app.setApplicationName("capsa")
    app.setApplicationDisplayName("Capsa")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("org.capsa.Wallet")
    app.setWindowIcon(QIcon(str(resources.path("icons", "app.svg"))))
    return app


def run(options: RunOptions, items: Sequence[str] = (), *, smoke: bool = False, check: bool = False) -> int:
    """Open the window and stay until it is closed; returns the exit status.

    Args:
        options: how this run looks at the world.
        items: paths and addresses to open.
        smoke: paint once, print the milliseconds that took, and end.
        check: begin with the page for checking someone else's.
    """
    since = QElapsedTimer()
    since.start()
    protect(options.log_level)
    app = make_application()
    name = single_instance.server_name(sessions.default_folder(options))
    if not smoke and single_instance.hand_over(name, items):
        return 0
    program = Program(app, options)
    program.reports.told = lambda path: _tell(program, path)
    program.reports.install()
    tasks.guard_thread_exceptions(program.reports.hook)
    crash.quiet_qt()
    if check:
        program.window.show_page("verify")
    else:
        program.start(items)
    if smoke:
        return _smoke(app, program, since)
    QTimer.singleShot(0, program, program.listen_to_desktop)
    _end_on_signals(program)
    listener = single_instance.Listener(name, program)
    listener.handed.connect(program.handed)
    program.window.show()
    status = app.exec()
    listener.close()
    if not tasks.runner().shutdown(_QUIT_S):
        os._exit(status)  # a download that cannot be interrupted must not keep a closed program alive
    return status


def _end_on_signals(program: Program) -> None:
    """Close the window, and so lock the wallet, when the session ends or somebody presses Ctrl+C."""
    if sys.platform == "win32":
        return
    # Qt waits outside Python: a byte in a pipe wakes its loop, and Python then gets to run the handler.
    hear, say = os.pipe()
    os.set_blocking(say, False)
    signal.set_wakeup_fd(say, warn_on_full_buffer=False)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda _number, _frame: program.window.close())
    waker = QSocketNotifier(hear, QSocketNotifier.Type.Read, program)
    waker.activated.connect(lambda: os.read(hear, 64))


def _smoke(app: QApplication, program: Program, since: QElapsedTimer) -> int:
    def painted() -> None:
        sys.stdout.write(f"{since.elapsed()}\n")
        sys.stdout.flush()
        program.window.close()
        app.quit()

    program.window.show()
    program.window.repaint()
    QTimer.singleShot(0, app, painted)
    app.exec()
    tasks.runner().shutdown(_QUIT_S)
    return 0


def _tell(program: Program, path: Path | None) -> None:
    from wallet.ui.dialogs.confirm import unexpected

    unexpected(program.window, path, lang=program.state.lang)


def main(arguments: Sequence[str] = ()) -> int:
    """Open the window with arguments as typed: options of the window, files, addresses."""
    parser = argparse.ArgumentParser(prog="wallet", add_help=False)
    parser.add_argument("--profile", type=Path)
    parser.add_argument("--lang", choices=("nl", "en"))
    parser.add_argument("--offline", action="store_true")
    parser.add_argument("--allow-http-loopback", action="store_true")
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--log-level", default="warning")
    parser.add_argument("items", nargs="*")
    given, _ = parser.parse_known_args(list(arguments))
    options = RunOptions(
        profile=given.profile,
        lang=given.lang,
        offline=given.offline,
        allow_http_loopback=given.allow_http_loopback,
        log_level=given.log_level,
    )
    return run(options, given.items, smoke=given.smoke, check=given.check)
