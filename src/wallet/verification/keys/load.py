"""From raw key material to a checked ``PublicKey``; the forms (Multikey, JWK) only unwrap and call this."""

from collections.abc import Callable, Mapping

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa, x25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_arkworks_bls12381 import G1Point, G2Point

from wallet.errors import KeyUnusableError, MalformedError
from wallet.verification.keys import edwards
from wallet.verification.keys.public_key import KeyType, PublicKey

MIN_RSA_BITS = 2048
MAX_RSA_BITS = 8192
"""Larger keys cost an attacker nothing and us seconds."""

_ROCA_PRIMES = tuple(
    prime for prime in range(3, 168, 2) if all(prime % divisor for divisor in range(3, 14, 2) if divisor < prime)
)
_ROCA_GROUPS = {prime: frozenset(pow(65537, power, prime) for power in range(prime)) for prime in _ROCA_PRIMES}

CURVES: Mapping[KeyType, ec.EllipticCurve] = {
    KeyType.P256: ec.SECP256R1(),
    KeyType.P384: ec.SECP384R1(),
    KeyType.P521: ec.SECP521R1(),
    KeyType.SECP256K1: ec.SECP256K1(),
}

POINT_BYTES: Mapping[KeyType, int] = {
    KeyType.ED25519: 32,
    KeyType.ED448: 57,
    KeyType.X25519: 32,
    KeyType.P256: 33,
    KeyType.P384: 49,
    KeyType.P521: 67,
    KeyType.SECP256K1: 33,
    KeyType.BLS12381_G1: 48,
    KeyType.BLS12381_G2: 96,
}
"""Length of the raw or compressed point per key type, in bytes."""


def coordinate_bytes(kind: KeyType) -> int:
    """Return the length in bytes of one coordinate, and of half an ECDSA signature, on an elliptic curve."""
    return (CURVES[kind].key_size + 7) // 8


def elliptic(kind: KeyType, encoded: bytes) -> PublicKey:
    """Return the key of a SEC 1 encoded point (compressed or uncompressed).

    Raises:
        KeyUnusableError: ``key.not_on_curve``.
        MalformedError: ``key.length``.
    """
    size = coordinate_bytes(kind)
    if not encoded or (encoded[0], len(encoded)) not in ((2, 1 + size), (3, 1 + size), (4, 1 + 2 * size)):
        raise MalformedError("key.length", {"type": kind})
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(CURVES[kind], encoded)
    except (ValueError, UnsupportedAlgorithm):
        raise KeyUnusableError("key.not_on_curve", {"type": kind}) from None
    return PublicKey(kind, key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint), key)


def _is_weak_chip_key(modulus: int) -> bool:
    """Tell whether a modulus has the fingerprint of CVE-2017-15361 (ROCA), whose private key can be computed.

    Such a modulus is a power of 65537 modulo every small prime; by chance that happens to one key in 2^30.
    """
    return all(modulus % prime in group for prime, group in _ROCA_GROUPS.items())


def rsa_key(modulus: int, exponent: int) -> PublicKey:
    """Return an RSA key of 2048 to 8192 bits with an odd exponent above one.

    Raises:
        KeyUnusableError: ``key.too_short``, ``key.too_long``, ``key.exponent``, ``key.weak_chip``.
    """
    bits = modulus.bit_length()
    if bits < MIN_RSA_BITS:
        raise KeyUnusableError("key.too_short", {"type": KeyType.RSA, "bits": str(bits)})
    if bits > MAX_RSA_BITS:
        raise KeyUnusableError("key.too_long", {"type": KeyType.RSA, "bits": str(bits)})
    if exponent < 3 or not exponent & 1 or exponent.bit_length() > 64 or not modulus & 1:
        raise KeyUnusableError("key.exponent", {"type": KeyType.RSA})
    if _is_weak_chip_key(modulus):
        raise KeyUnusableError("key.weak_chip", {"type": KeyType.RSA})
    key = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    return PublicKey(KeyType.RSA, key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo), key)


def _ed25519(raw: bytes) -> PublicKey:
    edwards.check_ed25519(raw)
    return PublicKey(KeyType.ED25519, raw, ed25519.Ed25519PublicKey.from_public_bytes(raw))


def _ed448(raw: bytes) -> PublicKey:
    edwards.check_ed448(raw)
    return PublicKey(KeyType.ED448, raw, ed448.Ed448PublicKey.from_public_bytes(raw))


def _x25519(raw: bytes) -> PublicKey:
    return PublicKey(KeyType.X25519, raw, x25519.X25519PublicKey.from_public_bytes(raw))


def _bls(kind: KeyType) -> Callable[[bytes], PublicKey]:
    group = G1Point if kind is KeyType.BLS12381_G1 else G2Point

    def load(raw: bytes) -> PublicKey:
        try:
            point = group.from_compressed_bytes(raw)
        except ValueError:
            raise KeyUnusableError("key.not_on_curve", {"type": kind}) from None
        if point == group.identity():
            raise KeyUnusableError("key.low_order", {"type": kind})
        return PublicKey(kind, raw)

    return load


_LOADERS: Mapping[KeyType, Callable[[bytes], PublicKey]] = {
    KeyType.ED25519: _ed25519,
    KeyType.ED448: _ed448,
    KeyType.X25519: _x25519,
    KeyType.BLS12381_G1: _bls(KeyType.BLS12381_G1),
    KeyType.BLS12381_G2: _bls(KeyType.BLS12381_G2),
}


def point(kind: KeyType, raw: bytes) -> PublicKey:
    """Return the key of a raw or compressed point.

    Raises:
        MalformedError: ``key.length``.
        KeyUnusableError: ``key.not_on_curve``, ``key.low_order``, ``key.not_canonical``.
    """
    if len(raw) != POINT_BYTES.get(kind):
        raise MalformedError("key.length", {"type": kind})
    if kind in CURVES:
        return elliptic(kind, raw)
    return _LOADERS[kind](raw)


def from_loaded(key: object) -> PublicKey:
    """Return the checked key of a ``cryptography`` public key (from a certificate, for instance).

    Raises:
        KeyUnusableError: ``key.unsupported_type`` and what the other loaders raise.
    """
    if isinstance(key, rsa.RSAPublicKey):
        numbers = key.public_numbers()
        return rsa_key(numbers.n, numbers.e)
    if isinstance(key, ec.EllipticCurvePublicKey):
        for kind, curve in CURVES.items():
            if curve.name == key.curve.name:
                return elliptic(kind, key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))
    if isinstance(key, ed25519.Ed25519PublicKey):
        return point(KeyType.ED25519, key.public_bytes_raw())
    if isinstance(key, ed448.Ed448PublicKey):
        return point(KeyType.ED448, key.public_bytes_raw())
    raise KeyUnusableError("key.unsupported_type", {"type": type(key).__name__})
