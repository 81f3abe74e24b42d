"""Page, table and archive: nothing active, nothing remote, the originals byte for byte, the evidence beside them."""

import base64
import csv
import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from simulators.portfolio_entries import entry, portfolio, record
from wallet.model.earned import Link
from wallet.portfolio.data import PortfolioData
from wallet.portfolio.writers import WRITERS, html
from wallet.portfolio.writers import csv as table
from wallet.verification.verdict import State

HOSTILE = (
    "</script><script>alert(1)</script>",
    '" onmouseover="alert(1)" x="',
    "<img src=https://track.example/p.gif onerror=alert(1)>",
    "</style><style>body{background:url(https://track.example)}",
    "<!--",
    "-->",
    "]]>",
    "&lt;script&gt;",
    "\u2028\u2029",
    "javascript:alert(1)",
)


class Page(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


def page(data: PortfolioData) -> Page:
    return Page(html.write(data).data.decode("utf-8"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    found = record(text, description={"nl": text}, criteria=text, links=(Link(text),), credential_id=text)
    item = entry(found, note=text, sentence=text, word=text, file_name=text)
    made = page(portfolio(item, title=text, person_name=text, introduction=text))
    assert not {tag for tag, _ in made.tags} & {"script", "iframe", "object", "embed", "form", "base", "link", "svg"}
    for tag, attributes in made.tags:
        assert not [name for name in attributes if name.startswith("on")], tag
        for name in ("src", "href", "srcset", "action", "style", "background"):
            value = attributes.get(name)
            assert value is None or value.startswith(("data:image/", "data:application/octet-stream;base64,")), value
    assert [tag for tag, _ in made.tags].count("style") == 1


def test_the_policy_allows_the_own_style_and_embedded_pictures_only() -> None:
    source = html.write(portfolio()).data.decode()
    made = Page(source)
    rule = next(a["content"] for t, a in made.tags if t == "meta" and a.get("http-equiv") == "Content-Security-Policy")
    assert rule is not None
    assert rule.startswith("default-src 'none'")
    style = source.split("<style>", 1)[1].split("</style>", 1)[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in rule
    assert "unsafe" not in rule
    assert "http" not in re.sub(r"http-equiv", "", style + rule)


def test_the_page_says_what_the_pdf_says() -> None:
    made = page(portfolio(entry(), entry(record("Lucht"), State.EXPIRED)))
    for part in ("Sentence of VERIFIED.", "Sentence of EXPIRED.", "2,5 EC", "24 November 2026", "bewijst zelf niets"):
        assert part in made.text


def test_the_originals_can_be_saved_byte_for_byte() -> None:
    data = portfolio()
    link = next(attributes for tag, attributes in page(data).tags if tag == "a")
    assert link["download"] == "01-Bodem.json"
    assert base64.b64decode(str(link["href"]).split(",", 1)[1]) == data.entries[0].raw


def test_no_green_and_no_tick_in_any_form() -> None:
    items = [entry(record(f"Titel \u2705 {state}"), state) for state in State]
    data = portfolio(*items)
    style = html.write(data).data.decode().casefold()
    assert "green" not in style
    assert not set("\u2713\u2714\u2705\u2611") & set(style)
    assert not set("\u2713\u2714\u2705\u2611") & set(WRITERS["csv"](data).data.decode())


def test_no_cell_is_a_formula() -> None:
    for start in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "|cmd", "＝1", " =1", "\u200b=1", "%0A=1"):
        rows = list(csv.reader(io.StringIO(table.write(portfolio(entry(record(start)))).data.decode("utf-8-sig"))))
        for cell in rows[1]:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "|", "＝", "%")), cell
    assert '"' in table.write(portfolio()).data.decode()


def test_the_table_has_a_line_per_credential_and_nothing_of_what_may_not_be_relied_on() -> None:
    data = portfolio(entry(), entry(record("Nep", institution="Echte Universiteit"), State.TAMPERED))
    rows = list(csv.DictReader(io.StringIO(table.write(data).data.decode("utf-8-sig"))))
    assert [row["state"] for row in rows] == ["VERIFIED", "TAMPERED"]
    assert rows[0]["credits"] == "2.5 ects"
    assert rows[0]["sha256"] == hashlib.sha256(data.entries[0].raw).hexdigest()
    assert "Nep" not in str(rows[1])
    assert "Echte" not in str(rows[1])


def test_the_archive_keeps_the_originals_and_a_recording_of_the_evidence() -> None:
    data = portfolio(entry(), entry(record("Nep"), State.TAMPERED, file_name="../../evil name.json"))
    made = WRITERS["zip"](data).data
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        assert names[1:3] == ["originals/01-Bodem.json", "originals/02-evil-name.json"]
        assert archive.read("originals/01-Bodem.json") == data.entries[0].raw
        assert archive.read("portfolio.pdf").startswith(b"%PDF")
        recording = json.loads(archive.read("evidence/recording.json"))
        kept = recording["https://plas.example/.well-known/did.json"]
        assert archive.read("evidence/" + kept["body_file"]) == data.evidence[0].body
        assert kept["retrieved_at"] == "2026-11-24T09:59:00Z"
        index = json.loads(archive.read("index.json"))
        assert index["signed"] is False
        assert "credential" in index["items"][0]
        assert "credential" not in index["items"][1]
    assert made == WRITERS["zip"](data).data


def test_both_languages_have_every_sentence() -> None:
    for form, write in WRITERS.items():
        made = write(replace(portfolio(lang="en"))).data
        assert made, form
    english = page(portfolio(lang="en"))
    assert "Portfolio of Dana Student" in english.text
    assert "portfolio." not in english.text
