"""Which key a JOSE header points at. The header is a hint, never a source of trust (RFC 8725 section 3.10).

``jku`` and ``x5u`` are never fetched. A key inside the header (``jwk``, ``x5c``) can show that nothing was changed
since signing; whose key it is, only the issuer's own identifier can say.
"""

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography import x509

from wallet.errors import FetchError, KeyNotListedError, MalformedError, UnsupportedError, WalletError
from wallet.ports import Fetcher
from wallet.verification.checks import Check, Source
from wallet.verification.dids import issuer_binding, methods_of
from wallet.verification.dids.document import Relationship, VerificationMethod
from wallet.verification.dids.issuer_binding import Resolve
from wallet.verification.keys import jwk, load
from wallet.verification.keys.public_key import PublicKey

MAX_CANDIDATES = 20
"""Keys tried for one signature without ``kid``; more would be work for an attacker's document."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A key that may have signed, and where it was found."""

    key: PublicKey
    method: VerificationMethod | None = None
    source: Source | None = None
    jwk: Mapping[str, Any] | None = None

    def issuer_key(
        self,
        issuer: str | None,
        fetcher: Fetcher,
        purpose: Relationship = Relationship.ASSERTION_METHOD,
        resolve: Resolve = methods_of.document_of,
    ) -> Check:
        """Return the ISSUER_KEY check for this key."""
        method = self.method or VerificationMethod("", "", self.key, frozenset())
        return issuer_binding.check(issuer, method, fetcher, source=self.source, purpose=purpose, resolve=resolve)


def candidates(
    header: Mapping[str, Any],
    issuer: str | None,
    fetcher: Fetcher,
    resolve: Resolve = methods_of.document_of,
) -> tuple[Candidate, ...]:
    """Return the keys that may have signed, best first; never none.

    Raises:
        KeyNotListedError: the issuer's document can be had and holds no key of that name.
        WalletError: as ``methods_of``: no document, not reachable, not supported.
    """
    kid = header.get("kid")
    name = kid if isinstance(kid, str) and kid else None
    embedded = _embedded(header)
    if embedded is not None and (name is None or not _absolute(name)):
        # Without an absolute key id the header itself is the only pointer; the issuer's keys decide whose it is.
        return (embedded,)
    try:
        if name and _absolute(name):
            return _absolute_key(name, fetcher)
        return _of_issuer(name, issuer, fetcher, resolve)
    except (FetchError, UnsupportedError):
        if embedded is None:
            raise
        return (embedded,)


def _absolute(kid: str) -> bool:
    return kid.startswith(("did:", "https://"))


def _absolute_key(kid: str, fetcher: Fetcher) -> tuple[Candidate, ...]:
    if kid.startswith("did:") and "#" not in kid:
        return _of_issuer(None, kid, fetcher, methods_of.document_of)
    method, source = methods_of.verification_method(kid, fetcher)
    return _usable([method], source, kid)


def _of_issuer(kid: str | None, issuer: str | None, fetcher: Fetcher, resolve: Resolve) -> tuple[Candidate, ...]:
    if issuer is None:
        raise UnsupportedError("proof.unsupported_no_issuer")
    document = resolve(issuer, fetcher)
    methods: Iterable[VerificationMethod] = document.methods
    if kid is not None:
        methods = [method for method in document.methods if _called(method, kid)]
    return _usable(list(methods), document.source, f"{issuer}#{kid or ''}")


def _called(method: VerificationMethod, kid: str) -> bool:
    if method.id == kid or method.id.partition("#")[2] == kid.removeprefix("#"):
        return True
    if method.jwk is None:
        return False
    if method.jwk.get("kid") == kid:
        return True
    try:
        return jwk.thumbprint(method.jwk) == kid
    except WalletError:
        return False


def _usable(methods: list[VerificationMethod], source: Source | None, name: str) -> tuple[Candidate, ...]:
    if not methods:
        raise KeyNotListedError("did.method_not_found", {"method": name, "did": name.partition("#")[0]})
    found = [Candidate(method.key, method, source, method.jwk) for method in methods if method.key is not None]
    if not found:
        raise UnsupportedError("proof.unsupported_key", {"method": name, "reason": methods[0].reason})
    # Keys for assertions first: with several keys and no name, the right one should be tried first.
    found.sort(key=lambda item: not (item.method and Relationship.ASSERTION_METHOD in item.method.relationships))
    return tuple(found[:MAX_CANDIDATES])


def _embedded(header: Mapping[str, Any]) -> Candidate | None:
    value = header.get("jwk")
    if isinstance(value, dict):
        return Candidate(jwk.public_key(value), jwk=value)
    chain = header.get("x5c")
    if isinstance(chain, list) and chain:
        return Candidate(load.from_loaded(certificate(chain[0]).public_key()))
    return None


def certificate(encoded: object) -> x509.Certificate:
    """Return one certificate of an ``x5c`` header (RFC 7515 section 4.1.6: base64, not base64url, DER).

    Raises:
        MalformedError: ``proof.certificate_malformed``.
    """
    try:
        if not isinstance(encoded, str):
            raise MalformedError("proof.certificate_malformed")
        return x509.load_der_x509_certificate(base64.b64decode(encoded, validate=True))
    except (ValueError, binascii.Error, TypeError) as error:
        raise MalformedError("proof.certificate_malformed") from error
