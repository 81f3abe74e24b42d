"""The tables behind the pages: order, filters, words, and a CSV that no spreadsheet runs."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pytestqt.modeltest import ModelTester

from simulators import hand_made_reports as made
from wallet.model.card import Card
from wallet.model.receipt import Receipt
from wallet.services.inbox import Candidate, Relation
from wallet.services.library import AddOutcome, AddResult
from wallet.ui.models import candidates
from wallet.ui.models.candidates import CandidateRow, Choice
from wallet.ui.models.receipts import ReceiptsModel
from wallet.ui.models.results import ResultsModel, csv_of
from wallet.ui.models.timeline import Lane, TimelineModel, years_of
from wallet.verification.report import Inspected, Report
from wallet.verification.verdict import Tone

pytestmark = pytest.mark.gui


def results(*reports: Report, lang: str = "en") -> ResultsModel:
    model = ResultsModel(lang)
    for report in reports:
        model.append(made.inspected(report))
    return model


def card(**changes: object) -> Card:
    values: dict[str, object] = {
        "id": "1",
        "title": "Statistics",
        "issuer": "Hogeschool Voorbeeld",
        "issuer_checked": True,
        "kind": "micro_credential",
        "state": "VERIFIED",
        "tone": "green",
        "awarded_on": date(2026, 1, 15),
        "expires_on": None,
        "checked_at": None,
        "added_at": datetime(2026, 11, 1, tzinfo=UTC),
    }
    return Card(**{**values, **changes})  # type: ignore[arg-type]


def test_results_behave_as_a_model(qtmodeltester: ModelTester) -> None:
    model = results(made.report(), made.tampered())
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.append(made.inspected(made.stranger()))
    model.show_only("diploma", Tone.RED)
    model.clear()


def test_results_show_no_claim_of_a_changed_file(qtbot: object) -> None:
    model = results(made.tampered(), made.report())
    cells = [[model.index(row, column).data() for column in range(5)] for row in range(2)]
    assert cells[0][:3] == ["Changed", "", ""]
    assert cells[1][:3] == ["Verified", "Data literacy for nurses", "Hogeschool Voorbeeld"]


def test_the_filter_narrows_by_words_and_tone(qtbot: object) -> None:
    model = results(made.report(), made.tampered(), made.stranger(), made.unreadable())
    model.show_only("", Tone.AMBER)
    assert [found.report.verdict.tone for found in model.shown()] == [Tone.AMBER]
    model.show_only("holiday")
    assert [found.report.source for found in model.shown()] == ["holiday.json"]
    model.show_only()
    assert model.rowCount() == model.total == 4


def test_a_second_look_takes_the_place_of_the_first(qtbot: object) -> None:
    model = results(made.report(), made.stranger())
    old = model.at(1)
    new = made.inspected(made.report())
    model.replace(old, new)
    assert model.at(1) is new
    assert model.total == 2


@pytest.mark.parametrize("source", ['=HYPERLINK("https://evil.example")', "+1", "-1", "@x", "\tx"])
def test_no_cell_of_the_table_is_a_formula(qtbot: object, source: str) -> None:
    model = results(replace(made.report(), source=source))
    text = csv_of(model.shown(), "en").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 2
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in rows[1])


def test_the_table_says_when_and_what_it_means(qtbot: object) -> None:
    rows = list(csv.reader(io.StringIO(csv_of(results(made.report()).shown(), "en").decode("utf-8-sig"))))
    assert rows[0][-1] == "What it means"
    assert rows[1][0] == "Verified"
    assert "Genuine" in rows[1][-1]


def test_receipts_behave_as_a_model(qtmodeltester: ModelTester) -> None:
    model = ReceiptsModel()
    model.show_receipts(
        [
            Receipt("1", made.NOW, "qr", ("a",), ("Statistics",), "Personnel", "", None),
            Receipt("2", made.NOW, "file", ("a",), ("Statistics",), "", "job", made.NOW),
        ]
    )
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.index(0, 1).data() == "QR code"
    assert model.index(0, 4).data() == "no end date"
    assert model.index(1, 2).data() == "not said"


def test_the_timeline_has_years_down_and_lanes_across(qtmodeltester: ModelTester) -> None:
    model = TimelineModel()
    model.show_cards(
        [
            card(id="1"),
            card(id="2", awarded_on=date(2026, 3, 1), title="Later"),
            card(id="3", awarded_on=date(2024, 3, 1), kind="extra_curricular", title="Coach"),
            card(id="4", awarded_on=None, kind="attendance", title="Undated"),
        ]
    )
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert [year.year for year in years_of([card(), card(awarded_on=None), card(awarded_on=date(2020, 1, 1))])] == [
        2026,
        2020,
        None,
    ]
    study = list(Lane).index(Lane.STUDY)
    assert model.index(0, study).data() == "Later\nStatistics"
    assert model.index(1, list(Lane).index(Lane.VOLUNTEERING)).data() == "Coach"
    assert model.index(2, list(Lane).index(Lane.WORK)).data() == "Undated"
    model.clear()
    assert model.rowCount() == 0


def candidate(report: Report, relation: Relation = Relation.NEW, **changes: object) -> Candidate:
    found = Candidate("a/b/diploma.json", Inspected(report, b"{}"), relation, None, addable=True)
    return replace(found, **changes)  # type: ignore[arg-type]


class TestCandidates:
    def test_a_good_new_one_is_ticked(self) -> None:
        assert candidates.proposal(candidate(made.report())) is Choice.ADD

    def test_nothing_red_is_ticked_by_itself(self) -> None:
        assert candidates.proposal(candidate(made.tampered())) is Choice.SKIP

    def test_the_same_again_is_left_out(self) -> None:
        row = CandidateRow(candidate(made.report(), Relation.SAME), Choice.SKIP)
        assert candidates.proposal(row.candidate) is Choice.SKIP
        assert candidates.note_text(row, "en") == "You have this."

    def test_a_newer_one_takes_the_place_of_the_older(self) -> None:
        newer = candidate(made.report(), Relation.NEWER)
        assert candidates.proposal(newer) is Choice.UPDATE
        assert Choice.KEEP_BOTH in candidates.choices_for(newer)

    def test_an_older_one_is_only_kept_on_request(self) -> None:
        older = candidate(made.report(), Relation.OLDER)
        assert candidates.proposal(older) is Choice.SKIP
        assert Choice.KEEP_BOTH in candidates.choices_for(older)

    def test_a_paper_is_kept_only_on_request_and_named_as_unsigned(self) -> None:
        paper = candidate(made.unreadable(), addable=False, paper=True)
        assert candidates.proposal(paper) is Choice.SKIP
        assert candidates.choices_for(paper)[0] is Choice.KEEP_PAPER
        assert "not signed" in candidates.choice_text(Choice.KEEP_PAPER)

    def test_what_is_refused_cannot_be_chosen_and_says_why(self) -> None:
        refused = candidate(made.tampered(), addable=False, refusal="proof.signature_mismatch")
        assert candidates.choices_for(refused) == (Choice.SKIP,)
        row = CandidateRow(refused, Choice.SKIP)
        assert candidates.note_text(row, "en").startswith("Cannot be added. ")
        assert len(candidates.note_text(row, "nl")) > 30

    def test_what_to_take_is_split_by_keeping_both(self) -> None:
        rows = [
            CandidateRow(candidate(made.report()), Choice.ADD),
            CandidateRow(candidate(made.report(), Relation.NEWER), Choice.KEEP_BOTH),
            CandidateRow(candidate(made.report()), Choice.SKIP),
        ]
        taken, both = candidates.to_take(rows)
        assert (len(taken), len(both)) == (1, 1)

    @pytest.mark.parametrize("outcome", list(AddOutcome))
    def test_each_outcome_has_words(self, outcome: AddOutcome) -> None:
        assert candidates.result_text(AddResult("x", outcome, None, "VERIFIED"), "en")
