"""Keys behind an https identifier: Open Badges issuer profiles, JWKs and JWK sets, controlled identifier documents.

Open Badges 3.0 section 8 lets ``issuer.id`` and ``kid`` or ``verificationMethod`` be https addresses. The 1EdTech
reference issuer writes the Multikey itself into the fragment of the key id.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from wallet.errors import FetchError, KeyNotListedError, MalformedError, WalletError
from wallet.formats import strict_json
from wallet.ports import Document, Fetcher, Purpose
from wallet.verification.checks import Source
from wallet.verification.dids import json_document, origins
from wallet.verification.dids.document import DidDocument, Relationship, VerificationMethod
from wallet.verification.keys import jwk, multikey

KEY_IN_IDENTIFIER = "did.key_in_identifier"
"""``VerificationMethod.reason`` of a key that is known only because the identifier spells it out."""

_ACCEPT = "application/json, application/ld+json, application/jwk-set+json"
_ASSERTION = frozenset({Relationship.ASSERTION_METHOD})


def source_of(document: Document) -> Source:
    """Return where and when a document was had, with its digest."""
    return Source(document.url, document.retrieved_at, hashlib.sha256(document.body).hexdigest())


def oldest(documents: Iterable[Document]) -> Source:
    """Return the source of the document that was had first: what rests on several is as old as the oldest."""
    return min(map(source_of, documents), key=lambda source: source.retrieved_at)


def secure(address: str) -> str:
    """Return the https form of an http address; the only way in which an old http identifier is ever fetched."""
    return "https://" + address.removeprefix("http://") if address.startswith("http://") else address


def resolve(identifier: str, fetcher: Fetcher) -> DidDocument:
    """Return the keys that the document at an https identifier offers.

    Keys of an issuer profile or JWK set that names no relationships are for assertions: that is the only use that
    Open Badges has for them.

    Raises:
        UnreachableError, FetchRefusedError: it cannot be had.
        MalformedError: it is no JSON, or states another ``id``.
    """
    address = identifier.partition("#")[0]
    fetched = origins.get(address, fetcher, purpose=Purpose.DID_DOCUMENT, accept=_ACCEPT)
    body = strict_json.loads(fetched.body)
    source = source_of(fetched)
    if not isinstance(body, Mapping):
        raise MalformedError("did.document_malformed", {"did": identifier})
    if _is_key_set(body):
        return DidDocument(identifier, tuple(_of_key_set(body, address)), source, raw=body)
    stated = body.get("id")
    if isinstance(stated, str) and stated not in (identifier, address):
        raise KeyNotListedError("did.document_mismatch", {"did": identifier, "stated": stated})
    document = json_document.read(body, identifier, source)
    return replace(document, methods=tuple(_open_badges(document, body)))


def _open_badges(document: DidDocument, body: Mapping[str, Any]) -> Iterator[VerificationMethod]:
    stated = {name.value for name in Relationship} & set(body)
    for method in document.methods:
        yield method if stated else replace(method, relationships=_ASSERTION)
    if isinstance(jwks := body.get("jwks"), Mapping):
        yield from _of_key_set(jwks, document.id)


def _is_key_set(body: Mapping[str, Any]) -> bool:
    return isinstance(body.get("keys"), list) or isinstance(body.get("kty"), str)


def keys_of(body: Mapping[str, Any], address: str) -> tuple[VerificationMethod, ...]:
    """Return the signature keys of a JWK or JWK set as methods of ``address``."""
    return tuple(_of_key_set(body, address))


def _of_key_set(body: Mapping[str, Any], address: str) -> Iterator[VerificationMethod]:
    keys = body.get("keys")
    for entry in (keys if isinstance(keys, list) else [body])[: json_document.MAX_METHODS]:
        if not isinstance(entry, Mapping) or entry.get("use") == "enc":
            continue
        kid = entry.get("kid")
        name = kid if isinstance(kid, str) else ""
        method_id = name if ":" in name else f"{address}#{name}"
        try:
            key, reason = jwk.public_key(dict(entry)), ""
        except WalletError as error:
            key, reason = None, error.code
        yield VerificationMethod(method_id, address, key, _ASSERTION, reason, jwk=entry, described_in=address)


def key(vm_id: str, fetcher: Fetcher) -> tuple[VerificationMethod, Source | None]:
    """Return the key with an https id (see ``methods_of.verification_method``)."""
    address = vm_id.partition("#")[0]
    own_key = spelled_out(vm_id)
    try:
        fetched = origins.get(address, fetcher, purpose=Purpose.DID_DOCUMENT, accept=_ACCEPT)
        body = strict_json.loads(fetched.body)
    except (FetchError, MalformedError):
        if own_key is None:
            raise
        return own_key, None
    source = source_of(fetched)
    found = _find(body, vm_id, address)
    if found is not None:
        return found, source
    if own_key is not None:
        return own_key, source
    raise KeyNotListedError("did.method_not_found", {"method": vm_id, "did": address})


def _find(body: object, vm_id: str, address: str) -> VerificationMethod | None:
    if not isinstance(body, Mapping):
        return None
    if _is_key_set(body):
        methods = tuple(_of_key_set(body, address))
        if len(methods) == 1 and vm_id == address:
            return replace(methods[0], id=vm_id)
        return next((method for method in methods if method.id == vm_id), None)
    if body.get("id") in (vm_id, address) and _has_key(body):
        # A key that stands alone names its controller; only the controller's document can say what it is for.
        return json_document.method_of(body, vm_id, address, frozenset())
    document = json_document.read(body, address, None)
    return replace(document, methods=tuple(_open_badges(document, body))).method(vm_id)


def _has_key(body: Mapping[str, Any]) -> bool:
    return any(name in body for name in ("publicKeyMultibase", "publicKeyJwk", "publicKeyPem", "publicKeyBase58"))


def spelled_out(vm_id: str) -> VerificationMethod | None:
    """Return the key that the fragment of an identifier spells out as a Multikey, with no relationships; or nothing."""
    fragment = vm_id.partition("#")[2]
    if not fragment.startswith(("z", "u")):
        return None
    try:
        key = multikey.public_key(fragment)
    except WalletError:
        return None
    return VerificationMethod(vm_id, "", key, frozenset(), KEY_IN_IDENTIFIER)
