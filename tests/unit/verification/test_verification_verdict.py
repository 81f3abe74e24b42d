"""The headline table: every combination of outcomes, and the laws of contract section 3."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from wallet.verification.checks import Check, CheckKind, Outcome, Source
from wallet.verification.verdict import ORDER, TONES, Scope, State, Tone, headline

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

DECISIVE = (
    CheckKind.FORMAT,
    CheckKind.PROOF,
    CheckKind.ISSUER_KEY,
    CheckKind.STATUS,
    CheckKind.VALIDITY_PERIOD,
    CheckKind.ISSUER_TRUST,
)
PRESENTED = (
    CheckKind.FORMAT,
    CheckKind.PROOF,
    CheckKind.VALIDITY_PERIOD,
    CheckKind.HOLDER_BINDING,
    CheckKind.REPLAY,
)

# The stable codes on which a failed or unknown check of a kind may mean different things.
CODES: dict[CheckKind, tuple[str, ...]] = {
    CheckKind.FORMAT: ("format.json", "format.not_a_credential", "format.unsafe_time"),
    CheckKind.PROOF: ("proof.signature_mismatch", "proof.absent", "proof.content_unsigned_term", "proof.unreachable"),
    CheckKind.ISSUER_KEY: ("issuer_key.not_listed", "issuer_key.no_keys"),
    CheckKind.STATUS: ("status.revoked", "status.suspended"),
    CheckKind.VALIDITY_PERIOD: ("validity.expired", "validity.not_yet_valid"),
    CheckKind.ISSUER_TRUST: ("trust.not_listed",),
    CheckKind.HOLDER_BINDING: ("holder.mismatch", "holder.not_asked"),
    CheckKind.REPLAY: ("replay.nonce", "replay.not_asked"),
}

CLOSENESS = {Tone.GREEN: 2, Tone.AMBER: 1, Tone.GREY: 0, Tone.RED: 0}


def every_report(kinds: tuple[CheckKind, ...]) -> Iterator[tuple[Check, ...]]:
    """Every combination of the four outcomes with every code that could change what it means."""
    choices = [
        [Check(kind, Outcome.PASSED, f"{kind}.ok"), Check(kind, Outcome.NOT_APPLICABLE, f"{kind}.none")]
        + [Check(kind, outcome, code) for outcome in (Outcome.FAILED, Outcome.UNKNOWN) for code in CODES[kind]]
        for kind in kinds
    ]
    yield from product(*choices)


def test_green_needs_every_check_to_have_looked_and_passed() -> None:
    may_be_absent = {CheckKind.ISSUER_KEY, CheckKind.STATUS, CheckKind.VALIDITY_PERIOD}
    seen = 0
    for checks in every_report(DECISIVE):
        seen += 1
        verdict = headline(checks, now=NOW)
        sound = all(
            check.outcome is Outcome.PASSED or (check.outcome is Outcome.NOT_APPLICABLE and check.kind in may_be_absent)
            for check in checks
        )
        assert verdict.green == sound, checks
        assert verdict.tone is TONES[verdict.state]
    assert seen > 20_000


@pytest.mark.parametrize(("kinds", "scope"), [(DECISIVE, Scope.CREDENTIAL), (PRESENTED, Scope.PRESENTATION)])
def test_losing_a_passed_check_never_moves_towards_green(kinds: tuple[CheckKind, ...], scope: Scope) -> None:
    items = (State.VERIFIED,) if scope is Scope.PRESENTATION else ()
    for checks in every_report(kinds):
        tone = headline(checks, scope=scope, items=items, now=NOW).tone
        for position, check in enumerate(checks):
            if check.outcome is not Outcome.PASSED:
                continue
            rest = checks[:position] + checks[position + 1 :]
            others = [rest] + [
                (*rest, Check(check.kind, outcome, code))
                for outcome in (Outcome.FAILED, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE)
                for code in CODES[check.kind]
            ]
            for changed in others:
                worse = headline(changed, scope=scope, items=items, now=NOW).tone
                assert CLOSENESS[worse] <= CLOSENESS[tone], (check.kind, checks)


def test_removing_any_check_never_moves_towards_green() -> None:
    for checks in every_report(DECISIVE):
        tone = headline(checks, now=NOW).tone
        if tone is Tone.GREEN:
            for position in range(len(checks)):
                assert not headline(checks[:position] + checks[position + 1 :], now=NOW).green


def test_no_checks_at_all_is_not_readable() -> None:
    assert headline((), now=NOW).state is State.MALFORMED


ALL_GOOD = tuple(Check(kind, Outcome.PASSED, f"{kind}.ok") for kind in DECISIVE)


def but(kind: CheckKind, outcome: Outcome, code: str) -> tuple[Check, ...]:
    """A report that is good but for one check."""
    return (*(check for check in ALL_GOOD if check.kind is not kind), Check(kind, outcome, code))


@pytest.mark.parametrize(
    ("kind", "outcome", "code", "state"),
    [
        (CheckKind.FORMAT, Outcome.FAILED, "format.json_duplicate_key", State.MALFORMED),
        (CheckKind.FORMAT, Outcome.FAILED, "format.not_a_credential", State.NOT_A_CREDENTIAL),
        (CheckKind.FORMAT, Outcome.FAILED, "format.unsafe_time", State.REFUSED_UNSAFE),
        (CheckKind.PROOF, Outcome.FAILED, "proof.signature_mismatch", State.TAMPERED),
        (CheckKind.PROOF, Outcome.FAILED, "proof.absent", State.UNSIGNED),
        (CheckKind.PROOF, Outcome.FAILED, "proof.content_unsigned_term", State.UNSIGNED_CONTENT),
        (CheckKind.PROOF, Outcome.UNKNOWN, "proof.unsupported_suite", State.UNSUPPORTED),
        (CheckKind.PROOF, Outcome.UNKNOWN, "proof.unreachable", State.COULD_NOT_CHECK),
        (CheckKind.PROOF, Outcome.NOT_APPLICABLE, "proof.none", State.UNSIGNED),
        (CheckKind.ISSUER_KEY, Outcome.FAILED, "issuer_key.not_listed", State.ISSUER_MISMATCH),
        (CheckKind.ISSUER_KEY, Outcome.UNKNOWN, "issuer_key.no_keys", State.KEY_NOT_BOUND),
        (CheckKind.ISSUER_KEY, Outcome.UNKNOWN, "issuer_key.unreachable", State.COULD_NOT_CHECK),
        (CheckKind.STATUS, Outcome.FAILED, "status.revoked", State.REVOKED),
        (CheckKind.STATUS, Outcome.FAILED, "status.suspended", State.SUSPENDED),
        (CheckKind.STATUS, Outcome.UNKNOWN, "status.unreachable", State.STATUS_UNKNOWN),
        (CheckKind.VALIDITY_PERIOD, Outcome.FAILED, "validity.not_yet_valid", State.NOT_YET_VALID),
        (CheckKind.VALIDITY_PERIOD, Outcome.FAILED, "validity.expired", State.EXPIRED),
        (CheckKind.ISSUER_TRUST, Outcome.UNKNOWN, "trust.not_listed", State.ISSUER_UNKNOWN),
        (CheckKind.ANCHOR, Outcome.UNKNOWN, "anchor.not_checked", State.STATUS_UNKNOWN),
        (CheckKind.ANCHOR, Outcome.FAILED, "anchor.mismatch", State.VERIFIED),
        (CheckKind.SCHEMA, Outcome.FAILED, "schema.invalid", State.VERIFIED),
        (CheckKind.SUBJECT_IS_ME, Outcome.UNKNOWN, "subject.not_known", State.VERIFIED),
    ],
)
def test_each_defect_alone_has_its_own_headline(kind: CheckKind, outcome: Outcome, code: str, state: State) -> None:
    assert headline(but(kind, outcome, code), now=NOW).state is state


def test_a_failed_proof_stands_above_everything_that_the_file_says_about_itself() -> None:
    checks = (
        *but(CheckKind.PROOF, Outcome.FAILED, "proof.signature_mismatch"),
        Check(CheckKind.STATUS, Outcome.FAILED, "status.revoked"),
        Check(CheckKind.VALIDITY_PERIOD, Outcome.FAILED, "validity.expired"),
    )
    assert headline(checks, now=NOW).state is State.TAMPERED


def test_evidence_older_than_a_day_is_verified_earlier_and_never_green() -> None:
    def aged(hours: float) -> tuple[Check, ...]:
        source = Source("https://status.example/1", NOW - timedelta(hours=hours))
        rest = tuple(check for check in ALL_GOOD if check.kind is not CheckKind.STATUS)
        return (*rest, Check(CheckKind.STATUS, Outcome.PASSED, "status.not_revoked", {}, source))

    assert headline(aged(24), now=NOW).state is State.VERIFIED
    earlier = headline(aged(24.01), now=NOW)
    assert earlier.state is State.VERIFIED_EARLIER
    assert earlier.tone is Tone.GREY
    assert headline(aged(-24.01), now=NOW).state is State.VERIFIED_EARLIER


PRESENTATION_GOOD = tuple(Check(kind, Outcome.PASSED, f"{kind}.ok") for kind in PRESENTED)


def test_a_presentation_is_as_good_as_the_worst_thing_in_it() -> None:
    for state in State:
        verdict = headline(PRESENTATION_GOOD, scope=Scope.PRESENTATION, items=(State.VERIFIED, state), now=NOW)
        assert verdict.state is state


def test_an_empty_presentation_or_container_is_not_readable() -> None:
    assert headline(PRESENTATION_GOOD, scope=Scope.PRESENTATION, now=NOW).state is State.MALFORMED
    container = (
        Check(CheckKind.FORMAT, Outcome.PASSED, "format.ok"),
        Check(CheckKind.PROOF, Outcome.NOT_APPLICABLE, "proof.container"),
    )
    assert headline(container, scope=Scope.CONTAINER, now=NOW).state is State.MALFORMED
    assert headline(container, scope=Scope.CONTAINER, items=(State.VERIFIED,), now=NOW).green


def test_replay_and_a_wrong_holder_stand_between_wrong_signer_and_unsigned() -> None:
    assert ORDER[State.ISSUER_MISMATCH] < ORDER[State.REPLAY] < ORDER[State.HOLDER_MISMATCH] < ORDER[State.UNSIGNED]
    asked = (*(c for c in PRESENTATION_GOOD if c.kind is not CheckKind.REPLAY),)
    unasked = (*asked, Check(CheckKind.REPLAY, Outcome.UNKNOWN, "replay.not_asked"))
    assert headline(unasked, scope=Scope.PRESENTATION, items=(State.VERIFIED,), now=NOW).green
    missing = (*asked, Check(CheckKind.REPLAY, Outcome.UNKNOWN, "replay.no_nonce"))
    assert headline(missing, scope=Scope.PRESENTATION, items=(State.VERIFIED,), now=NOW).state is State.REPLAY


def test_a_sound_request_asks_for_consent_and_is_never_green() -> None:
    checks = (Check(CheckKind.FORMAT, Outcome.PASSED, "format.ok"),)
    assert headline(checks, scope=Scope.REQUEST, now=NOW).state is State.CONSENT_REQUIRED


def test_red_is_only_for_looked_and_it_is_bad() -> None:
    for checks in every_report(DECISIVE):
        if headline(checks, now=NOW).tone is Tone.RED:
            assert any(check.outcome is Outcome.FAILED for check in checks)
