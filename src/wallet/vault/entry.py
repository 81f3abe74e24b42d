"""What a list shows and a search finds of one credential: derived from its report, disposable, made anew at each check.

The issued bytes and the report are what is kept; everything here can be computed from them again.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from wallet.errors import WalletError
from wallet.formats import strict_json
from wallet.model.earned import Credit, CreditSystem, NameSource, Record
from wallet.model.language import pick
from wallet.records.normalise import search_text
from wallet.vault.instant import maybe_stamp, stamp
from wallet.verification.canonicalization import jcs
from wallet.verification.checks import INFORMATIVE, CheckKind, Outcome
from wallet.verification.report import Inspected, Report
from wallet.verification.verdict import FRESH, State

PAPER = "paper"
"""The kind of a file that nobody signed and that the person keeps beside the credentials."""
_DECIDES_WHOSE = (CheckKind.FORMAT, CheckKind.PROOF, CheckKind.ISSUER_KEY)
_LONGEST_TITLE = 300
_LONGEST_WORDS = 100_000


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes two files the same credential, or one a newer version of the other."""

    digest: str
    canonical_digest: str
    issuer_id: str | None
    credential_id: str | None
    valid_from: int | None


@dataclass(frozen=True, slots=True)
class Words:
    """What the full-text search knows of one credential."""

    title: str
    issuer: str
    words: str


def digest_of(raw: bytes) -> str:
    """Return the SHA-256 of the issued bytes."""
    return hashlib.sha256(raw).hexdigest()


def _canonical_digest(raw: bytes) -> str:
    """Return a digest that is equal for the same JSON in another layout, for anything else that of the bytes."""
    try:
        return hashlib.sha256(jcs.canonicalize(strict_json.loads(raw))).hexdigest()
    except WalletError:
        return hashlib.sha256(raw.strip()).hexdigest()


def identity_of(inspected: Inspected) -> Identity:
    """Return the identity of what was inspected."""
    record = inspected.report.record
    start = (record.valid_from or record.issued_at) if record else None
    return Identity(
        digest=digest_of(inspected.raw),
        canonical_digest=_canonical_digest(inspected.raw),
        issuer_id=(record.issuer.id or None) if record else None,
        credential_id=(record.credential_id or None) if record else None,
        valid_from=maybe_stamp(start),
    )


def issuer_proven(report: Report) -> bool:  # about what may take whose place, not a verification outcome
    """Tell whether the issuer's own key, or its own address, stands behind what the report is about."""
    outcomes = {check.kind: check.outcome for check in report.checks if check.kind in _DECIDES_WHOSE}
    return (
        outcomes.get(CheckKind.FORMAT) is Outcome.PASSED
        and outcomes.get(CheckKind.PROOF) is Outcome.PASSED
        and outcomes.get(CheckKind.ISSUER_KEY) in (Outcome.PASSED, Outcome.NOT_APPLICABLE)
    )


