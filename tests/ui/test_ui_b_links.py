"""Links: an account that is tried before it is kept, a page that is really there, and a truthful end."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from servers import running
from simulators import issuer as issuers
from simulators.window import PASSPHRASE, fill, quiet
from wallet.exchange.web_space import SpaceKind, WebSpaceAccount
from wallet.services import session as sessions
from wallet.services.inbox import Candidate
from wallet.services.library import Query, Shelf
from wallet.services.options import RunOptions
from wallet.services.share import ShareForm
from wallet.services.source import from_text
from wallet.ui.app import Program
from wallet.ui.dialogs.share import ShareDialog, Step
from wallet.ui.dialogs.web_space import WebSpaceDialog

pytestmark = pytest.mark.gui


@pytest.fixture
def options(tmp_path: Path) -> RunOptions:
    return RunOptions(profile=tmp_path / "wallet", lang="en", allow_http_loopback=True)


@pytest.fixture
def space(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "dav"
    folder.mkdir()
    with running.webdav(folder, user="sanne", password="geheim") as base:
        yield base


def filled(dialog: WebSpaceDialog, base: str, password: str) -> None:
    said = {"url": f"{base}/private/", "user": "sanne", "secret": password, "public_url": f"{base}/pub/"}
    for name, text in said.items():
        edit = dialog.findChild(QLineEdit, f"space_{name}")
        assert edit is not None
        edit.setText(text)


def test_a_link_is_made_opened_listed_and_ended(wallet: Callable[[int], Program], qtbot: QtBot, space: str) -> None:
    program = wallet(0)
    quiet(qtbot)
    session = program.state.open_session
    school = issuers.did_key("Hogeschool Zuiderpark")
    document = issuers.achievement_credential(school, "Statistics", holder=session.holder_id)
    found: tuple[Candidate, ...] = session.inbox.read([from_text(json.dumps(school.sign(document, "eddsa-jcs-2022")))])
    session.library.add(found)
    wanted = session.library.page(Query(), offset=0, limit=1)[0].id
    share = ShareDialog(program.state, [wanted], program.window)
    share.open()
    quiet(qtbot)
    assert ShareForm.LINK not in share.how._forms
    share._next()
    share.how._web_space.click()
    space_dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, WebSpaceDialog))
    quiet(qtbot)
    filled(space_dialog, space, "wrong")
    space_dialog._keep.click()
    quiet(qtbot)
    assert "did not accept" in space_dialog.bar.text
    assert session.link.account() is None
    filled(space_dialog, space, "geheim")
    space_dialog._keep.click()
    quiet(qtbot)
    assert "It works" in space_dialog.bar.text
    space_dialog.accept()
    quiet(qtbot)
    assert ShareForm.LINK in share.how._forms
    share.how.choose(ShareForm.LINK)
    share._next()
    share._next()
    qtbot.waitUntil(lambda: share.step is Step.HAND_OVER, timeout=30_000)
    qtbot.waitUntil(lambda: share.hand_over.qr.frame_count == 1, timeout=10_000)
    assert share._package is not None
    link = share._package.qr_text
    assert link is not None
    page = httpx.get(link.split("#")[0])
    assert page.status_code == 200
    assert "Statistics" not in page.text
    share.reject()
    listed = WebSpaceDialog(program.state, program.window)
    listed.open()
    quiet(qtbot)
    assert listed.table.rowCount() == 1
    assert listed.table.item(0, 3).text() == "Can be opened"  # type: ignore[union-attr]
    listed.table.selectRow(0)
    listed.stop_button.click()
    quiet(qtbot)
    assert "gone" in listed.bar.text
    assert listed.table.item(0, 3).text() == "Ended"  # type: ignore[union-attr]
    assert httpx.get(link.split("#")[0]).status_code == 404
    listed.reject()
    assert listed.table.rowCount() == 0


def test_what_is_over_is_ended_when_the_window_opens(
    start: Callable[..., Program], options: RunOptions, qtbot: QtBot, space: str
) -> None:
    """Nobody presses anything: a page past its date and what was removed long ago are gone, what is not over stays."""
    assert options.profile is not None
    earlier = datetime.now(UTC) - timedelta(days=40)
    then = sessions.create(options.profile, PASSPHRASE, options=replace(options, at=earlier)).session
    fill(then, 2)
    removed, kept = (row.id for row in then.library.page(Query(), offset=0, limit=2))
    then.library.remove([removed])
    account = WebSpaceAccount(SpaceKind.WEBDAV, f"{space}/private", "sanne", "geheim", public_url=f"{space}/pub")
    then.link.set_account(account)
    over, lasting = (then.link.publish("{}", [], expires_at=earlier + timedelta(days=days)) for days in (10, 400))
    then.lock()
    assert httpx.get(over.address).status_code == 200
    program = start(options)
    session = sessions.unlock(options.profile, PASSPHRASE, options=options)
    program.window.opened(session)
    quiet(qtbot)
    assert httpx.get(over.address).status_code == 404
    assert httpx.get(lasting.address).status_code == 200
    assert session.library.count(Query(shelf=Shelf.REMOVED)) == 0
    assert [row.id for row in session.library.page(Query(), offset=0, limit=2)] == [kept]


def test_a_page_on_another_web_space_is_not_called_gone(options: RunOptions, space: str, tmp_path: Path) -> None:
    assert options.profile is not None
    session = sessions.create(options.profile, PASSPHRASE, options=options).session
    account = WebSpaceAccount(SpaceKind.WEBDAV, f"{space}/private", "sanne", "geheim", public_url=f"{space}/pub")
    session.link.set_account(account)
    link = session.link.publish("{}", [], expires_at=datetime.now(UTC) + timedelta(days=5))
    (tmp_path / "other").mkdir()
    with running.webdav(tmp_path / "other", user="sanne", password="geheim") as elsewhere:
        session.link.set_account(replace(account, url=f"{elsewhere}/private", public_url=f"{elsewhere}/pub"))
        tried = session.link.stop(link.name)
    assert (tried.ended_at, tried.problem) == (None, "link.other_space")
    assert httpx.get(link.address).status_code == 200
    session.link.set_account(account)
    assert session.link.stop(link.name).ended_at is not None
    assert httpx.get(link.address).status_code == 404
    session.lock()
