"""Time-stamps in a seal: what they show, and that nothing is believed unsaid."""

from typing import Any

import pytest

from simulators.time_stamps import knows, stamping, token
from simulators.trusted_lists import Certified
from wallet.verification.checks import Check, Outcome
from wallet.verification.proofs import time_stamps
from wallet.verification.trust.known_issuers import KnownIssuers

SIGNED = b"c2lnbmF0dXJl"


@pytest.fixture(scope="module")
def authority() -> Certified:
    return stamping()


def only(entry: dict[str, Any], known: KnownIssuers | None = None, signed: bytes = SIGNED) -> Check:
    (check,) = time_stamps.check("sigTst", entry, signed, known or KnownIssuers())
    return check


def test_a_stamp_of_a_listed_authority_is_trusted_and_another_is_named_as_unknown(authority: Certified) -> None:
    entry = token(authority, SIGNED)
    trusted = only(entry, knows(authority))
    assert (trusted.outcome, trusted.code) == (Outcome.PASSED, "evidence.timestamp")
    assert trusted.facts["authority"] == "Stempel BV"
    assert trusted.facts["date"].startswith("2026-11-23")
    assert only(entry).outcome is Outcome.UNKNOWN
    assert only(entry, knows(stamping())).outcome is Outcome.UNKNOWN


def test_a_stamp_over_something_else_fails_also_where_its_authority_is_listed(authority: Certified) -> None:
    moved = only(token(authority, b"other"), knows(authority))
    assert (moved.outcome, moved.code) == (Outcome.FAILED, "evidence.timestamp_other_content")


@pytest.mark.parametrize("value", ["", "AAAA", "not base64!", None, 7])
def test_a_stamp_that_cannot_be_read_is_said_to_be_so(value: object) -> None:
    assert only({"tstTokens": [{"val": value}]}).code == "evidence.timestamp_unreadable"
    assert list(time_stamps.check("sigTst", {"tstTokens": "x"}, SIGNED, KnownIssuers())) == []
