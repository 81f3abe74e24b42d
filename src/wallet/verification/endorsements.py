"""Endorsements inside a credential (Open Badges 3.0 ``endorsement``, ``endorsementJwt``): each has its own signature.

They are shown beside the credential and never change what is said about it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from wallet.errors import WalletError
from wallet.formats import detect
from wallet.formats.recognised import RecognisedCredential
from wallet.model.earned import Record, Statement
from wallet.model.secured import Carrier, Format, JsonObject, Kind, SecuredCredential, Securing
from wallet.records.spot import Spot
from wallet.verification import proving, validity
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.trust import matching

MAX_ENDORSEMENTS = 20
"""More than this in one credential are not looked at; each may need the network."""


def check(document: JsonObject, context: Context) -> tuple[Check, ...]:
    """Return one ENDORSEMENT check per endorsement of the credential, its achievement and its issuer.

    ``facts["pointer"]`` says where it stands.
    """
    found = list(_endorsements(document))
    checks = [_check(one, document, context, pointer) for pointer, one in found[:MAX_ENDORSEMENTS]]
    if len(found) > MAX_ENDORSEMENTS:
        checks.append(_answer(Outcome.UNKNOWN, "endorsement.not_checked", "", ""))
    return tuple(checks)


def shown(record: Record, document: JsonObject, checks: Iterable[Check]) -> Record:
    """Return the record with what the checks leave of its endorsements.

    The words of one that was looked at and is bad are not shown: nobody known said them. Before the words of a good one
    stands who signed it, as a list names that signer or by identifier; the name in the file is its own account.
    """
    found = {one.facts.get("pointer", ""): one for one in checks if one.kind is CheckKind.ENDORSEMENT}
    if not found:
        return record
    words = {at: Spot(one).at("credentialSubject", "endorsementComment").text() for at, one in _endorsements(document)}

    def said(one: Statement) -> Statement | None:
        comment = words.get(one.pointer) if one.label == "endorsement" else None
        if comment is None:
            return one
        check = found.get(one.pointer)
        if check is not None and check.outcome is Outcome.FAILED:
            return None
        if check is None or check.outcome is not Outcome.PASSED:
            return replace(one, value=comment)
        return replace(one, value=f"{check.facts['issuer']}: {comment}")

    def kept(one: Record) -> Record:
        statements = tuple(left for each in one.statements if (left := said(each)) is not None)
        return replace(one, statements=statements, parts=tuple(kept(part) for part in one.parts))

    return kept(record)


def _endorsements(document: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    root = Spot(document)
    nodes = [root, root.get("issuer")]
    for subject in root.get("credentialSubject").each():
        nodes.extend(subject.get("achievement").each())
    for node in nodes:
        if node.is_object:
            for name in ("endorsement", "endorsementJwt"):
                yield from ((one.pointer, one.value) for one in node.get(name).each())


def _check(endorsement: object, document: JsonObject, context: Context, pointer: str) -> Check:
    try:
        secured = _read(endorsement, document, context)
    except WalletError:
        return _answer(Outcome.FAILED, "endorsement.not_valid", "", pointer)
    if secured is None:
        return _answer(Outcome.UNKNOWN, "endorsement.not_checked", "", pointer)
    proven = proving.prove(secured, context)
    match = matching.find(proven.signer, context.known_issuers)
    issuer = match.issuer.name if match else proven.signer or ""
    period = validity.check(proven.document or secured.document, secured.claims, context.now)
    outcomes = {one.outcome for one in (*proven.checks, period)}
    if Outcome.FAILED in outcomes:
        return _answer(Outcome.FAILED, "endorsement.not_valid", issuer, pointer)
    if Outcome.UNKNOWN in outcomes:
        return _answer(Outcome.UNKNOWN, "endorsement.not_checked", issuer, pointer)
    return _answer(Outcome.PASSED, "endorsement.valid", issuer, pointer)


def _answer(outcome: Outcome, code: str, issuer: str, pointer: str) -> Check:
    return Check(CheckKind.ENDORSEMENT, outcome, code, {"issuer": issuer, "pointer": pointer})


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
