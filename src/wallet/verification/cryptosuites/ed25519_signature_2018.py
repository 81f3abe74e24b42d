"""``Ed25519Signature2018``: Ed25519 as a detached JWS (CCG lds-ed25519-2018)."""

from wallet.verification.cryptosuites.suite import jws_suite
from wallet.verification.keys.public_key import KeyType

SUITE = jws_suite("Ed25519Signature2018", allowed={KeyType.ED25519: frozenset({"EdDSA", "Ed25519"})})
