"""The PDF is for people and for keeping: readable aloud, the originals inside, nothing active, no tick."""

import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pypdfium2
import pytest
import qrcode
import zxingcpp

from simulators.portfolio_entries import MADE_AT, entry, picture, portfolio, record
from wallet import resources
from wallet.portfolio.data import CheckItem, CheckRow, CheckSheet
from wallet.portfolio.writers import pdf
from wallet.verification.verdict import State


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document).replace("\r", "")
    finally:
        document.close()


def flat(data: bytes) -> str:
    return re.sub(r"\s+", " ", text_of(data).replace("\u00ad", "").replace("\ufffe", ""))


def test_it_is_an_archive_pdf_that_reads_aloud_with_the_originals_inside() -> None:
    data = portfolio(entry(), entry(record("Lucht"), State.EXPIRED))
    with pikepdf.open(io.BytesIO(pdf.write(data).data)) as opened:
        found = opened.open_metadata()
        assert (found["pdfaid:part"], found["pdfaid:conformance"]) == ("3", "A")
        assert found["pdfuaid:part"] == "1"
        assert str(opened.Root.Lang) == "nl"
        assert bool(opened.Root.MarkInfo.Marked)
        assert opened.check_pdf_syntax() == []
        attached = {name: bytes(spec.get_file().read_bytes()) for name, spec in opened.attachments.items()}
        assert attached == {"01-Bodem.json": data.entries[0].raw, "02-Lucht.json": data.entries[1].raw}
        assert all(item["/AFRelationship"] == "/Source" for item in opened.Root.AF)


def test_every_item_says_its_state_and_when_it_was_found() -> None:
    text = flat(pdf.write(portfolio(entry(), entry(record("Lucht"), State.EXPIRED))).data)
    for state in (State.VERIFIED, State.EXPIRED):
        assert f"Sentence of {state}." in text
    assert text.count("Stand op 24 November 2026 at 10:00.") == 2
    assert "Afgedrukt op 25 november 2026" in text
    assert "2,5 EC" in text


def test_a_file_that_may_not_be_relied_on_shows_nothing_of_what_it_says() -> None:
    for state in (State.TAMPERED, State.ISSUER_MISMATCH):
        text = flat(pdf.write(portfolio(entry(record("Doctor of Everything", ec="240"), state))).data)
        assert "Doctor of Everything" not in text
        assert "240" not in text
        assert f"Sentence of {state}." in text


def test_equal_input_gives_equal_bytes() -> None:
    assert pdf.write(portfolio()).data == pdf.write(portfolio()).data


HOSTILE = (
    '#eval("1") #import "@preview/x:1.0.0" #read("/etc/passwd") $x$ *b* @ref <label> \\ // /* `raw`',
    "\u0000\u0007\ue000\ufffd\u202e\u200b🏅 한국어 ไทย हिन्दी",
    "A" * 100_000,
    "\n" * 5_000,
    "x" * 3_000 + " " + "é\u0301" * 50,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_and_never_run(text: str) -> None:
    item = entry(record(text, description={"nl": text}, criteria=text), note=text)
    made = pdf.write(portfolio(item, title=text, person_name=text, introduction=text)).data
    if "#eval" in text:
        assert "#eval" in text_of(made)
        assert "root:" not in text_of(made)
    lowered = made.lower()
    for active in (b"/javascript", b"/launch", b"/openaction", b"/submitform"):
        assert active not in lowered


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        picture()[:80],
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        picture("JPEG"),
        picture("GIF"),
        picture("WEBP"),
        picture(size=(1, 1)),
    ],
)
def test_a_bad_picture_never_costs_the_export(data: bytes) -> None:
    item = entry(replace(record(), images=()), picture=data)
    assert pdf.write(portfolio(item)).data.startswith(b"%PDF")


