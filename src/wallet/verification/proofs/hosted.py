"""Hosted Open Badges (0.5 to 2.1): no signature; what counts is what the issuer's own https address says now.

Contract section 3: it can be VERIFIED only when it was just fetched from its own origin, that origin is on a trust
list, and what was fetched says the same as the file. A 404 is "private or removed", never "false".
"""

from dataclasses import replace

from wallet.errors import KeyNotListedError, SignatureInvalidError, WalletError
from wallet.formats.openbadges2 import is_revoked
from wallet.model.secured import JsonObject, SecuredCredential
from wallet.verification.checks import Check, CheckKind, Outcome, failed, not_applicable, passed
from wallet.verification.context import Context
from wallet.verification.dids.https_issuer import secure
from wallet.verification.proofs import open_badges_2
from wallet.verification.proofs.open_badges_2 import Chain
from wallet.verification.proofs.proven import Proven, of_error


def check(secured: SecuredCredential, context: Context) -> Proven:
    """Return what the assertion's own address says; ``signer`` is that address, the identity that trust is about."""
    address = address_of(secured.document)
    if address is None:
        return Proven((failed(CheckKind.PROOF, "proof.absent"), _no_key()))
    try:
        open_badges_2.require_context(secured.document)
        hosted, source = open_badges_2.fetch(address, context.fetcher)
        host = open_badges_2.answered_by(address, context.fetcher)
        if is_revoked(hosted):
            # The answer for a revoked assertion may say nothing else (Open Badges 2.0, Assertion.revoked).
            proof = passed(CheckKind.PROOF, "proof.hosted", source=source, url=address)
            return Proven((proof, _no_key()), host, document={**secured.document, **hosted})
        _require_own_id(hosted, address)
        open_badges_2.require_same(secured.document, hosted, "assertion")
        chain = open_badges_2.chain({**hosted, **secured.document}, context.fetcher)
    except WalletError as error:
        return Proven((of_error(error), _no_key()), address)
    # Badge class and issuer decide as much as the assertion does: the oldest of the three gives the age.
    oldest = open_badges_2.oldest(source, chain.source)
    proof = passed(CheckKind.PROOF, "proof.hosted", source=oldest, url=address)
    return replace(_proven(secured, hosted, address, chain, proof), signer=host)


def _no_key() -> Check:
    return not_applicable(CheckKind.ISSUER_KEY, "issuer_key.hosted")


def _proven(secured: SecuredCredential, hosted: JsonObject, address: str, chain: Chain, proof: Check) -> Proven:
    badge = {**chain.badge, "issuer": chain.issuer}
    document = {**hosted, **secured.document, "badge": badge}
    try:
        open_badges_2.require_in_scope(address, chain.issuer)
        if chain.issuer_at is not None:
            open_badges_2.require_own_profile(chain)
    except KeyNotListedError as error:
        facts = {**error.facts, "issuer": str(chain.issuer.get("id", ""))}
        return Proven(
            (proof, Check(CheckKind.ISSUER_KEY, Outcome.FAILED, "issuer_key.hosted_elsewhere", facts)),
            address,
            document=document,
        )
    return Proven((proof, _no_key()), address, document=document)


def address_of(assertion: JsonObject) -> str | None:
    """Return the address where the assertion is hosted: ``id``, or ``verify.url`` in Open Badges 1."""
    verify = assertion.get("verify")
    for value in (verify.get("url") if isinstance(verify, dict) else None, assertion.get("id")):
        if isinstance(value, str) and open_badges_2.is_address(value):
            return value
    return None


def _require_own_id(hosted: JsonObject, address: str) -> None:
    stated = hosted.get("id")
    if isinstance(stated, str) and secure(stated) != secure(address):
        raise SignatureInvalidError("proof.hosted_differs", {"term": "id", "url": address})
