"""A public key, whatever form it came in."""

from dataclasses import dataclass
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes


class KeyType(StrEnum):
    """Key types that credentials are signed or agreed with."""

    ED25519 = "Ed25519"
    ED448 = "Ed448"
    X25519 = "X25519"
    P256 = "P-256"
    P384 = "P-384"
    P521 = "P-521"
    SECP256K1 = "secp256k1"
    RSA = "RSA"
    BLS12381_G1 = "BLS12381G1"
    BLS12381_G2 = "BLS12381G2"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key that was checked when it was decoded (on the curve, no low order, RSA at least 2048 bits).

    ``material`` identifies it: the raw or compressed point, for RSA the DER SubjectPublicKeyInfo; equal keys have
    equal ``type`` and ``material``. ``loaded`` is the ``cryptography`` object, or None for BLS keys.
    """

    type: KeyType
    material: bytes
    loaded: PublicKeyTypes | None = None

    def __eq__(self, other: object) -> bool:
        """Compare by type and material; the loaded object is a cache."""
        return isinstance(other, PublicKey) and (self.type, self.material) == (other.type, other.material)

    def __hash__(self) -> int:
        """Hash by type and material."""
        return hash((self.type, self.material))
