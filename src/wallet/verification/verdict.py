"""The headline of a report: the ordered table of contract section 3 as one pure, total function.

The first rule that matches from the top is the headline. Each rule is a line in ``_RULES``; what a failed or
unknown check means is decided by its kind and, where the table asks, by its stable code. A check that is missing
counts as UNKNOWN.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from wallet.verification.checks import INFORMATIVE, Check, CheckKind, Outcome

FRESH = timedelta(hours=24)
"""Evidence older than this gives VERIFIED_EARLIER at best (contract section 3, Age of evidence)."""


class State(StrEnum):
    """The headline states, in the order of the table: the first that applies wins."""

    MALFORMED = "MALFORMED"
    NOT_A_CREDENTIAL = "NOT_A_CREDENTIAL"
    REFUSED_UNSAFE = "REFUSED_UNSAFE"
    TAMPERED = "TAMPERED"
    ISSUER_MISMATCH = "ISSUER_MISMATCH"
    REPLAY = "REPLAY"
    HOLDER_MISMATCH = "HOLDER_MISMATCH"
    UNSIGNED = "UNSIGNED"
    UNSIGNED_CONTENT = "UNSIGNED_CONTENT"
    UNSUPPORTED = "UNSUPPORTED"
    COULD_NOT_CHECK = "COULD_NOT_CHECK"
    REVOKED = "REVOKED"
    SUSPENDED = "SUSPENDED"
    KEY_NOT_BOUND = "KEY_NOT_BOUND"
    ISSUER_UNKNOWN = "ISSUER_UNKNOWN"
    NOT_YET_VALID = "NOT_YET_VALID"
    EXPIRED = "EXPIRED"
    STATUS_UNKNOWN = "STATUS_UNKNOWN"
    CONSENT_REQUIRED = "CONSENT_REQUIRED"
    VERIFIED_EARLIER = "VERIFIED_EARLIER"
    VERIFIED = "VERIFIED"


class Tone(StrEnum):
    """The colour family of a state. Colour never stands alone: icon and word go with it."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


_RED = {State.TAMPERED, State.ISSUER_MISMATCH, State.REPLAY, State.HOLDER_MISMATCH, State.REVOKED}
_AMBER = {
    State.SUSPENDED,
    State.KEY_NOT_BOUND,
    State.ISSUER_UNKNOWN,
    State.NOT_YET_VALID,
    State.EXPIRED,
    State.STATUS_UNKNOWN,
}


def _tone(state: State) -> Tone:
    if state is State.VERIFIED:
        return Tone.GREEN
    if state in _RED:
        return Tone.RED
    return Tone.AMBER if state in _AMBER else Tone.GREY


TONES: Mapping[State, Tone] = {state: _tone(state) for state in State}
ORDER: Mapping[State, int] = {state: position for position, state in enumerate(State)}


class Scope(StrEnum):
    """What the headline is about; it decides which checks must be there."""

    CREDENTIAL = "credential"
    PRESENTATION = "presentation"
    CONTAINER = "container"
    REQUEST = "request"


_NEEDED: Mapping[Scope, tuple[CheckKind, ...]] = {
    Scope.CREDENTIAL: (
        CheckKind.FORMAT,
        CheckKind.PROOF,
        CheckKind.ISSUER_KEY,
        CheckKind.VALIDITY_PERIOD,
        CheckKind.STATUS,
        CheckKind.ISSUER_TRUST,
    ),
    Scope.PRESENTATION: (
        CheckKind.FORMAT,
        CheckKind.PROOF,
        CheckKind.VALIDITY_PERIOD,
        CheckKind.HOLDER_BINDING,
        CheckKind.REPLAY,
    ),
    Scope.CONTAINER: (CheckKind.FORMAT, CheckKind.PROOF),
    Scope.REQUEST: (CheckKind.FORMAT,),
}

_NEVER_NOT_APPLICABLE = frozenset({CheckKind.FORMAT, CheckKind.ISSUER_TRUST})


def _format_failed(code: str) -> State:
    if code.startswith("format.not_a_credential"):
        return State.NOT_A_CREDENTIAL
    return State.REFUSED_UNSAFE if code.startswith("format.unsafe") else State.MALFORMED


def _proof_failed(code: str) -> State:
    if code.startswith("proof.absent"):
        return State.UNSIGNED
    return State.UNSIGNED_CONTENT if code.startswith("proof.content_unsigned") else State.TAMPERED


def _const(state: State) -> Callable[[str], State]:
    return lambda _code: state


