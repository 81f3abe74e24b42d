"""From the window to a folder of evidence, and from that folder to the command line, which says the same."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from simulators import issuer as issuers
from wallet.services import source as sources_of
from wallet.services.options import RunOptions
from wallet.ui import tasks
from wallet.ui.app import Program
from wallet.ui.dialogs import file_dialog
from wallet.ui.pages.verify import VerifyPage

pytestmark = pytest.mark.gui
ROOT = Path(__file__).resolve().parents[2]
Start = Callable[..., Program]
CANDIDATES = {"ada.json": "VERIFIED", "ben.json": "REVOKED", "cas.json": "TAMPERED", "dirk.json": "ISSUER_UNKNOWN"}


@pytest.fixture
def web() -> issuers.Web:
    return issuers.Web()


@pytest.fixture
def school(web: issuers.Web) -> issuers.Issuer:
    return issuers.did_web("Hogeschool Zuiderpark", "school.example", web=web)


@pytest.fixture
def candidates(tmp_path: Path, school: issuers.Issuer) -> Path:
    """A folder of candidates: one in order, one withdrawn, one changed, one by a stranger."""
    url = "https://school.example/status"
    school.status_list(url, {5})
    good = school.sign(school.badge(status=issuers.status_entry(url, 4)))
    withdrawn = school.sign(school.badge(credential_id="urn:uuid:b", status=issuers.status_entry(url, 5)))
    stranger = issuers.did_key("Somebody", seed="other")
    documents = (good, withdrawn, {**good, "name": "Professor"}, stranger.sign(stranger.badge()))
    folder = tmp_path / "candidates"
    folder.mkdir()
    for name, document in zip(CANDIDATES, documents, strict=True):
        (folder / name).write_text(json.dumps(document), "utf-8")
    return folder


@pytest.fixture
def options(tmp_path: Path, web: issuers.Web, school: issuers.Issuer, candidates: Path) -> RunOptions:
    trust = tmp_path / "known issuers.json"
    trust.write_text(json.dumps({"issuers": [school.trust_entry()]}))
    replay = web.recording(tmp_path / "web")
    return RunOptions(profile=tmp_path / "wallet", lang="en", trust=trust, replay=replay, at=issuers.NOW)


def quiet(qtbot: QtBot) -> None:
    qtbot.wait(20)
    qtbot.waitUntil(lambda: tasks.runner().busy() == 0, timeout=60_000)
    qtbot.wait(20)


def checked(program: Program, qtbot: QtBot, what: Path) -> VerifyPage:
    program.window.show_page("verify")
    page = program.window.current_page
    assert isinstance(page, VerifyPage)
    page.check([sources_of.from_path(what)])
    quiet(qtbot)
    return page


def press(page: VerifyPage, name: str) -> None:
    button = page.panel.buttons[name]
    assert isinstance(button, QPushButton)
    assert button.isVisible()
    assert button.isEnabled()
    button.click()


def said(page: VerifyPage) -> str:
    """What the message bar of the window says."""
    return " ".join(label.text() for label in page.window().message_bar.findChildren(QLabel))  # type: ignore[attr-defined]


def repeated(folder: Path) -> dict[str, str]:
    """Give the command that the note names, in the folder, as a stranger would; return the verdicts by file."""
    told = (folder / "READ ME.txt").read_text("utf-8")
    (line,) = (line.strip() for line in told.splitlines() if line.strip().startswith("wallet verify"))
    program = f"{sys.executable} -m wallet --json {line.removeprefix('wallet ')}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        program, shell=True, cwd=folder, env=environment, capture_output=True, text=True, timeout=90, check=False
    )
    reports = [json.loads(line) for line in ran.stdout.splitlines()]
    assert all(report["replayed"] for report in reports), ran.stderr
    return {Path(report["source"]).name: report["verdict"] for report in reports}


def test_a_stack_of_candidates_is_kept_and_says_the_same_on_the_command_line(
    start: Start, options: RunOptions, qtbot: QtBot, candidates: Path, tmp_path: Path
) -> None:
    page = checked(start(options), qtbot, candidates)
    assert [str(one.report.verdict.state) for one in page.model.shown()] == list(CANDIDATES.values())
    archive = tmp_path / "archive"
    archive.mkdir()
    file_dialog.answers.append((archive,))
    press(page, "evidence_all")
    quiet(qtbot)
    (folder,) = archive.iterdir()
    assert "with the same results" in said(page)
    assert str(folder) in said(page)
    assert repeated(folder) == {
        f"{number:02}-{name}": verdict for number, (name, verdict) in enumerate(CANDIDATES.items(), 1)
    }
    for name in CANDIDATES:
        (kept,) = (folder / "files").glob(f"*-{name}")
        assert kept.read_bytes() == (candidates / name).read_bytes()


def test_one_result_is_kept_with_only_what_it_needs(
    start: Start, options: RunOptions, qtbot: QtBot, candidates: Path, tmp_path: Path
) -> None:
    page = checked(start(options), qtbot, candidates / "ben.json")
    file_dialog.answers.append((tmp_path,))
    press(page, "evidence")
    quiet(qtbot)
    (folder,) = tmp_path.glob("evidence of a check *")
    assert repeated(folder) == {"01-ben.json": "REVOKED"}
    assert set(json.loads((folder / "network.json").read_text())) == {
        "https://school.example/.well-known/did.json",
        "https://school.example/status",
    }


def test_nothing_is_kept_when_the_person_changes_their_mind_or_stops(
    start: Start, options: RunOptions, qtbot: QtBot, candidates: Path, tmp_path: Path
) -> None:
    page = checked(start(options), qtbot, candidates)
    archive = tmp_path / "archive"
    archive.mkdir()
    file_dialog.answers.append(())
    press(page, "evidence_all")
    quiet(qtbot)
    assert not list(archive.iterdir())
    file_dialog.answers.append((archive,))
    press(page, "evidence_all")
    assert page._stop.isVisible()
    page._stop.click()
    quiet(qtbot)
    assert not page._stop.isVisible()
    assert not list(archive.iterdir()), "half a folder was left behind"
