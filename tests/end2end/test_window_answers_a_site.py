"""A site's request, answered in the window against a real counterpart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from servers import openid4vc
from servers.openid4vc import LightPeer
from simulators.window import quiet, texts
from wallet.services import session as sessions
from wallet.services.inbox import Candidate
from wallet.services.options import RunOptions
from wallet.services.respond import Responded
from wallet.services.source import from_text
from wallet.ui import app as window_app
from wallet.ui.app import Program
from wallet.ui.dialogs.respond import RespondDialog
from wallet.vault import key_derivation
from wallet.verification.keys.public_key import KeyType

pytestmark = [
    pytest.mark.gui,
    pytest.mark.e2e,
    pytest.mark.qt_log_ignore("propagateSizeHints", extend=True),
]


@pytest.fixture
def peer() -> Iterator[LightPeer]:
    with openid4vc.light_peer() as started:
        yield started


@pytest.fixture
def options(tmp_path: Path) -> RunOptions:
    return RunOptions(profile=tmp_path / "wallet", lang="en", allow_http_loopback=True)


@pytest.fixture
def ready(
    qapp: QApplication, options: RunOptions, qtbot: QtBot, peer: LightPeer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """The window over a wallet that holds what the counterpart issued to it."""
    monkeypatch.setattr(key_derivation, "WANTED_SECONDS", 0.01)
    assert options.profile is not None
    session = sessions.create(options.profile, "violet harbour pencil 92", options=options).session
    did = session.holder.make(KeyType.P256, main=False)
    found: tuple[Candidate, ...] = session.inbox.read([from_text(peer.issue("micro_sdjwt", session, did))])
    session.library.add(found)
    program = Program(window_app.make_application(), options)
    program.window.show()
    program.window.opened(session)
    quiet(qtbot)
    yield program
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog):
            widget.reject()
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()


def opened(program: Program, uri: str, qtbot: QtBot) -> RespondDialog:
    # The counterpart lives at http://localhost, which recognition refuses; the dialog is opened as after a scan.
    dialog = RespondDialog(program.state, uri, program.window)
    dialog.open()
    quiet(qtbot)
    return dialog


def test_nothing_is_ticked_beforehand_and_only_what_is_ticked_is_sent(
    ready: Program, qtbot: QtBot, peer: LightPeer
) -> None:
    claims = [{"path": ["given_name"]}, {"path": ["ects"]}]
    query = {
        "id": "micro",
        "format": "dc+sd-jwt",
        "meta": {"vct_values": [f"{peer.base}/vct/micro"]},
        "claims": claims,
    }
    uri, session = peer.ask({"credentials": [query]}, mode="direct_post")
    dialog = opened(ready, uri, qtbot)
    assert "asks for a copy" in texts(dialog)
    assert dialog.tree.chosen() == {}
    assert not dialog.share_button.isEnabled()
    assert dialog.decline_button.isEnabled()
    assert abs(dialog.decline_button.width() - dialog.share_button.width()) <= 2
    choice = dialog.tree.topLevelItem(0).child(0)  # type: ignore[union-attr]
    assert choice is not None
    choice.setCheckState(0, Qt.CheckState.Checked)
    with qtbot.waitSignal(dialog.ended, timeout=30_000) as ended:
        dialog.share_button.click()
    assert ended.args is not None
    answer: Responded = ended.args[0]
    assert answer.sent.accepted
    assert peer.outcome(session)["state"] == "verified"
    assert len(ready.state.open_session.share.receipts()) == 1


def test_declining_sends_a_no_and_writes_no_receipt(ready: Program, qtbot: QtBot, peer: LightPeer) -> None:
    query = {"id": "micro", "format": "dc+sd-jwt", "meta": {"vct_values": [f"{peer.base}/vct/micro"]}}
    uri, session = peer.ask({"credentials": [query]}, mode="direct_post")
    dialog = opened(ready, uri, qtbot)
    with qtbot.waitSignal(dialog.ended, timeout=30_000):
        dialog.decline_button.click()
    assert peer.outcome(session)["state"] != "verified"
    assert ready.state.open_session.share.receipts() == ()
