"""What tests of the window share: a passphrase, a filled wallet, keys that go where the focus is, and walks."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from simulators import held
from simulators import issuer as issuers
from wallet.services.options import RunOptions
from wallet.services.session import Session
from wallet.ui import tasks

PASSPHRASE = "violet harbour pencil 92"


def fill(session: Session, count: int) -> None:
    """Put ``count`` credentials with different issuers, years, kinds and verdicts into a wallet."""
    now = session._outside.clock.now()
    made = [
        held.candidate(
            held.inspected(
                number,
                title=f"Course {number:03d}",
                issuer=("Hogeschool Zuiderpark", "Stichting Vakbekwaam", "Musea Academie")[number % 3],
                awarded=date(2019 + number % 7, 1 + number % 12, 15),
                at=now,
                trusted=number % 4 != 3,
                expires_at=now + timedelta(days=400) if number % 5 == 0 else None,
                kind=("micro_credential", "badge", "diploma")[number % 3],
            )
        )
        for number in range(count)
    ]
    session.library.add(made)


def trusting(options: RunOptions, school: issuers.Issuer, *, at: datetime | None = issuers.NOW) -> RunOptions:
    """The options with the school as the only known issuer, at the time of the test issuers."""
    assert options.profile is not None
    trust = options.profile.parent / "trust.json"
    trust.write_text(json.dumps({"issuers": [school.trust_entry()]}))
    return replace(options, trust=trust, at=at)


def quiet(qtbot: QtBot) -> None:
    """Wait until nothing is under way any more."""
    qtbot.wait(20)
    qtbot.waitUntil(lambda: tasks.runner().busy() == 0, timeout=30_000)
    qtbot.wait(20)


def texts(widget: QWidget) -> str:
    """Everything that can be read on a widget now, without the places where long words may break."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join(labels).replace("\u200b", "")


def focused() -> QWidget:
    """The widget that has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None, "the focus is lost"
    return found


def type_text(text: str) -> None:
    """Type into whatever has the focus."""
    QTest.keyClicks(focused(), text)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key on whatever has the focus."""
    QTest.keyClick(focused(), key, modifiers)


def tab_to(name: str, most: int = 60) -> None:
    """Press Tab until the widget with this object name has the focus."""
    for _ in range(most):
        if focused().objectName() == name:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {name}")


def dialogs() -> list[QDialog]:
    """The dialogs that are open."""
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def texts_in(root: QWidget) -> Iterator[str]:
    """Every text that a widget below ``root`` holds, shown or not."""
    for widget in [root, *root.findChildren(QWidget)]:
        for name in ("text", "toPlainText", "accessibleName", "accessibleDescription", "toolTip", "windowTitle"):
            get = getattr(widget, name, None)
            if callable(get):
                value = get()
                if isinstance(value, str) and value:
                    yield value
