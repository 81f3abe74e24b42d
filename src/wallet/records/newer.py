"""Whether two credentials are the same one, and which is newer.

Open Badges 3.0, section 10.2: the issuer's id and the credential's id together name a credential; the later
``validFrom`` wins.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import rfc8785

from wallet.model.earned import Record
from wallet.model.secured import JsonObject, SecuredCredential, Securing

_CARRIED_AS_JSON = frozenset({Securing.DATA_INTEGRITY, Securing.HOSTED, Securing.MERKLE, Securing.NONE})


class Relation(StrEnum):
    """How a credential that is offered relates to one that is held."""

    SAME = "same"
    NEWER = "newer"
    OLDER = "older"
    VARIANT = "variant"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes two files the same credential: who issued it and which of theirs it is."""

    issuer: str
    credential: str


def identity(record: Record) -> Identity | None:
    """Return the identity, or nothing where the credential does not name itself and its issuer."""
    if not record.credential_id or not record.issuer.id:
        return None
    return Identity(record.issuer.id, record.credential_id)


def digest(secured: SecuredCredential) -> str:
    """Return the SHA-256 (hex) of the canonical original.

    JSON is canonicalized (RFC 8785), so that other spacing or member order is the same credential; a token is taken
    byte for byte.
    """
    if secured.securing in _CARRIED_AS_JSON and secured.document:
        return digest_of_document(secured.document)
    return hashlib.sha256(secured.raw.strip()).hexdigest()


def digest_of_document(document: JsonObject) -> str:
    """Return the SHA-256 (hex) of the canonical JSON of ``document``."""
    try:
        return hashlib.sha256(rfc8785.dumps(document)).hexdigest()
    except (rfc8785.CanonicalizationError, RecursionError, ValueError):
        # Whole numbers beyond 2^53 are outside RFC 8785; sorting still makes equal documents equal.
        plain = json.dumps(document, sort_keys=True, separators=(",", ":"), default=str)
        return hashlib.sha256(plain.encode()).hexdigest()


def _start(record: Record) -> datetime | None:
    return record.valid_from or record.issued_at


def relation(offered: Record, held: Record) -> Relation:
    """Return how ``offered`` relates to ``held``.

    SAME: equal content. NEWER, OLDER: another issue of the same credential. VARIANT: the same credential with other
    content and no order in time (signed again, other disclosures): for the person to decide. OTHER: unrelated.
    """
    if offered.key and offered.key == held.key:
        return Relation.SAME
    mine = identity(offered)
    if mine is None or mine != identity(held):
        return Relation.OTHER
    start, other = _start(offered), _start(held)
    if start is None or other is None or start == other:
        return Relation.VARIANT
    return Relation.NEWER if start > other else Relation.OLDER
