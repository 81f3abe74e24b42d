"""``wallet trust``: the person's own list of known issuers and the registries it follows."""

from wallet.cli.context import DONE, ENVIRONMENT, Commands, Run
from wallet.services import report_json, sentences
from wallet.services.trust import Subscription
from wallet.verification.trust.known_issuers import KnownIssuer

_ACTIONS = ("list", "add", "remove", "refresh", "subscribe", "unsubscribe")


def add_to(commands: Commands) -> None:
    """Add the command and its actions to the parser."""
    parser = commands.add("trust", listed)
    actions = commands.inside(parser, "ACTION")
    functions = (listed, added, removed, refreshed, subscribed, unsubscribed)
    for name, function in zip(_ACTIONS, functions, strict=True):
        action = actions.add(name, function, key=f"trust_{name}")
        if name in ("add", "remove"):
            action.add_argument("id", metavar="ID")
            action.add_argument("--reason", default="", metavar="TEXT")
        if name == "add":
            action.add_argument("--name", required=True, metavar="NAME")
            action.add_argument("--country", metavar="CC")
            action.add_argument("--domain", metavar="DOMAIN")
        if name in ("subscribe", "unsubscribe"):
            action.add_argument("url", metavar="URL")


def listed(run: Run) -> int:
    """List the known issuers with the list that names them, and the registries."""
    with run.session() as session:
        for snapshot in session.trust.known_issuers().lists:
            for issuer in snapshot.issuers:
                run.terminal.data(_issuer_json(issuer, snapshot.name, own=snapshot.own))
                ids = ", ".join(sentences.clean(identifier) for identifier in issuer.ids)
                run.terminal.line(f"{sentences.clean(issuer.name)}  {ids}  [{sentences.clean(snapshot.name)}]")
        for subscription in session.trust.subscriptions():
            _tell_subscription(subscription, run)
    return DONE


def _issuer_json(issuer: KnownIssuer, name: str, *, own: bool) -> dict[str, object]:
    return {
        "ids": list(issuer.ids),
        "name": issuer.name,
        "country": issuer.country,
        "domain": issuer.domain,
        "list": name,
        "own": own,
        "reason": issuer.reason,
        "added_on": issuer.added_on,
    }


def _tell_subscription(subscription: Subscription, run: Run) -> None:
    retrieved = subscription.retrieved_at
    run.terminal.data(
        {
            "registry": subscription.url,
            "name": subscription.name,
            "enabled": subscription.enabled,
            "retrieved_at": None if retrieved is None else report_json.timestamp(retrieved),
            "issuers": subscription.issuers,
            "problem": subscription.problem,
        }
    )
    key = "registry_off"
    if subscription.enabled:
        key = "registry_not_checked" if subscription.problem or retrieved is None else "registry"
    facts = {"name": sentences.clean(subscription.name), "url": subscription.url, "issuers": str(subscription.issuers)}
    facts["date"] = "" if retrieved is None else sentences.day(retrieved, run.lang)
    run.terminal.say(key, facts)


def added(run: Run) -> int:
    """Add or correct an issuer."""
    arguments = run.arguments
    issuer = KnownIssuer((arguments.id,), arguments.name, arguments.country, arguments.domain)
    with run.session() as session:
        session.trust.add(issuer, reason=arguments.reason)
    run.terminal.data({"result": "added", "ids": [arguments.id], "name": arguments.name})
    run.terminal.say("trust_added", {"name": sentences.clean(arguments.name), "id": arguments.id})
    return DONE


def removed(run: Run) -> int:
    """Remove an issuer, or overrule a list that names it."""
    with run.session() as session:
        session.trust.remove(run.arguments.id, reason=run.arguments.reason)
    run.terminal.data({"result": "removed", "ids": [run.arguments.id]})
    run.terminal.say("trust_removed", {"id": run.arguments.id})
    return DONE


def refreshed(run: Run) -> int:
    """Fetch the registries anew; one that cannot be had or verified is said, and the status is 4."""
    with run.session() as session:
        found = session.trust.refresh(progress=run.terminal.bar)
    run.terminal.bar.clear()
    for subscription in found:
        _tell_subscription(subscription, run)
    failed = any(subscription.enabled and subscription.problem for subscription in found)
    return ENVIRONMENT if failed else DONE


def subscribed(run: Run) -> int:
    """Follow a registry."""
    with run.session() as session:
        session.trust.subscribe(run.arguments.url)
    run.terminal.data({"result": "subscribed", "registry": run.arguments.url})
    run.terminal.say("trust_subscribed", {"url": run.arguments.url})
    return DONE


def unsubscribed(run: Run) -> int:
    """Stop following a registry."""
    with run.session() as session:
        session.trust.unsubscribe(run.arguments.url)
    run.terminal.data({"result": "unsubscribed", "registry": run.arguments.url})
    run.terminal.say("trust_unsubscribed", {"url": run.arguments.url})
    return DONE
