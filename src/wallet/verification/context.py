"""Everything a verification run is handed besides the bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wallet.model.earned import Identifier
from wallet.ports import Fetcher, NoProgress, Progress
from wallet.verification.trust.known_issuers import KnownIssuers


@dataclass(frozen=True, slots=True)
class Person:
    """Names, addresses and identifiers that the person entered, for "is it mine?" (SUBJECT_IS_ME)."""

    names: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    holder_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """Work limits before anything is believed (reference: security study, threat 8)."""

    max_bytes: int = 10 << 20
    max_container_bytes: int = 256 << 20
    max_depth: int = 64
    max_nodes: int = 200_000
    max_proofs: int = 64
    max_items: int = 2_000
    max_disclosures: int = 1_000


@dataclass(frozen=True, slots=True)
class Context:
    """What a run may use: the time, the network port, the known issuers, what a presentation must be bound to.

    ``extra_contexts`` are JSON-LD contexts that the person allowed and pinned (URL -> bytes). ``presented`` is set
    for what stands in a presentation: there a base proof, which only its holder should have, is not accepted.
    """

    now: datetime
    fetcher: Fetcher
    known_issuers: KnownIssuers = field(default_factory=KnownIssuers)
    person: Person | None = None
    nonce: str | None = None
    audience: str | None = None
    allow_contexts: frozenset[str] = frozenset()
    extra_contexts: Mapping[str, bytes] = field(default_factory=dict)
    allow_tracking: bool = False
    replayed: bool = False
    presented: bool = False
    limits: Limits = field(default_factory=Limits)
    progress: Progress = field(default_factory=NoProgress)
