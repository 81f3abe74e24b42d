"""What the person decided about issuers (trusted or not, why, when) and the registries they follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from wallet.ports import Document
from wallet.vault.database import Database
from wallet.vault.instant import maybe_moment, maybe_stamp, moment, stamp
from wallet.verification import report_codec
from wallet.verification.trust.known_issuers import KnownIssuer


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: an issuer that is trusted, or an identifier that is not (``issuer`` is then nothing)."""

    id: str
    trusted: bool
    issuer: KnownIssuer | None
    reason: str
    decided_on: str


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """A line of the log of decisions: ``added``, ``corrected``, ``removed``."""

    at: datetime
    action: str
    id: str
    reason: str


class _Issuers(msgspec.Struct, frozen=True):
    issuers: tuple[KnownIssuer, ...]


class _Documents(msgspec.Struct, frozen=True):
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Registry:
    """A registry that is followed, with what it said last (``issuers``) and the documents that prove it."""

    url: str
    name: str
    enabled: bool
    retrieved_at: datetime | None = None
    issuers: tuple[KnownIssuer, ...] = ()
    documents: tuple[Document, ...] = ()
    problem: str | None = None


class Decisions:
    """Own decisions with their log, and registries."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._db = database

    def all(self) -> tuple[Decision, ...]:
        """Return every decision."""
        rows = self._db.rows("SELECT id, trusted, issuer, reason, decided_on FROM trust_decisions ORDER BY id")
        return tuple(
            Decision(row[0], bool(row[1]), report_codec.unpack(row[2], KnownIssuer) if row[2] else None, row[3], row[4])
            for row in rows
        )

    def decide(self, decision: Decision, *, now: datetime, log: bool = True) -> None:
        """Keep a decision in the place of an earlier one about the same identifier."""
        with self._db.transaction():
            known = self._db.value("SELECT trusted FROM trust_decisions WHERE id = ?", (decision.id,))
            self._db.change(
                "INSERT INTO trust_decisions (id, trusted, issuer, reason, decided_on) VALUES (?1, ?2, ?3, ?4, ?5)"
                " ON CONFLICT (id) DO UPDATE SET trusted = ?2, issuer = ?3, reason = ?4, decided_on = ?5",
                (
                    decision.id,
                    int(decision.trusted),
                    report_codec.pack(decision.issuer) if decision.issuer else None,
                    decision.reason,
                    decision.decided_on,
                ),
            )
            if log:
                action = "removed" if not decision.trusted else "added" if known is None else "corrected"
                self._log(action, decision.id, decision.reason, now)

    def forget(self, issuer_id: str, *, reason: str, now: datetime) -> bool:
        """Drop a decision; tell whether there was one."""
        with self._db.transaction():
            done = self._db.change("DELETE FROM trust_decisions WHERE id = ?", (issuer_id,))
            if done:
                self._log("removed", issuer_id, reason, now)
            return bool(done)

    def _log(self, action: str, issuer_id: str, reason: str, now: datetime) -> None:
        self._db.change(
            "INSERT INTO trust_log (at, action, id, reason) VALUES (?, ?, ?, ?)",
            (stamp(now), action, issuer_id, reason),
        )

    def log(self) -> tuple[LoggedDecision, ...]:
        """Return what was decided when, newest first."""
        rows = self._db.rows("SELECT at, action, id, reason FROM trust_log ORDER BY at DESC, rowid DESC")
        return tuple(LoggedDecision(moment(row[0]), row[1], row[2], row[3]) for row in rows)

    def registries(self) -> tuple[Registry, ...]:
        """Return the registries in the order of their names."""
        rows = self._db.rows(
            "SELECT url, name, enabled, retrieved_at, snapshot, documents, problem FROM subscriptions"
            " ORDER BY name, url"
        )
        return tuple(
            Registry(
                url=row[0],
                name=row[1],
                enabled=bool(row[2]),
                retrieved_at=maybe_moment(row[3]),
                issuers=report_codec.unpack(row[4], _Issuers).issuers if row[4] else (),
                documents=report_codec.unpack(row[5], _Documents).documents if row[5] else (),
                problem=row[6],
            )
            for row in rows
        )

    def follow(self, registry: Registry) -> None:
        """Keep a registry in the place of what was kept of it."""
        self._db.change(
            "INSERT INTO subscriptions (url, name, enabled, retrieved_at, snapshot, documents, problem)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (url) DO UPDATE SET"
            " name = ?2, enabled = ?3, retrieved_at = ?4, snapshot = ?5, documents = ?6, problem = ?7",
            (
                registry.url,
                registry.name,
                int(registry.enabled),
                maybe_stamp(registry.retrieved_at),
                _pack_issuers(registry.issuers),
                report_codec.pack(_Documents(registry.documents)) if registry.documents else None,
                registry.problem,
            ),
        )

    def unfollow(self, url: str) -> bool:
        """Forget a registry; tell whether it was followed."""
        return bool(self._db.change("DELETE FROM subscriptions WHERE url = ?", (url,)))


def _pack_issuers(issuers: Sequence[KnownIssuer]) -> bytes | None:
    return report_codec.pack(_Issuers(tuple(issuers))) if issuers else None
