"""did:web: the document lies on a web server (W3C CCG did:web method). https only."""

from wallet.errors import KeyNotListedError, MalformedError
from wallet.formats import strict_json
from wallet.ports import Fetcher, Purpose
from wallet.verification.dids import json_document, web_address
from wallet.verification.dids.document import DidDocument
from wallet.verification.dids.https_issuer import source_of

_ACCEPT = "application/did+json, application/did+ld+json, application/json"


def address_of(did: str) -> str:
    """Return the https address of the document of a did:web identifier.

    Raises:
        FetchRefusedError: ``did.web_address``: no host name, an IP address, a path that could leave its folder.
    """
    return web_address.of(did.removeprefix("did:web:"), did, "did.json")


def resolve(did: str, fetcher: Fetcher) -> DidDocument:
    """Return the document of a did:web.

    Raises:
        FetchRefusedError, UnreachableError: it must not or cannot be had.
        KeyNotListedError: ``did.document_mismatch``: the document is another identifier's.
        MalformedError: it is no JSON object.
    """
    # A redirect to another site is followed here: the whole DID is what a list trusts, and it names one address, which
    # only its own site can send elsewhere. An https issuer is trusted by origin, whatever the path; see ``origins``.
    fetched = fetcher.get(address_of(did), purpose=Purpose.DID_DOCUMENT, accept=_ACCEPT)
    body = strict_json.loads(fetched.body)
    if not isinstance(body, dict):
        raise MalformedError("did.document_malformed", {"did": did})
    stated = body.get("id")
    if stated != did:
        raise KeyNotListedError("did.document_mismatch", {"did": did, "stated": str(stated)[:200]})
    return json_document.read(body, did, source_of(fetched))
