"""The documents that checks used, kept once by digest, so that a credential stays checkable when its issuer is gone."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

import msgspec

from wallet.errors import UsageError
from wallet.ports import Document, FetchOutcome, Purpose
from wallet.vault.database import Database, Row
from wallet.vault.instant import moment, stamp

_COLUMNS = "url, body, media_type, retrieved_at, purpose, final_url, headers"
_FROM = "FROM evidence JOIN evidence_bodies USING (digest)"


def _document(row: Row) -> Document:
    return Document(
        url=row[0],
        body=row[1],
        media_type=row[2],
        retrieved_at=moment(row[3]),
        purpose=Purpose(row[4]),
        outcome=FetchOutcome.ARCHIVED,
        final_url=row[5],
        headers=msgspec.json.decode(row[6], type=dict[str, str]),
    )


class Evidence:
    """Documents by digest, and which credential used which."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._db = database

    def keep(self, credential_id: str, documents: Iterable[Document]) -> None:
        """Keep what a check of one credential used. Bytes that are held already are not written again.

        Raises:
            UsageError: ``library.unknown_id``.
        """
        with self._db.transaction():
            nr = self._db.value("SELECT nr FROM credentials WHERE id = ?", (credential_id,))
            if nr is None:
                raise UsageError("library.unknown_id", {"id": credential_id})
            for document in documents:
                self._use(int(nr), self.store(document), document)

    def link(self, credential_id: str, numbers: Iterable[int]) -> None:
        """Note that one credential used documents that are stored already."""
        for number in numbers:
            self._db.change(
                "INSERT INTO evidence_uses (credential, evidence) SELECT nr, ? FROM credentials WHERE id = ?"
                " ON CONFLICT DO NOTHING",
                (number, credential_id),
            )

    def store(self, document: Document) -> int:
        """Keep a document and return its number. What no credential is linked to is dropped later."""
        digest = hashlib.sha256(document.body).hexdigest()
        known = self._db.row(
            "SELECT nr, retrieved_at FROM evidence WHERE url = ? AND digest = ?", (document.url, digest)
        )
        when = stamp(document.retrieved_at)
        if known is not None:
            if when > known[1]:
                self._db.change("UPDATE evidence SET retrieved_at = ? WHERE nr = ?", (when, known[0]))
            return int(known[0])
        self._db.change(
            "INSERT INTO evidence_bodies (digest, body) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING",
            (digest, document.body),
        )
        return self._db.insert(
            "INSERT INTO evidence (url, digest, media_type, purpose, retrieved_at, final_url, headers)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                document.url,
                digest,
                document.media_type,
                document.purpose.value,
                when,
                document.final_url,
                msgspec.json.encode(dict(document.headers)).decode(),
            ),
        )

    def _use(self, credential: int, evidence: int, document: Document) -> None:
        if document.purpose is Purpose.STATUS_LIST:
            # A list of megabytes that changes every day: only the newest one says anything.
            older = self._db.rows(
                "SELECT evidence FROM evidence_uses JOIN evidence ON evidence = nr"
                " WHERE credential = ? AND url = ? AND retrieved_at < ?",
                (credential, document.url, stamp(document.retrieved_at)),
            )
            for (number,) in older:
                self._db.change("DELETE FROM evidence_uses WHERE credential = ? AND evidence = ?", (credential, number))
                self._drop_if_unused(int(number))
        self._db.change(
            "INSERT INTO evidence_uses (credential, evidence) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (credential, evidence),
        )

    def _drop_if_unused(self, number: int) -> None:
        digest = self._db.value(
            "SELECT digest FROM evidence WHERE nr = ?1"
            " AND NOT EXISTS (SELECT 1 FROM evidence_uses WHERE evidence = ?1)",
            (number,),
        )
        if digest is not None:
            self._db.change("DELETE FROM evidence WHERE nr = ?", (number,))
            self._db.change(
                "DELETE FROM evidence_bodies WHERE digest = ?1"
                " AND NOT EXISTS (SELECT 1 FROM evidence WHERE digest = ?1)",
                (digest,),
            )

    def newest(self, url: str) -> Document | None:
        """Return the newest document that was had from ``url``, marked as archived, or nothing."""
        sql = f"SELECT {_COLUMNS} {_FROM} WHERE url = ? ORDER BY retrieved_at DESC LIMIT 1"
        row = self._db.row(sql, (url,))
        return None if row is None else _document(row)

    def of(self, credential_id: str) -> tuple[Document, ...]:
        """Return everything kept for one credential."""
        sql = (
            f"SELECT {_COLUMNS} {_FROM} JOIN evidence_uses ON evidence = evidence.nr"
            " JOIN credentials ON credential = credentials.nr WHERE id = ? ORDER BY evidence.nr"
        )
        return tuple(_document(row) for row in self._db.rows(sql, (credential_id,)))

    def drop_unused(self) -> None:
        """Forget documents that no credential uses any more."""
        with self._db.transaction():
            self._db.change("DELETE FROM evidence WHERE nr NOT IN (SELECT evidence FROM evidence_uses)")
            self._db.change("DELETE FROM evidence_bodies WHERE digest NOT IN (SELECT digest FROM evidence)")

    def pin_context(self, url: str, body: bytes, *, now: datetime) -> None:
        """Keep a JSON-LD context that the person allowed."""
        self._db.change(
            "INSERT INTO pinned_contexts (url, digest, body, pinned_at) VALUES (?1, ?2, ?3, ?4)"
            " ON CONFLICT (url) DO UPDATE SET digest = ?2, body = ?3, pinned_at = ?4",
            (url, hashlib.sha256(body).hexdigest(), body, stamp(now)),
        )

    def pinned_contexts(self) -> dict[str, bytes]:
        """Return the contexts that the person allowed."""
        return dict(self._db.rows("SELECT url, body FROM pinned_contexts"))
