"""The few things the core is handed from outside: network, clock, randomness, secrets, progress.

Adapters implement these protocols; the core never builds one. Nothing here does I/O.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Purpose(StrEnum):
    """Why a document is fetched; it decides the size limit (contract section 3, Fetching)."""

    DID_DOCUMENT = "did_document"
    METADATA = "metadata"
    CONTEXT = "context"
    STATUS_LIST = "status_list"
    CREDENTIAL = "credential"
    IMAGE = "image"
    TRUST_LIST = "trust_list"


MAX_BYTES: Mapping[Purpose, int] = {
    Purpose.DID_DOCUMENT: 2 << 20,
    Purpose.METADATA: 2 << 20,
    Purpose.CONTEXT: 2 << 20,
    Purpose.STATUS_LIST: 16 << 20,
    Purpose.CREDENTIAL: 10 << 20,
    Purpose.IMAGE: 10 << 20,
    Purpose.TRUST_LIST: 32 << 20,
}
"""Largest body in bytes per purpose."""


class FetchOutcome(StrEnum):
    """What happened to one address (contract section 4, ``network[].outcome``)."""

    FETCHED = "fetched"
    ARCHIVED = "archived"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Document:
    """A body that was fetched, or taken from the archive, with its age."""

    url: str
    body: bytes
    media_type: str
    retrieved_at: datetime
    purpose: Purpose
    outcome: FetchOutcome = FetchOutcome.FETCHED
    final_url: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NetworkEvent:
    """One line of the log of addresses that a run used."""

    url: str
    outcome: FetchOutcome


class Fetcher(Protocol):
    """The only way to a document outside. GET only."""

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        """Return the document at ``url``.

        Raises:
            UnreachableError: the address was tried and gave nothing usable; ``facts["host"]`` names it,
                ``code`` is ``fetch.offline``, ``fetch.http_status`` (with ``facts["status"]``), ``fetch.timeout`` …
            FetchRefusedError: a rule forbids it (``fetch.not_https``, ``fetch.private_address`` …).
        """


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said to something that was sent to it. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Sender(Protocol):
    """The only way to send something outside, always because the person asked for it just now."""

    def send(self, method: str, url: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        """Send one request under the rules of fetching and return the answer, whatever its status; no redirects.

        Raises:
            UnreachableError, FetchRefusedError: as ``Fetcher.get``.
        """


class Clock(Protocol):
    """What time it is, in UTC."""

    def now(self) -> datetime:
        """Return the present moment, timezone-aware, UTC."""


class Random(Protocol):
    """Unpredictable bytes."""

    def token(self, length: int) -> bytes:
        """Return ``length`` unpredictable bytes."""


class SecretStore(Protocol):
    """The operating system's keyring. Values are at most 100 characters."""

    def available(self) -> bool:
        """Tell whether a trustworthy back end answers here."""

    def get(self, name: str) -> str | None:
        """Return the secret called ``name``, or nothing."""

    def set(self, name: str, value: str) -> None:
        """Keep ``value`` under ``name`` and read it back to be sure.

        Raises:
            EnvironmentFailedError: ``keyring.unavailable`` or ``keyring.write_failed``.
        """

    def delete(self, name: str) -> None:
        """Forget ``name``; nothing happens when it was not there."""


class Progress(Protocol):
    """How long work tells how far it is and hears that it should stop."""

    def step(self, done: int, total: int, note: str = "") -> None:
        """Report ``done`` of ``total`` (0 = unknown).

        Raises:
            CancelledError: the person asked to stop.
        """


class NoProgress:
    """A Progress that nobody watches."""

    def step(self, done: int, total: int, note: str = "") -> None:
        """Do nothing."""
