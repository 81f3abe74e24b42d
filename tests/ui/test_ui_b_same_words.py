"""One verdict, one set of words: list, strip, Checks, table, CSV and paper say the same, in both languages."""

import csv
import io
from datetime import UTC, datetime

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from simulators import hand_made_reports as made
from wallet.services import check_sheets, sentences, shown_checks
from wallet.ui.models.report import rows_of
from wallet.ui.models.results import ResultsModel, csv_of
from wallet.ui.widgets.inspected_view import InspectedView
from wallet.ui.widgets.verdict_badge import word
from wallet.verification.report import Inspected

pytestmark = pytest.mark.gui

NAMES = ("report", "tampered", "unsigned", "stranger", "unreadable", "presentation")


def squeezed(text: str) -> str:
    """Without spaces, line ends and soft breaks, which paper puts where it likes."""
    return "".join(text.split()).replace("\u200b", "").replace("\u00ad", "").replace("-", "").replace("\u2010", "")


def paper(found: Inspected, lang: str) -> str:
    document = pypdfium2.PdfDocument(check_sheets.pdf_of((found,), lang, datetime(2026, 11, 24, tzinfo=UTC)))
    return "\n".join(document[index].get_textpage().get_text_range() for index in range(len(document)))


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("name", NAMES)
def test_every_place_says_the_same(qtbot: QtBot, name: str, lang: str) -> None:
    found = made.inspected(getattr(made, name)())
    report = found.report
    said = sentences.headline(report, lang)
    model = ResultsModel(lang)
    model.append(found)
    view = InspectedView(lang)
    qtbot.addWidget(view)
    view.show_inspected(found)
    row = list(csv.reader(io.StringIO(csv_of(model.shown(), lang).decode("utf-8-sig"))))[1]
    assert model.index(0, 0).data() == word(report.verdict.state.value, lang) == row[0] == said.word
    assert said.sentence in view.strip.accessibleName()
    assert row[-1] == said.sentence
    printed = squeezed(paper(found, lang))
    for part in (
        said.word,
        said.sentence,
        said.todo,
        *(sentences.flag_line(flag, report, lang) for flag in report.flags),
    ):
        assert squeezed(part) in printed
    lines = [row.sentence for row in rows_of(report, lang).shown]
    assert lines == [sentences.check_line(check, lang) for check in shown_checks.of(report).shown]
    for line in lines:
        assert squeezed(line) in printed


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_paper_shows_no_claim_of_a_changed_file(lang: str) -> None:
    printed = paper(made.inspected(made.tampered()), lang)
    for claim in ("Data literacy", "Datavaardigheid", "Noor de Vries", "Hogeschool"):
        assert claim not in printed
    folded = shown_checks.of(made.tampered()).folded
    assert folded
    for check in folded:
        assert squeezed(sentences.check_line(check, lang)) not in squeezed(printed)
