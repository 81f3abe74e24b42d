"""Pictures of what must not change by accident: every verdict badge, a card in each state, the unlock page.

A picture may differ by 2/255 per channel and in 0.1 % of its pixels. On purpose: ``CAPSA_UPDATE_GOLDENS=1``. Where a
picture differs, what was seen and the difference lie beside the test's temporary files.
"""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from wallet.model.card import Card
from wallet.services.library import Library, Query
from wallet.ui import i18n, theme
from wallet.ui.models.credential_list import CredentialListModel
from wallet.ui.widgets.credential_card import CardDelegate, RowDelegate, TimelineDelegate
from wallet.ui.widgets.passphrase_edit import StrengthMeter
from wallet.ui.widgets.safe_picture import decode
from wallet.ui.widgets.verdict_badge import badge_size, paint_badge, tone_of, word
from wallet.verification.verdict import State

pytestmark = pytest.mark.gui
GOLDENS = Path(__file__).parent / "goldens"
CHANNEL, SHARE = 2, 0.001
Draw = Callable[[], QImage]


@pytest.fixture(params=["light", "dark"])
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """Light and dark, at 100 % text, without motion."""
    theme.apply(qapp, look=request.param, reduce_motion=True)
    yield str(request.param)
    theme.apply(qapp, look="light")
    i18n.install(qapp, "en")


def compare(image: QImage, name: str, beside: Path) -> None:
    """Fail when the picture is not the golden one."""
    golden = GOLDENS / f"{name}.png"
    seen = beside / f"{name}-seen.png"
    image.save(str(seen))
    if os.environ.get("CAPSA_UPDATE_GOLDENS"):
        GOLDENS.mkdir(exist_ok=True)
        Image.open(seen).convert("RGB").save(golden, optimize=True)
        return
    want, have = Image.open(golden).convert("RGB"), Image.open(seen).convert("RGB")
    assert want.size == have.size
    difference = ImageChops.difference(want, have)
    off = sum(difference.convert("L").point(lambda value: 255 if value > CHANNEL else 0).histogram()[255:])
    share = off / (want.size[0] * want.size[1])
    if share > SHARE:
        difference.save(beside / f"{name}-difference.png")
        pytest.fail(f"{name}: {share:.2%} of the pixels differ; see {beside}")


def canvas(width: int, height: int) -> QImage:
    """An empty picture in the colour of the window."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(theme.tokens().window)
    return image


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_verdict_badge(look: str, lang: str, tmp_path: Path, qapp: QApplication) -> None:
    font = qapp.font()
    height = badge_size("X", font).height()
    image = canvas(280, (height + 6) * len(State) + 6)
    painter = QPainter(image)
    for place, state in enumerate(State):
        text = word(state, lang)
        size = badge_size(text, font)
        paint_badge(painter, QRect(6, 6 + place * (height + 6), size.width(), height), state, text, font)
    painter.end()
    compare(image, f"badges-{lang}-{look}", tmp_path)


class _Cards(Library):
    def __init__(self, cards: tuple[Card, ...]) -> None:
        self._cards = cards

    def count(self, query: Query) -> int:
        return len(self._cards)

    def page(self, query: Query, *, offset: int, limit: int) -> tuple[Card, ...]:
        return self._cards[offset : offset + limit]


def _cards() -> tuple[Card, ...]:
    states = (State.VERIFIED, State.EXPIRED, State.TAMPERED, State.COULD_NOT_CHECK)
    titles = (
        "Data science for nurses",
        "First aid",
        "Statistics: a course with a rather long name that goes on",
        "Ethics",
    )
    return tuple(
        Card(
            id=str(place),
            title=titles[place],
            issuer=("Hogeschool Zuiderpark", "Stichting Vakbekwaam")[place % 2],
            issuer_checked=True,
            kind=("micro_credential", "badge")[place % 2],
            state=state.value,
            tone=tone_of(state),
            awarded_on=date(2025 - place, 6, 30),
            expires_on=date(2026, 1, 31) if state is State.EXPIRED else None,
            checked_at=None,
            added_at=datetime(2026, 1, 1, tzinfo=UTC),
            credits="5 EC",
            favourite=place == 0,
        )
        for place, state in enumerate(states)
    )


@pytest.mark.parametrize("form", ["card", "row", "timeline"])
def test_cards_rows_and_timeline(qtbot: QtBot, look: str, form: str, tmp_path: Path, qapp: QApplication) -> None:
    i18n.install(qapp, "nl")
    model = CredentialListModel(_Cards(_cards()), "nl", decode)
    with qtbot.waitSignal(model.loaded):
        model.show_query(Query())
    delegate = {"card": CardDelegate, "row": RowDelegate, "timeline": TimelineDelegate}[form]("nl")
    option = QStyleOptionViewItem()
    option.font = qapp.font()
    size = delegate.sizeHint(option, model.index(0))
    width = 360 if form == "card" else 720
    image = canvas(width, size.height() * 4)
    painter = QPainter(image)
    for row in range(4):
        option.rect = QRect(0, row * size.height(), width, size.height())
        option.state = QStyle.StateFlag.State_Enabled
        if row == 1:
            option.state |= QStyle.StateFlag.State_Selected
        delegate.paint(painter, option, model.index(row))
    painter.end()
    compare(image, f"{form}-{look}", tmp_path)


def test_the_strength_meter_shows_what_it_says(qtbot: QtBot, look: str, tmp_path: Path) -> None:
    from wallet.ui.passphrase_strength import Band, Strength

    meter = StrengthMeter()
    qtbot.addWidget(meter)
    meter.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    meter.resize(240, 8)
    meter.show()
    image = canvas(240, 8 * len(Band))
    painter = QPainter(image)
    for place, band in enumerate(Band):
        meter.show_strength(Strength(1, 1, band), ("red", "red", "red", "amber", "green", "green")[place], "x")
        painter.drawPixmap(0, place * 8, meter.grab())
    painter.end()
    compare(image, f"strength-{look}", tmp_path)
