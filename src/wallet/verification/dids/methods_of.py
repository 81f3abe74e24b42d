"""From the id of a verification method to the method: ``did:…#fragment`` or an https key id.

For a check of "is this the issuer's key?" use ``issuer_binding``; a method found here says what the key is, and
which relationships *its own document* gives it, not whose it is.
"""

from wallet.errors import KeyNotListedError, MalformedError, UnsupportedError
from wallet.ports import Fetcher
from wallet.verification.checks import Source
from wallet.verification.dids import https_issuer, resolver
from wallet.verification.dids.document import DidDocument, VerificationMethod

MAX_CHARACTERS = 20_000
"""Longest identifier that is looked at; a did:jwk of a large RSA key has about 1,500."""


def document_of(identifier: str, fetcher: Fetcher) -> DidDocument:
    """Return the keys of an issuer identifier: a DID, or an https address (Open Badges profile, JWK set).

    Raises:
        UnsupportedError: ``did.unsupported_method`` or ``did.no_document`` (``urn:``, plain text …).
        UnreachableError, FetchRefusedError, MalformedError, KeyUnusableError: as the resolver.
    """
    if len(identifier) > MAX_CHARACTERS:
        raise MalformedError("did.malformed", {"did": identifier[:200]})
    if identifier.startswith("did:"):
        return resolver.resolve(identifier, fetcher)
    if identifier.startswith("https://"):
        return https_issuer.resolve(identifier, fetcher)
    raise UnsupportedError("did.no_document", {"did": identifier})


def verification_method(vm_id: str, fetcher: Fetcher) -> tuple[VerificationMethod, Source | None]:
    """Return the method with this id and the document it was read from (None for self-describing identifiers).

    An id whose fragment is itself a Multikey, and whose document cannot be had, gives the key of the
    fragment with no relationships and ``reason`` ``did.key_in_identifier``: the signature can be checked, whose
    key it is cannot.

    Raises:
        KeyNotListedError: ``did.method_not_found`` or ``did.document_mismatch``: the document can be had and does
            not hold this method. The signature cannot be checked, and ISSUER_KEY has failed.
        UnsupportedError, UnreachableError, FetchRefusedError, MalformedError, KeyUnusableError: as the resolver.
    """
    if len(vm_id) > MAX_CHARACTERS:
        raise MalformedError("did.malformed", {"did": vm_id[:200]})
    if vm_id.startswith("https://"):
        return https_issuer.key(vm_id, fetcher)
    if not vm_id.startswith("did:"):
        spelled_out = https_issuer.spelled_out(vm_id)
        if spelled_out is None:
            raise UnsupportedError("did.no_document", {"did": vm_id})
        return spelled_out, None
    did, _, fragment = vm_id.partition("#")
    document = resolver.resolve(did.partition("?")[0].partition("/")[0], fetcher)
    method = document.method(vm_id) if fragment else _only(document)
    if method is None:
        raise KeyNotListedError("did.method_not_found", {"method": vm_id, "did": did})
    return method, document.source


def _only(document: DidDocument) -> VerificationMethod | None:
    # A bare DID names a key only where the document has just one.
    return document.methods[0] if len(document.methods) == 1 else None
