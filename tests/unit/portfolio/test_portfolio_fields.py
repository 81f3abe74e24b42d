"""A record in words: whole, in both languages, and nothing that an export should not give away."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from simulators.portfolio_entries import record
from wallet.model.earned import (
    Credit,
    CreditSystem,
    HashedIdentifier,
    Holder,
    Hours,
    Identifier,
    Level,
    Statement,
    Supervision,
)
from wallet.portfolio.fields import number_text, rows_of, statement_label


def rows(lang: str = "nl", **more: object) -> dict[str, str]:
    return {row.field: row.text for row in rows_of(replace(record(), **more), lang)}  # type: ignore[arg-type]


def test_credits_say_whether_they_were_earned() -> None:
    worth = (
        Credit(Decimal("2.50"), CreditSystem.ECTS),
        Credit(Decimal(3), CreditSystem.ECTS, earned=False),
        Credit(Decimal(1), CreditSystem.OTHER, label="PE-punten"),
    )
    assert rows(credits=worth)["credits"] == "2,5 EC, 3 EC, omvang van de cursus, 1 punten (PE-punten)"
    assert rows("en", credits=worth[:1])["credits"] == "2.5 EC"


def test_hours_that_are_no_number_are_shown_as_they_were_written() -> None:
    assert rows(hours=Hours(stated="P60M"))["hours"] == "P60M"
    assert rows(hours=Hours(notional=Decimal(84), stated="x"))["hours"] == "84 uur studie"


def test_an_unconfirmed_level_is_called_indicative() -> None:
    assert rows(level=Level(eqf=6, verified=False))["level"] == "EQF 6 (indicatief)"
    assert rows(level=Level(eqf=6, verified=True))["level"] == "EQF 6"


def test_supervision_in_words() -> None:
    seen = Supervision(supervised=True, identity_checked=False, place="online")
    assert rows(supervision=seen)["supervision"] == "Met toezicht, online, identiteit niet gecontroleerd"


def test_a_name_that_only_the_file_states_says_so() -> None:
    found = {row.field: row.text for row in rows_of(record(known=False), "en")}
    assert found["issuer"] == "Hogeschool De Plas (name stated in the file)"
    assert {row.field: row.text for row in rows_of(record(), "en")}["issuer"] == "Hogeschool De Plas"


def test_what_the_holder_would_not_hand_out_stays_out() -> None:
    holder = Holder(
        id="did:key:z6Mk",
        names=("Dana Student",),
        birth_date="1990-01-02",
        identifiers=(Identifier("national_id", "123456782"), Identifier("email", "dana@example.org")),
        hashed_identifiers=(HashedIdentifier("eduid", "sha256$ff", "salt"),),
    )
    text = str(rows(holder=holder))
    assert "Dana Student" in text
    for hidden in ("1990", "123456782", "dana@", "sha256", "z6Mk"):
        assert hidden not in text


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("licenseNumber", "Licentienummer"),
        ("level.name", "Level: Name"),
        ("safetyCourse_2", "Safety course 2"),
        ("", ""),
    ],
)
def test_member_names_become_words(label: str, words: str) -> None:
    assert statement_label(label, "nl") == words


def test_answers_are_words() -> None:
    found = rows(statements=(Statement("is_student", "true"), Statement("x", "false")))["statements"]
    assert found == "Student: Ja\nX: Nee"


def test_a_moment_at_the_edge_of_the_calendar_has_a_day() -> None:
    found = rows(valid_from=datetime(1, 1, 1, tzinfo=UTC), expires_at=datetime(9999, 12, 31, 23, tzinfo=UTC))
    assert found["expires_at"].endswith(("9999", "10000"))


@pytest.mark.parametrize(
    ("value", "text"), [("5", "5"), ("5.50", "5,5"), ("100", "100"), ("0.0", "0"), ("1E+2", "100")]
)
def test_numbers_have_no_needless_zeros(value: str, text: str) -> None:
    assert number_text(Decimal(value), "nl") == text
