"""Presentations: the holder's own proof, whom it was made for, and every credential inside (VCDM 2.0 section 4.13)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from wallet.errors import WalletError
from wallet.model.secured import Carrier, JsonObject, Kind, SecuredCredential, Securing
from wallet.ports import NetworkEvent
from wallet.verification import proving, validity, verifier
from wallet.verification.checks import Check, CheckKind, Outcome, failed, not_applicable, passed, unknown
from wallet.verification.context import Context
from wallet.verification.dids import methods_of
from wallet.verification.evidence import EvidenceFetcher
from wallet.verification.proofs import sd_jwt
from wallet.verification.proofs.proven import Proven
from wallet.verification.report import Inspected, Report
from wallet.verification.trust import matching
from wallet.verification.verdict import Scope

MADE_WITHIN = timedelta(minutes=5)
"""How far from now an answer to a request of now may say it was made (RFC 9901 section 7.3; security study, 11)."""

NOT_BOUND = "NOT_BOUND_TO_A_REQUEST"
"""Flag of the report when no nonce was asked for."""


def verify(secured: SecuredCredential, context: Context, *, source: str, carrier: Carrier) -> Inspected:
    """Return the report of a presentation with a proof of its own, and of every credential in it."""
    fetcher = EvidenceFetcher(context.fetcher)
    recording = replace(context, fetcher=fetcher)
    proven = proving.prove(secured, recording)
    shown = replace(context, presented=True)
    items = tuple(_contained(item, shown, source=source, carrier=carrier) for item in secured.contained)
    checks = (
        *_format(proven, secured),
        *_own_proof(proven),
        validity.check(*verifier.content(secured, proven), context.now),
        *_holder(proven, secured, context),
        replay(proven, context),
    )
    report = Report(
        source=source,
        kind=secured.kind,
        format=secured.format,
        carrier=carrier,
        checked_at=context.now,
        checks=checks,
        scope=Scope.PRESENTATION,
        flags=(NOT_BOUND,) if context.nonce is None else (),
        replayed=context.replayed,
        network=network_of(fetcher.events, items),
        items=tuple(item.report for item in items),
        facts={"holder": proven.signer or "", **_said(proven.document or secured.document)},
    )
    return Inspected(
        report=report, raw=secured.raw, media_type=secured.media_type, evidence=fetcher.documents, items=items
    )


def _said(document: JsonObject) -> dict[str, str]:
    """Return what the holder wrote into it about purpose and receiver (``resources/share-code/SPECIFICATION.md``)."""
    terms = document.get("termsOfUse")
    said = terms if isinstance(terms, dict) else document
    names = {"purpose": "urn:x-capsa:purpose", "receiver": "urn:x-capsa:receiver"}
    found = {name: said.get(member) for name, member in names.items()}
    return {name: text for name, text in found.items() if isinstance(text, str) and text}


def verify_share(secured: SecuredCredential, context: Context, *, source: str, carrier: Carrier) -> Inspected:
    """Return the report of what a share code holds: a presentation, or a credential that anyone may hand on."""
    if secured.kind is Kind.PRESENTATION:
        shared = verify(secured, context, source=source, carrier=carrier)
    else:
        shared = unbound(_contained(secured, context, source=source, carrier=carrier), context)
        flags = (*shared.report.flags, NOT_BOUND) if context.nonce is None else shared.report.flags
        shared = replace(shared, report=replace(shared.report, flags=flags))
    return replace(shared, report=replace(shared.report, kind=Kind.SHARE))


def unbound(inspected: Inspected, context: Context) -> Inspected:
    """Return the report of a bare credential given as an answer: where a nonce was asked for, it carries none."""
    if context.nonce is None:
        return inspected
    report = inspected.report
    return replace(inspected, report=replace(report, checks=(*report.checks, *unsigned_replay(context))))


def _contained(secured: SecuredCredential, context: Context, *, source: str, carrier: Carrier) -> Inspected:
    return with_contained(
        verifier.verify(secured, context, source=source, carrier=carrier),
        secured,
        context,
        source=source,
        carrier=carrier,
    )


def with_contained(
    inspected: Inspected, secured: SecuredCredential, context: Context, *, source: str, carrier: Carrier
) -> Inspected:
    """Return the report of a credential that holds credentials (CLR 2.0), with one item for each of them."""
    if not secured.contained:
        return inspected
    items = tuple(_contained(item, context, source=source, carrier=carrier) for item in secured.contained)
    report = replace(
        inspected.report,
        items=tuple(item.report for item in items),
        network=network_of(inspected.report.network, items),
    )
    return replace(inspected, report=report, items=items)


def network_of(own: Iterable[NetworkEvent], items: Iterable[Inspected]) -> tuple[NetworkEvent, ...]:
    """Return the addresses that a source and its items used, each once, in order."""
    seen = dict.fromkeys(own)
    for item in items:
        seen.update(dict.fromkeys(item.report.network))
    return tuple(seen)


def _format(proven: Proven, secured: SecuredCredential) -> tuple[Check, ...]:
    if any(check.kind is CheckKind.FORMAT for check in proven.checks):
        return ()
    return (passed(CheckKind.FORMAT, "format.read", format=secured.format),)


def _own_proof(proven: Proven) -> tuple[Check, ...]:
    """Return the checks of the presentation's own proof; whose key it is, is a question about the holder here."""
    return tuple(
        not_applicable(CheckKind.ISSUER_KEY, "issuer_key.no_issuer")
        if check.kind is CheckKind.ISSUER_KEY and check.outcome is not Outcome.UNKNOWN
        else check
        for check in proven.checks
    )


