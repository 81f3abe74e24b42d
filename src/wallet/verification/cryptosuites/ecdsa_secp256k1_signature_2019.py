"""``EcdsaSecp256k1Signature2019``: secp256k1 as a detached JWS (CCG lds-ecdsa-secp256k1-2019)."""

from wallet.verification.cryptosuites.suite import jws_suite
from wallet.verification.keys.public_key import KeyType

SUITE = jws_suite("EcdsaSecp256k1Signature2019", allowed={KeyType.SECP256K1: frozenset({"ES256K"})})
