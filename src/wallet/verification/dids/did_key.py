"""did:key: the identifier is the key (W3C CCG did:key v0.9). No network."""

from wallet.errors import MalformedError, UnsupportedError
from wallet.ports import Fetcher
from wallet.verification.dids.document import SIGNING, DidDocument, Relationship, VerificationMethod
from wallet.verification.dids.key_material import agreement_only
from wallet.verification.keys import multikey


def resolve(did: str, fetcher: Fetcher) -> DidDocument:
    """Return the document that the identifier expands to: one method, ``did:key:z…#z…``.

    Raises:
        MalformedError: ``did.malformed``.
        UnsupportedError: ``did.unsupported_key``.
        KeyUnusableError: the key must not be used.
    """
    value = did.removeprefix("did:key:")
    if not value.startswith("z"):
        raise MalformedError("did.malformed", {"did": did})
    try:
        key = multikey.public_key(value)
    except UnsupportedError as error:
        raise UnsupportedError("did.unsupported_key", {"did": did}) from error
    allowed = frozenset({Relationship.KEY_AGREEMENT}) if agreement_only(key) else SIGNING
    return DidDocument(did, (VerificationMethod(f"{did}#{value}", did, key, allowed, described_in=did),))
