"""The credentials as kept: bytes as issued, report, list columns, search words, earlier versions and history."""

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from wallet.errors import MalformedError, UsageError
from wallet.model.secured import Carrier, Format, Kind
from wallet.ports import Random
from wallet.vault.database import Database, Row, Value
from wallet.vault.entry import Identity, columns, issuer_proven, words_of
from wallet.vault.instant import maybe_moment, moment, stamp
from wallet.verification import report_codec
from wallet.verification.checks import CheckKind, passed, unknown
from wallet.verification.report import Inspected, Report

_ID_BYTES = 10
LONGEST_NOTE = 20_000
_MOST_VERSIONS = 20


@dataclass(frozen=True, slots=True)
class Body:
    """One credential with everything that an opened page needs."""

    id: str
    raw: bytes
    media_type: str
    report: Report
    note: str
    paper: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A stored credential that a candidate equals (``same``) or is another version of."""

    id: str
    same: bool
    valid_from: int | None
    gone: bool


def _match(row: Row) -> Match:
    return Match(row[0], bool(row[1]), row[2], bool(row[3]))


def readable_report(data: bytes) -> Report:
    """Return a stored report; one that this program cannot read counts as never made (checking again mends it)."""
    try:
        return report_codec.decode_report(data)
    except MalformedError:
        return Report(
            source="",
            kind=Kind.CREDENTIAL,
            format=Format.UNKNOWN,
            carrier=Carrier.FILE,
            checked_at=datetime(1970, 1, 1, tzinfo=UTC),
            checks=(
                passed(CheckKind.FORMAT, "format.stored"),
                unknown(CheckKind.PROOF, "proof.unreachable_report"),
            ),
        )


class Credentials:
    """Rows of ``credentials`` with their bodies. Every call is one transaction; calls nest in a larger one."""

    def __init__(self, database: Database, random: Random) -> None:
        """Work on ``database``; ``random`` gives new ids."""
        self._db = database
        self._random = random

    def _nr(self, credential_id: str) -> int:
        found = self._db.value("SELECT nr FROM credentials WHERE id = ?", (credential_id,))
        if found is None:
            raise UsageError("library.unknown_id", {"id": credential_id})
        return int(found)

    def match(self, identity: Identity) -> Match | None:
        """Return what is held already: the same content, else the same credential in another version."""
        same = self._db.row(
            "SELECT id, 1, valid_from, gone FROM credentials WHERE digest = ?1 OR canonical_digest = ?2"
            " ORDER BY gone, nr LIMIT 1",
            (identity.digest, identity.canonical_digest),
        )
        return _match(same) if same else next(self._other_versions(identity), None)

    def proven_version(self, identity: Identity) -> Match | None:
        """Return another version of the same credential that its issuer is known to have made, as last checked."""
        versions = self._other_versions(identity)
        return next((one for one in versions if issuer_proven(self.get(one.id).report)), None)

    def _other_versions(self, identity: Identity) -> Iterator[Match]:
        if identity.issuer_id is None or identity.credential_id is None:
            return
        rows = self._db.rows(
            "SELECT id, 0, valid_from, gone FROM credentials WHERE issuer_id = ? AND credential_id = ?"
            " ORDER BY gone, valid_from DESC, nr LIMIT ?",
            (identity.issuer_id, identity.credential_id, _MOST_VERSIONS),
        )
        yield from map(_match, rows)

    def was_superseded(self, digest: str) -> bool:
        """Tell whether these bytes are an earlier version of something that is held."""
        return self._db.row("SELECT 1 FROM superseded WHERE digest = ? LIMIT 1", (digest,)) is not None

    def add(self, inspected: Inspected, *, now: datetime, paper: bool = False, credential_id: str | None = None) -> str:
        """Keep something new; return its id."""
        report = inspected.report
        made = credential_id or self._new_id()
        values: dict[str, Value] = {
            "id": made,
            "added_at": stamp(now),
            **columns(inspected, source=report.source, paper=paper),
        }
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        with self._db.transaction():
            nr = self._db.insert(f"INSERT INTO credentials ({names}) VALUES ({marks})", values)  # noqa: S608 - own names
            self._db.insert(
                "INSERT INTO bodies (nr, raw, media_type, report) VALUES (?, ?, ?, ?)",
                (nr, inspected.raw, inspected.media_type, report_codec.encode_report(report)),
            )
            self._index(nr, report, str(values["title_en"]), str(values["title_nl"]), str(values["issuer"]), note="")
            self.log(nr, now, "added")
        return made

    def adopt(self, inspected: Inspected, *, now: datetime, paper: bool, credential_id: str, added_at: int) -> str:
        """Keep what a backup brings, under its own id where that is free; return the id."""
        taken = self._db.row("SELECT 1 FROM credentials WHERE id = ?", (credential_id,)) is not None
        with self._db.transaction():
            made = self.add(inspected, now=now, paper=paper, credential_id=None if taken else credential_id)
            self._db.change("UPDATE credentials SET added_at = ? WHERE id = ?", (added_at, made))
            self._db.change("DELETE FROM history WHERE credential = ?", (self._nr(made),))
        return made

    def adopt_past(
        self, credential_id: str, *, history: Iterable[tuple[int, str]], earlier: Iterable[Sequence[Value]]
    ) -> None:
        """Keep the history and the earlier versions that a backup brings and that are not held yet."""
        with self._db.transaction():
            nr = self._nr(credential_id)
            for at, event in history:
                self._db.change(
                    "INSERT INTO history (credential, at, event) SELECT ?1, ?2, ?3 WHERE NOT EXISTS"
                    " (SELECT 1 FROM history WHERE credential = ?1 AND at = ?2 AND event = ?3)",
                    (nr, at, event),
                )
            for version in earlier:
                self._db.change(
                    "INSERT INTO superseded (credential, replaced_at, digest, raw, media_type, report)"
                    " SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE NOT EXISTS"
                    " (SELECT 1 FROM superseded WHERE credential = ?1 AND digest = ?3)",
                    (nr, *version),
                )

    def _new_id(self) -> str:
        return base64.b32encode(self._random.token(_ID_BYTES)).decode().lower()

    def _index(self, nr: int, report: Report, title_en: str, title_nl: str, issuer: str, *, note: str) -> None:
        titles = title_en if title_en == title_nl else f"{title_en}\n{title_nl}"
        words = words_of(report, title=titles, issuer=issuer)
        self._db.change("DELETE FROM search WHERE rowid = ?", (nr,))
        self._db.change(
            "INSERT INTO search (rowid, title, issuer, words, note) VALUES (?, ?, ?, ?, ?)",
            (nr, words.title, words.issuer, words.words, note),
        )

    def _reindex(self, nr: int) -> None:
        row = self._db.row(
            "SELECT title_en, title_nl, issuer, note, report FROM credentials JOIN bodies USING (nr) WHERE nr = ?",
            (nr,),
        )
        if row is not None:
            self._index(nr, readable_report(row[4]), row[0], row[1], row[2], note=row[3])

    def _store(self, nr: int, inspected: Inspected, *, paper: bool) -> None:
        values: dict[str, Value] = {**columns(inspected, source=inspected.report.source, paper=paper), "nr": nr}
        settings = ", ".join(f"{name} = :{name}" for name in values if name != "nr")
        self._db.change(f"UPDATE credentials SET {settings} WHERE nr = :nr", values)  # noqa: S608 - own names
        self._db.change(
            "UPDATE bodies SET raw = ?, media_type = ?, report = ? WHERE nr = ?",
            (inspected.raw, inspected.media_type, report_codec.encode_report(inspected.report), nr),
        )
        self._reindex(nr)

    def replace(self, credential_id: str, inspected: Inspected, *, now: datetime) -> None:
        """Put a newer version in the place of the old one, whose bytes and report go to the history."""
        with self._db.transaction():
            nr = self._nr(credential_id)
            self._db.change(
                "INSERT INTO superseded (credential, replaced_at, digest, raw, media_type, report)"
                " SELECT nr, ?, digest, raw, media_type, report FROM credentials JOIN bodies USING (nr) WHERE nr = ?",
                (stamp(now), nr),
            )
            self._store(nr, inspected, paper=False)
            self.log(nr, now, "updated")

    def set_report(self, credential_id: str, inspected: Inspected, *, now: datetime) -> None:
        """Keep the result of a new check. The bytes stay as they are."""
        with self._db.transaction():
            nr = self._nr(credential_id)
            raw, media_type, paper = self._db.row(
                "SELECT raw, media_type, paper FROM credentials JOIN bodies USING (nr) WHERE nr = ?", (nr,)
            ) or (b"", "", 0)
            kept = Inspected(report=inspected.report, raw=raw, media_type=media_type)
            self._store(nr, kept, paper=bool(paper))
            self.log(nr, now, f"checked:{inspected.report.verdict.state.value}")

    def get(self, credential_id: str) -> Body:
        """Return one credential.

        Raises:
            UsageError: ``library.unknown_id``.
            CorruptStoreError: ``vault.damaged``.
        """
        row = self._db.row(
            "SELECT id, raw, media_type, report, note, paper FROM credentials JOIN bodies USING (nr) WHERE id = ?",
            (credential_id,),
        )
        if row is None:
            raise UsageError("library.unknown_id", {"id": credential_id})
        return Body(row[0], row[1], row[2], readable_report(row[3]), row[4], bool(row[5]))

    def ids(self) -> tuple[str, ...]:
        """Return every id, removed ones included."""
        return tuple(row[0] for row in self._db.rows("SELECT id FROM credentials ORDER BY nr"))

    def set_gone(self, ids: Sequence[str], *, gone: bool, now: datetime) -> frozenset[str]:
        """Remove (they can be brought back) or bring back; return the ids that changed."""
        changed = set()
        with self._db.transaction():
            for credential_id in ids:
                nr = self._nr(credential_id)
                done = self._db.change(
                    "UPDATE credentials SET gone = ?1, removed_at = ?2 WHERE nr = ?3 AND gone <> ?1",
                    (int(gone), stamp(now) if gone else None, nr),
                )
                if done:
                    changed.add(credential_id)
                    self.log(nr, now, "removed" if gone else "restored")
        return frozenset(changed)

    def purge(self, ids: Iterable[str]) -> frozenset[str]:
        """Delete for good, with search words, history and evidence that nothing else uses."""
        purged = set()
        with self._db.transaction():
            for credential_id in ids:
                nr = self._nr(credential_id)
                self._db.change("DELETE FROM search WHERE rowid = ?", (nr,))
                self._db.change("DELETE FROM credentials WHERE nr = ?", (nr,))
                purged.add(credential_id)
        return frozenset(purged)

    def removed_before(self, limit: datetime) -> tuple[str, ...]:
        """Return the ids that were removed before ``limit``."""
        rows = self._db.rows("SELECT id FROM credentials WHERE gone = 1 AND removed_at < ?", (stamp(limit),))
        return tuple(row[0] for row in rows)

    def set_favourite(self, ids: Sequence[str], *, favourite: bool) -> frozenset[str]:
        """Mark or unmark; return the ids that changed."""
        with self._db.transaction():
            return frozenset(
                credential_id
                for credential_id in ids
                if self._db.change(
                    "UPDATE credentials SET favourite = ?1 WHERE nr = ?2 AND favourite <> ?1",
                    (int(favourite), self._nr(credential_id)),
                )
            )

    def set_note(self, credential_id: str, note: str) -> None:
        """Keep the person's own words; they can be searched."""
        with self._db.transaction():
            nr = self._nr(credential_id)
            self._db.change("UPDATE credentials SET note = ? WHERE nr = ?", (note[:LONGEST_NOTE], nr))
            self._reindex(nr)

    def log(self, nr: int, now: datetime, event: str) -> None:
        """Add a line to the history of one credential."""
        self._db.change("INSERT INTO history (credential, at, event) VALUES (?, ?, ?)", (nr, stamp(now), event))

    def history(self, credential_id: str) -> tuple[tuple[datetime, str], ...]:
        """Return what happened to one credential, oldest first."""
        rows = self._db.rows(
            "SELECT at, event FROM history WHERE credential = ? ORDER BY at, rowid", (self._nr(credential_id),)
        )
        return tuple((moment(at), event) for at, event in rows)

    def earlier_versions(self, credential_id: str) -> tuple[tuple[datetime, bytes, str], ...]:
        """Return the bytes that newer versions replaced: when, what, media type; newest first."""
        rows = self._db.rows(
            "SELECT replaced_at, raw, media_type FROM superseded WHERE credential = ? ORDER BY replaced_at DESC",
            (self._nr(credential_id),),
        )
        return tuple((moment(at), raw, media_type) for at, raw, media_type in rows)

    def added_at(self, credential_id: str) -> datetime | None:
        """Return when it came in."""
        return maybe_moment(self._db.value("SELECT added_at FROM credentials WHERE id = ?", (credential_id,)))

    def collections(self) -> tuple[str, ...]:
        """Return the names of the collections."""
        return tuple(row[0] for row in self._db.rows("SELECT name FROM collections ORDER BY name COLLATE NOCASE"))

    def collections_of(self, credential_id: str) -> tuple[str, ...]:
        """Return the collections that one credential is in."""
        rows = self._db.rows(
            "SELECT name FROM collections JOIN collected ON collection = collections.nr"
            " JOIN credentials ON credential = credentials.nr WHERE id = ? ORDER BY name COLLATE NOCASE",
            (credential_id,),
        )
        return tuple(row[0] for row in rows)

    def set_collections(self, ids: Sequence[str], names: Sequence[str]) -> None:
        """Put credentials in collections instead of those they were in; empty collections vanish."""
        wanted = list(dict.fromkeys(name.strip()[:100] for name in names if name.strip()))
        with self._db.transaction():
            for name in wanted:
                self._db.change("INSERT INTO collections (name) VALUES (?) ON CONFLICT (name) DO NOTHING", (name,))
            for credential_id in ids:
                nr = self._nr(credential_id)
                self._db.change("DELETE FROM collected WHERE credential = ?", (nr,))
                for name in wanted:
                    self._db.change(
                        "INSERT INTO collected (collection, credential) SELECT nr, ? FROM collections WHERE name = ?",
                        (nr, name),
                    )
            self._db.change("DELETE FROM collections WHERE nr NOT IN (SELECT collection FROM collected)")
