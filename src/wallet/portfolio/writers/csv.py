"""One line per credential for a spreadsheet, in which no cell is ever a formula."""

import csv
import hashlib
import io
from datetime import UTC

from wallet import wording
from wallet.portfolio.data import PortfolioData, Written
from wallet.portfolio.document import shown_title
from wallet.portfolio.fields import number_text
from wallet.portfolio.plain_text import one_line
from wallet.portfolio.totals import institution_of, unit

MEDIA_TYPE = "text/csv"
COLUMNS = (
    "title",
    "kind",
    "institution",
    "institution_checked",
    "awarded_on",
    "expires_at",
    "credits",
    "hours",
    "level",
    "state",
    "word",
    "checked_on",
    "credential_id",
    "sha256",
)
"""The heads of the columns: names for programs, the same in every language."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def cell(text: str) -> str:
    """Return ``text`` so that a spreadsheet reads it as text: an apostrophe goes before what would start a formula."""
    line = one_line(text, 2000)
    return f"'{line}" if line.startswith(_FORMULA) else line


def write(data: PortfolioData) -> Written:
    """Return the table (RFC 4180, UTF-8 with a byte order mark, every cell quoted)."""
    into = io.StringIO(newline="")
    writer = csv.writer(into, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(data):
        writer.writerow([cell(row[name]) for name in COLUMNS])
    return Written(MEDIA_TYPE, "csv", b"\xef\xbb\xbf" + into.getvalue().encode("utf-8", "replace"))


def rows(data: PortfolioData) -> list[dict[str, str]]:
    """Return one dictionary of texts per credential; what may not be relied on has its state and nothing else."""
    return [_row(data, position) for position in range(len(data.entries))]


def _row(data: PortfolioData, position: int) -> dict[str, str]:
    entry = data.entries[position]
    found = dict.fromkeys(COLUMNS, "")
    found.update(
        title=shown_title(entry, data.lang),
        state=entry.state.value,
        word=one_line(entry.word),
        checked_on=entry.checked_at.astimezone(UTC).date().isoformat() if entry.checked_at else "",
        sha256=hashlib.sha256(entry.raw).hexdigest() if entry.raw else "",
    )
    if entry.discredited:
        return found
    record, lang = entry.record, data.lang
    institution, checked = institution_of(record, entry.state, lang)
    level = record.level
    hours = record.hours
    stated = None if hours is None else hours.notional if hours.notional is not None else hours.sbu
    found.update(
        kind=record.kind,
        institution=institution,
        institution_checked=wording.say(f"record.answer.{'yes' if checked else 'no'}", lang),
        awarded_on=record.awarded_on.isoformat() if record.awarded_on else "",
        expires_at=record.expires_at.date().isoformat() if record.expires_at else "",
        credits="; ".join(
            f"{number_text(one.value, 'en')} {unit(one.system, one.label)}" for one in record.credits if one.earned
        ),
        hours=number_text(stated, "en") if stated is not None else "",
        level="" if level is None else (f"EQF {level.eqf}" if level.eqf is not None else level.nlqf or ""),
        credential_id=record.credential_id or "",
    )
    return found