_FAILED: Mapping[CheckKind, Callable[[str], State]] = {
    CheckKind.FORMAT: _format_failed,
    CheckKind.PROOF: _proof_failed,
    CheckKind.ISSUER_KEY: _const(State.ISSUER_MISMATCH),
    CheckKind.STATUS: lambda code: State.SUSPENDED if code.startswith("status.suspended") else State.REVOKED,
    CheckKind.VALIDITY_PERIOD: lambda code: (
        State.NOT_YET_VALID if code.startswith("validity.not_yet") else State.EXPIRED
    ),
    CheckKind.ISSUER_TRUST: _const(State.ISSUER_UNKNOWN),
    CheckKind.HOLDER_BINDING: _const(State.HOLDER_MISMATCH),
    CheckKind.REPLAY: _const(State.REPLAY),
}

_UNKNOWN: Mapping[CheckKind, Callable[[str], State | None]] = {
    CheckKind.FORMAT: _const(State.MALFORMED),
    CheckKind.PROOF: lambda code: State.COULD_NOT_CHECK if code.startswith("proof.unreachable") else State.UNSUPPORTED,
    CheckKind.ISSUER_KEY: lambda code: (
        State.KEY_NOT_BOUND if code.startswith("issuer_key.no_keys") else State.COULD_NOT_CHECK
    ),
    CheckKind.STATUS: _const(State.STATUS_UNKNOWN),
    # No rule makes a stated period undecidable; a missing result must still never look good.
    CheckKind.VALIDITY_PERIOD: _const(State.COULD_NOT_CHECK),
    CheckKind.ISSUER_TRUST: _const(State.ISSUER_UNKNOWN),
    # Without a nonce asked for, "not bound to a request" is a flag, not a headline (contract section 3).
    CheckKind.HOLDER_BINDING: lambda code: None if code.startswith("holder.not_asked") else State.HOLDER_MISMATCH,
    CheckKind.REPLAY: lambda code: None if code.startswith("replay.not_asked") else State.REPLAY,
    CheckKind.ANCHOR: _const(State.STATUS_UNKNOWN),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A headline state with its tone."""

    state: State
    tone: Tone

    @property
    def green(self) -> bool:
        """True for exactly one state."""
        return self.state is State.VERIFIED


def verdict(state: State) -> Verdict:
    """Return the verdict for a state, with the tone that the table gives it."""
    return Verdict(state, TONES[state])


def _not_applicable(kind: CheckKind, scope: Scope) -> State | None:
    if kind in _NEVER_NOT_APPLICABLE:
        return _UNKNOWN[kind]("")
    if kind is CheckKind.PROOF and scope is not Scope.CONTAINER:
        # Only a container may be without a proof of its own.
        return State.UNSIGNED
    return None


def _of_check(check: Check, scope: Scope) -> State | None:
    if check.outcome is Outcome.PASSED:
        return None
    if check.outcome is Outcome.NOT_APPLICABLE:
        return _not_applicable(check.kind, scope)
    if check.kind in INFORMATIVE:
        unsure_anchor = check.kind is CheckKind.ANCHOR and check.outcome is Outcome.UNKNOWN
        return State.STATUS_UNKNOWN if unsure_anchor else None
    rules = _FAILED if check.outcome is Outcome.FAILED else _UNKNOWN
    return rules[check.kind](check.code)


def is_fresh(moment: datetime, now: datetime) -> bool:  # a comparison of dates, not a verification outcome
    """Tell whether something of ``moment`` counts as of now: not of long ago, nor of a clock that was ahead."""
    return abs(now - moment) <= FRESH


def headline(
    checks: Sequence[Check],
    *,
    scope: Scope = Scope.CREDENTIAL,
    items: Sequence[State] = (),
    now: datetime,
) -> Verdict:
    """Return the one headline for ``checks``, for what is contained (``items``) and for the age of the evidence.

    Source: contract section 3. Total over every combination of outcomes; a missing check is UNKNOWN.
    ``now`` is the time of the run: where a decisive document (``Check.source.retrieved_at``) is older than a day,
    what would be VERIFIED is VERIFIED_EARLIER.
    """
    found = [state for check in checks if (state := _of_check(check, scope)) is not None]
    present = {check.kind for check in checks}
    for kind in _NEEDED[scope]:
        if kind not in present:
            state = _UNKNOWN[kind]("")
            if state is not None:
                found.append(state)
    found.extend(items)
    if scope is Scope.REQUEST:
        found.append(State.CONSENT_REQUIRED)
    elif scope is not Scope.CREDENTIAL and not items:
        found.append(State.MALFORMED)
    if not found and any(
        check.source is not None and check.kind not in INFORMATIVE and not is_fresh(check.source.retrieved_at, now)
        for check in checks
    ):
        found.append(State.VERIFIED_EARLIER)
    return verdict(min(found, key=ORDER.__getitem__, default=State.VERIFIED))
