"""Which checks of a report may be shown, and which mean nothing because the signature did not hold.

Window, paper and command line follow these rules alike (contract section 3: after TAMPERED or ISSUER_MISMATCH no claims
as facts and no other ticks; without a signature that passed, nothing else is shown as reassurance).
"""

from dataclasses import dataclass

from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.report import Report
from wallet.verification.verdict import Scope, State

NO_FACTS_STATES = frozenset({State.TAMPERED, State.ISSUER_MISMATCH, State.REPLAY, State.HOLDER_MISMATCH})
"""After these nothing in the file may be shown as a fact."""

UNREAD_STATES = frozenset({State.MALFORMED, State.NOT_A_CREDENTIAL, State.REFUSED_UNSAFE})
"""There is nothing to show."""

_DECIDING = frozenset({CheckKind.FORMAT, CheckKind.PROOF, CheckKind.ISSUER_KEY})
_PLACE = {kind: place for place, kind in enumerate(CheckKind)}


@dataclass(frozen=True, slots=True)
class ShownChecks:
    """The checks in order: those to show, and those to fold away. ``broken``: because the signature failed."""

    shown: tuple[Check, ...]
    folded: tuple[Check, ...]
    broken: bool


def claims_are_facts(report: Report) -> bool:
    """Tell whether what the credential states may be shown as what it states."""
    return report.verdict.state not in NO_FACTS_STATES | UNREAD_STATES


def proof_holds(report: Report) -> bool:
    """Tell whether the report has a proof that passed (a container may be without one)."""
    proofs = [check.outcome for check in report.checks if check.kind is CheckKind.PROOF]
    if not proofs:
        return False
    if report.scope is Scope.CONTAINER:
        return all(outcome in {Outcome.PASSED, Outcome.NOT_APPLICABLE} for outcome in proofs)
    return all(outcome is Outcome.PASSED for outcome in proofs)


def _broken(report: Report) -> bool:
    failed = {check.kind for check in report.checks if check.outcome is Outcome.FAILED}
    wrong = report.verdict.state in {State.TAMPERED, State.ISSUER_MISMATCH}
    return wrong and bool(failed & {CheckKind.PROOF, CheckKind.ISSUER_KEY})


def _folds(check: Check, *, broken: bool) -> bool:
    if broken:
        own_key = check.kind is CheckKind.ISSUER_KEY and check.outcome is not Outcome.FAILED
        return check.kind not in _DECIDING or own_key
    return check.outcome is Outcome.PASSED and check.kind is not CheckKind.FORMAT


def of(report: Report) -> ShownChecks:
    """Return the checks of ``report`` in the order of the contract, apart in what is shown and what is folded."""
    ordered = sorted(report.checks, key=lambda check: _PLACE[check.kind])
    broken = _broken(report)
    if not broken and proof_holds(report):
        return ShownChecks(tuple(ordered), (), broken=False)
    folded = tuple(check for check in ordered if _folds(check, broken=broken))
    shown = tuple(check for check in ordered if check not in folded)
    return ShownChecks(shown, folded, broken=broken)
