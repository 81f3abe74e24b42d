"""The one way to check a signature with a public key, by the JOSE name of the algorithm.

The name must fit the key: nothing is guessed, and nothing symmetric exists here (RFC 7518, 8037, 8812, 9864).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from wallet.errors import KeyUnusableError, SignatureInvalidError, UnsupportedError
from wallet.verification.keys.load import coordinate_bytes
from wallet.verification.keys.public_key import KeyType, PublicKey

_Verifier = Callable[[PublicKey, bytes, bytes], None]


@dataclass(frozen=True, slots=True)
class _Algorithm:
    key_types: frozenset[KeyType]
    verify: _Verifier


def _not_loaded(key: PublicKey) -> KeyUnusableError:
    return KeyUnusableError("key.not_loaded", {"type": key.type})


def _edwards(key: PublicKey, message: bytes, signature: bytes) -> None:
    if not isinstance(key.loaded, (ed25519.Ed25519PublicKey, ed448.Ed448PublicKey)):
        raise _not_loaded(key)
    key.loaded.verify(signature, message)


def _ecdsa(hash_algorithm: hashes.HashAlgorithm) -> _Verifier:
    scheme = ec.ECDSA(hash_algorithm)

    def verify(key: PublicKey, message: bytes, signature: bytes) -> None:
        if not isinstance(key.loaded, ec.EllipticCurvePublicKey):
            raise _not_loaded(key)
        size = coordinate_bytes(key.type)
        # IEEE P1363: r and s side by side, each with the length of the field; DER is refused by its length.
        if len(signature) != 2 * size:
            raise InvalidSignature
        r, s = int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
        key.loaded.verify(encode_dss_signature(r, s), message, scheme)

    return verify


def _rsa(scheme: padding.AsymmetricPadding, hash_algorithm: hashes.HashAlgorithm) -> _Verifier:
    def verify(key: PublicKey, message: bytes, signature: bytes) -> None:
        if not isinstance(key.loaded, rsa.RSAPublicKey):
            raise _not_loaded(key)
        if len(signature) != (key.loaded.key_size + 7) // 8:
            raise InvalidSignature
        key.loaded.verify(signature, message, scheme, hash_algorithm)

    return verify


def _pss(hash_algorithm: hashes.HashAlgorithm) -> _Verifier:
    # RFC 7518 section 3.5: MGF1 with the same hash, salt as long as the hash.
    scheme = padding.PSS(padding.MGF1(hash_algorithm), padding.PSS.DIGEST_LENGTH)
    return _rsa(scheme, hash_algorithm)


def _for(*types: KeyType, verify: _Verifier) -> _Algorithm:
    return _Algorithm(frozenset(types), verify)


_SHA256, _SHA384, _SHA512 = hashes.SHA256(), hashes.SHA384(), hashes.SHA512()
_ALGORITHMS: Mapping[str, _Algorithm] = {
    "EdDSA": _for(KeyType.ED25519, KeyType.ED448, verify=_edwards),
    "Ed25519": _for(KeyType.ED25519, verify=_edwards),
    "Ed448": _for(KeyType.ED448, verify=_edwards),
    "ES256": _for(KeyType.P256, verify=_ecdsa(_SHA256)),
    "ES384": _for(KeyType.P384, verify=_ecdsa(_SHA384)),
    "ES512": _for(KeyType.P521, verify=_ecdsa(_SHA512)),
    "ES256K": _for(KeyType.SECP256K1, verify=_ecdsa(_SHA256)),
    "RS256": _for(KeyType.RSA, verify=_rsa(padding.PKCS1v15(), _SHA256)),
    "RS384": _for(KeyType.RSA, verify=_rsa(padding.PKCS1v15(), _SHA384)),
    "RS512": _for(KeyType.RSA, verify=_rsa(padding.PKCS1v15(), _SHA512)),
    "PS256": _for(KeyType.RSA, verify=_pss(_SHA256)),
    "PS384": _for(KeyType.RSA, verify=_pss(_SHA384)),
    "PS512": _for(KeyType.RSA, verify=_pss(_SHA512)),
}

NAMES = frozenset(_ALGORITHMS)
"""The algorithm names that ``verify`` knows."""

_PREFERRED: Mapping[KeyType, str] = {
    KeyType.ED25519: "EdDSA",
    KeyType.ED448: "EdDSA",
    KeyType.P256: "ES256",
    KeyType.P384: "ES384",
    KeyType.P521: "ES512",
    KeyType.SECP256K1: "ES256K",
    KeyType.RSA: "RS256",
}


def preferred(kind: KeyType) -> str:
    """Return the JOSE name under which a key of this type signs when nothing else says so.

    Raises:
        UnsupportedError: ``key.unsupported_algorithm`` for key agreement and BLS keys.
    """
    name = _PREFERRED.get(kind)
    if name is None:
        raise UnsupportedError("key.unsupported_algorithm", {"algorithm": kind})
    return name


def verify(key: PublicKey, alg: str, message: bytes, signature: bytes) -> None:
    """Return when ``signature`` over ``message`` was made with ``key``.

    ECDSA signatures are r and s side by side (IEEE P1363) with the exact length. ``alg`` is a JOSE name.

    Raises:
        UnsupportedError: ``key.unsupported_algorithm``.
        KeyUnusableError: ``key.algorithm_mismatch`` where the algorithm is for another type of key,
            ``key.not_loaded``.
        SignatureInvalidError: ``proof.signature_mismatch``.
    """
    algorithm = _ALGORITHMS.get(alg)
    if algorithm is None:
        raise UnsupportedError("key.unsupported_algorithm", {"algorithm": alg})
    if key.type not in algorithm.key_types:
        raise KeyUnusableError("key.algorithm_mismatch", {"algorithm": alg, "type": key.type})
    try:
        algorithm.verify(key, message, signature)
    except (InvalidSignature, ValueError):
        raise SignatureInvalidError("proof.signature_mismatch") from None
