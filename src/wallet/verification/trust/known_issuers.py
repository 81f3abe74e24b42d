"""The lists of known issuers that a run may use, and how an issuer is matched (contract section 2, Trust matching)."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KnownIssuer:
    """One entry of a trust list. ``ids``: DIDs or https origins; ``domain``: display and impersonation only."""

    ids: tuple[str, ...]
    name: str
    country: str | None = None
    domain: str | None = None
    url: str | None = None
    reason: str | None = None
    added_on: str | None = None


@dataclass(frozen=True, slots=True)
class SealAuthority:
    """An authority on an EU trusted list: it certifies seals, or makes time-stamps. ``certificate`` is DER."""

    certificate: bytes
    service: str
    provider: str
    country: str
    granted_since: str


@dataclass(frozen=True, slots=True)
class TrustListSnapshot:
    """One list as it is held now: seed, the person's own, a subscribed registry, or the file given with --trust.

    ``authorities`` vouch for the certificates of seals; ``not_checked`` names parts that could not be had.
    """

    name: str
    issuers: tuple[KnownIssuer, ...]
    url: str | None = None
    retrieved_at: datetime | None = None
    own: bool = False
    authorities: tuple[SealAuthority, ...] = ()
    time_stamp_authorities: tuple[SealAuthority, ...] = ()
    not_checked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownIssuers:
    """Everything a run may trust. ``not_checked`` names subscribed registries that could not be reached or verified."""

    lists: tuple[TrustListSnapshot, ...] = ()
    not_checked: tuple[str, ...] = ()
    removed_ids: frozenset[str] = field(default_factory=frozenset)
