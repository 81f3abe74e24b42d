"""Known issuers: the seed list, the person's own decisions, subscribed registries."""

from dataclasses import dataclass
from datetime import datetime

from wallet.ports import Progress
from wallet.services.changes import Changes
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers


@dataclass(frozen=True, slots=True)
class Subscription:
    """A registry that the person subscribed to; ``problem`` is a stable code when the last refresh failed."""

    url: str
    name: str
    enabled: bool
    retrieved_at: datetime | None
    issuers: int
    problem: str | None = None


class TrustService:
    """Built by the session."""

    def known_issuers(self) -> KnownIssuers:
        """Return everything that is trusted now (seed, own, subscriptions)."""
        raise NotImplementedError

    def own(self) -> tuple[KnownIssuer, ...]:
        """Return the person's own list."""
        raise NotImplementedError

    def add(self, issuer: KnownIssuer, *, reason: str) -> Changes:
        """Add or correct an issuer, with a reason and today's date."""
        raise NotImplementedError

    def remove(self, issuer_id: str, *, reason: str) -> Changes:
        """Remove from the own list, or overrule a bundled or subscribed entry."""
        raise NotImplementedError

    def subscriptions(self) -> tuple[Subscription, ...]:
        """Return the registries."""
        raise NotImplementedError

    def subscribe(self, url: str, *, enabled: bool = True) -> Changes:
        """Subscribe to a registry, or switch one on or off."""
        raise NotImplementedError

    def unsubscribe(self, url: str) -> Changes:
        """Forget a registry."""
        raise NotImplementedError

    def refresh(self, *, progress: Progress | None = None) -> tuple[Subscription, ...]:
        """Fetch and verify the subscribed registries anew."""
        raise NotImplementedError
