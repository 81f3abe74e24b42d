"""did:jwk: the identifier is a base64url JWK (quartzjer/did-jwk specification). No network."""

from wallet.errors import MalformedError
from wallet.formats import strict_json
from wallet.ports import Fetcher
from wallet.verification.dids.document import SIGNING, DidDocument, Relationship, VerificationMethod
from wallet.verification.dids.key_material import agreement_only
from wallet.verification.keys import jwk, multibase

_ALL = frozenset(Relationship)
_AGREE = frozenset({Relationship.KEY_AGREEMENT})
_MAX_CHARACTERS = 16_384


def resolve(did: str, fetcher: Fetcher) -> DidDocument:
    """Return the document that the identifier expands to: one method, ``#0``; ``use`` limits what it may do.

    Raises:
        MalformedError: ``did.malformed``.
        UnsupportedError, KeyUnusableError: the key inside cannot or must not be used.
    """
    value = did.removeprefix("did:jwk:")
    if not value or len(value) > _MAX_CHARACTERS:
        raise MalformedError("did.malformed", {"did": did[:200]})
    document = strict_json.loads(multibase.decode("u" + value))
    if not isinstance(document, dict):
        raise MalformedError("did.malformed", {"did": did})
    key = jwk.public_key(document)
    allowed = _ALL
    if document.get("use") == "enc" or agreement_only(key):
        allowed = _AGREE
    elif document.get("use") == "sig":
        allowed = SIGNING
    method = VerificationMethod(f"{did}#0", did, key, allowed, jwk=document, described_in=did)
    return DidDocument(did, (method,), raw={"publicKeyJwk": document})
