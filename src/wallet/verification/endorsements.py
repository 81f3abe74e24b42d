"""Endorsements inside a credential (Open Badges 3.0 ``endorsement``, ``endorsementJwt``): each has its own signature.

They are shown beside the credential and never change what is said about it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from wallet.errors import WalletError
from wallet.formats import detect
from wallet.formats.recognised import RecognisedCredential
from wallet.model.secured import Carrier, Format, JsonObject, Kind, SecuredCredential, Securing
from wallet.verification import proving, validity
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.trust import matching

MAX_ENDORSEMENTS = 20
"""More than this in one credential are not looked at; each may need the network."""


def check(document: JsonObject, context: Context) -> tuple[Check, ...]:
    """Return one ENDORSEMENT check per endorsement of the credential, its achievement and its issuer."""
    found = list(_endorsements(document))
    checks = [_check(one, document, context) for one in found[:MAX_ENDORSEMENTS]]
    if len(found) > MAX_ENDORSEMENTS:
        checks.append(_answer(Outcome.UNKNOWN, "endorsement.not_checked", ""))
    return tuple(checks)


def _endorsements(document: Mapping[str, Any]) -> Iterator[object]:
    nodes = [document, document.get("issuer")]
    for subject in _many(document.get("credentialSubject")):
        nodes.extend(_many(subject.get("achievement")) if isinstance(subject, dict) else ())
    for node in nodes:
        if isinstance(node, dict):
            yield from _many(node.get("endorsement"))
            yield from _many(node.get("endorsementJwt"))


def _many(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _check(endorsement: object, document: JsonObject, context: Context) -> Check:
    try:
        secured = _read(endorsement, document, context)
    except WalletError:
        return _answer(Outcome.FAILED, "endorsement.not_valid", "")
    if secured is None:
        return _answer(Outcome.UNKNOWN, "endorsement.not_checked", "")
    proven = proving.prove(secured, context)
    match = matching.find(proven.signer, context.known_issuers)
    issuer = match.issuer.name if match else proven.signer or ""
    period = validity.check(proven.document or secured.document, secured.claims, context.now)
    outcomes = {one.outcome for one in (*proven.checks, period)}
    if Outcome.FAILED in outcomes:
        return _answer(Outcome.FAILED, "endorsement.not_valid", issuer)
    if Outcome.UNKNOWN in outcomes:
        return _answer(Outcome.UNKNOWN, "endorsement.not_checked", issuer)
    return _answer(Outcome.PASSED, "endorsement.valid", issuer)


def _answer(outcome: Outcome, code: str, issuer: str) -> Check:
    return Check(CheckKind.ENDORSEMENT, outcome, code, {"issuer": issuer})


def _read(endorsement: object, document: JsonObject, context: Context) -> SecuredCredential | None:
    if isinstance(endorsement, str):
        if endorsement.startswith("https://"):
            # An address of an endorsement is not followed: it would tell who is looking.
            return None
        found = detect.recognise(endorsement.encode(), name="", carrier=Carrier.TEXT, limits=context.limits)
        return found.secured if isinstance(found, RecognisedCredential) else None
    if not isinstance(endorsement, dict) or "proof" not in endorsement:
        return None
    own = endorsement if "@context" in endorsement else {"@context": document.get("@context"), **endorsement}
    return SecuredCredential(
        raw=b"",
        format=Format.VC_LDP,
        securing=Securing.DATA_INTEGRITY,
        kind=Kind.CREDENTIAL,
        media_type="application/ld+json",
        document=own,
    )
