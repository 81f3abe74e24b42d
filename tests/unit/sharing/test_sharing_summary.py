"""Lines for a CV and the address of LinkedIn's form."""

from datetime import UTC, date, datetime
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

from wallet.model.earned import Credit, CreditSystem, Hours, Issuer, Organisation, Record
from wallet.sharing import summary

RECORD = Record(
    title={"nl": "Data & zorg", "en": "Data & care"},
    issuer=Issuer(name="edubadges"),
    awarding_bodies=(Organisation(name={"nl": "Hogeschool Zuiderpark"}),),
    awarded_on=date(2026, 1, 15),
    expires_at=datetime(2031, 2, 1, tzinfo=UTC),
    credits=(Credit(Decimal("2.50"), CreditSystem.ECTS),),
    credential_id="https://example.org/c/1?a=b&c=d",
)


def test_a_line_says_when_what_where_and_how_much() -> None:
    assert summary.plain_text([RECORD], "nl") == "2026-01 Data & zorg — Hogeschool Zuiderpark — 2.5 EC\n"
    assert summary.plain_text([], "nl") == ""


def test_hours_stand_in_where_there_are_no_credits() -> None:
    record = Record(title={"en": "Course"}, hours=Hours(notional=Decimal(84)))
    assert summary.plain_text([record], "en") == "Course — 84 h\n"


def test_markup_of_an_issuer_stays_text() -> None:
    record = Record(title={"en": "[click](javascript:x) <b>*now*</b>\n# top"})
    written = summary.markdown([record], "en")
    assert written.count("\n") == 1
    assert r"\[click\]\(javascript:x\) \<b\>\*now\*" in written


def test_a_title_cannot_hide_or_turn_around_letters() -> None:
    assert summary.line(Record(title={"en": "abc\u202edef\u200b"}), "en").title == "abc def"


def test_linkedin_gets_every_value_whole() -> None:
    parts = urlsplit(summary.linkedin_address(RECORD, "en"))
    fields = parse_qs(parts.query, strict_parsing=True)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "www.linkedin.com", "/profile/add")
    assert fields == {
        "startTask": ["CERTIFICATION_NAME"],
        "name": ["Data & care"],
        "organizationName": ["Hogeschool Zuiderpark"],
        "issueYear": ["2026"],
        "issueMonth": ["1"],
        "expirationYear": ["2031"],
        "expirationMonth": ["2"],
        "certUrl": ["https://example.org/c/1?a=b&c=d"],
        "certId": ["https://example.org/c/1?a=b&c=d"],
    }
    assert "+" not in parts.query, "LinkedIn shows a plus sign as it is"
