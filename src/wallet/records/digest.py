"""One digest for one credential, however its JSON is laid out."""

import hashlib
import json

import rfc8785

from wallet.model.secured import JsonObject, SecuredCredential, Securing

_CARRIED_AS_JSON = frozenset({Securing.DATA_INTEGRITY, Securing.HOSTED, Securing.MERKLE, Securing.NONE})


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
