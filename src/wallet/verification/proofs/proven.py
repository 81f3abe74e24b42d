"""What a proof room hands back, and how an error becomes a check."""

from dataclasses import dataclass
from datetime import datetime

from wallet.errors import (
    FetchError,
    KeyNotListedError,
    KeyUnusableError,
    MalformedError,
    SignatureInvalidError,
    UnsafeInputError,
    UnsignedContentError,
    UnsupportedError,
    WalletError,
)
from wallet.model.secured import JsonObject
from wallet.verification.checks import Check, CheckKind, Outcome, not_applicable


@dataclass(frozen=True, slots=True)
class Proven:
    """The checks of one securing mechanism: exactly one PROOF and one ISSUER_KEY check, and what it says besides.

    ``signer`` is the identifier behind the key that signed (the holder of a presentation). ``nonce`` and
    ``audience`` are what a presentation was made for. ``document`` and ``claims`` are the content as the proof
    covers it, where that differs from what the parser saw (SD-JWT with its disclosures put in). ``made_at`` is when a
    presentation says that it was made, where its form has to say so. ``trust`` is the ISSUER_TRUST check where the
    securing itself names who vouches for the issuer (a certificate under a trusted list); ``evidence`` are
    informative checks about lasting evidence in the envelope. ``profiles`` are those of the issuer that name a list
    of withdrawn credentials (Blockcerts).
    """

    checks: tuple[Check, ...]
    signer: str | None = None
    nonce: str | None = None
    audience: tuple[str, ...] = ()
    document: JsonObject | None = None
    claims: JsonObject | None = None
    holder_checks: tuple[Check, ...] = ()
    made_at: datetime | None = None
    trust: Check | None = None
    evidence: tuple[Check, ...] = ()
    profiles: tuple[JsonObject, ...] = ()


_TOO_WEAK = frozenset({"key.too_short", "key.too_long", "key.unsupported_type"})


def of_error(error: WalletError) -> Check:
    """Return the PROOF (or FORMAT) check that an error while checking a signature amounts to."""
    facts = dict(error.facts)
    match error:
        case SignatureInvalidError() | UnsignedContentError():
            return Check(CheckKind.PROOF, Outcome.FAILED, error.code, facts)
        case UnsafeInputError():
            return Check(CheckKind.FORMAT, Outcome.FAILED, error.code, facts)
        case KeyNotListedError():
            return Check(CheckKind.PROOF, Outcome.UNKNOWN, "proof.no_key", facts)
        case FetchError():
            return Check(CheckKind.PROOF, Outcome.UNKNOWN, "proof.unreachable", {**facts, "reason": error.code})
        case UnsupportedError() if error.code == "did.unsupported_method":
            # Not the signature is unknown but the register where its key lies; nobody here can reach it.
            facts["host"] = ":".join(facts.get("did", "").split(":")[:2])
            return Check(CheckKind.PROOF, Outcome.UNKNOWN, "proof.unreachable_method", facts)
        case UnsupportedError():
            return Check(CheckKind.PROOF, Outcome.UNKNOWN, _prefixed(error.code), facts)
        case KeyUnusableError() if error.code in _TOO_WEAK:
            return Check(CheckKind.PROOF, Outcome.UNKNOWN, "proof.unsupported_key", facts)
        case KeyUnusableError():
            return Check(CheckKind.PROOF, Outcome.FAILED, "proof.key_unusable", {**facts, "reason": error.code})
        case MalformedError() if error.code.startswith("did."):
            return Check(CheckKind.PROOF, Outcome.UNKNOWN, "proof.unreachable_document", facts)
        case _:
            return Check(CheckKind.FORMAT, Outcome.FAILED, error.code, facts)


def _prefixed(code: str) -> str:
    return (
        code
        if code.startswith("proof.")
        else "proof.unsupported_" + code.rpartition(".")[2].removeprefix("unsupported_")
    )


def without_key(error: WalletError, issuer: str | None) -> tuple[Check, ...]:
    """Return the checks where no key could be found: PROOF from the error, and what that means for ISSUER_KEY."""
    facts = {**error.facts, "issuer": issuer or ""}
    proof = of_error(error)
    if issuer is None:
        return proof, not_applicable(CheckKind.ISSUER_KEY, "issuer_key.no_issuer")
    if isinstance(error, KeyNotListedError):
        return proof, Check(CheckKind.ISSUER_KEY, Outcome.FAILED, "issuer_key.not_listed", facts)
    return proof, Check(CheckKind.ISSUER_KEY, Outcome.UNKNOWN, "issuer_key.not_looked_at", facts)
