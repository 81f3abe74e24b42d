"""Blockcerts: Merkle proofs anchored in a transaction (MerkleProof2017, MerkleProof2019, ``merkle-proof-2019``).

A Merkle path alone shows that the contents lead to one value; anyone can make such a path. Only the transaction that
holds this value, sent from an address that the issuer publishes, says who issued it. So without the transaction the
contents are "unchanged", and whose they are stays open (KEY_NOT_BOUND), whatever the file names.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wallet.errors import MalformedError, SignatureInvalidError, UnsignedContentError, WalletError
from wallet.model.secured import JsonObject, Kind, SecuredCredential
from wallet.verification.canonicalization.contexts import context_set
from wallet.verification.checks import Check, CheckKind, Outcome, not_applicable, passed
from wallet.verification.context import Context
from wallet.verification.cryptosuites.suite import Reading
from wallet.verification.dids import https_issuer, issuer_binding, methods_of
from wallet.verification.dids.document import Relationship
from wallet.verification.proofs import anchors, data_integrity, jose, merkle_encoding
from wallet.verification.proofs.merkle_encoding import MerkleProof
from wallet.verification.proofs.proven import Proven, of_error

_MAX_PROOFS = 64
_MAX_ANCHORS = 4
"""Transactions that are looked up for one certificate; each is a question to somebody else's server."""
_UNBOUND = "issuer_key.no_keys_anchor"


@dataclass(frozen=True, slots=True)
class _Parts:
    """A document with its proofs sorted out."""

    bare: JsonObject
    merkle: tuple[JsonObject, ...]
    others: tuple[JsonObject, ...]


def check(secured: SecuredCredential, context: Context) -> Proven:
    """Return what the Merkle proofs (and other proofs beside them) of a certificate prove."""
    presentation = secured.kind is Kind.PRESENTATION
    issuer = None if presentation else issuer_of(secured.document)
    try:
        parts = _sorted_out(secured.document)
        decoded = [merkle_encoding.decode(proof) for proof in parts.merkle]
        for proof, one in zip(parts.merkle, decoded, strict=True):
            _require_path(one)
            _require_contents(parts, proof, one, context)
    except WalletError as error:
        return Proven((of_error(error), _not_looked_at(presentation=presentation)), issuer)
    others = _other_checks(parts, context, issuer, secured)
    bad = [
        one for one in others if one.kind in (CheckKind.PROOF, CheckKind.FORMAT) and one.outcome is not Outcome.PASSED
    ]
    if bad:
        return Proven((bad[0], _not_looked_at(presentation=presentation)), issuer)
    looked_up = [anchors.look_up(one, context) for one in decoded[:_MAX_ANCHORS]]
    anchor, transaction = looked_up[0]
    elsewhere = next((one for one, _ in looked_up if one.outcome is Outcome.FAILED), None)
    if elsewhere is not None:
        # The transaction can be had and holds something else: the proof says what is not so.
        wrong = Check(CheckKind.PROOF, Outcome.FAILED, "proof.anchor_mismatch", elsewhere.facts, elsewhere.source)
        return Proven((wrong, _not_looked_at(presentation=presentation)), issuer, evidence=(elsewhere,))
    proof_check = passed(CheckKind.PROOF, "proof.merkle", root=decoded[0].root)
    if presentation:
        return Proven(
            (proof_check, not_applicable(CheckKind.ISSUER_KEY, "issuer_key.no_issuer")), issuer, evidence=(anchor,)
        )
    issuer_key = _issuer_key(parts.merkle[0], secured.document, issuer, transaction, context)
    signed = [one for one in others if one.kind is CheckKind.ISSUER_KEY]
    if signed and signed[0].outcome in (Outcome.PASSED, Outcome.FAILED):
        # A signature beside the Merkle proof says who issued it, or that someone else did, anchored or not.
        issuer_key = signed[0]
    period = [one for one in others if one.kind is CheckKind.VALIDITY_PERIOD]
    profiles = tuple(_revoking(secured.document, issuer, issuer_key, context))
    return Proven((proof_check, issuer_key, *period), issuer, evidence=(anchor,), profiles=profiles)


def _revoking(document: JsonObject, issuer: str | None, issuer_key: Check, context: Context) -> Iterator[JsonObject]:
    """Yield the profiles of the issuer that name a list of what was withdrawn: in the certificate, and as published.

    Source: Blockcerts 2.0, ``issuer.revocationList``; what the issuer publishes now is what it says now.
    """
    badge = document.get("badge")
    for stated in (document.get("issuer"), badge.get("issuer") if isinstance(badge, dict) else None):
        if isinstance(stated, dict) and stated.get("revocationList") is not None:
            yield stated
    if issuer is None or not issuer.startswith("https://") or issuer_key.outcome is not Outcome.PASSED:
        return
    try:
        published = https_issuer.resolve(issuer, context.fetcher).raw
    except WalletError:
        # Had it been needed for the key, the key would not have passed; a signature may not need it.
        return
    if published.get("revocationList") is not None:
        yield {**published, "id": issuer}


def _not_looked_at(*, presentation: bool) -> Check:
    if presentation:
        return not_applicable(CheckKind.ISSUER_KEY, "issuer_key.no_issuer")
    return Check(CheckKind.ISSUER_KEY, Outcome.UNKNOWN, "issuer_key.not_looked_at")


