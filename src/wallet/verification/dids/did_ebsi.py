"""did:ebsi: legal entities in the DID registry of the European Blockchain Services Infrastructure.

The registry is asked over https; without it nothing is known about an identifier ("could not check").
"""

from wallet.errors import KeyNotListedError, MalformedError
from wallet.formats import strict_json
from wallet.ports import Fetcher, Purpose
from wallet.verification.dids import json_document
from wallet.verification.dids.document import DidDocument
from wallet.verification.dids.https_issuer import source_of
from wallet.verification.keys import multibase

REGISTRY = "https://api-pilot.ebsi.eu/did-registry/v5/identifiers/"
_LEGAL_ENTITY = 1
_LENGTHS = {_LEGAL_ENTITY: 17, 2: 33}
"""Length in bytes of the identifier by its version, the first byte (EBSI DID method, sections 1 and 2)."""


def resolve(did: str, fetcher: Fetcher) -> DidDocument:
    """Return the document that the registry holds.

    Raises:
        UnreachableError, FetchRefusedError: the registry cannot be had, or does not know the identifier.
        KeyNotListedError: ``did.document_mismatch``.
        MalformedError: ``did.malformed``, ``did.document_malformed``.
    """
    version(did)
    fetched = fetcher.get(REGISTRY + did, purpose=Purpose.DID_DOCUMENT, accept="application/did+ld+json")
    body = strict_json.loads(fetched.body)
    if not isinstance(body, dict):
        raise MalformedError("did.document_malformed", {"did": did})
    if body.get("id") != did:
        raise KeyNotListedError("did.document_mismatch", {"did": did, "stated": str(body.get("id"))[:200]})
    return json_document.read(body, did, source_of(fetched))


def version(did: str) -> int:
    """Return the version byte of a did:ebsi.

    Raises:
        MalformedError: ``did.malformed``: not base58btc, or of a length that its version does not have.
    """
    value = did.removeprefix("did:ebsi:")
    data = multibase.decode(value) if value.startswith("z") and len(value) <= 60 else b""
    if not data or _LENGTHS.get(data[0]) != len(data):
        raise MalformedError("did.malformed", {"did": did[:200]})
    return data[0]
