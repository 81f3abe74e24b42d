"""Version, licences, and what works on this computer; the person sees exactly what would be copied."""

import importlib.metadata
import platform

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from wallet import __version__, resources
from wallet.ui import tasks, theme
from wallet.ui.state import AppState
from wallet.ui.widgets import icons
from wallet.ui.widgets.flow import FlowLayout
from wallet.ui.widgets.labels import button, label


def diagnostics() -> str:
    """Return versions of the program and of what it is made of; no paths, no names, no content."""
    lines = [
        f"Capsa {__version__}",
        f"Python {platform.python_version()}, {platform.system()} {platform.release()} {platform.machine()}",
        f"PySide {pyside_version}, Qt {qVersion()}",
        "",
    ]
    found = {
        dist.metadata["Name"]: dist.version for dist in importlib.metadata.distributions() if dist.metadata["Name"]
    }
    lines += [f"{name} {found[name]}" for name in sorted(found, key=str.casefold)]
    return "\n".join(lines) + "\n"


def licences() -> str:
    """Return the licence texts that come with the program."""
    folder = resources.path("licences")
    files = sorted(file for file in folder.iterdir() if file.is_file()) if folder.is_dir() else []
    return "\n\n".join(f"{file.name}\n{'=' * len(file.name)}\n{file.read_text('utf-8', 'replace')}" for file in files)


class AboutPart(QWidget):
    """What this is, and two texts that can be read and copied."""

    def __init__(self, state: AppState) -> None:
        """Build the part."""
        super().__init__()
        self._state = state
        logo = QLabel()
        logo.setPixmap(icons.pixmap("capsa", 48, theme.tokens().accent))
        head = QVBoxLayout()
        head.addWidget(label(f"Capsa {__version__}", "heading"))
        head.addWidget(
            label(self.tr("The wallet for what you have learned. Free software, Apache License 2.0."), "muted")
        )
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(logo)
        row.addLayout(head, 1)
        self._text = QPlainTextEdit()
        self._text.setObjectName("about_text")
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(340)
        self._text.setProperty("role", "mono")
        self._text.setAccessibleName(self.tr("Versions and licences"))
        versions = button(self.tr("Versions"), "about_versions")
        versions.clicked.connect(lambda: self._show(diagnostics))
        texts = button(self.tr("Licences"), "about_licences")
        texts.clicked.connect(lambda: self._show(licences))
        copy = button(self.tr("Copy this text"), "about_copy")
        copy.clicked.connect(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(
            label(self.tr("What you copy here holds versions only, nothing of yours. Nothing is sent."), "muted")
        )
        column.addLayout(FlowLayout([versions, texts, copy]))
        column.addWidget(self._text, 1)
        self._show(diagnostics)

    def _show(self, text: object) -> None:
        if callable(text):
            tasks.run(text, owner=self, done=self._text.setPlainText)

    def _copy(self) -> None:
        self._state.shell.copy(self._text.toPlainText())
