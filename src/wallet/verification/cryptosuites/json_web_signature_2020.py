"""``JsonWebSignature2020``: a detached JWS of any modern algorithm (CCG lds-jws2020)."""

from wallet.verification.cryptosuites.suite import jws_suite
from wallet.verification.keys.public_key import KeyType

SUITE = jws_suite(
    "JsonWebSignature2020",
    allowed={
        KeyType.ED25519: frozenset({"EdDSA", "Ed25519"}),
        KeyType.SECP256K1: frozenset({"ES256K"}),
        KeyType.P256: frozenset({"ES256"}),
        KeyType.P384: frozenset({"ES384"}),
        KeyType.P521: frozenset({"ES512"}),
        KeyType.RSA: frozenset({"PS256", "RS256"}),
    },
)
