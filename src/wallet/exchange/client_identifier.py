"""Who asks: the client identifier of a presentation request and what its signature proves (OpenID4VP 1.0 section 5.9).

A signature shows that the request comes from the holder of a key; whether that is somebody the person knows is for
the person to say. Nothing here ever makes a name "checked".
"""

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from wallet.errors import MalformedError, UnsupportedError, WalletError
from wallet.formats import base64url, jws, strict_json
from wallet.model.secured import Jws
from wallet.ports import Fetcher
from wallet.verification.dids import methods_of
from wallet.verification.keys import algorithms, jwk, load
from wallet.verification.keys.public_key import PublicKey

_MOST_CERTIFICATES = 10


class ClientIdPrefix(StrEnum):
    """The prefixes of OpenID4VP 1.0; ``origin`` is never accepted outside a browser."""

    PRE_REGISTERED = "pre-registered"
    REDIRECT_URI = "redirect_uri"
    X509_SAN_DNS = "x509_san_dns"
    X509_HASH = "x509_hash"
    DECENTRALIZED_IDENTIFIER = "decentralized_identifier"
    VERIFIER_ATTESTATION = "verifier_attestation"
    OPENID_FEDERATION = "openid_federation"
    ORIGIN = "origin"


@dataclass(frozen=True, slots=True)
class ClientIdentifier:
    """A client identifier taken apart; ``full`` is what answers are bound to, prefix included."""

    full: str
    prefix: ClientIdPrefix
    value: str


@dataclass(frozen=True, slots=True)
class Signed:
    """What the request is and how it was signed. ``identity`` is a DID, a host name or a certificate's subject."""

    claims: Mapping[str, Any]
    signed: bool
    identity: str | None = None


def parse(client_id: Any) -> ClientIdentifier:
    """Return the parts of a client identifier.

    Raises:
        MalformedError: ``request.client_id``.
    """
    if not isinstance(client_id, str) or not client_id or len(client_id) > 8_192:
        raise MalformedError("request.client_id")
    head, mark, rest = client_id.partition(":")
    try:
        prefix = ClientIdPrefix(head) if mark else ClientIdPrefix.PRE_REGISTERED
    except ValueError:
        # "If the prefix is not known, the identifier as a whole is pre-registered" (section 5.9.1).
        prefix = ClientIdPrefix.PRE_REGISTERED
    if prefix is ClientIdPrefix.ORIGIN or (prefix is not ClientIdPrefix.PRE_REGISTERED and not rest):
        raise MalformedError("request.client_id")
    return ClientIdentifier(client_id, prefix, client_id if prefix is ClientIdPrefix.PRE_REGISTERED else rest)


def _verify(signed: Jws, key: PublicKey) -> None:
    try:
        algorithms.verify(key, str(signed.header.get("alg")), signed.signing_input, signed.signature)
    except WalletError as error:
        raise MalformedError("request.signature", {"reason": error.code}) from error


def _chain(signed: Jws) -> list[x509.Certificate]:
    listed = signed.header.get("x5c")
    if not isinstance(listed, list) or not 0 < len(listed) <= _MOST_CERTIFICATES:
        raise MalformedError("request.certificate")
    try:
        return [x509.load_der_x509_certificate(base64.b64decode(str(one), validate=True)) for one in listed]
    except (ValueError, binascii.Error) as error:
        raise MalformedError("request.certificate") from error


def _leaf(signed: Jws) -> x509.Certificate:
    """Return the signing certificate; each certificate of the chain must be issued by the next."""
    chain = _chain(signed)
    for certificate, issuer in pairwise(chain):
        try:
            certificate.verify_directly_issued_by(issuer)
        except (ValueError, TypeError, InvalidSignature) as error:
            raise MalformedError("request.certificate") from error
    _verify(signed, load.from_loaded(chain[0].public_key()))
    return chain[0]


def _dns_names(certificate: x509.Certificate) -> set[str]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return set()
    return {name.lower() for name in names.get_values_for_type(x509.DNSName)}


def _san_dns(signed: Jws, client: ClientIdentifier, claims: Mapping[str, Any], fetcher: Fetcher) -> str:
    leaf = _leaf(signed)
    host = (urlsplit(str(claims.get("response_uri"))).hostname or "").lower()
    if client.value.lower() not in _dns_names(leaf) or host != client.value.lower():
        # Without a list of trusted certificate authorities the answer may go to the named host only.
        raise MalformedError("request.client_mismatch", {"client": client.value})
    return client.value


def _hash(signed: Jws, client: ClientIdentifier, claims: Mapping[str, Any], fetcher: Fetcher) -> str:
    leaf = _leaf(signed)
    listed = signed.header["x5c"][0]
    if base64url.encode(hashlib.sha256(base64.b64decode(listed)).digest()) != client.value:
        raise MalformedError("request.client_mismatch", {"client": client.value})
    return leaf.subject.rfc4514_string()


def _did(signed: Jws, client: ClientIdentifier, claims: Mapping[str, Any], fetcher: Fetcher) -> str:
    kid = str(signed.header.get("kid", ""))
    if kid.split("#")[0] != client.value or "#" not in kid:
        raise MalformedError("request.client_mismatch", {"client": client.value})
    method, _ = methods_of.verification_method(kid, fetcher)
    if method.key is None:
        raise UnsupportedError("request.unsupported_key")
    _verify(signed, method.key)
    return client.value


def _attestation(signed: Jws, client: ClientIdentifier, claims: Mapping[str, Any], fetcher: Fetcher) -> str:
    """The attestation must bind the key that signed the request; no attester is trusted, so it names nobody."""
    attested = jws.compact(str(signed.header.get("jwt", "")))
    said = strict_json.loads_object(attested.payload)
    bound = said.get("cnf")
    if attested.header.get("typ") != "verifier-attestation+jwt" or said.get("sub") != client.value:
        raise MalformedError("request.client_mismatch", {"client": client.value})
    if not isinstance(bound, dict) or not isinstance(bound.get("jwk"), dict):
        raise MalformedError("request.client_mismatch", {"client": client.value})
    _verify(signed, jwk.public_key(bound["jwk"]))
    raise UnsupportedError("request.attester_unknown", {"attester": str(said.get("iss"))[:200]})


_Rule = Callable[[Jws, ClientIdentifier, Mapping[str, Any], Fetcher], str]

_RULES: Mapping[ClientIdPrefix, _Rule] = {
    ClientIdPrefix.X509_SAN_DNS: _san_dns,
    ClientIdPrefix.X509_HASH: _hash,
    ClientIdPrefix.DECENTRALIZED_IDENTIFIER: _did,
    ClientIdPrefix.VERIFIER_ATTESTATION: _attestation,
}


def authenticate(signed: Jws, client: ClientIdentifier, claims: Mapping[str, Any], fetcher: Fetcher) -> str:
    """Return who signed a request object, after checking that the client identifier and the signature agree.

    Raises:
        MalformedError: ``request.signature``, ``request.certificate``, ``request.client_mismatch``,
            ``request.signed_redirect_uri``.
        UnsupportedError: ``request.unsupported_client``, ``request.attester_unknown``.
        UnreachableError, FetchRefusedError: the document with the key cannot be had.
    """
    if client.prefix is ClientIdPrefix.REDIRECT_URI:
        # Section 5.9.3: such a request has nobody who could have signed it.
        raise MalformedError("request.signed_redirect_uri")
    rule = _RULES.get(client.prefix)
    if rule is None:
        raise UnsupportedError("request.unsupported_client", {"prefix": client.prefix.value})
    return rule(signed, client, claims, fetcher)
