"""Known issuers: the seed list, the person's own decisions, subscribed registries."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from wallet.errors import CancelledError, UsageError, WalletError
from wallet.ports import Clock, Document, Fetcher, NetworkEvent, NoProgress, Progress, Purpose
from wallet.services.changes import Changes
from wallet.vault.decisions import Decision, LoggedDecision
from wallet.vault.decisions import Registry as Followed
from wallet.vault.folder import Vault
from wallet.verification.trust import matching, seed
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.trust.registry import Registry, kind_of, refresh

OWN_LIST = "own"
"""Name of the snapshot with the person's own decisions; what people read for it stands in the wording."""
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Subscription:
    """A registry that the person subscribed to; ``problem`` is a stable code when the last refresh failed."""

    url: str
    name: str
    enabled: bool
    retrieved_at: datetime | None
    issuers: int
    problem: str | None = None


class _KeepingFetcher:
    """Remembers what was fetched, so that the snapshot of a registry is kept with the documents that prove it."""

    def __init__(self, inner: Fetcher) -> None:
        self._inner = inner
        self.documents: list[Document] = []

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        document = self._inner.get(url, purpose=purpose, accept=accept)
        self.documents.append(document)
        return document


class TrustService:
    """Built by the session."""

    def __init__(
        self,
        vault: Vault,
        *,
        clock: Clock,
        fetcher: Callable[[], Fetcher],
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        """Work on the open ``vault``; ``changed`` hears that later checks must use the new list."""
        self._vault = vault
        self._clock = clock
        self._fetcher = fetcher
        self._changed = changed

    def known_issuers(self) -> KnownIssuers:
        """Return everything that is trusted now (seed, own, subscriptions)."""
        decisions = self._vault.decisions.all()
        own = tuple(decision.issuer for decision in decisions if decision.trusted and decision.issuer is not None)
        lists = [TrustListSnapshot(OWN_LIST, own, own=True)] if own else []
        lists += seed.known_issuers().lists
        followed = [registry for registry in self._vault.decisions.registries() if registry.enabled]
        lists += [
            TrustListSnapshot(registry.name, registry.issuers, url=registry.url, retrieved_at=registry.retrieved_at)
            for registry in followed
            if registry.retrieved_at is not None
        ]
        return KnownIssuers(
            lists=tuple(lists),
            not_checked=tuple(registry.name for registry in followed if registry.retrieved_at is None),
            removed_ids=frozenset(decision.id for decision in decisions if not decision.trusted),
        )

    def name_of(self, identifier: str) -> str | None:
        """Return the name that the person's lists give an identifier, or nothing."""
        found = matching.find(identifier, self.known_issuers())
        return None if found is None else found.issuer.name

    def own(self) -> tuple[KnownIssuer, ...]:
        """Return the person's own list."""
        decisions = self._vault.decisions.all()
        return tuple(decision.issuer for decision in decisions if decision.trusted and decision.issuer is not None)

    def removed(self) -> tuple[Decision, ...]:
        """Return the identifiers that the person does not trust although a list names them."""
        return tuple(decision for decision in self._vault.decisions.all() if not decision.trusted)

    def log(self) -> tuple[LoggedDecision, ...]:
        """Return what was decided when and why, newest first."""
        return self._vault.decisions.log()

    def add(self, issuer: KnownIssuer, *, reason: str) -> Changes:
        """Add or correct an issuer, with a reason and today's date.

        Raises:
            UsageError: ``trust.no_name``, ``trust.invalid_id`` (neither a DID nor an https address).
        """
        if not issuer.name.strip():
            raise UsageError("trust.no_name")
        ids = tuple(dict.fromkeys(_identifier(value) for value in issuer.ids))
        if not ids:
            raise UsageError("trust.invalid_id", {"id": ""})
        now = self._clock.now()
        today = now.date().isoformat()
        kept = replace(issuer, ids=ids, name=issuer.name.strip(), reason=reason[:_LONGEST], added_on=today)
        with self._vault.database.transaction():
            for decision in self._vault.decisions.all():
                if decision.id != ids[0] and _about(decision, ids):
                    self._vault.decisions.forget(decision.id, reason=reason[:_LONGEST], now=now)
            self._vault.decisions.decide(Decision(ids[0], True, kept, reason[:_LONGEST], today), now=now)
        return self._done()

    def remove(self, issuer_id: str, *, reason: str) -> Changes:
        """Remove from the own list, or overrule a bundled or subscribed entry.

        Raises:
            UsageError: ``trust.unknown_issuer``: no list names it.
        """
        wanted, now = _identifier(issuer_id), self._clock.now()
        with self._vault.database.transaction():
            found = False
            for decision in self._vault.decisions.all():
                if decision.trusted and _about(decision, (wanted,)):
                    found |= self._vault.decisions.forget(decision.id, reason=reason[:_LONGEST], now=now)
            if matching.find(wanted, self.known_issuers()) is not None:
                found = True
                decided = Decision(wanted, False, None, reason[:_LONGEST], now.date().isoformat())
                self._vault.decisions.decide(decided, now=now)
            if not found:
                raise UsageError("trust.unknown_issuer", {"id": issuer_id})
        return self._done()

    def subscriptions(self) -> tuple[Subscription, ...]:
        """Return the registries: those that are followed and, switched off, those that come with the program."""
        followed = self._vault.decisions.registries()
        known = {registry.url for registry in followed}
        offered = [Followed(entry.url, entry.name, False) for entry in seed.registries() if entry.url not in known]
        return tuple(_subscription(registry) for registry in (*followed, *offered))

    def subscribe(self, url: str, *, enabled: bool = True) -> Changes:
        """Subscribe to a registry, or switch one on or off. Nothing is fetched before ``refresh``.

        Raises:
            UsageError: ``trust.invalid_registry``: not an https address.
        """
        parts = urlsplit(url.strip())
        if parts.scheme != "https" or not parts.hostname or parts.username is not None:
            raise UsageError("trust.invalid_registry", {"url": url[:200]})
        address = url.strip()
        known = self._followed(address) or Followed(address, _offered_name(address) or parts.hostname, enabled)
        self._vault.decisions.follow(replace(known, enabled=enabled))
        return self._done()

    def unsubscribe(self, url: str) -> Changes:
        """Forget a registry.

        Raises:
            UsageError: ``trust.unknown_registry``.
        """
        if not self._vault.decisions.unfollow(url):
            raise UsageError("trust.unknown_registry", {"url": url[:200]})
        return self._done()

    def refresh(self, *, progress: Progress | None = None) -> tuple[Subscription, ...]:
        """Fetch and verify the subscribed registries anew.

        What cannot be fetched or verified keeps what was held, with its age, and says its problem.
        """
        watch = progress or NoProgress()
        wanted = [registry for registry in self._vault.decisions.registries() if registry.enabled]
        for done, registry in enumerate(wanted):
            watch.step(done, len(wanted), registry.name)
            self._refresh_one(registry)
        watch.step(len(wanted), len(wanted))
        self._changed()
        return self.subscriptions()

    def _refresh_one(self, registry: Followed) -> None:
        now = self._clock.now()
        fetcher = _KeepingFetcher(self._fetcher())
        try:
            snapshot = refresh(_source_of(registry), fetcher, now)
        except CancelledError:
            raise
        except WalletError as error:
            self._vault.decisions.follow(replace(registry, problem=error.code))
        else:
            self._vault.decisions.follow(
                replace(
                    registry,
                    retrieved_at=snapshot.retrieved_at or now,
                    issuers=snapshot.issuers,
                    documents=tuple(fetcher.documents),
                    problem=None,
                )
            )
        events = [NetworkEvent(document.url, document.outcome) for document in fetcher.documents]
        self._vault.preferences.log_network(events, now=now)

    def _followed(self, url: str) -> Followed | None:
        return next((registry for registry in self._vault.decisions.registries() if registry.url == url), None)

    def _done(self) -> Changes:
        self._changed()
        return Changes(trust=True)


def _identifier(value: str) -> str:
    """Return a DID, or an https address reduced to its origin (that is all that matching looks at).

    Raises:
        UsageError: ``trust.invalid_id``.
    """
    text = value.strip()
    if text.startswith("did:") and len(text) <= 16_384 and text.count(":") >= 2 and not any(map(str.isspace, text)):
        return text
    origin = matching.origin(text)
    if origin is None:
        raise UsageError("trust.invalid_id", {"id": text[:200]})
    host, port = origin
    return f"https://{host}" if port == 443 else f"https://{host}:{port}"


def _about(decision: Decision, ids: tuple[str, ...]) -> bool:
    listed = decision.issuer.ids if decision.issuer is not None else (decision.id,)
    return any(matching.same(first, second) for first in listed for second in ids)


def _subscription(registry: Followed) -> Subscription:
    return Subscription(
        registry.url, registry.name, registry.enabled, registry.retrieved_at, len(registry.issuers), registry.problem
    )


def _offered_name(url: str) -> str | None:
    return next((entry.name for entry in seed.registries() if entry.url == url), None)


def _source_of(registry: Followed) -> Registry:
    """Return how a registry is fetched: as the program knows it, or as its address suggests."""
    for entry in seed.registries():
        if entry.url == registry.url:
            return entry
    return Registry(registry.name, registry.url, kind_of(registry.url))
