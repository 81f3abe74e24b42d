"""Signed Open Badges 2.0: a JWS whose key the assertion names and the issuer's profile must list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wallet.errors import KeyNotListedError, UnsupportedError, WalletError
from wallet.model.secured import Jws, SecuredCredential
from wallet.verification.checks import Check, CheckKind, Outcome, Source, failed, passed
from wallet.verification.context import Context
from wallet.verification.dids import key_material
from wallet.verification.dids.https_issuer import secure
from wallet.verification.keys import algorithms
from wallet.verification.keys.public_key import PublicKey
from wallet.verification.proofs import jose, open_badges_2
from wallet.verification.proofs.open_badges_2 import Chain
from wallet.verification.proofs.proven import Proven, of_error, without_key


@dataclass(frozen=True, slots=True)
class _Signer:
    key: PublicKey
    id: str
    owner: str | None
    source: Source | None


def check(secured: SecuredCredential, context: Context) -> Proven:
    """Return what the signature of a signed assertion proves; ``signer`` is the issuer profile's id."""
    jws = secured.envelope
    if not isinstance(jws, Jws):
        return Proven((failed(CheckKind.FORMAT, "format.jws_malformed"),))
    try:
        open_badges_2.require_context(secured.document)
        chain = open_badges_2.chain(secured.document, context.fetcher)
    except WalletError as error:
        return Proven((of_error(error), _not_looked_at()))
    issuer = chain.issuer.get("id")
    name = issuer if isinstance(issuer, str) else None
    document = {**secured.document, "badge": {**chain.badge, "issuer": chain.issuer}}
    try:
        alg = jose.require_header(jws.header)
        signer = _signer(secured.document, chain.issuer, context)
        algorithms.verify(signer.key, alg, jws.signing_input, jws.signature)
    except WalletError as error:
        return Proven(without_key(error, name), name, document=document)
    source = open_badges_2.oldest(signer.source, chain.source)
    proof = passed(CheckKind.PROOF, "proof.valid", source=source, algorithm=alg, method=signer.id)
    return Proven((proof, _issuer_key(signer, chain, source)), name, document=document)


def _not_looked_at() -> Check:
    return Check(CheckKind.ISSUER_KEY, Outcome.UNKNOWN, "issuer_key.not_looked_at")


def _signer(assertion: Mapping[str, Any], issuer: Mapping[str, Any], context: Context) -> _Signer:
    named = _creator(assertion)
    creator = named or next(iter(_listed(issuer)), None)
    if creator is None:
        raise UnsupportedError("proof.unsupported_no_key")
    if isinstance(named, dict) and open_badges_2.is_address(named.get("id")):
        # Whoever writes the badge can write any key beside any address; what the address has is what counts.
        creator = str(named["id"])
    if isinstance(creator, str):
        document, source = open_badges_2.fetch(creator, context.fetcher)
    else:
        document, source = dict(creator), None
    stated = document.get("id")
    if isinstance(creator, str) and isinstance(stated, str) and secure(stated) != secure(creator):
        raise KeyNotListedError("did.document_mismatch", {"did": creator, "stated": stated})
    owner = document.get("owner")
    return _Signer(
        key_material.key_of(document),
        secure(stated if isinstance(stated, str) else creator if isinstance(creator, str) else ""),
        secure(owner) if isinstance(owner, str) else None,
        source,
    )


def _creator(assertion: Mapping[str, Any]) -> str | Mapping[str, Any] | None:
    for member, name in (("verification", "creator"), ("verify", "url")):
        value = assertion.get(member)
        creator = value.get(name) if isinstance(value, dict) else None
        if isinstance(creator, dict) or (isinstance(creator, str) and open_badges_2.is_address(creator)):
            return creator
    return None


def _listed(issuer: Mapping[str, Any]) -> list[str | Mapping[str, Any]]:
    keys = issuer.get("publicKey")
    return [key for key in (keys if isinstance(keys, list) else [keys]) if isinstance(key, str | dict)]


def _issuer_key(signer: _Signer, chain: Chain, source: Source | None) -> Check:
    issuer = chain.issuer.get("id")
    facts = {"issuer": str(issuer), "method": signer.id}
    listed = _listed(chain.issuer)
    try:
        open_badges_2.require_own_profile(chain)
    except KeyNotListedError as error:
        facts |= error.facts
        return Check(CheckKind.ISSUER_KEY, Outcome.FAILED, "issuer_key.document_mismatch", facts, source)
    except UnsupportedError:
        return Check(CheckKind.ISSUER_KEY, Outcome.UNKNOWN, "issuer_key.no_keys", facts, source)
    if not listed:
        return Check(CheckKind.ISSUER_KEY, Outcome.UNKNOWN, "issuer_key.no_keys", facts, source)
    if signer.owner is not None and signer.owner != secure(str(issuer)):
        return Check(CheckKind.ISSUER_KEY, Outcome.FAILED, "issuer_key.not_listed", facts, source)
    if any(_names(key, signer) for key in listed):
        return Check(CheckKind.ISSUER_KEY, Outcome.PASSED, "issuer_key.listed", facts, source)
    return Check(CheckKind.ISSUER_KEY, Outcome.FAILED, "issuer_key.not_listed", facts, source)


def _names(key: str | Mapping[str, Any], signer: _Signer) -> bool:
    if isinstance(key, str):
        return secure(key) == signer.id
    try:
        return key_material.key_of(key) == signer.key
    except WalletError:
        return False
