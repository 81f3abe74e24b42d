"""A few lines for a CV, in plain text or Markdown, and the address of LinkedIn's "add to profile" form.

They are words, not proof: nothing in them says that anything was checked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote, urlencode

from wallet.model.earned import CreditSystem, Record
from wallet.model.language import pick

LINKEDIN = "https://www.linkedin.com/profile/add"

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~])")
_INVISIBLE = re.compile("[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_SYSTEMS = {CreditSystem.ECTS: "EC", CreditSystem.ECVET: "ECVET"}


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One credential in a summary: everything as one line of text, nothing but what the credential states."""

    title: str
    organisation: str
    awarded: date | None
    extent: str


def _plain(text: str) -> str:
    """Return ``text`` on one line, without characters that hide or turn around what is read."""
    return " ".join(_INVISIBLE.sub(" ", text).split())


def _organisation(record: Record, lang: str) -> str:
    bodies = [pick(body.name, lang) for body in record.awarding_bodies]
    return _plain(", ".join(name for name in bodies if name) or record.issuer.name or "")


def _extent(record: Record) -> str:
    parts = [
        f"{credit.value.normalize():f} {_SYSTEMS[credit.system]}"
        for credit in record.credits
        if credit.system in _SYSTEMS
    ]
    if not parts and record.hours is not None:
        hours = record.hours.notional or record.hours.sbu
        parts = [f"{hours.normalize():f} h"] if hours is not None else []
    return ", ".join(parts)


def line(record: Record, lang: str) -> SummaryLine:
    """Return what a summary says about one credential."""
    awarded = record.awarded_on or (record.valid_from.date() if record.valid_from else None)
    return SummaryLine(_plain(pick(record.title, lang)), _organisation(record, lang), awarded, _extent(record))


def _date(day: date | None) -> str:
    return "" if day is None else f"{day.year:04d}-{day.month:02d}"


def plain_text(records: Sequence[Record], lang: str) -> str:
    """Return one line per credential: date, title, organisation, extent."""
    rows = []
    for record in records:
        one = line(record, lang)
        parts = [part for part in (one.title, one.organisation, one.extent) if part]
        rows.append(" ".join(part for part in (_date(one.awarded), " — ".join(parts)) if part))
    return "\n".join(rows) + "\n" if rows else ""


def markdown(records: Sequence[Record], lang: str) -> str:
    """Return a Markdown list; what the issuer wrote is escaped, so that it stays text."""

    def escaped(text: str) -> str:
        return _MARKDOWN.sub(r"\\\1", text)

    rows = []
    for record in records:
        one = line(record, lang)
        rest = [escaped(part) for part in (one.organisation, one.extent, _date(one.awarded)) if part]
        rows.append(f"- **{escaped(one.title)}**" + (f", {', '.join(rest)}" if rest else ""))
    return "\n".join(rows) + "\n" if rows else ""


def linkedin_address(record: Record, lang: str, *, link: str | None = None) -> str:
    """Return the address that opens LinkedIn's form with the fields filled in; nothing is sent before the person does.

    ``link`` is an https address where the credential can be seen; the credential's own identifier is given where it
    is an https address or a URN.
    """
    one = line(record, lang)
    fields = {"startTask": "CERTIFICATION_NAME", "name": one.title}
    if one.organisation:
        fields["organizationName"] = one.organisation
    if one.awarded is not None:
        fields |= {"issueYear": str(one.awarded.year), "issueMonth": str(one.awarded.month)}
    expires: datetime | None = record.expires_at
    if expires is not None:
        fields |= {"expirationYear": str(expires.year), "expirationMonth": str(expires.month)}
    shown = link or (record.credential_id if (record.credential_id or "").startswith("https://") else None)
    if shown is not None:
        fields["certUrl"] = shown
    if record.credential_id:
        fields["certId"] = record.credential_id
    return f"{LINKEDIN}?{urlencode(fields, quote_via=quote)}"
