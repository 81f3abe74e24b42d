"""``wallet add SOURCE…``: show each candidate with its verdict, ask, add, and say what became of it."""

from collections.abc import Iterable

from wallet import wording
from wallet.cli import report_text
from wallet.cli.context import DONE, NOT_VERIFIED, USAGE, Commands, Run
from wallet.cli.handed_over import sources_of
from wallet.cli.verify import no_source
from wallet.errors import UsageError
from wallet.services import sentences
from wallet.services.inbox import Candidate, Relation
from wallet.services.library import AddOutcome, AddResult


def add_to(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add("add", run)
    parser.add_argument("sources", nargs="+", metavar="SOURCE")
    for name in ("--yes", "--keep-papers", "--keep-both"):
        parser.add_argument(name, action="store_true")


def run(run: Run) -> int:
    """Collect: nothing is stored before the person (or ``--yes``) agreed."""
    terminal = run.terminal
    if not run.arguments.yes and not terminal.can_ask:
        raise UsageError("cli.needs_yes")
    sources = sources_of(run.arguments.sources)
    for line in report_text.circumstances(run.options, terminal):
        terminal.line(line)
    with run.session() as session:
        candidates = session.inbox.read(sources, progress=terminal.bar)
        terminal.bar.clear()
        for candidate in candidates:
            show(candidate, run)
        wanted = agreed(candidates, run)
        results, _changes = session.library.add(
            wanted, keep_both=run.arguments.keep_both, keep_papers=run.arguments.keep_papers
        )
        session.pin_contexts()
    for candidate, result in zip(wanted, results, strict=True):
        tell(candidate, result, run)
    return status_of(candidates, results)


def show(candidate: Candidate, run: Run) -> None:
    """Show a candidate with its verdict, and how it relates to what is held."""
    for line in report_text.lines(candidate.inspected.report, run.terminal):
        run.terminal.line(line)
    if candidate.relation is not Relation.NEW:
        run.terminal.line("  " + run.terminal.text(f"relation.{candidate.relation}"))


def agreed(candidates: tuple[Candidate, ...], run: Run) -> tuple[Candidate, ...]:
    """Return the candidates that may go on: all with a yes, else only those that will be refused anyway."""
    if run.arguments.yes:
        return candidates
    addable = [candidate for candidate in candidates if candidate.addable or _kept_paper(candidate, run)]
    if not addable or run.terminal.confirm("ask.add", {"count": str(len(addable))}):
        return candidates
    run.terminal.say("nothing_added")
    return tuple(candidate for candidate in candidates if candidate not in addable)


def _kept_paper(candidate: Candidate, run: Run) -> bool:
    return candidate.paper and bool(getattr(run.arguments, "keep_papers", False))


def reason_of(candidate: Candidate, result: AddResult, lang: str) -> str:
    """Return why something was refused, in words."""
    if result.result is not AddOutcome.REFUSED:
        return ""
    if wording.has(f"error.{result.reason}", lang):
        return wording.say(f"error.{result.reason}", lang)
    return sentences.headline(candidate.inspected.report, lang).sentence


def tell(candidate: Candidate, result: AddResult, run: Run) -> None:
    """Say what became of a candidate, in prose or as one JSON object."""
    terminal = run.terminal
    terminal.data(
        {
            "source": result.source,
            "result": str(result.result),
            "id": result.id,
            "verdict": result.verdict,
            "reason": result.reason,
        }
    )
    facts = {"source": sentences.clean(result.source), "id": result.id or "", "reason": ""}
    facts["reason"] = reason_of(candidate, result, run.lang)
    terminal.say(f"result.{result.result}", facts)
    if candidate.paper and result.result is AddOutcome.REFUSED:
        terminal.say("paper_hint")


def status_of(candidates: Iterable[Candidate], results: Iterable[AddResult]) -> int:
    """Return the exit status: 2 where a source was not there, 1 where something was refused."""
    highest = DONE
    for candidate in candidates:
        if no_source(candidate.inspected.report):
            highest = max(highest, USAGE)
    if any(result.result is AddOutcome.REFUSED for result in results):
        highest = max(highest, NOT_VERIFIED)
    return highest
