"""What stands in a backup: the store as a row of values, each complete in itself, in an order that can be taken in.

The manifest first; then documents before the credentials that used them. Derived things (list columns, search words)
are not in it: they are made anew. Private holder keys stay sealed, under a key of the backup.
"""

from collections.abc import Callable, Iterator

import msgspec

from wallet.errors import MalformedError
from wallet.vault.folder import Vault
from wallet.vault.instant import stamp
from wallet.verification import report_codec
from wallet.verification.context import Person
from wallet.verification.trust.known_issuers import KnownIssuer

Reseal = Callable[[str, bytes], tuple[str, bytes]]
"""Type and sealed private key -> its public half (JWK as JSON) and the same key sealed for the other side."""


class Manifest(msgspec.Struct, tag="manifest", frozen=True):
    """What the backup holds. ``made_at`` in microseconds since 1970, UTC."""

    content_version: int
    program_version: str
    made_at: int
    wallet_id: str
    name: str
    credentials: int
    papers: int
    receipts: int
    holder_keys: int


class BackupDocument(msgspec.Struct, tag="document", frozen=True):
    """A document that checks used."""

    url: str
    body: bytes
    media_type: str
    purpose: str
    retrieved_at: int
    final_url: str | None
    headers: str
    digest: str


class EarlierVersion(msgspec.Struct, frozen=True):
    """Bytes that a newer version replaced."""

    replaced_at: int
    digest: str
    raw: bytes
    media_type: str
    report: bytes


class BackupCredential(msgspec.Struct, tag="credential", frozen=True):
    """A credential as issued, its report, and what the person did with it."""

    id: str
    raw: bytes
    media_type: str
    report: bytes
    paper: bool
    favourite: bool
    note: str
    added_at: int
    removed_at: int | None
    collections: tuple[str, ...]
    history: tuple[tuple[int, str], ...]
    earlier: tuple[EarlierVersion, ...]
    documents: tuple[tuple[str, str], ...]


class BackupReceipt(msgspec.Struct, tag="receipt", frozen=True):
    """A receipt as ``report_codec`` packs it."""

    body: bytes


class BackupKey(msgspec.Struct, tag="holder_key", frozen=True):
    """A holder key; ``sealed`` opens with the sealing key of the backup only."""

    did: str
    kind: str
    jwk: str
    sealed: bytes
    made_at: int
    main: bool


class BackupDecision(msgspec.Struct, tag="decision", frozen=True):
    """A decision about an issuer."""

    id: str
    trusted: bool
    issuer: bytes | None
    reason: str
    decided_on: str


class BackupLogLine(msgspec.Struct, tag="decision_log", frozen=True):
    """A line of the log of decisions."""

    at: int
    action: str
    id: str
    reason: str


class BackupRegistry(msgspec.Struct, tag="registry", frozen=True):
    """A registry that is followed, with its snapshot."""

    url: str
    name: str
    enabled: bool
    retrieved_at: int | None
    snapshot: bytes | None
    documents: bytes | None
    problem: str | None


class BackupSetting(msgspec.Struct, tag="setting", frozen=True):
    """A setting of the wallet, its value as JSON."""

    key: str
    value: str


class BackupFact(msgspec.Struct, tag="fact", frozen=True):
    """Something that a use case keeps in the wallet under a name of its own (web space, pages that were published)."""

    key: str
    value: str


class BackupPerson(msgspec.Struct, tag="person", frozen=True):
    """Who the person is, as ``report_codec`` packs it."""

    body: bytes


class BackupContext(msgspec.Struct, tag="context", frozen=True):
    """A JSON-LD context that the person allowed."""

    url: str
    digest: str
    body: bytes
    pinned_at: int


Value = (
    Manifest
    | BackupDocument
    | BackupCredential
    | BackupReceipt
    | BackupKey
    | BackupDecision
    | BackupLogLine
    | BackupRegistry
    | BackupSetting
    | BackupFact
    | BackupPerson
    | BackupContext
)

CONTENT_VERSION = 1
OWN_FACTS = frozenset({"counter", "wallet_id", "name", "created_at", "last_backup_at", "ways_in"})
"""Facts about one wallet on one computer, which do not travel."""


def encode(value: Value) -> bytes:
    """Return a value as the bytes of a frame."""
    return msgspec.msgpack.encode(value)


def decode(frame: bytes) -> Value:
    """Return the value of a frame.

    Raises:
        MalformedError: ``backup.damaged``.
    """
    try:
        value: Value = msgspec.msgpack.decode(frame, type=Value)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise MalformedError("backup.damaged") from error
    return value


