"""Multikey: a multibase text of multicodec prefix and key (W3C Controlled Identifiers section 2.2.2; did:key)."""

from functools import lru_cache

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from wallet.errors import KeyUnusableError, MalformedError, UnsupportedError
from wallet.verification.keys import jwk, load, multibase
from wallet.verification.keys.public_key import KeyType, PublicKey

_CODES = {
    KeyType.ED25519: 0xED,
    KeyType.X25519: 0xEC,
    KeyType.SECP256K1: 0xE7,
    KeyType.BLS12381_G1: 0xEA,
    KeyType.BLS12381_G2: 0xEB,
    KeyType.P256: 0x1200,
    KeyType.P384: 0x1201,
    KeyType.P521: 0x1202,
    KeyType.ED448: 0x1203,
    KeyType.RSA: 0x1205,
}
_TYPES = {code: kind for kind, code in _CODES.items()}
_JWK_JCS_PUB = 0xEB51


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def split_varint(data: bytes) -> tuple[int, bytes]:
    """Return the unsigned varint at the start of ``data`` and what follows it (multiformats/unsigned-varint).

    Raises:
        MalformedError: ``key.multicodec`` where it is cut off, too long, or not in its shortest form.
    """
    number = 0
    for position, byte in enumerate(data[:5]):
        number |= (byte & 0x7F) << (7 * position)
        if byte < 0x80:
            if byte == 0 and position:
                break
            return number, data[position + 1 :]
    raise MalformedError("key.multicodec")


def _rsa(der: bytes) -> PublicKey:
    # did:key wraps a PKCS #1 RSAPublicKey; cryptography reads that and SubjectPublicKeyInfo alike.
    try:
        key = load_der_public_key(der)
    except (ValueError, UnsupportedAlgorithm):
        raise MalformedError("key.der", {"type": KeyType.RSA}) from None
    if not isinstance(key, rsa.RSAPublicKey) or key.public_bytes(Encoding.DER, PublicFormat.PKCS1) != der:
        raise MalformedError("key.der", {"type": KeyType.RSA})
    return load.from_loaded(key)


@lru_cache(maxsize=2048)
def public_key(text: str) -> PublicKey:
    """Return the key that a Multikey text holds (``publicKeyMultibase``, or the end of a did:key).

    Raises:
        MalformedError: ``key.multibase_…``, ``key.multicodec``, ``key.length``, ``key.der``.
        UnsupportedError: ``key.unsupported_type``, with the multicodec number in ``facts["type"]``.
        KeyUnusableError: the key must not be used.
    """
    code, raw = split_varint(multibase.decode(text))
    if code == _JWK_JCS_PUB:
        return jwk.from_canonical(raw)
    kind = _TYPES.get(code)
    if kind is None:
        raise UnsupportedError("key.unsupported_type", {"type": hex(code)})
    return _rsa(raw) if kind is KeyType.RSA else load.point(kind, raw)


def encode(key: PublicKey) -> str:
    """Return ``key`` as a base58btc Multikey text.

    Raises:
        KeyUnusableError: ``key.not_loaded``: an RSA key that was never read has no such form.
    """
    raw = key.material
    if isinstance(key.loaded, rsa.RSAPublicKey):
        raw = key.loaded.public_bytes(Encoding.DER, PublicFormat.PKCS1)
    elif key.type is KeyType.RSA:
        raise KeyUnusableError("key.not_loaded", {"type": key.type})
    return multibase.encode(_varint(_CODES[key.type]) + raw)
