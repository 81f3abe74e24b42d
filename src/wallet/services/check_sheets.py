"""Results of a check on paper: one page for one result, a list for several, with the date; nothing is stored."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from wallet import wording
from wallet.model.language import pick
from wallet.portfolio.data import CheckItem, CheckRow, CheckSheet
from wallet.portfolio.writers.pdf import write_check_report
from wallet.services import sentences, shown_checks
from wallet.verification.report import Inspected, Report

MOST_IN_FULL = 300
"""Results that are told in full on paper; the table names all of them."""


def _title(report: Report, lang: str) -> str:
    named = report.record is not None and shown_checks.claims_are_facts(report)
    title = sentences.clean(pick(report.record.title, lang)) if named and report.record is not None else ""
    return title or file_name(report)


def file_name(report: Report) -> str:
    """Return how the source is known among others: the name of the file, without the folders of this computer."""
    name = report.source.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    return sentences.clean(report.source if "://" in report.source or not name else name)


def _named(report: Report, lang: str) -> str:
    """Return what a result is about with the file that it came from: candidates often hand in the same course."""
    title, name = _title(report, lang), file_name(report)
    return title if title == name else f"{name} · {title}"


def _item(report: Report, lang: str, *, named: bool = False) -> CheckItem:
    said = sentences.headline(report, lang)
    return CheckItem(_named(report, lang) if named else _title(report, lang), said.word, said.sentence)


def _one(found: Inspected, lang: str, now: datetime) -> CheckSheet:
    report = found.report
    said = sentences.headline(report, lang)
    rows = tuple(
        CheckRow(
            sentences.kind_word(check.kind, lang),
            sentences.outcome_word(check.outcome, lang),
            sentences.check_line(check, lang),
            sentences.source_line(check, lang),
        )
        for check in shown_checks.of(report).shown
    )
    return CheckSheet(
        source=_title(report, lang),
        word=said.word,
        sentence=said.sentence,
        todo=said.todo,
        checked_on=sentences.moment_text(report.checked_at, lang),
        lang=lang,
        made_at=now,
        rows=rows,
        flags=tuple(sentences.flag_line(flag, report, lang) for flag in report.flags),
        items=tuple(_item(item, lang) for item in report.items),
        record=report.record if shown_checks.claims_are_facts(report) else None,
        sha256=hashlib.sha256(found.raw).hexdigest() if found.raw else "",
    )


def _each(found: Sequence[Inspected]) -> Iterator[Inspected]:
    """Yield every result and what lies inside it."""
    for one in found:
        yield one
        yield from _each(one.items)


def _many(found: Sequence[Inspected], lang: str, now: datetime) -> CheckSheet:
    words = Counter(sentences.headline(one.report, lang).word for one in found)
    names = {"count": str(len(found))}
    return CheckSheet(
        source=wording.say("portfolio.check.results", lang, names),
        word=wording.say("portfolio.check.results", lang, names),
        sentence=", ".join(f"{word}: {count}" for word, count in words.most_common()),
        todo="",
        checked_on=sentences.moment_text(max(one.report.checked_at for one in found), lang),
        lang=lang,
        made_at=now,
        rows=(),
        items=tuple(_item(one.report, lang, named=True) for one in found),
    )


def pdf_of(found: Sequence[Inspected], lang: str, now: datetime) -> bytes:
    """Return the sheet for one result, or the list of several, as PDF.

    Raises:
        EnvironmentFailedError: see ``portfolio.typesetting.typeset``.
    """
    return write_check_report(_one(found[0], lang, now) if len(found) == 1 else _many(found, lang, now))


def full_pdf_of(found: Sequence[Inspected], lang: str, now: datetime) -> bytes:
    """Return the list of results and each of them with its reasons, the inner ones too, up to ``MOST_IN_FULL``.

    Raises:
        EnvironmentFailedError: see ``portfolio.typesetting.typeset``.
    """
    head = _one(found[0], lang, now) if len(found) == 1 else _many(found, lang, now)
    told = [one for one in _each(found) if len(found) > 1 or one is not found[0]]
    parts = (replace(_one(one, lang, now), source=_named(one.report, lang)) for one in told[:MOST_IN_FULL])
    return write_check_report(replace(head, parts=tuple(parts)))
