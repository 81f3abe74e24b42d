"""What the forms of a portfolio have in common, so that all say the same: words, rows, the identifier."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from wallet import wording
from wallet.portfolio.data import Entry, PortfolioData
from wallet.portfolio.fields import Row, moment_day, number_text, rows_of, title_text, unit_text
from wallet.portfolio.pictures import Picture, picture_of, pictures_in
from wallet.portfolio.plain_text import one_line, paragraphs
from wallet.portfolio.totals import Total, counts, grand_total, totals

OWN_WORDS = 4000
"""Longest text of the person's own, in characters."""
_TITLES_LISTED = 12


def words(key: str, lang: str, **facts: str) -> str:
    """Return a sentence of the portfolio's catalogue."""
    return wording.say(f"portfolio.{key}", lang, facts)


def title_of(data: PortfolioData) -> str:
    """Return the title of the whole."""
    title, name = one_line(data.title, 200), one_line(data.person_name, 120)
    if title:
        return title
    return words("title_of", data.lang, name=name) if name else words("title", data.lang)


def made_on(data: PortfolioData) -> str:
    """Return the day on which it was made, in words."""
    return moment_day(data.made_at, data.lang, data.tz)


def place(data: PortfolioData) -> str:
    """Return where a reader can check."""
    if data.checker:
        return words("place_address", data.lang, address=one_line(data.checker, 120))
    return words("place_app", data.lang)


@dataclass(frozen=True, slots=True)
class Shown:
    """One credential as it is shown: ``rows`` is empty where nothing in the file may be shown as a fact."""

    entry: Entry
    title: str
    word: str
    sentence: str
    flags: tuple[str, ...]
    checked: str
    note: str
    rows: tuple[Row, ...]
    picture: Picture | None = None


def shown_title(entry: Entry, lang: str) -> str:
    """Return what an entry is called; a file that may not be relied on by its file name, never by what it says."""
    title = "" if entry.discredited else title_text(entry.record, lang)
    return title or one_line(entry.file_name) or words("credential", lang)


def shown_all(data: PortfolioData) -> tuple[Shown, ...]:
    """Return how every entry is shown, with its picture; equal pictures are made once."""
    made: dict[bytes, Picture | None] = {}

    def picture(entry: Entry) -> Picture | None:
        if entry.discredited:
            return None
        key = hashlib.sha256(b"\0".join(pictures_in(entry.record, entry.picture))).digest()
        if key not in made:
            made[key] = picture_of(entry.record, entry.picture)
        return made[key]

    return tuple(replace(shown(entry, data), picture=picture(entry)) for entry in data.entries)


def shown(entry: Entry, data: PortfolioData) -> Shown:
    """Return how ``entry`` is shown, without its picture."""
    lang = data.lang
    flags = tuple(one_line(flag, 300) for flag in entry.flags)
    rows = () if entry.discredited else tuple(rows_of(entry.record, lang, data.tz))
    if not entry.signed:
        flags = (*flags, words("unsigned", lang))
    elif entry.discredited:
        flags = (*flags, words("not_shown", lang))
    checked = one_line(entry.checked_on)
    return Shown(
        entry,
        shown_title(entry, lang),
        one_line(entry.word),
        one_line(entry.sentence, 600),
        flags,
        words("as_found", lang, moment=checked) if checked else words("never_checked", lang),
        paragraphs(entry.note, OWN_WORDS),
        rows,
    )


def totals_of(data: PortfolioData) -> tuple[Total, ...]:
    """Return the totals of what may be counted."""
    return totals(((entry.record, entry.state) for entry in data.entries if entry.signed), data.lang)


def totals_head(lang: str) -> list[str]:
    """Return the heads of the columns of the totals."""
    return [words(key, lang) for key in ("institution", "year", "count", "credits", "hours")]


def totals_rows(data: PortfolioData) -> Iterator[list[str]]:
    """Yield the rows of the totals, and one for all together where there are several."""
    lang = data.lang
    rows = totals_of(data)
    for row in rows:
        yield [
            one_line(row.institution, 120) + ("" if row.institution_checked else " *"),
            str(row.year) if row.year else words("undated", lang),
            str(row.count),
            "\n".join(unit_text(unit, value, lang) for unit, value in row.credits.items()),
            number_text(row.hours, lang) if row.hours is not None else "",
        ]
    if len(rows) > 1:
        credits_sum, hours_sum = grand_total(rows)
        yield [
            words("totals_all", lang),
            "",
            str(sum(row.count for row in rows)),
            "\n".join(unit_text(unit, value, lang) for unit, value in credits_sum.items()),
            number_text(hours_sum, lang) if hours_sum is not None else "",
        ]


def totals_note(data: PortfolioData) -> str:
    """Return what to know about the totals, and what was left out of them."""
    left_out = [entry for entry in data.entries if not entry.signed or not counts(entry.state)]
    notes = (words("totals_note", data.lang), left_out_note([shown_title(e, data.lang) for e in left_out], data.lang))
    return " ".join(note for note in notes if note)


def left_out_note(titles: Sequence[str], lang: str) -> str:
    """Return which titles the totals do not count, and why; nothing when they count all."""
    if not titles:
        return ""
    listed = ", ".join(titles[:_TITLES_LISTED]) + (" …" if len(titles) > _TITLES_LISTED else "")
    return words("totals_excluded", lang, count=str(len(titles)), titles=listed)


def contents_head(lang: str) -> list[str]:
    """Return the heads of the columns of the contents."""
    return [words(key, lang) for key in ("number", "credential", "year", "state")]


def contents_rows(items: Iterable[Shown]) -> Iterator[list[str]]:
    """Yield what is in it, in the order that the person chose, each with its year and state."""
    for number, item in enumerate(items, 1):
        awarded = None if item.entry.discredited else item.entry.record.awarded_on
        yield [str(number), item.title, str(awarded.year) if awarded else "", item.word]


def identifier(data: PortfolioData) -> str:
    """Return an identifier that is the same for the same content made at the same time."""
    content = hashlib.sha256()
    for entry in data.entries:
        content.update(hashlib.sha256(entry.raw).digest())
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'{data.made_at.isoformat()} {content.hexdigest()}')}"
