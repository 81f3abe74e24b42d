"""Totals say what was earned, in its own unit, and never more than what was checked."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulators.portfolio_entries import record
from wallet.model.earned import Credit, CreditSystem, Issuer, NameSource, Organisation, Record
from wallet.portfolio.totals import Total, counts, grand_total, totals
from wallet.verification.verdict import State


def test_credits_and_hours_stand_side_by_side_and_are_never_turned_into_each_other() -> None:
    rows = totals([(record(ec="2.5"), State.VERIFIED), (record(ec=None, hours="84"), State.VERIFIED)], "nl")
    assert rows == (Total("Hogeschool De Plas", True, 2025, 2, {"ects": Decimal("2.5")}, Decimal(84)),)


def test_points_without_a_unit_never_become_ec() -> None:
    loose = record(ec=None)
    loose = Record(
        title=loose.title,
        issuer=loose.issuer,
        awarding_bodies=loose.awarding_bodies,
        credits=(Credit(Decimal(42), CreditSystem.OTHER), Credit(Decimal(9), CreditSystem.ECTS, earned=False)),
    )
    rows = totals([(loose, State.VERIFIED)], "nl")
    assert rows[0].credits == {"other": Decimal(42)}
    assert grand_total(rows) == ({}, None)


@pytest.mark.parametrize(
    ("state", "counted", "checked"),
    [
        (State.VERIFIED, True, True),
        (State.VERIFIED_EARLIER, True, True),
        (State.EXPIRED, True, True),
        (State.STATUS_UNKNOWN, True, True),
        (State.ISSUER_UNKNOWN, True, False),
        (State.KEY_NOT_BOUND, True, False),
        (State.TAMPERED, False, False),
        (State.ISSUER_MISMATCH, False, False),
        (State.REVOKED, False, False),
        (State.SUSPENDED, False, False),
        (State.UNSIGNED, False, False),
        (State.UNSIGNED_CONTENT, False, False),
        (State.COULD_NOT_CHECK, False, False),
        (State.NOT_YET_VALID, False, False),
    ],
)
def test_only_what_holds_is_counted(state: State, counted: bool, checked: bool) -> None:
    rows = totals([(record(), state)], "nl")
    assert bool(rows) is counts(state) is counted
    if rows:
        assert rows[0].institution_checked is checked


def test_a_name_that_only_the_file_states_is_not_checked() -> None:
    assert totals([(record(known=False), State.VERIFIED)], "nl")[0].institution_checked is False
    other = record()
    awarded = Record(
        title=other.title,
        issuer=other.issuer,
        awarding_bodies=(Organisation({"nl": "Een andere school"}),),
        credits=other.credits,
    )
    row = totals([(awarded, State.VERIFIED)], "nl")[0]
    assert (row.institution, row.institution_checked) == ("Een andere school", False)


def test_a_transcript_counts_its_parts_once() -> None:
    parts = (record("a", ec="5"), record("b", ec="3"))
    whole = record(ec=None, parts=parts)
    assert totals([(whole, State.VERIFIED)], "nl")[0].credits == {"ects": Decimal(8)}
    stated = record(ec="8", parts=parts)
    assert totals([(stated, State.VERIFIED)], "nl")[0].credits == {"ects": Decimal(8)}


def test_a_part_of_another_institution_is_not_given_to_the_one_that_bundled_it() -> None:
    other = record("b", institution="Andere School", ec="3", year=2020)
    other = Record(
        title=other.title,
        issuer=Issuer("did:web:ander.example", "Andere School", NameSource.TRUST_LIST, "Andere School"),
        awarded_on=other.awarded_on,
        credits=other.credits,
    )
    rows = totals([(record(ec=None, parts=(record("a", ec="5"), other)), State.VERIFIED)], "nl")
    assert [(row.institution, row.institution_checked, row.year, row.credits) for row in rows] == [
        ("Hogeschool De Plas", True, 2025, {"ects": Decimal(5)}),
        ("Andere School", False, 2020, {"ects": Decimal(3)}),
    ]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(2000, 2030), st.decimals(0, 60, places=1)), min_size=1, max_size=30))
def test_the_rows_add_up_to_the_whole(earned: list[tuple[int, Decimal]]) -> None:
    rows = totals([(record(year=year, ec=str(value)), State.VERIFIED) for year, value in earned], "nl")
    assert sum((row.credits.get("ects", Decimal(0)) for row in rows), Decimal(0)) == sum(value for _, value in earned)
    assert sum(row.count for row in rows) == len(earned)
    years = [row.year for row in rows]
    assert years == sorted(years, key=lambda year: -(year or 0))