def issuer_of(document: Mapping[str, Any]) -> str | None:
    """Return the issuer of a certificate: of the credential (version 3) or of its badge (version 2)."""
    badge = document.get("badge")
    for node in (document.get("issuer"), badge.get("issuer") if isinstance(badge, dict) else None):
        name = node.get("id") if isinstance(node, dict) else node
        if isinstance(name, str) and name:
            return name
    return None


def _sorted_out(document: JsonObject) -> _Parts:
    held = document.get("proof", document.get("signature"))
    proofs = held if isinstance(held, list) else [held]
    found = [proof for proof in proofs if isinstance(proof, dict)]
    if not found or len(found) != len(proofs) or len(found) > _MAX_PROOFS:
        raise MalformedError("format.proof")
    bare = {name: value for name, value in document.items() if name not in ("proof", "signature")}
    merkle = tuple(proof for proof in found if merkle_encoding.is_merkle(proof))
    if not merkle:
        raise MalformedError("format.proof")
    return _Parts(bare, merkle, tuple(proof for proof in found if not merkle_encoding.is_merkle(proof)))


def _require_path(proof: MerkleProof) -> None:
    current = bytes.fromhex(proof.target)
    for side, sibling in proof.path:
        other = bytes.fromhex(sibling)
        pair = other + current if side == "left" else current + other
        current = hashlib.sha256(pair).digest()
    if current.hex() != proof.root:
        raise SignatureInvalidError("proof.merkle_mismatch")


def _require_contents(parts: _Parts, proof: JsonObject, decoded: MerkleProof, context: Context) -> None:
    """Check that the document, alone or with the proofs that were there before, has the digest of the proof."""
    strict = Reading(context_set(context.extra_contexts))
    careless = Reading(context_set(context.extra_contexts), leaving_out=True)
    documents = _covered(parts, proof)
    for document in documents:
        try:
            if _digest(document, strict) == decoded.target:
                return
        except UnsignedContentError:
            if _digest(document, careless) == decoded.target:
                raise
        undirected = _without_direction(document)
        if undirected != document and _digest(undirected, careless) == decoded.target:
            # JSON-LD 1.1 API section 8.6: without an option for it, the direction of a text is lost on the way.
            raise UnsignedContentError("proof.content_unsigned_language", {"term": "@direction"})
    raise SignatureInvalidError("proof.signature_mismatch")


def _without_direction(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_direction(item) for name, item in value.items() if name != "@direction"}
    return [_without_direction(item) for item in value] if isinstance(value, list) else value


def _digest(document: JsonObject, reading: Reading) -> str:
    return hashlib.sha256(reading.canonical(document, "sha256")).hexdigest()


def _covered(parts: _Parts, proof: JsonObject) -> list[JsonObject]:
    everything: Sequence[JsonObject] = [*parts.others, *parts.merkle]
    before = [one for one in everything if one is not proof]
    if not before:
        return [parts.bare]
    together: object = before[0] if len(before) == 1 else before
    return [parts.bare, {**parts.bare, "proof": together}]


def _other_checks(parts: _Parts, context: Context, issuer: str | None, secured: SecuredCredential) -> tuple[Check, ...]:
    if not parts.others:
        return ()
    purpose = Relationship.AUTHENTICATION if secured.kind is Kind.PRESENTATION else Relationship.ASSERTION_METHOD
    document = {**parts.bare, "proof": list(parts.others)}
    return data_integrity.check(document, context, issuer=issuer, purpose=purpose)


def _issuer_key(
    proof: JsonObject,
    document: JsonObject,
    issuer: str | None,
    transaction: anchors.Transaction | None,
    context: Context,
) -> Check:
    method_id = jose.text(proof.get("verificationMethod"))
    if method_id is not None and issuer is not None:
        found = _of_method(method_id, issuer, context)
        if found.outcome is not Outcome.PASSED:
            return found
    facts = {"issuer": issuer or "", "method": method_id or ""}
    if transaction is None or issuer is None:
        return Check(CheckKind.ISSUER_KEY, Outcome.UNKNOWN, _UNBOUND, facts)
    return _of_address(transaction, issuer, facts, context)


def _of_method(method_id: str, issuer: str, context: Context) -> Check:
    try:
        method, source = methods_of.verification_method(method_id, context.fetcher)
    except WalletError as error:
        facts = {**error.facts, "issuer": issuer}
        if of_error(error).code == "proof.no_key":
            return Check(CheckKind.ISSUER_KEY, Outcome.FAILED, "issuer_key.not_listed", facts)
        return Check(CheckKind.ISSUER_KEY, Outcome.UNKNOWN, "issuer_key.unreachable", facts)
    return issuer_binding.check(issuer, method, context.fetcher, source=source)


def _of_address(transaction: anchors.Transaction, issuer: str, facts: dict[str, str], context: Context) -> Check:
    """Compare the sender of the transaction with the addresses in the issuer's profile."""
    if not issuer.startswith("https://"):
        return Check(CheckKind.ISSUER_KEY, Outcome.UNKNOWN, _UNBOUND, facts)
    try:
        profile = https_issuer.resolve(issuer, context.fetcher)
    except WalletError as error:
        return Check(CheckKind.ISSUER_KEY, Outcome.UNKNOWN, "issuer_key.unreachable", {**facts, **error.facts})
    if transaction.sender.casefold() in anchors.published(profile.raw, transaction.time):
        return Check(CheckKind.ISSUER_KEY, Outcome.PASSED, "issuer_key.listed", facts, profile.source)
    return Check(CheckKind.ISSUER_KEY, Outcome.FAILED, "issuer_key.not_listed", facts, profile.source)
