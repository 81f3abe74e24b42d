"""``wallet receive URI``: show who offers what, fetch it with consent, show what it is worth, add it."""

import time

from wallet.cli import collect
from wallet.cli.context import Commands, Run
from wallet.errors import UsageError
from wallet.services import sentences
from wallet.services.receive import Offered, ReceiveService


def add_to(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add("receive", run)
    parser.add_argument("uri", metavar="URI")
    parser.add_argument("--tx-code", metavar="CODE")
    parser.add_argument("--yes", action="store_true")
    parser.add_argument("--keep-both", action="store_true")


def run(run: Run) -> int:
    """Receive: nothing is asked of the issuer before a clear yes, and nothing is kept before another."""
    arguments = run.arguments
    if not arguments.yes and not run.terminal.can_ask:
        raise UsageError("cli.needs_yes")
    with run.session() as session:
        service = ReceiveService(session.verify, session.holder, session.inbox)
        offered = service.read(arguments.uri, lang=run.lang)
        _show(offered, run)
        if not arguments.yes and not run.terminal.confirm("ask.receive", {"host": offered.host}):
            raise UsageError("cli.not_received")
        received = service.receive(offered, wait=time.sleep, transaction_code=_code(offered, run))
        for candidate in received.candidates:
            collect.show(candidate, run)
        wanted = collect.agreed(received.candidates, run)
        results, _changes = session.library.add(wanted, keep_both=arguments.keep_both)
        received.told(any(result.id is not None for result in results))
    for candidate, result in zip(wanted, results, strict=True):
        collect.tell(candidate, result, run)
    return collect.status_of(received.candidates, results)


def _show(offered: Offered, run: Run) -> None:
    run.terminal.say("inquiry.host", {"host": sentences.clean(offered.host)})
    run.terminal.say("inquiry.known" if offered.known else "inquiry.unknown")
    if offered.issuer_name:
        run.terminal.say("offer.calls_itself", {"name": sentences.clean(offered.issuer_name)})
    names = ", ".join(sentences.clean(name) for name in offered.names)
    run.terminal.say("inquiry.offered", {"offered": names})


def _code(offered: Offered, run: Run) -> str | None:
    if offered.code is None:
        return None
    given: str | None = run.arguments.tx_code
    if given is None and run.terminal.can_ask:
        facts = {"host": sentences.clean(offered.code_host), "about": sentences.clean(offered.code.description)}
        given = run.terminal.ask("ask.tx_code", facts)
    return given
