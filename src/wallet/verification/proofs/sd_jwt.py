"""SD-JWT and SD-JWT VC (RFC 9901 section 7, draft-ietf-oauth-sd-jwt-vc), VC-JOSE-COSE with SD-JWT.

Section 7.1, the issuer's part: signature, every disclosure at the one place that a signed digest names, nothing
left over. Section 7.3, the holder's part: the key binding is made with the key that the issuer named, over exactly
what is presented. Whether a binding is *required* is for the caller to say, never for the token.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from wallet.errors import MalformedError, SignatureInvalidError, UnsupportedError, WalletError
from wallet.formats import base64url, disclosures, jwt_claims, strict_json
from wallet.formats import jws as jws_form
from wallet.formats.vocabulary import is_w3c
from wallet.model.secured import JsonObject, Jws, Kind, SdJwt, SecuredCredential
from wallet.verification import validity
from wallet.verification.checks import Check, CheckKind, Outcome, failed, not_applicable, passed, unknown
from wallet.verification.context import Context
from wallet.verification.dids import jwt_vc_issuer, methods_of
from wallet.verification.dids.document import Relationship
from wallet.verification.dids.issuer_binding import Resolve
from wallet.verification.keys import algorithms, jwk
from wallet.verification.keys.public_key import PublicKey
from wallet.verification.proofs import certificates, jose, key_life
from wallet.verification.proofs.proven import Proven, of_error

_IN_ANY = frozenset(
    {"iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status", "_sd_alg", "_sd"}
    # What is decided by under these names in any token that has them.
    | {"validFrom", "validUntil", "expirationDate", "credentialStatus", "@context", "issuer/id"}
)
"""Claims that must stand in the clear (SD-JWT VC section 3.2.2.2; RFC 9901 section 9.7)."""

_IN_W3C = frozenset({"issuer", "issuanceDate", "credentialSchema", "relatedResource", "proof"})
"""Those that a W3C credential adds (VC-JOSE-COSE section 3.2.1: all that validation and verification need).

