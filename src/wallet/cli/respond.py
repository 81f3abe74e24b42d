"""``wallet respond``: show who asks for what, ask for consent, send exactly what was chosen, or say no."""

import argparse
from collections.abc import Mapping

from wallet.cli.context import DONE, NOT_VERIFIED, Commands, Run
from wallet.errors import UsageError
from wallet.services import sentences
from wallet.services.respond import Ask, AskedCredential, Choice, Responded


def add_to(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add("respond", run)
    parser.add_argument("uri", metavar="URI")
    parser.add_argument("--select", action="append", default=[], type=_pair, metavar="QUERY=ID", dest="answer")
    parser.add_argument("--hide", action="append", default=[], metavar="CLAIM")
    parser.add_argument("--decline", action="store_true")
    parser.add_argument("--yes", action="store_true")


def _pair(text: str) -> tuple[str, str]:
    query, mark, credential = text.partition("=")
    if not mark or not query or not credential:
        raise argparse.ArgumentTypeError(text)
    return query, credential


def run(run: Run) -> int:
    """Answer a request; without a clear yes nothing is sent but "no"."""
    arguments = run.arguments
    with run.session() as session:
        ask = session.respond.read(arguments.uri)
        _show(ask, run)
        if arguments.decline:
            return _told(session.respond.decline(ask), run)
        if not ask.satisfiable:
            raise UsageError("request.nothing_to_show")
        chosen = _chosen(ask, arguments.answer)
        if not arguments.yes and not (run.terminal.can_ask and run.terminal.confirm("ask.respond")):
            raise UsageError("cli.not_shared")
        return _told(session.respond.respond(ask, chosen, hidden=_hidden(ask, chosen, arguments.hide)), run)


def _chosen(ask: Ask, selected: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the choice per query: what was selected, else the only one that answers what is required.

    Raises:
        UsageError: ``request.choose``: several answer, and which one is for the person to say.
    """
    chosen: dict[str, list[str]] = {}
    for query, credential in selected:
        chosen.setdefault(query, []).append(credential)
    for one in ask.asked:
        if one.query_id in chosen or not one.required:
            continue
        if len(one.choices) > 1:
            ids = ", ".join(choice.credential_id for choice in one.choices)
            raise UsageError("request.choose", {"query": one.query_id, "ids": ids})
        chosen[one.query_id] = [choice.credential_id for choice in one.choices]
    return chosen


def _picked(ask: Ask, chosen: Mapping[str, list[str]]) -> list[Choice]:
    return [
        choice for one in ask.asked for choice in one.choices if choice.credential_id in chosen.get(one.query_id, ())
    ]


def _hidden(ask: Ask, chosen: Mapping[str, list[str]], hide: list[str]) -> dict[str, list[str]]:
    """Return the places that are hidden, per credential: a claim is meant by its name or its place.

    Raises:
        UsageError: ``share.unknown_claim``.
    """
    hidden: dict[str, list[str]] = {}
    for claim in hide:
        found = False
        for choice in _picked(ask, chosen):
            places = [one.path for one in choice.claims if claim in (one.name, one.path)]
            hidden.setdefault(choice.credential_id, []).extend(places)
            found = found or bool(places)
        if not found:
            raise UsageError("share.unknown_claim", {"claim": claim})
    return hidden


def _show(ask: Ask, run: Run) -> None:
    terminal = run.terminal
    terminal.say("respond.known" if ask.known else "respond.host", {"host": ask.host, "name": ask.known or ""})
    if ask.stated_name and not ask.known:
        terminal.say("respond.stated", {"name": sentences.clean(ask.stated_name)})
    for one in ask.asked:
        _show_query(one, run)
    for agreed in ask.agree_to:
        terminal.say("respond.agree", {"title": sentences.clean(agreed.title), "text": sentences.clean(agreed.text)})
    terminal.data(
        {
            "host": ask.host,
            "known": ask.known,
            "satisfiable": ask.satisfiable,
            "asked": [
                {
                    "query": one.query_id,
                    "required": one.required,
                    "choices": [
                        {"id": choice.credential_id, "claims": [claim.path for claim in choice.claims]}
                        for choice in one.choices
                    ],
                }
                for one in ask.asked
            ],
        }
    )


def _show_query(one: AskedCredential, run: Run) -> None:
    run.terminal.say("respond.required" if one.required else "respond.optional", {"query": one.query_id})
    if not one.choices:
        run.terminal.say("respond.none")
    for choice in one.choices:
        run.terminal.line(f"  {choice.credential_id}  {sentences.clean(choice.title)}")
        if choice.whole:
            run.terminal.say("respond.whole")
        for claim in choice.claims:
            run.terminal.line(f"      {sentences.clean(claim.name)}: {sentences.clean(claim.value)}")


def _told(responded: Responded, run: Run) -> int:
    key = "respond.sent" if responded.receipt is not None else "respond.declined"
    run.terminal.say(key if responded.sent.accepted else "respond.not_accepted", {"status": str(responded.sent.status)})
    if responded.sent.continue_at:
        run.terminal.say("respond.continue", {"url": responded.sent.continue_at})
    run.terminal.data(
        {
            "result": "shared" if responded.receipt is not None else "declined",
            "accepted": responded.sent.accepted,
            "continue_at": responded.sent.continue_at,
        }
    )
    return DONE if responded.sent.accepted else NOT_VERIFIED
