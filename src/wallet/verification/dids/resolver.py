"""From an identifier to its document; one line per method."""

from collections.abc import Mapping
from typing import Protocol

from wallet.errors import UnsupportedError
from wallet.ports import Fetcher
from wallet.verification.dids import did_ebsi, did_jwk, did_key, did_web, did_webvh
from wallet.verification.dids.document import DidDocument


class Method(Protocol):
    """What a ``did_<method>.py`` offers."""

    def __call__(self, did: str, fetcher: Fetcher) -> DidDocument:
        """Return the document of ``did`` (no fragment)."""


METHODS: Mapping[str, Method] = {
    "key": did_key.resolve,
    "jwk": did_jwk.resolve,
    "web": did_web.resolve,
    "webvh": did_webvh.resolve,
    "ebsi": did_ebsi.resolve,
}
"""DID method name -> resolve function. A new method is one file and one line here."""


def resolve(identifier: str, fetcher: Fetcher) -> DidDocument:
    """Return the document of a DID, without fragment.

    Raises:
        UnsupportedError: ``did.unsupported_method``.
        UnreachableError, FetchRefusedError: its document cannot be had.
        MalformedError: the identifier or the document breaks its specification.
        KeyUnusableError: the key inside must not be used.
    """
    method = METHODS.get(identifier.split(":")[1] if identifier.count(":") >= 2 else "")
    if method is None:
        raise UnsupportedError("did.unsupported_method", {"did": identifier})
    return method(identifier, fetcher)