def folded(text: str) -> str:
    """Return ``text`` as it is sorted: without case and accents, white space collapsed."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(plain.casefold().split())[:_LONGEST_TITLE]


def _line(text: str) -> str:
    """Return ``text`` on one line, without the control and direction characters that deceive."""
    kept = "".join(char if unicodedata.category(char) not in ("Cc", "Cf", "Cs") else " " for char in text)
    return " ".join(kept.split())[:_LONGEST_TITLE]


def _all_reports(report: Report) -> Iterator[Report]:
    yield report
    for item in report.items:
        yield from _all_reports(item)


def fresh_until(report: Report) -> datetime:
    """Return until when this report may be shown as checked now (contract section 3, Age of evidence)."""
    ages = [
        check.source.retrieved_at
        for part in _all_reports(report)
        for check in part.checks
        if check.source is not None and check.kind not in INFORMATIVE
    ]
    return min([report.checked_at, *ages]) + FRESH


def ends_at(report: Report) -> datetime | None:
    """Return when the first of what it says stops being valid: as the check read it, else as the record says."""
    ends: list[datetime] = []
    for part in _all_reports(report):
        stated = [_moment(check.facts.get("until")) for check in part.checks if check.kind is CheckKind.VALIDITY_PERIOD]
        found = [end for end in stated if end is not None]
        if not found and part.record is not None:
            found = [end for end in (part.record.expires_at, part.record.token_expires_at) if end is not None]
        ends += found
    return min((end if end.tzinfo else end.replace(tzinfo=UTC) for end in ends), default=None)


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def _number(credit: Credit) -> str:
    text = format(credit.value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def credits_of(record: Record) -> str:
    """Return the credit points in a few characters (``5 EC``), or nothing."""
    for credit in record.credits:
        unit = {CreditSystem.ECTS: "EC", CreditSystem.ECVET: "ECVET"}.get(credit.system) or credit.label or ""
        if unit:
            return f"{_number(credit)} {_line(unit)[:24]}"
    return ""


def _awarded(record: Record) -> date | None:
    if record.awarded_on is not None:
        return record.awarded_on
    moment = record.issued_at or record.valid_from
    return moment.date() if moment is not None else None


def _issuer_name(record: Record) -> str:
    issuer = record.issuer
    for name in (issuer.name, issuer.stated_name):
        if name:
            return _line(name)
    for body in (*record.awarding_bodies, record.sealed_by):
        if body is not None and body.name:
            return _line(pick(body.name))
    return _line(issuer.id or "")


def _title(record: Record | None, source: str, lang: str) -> str:
    title = _line(pick(record.title, lang)) if record is not None else ""
    return title or _line(source.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1])


def columns(inspected: Inspected, *, source: str, paper: bool) -> dict[str, str | int | bytes | None]:
    """Return the columns of the row in ``credentials`` that come from the credential and its report."""
    report = inspected.report
    record = report.record
    identity = identity_of(inspected)
    facts = record or Record()
    awarded = _awarded(facts)
    title_en, title_nl = _title(record, source, "en"), _title(record, source, "nl")
    issuer = _issuer_name(facts)
    ends = ends_at(report)
    return {
        "paper": int(paper),
        "signed": int(not paper and report.verdict.state is not State.UNSIGNED),
        "digest": identity.digest,
        "canonical_digest": identity.canonical_digest,
        "issuer_id": identity.issuer_id,
        "credential_id": identity.credential_id,
        "valid_from": identity.valid_from,
        "kind": PAPER if paper else facts.kind,
        "format": report.format.value,
        "state": report.verdict.state.value,
        "fresh_until": stamp(fresh_until(report)),
        "ends_at": maybe_stamp(ends),
        "title_en": title_en,
        "title_nl": title_nl,
        "sort_en": folded(title_en),
        "sort_nl": folded(title_nl),
        "issuer": issuer,
        "issuer_sort": folded(issuer),
        "issuer_checked": int(facts.issuer.name_from is NameSource.TRUST_LIST),
        "awarded_on": awarded.isoformat() if awarded else "",
        "year": awarded.year if awarded else None,
        "expires_on": ends.date().isoformat() if ends else None,
        "checked_at": stamp(report.checked_at),
        "credits": credits_of(facts),
        "has_image": int(any(image.data or image.url for image in facts.images)),
    }


def _record_words(record: Record) -> Iterator[str]:
    yield from search_text(record).split("\n")
    yield from (record.credential_id or "", record.kind, credits_of(record), record.country or "")


def _distinct(words: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(word for word in words if word))[:_LONGEST_WORDS]


def words_of(report: Report, *, title: str, issuer: str) -> Words:
    """Return what the search must find this credential by."""
    parts = [part.record for part in _all_reports(report) if part.record is not None]
    words = _distinct(text for record in parts for text in _record_words(record))
    names = _distinct(
        name for record in parts for name in (record.issuer.name, record.issuer.stated_name, record.issuer.id) if name
    )
    return Words(title=title, issuer=f"{issuer}\n{names}", words=words)
