"""``wallet list``, ``wallet search`` and ``wallet show``: what is in the wallet."""

from collections.abc import Iterator
from dataclasses import replace

from wallet import wording
from wallet.cli import report_text
from wallet.cli.context import DONE, Commands, Run
from wallet.cli.selection import query_of
from wallet.model.card import Card
from wallet.model.earned import Credit, CreditSystem, Record
from wallet.services import report_json, sentences
from wallet.services.library import Query, Stored
from wallet.services.session import Session
from wallet.verification.checks import Check

_PAGE = 200


def add_to(commands: Commands) -> None:
    """Add the commands to the parser."""
    commands.add("list", list_all)
    search = commands.add("search", search_for)
    search.add_argument("text", nargs="+", metavar="TEXT")
    show = commands.add("show", show_one)
    show.add_argument("ids", nargs="+", metavar="ID")


def cards(session: Session, query: Query) -> Iterator[Card]:
    """Yield all cards of a query, a page at a time."""
    offset = 0
    while page := session.library.page(query, offset=offset, limit=_PAGE):
        yield from page
        offset += len(page)


def record_of(stored: Stored) -> Record:
    """Return the normalised record of something stored; ``key`` is its id in this wallet."""
    record = stored.report.record or Record(title={"und": stored.card.title}, kind=stored.card.kind)
    return replace(record, key=stored.card.id)


def _list(run: Run, query: Query) -> int:
    with run.session() as session:
        count = 0
        for card in cards(session, query):
            count += 1
            if run.terminal.json:
                run.terminal.data(report_json.record_json(record_of(session.library.get(card.id))))
            else:
                run.terminal.line(_line(card, run.lang))
    run.terminal.say("count", {"count": str(count)})
    return DONE


def _line(card: Card, lang: str) -> str:
    word = wording.say(f"verdict.{card.state}.word", lang) if card.signed else wording.say("cli.paper", lang)
    when = card.awarded_on.isoformat() if card.awarded_on else " " * 10
    return f"{card.id}  {when}  {word:<24}  {sentences.clean(card.title)}  ({sentences.clean(card.issuer)})"


def list_all(run: Run) -> int:
    """List everything in the wallet."""
    return _list(run, Query())


def search_for(run: Run) -> int:
    """List what matches the words; ``year:2025`` and the like narrow it down."""
    return _list(run, query_of(" ".join(run.arguments.text)))


def show_one(run: Run) -> int:
    """Show credentials with their report."""
    for line in report_text.circumstances(run.options, run.terminal):
        run.terminal.line(line)
    with run.session() as session:
        for credential_id in run.arguments.ids:
            stored = session.library.get(credential_id)
            run.terminal.data(report_json.record_json(record_of(stored)))
            if not run.terminal.json:
                for line in _shown(stored, run):
                    run.terminal.line(line)
    return DONE


def _shown(stored: Stored, run: Run) -> Iterator[str]:
    lang = run.lang
    record = record_of(stored)
    words = sentences.headline(stored.report, lang)
    yield report_text.title_of(record, lang)
    yield report_text.issuer_of(record, run.terminal)
    yield f"{words.word}. {words.sentence} {words.todo}"
    for name, value in _details(record, lang):
        yield f"  {wording.say(f'cli.field.{name}', lang)}: {value}"
    for check in stored.report.checks:
        yield "  " + _check(check, lang)
    for flag in stored.report.flags:
        yield "  " + sentences.flag_line(flag, stored.report, lang)
    if stored.note:
        yield f"  {wording.say('cli.field.note', lang)}: {sentences.clean(stored.note)}"


def _check(check: Check, lang: str) -> str:
    line = f"{sentences.outcome_word(check.outcome, lang)}: {sentences.check_line(check, lang)}"
    source = sentences.source_line(check, lang)
    return f"{line} {source}" if source else line


def _credit(credit: Credit, lang: str) -> str:
    if credit.system is CreditSystem.OTHER and not credit.label:
        return wording.say("cli.credits_other", lang, {"value": str(credit.value)})
    return f"{credit.value} {sentences.clean(credit.label or credit.system.upper())}"


def _details(record: Record, lang: str) -> Iterator[tuple[str, str]]:
    if record.awarded_on is not None:
        yield "awarded_on", record.awarded_on.isoformat()
    if record.expires_at is not None:
        yield "expires_at", record.expires_at.date().isoformat()
    if record.holder.names:
        yield "holder", ", ".join(sentences.clean(name) for name in record.holder.names)
    if record.credits:
        yield "credits", ", ".join(_credit(credit, lang) for credit in record.credits)
    if record.level is not None and record.level.eqf is not None:
        yield "level", f"EQF {record.level.eqf}"