``type`` is not among them: the W3C's own test suite discloses it. Without it a document is no credential.
"""

_WHOLE = ("status", "cnf", "credentialStatus", "@context", "vct", "credentialSchema", "relatedResource")
"""Claims inside which nothing may be held back either: a hidden second entry is a hidden "withdrawn"."""

_YEAR_9999 = 253_402_300_799

_TYPES = frozenset({"jwt", "sd+jwt", "vc+jwt", "vc+ld+jwt"})


def check(secured: SecuredCredential, context: Context) -> Proven:
    """Return what an SD-JWT proves: the issuer's part of a credential, the holder's part of a presentation."""
    parts = secured.envelope
    if not isinstance(parts, SdJwt):
        return Proven((failed(CheckKind.FORMAT, "format.sd_jwt_parts"),))
    if secured.kind is Kind.PRESENTATION and parts.key_binding is not None:
        return _key_binding(parts, parts.key_binding, secured.claims, context)
    return _issued(secured, parts, context)


def _issued(secured: SecuredCredential, parts: SdJwt, context: Context) -> Proven:
    try:
        _require_type(parts.jws.header)
        claims = disclosed(secured.claims, parts.disclosures)
    except WalletError as error:
        no_key = unknown(CheckKind.ISSUER_KEY, "issuer_key.not_looked_at")
        return Proven((of_error(error), no_key), jose.signer_of(secured))
    issuer = _issuer(claims, secured.kind)
    resolve = methods_of.document_of if "@context" in claims else jwt_vc_issuer.resolve
    presentation = secured.kind is Kind.PRESENTATION
    purpose = Relationship.AUTHENTICATION if presentation else Relationship.ASSERTION_METHOD
    made = key_life.made_at(claims, claims)
    checks = _signed(parts.jws, issuer, context, resolve, purpose, made)
    return Proven(
        checks,
        issuer,
        jose.text(claims.get("nonce")),
        jose.audience_of(claims),
        document=claims,
        claims=claims,
        evidence=tuple(_beside(_signed(one, issuer, context, resolve, purpose, made)) for one in parts.further),
    )


def _signed(
    jws: Jws, issuer: str | None, context: Context, resolve: Resolve, purpose: Relationship, made: datetime | None
) -> tuple[Check, ...]:
    checks = jose.check_signature(jws, issuer, context, resolve=resolve, purpose=purpose, made=made)
    if resolve is jwt_vc_issuer.resolve:
        checks = certificates.instead_of_metadata(checks, jws, issuer, context)
    return checks


def _beside(checks: tuple[Check, ...]) -> Check:
    """Return what a further signature of a general JSON serialization adds: a line in the report, no decision.

    RFC 7515 section 7.2.1 leaves to the application which of several must be good. Here it is the first, with which
    the disclosures stand (RFC 9901 section 8.2); anyone could have put others beside it.
    """
    good = all(check.outcome is Outcome.PASSED for check in checks)
    code = "further_signature" if good else "further_signature_not_confirmed"
    reason = next((check.code for check in checks if check.outcome is not Outcome.PASSED), "")
    return Check(
        CheckKind.EVIDENCE, Outcome.PASSED if good else Outcome.UNKNOWN, f"evidence.{code}", {"reason": reason}
    )


def _issuer(claims: Mapping[str, Any], kind: Kind) -> str | None:
    # Where a W3C document names it twice, the form has seen to it that both agree.
    names = ("holder", "iss") if kind is Kind.PRESENTATION else ("iss", "issuer")
    for value in (claims.get(name) for name in names):
        name = value.get("id") if isinstance(value, dict) else value
        if isinstance(name, str) and name:
            return name
    return None


def _require_type(header: Mapping[str, Any]) -> None:
    typ = header.get("typ")
    if typ is not None and not str(typ).lower().endswith("+sd-jwt"):
        jose.require_type(header, _TYPES)


def disclosed(payload: JsonObject, encoded: tuple[str, ...]) -> JsonObject:
    """Return the claims with the disclosures in their places, after every rule of RFC 9901 section 7.1.

    Raises:
        SignatureInvalidError: ``proof.disclosure_not_signed``: no signed digest refers to a disclosure.
        MalformedError: ``format.sd_jwt_registered`` and as ``formats.disclosures.expand``.
        UnsupportedError: ``proof.unsupported_hash``.
    """
    expanded = disclosures.expand(payload, encoded)
    if expanded.unplaced:
        raise SignatureInvalidError("proof.disclosure_not_signed", {"count": str(len(expanded.unplaced))})
    hidden = _decisive(expanded)
    if hidden:
        raise MalformedError("format.sd_jwt_registered", {"claim": hidden[0]})
    return expanded.claims


def _decisive(expanded: disclosures.Expanded) -> list[str]:
    """Return the claims that decide and could have been held back, whether they were or not."""
    w3c = "@context" in expanded.claims or is_w3c(expanded.claims)
    never = _IN_ANY | _IN_W3C if w3c else _IN_ANY
    found = never & {place.removeprefix("/") for place in expanded.places.values()}
    parts = (place.removeprefix("/").partition("/")[0] for place in expanded.hiding)
    return sorted(found | {name for name in parts if name in _WHOLE})


def _key_binding(parts: SdJwt, compact: str, payload: JsonObject, context: Context) -> Proven:
    no_issuer = not_applicable(CheckKind.ISSUER_KEY, "issuer_key.no_issuer")
    try:
        token = jws_form.compact(compact)
        jose.require_type(token.header, frozenset({"kb+jwt"}))
        if token.header.get("typ") is None:
            raise MalformedError("format.jws_wrong_type", {"type": ""})
        alg = jose.require_header(token.header)
        claims = strict_json.loads_object(token.payload)
        _require_claims(claims, parts, payload)
    except WalletError as error:
        return Proven((of_error(error), no_issuer), holder_checks=(_unbound("holder.not_looked_at"),))
    nonce, audience = jose.text(claims.get("nonce")), jose.audience_of(claims)
    try:
        key = confirmation_key(payload, context)
        algorithms.verify(key, alg, token.signing_input, token.signature)
    except SignatureInvalidError:
        # Made by someone else than the one whose key the issuer put in: not the owner, as far as anyone can tell.
        return Proven(
            (unknown(CheckKind.PROOF, "proof.no_key"), no_issuer),
            nonce=nonce,
            audience=audience,
            holder_checks=(failed(CheckKind.HOLDER_BINDING, "holder.key_mismatch"),),
        )
    except WalletError as error:
        return Proven(
            (of_error(error), no_issuer), nonce=nonce, audience=audience, holder_checks=(_unbound(error.code),)
        )
    proof = passed(CheckKind.PROOF, "proof.key_binding", algorithm=alg)
    bound = passed(CheckKind.HOLDER_BINDING, "holder.key_bound")
    return Proven(
        (proof, no_issuer, *_period(claims, context.now)),
        _holder(payload, key),
        nonce,
        audience,
        holder_checks=(bound,),
        made_at=datetime.fromtimestamp(claims["iat"], UTC),
    )


def _unbound(code: str) -> Check:
    facts = {"reason": code}
    return Check(CheckKind.HOLDER_BINDING, Outcome.FAILED, "holder.not_bound", facts)


def _require_claims(claims: Mapping[str, Any], parts: SdJwt, payload: JsonObject) -> None:
    """Check what RFC 9901 section 7.3 step 5 asks of a key binding, apart from nonce and audience."""
    issued = claims.get("iat")
    if not isinstance(issued, int | float) or isinstance(issued, bool) or not 0 <= issued <= _YEAR_9999:
        raise MalformedError("format.key_binding", {"claim": "iat"})
    for claim in ("nbf", "exp"):
        jwt_claims.numeric_date(claims, claim)
    if not isinstance(claims.get("nonce"), str) or not jose.audience_of(claims):
        raise MalformedError("format.key_binding", {"claim": "nonce"})
    digest = hashlib.new(disclosures.algorithm(payload), parts.presented.encode("ascii")).digest()
    if claims.get("sd_hash") != base64url.encode(digest):
        raise SignatureInvalidError("proof.key_binding_other_content")


def _period(claims: Mapping[str, Any], now: datetime) -> tuple[Check, ...]:
    """Return a failed VALIDITY_PERIOD check where ``now`` is outside the binding's own life, else nothing.

    ``iat`` too: what was made after now was not made (RFC 9901 section 7.3 step 5.3). How long ago is too long, only a
    request can say; see ``presentation.replay``.
    """
    starts = [date for claim in ("iat", "nbf") if (date := jwt_claims.numeric_date(claims, claim))]
    ends = jwt_claims.numeric_date(claims, "exp")
    if max(starts) - validity.SKEW > now:
        return (failed(CheckKind.VALIDITY_PERIOD, "validity.not_yet_proof", date=max(starts).isoformat()),)
    if ends is not None and ends < now:
        return (failed(CheckKind.VALIDITY_PERIOD, "validity.proof_expired", date=ends.isoformat()),)
    return ()


def confirmation_key(payload: Mapping[str, Any], context: Context) -> PublicKey:
    """Return the holder's key that the issuer named in ``cnf`` (RFC 7800 sections 3.2 and 3.4).

    Raises:
        UnsupportedError: ``proof.unsupported_confirmation``: no ``cnf``, or in a form that is not known.
        WalletError: as ``keys.jwk`` and the DID resolver.
    """
    confirmation = payload.get("cnf")
    if isinstance(confirmation, dict):
        if isinstance(value := confirmation.get("jwk"), dict):
            return jwk.public_key(value)
        if isinstance(kid := confirmation.get("kid"), str) and kid.startswith("did:"):
            method, _ = methods_of.verification_method(kid, context.fetcher)
            if method.key is not None:
                return method.key
    raise UnsupportedError("proof.unsupported_confirmation")


def _holder(payload: Mapping[str, Any], key: PublicKey) -> str:
    kid = payload.get("cnf", {}).get("kid")
    if isinstance(kid, str) and kid.startswith("did:"):
        return kid.partition("#")[0]
    return "jwk:" + jwk.thumbprint(jwk.encode(key))
