"""Keys of an SD-JWT VC issuer with an https ``iss``: JWT VC Issuer Metadata (SD-JWT VC draft, section 5).

``https://host/path`` publishes its keys at ``https://host/.well-known/jwt-vc-issuer/path``.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from wallet.errors import KeyNotListedError, MalformedError
from wallet.formats import strict_json
from wallet.ports import Document, Fetcher, Purpose
from wallet.verification.dids import https_issuer, methods_of, origins
from wallet.verification.dids.document import DidDocument

_WELL_KNOWN = "/.well-known/jwt-vc-issuer"
_JWK_SET = "application/jwk-set+json, application/json"


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
    fetched = origins.get(address_of(issuer), fetcher, purpose=Purpose.METADATA, accept="application/json")
    body = strict_json.loads(fetched.body)
    if not isinstance(body, Mapping):
        raise MalformedError("did.document_malformed", {"did": issuer})
    if body.get("issuer") != issuer:
        raise KeyNotListedError("did.document_mismatch", {"did": issuer, "stated": str(body.get("issuer"))[:200]})
    keys, used = _keys(body, issuer, fetcher)
    return DidDocument(issuer, https_issuer.keys_of(keys, issuer), https_issuer.oldest((fetched, *used)), raw=body)


def _keys(body: Mapping[str, Any], issuer: str, fetcher: Fetcher) -> tuple[Mapping[str, Any], tuple[Document, ...]]:
    """Return the JWK set, in the metadata or where they point; not both (section 5.1), and a place of the issuer's."""
    jwks, address = body.get("jwks"), body.get("jwks_uri")
    used: tuple[Document, ...] = ()
    if jwks is None and isinstance(address, str):
        # The metadata may name any site; what must not happen is that the named one sends us on to a third.
        used = (origins.get(address, fetcher, purpose=Purpose.METADATA, accept=_JWK_SET),)
        jwks = strict_json.loads(used[0].body)
    elif address is not None:
        jwks = None
    if not isinstance(jwks, Mapping) or not isinstance(jwks.get("keys"), list):
        raise MalformedError("did.document_malformed", {"did": issuer})
    return jwks, used
