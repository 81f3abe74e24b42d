"""Embedded proofs: W3C Data Integrity 1.0 and the Linked Data signatures before it.

``check`` looks at every proof of a document (a set, or a chain through ``previousProof``): all of them must be good.
What the issuer's identifier says about the key is a check of its own (``dids.issuer_binding``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wallet.errors import (
    MalformedError,
    SignatureInvalidError,
    UnsafeInputError,
    UnsignedContentError,
    UnsupportedError,
    WalletError,
)
from wallet.model.secured import JsonObject
from wallet.ports import Random
from wallet.verification import cryptosuites
from wallet.verification.canonicalization.contexts import context_set
from wallet.verification.checks import Check, CheckKind, Outcome, Source, failed, not_applicable, unknown
from wallet.verification.context import Context
from wallet.verification.cryptosuites.suite import Cryptosuite, Disclosure, Reading
from wallet.verification.dids import issuer_binding, methods_of
from wallet.verification.dids.document import Relationship, VerificationMethod
from wallet.verification.keys import jwk, multikey
from wallet.verification.keys.public_key import PublicKey
from wallet.verification.keys.signer import Signer
from wallet.verification.proofs.key_life import require_alive
from wallet.verification.proofs.proof_dates import moment, parse_moment, period_checks
from wallet.verification.proofs.proven import of_error, without_key

_MAX_MEMBER = 20_000


@dataclass(frozen=True, slots=True)
class _Judged:
    """The outcome of one proof of a set."""

    proof: Check
    issuer_key: Check
    periods: tuple[Check, ...] = ()


def proofs_of(document: JsonObject) -> list[JsonObject]:
    """Return the proofs of a document; none is an empty list.

    Raises:
        MalformedError: ``format.proof`` where something else stands in their place.
    """
    held = document.get("proof")
    found = held if isinstance(held, list) else [] if held is None else [held]
    if not all(isinstance(proof, dict) for proof in found):
        raise MalformedError("format.proof")
    return found


def _text(proof: JsonObject, member: str) -> str:
    value = proof.get(member)
    if not isinstance(value, str) or not value or len(value) > _MAX_MEMBER:
        raise MalformedError("format.proof_member", {"member": member})
    return value


def _previous(proof: JsonObject, proofs: Sequence[JsonObject]) -> list[JsonObject]:
    """Return the proofs that this one was put on top of (Data Integrity section 4.3)."""
    named = proof.get("previousProof")
    names: list[Any] = named if isinstance(named, list) else [named]
    found = []
    for name in names:
        matching = [other for other in proofs if isinstance(name, str) and other.get("id") == name]
        if len(matching) != 1 or matching[0] is proof:
            raise SignatureInvalidError("proof.previous_missing")
        found.append(matching[0])
    return found


@dataclass(frozen=True, slots=True)
class _Work:
    """One document on the way through its proofs; what is read once serves them all."""

    bare: JsonObject
    proofs: Sequence[JsonObject]
    context: Context
    reading: Reading
    careless: Reading

    def secured(self, proof: JsonObject) -> JsonObject:
        """Return what a proof covers: the document without proofs, or with those it was put on top of."""
        if "previousProof" not in proof:
            return self.bare
        return {**self.bare, "proof": _previous(proof, self.proofs)}


def _require_usable(method: VerificationMethod, proof: JsonObject, now: datetime) -> PublicKey:
    """Return the key of a method that may be used (Controlled Identifiers section 2.2).

    Raises:
        UnsupportedError: ``proof.unsupported_key``.
        KeyUnusableError: ``key.revoked``, ``key.expired``, ``key.wrong_use``.
    """
    if method.key is None:
        raise UnsupportedError("proof.unsupported_key", {"method": method.id, "reason": method.reason})
    require_alive(method, parse_moment(proof.get("created")), now)
    if method.jwk is not None:
        jwk.check_use(method.jwk)
    return method.key


def _verify(suite: Cryptosuite, proof: JsonObject, method: VerificationMethod, work: _Work) -> None:
    key = _require_usable(method, proof, work.context.now)
    document = work.secured(proof)
    try:
        suite.verify(document, proof, key, work.reading)
    except UnsignedContentError:
        # Said more than was signed, or also changed? The proof comes first (contract section 3).
        try:
            suite.verify(document, proof, key, work.careless)
        except SignatureInvalidError:
            raise
        except WalletError:
            pass
        raise


def _method(proof: JsonObject, context: Context) -> tuple[VerificationMethod, Source | None]:
    """Return the verification method that a proof names.

    A method of an identifier that has no document (``urn:…#z6Mk…``) may still spell its key in the fragment: then the
    signature can be checked, and whose key it is cannot.
    """
    method_id = _text(proof, "verificationMethod")
    try:
        return methods_of.verification_method(method_id, context.fetcher)
    except UnsupportedError as error:
        owner, _, fragment = method_id.partition("#")
        if error.code != "did.no_document" or not fragment.startswith("z"):
            raise
        try:
            key = multikey.public_key(fragment)
        except WalletError:
            raise error from None
        return VerificationMethod(method_id, owner, key, frozenset(), "did.key_in_identifier"), None


def _judge(proof: JsonObject, work: _Work, issuer: str | None, purpose: Relationship) -> _Judged:
    context = work.context
    source: Source | None = None
    try:
        suite = cryptosuites.of_proof(proof)
        method, source = _method(proof, context)
    except WalletError as error:
        found, issuer_key, *_ = without_key(error, issuer)
        return _Judged(found, issuer_key)
    issuer_key = issuer_binding.check(issuer, method, context.fetcher, source=source, purpose=purpose)
    try:
        if _text(proof, "proofPurpose") != purpose.value:
            raise SignatureInvalidError("proof.wrong_purpose", {"purpose": str(proof["proofPurpose"])[:100]})
        periods = period_checks(proof, context.now)
        _verify(suite, proof, method, work)
    except WalletError as error:
        return _Judged(of_error(error), issuer_key)
    facts = {"cryptosuite": suite.name, "method": method.id}
    created = proof.get("created")
    if isinstance(created, str):
        facts["created"] = created
    return _Judged(Check(CheckKind.PROOF, Outcome.PASSED, "proof.valid", facts, source), issuer_key, periods)


_WORST = (Outcome.FAILED, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE, Outcome.PASSED)


def _worst(checks: Sequence[Check]) -> Check:
    # A file that may not be read at all (FORMAT) stands before any judgement of a proof.
    return min(checks, key=lambda check: (_WORST.index(check.outcome), check.kind is not CheckKind.FORMAT))


def _combined(judged: Sequence[_Judged]) -> tuple[Check, ...]:
    """Return the checks of a set: every proof must be good, one of them must be the issuer's."""
    proof = _worst([one.proof for one in judged])
    mine = [one.issuer_key for one in judged if one.issuer_key.outcome is Outcome.PASSED]
    issuer_key = mine[0] if mine else _worst([one.issuer_key for one in judged])
    if len(judged) > 1 and proof.outcome is Outcome.PASSED:
        proof = Check(proof.kind, proof.outcome, proof.code, {**proof.facts, "proofs": str(len(judged))}, proof.source)
    periods = [check for one in judged for check in one.periods]
    checks = (proof, issuer_key, *periods[:1])
    if proof.kind is CheckKind.PROOF:
        return checks
    return (unknown(CheckKind.PROOF, "proof.not_looked_at"), *checks)


def check(
    document: JsonObject,
    context: Context,
    *,
    issuer: str | None,
    purpose: Relationship = Relationship.ASSERTION_METHOD,
    presented: bool = False,
) -> tuple[Check, ...]:
    """Return one PROOF and one ISSUER_KEY check for the proofs of a document, and more where there is more to say.

    ``presented`` says that the document was shown by someone: then a base proof, which only its holder should have,
    is not accepted (vc-di-ecdsa section 3.5.7).

    ISSUER_KEY is NOT_APPLICABLE where ``issuer`` is None. A VALIDITY_PERIOD check is there only where a proof is
    outside its own period, a FORMAT check only where the document may not be read. Never raises for bad input.
    """
    no_issuer = not_applicable(CheckKind.ISSUER_KEY, "issuer_key.no_issuer")
    not_looked_at = no_issuer if issuer is None else unknown(CheckKind.ISSUER_KEY, "issuer_key.not_looked_at")
    try:
        proofs = proofs_of(document)
        if len(proofs) > context.limits.max_proofs:
            raise UnsafeInputError("format.unsafe_proofs")
    except WalletError as error:
        return unknown(CheckKind.PROOF, "proof.not_looked_at"), not_looked_at, of_error(error)
    if not proofs:
        return failed(CheckKind.PROOF, "proof.absent"), not_looked_at
    if (presented or context.presented) and has_base_proof(document):
        return unknown(CheckKind.PROOF, "proof.unsupported_base_proof"), not_looked_at
    contexts = context_set(context.extra_contexts)
    bare = {name: value for name, value in document.items() if name != "proof"}
    work = _Work(bare, proofs, context, Reading(contexts), Reading(contexts, leaving_out=True))
    judged: list[_Judged] = []
    for proof in proofs:
        judged.append(_judge(proof, work, issuer, purpose))
        if judged[-1].proof.kind is CheckKind.FORMAT:
            # What may not be read for one proof may not be read for the next, and trying costs time.
            break
    return _combined(judged)


def has_base_proof(document: JsonObject) -> bool:
    """Tell whether a document carries a base proof: it is to be kept, and shown only through ``derive``."""
    return any(cryptosuites.is_base(proof) for proof in proofs_of(document))


def derivation_is_experimental(document: JsonObject) -> bool:
    """Tell whether deriving from the base proof of a document must be called experimental."""
    return any(cryptosuites.is_experimental(proof) for proof in proofs_of(document))


def mandatory_pointers(document: JsonObject) -> tuple[str, ...]:
    """Return the JSON pointers that every derivation of a document with a base proof will show.

    Raises:
        UnsupportedError: ``proof.not_derivable`` where there is no base proof.
        SignatureInvalidError: ``proof.value_malformed``.
    """
    proof = _base_proof(document)
    return cryptosuites.mandatory_pointers(proof)


def _base_proof(document: JsonObject) -> JsonObject:
    found = [proof for proof in proofs_of(document) if cryptosuites.is_base(proof)]
    if len(found) != 1:
        raise UnsupportedError("proof.not_derivable")
    return found[0]


def derive(
    document: JsonObject,
    *,
    pointers: Sequence[str],
    context: Context | None = None,
    random: Random | None = None,
    presentation_header: bytes = b"",
) -> JsonObject:
    """Return the part of a credential that is mandatory or chosen by JSON ``pointers``, with a derived proof.

    Other proofs of the document are left out, since they cover all of it. ``random`` and ``presentation_header``
    matter for bbs-2023 only, whose derivation is experimental.

    Raises:
        UnsupportedError: ``proof.not_derivable``, ``proof.unsupported_selection``, ``proof.unsupported_context``.
        MalformedError: ``format.json_pointer`` with a pointer that leads nowhere.
        SignatureInvalidError: the base proof is damaged.
        UnsignedContentError, UnsafeInputError: as ``jsonld.to_quads``.
    """
    proof = _base_proof(document)
    bare = {name: value for name, value in document.items() if name != "proof"}
    reading = Reading(context_set(context.extra_contexts if context else {}))
    wish = Disclosure(tuple(pointers), random, presentation_header)
    return cryptosuites.derive(bare, proof, wish, reading)


def _same(values: Sequence[Any]) -> str | None:
    texts = {value if isinstance(value, str) and value else None for value in values}
    return next(iter(texts)) if len(texts) == 1 else None


def challenge_and_domain(document: JsonObject) -> tuple[str | None, str | None]:
    """Return what the proofs of a presentation were made for; where they differ, nothing.

    A ``domain`` list with one member counts as that member (Data Integrity section 2.1).
    """
    try:
        proofs = proofs_of(document)
    except MalformedError:
        return None, None
    domains = [proof.get("domain") for proof in proofs]
    single = [domain[0] if isinstance(domain, list) and len(domain) == 1 else domain for domain in domains]
    return _same([proof.get("challenge") for proof in proofs]), _same(single)


def signer(document: JsonObject) -> str | None:
    """Return the identifier whose key made the proofs (the verification method without its fragment), or nothing."""
    try:
        proofs = proofs_of(document)
    except MalformedError:
        return None
    methods = [proof.get("verificationMethod") for proof in proofs]
    return _same([method.partition("#")[0] if isinstance(method, str) else None for method in methods])


def sign(
    document: JsonObject,
    *,
    cryptosuite: str,
    signer: Signer,
    verification_method: str,
    purpose: Relationship,
    created: datetime,
    challenge: str | None = None,
    domain: str | None = None,
    expires: datetime | None = None,
    context: Context | None = None,
) -> JsonObject:
    """Return ``document`` with a proof added; proofs that it has stay beside it as a set.

    ``context`` gives extra JSON-LD contexts where the document uses any.

    Raises:
        UnsupportedError: ``proof.unsupported_suite``, ``proof.unsupported_key``, ``proof.unsupported_context``.
        UnsignedContentError: part of the document would not be signed.
        MalformedError, UnsafeInputError: the document cannot be canonicalized.
    """
    suite = cryptosuites.named(cryptosuite)
    if suite.sign is None:
        raise UnsupportedError("proof.unsupported_suite", {"cryptosuite": cryptosuite})
    options: JsonObject = {"type": suite.proof_type}
    if suite.proof_type != suite.name:
        options["cryptosuite"] = suite.name
    options |= {"created": moment(created), "verificationMethod": verification_method, "proofPurpose": purpose.value}
    optional = {"expires": moment(expires) if expires else None, "challenge": challenge, "domain": domain}
    options |= {name: value for name, value in optional.items() if value is not None}
    held = proofs_of(document)
    bare = {name: value for name, value in document.items() if name != "proof"}
    reading = Reading(context_set(context.extra_contexts if context else {}))
    proof = suite.sign(bare, options, signer, reading)
    return {**bare, "proof": [*held, proof] if held else proof}
