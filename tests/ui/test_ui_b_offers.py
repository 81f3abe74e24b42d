"""An offer in the window: who offers, the code, fetching only when asked, and the verdict before it is kept."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from simulators.credential_issuer import CredentialIssuer
from simulators.issuer import NOW
from simulators.window import quiet
from wallet.services import source as sources_of
from wallet.services.library import Query
from wallet.services.options import RunOptions
from wallet.ui.app import Program
from wallet.ui.dialogs.add import AddDialog
from wallet.ui.dialogs.collect import open_add
from wallet.ui.dialogs.receive import ReceiveDialog

pytestmark = pytest.mark.gui


@pytest.fixture
def options(tmp_path: Path) -> RunOptions:
    return RunOptions(profile=tmp_path / "wallet", lang="en", at=NOW)


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def shown(kind: type[QDialog]) -> QDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


Open = Callable[[CredentialIssuer], tuple[Program, ReceiveDialog]]


@pytest.fixture
def offered(wallet: Callable[[int], Program], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Open:
    def make(issuer: CredentialIssuer) -> tuple[Program, ReceiveDialog]:
        program = wallet(0)
        quiet(qtbot)
        verify = program.state.open_session.verify
        monkeypatch.setattr(verify, "_network", replace(verify._network, fetcher=issuer))
        monkeypatch.setitem(verify.outside.__dict__, "sender", issuer)
        sheet = open_add(program.window, [sources_of.from_text(issuer.link())])
        quiet(qtbot)
        assert sheet._answer.isVisible()
        assert not sheet.add_button.isEnabled()
        sheet._answer.click()
        dialog = shown(ReceiveDialog)
        assert isinstance(dialog, ReceiveDialog)
        quiet(qtbot)
        return program, dialog

    return make


def test_from_the_offer_to_the_library(offered: Open, qtbot: QtBot) -> None:
    issuer = CredentialIssuer(tx_code="1234")
    program, dialog = offered(issuer)
    said = texts(dialog)
    assert "offers.example" in said
    assert "You do not know this address" in said
    assert "by post" in said
    assert all(line.startswith("GET ") for line in issuer.seen), "nothing is sent before the person agrees"
    assert not dialog.accept_button.isEnabled()
    dialog.code.setText("1234")
    dialog.accept_button.click()
    quiet(qtbot)
    sheet = shown(AddDialog)
    assert isinstance(sheet, AddDialog)
    assert program.state.open_session.library.count(Query()) == 0
    assert "Signer not known" in sheet.view.strip.accessibleName()
    assert issuer.events == []
    sheet.add_button.click()
    quiet(qtbot)
    assert program.state.open_session.library.count(Query()) == 1
    assert issuer.events == ["credential_accepted"]


def test_leaving_it_out_tells_the_issuer_so(offered: Open, qtbot: QtBot) -> None:
    issuer = CredentialIssuer()
    program, dialog = offered(issuer)
    dialog.accept_button.click()
    quiet(qtbot)
    shown(AddDialog).reject()
    quiet(qtbot)
    assert program.state.open_session.library.count(Query()) == 0
    assert issuer.events == ["credential_deleted"]


def test_no_thank_you_sends_nothing(offered: Open, qtbot: QtBot) -> None:
    issuer = CredentialIssuer(tx_code="1234")
    _, dialog = offered(issuer)
    dialog.decline_button.click()
    quiet(qtbot)
    assert all(line.startswith("GET ") for line in issuer.seen)
    assert issuer.events == []


def test_a_wrong_code_says_so_and_can_be_corrected(offered: Open, qtbot: QtBot) -> None:
    issuer = CredentialIssuer(tx_code="1234")
    _, dialog = offered(issuer)
    dialog.code.setText("9999")
    dialog.accept_button.click()
    quiet(qtbot)
    assert dialog.isVisible()
    assert dialog.bar.text
    assert dialog.accept_button.isEnabled()
    dialog.reject()


def test_waiting_for_a_slow_issuer_can_be_stopped(offered: Open, qtbot: QtBot) -> None:
    issuer = CredentialIssuer(deferrals=5)
    program, dialog = offered(issuer)
    dialog.accept_button.click()
    qtbot.wait(300)
    assert dialog._progress.isVisible()
    dialog.reject()
    quiet(qtbot)
    assert program.state.open_session.library.count(Query()) == 0
