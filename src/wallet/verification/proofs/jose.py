"""Credentials and presentations secured as a JWS (W3C VC-JOSE-COSE section 3, VC-JWT 1.1, RFC 7515, RFC 8725)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from wallet.errors import (
    KeyUnusableError,
    MalformedError,
    SignatureInvalidError,
    UnsupportedError,
    WalletError,
)
from wallet.model.secured import Jws, Kind, SecuredCredential
from wallet.verification.checks import Check, CheckKind, failed, passed
from wallet.verification.context import Context
from wallet.verification.dids import methods_of
from wallet.verification.dids.document import Relationship
from wallet.verification.dids.issuer_binding import Resolve
from wallet.verification.keys import algorithms, jwk
from wallet.verification.proofs import jose_keys, key_life
from wallet.verification.proofs.jose_keys import Candidate
from wallet.verification.proofs.proven import Proven, of_error, without_key

_CREDENTIAL_TYPES = frozenset({"jwt", "vc+jwt", "vc+ld+jwt", "vc-ld+jwt", "vc+ld+json+jwt", "vc+ld+json+jose", "vc"})
_PRESENTATION_TYPES = frozenset({"jwt", "vp+jwt", "vp+ld+jwt", "vp-ld+jwt", "vp+ld+json+jwt", "vp+ld+json+jose", "vp"})


def check(secured: SecuredCredential, context: Context) -> Proven:
    """Return what the JWS of a credential or presentation proves."""
    jws = secured.envelope
    presentation = secured.kind is Kind.PRESENTATION
    claims = secured.claims
    signer = signer_of(secured)
    if not isinstance(jws, Jws):
        return Proven((failed(CheckKind.FORMAT, "format.jws_malformed"),))
    try:
        require_type(jws.header, _PRESENTATION_TYPES if presentation else _CREDENTIAL_TYPES)
    except MalformedError as error:
        return Proven((of_error(error),), signer)
    purpose = Relationship.AUTHENTICATION if presentation else Relationship.ASSERTION_METHOD
    made = key_life.made_at(secured.document, claims)
    checks = check_signature(jws, signer, context, purpose=purpose, made=made)
    return Proven(checks, signer, text(claims.get("nonce")), audience_of(claims))


def signer_of(secured: SecuredCredential) -> str | None:
    """Return the issuer of a credential or the holder of a presentation, as the payload names it."""
    member = "holder" if secured.kind is Kind.PRESENTATION else "issuer"
    for value in (secured.document.get(member), secured.claims.get("iss")):
        name = value.get("id") if isinstance(value, dict) else value
        if isinstance(name, str) and name:
            return name
    return None


def text(value: object) -> str | None:
    """Return a claim that is a non-empty text, or nothing."""
    return value if isinstance(value, str) and value else None


def audience_of(claims: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the audience as a list (RFC 7519 section 4.1.3)."""
    value = claims.get("aud")
    values = value if isinstance(value, list) else [value]
    return tuple(item for item in values if isinstance(item, str))


def require_type(header: Mapping[str, Any], allowed: frozenset[str]) -> None:
    """Refuse a token that says it is something else (RFC 8725 section 3.11); a missing ``typ`` says nothing.

    Raises:
        MalformedError: ``format.jws_wrong_type``.
    """
    value = header.get("typ")
    if value is None:
        return
    name = value.lower().removeprefix("application/") if isinstance(value, str) else ""
    if name not in allowed:
        raise MalformedError("format.jws_wrong_type", {"type": str(value)[:80]})


def require_header(header: Mapping[str, Any]) -> str:
    """Return the algorithm after the rules of RFC 7515 sections 4.1.1 and 4.1.11.

    Raises:
        SignatureInvalidError: ``proof.absent_alg_none``.
        UnsupportedError: ``proof.unsupported_algorithm``, ``proof.unsupported_critical``.
        MalformedError: ``format.jws_malformed``.
    """
    alg = header.get("alg")
    if not isinstance(alg, str):
        raise MalformedError("format.jws_malformed")
    if alg.lower() == "none":
        raise SignatureInvalidError("proof.absent_alg_none")
    if alg not in algorithms.NAMES:
        raise UnsupportedError("proof.unsupported_algorithm", {"algorithm": alg[:80]})
    if "crit" in header or header.get("b64", True) is not True:
        raise UnsupportedError("proof.unsupported_critical", {"critical": str(header.get("crit"))[:200]})
    return alg


def check_signature(
    jws: Jws,
    issuer: str | None,
    context: Context,
    *,
    purpose: Relationship = Relationship.ASSERTION_METHOD,
    resolve: Resolve = methods_of.document_of,
    made: datetime | None = None,
) -> tuple[Check, ...]:
    """Return one PROOF (or FORMAT) and one ISSUER_KEY check for a JWS that ``issuer`` should have signed.

    ``made`` is when it says it was; a key that had ended by then is refused.
    """
    try:
        alg = require_header(jws.header)
        found = jose_keys.candidates(jws.header, issuer, context.fetcher, resolve)
        used = verify_with(found, alg, jws)
        if used.method:
            key_life.require_alive(used.method, made, context.now)
    except WalletError as error:
        return without_key(error, issuer)
    facts = {"algorithm": alg, "method": used.method.id if used.method else ""}
    proof = passed(CheckKind.PROOF, "proof.valid", source=used.source, **facts)
    return proof, used.issuer_key(issuer, context.fetcher, purpose, resolve)


def verify_with(found: tuple[Candidate, ...], alg: str, jws: Jws) -> Candidate:
    """Return the key that made the signature of a JWS.

    Raises:
        SignatureInvalidError, KeyUnusableError, UnsupportedError: as ``first_that_verifies``.
    """

    def verify(candidate: Candidate) -> None:
        if candidate.jwk is not None:
            jwk.check_use(candidate.jwk, alg)
        algorithms.verify(candidate.key, alg, jws.signing_input, jws.signature)

    return first_that_verifies(found, verify)


def first_that_verifies(found: tuple[Candidate, ...], verify: Callable[[Candidate], None]) -> Candidate:
    """Return the first candidate for which ``verify`` returns.

    Raises:
        SignatureInvalidError: none of them made the signature.
        KeyUnusableError: the only one must not be used with this algorithm.
    """
    last: WalletError = SignatureInvalidError("proof.signature_mismatch")
    for candidate in found:
        try:
            verify(candidate)
        except SignatureInvalidError as error:
            last = error
        except KeyUnusableError as error:
            last = last if len(found) > 1 else error
        else:
            return candidate
    raise last
