"""A report as lines for a terminal: icon and word, the sentence, what to do, and what else was found."""

import sys
from collections.abc import Iterator

from wallet.cli.terminal import Terminal
from wallet.model.earned import NameSource, Record
from wallet.model.language import pick
from wallet.services import sentences, shown_checks
from wallet.services.options import RunOptions
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.report import Report
from wallet.verification.verdict import State, Tone

_ICONS = {Tone.GREEN: "✓", Tone.AMBER: "?", Tone.RED: "✗", Tone.GREY: "-"}
_PLAIN_ICONS = {Tone.GREEN: "+", Tone.AMBER: "?", Tone.RED: "x", Tone.GREY: "-"}
_COLOURS = {Tone.GREEN: "32", Tone.AMBER: "33", Tone.RED: "31", Tone.GREY: "90"}


def _icon(tone: Tone) -> str:
    wide = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    icon = (_ICONS if wide else _PLAIN_ICONS)[tone]
    return f"\x1b[{_COLOURS[tone]}m{icon}\x1b[0m" if sys.stdout.isatty() else icon


def headline(report: Report, terminal: Terminal) -> str:
    """Return the first line: icon, source, word."""
    words = sentences.headline(report, terminal.lang)
    return f"{_icon(report.verdict.tone)} {sentences.clean(report.source)}: {words.word}"


def title_of(record: Record, lang: str) -> str:
    """Return the title of a record as one clean line."""
    return sentences.clean(pick(record.title, lang))


def issuer_of(record: Record, terminal: Terminal) -> str:
    """Return the issuer; a name that only the file states is said to be unchecked."""
    issuer = record.issuer
    if issuer.name_from is NameSource.TRUST_LIST and issuer.name:
        return sentences.clean(issuer.name)
    stated = issuer.stated_name or issuer.name
    facts = {"name": sentences.clean(stated or ""), "id": sentences.clean(issuer.id or "")}
    return terminal.text("issuer_stated" if stated else "issuer_id_only", facts)


def _told(report: Report, terminal: Terminal) -> Iterator[str]:
    record = report.record
    if record is None or not shown_checks.claims_are_facts(report):
        return
    title = title_of(record, terminal.lang)
    if title:
        yield title
    if report.verdict.state is not State.ISSUER_UNKNOWN:
        # There the headline says already who signed and what the file calls itself.
        yield issuer_of(record, terminal)
    names = ", ".join(sentences.clean(name) for name in record.holder.names)
    if names:
        yield terminal.text("issued_to", {"name": names})


def _nothing_to_tell(check: Check) -> bool:
    """Tell whether a check is open only because nobody asked: no nonce, or no names of the person to compare."""
    mine = check.kind is CheckKind.SUBJECT_IS_ME and check.outcome is Outcome.UNKNOWN
    return mine or "not_asked" in check.code


def _found(report: Report, terminal: Terminal) -> Iterator[str]:
    decided = sentences.deciding_check(report)
    for check in shown_checks.of(report).shown:
        bad = check.outcome in (Outcome.FAILED, Outcome.UNKNOWN)
        if bad and check is not decided and not _nothing_to_tell(check):
            yield sentences.check_line(check, terminal.lang)
    for flag in report.flags if shown_checks.claims_are_facts(report) else ():
        yield sentences.flag_line(flag, report, terminal.lang)


def _inquiry(report: Report, terminal: Terminal) -> Iterator[str]:
    """Yield what an offer, a request or a link says of itself: who, what, and whether the host is known."""
    facts = report.facts
    for name in ("host", "offered", "requested", "url"):
        value = sentences.clean(facts.get(name, ""))
        if value:
            yield terminal.text(f"inquiry.{name}", {name: value})
    if "known" in facts:
        yield terminal.text("inquiry.known" if facts["known"] == "yes" else "inquiry.unknown")


def circumstances(options: RunOptions, terminal: Terminal) -> Iterator[str]:
    """Yield what a reader must know of all verdicts of a run: not of now, or not from the network."""
    if options.at is not None:
        yield terminal.text("as_of", {"moment": sentences.moment_text(options.at, terminal.lang)})
    if options.replay is not None:
        yield terminal.text("from_recording", {"path": sentences.clean(str(options.replay))})


def lines(report: Report, terminal: Terminal, depth: int = 0) -> Iterator[str]:
    """Yield the lines of a report, with those of what it contains indented under it."""
    words = sentences.headline(report, terminal.lang)
    indent = "  " * depth
    yield indent + headline(report, terminal)
    inner = indent + "  "
    yield inner + words.sentence
    for line in (*_told(report, terminal), *_found(report, terminal), *_inquiry(report, terminal)):
        yield inner + line
    if not report.verdict.green and not report.items:
        yield inner + words.todo
    for item in report.items:
        yield from lines(item, terminal, depth + 1)
