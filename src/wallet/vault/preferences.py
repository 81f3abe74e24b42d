"""Small things: settings of this wallet, who the person is, facts about the wallet, addresses that it used."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from wallet.ports import FetchOutcome, NetworkEvent
from wallet.vault.database import Database
from wallet.vault.instant import moment, stamp
from wallet.verification import report_codec
from wallet.verification.context import Person

_LONGEST_LOG = 5_000


@dataclass(frozen=True, slots=True)
class LoggedAddress:
    """An address that this wallet used, with when and how it came out."""

    at: datetime
    url: str
    outcome: FetchOutcome


class Preferences:
    """Settings, person, facts, network log."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._db = database

    def fact(self, key: str) -> str | None:
        """Return a fact about the wallet (``name``, ``created_at``, ``counter``, ``last_backup_at`` …)."""
        found = self._db.value("SELECT value FROM meta WHERE key = ?", (key,))
        return None if found is None else str(found)

    def set_fact(self, key: str, value: str) -> None:
        """Keep a fact about the wallet."""
        self._db.change(
            "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2", (key, value)
        )

    def settings(self) -> dict[str, str | int | bool]:
        """Return the settings that were changed from their default."""
        return {key: json.loads(value) for key, value in self._db.rows("SELECT key, value FROM settings")}

    def set_setting(self, key: str, value: str | int | bool) -> None:
        """Keep a setting."""
        self._db.change(
            "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
            (key, json.dumps(value)),
        )

    def person(self) -> Person:
        """Return what the person entered about themselves."""
        body = self._db.value("SELECT body FROM person")
        return report_codec.unpack(body, Person) if body else Person()

    def set_person(self, person: Person) -> None:
        """Replace what the person entered."""
        self._db.change(
            "INSERT INTO person (one, body) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET body = ?1",
            (report_codec.pack(person),),
        )

    def log_network(self, events: Iterable[NetworkEvent], *, now: datetime) -> None:
        """Add addresses to the log, which keeps the newest few thousand."""
        rows = [(stamp(now), event.url[:2_000], event.outcome.value) for event in events]
        if not rows:
            return
        with self._db.transaction():
            self._db.change_many("INSERT INTO network_log (at, url, outcome) VALUES (?, ?, ?)", rows)
            self._db.change(
                "DELETE FROM network_log WHERE nr <= (SELECT max(nr) FROM network_log) - ?", (_LONGEST_LOG,)
            )

    def network_log(self, limit: int) -> tuple[LoggedAddress, ...]:
        """Return the newest lines of the log, newest first."""
        rows = self._db.rows("SELECT at, url, outcome FROM network_log ORDER BY nr DESC LIMIT ?", (limit,))
        return tuple(LoggedAddress(moment(row[0]), row[1], FetchOutcome(row[2])) for row in rows)