def _holder(proven: Proven, secured: SecuredCredential, context: Context) -> tuple[Check, ...]:
    if proven.holder_checks:
        # A key binding says by itself whether the key is the one that the issuer named (RFC 9901 section 7.3).
        return proven.holder_checks
    if any(check.kind is CheckKind.ISSUER_KEY and check.outcome is Outcome.FAILED for check in proven.checks):
        return (failed(CheckKind.HOLDER_BINDING, "holder.not_its_key", holder=proven.signer or ""),)
    stated = _name(secured.document.get("holder"))
    if stated is not None and proven.signer is not None and stated != proven.signer:
        return (failed(CheckKind.HOLDER_BINDING, "holder.other_signer", holder=proven.signer, subject=stated),)
    return (holder_binding(proven.signer, secured.contained, context),)


def _name(node: object) -> str | None:
    name = node.get("id", node.get("@id")) if isinstance(node, dict) else node
    return name if isinstance(name, str) and name else None


def holder_binding(signer: str | None, credentials: Iterable[SecuredCredential], context: Context) -> Check:
    """Return the HOLDER_BINDING check: every credential was issued to the one who signed the presentation."""
    asked = context.nonce is not None
    if signer is None:
        return unknown(CheckKind.HOLDER_BINDING, "holder.no_signer" if asked else "holder.not_asked_no_signer")
    unnamed = False
    for credential in credentials:
        subjects = _subject_ids(credential)
        others = [name for name in _in_content(credential) if name != signer]
        if others and signer in subjects:
            # Of several subjects each has earned something; what the others have is not the signer's to show as own.
            return failed(CheckKind.HOLDER_BINDING, "holder.mismatch", holder=signer, subject=others[0] or "")
        if signer in subjects or _confirmed(credential, signer, context):
            continue
        if subjects:
            return failed(CheckKind.HOLDER_BINDING, "holder.mismatch", holder=signer, subject=subjects[0])
        unnamed = True
    if unnamed:
        code = "holder.no_subject" if asked else "holder.not_asked_no_subject"
        return unknown(CheckKind.HOLDER_BINDING, code, holder=signer)
    return passed(CheckKind.HOLDER_BINDING, "holder.same", holder=signer)


def _subject_ids(credential: SecuredCredential) -> list[str]:
    """Return the identifiers to which a credential was issued: of its subjects, or in the claims of an SD-JWT."""
    names = _in_content(credential)
    if credential.securing is Securing.SD_JWT:
        confirmation = credential.claims.get("cnf")
        kid = confirmation.get("kid") if isinstance(confirmation, dict) else None
        names += [_name(credential.document.get("sub")), kid.partition("#")[0] if isinstance(kid, str) else None]
    return [name for name in names if name is not None and name.startswith("did:")]


def _in_content(credential: SecuredCredential) -> list[str | None]:
    subject = credential.document.get("credentialSubject")
    subjects = [item for item in (subject if isinstance(subject, list) else [subject]) if isinstance(item, dict)]
    return [_name(item) for item in subjects]


def _confirmed(credential: SecuredCredential, signer: str, context: Context) -> bool:
    """Tell whether the key that an SD-JWT names for its holder (``cnf``) is a key of ``signer``."""
    if credential.securing is not Securing.SD_JWT or "cnf" not in credential.claims:
        return False
    try:
        key = sd_jwt.confirmation_key(credential.claims, context)
        return any(method.key == key for method in methods_of.document_of(signer, context.fetcher).methods)
    except WalletError:
        return False


def replay(proven: Proven, context: Context) -> Check:
    """Return the REPLAY check: made for the nonce and the audience of this run, where one was asked for."""
    kind = CheckKind.REPLAY
    if context.audience is not None and proven.audience and context.audience not in proven.audience:
        return failed(kind, "replay.wrong_audience", audience=", ".join(proven.audience)[:200])
    if context.nonce is None:
        return unknown(kind, "replay.not_asked")
    if proven.nonce is None:
        return failed(kind, "replay.no_nonce")
    if proven.nonce != context.nonce:
        return failed(kind, "replay.wrong_nonce")
    if context.audience is not None and not proven.audience:
        return failed(kind, "replay.no_audience")
    if proven.made_at is not None and abs(proven.made_at - context.now) > MADE_WITHIN:
        return failed(kind, "replay.stale", date=proven.made_at.isoformat())
    return passed(kind, "replay.bound")


def unsigned_replay(context: Context) -> tuple[Check, ...]:
    """Return the REPLAY check of a presentation without a proof: it cannot have been made for any request."""
    if context.nonce is None:
        return (not_applicable(CheckKind.REPLAY, "replay.not_asked"),)
    return (failed(CheckKind.REPLAY, "replay.no_nonce"),)


def host_known(host: str, context: Context) -> bool:
    """Tell whether a list of this run names the https origin of a host (for offers and requests, a fact to show)."""
    return matching.find(f"https://{host}", context.known_issuers) is not None
