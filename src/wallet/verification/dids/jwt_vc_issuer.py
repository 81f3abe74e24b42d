"""Keys of an SD-JWT VC issuer with an https ``iss``: JWT VC Issuer Metadata (SD-JWT VC draft, section 5).

``https://host/path`` publishes its keys at ``https://host/.well-known/jwt-vc-issuer/path``.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from wallet.errors import KeyNotListedError, MalformedError
from wallet.formats import strict_json
from wallet.ports import Fetcher, Purpose
from wallet.verification.dids import https_issuer, methods_of
from wallet.verification.dids.document import DidDocument

_WELL_KNOWN = "/.well-known/jwt-vc-issuer"


def address_of(issuer: str) -> str:
    """Return the address of the metadata of an https issuer."""
    parts = urlsplit(issuer)
    return f"https://{parts.netloc}{_WELL_KNOWN}{parts.path.rstrip('/')}"


def resolve(issuer: str, fetcher: Fetcher) -> DidDocument:
    """Return the keys of an SD-JWT VC issuer: its metadata for https, its document for a DID.

    Raises:
        UnreachableError, FetchRefusedError: they cannot be had.
        KeyNotListedError: ``did.document_mismatch``: the metadata is another issuer's.
        MalformedError: ``did.document_malformed``.
        UnsupportedError, KeyUnusableError: as ``methods_of.document_of``.
    """
    if not issuer.startswith("https://"):
        return methods_of.document_of(issuer, fetcher)
    fetched = fetcher.get(address_of(issuer), purpose=Purpose.METADATA, accept="application/json")
    body = strict_json.loads(fetched.body)
    if not isinstance(body, Mapping):
        raise MalformedError("did.document_malformed", {"did": issuer})
    if body.get("issuer") != issuer:
        raise KeyNotListedError("did.document_mismatch", {"did": issuer, "stated": str(body.get("issuer"))[:200]})
    jwks, source = body.get("jwks"), https_issuer.source_of(fetched)
    if jwks is None and isinstance(address := body.get("jwks_uri"), str):
        fetched = fetcher.get(address, purpose=Purpose.METADATA, accept="application/jwk-set+json, application/json")
        jwks = strict_json.loads(fetched.body)
    if not isinstance(jwks, Mapping) or not isinstance(jwks.get("keys"), list):
        raise MalformedError("did.document_malformed", {"did": issuer})
    return DidDocument(issuer, https_issuer.keys_of(jwks, issuer), source, raw=body)
