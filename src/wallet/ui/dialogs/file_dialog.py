"""Asking for files. ``answers`` is the seam for tests: what stands in it is returned instead of asking."""

from collections import deque
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

answers: deque[tuple[Path, ...]] = deque()


def open_files(parent: QWidget, title: str, filters: str = "") -> tuple[Path, ...]:
    """Return the files that the person chose; none when they changed their mind."""
    if answers:
        return answers.popleft()
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, "", filters)
    return tuple(Path(name) for name in chosen)


def open_file(parent: QWidget, title: str, filters: str = "") -> Path | None:
    """Return the one file that the person chose."""
    if answers:
        return next(iter(answers.popleft()), None)
    chosen, _ = QFileDialog.getOpenFileName(parent, title, "", filters)
    return Path(chosen) if chosen else None


def save_file(parent: QWidget, title: str, name: str, filters: str = "") -> Path | None:
    """Return where to save; the dialog has asked before replacing a file."""
    if answers:
        return next(iter(answers.popleft()), None)
    chosen, _ = QFileDialog.getSaveFileName(parent, title, name, filters)
    return Path(chosen) if chosen else None


def folder(parent: QWidget, title: str, start: Path | None = None) -> Path | None:
    """Return the folder that the person chose."""
    if answers:
        return next(iter(answers.popleft()), None)
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start) if start else "")
    return Path(chosen) if chosen else None
