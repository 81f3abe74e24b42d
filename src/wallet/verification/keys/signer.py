"""Who signs: the seam behind which private keys live, and the plain one over a key in memory."""

from typing import Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from wallet.verification.keys import load
from wallet.verification.keys.public_key import KeyType, PublicKey


class Signer(Protocol):
    """A private key that signs and is never seen. ECDSA signatures are r and s side by side (IEEE P1363)."""

    @property
    def type(self) -> KeyType:
        """The type of the key."""

    def sign(self, message: bytes) -> bytes:
        """Return the signature over ``message`` in the form that ``algorithms.verify`` reads."""


PrivateKey = ed25519.Ed25519PrivateKey | ed448.Ed448PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

_HASHES: dict[KeyType, hashes.HashAlgorithm] = {
    KeyType.P256: hashes.SHA256(),
    KeyType.P384: hashes.SHA384(),
    KeyType.P521: hashes.SHA512(),
    KeyType.SECP256K1: hashes.SHA256(),
}


class KeySigner:
    """A Signer over a private key in this process. ECDSA is deterministic (RFC 6979), so it needs no randomness."""

    def __init__(self, key: PrivateKey) -> None:
        """Sign with ``key`` under its preferred algorithm (``algorithms.preferred``)."""
        self._key = key
        self.public_key: PublicKey = load.from_loaded(key.public_key())

    @property
    def type(self) -> KeyType:
        """The type of the key."""
        return self.public_key.type

    def sign(self, message: bytes) -> bytes:
        """Return the signature over ``message``."""
        key = self._key
        if isinstance(key, ec.EllipticCurvePrivateKey):
            der = key.sign(message, ec.ECDSA(_HASHES[self.type], deterministic_signing=True))
            size = load.coordinate_bytes(self.type)
            return b"".join(part.to_bytes(size, "big") for part in decode_dss_signature(der))
        if isinstance(key, rsa.RSAPrivateKey):
            return key.sign(message, padding.PKCS1v15(), hashes.SHA256())
        return key.sign(message)
