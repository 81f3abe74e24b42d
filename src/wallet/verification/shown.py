"""What a report shows and what it decided by must be the same thing.

The record is read by vocabulary, the proof by securing mechanism. A document can be made in which the two find the
issuer in different places; then the name shown is not the name that was checked.
"""

from dataclasses import replace

from wallet.formats.jwt_claims import same_name
from wallet.model.earned import Record
from wallet.model.secured import SecuredCredential, Securing
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.proofs.proven import Proven

_NAMED_BY_CONTENT = frozenset(
    {
        Securing.JOSE,
        Securing.SD_JWT,
        Securing.COSE,
        Securing.DATA_INTEGRITY,
        Securing.JADES,
        Securing.OB2_SIGNED,
        Securing.MERKLE,
    }
)
"""Where the signer is the issuer that the content names; a hosted badge is known by its address instead."""


def with_one_issuer(secured: SecuredCredential, proven: Proven, record: Record) -> Proven:
    """Return ``proven`` with a failed ISSUER_KEY check where the record shows another issuer than the one checked.

    Only an issuer's key that was found good, or not found at all, is replaced: a failure keeps its own reason.
    """
    shown, checked = record.issuer.id, proven.signer
    if secured.securing not in _NAMED_BY_CONTENT or shown is None or checked is None or same_name(shown, checked):
        return proven
    facts = {"issuer": checked, "stated": shown[:200]}
    other = Check(CheckKind.ISSUER_KEY, Outcome.FAILED, "issuer_key.other_issuer_shown", facts)
    return replace(proven, checks=tuple(other if _replaceable(check) else check for check in proven.checks))


def _replaceable(check: Check) -> bool:
    return check.kind is CheckKind.ISSUER_KEY and check.outcome is not Outcome.FAILED
