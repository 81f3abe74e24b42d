"""``wallet verify SOURCE…``: no wallet and no passphrase needed."""

from collections import Counter

from wallet import wording
from wallet.cli import report_text
from wallet.cli.context import DONE, NOT_VERIFIED, USAGE, Commands, Run
from wallet.cli.handed_over import sources_of
from wallet.services import report_json, sentences
from wallet.services.verify import VerifyService
from wallet.verification.report import Report

_CODES_OF_NO_SOURCE = ("source.missing", "source.unreadable")


def add_to(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add("verify", run)
    parser.add_argument("sources", nargs="+", metavar="SOURCE")


def no_source(report: Report) -> bool:
    """Tell whether the source itself did not exist or may not be read."""
    return any(check.code in _CODES_OF_NO_SOURCE for check in report.checks)


def status_of(report: Report) -> int:
    """Return the exit status for one result (contract section 2)."""
    if no_source(report):
        return USAGE
    return DONE if report.verdict.green else NOT_VERIFIED


def run(run: Run) -> int:
    """Verify each source and print its report; the status is the highest that applies."""
    terminal = run.terminal
    service = VerifyService(run.options)
    for line in report_text.circumstances(run.options, terminal):
        terminal.line(line)
    highest = DONE
    words: Counter[str] = Counter()
    try:
        service.warm_up()
        sources = sources_of(run.arguments.sources)
        for inspected in service.inspect(sources, progress=terminal.bar):
            report = inspected.report
            highest = max(highest, status_of(report))
            terminal.data(report_json.to_json(report))
            if no_source(report):
                terminal.error(sentences.check_line(report.checks[0], run.lang))
            elif not terminal.json:
                _tell(report, run)
                words.update(item.verdict.state for item in report.items or (report,))
    finally:
        terminal.bar.clear()
        service.close()
    if sum(words.values()) > 1:
        _summary(run, words)
    return highest


def _tell(report: Report, run: Run) -> None:
    for line in report_text.lines(report, run.terminal):
        run.terminal.line(line)


def _summary(run: Run, words: Counter[str]) -> None:
    run.terminal.line()
    for state, count in words.most_common():
        run.terminal.line(f"{count:>6}  {wording.say(f'verdict.{state}.word', run.lang)}")
