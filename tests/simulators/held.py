"""Results of a check as a wallet is handed them, for tests of what keeps them. Nothing here is verified."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from wallet.model.earned import Credit, CreditSystem, Issuer, Media, NameSource, Record
from wallet.model.secured import Carrier, Format, Kind
from wallet.ports import Document, Purpose
from wallet.services.inbox import Candidate, Relation
from wallet.verification.checks import Check, CheckKind, Outcome, Source, passed, unknown
from wallet.verification.report import Inspected, Report

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
_GOOD = (
    CheckKind.FORMAT,
    CheckKind.PROOF,
    CheckKind.ISSUER_KEY,
    CheckKind.VALIDITY_PERIOD,
    CheckKind.STATUS,
    CheckKind.ISSUER_TRUST,
)


def checks(*, at: datetime = NOW, evidence_age: timedelta = timedelta(0)) -> tuple[Check, ...]:
    """All that must pass, decided by a document of a certain age."""
    source = Source("https://school.example/did.json", at - evidence_age)
    return tuple(passed(kind, "test.good", source=source if kind is CheckKind.ISSUER_KEY else None) for kind in _GOOD)


def inspected(
    number: int = 1,
    *,
    title: str = "Data science for nurses",
    issuer: str = "Hogeschool Zuiderpark",
    awarded: date = date(2025, 6, 30),
    at: datetime = NOW,
    evidence_age: timedelta = timedelta(0),
    valid_from: datetime | None = None,
    expires_at: datetime | None = None,
    trusted: bool = True,
    body: str = "",
    image: bytes | None = None,
    evidence: tuple[Document, ...] = (),
    kind: str = "micro_credential",
    credential_id: str | None = None,
) -> Inspected:
    """One credential with its report."""
    record = Record(
        format="vc_ldp",
        kind=kind,
        title={"en": title, "nl": f"{title} (nl)"},
        description={"en": body},
        credential_id=credential_id or f"urn:uuid:{number}",
        issuer=Issuer(
            id="did:web:school.example",
            name=issuer if trusted else None,
            stated_name=issuer,
            name_from=NameSource.TRUST_LIST if trusted else NameSource.CREDENTIAL,
        ),
        awarded_on=awarded,
        valid_from=valid_from or datetime(2025, 6, 30, tzinfo=UTC),
        expires_at=expires_at,
        credits=(Credit(Decimal("5.0"), CreditSystem.ECTS),),
        images=(Media("achievement", data=image, media_type="image/png"),) if image else (),
    )
    found = checks(at=at, evidence_age=evidence_age)
    if not trusted:
        found = (*found[:-1], unknown(CheckKind.ISSUER_TRUST, "trust.not_listed"))
    report = Report(
        source=f"badge-{number}.json",
        kind=Kind.CREDENTIAL,
        format=Format.VC_LDP,
        carrier=Carrier.FILE,
        checked_at=at,
        checks=found,
        record=record,
    )
    raw = json.dumps({"id": record.credential_id, "name": title, "n": number, "from": str(record.valid_from)})
    return Inspected(report, raw.encode(), "application/vc+ld+json", evidence)


def failing(result: Inspected, kind: CheckKind, code: str) -> Inspected:
    """The same result with one check failed."""
    return _with(result, kind, Outcome.FAILED, code)


def undecided(result: Inspected, kind: CheckKind, code: str) -> Inspected:
    """The same result with one check that could not be done."""
    return _with(result, kind, Outcome.UNKNOWN, code)


def _with(result: Inspected, kind: CheckKind, outcome: Outcome, code: str) -> Inspected:
    changed = tuple(
        replace(check, outcome=outcome, code=code) if check.kind is kind else check for check in result.report.checks
    )
    return replace(result, report=replace(result.report, checks=changed))


def document(url: str, body: bytes, *, at: datetime = NOW, purpose: Purpose = Purpose.DID_DOCUMENT) -> Document:
    """A document that a check used."""
    return Document(url, body, "application/json", at, purpose)


def candidate(result: Inspected, *, paper: bool = False, addable: bool = True) -> Candidate:
    """The result as the inbox hands it over."""
    return Candidate(result.report.source, result, Relation.NEW, None, addable, paper=paper)