def manifest_of(vault: Vault, *, made_at: int, program_version: str) -> Manifest:
    """Return what a backup of ``vault`` made now would hold."""
    database = vault.database

    def count(sql: str) -> int:
        return int(database.value(f"SELECT count(*) FROM {sql}"))  # noqa: S608 - own text

    return Manifest(
        content_version=CONTENT_VERSION,
        program_version=program_version,
        made_at=made_at,
        wallet_id=vault.wallet_id,
        name=vault.preferences.fact("name") or "",
        credentials=count("credentials WHERE paper = 0"),
        papers=count("credentials WHERE paper = 1"),
        receipts=count("receipts"),
        holder_keys=count("holder_keys"),
    )


def content_of(vault: Vault, *, reseal: Reseal) -> Iterator[Value]:
    """Yield everything but the manifest. Whoever iterates keeps others from writing meanwhile."""
    yield from _documents(vault)
    for credential_id in vault.credentials.ids():
        yield _credential(vault, credential_id)
    yield from _small(vault)
    for key in vault.holder_keys.all():
        _, sealed = reseal(key.type, key.sealed)
        yield BackupKey(key.did, key.type, key.jwk, sealed, stamp(key.made_at), key.main)


def _documents(vault: Vault) -> Iterator[BackupDocument]:
    sql = (
        "SELECT url, body, media_type, purpose, retrieved_at, final_url, headers, digest"
        " FROM evidence JOIN evidence_bodies USING (digest) WHERE evidence.nr = ?"
    )
    for (number,) in vault.database.rows("SELECT nr FROM evidence ORDER BY nr"):
        for row in vault.database.rows(sql, (number,)):
            yield BackupDocument(*row)


def _credential(vault: Vault, credential_id: str) -> BackupCredential:
    row = vault.database.row(
        "SELECT nr, raw, media_type, report, paper, favourite, note, added_at, removed_at"
        " FROM credentials JOIN bodies USING (nr) WHERE id = ?",
        (credential_id,),
    )
    if row is None:
        raise MalformedError("backup.damaged")
    nr = row[0]
    rows = vault.database.rows
    history = rows("SELECT at, event FROM history WHERE credential = ? ORDER BY at, rowid", (nr,))
    earlier = rows(
        "SELECT replaced_at, digest, raw, media_type, report FROM superseded WHERE credential = ? ORDER BY replaced_at",
        (nr,),
    )
    documents = rows(
        "SELECT url, digest FROM evidence JOIN evidence_uses ON evidence = nr WHERE credential = ? ORDER BY nr", (nr,)
    )
    return BackupCredential(
        id=credential_id,
        raw=row[1],
        media_type=row[2],
        report=row[3],
        paper=bool(row[4]),
        favourite=bool(row[5]),
        note=row[6],
        added_at=row[7],
        removed_at=row[8],
        collections=vault.credentials.collections_of(credential_id),
        history=tuple((at, event) for at, event in history),
        earlier=tuple(EarlierVersion(*version) for version in earlier),
        documents=tuple((url, digest) for url, digest in documents),
    )


def _small(vault: Vault) -> Iterator[Value]:
    rows = vault.database.rows
    for (body,) in rows("SELECT body FROM receipts ORDER BY nr"):
        yield BackupReceipt(body)
    for row in rows("SELECT id, trusted, issuer, reason, decided_on FROM trust_decisions ORDER BY id"):
        yield BackupDecision(row[0], bool(row[1]), *row[2:])
    for row in rows("SELECT at, action, id, reason FROM trust_log ORDER BY at, rowid"):
        yield BackupLogLine(*row)
    sql = "SELECT url, name, enabled, retrieved_at, snapshot, documents, problem FROM subscriptions ORDER BY url"
    for row in rows(sql):
        yield BackupRegistry(row[0], row[1], bool(row[2]), *row[3:])
    for row in rows("SELECT key, value FROM settings ORDER BY key"):
        yield BackupSetting(*row)
    for row in rows("SELECT key, value FROM meta ORDER BY key"):
        if row[0] not in OWN_FACTS:
            yield BackupFact(*row)
    for (body,) in rows("SELECT body FROM person"):
        yield BackupPerson(body)
    for row in rows("SELECT url, digest, body, pinned_at FROM pinned_contexts ORDER BY url"):
        yield BackupContext(*row)


def person_of(value: BackupPerson) -> Person:
    """Return the person in a backup."""
    return report_codec.unpack(value.body, Person)


def issuer_of(value: BackupDecision) -> KnownIssuer | None:
    """Return the issuer that a decision trusts."""
    return report_codec.unpack(value.issuer, KnownIssuer) if value.issuer else None
