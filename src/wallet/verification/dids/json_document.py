"""A DID document, controlled identifier document or issuer profile read into ``DidDocument``.

Only what verification needs is read: keys and the relationships that list them. A key in a form that is not
supported stays in the document with its reason, so that "not listed" and "cannot be used here" stay apart.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from wallet.errors import MalformedError, WalletError
from wallet.verification.checks import Source
from wallet.verification.dids import key_material
from wallet.verification.dids.document import DidDocument, Relationship, VerificationMethod

MAX_METHODS = 500
"""A document with more keys than this is not an issuer's document but an attack on our time."""


def read(document: object, identifier: str, source: Source | None) -> DidDocument:
    """Return the document of ``identifier``.

    Raises:
        MalformedError: ``did.document_malformed``: it is no object, or holds more keys than any issuer has.
    """
    if not isinstance(document, Mapping):
        raise MalformedError("did.document_malformed", {"did": identifier})
    entries = list(_entries(document, identifier))
    if len(entries) > MAX_METHODS:
        raise MalformedError("did.document_malformed", {"did": identifier})
    listed: dict[str, set[Relationship]] = {}
    objects: dict[str, Mapping[str, Any]] = {}
    for relationship, entry in entries:
        method_id = absolute(entry if isinstance(entry, str) else entry.get("id"), identifier)
        if method_id is None:
            continue
        if isinstance(entry, Mapping) and method_id not in objects:
            objects[method_id] = entry
        marks = listed.setdefault(method_id, set())
        if relationship is not None:
            marks.add(relationship)
    known = document.get("alsoKnownAs")
    return DidDocument(
        id=identifier,
        methods=tuple(
            method_of(entry, method_id, identifier, frozenset(listed[method_id]))
            for method_id, entry in objects.items()
        ),
        source=source,
        also_known_as=tuple(item for item in known if isinstance(item, str)) if isinstance(known, list) else (),
        raw=document,
    )


def _entries(
    document: Mapping[str, Any], identifier: str
) -> Iterator[tuple[Relationship | None, str | Mapping[str, Any]]]:
    # `publicKey` is the name that DID documents before 2020 used for `verificationMethod`.
    for name in ("verificationMethod", "publicKey"):
        for entry in _many(document.get(name)):
            yield None, entry
    for relationship in Relationship:
        for entry in _many(document.get(relationship.value)):
            yield relationship, entry


def _many(value: object) -> Iterator[str | Mapping[str, Any]]:
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, str | Mapping):
            yield entry


def absolute(method_id: object, identifier: str) -> str | None:
    """Return a method id with a relative one (``#key-1``) resolved against its document (DID Core section 3.2.2)."""
    if not isinstance(method_id, str) or not method_id:
        return None
    return identifier + method_id if method_id.startswith("#") else method_id


def method_of(
    entry: Mapping[str, Any],
    method_id: str,
    identifier: str,
    relationships: frozenset[Relationship],
) -> VerificationMethod:
    """Return one verification method; a key that cannot be read gives ``key=None`` and the reason's code."""
    controller = entry.get("controller")
    expires, revoked, jwk = entry.get("expires"), entry.get("revoked"), entry.get("publicKeyJwk")
    try:
        key, reason = key_material.key_of(entry), ""
    except WalletError as error:
        key, reason = None, error.code
    return VerificationMethod(
        id=method_id,
        controller=controller if isinstance(controller, str) else identifier,
        key=key,
        relationships=relationships,
        reason=reason,
        expires=_end(expires),
        revoked=_end(revoked),
        jwk=jwk if isinstance(jwk, Mapping) else None,
        described_in=identifier.partition("#")[0],
    )


def _end(value: object) -> str | None:
    # Something other than a date says that there is an end, and not when; see ``proofs.key_life``.
    return None if value is None or value is False else value if isinstance(value, str) and value else repr(value)
