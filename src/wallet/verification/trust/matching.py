"""Is this issuer on a list? The rule of contract section 2, and nothing looser."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from wallet.verification.checks import Check, CheckKind, Outcome, Source
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot

REGISTRY_NOT_CHECKED = "REGISTRY_NOT_CHECKED"
"""Flag of the report when a subscribed registry could not be consulted."""

_DEFAULT_PORT = 443


@dataclass(frozen=True, slots=True)
class Match:
    """The entry that an issuer matched, and the list it stands in."""

    issuer: KnownIssuer
    listed_in: TrustListSnapshot


def same(listed: str, issuer: str) -> bool:  # a comparison of names, not a verification outcome
    """Tell whether a listed id names this issuer: a DID by the same text, https by scheme, host and port."""
    if listed.startswith("did:") or issuer.startswith("did:"):
        return listed == issuer
    first, second = origin(listed), origin(issuer)
    return first is not None and first == second


def origin(address: str) -> tuple[str, int] | None:
    """Return host and port of an https address; nothing for any other."""
    try:
        parts: SplitResult = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme != "https" or not parts.hostname or parts.username is not None:
        return None
    return parts.hostname.rstrip("."), port or _DEFAULT_PORT


def find(issuer: str | None, known: KnownIssuers) -> Match | None:
    """Return the entry that names ``issuer``: the person's own list first, then the list with the newest data."""
    if not issuer or any(same(removed, issuer) for removed in known.removed_ids):
        return None
    return min(_matches(issuer, known), key=_preference, default=None)


def _matches(issuer: str, known: KnownIssuers) -> Iterator[Match]:
    for snapshot in known.lists:
        for entry in snapshot.issuers:
            if any(same(listed, issuer) for listed in entry.ids):
                yield Match(entry, snapshot)


def _preference(match: Match) -> tuple[bool, float]:
    age = match.listed_in.retrieved_at
    return not match.listed_in.own, -age.timestamp() if age else float("-inf")


def check(issuer: str | None, known: KnownIssuers) -> Check:
    """Return the ISSUER_TRUST check: PASSED when a list names the issuer, else UNKNOWN, never FAILED."""
    facts = {"issuer": issuer or ""}
    match = find(issuer, known)
    if match is not None:
        facts |= {"name": match.issuer.name, "list": match.listed_in.name}
        return Check(CheckKind.ISSUER_TRUST, Outcome.PASSED, "trust.listed", facts, _source(match.listed_in))
    not_checked = (*known.not_checked, *(part for snapshot in known.lists for part in snapshot.not_checked))
    if not_checked:
        facts["registry"] = ", ".join(not_checked)[:500]
        return Check(CheckKind.ISSUER_TRUST, Outcome.UNKNOWN, "trust.registry_not_checked", facts)
    return Check(CheckKind.ISSUER_TRUST, Outcome.UNKNOWN, "trust.not_listed", facts)


def _source(snapshot: TrustListSnapshot) -> Source | None:
    if snapshot.url is None or snapshot.retrieved_at is None:
        return None
    return Source(snapshot.url, snapshot.retrieved_at)
