"""When something unexpected happens: a gentle word, a report file on this computer, and nothing sent anywhere.

The report holds versions and the places in the program that were passed, never values: no message of an unknown
exception, no local variables, so no credential content.
"""

import faulthandler
import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QDateTime, QtMsgType, qInstallMessageHandler, qVersion

from wallet import __version__
from wallet.errors import WalletError

Told = Callable[[Path | None], None]
_KEPT = 10


def report_text(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return what goes into the report: versions and stack."""
    lines = [
        f"Capsa {__version__}",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()}",
        f"PySide {pyside_version}, Qt {qVersion()}",
        "",
        f"{kind.__module__}.{kind.__qualname__}" + (f" [{error.code}]" if isinstance(error, WalletError) else ""),
    ]
    for frame in traceback.extract_tb(trace):
        parts = Path(frame.filename).parts
        lines.append(f"  {'/'.join(parts[-3:])}:{frame.lineno} in {frame.name}")
    return "\n".join(lines) + "\n"


class CrashReports:
    """Writes reports into a folder and tells the window."""

    def __init__(self, folder: Path) -> None:
        """Keep reports in ``folder``; it is made when the first is written."""
        self._folder = folder
        self._telling = False
        self.told: Told | None = None

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take an exception that nobody handled."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        path = self._write(report_text(kind, error, trace))
        if self.told is not None and not self._telling:
            self._telling = True
            try:
                self.told(path)
            finally:
                self._telling = False

    def _write(self, text: str) -> Path | None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            name = QDateTime.currentDateTimeUtc().toString("yyyyMMdd-hhmmss-zzz")
            path = self._folder / f"report-{name}.txt"
            path.write_text(text, "utf-8")
            for old in sorted(self._folder.glob("report-*.txt"))[:-_KEPT]:
                old.unlink(missing_ok=True)
        except OSError:
            return None
        return path

    def install(self) -> None:
        """Become the program's hook, also for hard crashes of the interpreter."""
        sys.excepthook = self.hook
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Kept open for the life of the process: the fault handler writes to the bare descriptor.
            self._hard = (self._folder / "hard-crash.txt").open("w", encoding="utf-8")
            faulthandler.enable(self._hard)
        except OSError:
            faulthandler.enable()


def quiet_qt() -> None:
    """Send Qt's own messages to the log of the program rather than to a terminal."""
    import logging

    log = logging.getLogger("wallet.ui.qt")
    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
        QtMsgType.QtCriticalMsg: logging.ERROR,
        QtMsgType.QtFatalMsg: logging.CRITICAL,
    }

    def take(kind: QtMsgType, _context: object, text: str | None) -> None:
        log.log(levels.get(kind, logging.WARNING), "%s", text)

    qInstallMessageHandler(take)
