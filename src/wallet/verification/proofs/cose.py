"""COSE_Sign1 (RFC 9052 section 4.2): credentials of VC-JOSE-COSE section 3.3, and CWT status lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import cbor2

from wallet.errors import MalformedError, UnsupportedError, WalletError
from wallet.formats import cbor
from wallet.model.secured import Kind, SecuredCredential
from wallet.verification.checks import Check, CheckKind, failed, passed
from wallet.verification.context import Context
from wallet.verification.dids import methods_of
from wallet.verification.dids.document import Relationship
from wallet.verification.dids.issuer_binding import Resolve
from wallet.verification.keys import algorithms, jwk
from wallet.verification.proofs import jose, jose_keys, key_life
from wallet.verification.proofs.jose_keys import Candidate
from wallet.verification.proofs.proven import Proven, of_error, without_key

_ALGORITHMS: Mapping[int, str] = {
    -7: "ES256",
    -9: "ES256",
    -35: "ES384",
    -51: "ES384",
    -36: "ES512",
    -52: "ES512",
    -47: "ES256K",
    -8: "EdDSA",
    -19: "Ed25519",
    -53: "Ed448",
    -37: "PS256",
    -38: "PS384",
    -39: "PS512",
    -257: "RS256",
    -258: "RS384",
    -259: "RS512",
}
"""COSE algorithm -> JOSE name (RFC 9053, RFC 8812, RFC 9864)."""

_ALG, _CRIT, _KID, _TYP = 1, 2, 4, 16
_TAGS = (18, 61)


@dataclass(frozen=True, slots=True)
class Sign1:
    """A COSE_Sign1 taken apart. ``header`` is the protected one; ``kid`` comes from either."""

    protected: bytes
    header: Mapping[Any, Any]
    kid: bytes | None
    payload: bytes
    signature: bytes

    @property
    def signed(self) -> bytes:
        """Return the Sig_structure (RFC 9052 section 4.4) without external data."""
        return cbor2.dumps(["Signature1", self.protected, b"", self.payload])


def load(data: bytes) -> object:
    """Return one CBOR item that is all of ``data``.

    Raises:
        MalformedError: ``format.cose``.
    """
    return cbor.load(data)


def take_apart(data: bytes) -> Sign1:
    """Return the parts of a COSE_Sign1, tagged or not, in a CWT tag or not.

    Raises:
        MalformedError: ``format.cose``.
    """
    item = load(data)
    while isinstance(item, cbor2.CBORTag) and item.tag in _TAGS:
        item = item.value
    if not isinstance(item, list | tuple) or len(item) != 4:
        raise MalformedError("format.cose")
    protected, unprotected, payload, signature = item
    if not all(isinstance(part, bytes) for part in (protected, payload, signature)) or not isinstance(
        unprotected, Mapping
    ):
        raise MalformedError("format.cose")
    header = load(protected) if protected else {}
    if not isinstance(header, Mapping) or set(header) & set(unprotected):
        raise MalformedError("format.cose")
    kid = header.get(_KID, unprotected.get(_KID))
    return Sign1(protected, header, kid if isinstance(kid, bytes) else None, payload, signature)


def check(secured: SecuredCredential, context: Context) -> Proven:
    """Return what the COSE signature of a credential or presentation proves."""
    presentation = secured.kind is Kind.PRESENTATION
    signer = jose.signer_of(secured)
    purpose = Relationship.AUTHENTICATION if presentation else Relationship.ASSERTION_METHOD
    if not isinstance(secured.envelope, bytes):
        return Proven((failed(CheckKind.FORMAT, "format.cose"),), signer)
    try:
        message = take_apart(secured.envelope)
        require_type(
            message, ("application/vp+cose", "vp+cose") if presentation else ("application/vc+cose", "vc+cose")
        )
    except WalletError as error:
        return Proven((of_error(error),), signer)
    made = key_life.made_at(secured.document, secured.claims)
    return Proven(check_signature(message, signer, context, purpose=purpose, made=made), signer)


def require_type(message: Sign1, allowed: tuple[str, ...]) -> None:
    """Refuse a message that says it is something else (RFC 9596); a missing ``typ`` says nothing.

    Raises:
        MalformedError: ``format.jws_wrong_type``.
    """
    typ = message.header.get(_TYP)
    if typ is not None and typ not in allowed:
        raise MalformedError("format.jws_wrong_type", {"type": str(typ)[:80]})


def check_signature(
    message: Sign1,
    issuer: str | None,
    context: Context,
    *,
    purpose: Relationship = Relationship.ASSERTION_METHOD,
    resolve: Resolve = methods_of.document_of,
    made: datetime | None = None,
) -> tuple[Check, ...]:
    """Return one PROOF and one ISSUER_KEY check for a message that ``issuer`` should have signed.

    ``made`` is when it says it was; a key that had ended by then is refused.
    """
    try:
        name = message.header.get(_ALG)
        alg = _ALGORITHMS.get(name) if isinstance(name, int) else None
        if alg is None:
            raise UnsupportedError("proof.unsupported_algorithm", {"algorithm": str(name)[:40]})
        if _CRIT in message.header:
            raise UnsupportedError("proof.unsupported_critical")
        header = {"kid": message.kid.decode("utf-8", "replace")} if message.kid else {}
        found = jose_keys.candidates(header, issuer, context.fetcher, resolve)
        used = _verified_with(found, alg, message)
        if used.method:
            key_life.require_alive(used.method, made, context.now)
    except WalletError as error:
        return without_key(error, issuer)
    facts = {"algorithm": alg, "method": used.method.id if used.method else ""}
    proof = passed(CheckKind.PROOF, "proof.valid", source=used.source, **facts)
    return proof, used.issuer_key(issuer, context.fetcher, purpose, resolve)


def _verified_with(found: tuple[Candidate, ...], alg: str, message: Sign1) -> Candidate:
    def verify(candidate: Candidate) -> None:
        if candidate.jwk is not None:
            jwk.check_use(candidate.jwk, alg)
        algorithms.verify(candidate.key, alg, message.signed, message.signature)

    return jose.first_that_verifies(found, verify)
