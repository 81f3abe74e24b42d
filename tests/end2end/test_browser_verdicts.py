"""The page's script in real browsers: it reads share codes as the app does and is never more confident than the app."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from conftest import shared_folder
from servers import chromium, running
from wallet import resources, wording
from wallet.errors import UnreachableError
from wallet.formats import decimal_digits, fountain, share_code
from wallet.model.secured import Carrier
from wallet.ports import Document, Purpose
from wallet.sharing import page as pages
from wallet.verification.context import Context
from wallet.verification.inspection import inspect
from wallet.verification.verdict import TONES, State, Tone

pytestmark = pytest.mark.e2e

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
RUN: dict[str, Any] = {"now": int(NOW.timestamp() * 1000), "nonce": None, "audience": None, "trust": []}
FAMILIES = ("data-integrity", "vc-jose-cose", "sd-jwt", "open-badges-3", "clr", "dcc", "vcdm2-structure")
CLOSENESS = {Tone.GREEN: 2, Tone.AMBER: 1, Tone.GREY: 0, Tone.RED: 0}
LONGEST = 2_000_000

INSPECT = """async ([text, run, quads]) => {
  const fetch = async () => { throw new Error('offline'); };
  const report = await capsa.inspect(text, { ...run, contexts: capsa.config.contexts, fetch }, quads);
  return { verdict: report.verdict, checks: report.checks.map((one) => [one.kind, one.outcome, one.code]) };
}"""


class Nothing:
    """A fetcher for which nothing is there, as for a page without a network."""

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        raise UnreachableError("fetch.offline", {"host": url})


@dataclass(frozen=True)
class Case:
    """A text that somebody could hand over."""

    name: str
    text: str
    outcome: str = ""


def collected() -> list[Case]:
    """Every case of the families that a text page could be given, and the abuse corpus."""
    shared = shared_folder()
    if shared is None:
        return []
    cases = []
    for family in FAMILIES:
        for entry in json.loads((shared / "vectors" / family / "MANIFEST.json").read_bytes())["entries"]:
            if entry["role"] == "case":
                cases.append((shared / "vectors" / entry["path"], entry["expected"]["outcome"]))
    for entry in json.loads((shared / "abuse" / "MANIFEST.json").read_bytes())["entries"]:
        if entry.get("file"):
            cases.append((shared / "abuse" / entry["file"], "invalid" if entry["expected"] == "reject" else ""))
    found = []
    for path, outcome in cases:
        data = path.read_bytes()
        try:
            text = data.decode()
        except UnicodeDecodeError:
            continue
        if len(text) <= LONGEST and path.suffix not in (".svg", ".xml"):
            found.append(Case(str(path.relative_to(shared)), text, outcome))
    return found


CASES = collected()


@pytest.fixture(scope="module")
def checker_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("checker") / "checker.html"
    file.write_bytes(pages.checker())
    return file


@pytest.fixture(scope="module")
def checker_page(checker_file: Path) -> Iterator[Page]:
    with chromium.browser() as browser:
        opened = browser.new_page()
        opened.goto(checker_file.as_uri())
        yield opened


@pytest.fixture(scope="module")
def app_verdicts() -> dict[str, State]:
    context = Context(now=NOW, fetcher=Nothing())
    return {
        case.name: inspect(
            case.text.encode(), name=case.name, carrier=Carrier.TEXT, context=context
        ).report.verdict.state
        for case in CASES
    }


def too_confident(case: Case, verdict: str, app: State) -> bool:
    """A page may know less than the app, never more; what it calls bad must be bad for the app as well."""
    said = State(verdict)
    if TONES[said] is Tone.RED and TONES[app] in (Tone.GREEN, Tone.AMBER):
        return True
    return CLOSENESS[TONES[said]] > CLOSENESS[TONES[app]]


@pytest.mark.skipif(not CASES, reason="NOT RUN: the folder with third-party data is absent")
def test_chromium_is_never_more_confident_than_the_app(checker_page: Page, app_verdicts: dict[str, State]) -> None:
    wrong = []
    for case in CASES:
        report = checker_page.evaluate(INSPECT, [case.text, RUN, []])
        if too_confident(case, report["verdict"], app_verdicts[case.name]):
            wrong.append((case.name, report["verdict"], app_verdicts[case.name].value, report["checks"]))
    assert wrong == []
    assert len(CASES) > 400


@pytest.mark.skipif(not CASES, reason="NOT RUN: the folder with third-party data is absent")
def test_firefox_says_what_chromium_says(checker_file: Path, checker_page: Page, tmp_path: Path) -> None:
    executable = shutil.which("firefox-esr") or shutil.which("firefox")
    if executable is None:
        pytest.skip("NOT RUN: no Firefox on this machine")
    place = running.node_packages(running.HERE / "firefox")
    job: dict[str, Any] = {
        "executable": executable,
        "page": checker_file.as_uri(),
        "profile": str(tmp_path / "profile"),
        "cases": [[case.text, RUN, []] for case in CASES],
    }
    (tmp_path / "job.json").write_text(json.dumps(job), "utf-8")
    done = subprocess.run(
        ["node", "evaluate.mjs", str(tmp_path / "job.json")], cwd=place, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)["reports"]
    differing = [
        (case.name, answer["verdict"])
        for case, answer in zip(CASES, answers, strict=True)
        if answer["verdict"] != checker_page.evaluate(INSPECT, [case.text, RUN, []])["verdict"]
    ]
    assert differing == []


def test_share_codes_read_the_same_in_the_page(checker_page: Page) -> None:
    vectors = json.loads(resources.read_text("share-code", "vectors.json"))
    for single in vectors["single"]:
        read = checker_page.evaluate("(code) => capsa.openShareCode(capsa.shareCodeText(code))", single["code"])
        assert read == single["text"], single["name"]


def test_a_moving_code_is_read_from_any_frame_on_in_the_page(checker_page: Page) -> None:
    text = json.dumps({"type": ["VerifiablePresentation"], "filler": [f"{n * 7919 % 10007}" for n in range(2500)]})
    message = share_code.encode(text.encode())
    frames = list(islice(share_code.moving_texts(message, block=300, start=7), 4 * len(message) // 300))
    read = checker_page.evaluate(
        """async (frames) => {
          const collector = capsa.newCodeCollector();
          for (const frame of frames) {
            const whole = await collector.add(frame);
            if (whole !== null) return whole;
          }
          return null;
        }""",
        frames,
    )
    assert read == text


def test_a_forged_frame_does_not_stop_a_moving_code(checker_page: Page) -> None:
    text = json.dumps({"type": ["VerifiablePresentation"], "filler": [f"{n * 7919 % 10007}" for n in range(300)]})
    message = share_code.encode(text.encode())
    true = list(islice(share_code.moving_texts(message, block=100), 4 * len(message) // 100))
    forged = next(iter(fountain.frames(message, block=100)))
    forged = replace(forged, block=bytes(len(forged.block)))
    first = share_code.MOVING_PREFIX + decimal_digits.pack(forged.to_bytes())
    read = checker_page.evaluate(
        """async (frames) => {
          const collector = capsa.newCodeCollector();
          for (const frame of frames) {
            const whole = await collector.add(frame);
            if (whole !== null) return whole;
          }
          return null;
        }""",
        [first, *true, *true],
    )
    assert read == text


def test_every_sentence_of_the_page_is_there_in_both_languages() -> None:
    missing = [code for code in pages.script_codes() if not wording.has(f"check.{code}")]
    assert sorted(missing) == []
