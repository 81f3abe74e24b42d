"""The question of a live check, there and back: only an answer that was made for it counts."""

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from simulators import issuer as issuers
from simulators.window import quiet, texts, trusting
from wallet.formats import qr_image, question
from wallet.services import source as sources_of
from wallet.services.inbox import Candidate
from wallet.services.options import RunOptions
from wallet.services.source import from_text
from wallet.ui.app import Program
from wallet.ui.dialogs.choose_credentials import ChooseCredentials
from wallet.ui.dialogs.collect import open_add
from wallet.ui.dialogs.live_check import LiveCheckDialog
from wallet.ui.dialogs.share import ShareDialog, Step
from wallet.ui.pages.verify import VerifyPage
from wallet.ui.widgets.screen_scan import grey_of_image
from wallet.verification.verdict import State

pytestmark = pytest.mark.gui


@pytest.fixture
def options(options: RunOptions, school: issuers.Issuer) -> RunOptions:
    return trusting(options, school, at=None)


def shown(kind: type[QDialog]) -> QDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


@pytest.fixture
def held(wallet: Callable[[int], Program], qtbot: QtBot, school: issuers.Issuer) -> Program:
    """A wallet with one credential that was issued to its holder's own key."""
    program = wallet(0)
    quiet(qtbot)
    session = program.state.open_session
    document = issuers.achievement_credential(school, "Statistics", holder=session.holder_id)
    candidates: tuple[Candidate, ...] = session.inbox.read(
        [from_text(json.dumps(school.sign(document, "eddsa-jcs-2022")))]
    )
    session.library.add(candidates)
    return program


def asked_question(program: Program) -> tuple[VerifyPage, LiveCheckDialog]:
    program.window.show_page("verify")
    page = program.window.current_page
    assert isinstance(page, VerifyPage)
    page._live_check()
    dialog = shown(LiveCheckDialog)
    assert isinstance(dialog, LiveCheckDialog)
    return page, dialog


def test_an_answer_to_the_question_of_now_is_bound_to_it(held: Program, qtbot: QtBot) -> None:
    program = held
    page, live = asked_question(program)
    live._name.setText("St. Anna Hospital")
    grey = grey_of_image(live.qr.grab().toImage())
    assert grey is not None
    (asked,) = qr_image.read_frame(*grey)
    assert asked == live.text
    assert asked.startswith(question.PREFIX)
    # The holder's side: the question is scanned like anything else.
    add = open_add(program.window, [sources_of.from_text(asked)])
    quiet(qtbot)
    assert add._answer.isVisible()
    assert not add.add_button.isEnabled()
    add._answer.click()
    chooser = shown(ChooseCredentials)
    assert isinstance(chooser, ChooseCredentials)
    quiet(qtbot)
    assert "St. Anna Hospital" in texts(chooser)
    assert not chooser.next_button.isEnabled()
    chooser.list.item(0).setCheckState(Qt.CheckState.Checked)
    chooser.next_button.click()
    share = shown(ShareDialog)
    assert isinstance(share, ShareDialog)
    quiet(qtbot)
    assert share.request().nonce == live.asked.nonce
    for _ in range(3):
        share._next()
    qtbot.waitUntil(lambda: share.step is Step.HAND_OVER, timeout=30_000)
    package = share._package
    assert package is not None
    answer = package.presentation
    share.reject()
    # The employer's side again.
    live._scanned(answer)
    quiet(qtbot)
    report = page.model.at(0).report
    assert report.verdict.state is State.VERIFIED, report.checks
    assert "NOT_BOUND_TO_A_REQUEST" not in report.flags
    assert "St. Anna Hospital" in texts(page)
    # The same answer to a later question is a replay.
    _, second = asked_question(program)
    second._scanned(answer)
    quiet(qtbot)
    assert page.model.at(1).report.verdict.state is State.REPLAY
    assert not page.model.at(1).report.verdict.green


def test_each_question_is_asked_once(held: Program, qtbot: QtBot) -> None:
    _, first = asked_question(held)
    asked = first.asked
    first.reject()
    _, second = asked_question(held)
    assert second.asked.nonce != asked.nonce
    assert len(second.asked.nonce) >= 22
    second.reject()


def test_the_own_question_on_the_screen_is_no_answer(held: Program, qtbot: QtBot) -> None:
    page, live = asked_question(held)
    live._scanned(live.text)
    assert live.isVisible()
    assert "nothing in it" in live.bar.text
    live.reject()
    assert page.model.total == 0