def test_names_in_the_scripts_of_the_world_are_set_and_can_be_searched() -> None:
    names = ("김민수 힣", "ትግርኛ", "中文", "العربية", "বাংলা", "தமிழ்", "සිංහල", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "ქართული", "עברית")
    text = flat(pdf.write(portfolio(*(entry(record(name)) for name in names))).data)
    for name in names[:3] + names[7:9]:
        assert name in text
    assert "\ufffd" not in text


def test_every_character_that_is_said_to_have_a_glyph_can_be_set() -> None:
    ranges = json.loads(resources.read_text("fonts", "coverage.json"))
    every = [chr(point) for start, end in ranges for point in range(start, end + 1) if chr(point).isprintable()]
    # Sorted by remainder, so that each entry holds something of every script.
    shown = ["".join(every[index::401])[:110] for index in range(0, 401, 8)]
    assert len(pdf.write(portfolio(*(entry(record(text)) for text in shown))).data) > 10_000


def test_an_empty_portfolio_is_still_a_document() -> None:
    assert pdf.write(replace(portfolio(), entries=())).data.startswith(b"%PDF")


def test_a_paper_without_signature_says_so() -> None:
    text = flat(pdf.write(portfolio(entry(state=State.UNSIGNED, signed=False))).data)
    assert "Niet ondertekend, door de eigenaar bewaard." in text
    assert "Sentence of UNSIGNED." in text


def test_one_credential_prints_with_its_code() -> None:
    made = pdf.write_credential(portfolio(entry(qr=picture(size=(300, 300)))))
    with pikepdf.open(io.BytesIO(made.data)) as opened:
        assert list(opened.attachments) == ["01-Bodem.json"]
    assert flat(made.data).count("Bodem") >= 1


def test_the_largest_code_is_read_from_the_paper_at_150_dots_an_inch() -> None:
    digits = "".join(str(number * 7 % 10) for number in range(3000))
    code = qrcode.QRCode(version=25, error_correction=qrcode.constants.ERROR_CORRECT_L, box_size=4)
    code.add_data(digits)
    into = io.BytesIO()
    code.make_image().save(into)
    made = pdf.write_credential(portfolio(entry(qr=into.getvalue())))
    document = pypdfium2.PdfDocument(made.data)
    try:
        seen = zxingcpp.read_barcode(document[0].render(scale=150 / 72).to_pil().convert("L"))
    finally:
        document.close()
    assert seen is not None
    assert seen.text == digits


def sheet(**more: Any) -> CheckSheet:
    plain = CheckSheet(
        source="badge.png",
        word="Echt",
        sentence="Echt, uitgegeven door Hogeschool De Plas, niet ingetrokken.",
        todo="Niets meer te doen.",
        checked_on="25 november 2026 om 10:00",
        lang="nl",
        made_at=MADE_AT,
        rows=tuple(CheckRow(f"Controle {n}", "Goed", "De handtekening klopt.", "Van plas.example") for n in range(8)),
        record=record(),
        sha256="ab" * 32,
    )
    return replace(plain, **more)


def test_the_result_of_a_check_prints_on_one_page_with_its_date() -> None:
    made = pdf.write_check_report(sheet())
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert len(opened.pages) == 1
    text = flat(made)
    for part in ("Uitslag van een controle", "badge.png", "25 november 2026 om 10:00", "Controle 7", "Bodem"):
        assert part in text


def test_a_result_without_facts_prints_none() -> None:
    text = flat(pdf.write_check_report(sheet(record=None, items=(CheckItem("Titel", "Woord", "Zin"),))))
    assert "Wat het vermeldt" not in text
    assert "Woord" in text


@pytest.mark.timeout(60)
def test_two_hundred_credentials_take_seconds() -> None:
    items = tuple(entry(record(f"Vak {number}", description={"nl": "Tekst. " * 120})) for number in range(200))
    started = datetime.now(UTC)
    made = pdf.write(portfolio(*items)).data
    assert (datetime.now(UTC) - started).total_seconds() < 30
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert len(opened.attachments) == 200
