"""``RsaSignature2018``: RSA as a detached JWS (CCG lds-rsa2018)."""

from wallet.verification.cryptosuites.suite import jws_suite
from wallet.verification.keys.public_key import KeyType

SUITE = jws_suite("RsaSignature2018", allowed={KeyType.RSA: frozenset({"RS256", "PS256"})})
