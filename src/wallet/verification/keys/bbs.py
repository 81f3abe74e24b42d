"""BBS signatures over BLS12-381 with SHA-256 (draft-irtf-cfrg-bbs-signatures-08).

One signature covers many messages; a holder shows some of them and proves that the rest was signed too.

Verifying works on public data only. ``prove`` handles the holder's hidden messages, and neither Python nor the
library underneath promises constant time; that is why deriving is called experimental wherever it is offered.
"""

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache

from py_arkworks_bls12381 import GT, G1Point, G2Point, Scalar

from wallet.errors import KeyUnusableError, SignatureInvalidError
from wallet.ports import Random
from wallet.verification.keys.public_key import KeyType, PublicKey

_SUITE = b"BBS_BLS12381G1_XMD:SHA-256_SSWU_RO_"
_API = _SUITE + b"H2G_HM2S_"
_P1 = bytes.fromhex("a8ce256102840821a3e94ea9025e4662b205762f9776b3a766c872b948f1fd225e7c59698588e70d11406d161b4e28c9")
_EXPANDED = 48
_MAX_MESSAGES = 5000

SIGNATURE_BYTES = 80
"""Length of a signature: a compressed point of G1 and a scalar."""


def _mismatch() -> SignatureInvalidError:
    return SignatureInvalidError("proof.signature_mismatch")


def _expand(message: bytes, dst: bytes) -> bytes:
    """``expand_message_xmd`` with SHA-256 to 48 bytes (RFC 9380 section 5.3.1)."""
    prime = dst + bytes([len(dst)])
    first = hashlib.sha256(bytes(64) + message + _EXPANDED.to_bytes(2, "big") + b"\0" + prime).digest()
    blocks = [hashlib.sha256(first + b"\1" + prime).digest()]
    mixed = bytes(a ^ b for a, b in zip(first, blocks[0], strict=True))
    blocks.append(hashlib.sha256(mixed + b"\2" + prime).digest())
    return b"".join(blocks)[:_EXPANDED]


def _hash_to_scalar(message: bytes, dst: bytes = _API + b"H2S_") -> Scalar:
    return Scalar.from_be_bytes_mod_order(_expand(message, dst))


@lru_cache(maxsize=4)
def _all_generators(count: int) -> tuple[G1Point, ...]:
    """``create_generators``; ``count`` is a power of two, so that few lists are ever made."""
    seed_dst, dst = _API + b"SIG_GENERATOR_SEED_", _API + b"SIG_GENERATOR_DST_"
    value = _expand(_API + b"MESSAGE_GENERATOR_SEED", seed_dst)
    found = []
    for index in range(1, count + 1):
        value = _expand(value + index.to_bytes(8, "big"), seed_dst)
        found.append(G1Point.hash_to_curve(value, dst))
    return tuple(found)


def _generators(messages: int) -> tuple[G1Point, tuple[G1Point, ...]]:
    """Return Q_1 and H_1 … H_L."""
    if messages > _MAX_MESSAGES:
        raise _mismatch()
    size = 1 << max(5, messages.bit_length())
    found = _all_generators(size)
    return found[0], found[1 : messages + 1]


def message_scalar(message: bytes) -> Scalar:
    """Return the scalar that a message stands for (``messages_to_scalars``)."""
    return _hash_to_scalar(message, _API + b"MAP_MSG_TO_SCALAR_AS_HASH_")


def _bytes_of(point: G1Point) -> bytes:
    return bytes(point.to_compressed_bytes())


def _scalar_bytes(scalar: Scalar) -> bytes:
    return bytes(scalar.to_be_bytes())


def _number(value: int) -> bytes:
    return value.to_bytes(8, "big")


def _domain(key: bytes, first: G1Point, points: Sequence[G1Point], header: bytes) -> Scalar:
    listed = _number(len(points)) + b"".join(map(_bytes_of, (first, *points))) + _API
    return _hash_to_scalar(key + listed + _number(len(header)) + header)


def _sum(points: Sequence[G1Point], scalars: Sequence[Scalar]) -> G1Point:
    return G1Point.multiexp_unchecked(list(points), list(scalars))


def _base_point() -> G1Point:
    return G1Point.from_compressed_bytes(_P1)


def _point(data: bytes) -> G1Point:
    try:
        point = G1Point.from_compressed_bytes(data)
    except ValueError:
        raise _mismatch() from None
    if point == G1Point.identity() or not point.is_in_subgroup():
        raise _mismatch()
    return point


def _scalar(data: bytes) -> Scalar:
    try:
        scalar = Scalar.from_be_bytes(data)
    except ValueError:
        raise _mismatch() from None
    if scalar.is_zero():
        raise _mismatch()
    return scalar


def _public(key: PublicKey) -> G2Point:
    if key.type is not KeyType.BLS12381_G2:
        raise KeyUnusableError("key.algorithm_mismatch", {"type": key.type})
    return G2Point.from_compressed_bytes(key.material)


def _signature(data: bytes) -> tuple[G1Point, Scalar]:
    if len(data) != SIGNATURE_BYTES:
        raise _mismatch()
    return _point(data[:48]), _scalar(data[48:])


def sign(secret: int, header: bytes, messages: Sequence[bytes]) -> bytes:
    """Return the signature of a secret scalar over a header and messages: for issuers, the test ones here."""
    key = bytes((G2Point() * Scalar.from_be_bytes(secret.to_bytes(32, "big"))).to_compressed_bytes())
    first, points = _generators(len(messages))
    scalars = [message_scalar(message) for message in messages]
    domain = _domain(key, first, points, header)
    private = Scalar.from_be_bytes(secret.to_bytes(32, "big"))
    exponent = _hash_to_scalar(b"".join(map(_scalar_bytes, (private, *scalars, domain))))
    base = _base_point() + _sum((first, *points), (domain, *scalars))
    return _bytes_of(base * (private + exponent).inverse()) + _scalar_bytes(exponent)


def verify(key: PublicKey, header: bytes, messages: Sequence[bytes], signature: bytes) -> None:
    """Return when ``signature`` was made with ``key`` over ``header`` and ``messages`` (draft section 3.6.2).

    Raises:
        SignatureInvalidError: ``proof.signature_mismatch``.
        KeyUnusableError: ``key.algorithm_mismatch``.
    """
    public = _public(key)
    point, exponent = _signature(signature)
    first, points = _generators(len(messages))
    domain = _domain(key.material, first, points, header)
    base = _base_point() + _sum((first, *points), (domain, *map(message_scalar, messages)))
    if not GT.pairing_check([point, base], [public + G2Point() * exponent, -G2Point()]):
        raise _mismatch()


def _challenge(
    points: Sequence[G1Point], disclosed: Mapping[int, Scalar], domain: Scalar, presentation_header: bytes
) -> Scalar:
    """``ProofChallengeCalculate``: over Abar, Bbar, D, T1, T2 and what is shown (draft section 3.7.4)."""
    shown = b"".join(_number(index) + _scalar_bytes(scalar) for index, scalar in disclosed.items())
    listed = _number(len(disclosed)) + shown + b"".join(map(_bytes_of, points)) + _scalar_bytes(domain)
    return _hash_to_scalar(listed + _number(len(presentation_header)) + presentation_header)


def _disclosed(messages: Mapping[int, bytes], total: int) -> dict[int, Scalar]:
    if any(index < 0 or index >= total for index in messages):
        raise _mismatch()
    return {index: message_scalar(messages[index]) for index in sorted(messages)}


def verify_proof(
    key: PublicKey, header: bytes, presentation_header: bytes, messages: Mapping[int, bytes], proof: bytes
) -> None:
    """Return when ``proof`` shows that ``messages`` (by their index) are among those signed (draft section 3.6.4).

    Raises:
        SignatureInvalidError: ``proof.signature_mismatch``.
        KeyUnusableError: ``key.algorithm_mismatch``.
    """
    public = _public(key)
    hidden_count, odd = divmod(len(proof) - 3 * 48 - 4 * 32, 32)
    if odd or hidden_count < 0:
        raise _mismatch()
    abar, bbar, d = (_point(proof[start : start + 48]) for start in (0, 48, 96))
    scalars = [_scalar(proof[start : start + 32]) for start in range(144, len(proof), 32)]
    e_hat, r1_hat, r3_hat, *hidden, challenge = scalars
    total = hidden_count + len(messages)
    first, points = _generators(total)
    shown = _disclosed(messages, total)
    domain = _domain(key.material, first, points, header)
    t1 = _sum((bbar, abar, d), (challenge, e_hat, r1_hat))
    base = _base_point() + _sum((first, *(points[i] for i in shown)), (domain, *shown.values()))
    others = [points[index] for index in range(total) if index not in shown]
    t2 = _sum((base, d, *others), (challenge, r3_hat, *hidden))
    if _challenge((abar, bbar, d, t1, t2), shown, domain, presentation_header) != challenge:
        raise _mismatch()
    if not GT.pairing_check([abar, bbar], [public, -G2Point()]):
        raise _mismatch()


def prove(
    key: PublicKey,
    signature: bytes,
    header: bytes,
    presentation_header: bytes,
    messages: Sequence[bytes],
    disclosed: Sequence[int],
    random: Random,
) -> bytes:
    """Return a proof that shows the messages at ``disclosed`` and hides the others (draft section 3.6.3).

    Experimental: reviewed by nobody outside, and not constant in time.

    Raises:
        SignatureInvalidError: ``proof.signature_mismatch`` for a damaged signature or an index out of range.
    """
    point, exponent = _signature(signature)
    total = len(messages)
    first, points = _generators(total)
    scalars = [message_scalar(message) for message in messages]
    shown = _disclosed({index: messages[index] for index in disclosed if 0 <= index < total}, total)
    hidden = [index for index in range(total) if index not in shown]
    domain = _domain(key.material, first, points, header)
    r1, r2, e_tilde, r1_tilde, r3_tilde, *tildes = (_random_scalar(random) for _ in range(5 + len(hidden)))
    base = _base_point() + _sum((first, *points), (domain, *scalars))
    d = base * r2
    abar = point * (r1 * r2)
    bbar = d * r1 + -(abar * exponent)
    t1 = abar * e_tilde + d * r1_tilde
    t2 = _sum((d, *(points[index] for index in hidden)), (r3_tilde, *tildes))
    challenge = _challenge((abar, bbar, d, t1, t2), shown, domain, presentation_header)
    answers = [
        e_tilde + exponent * challenge,
        r1_tilde - r1 * challenge,
        r3_tilde - r2.inverse() * challenge,
        *(tilde + scalars[index] * challenge for tilde, index in zip(tildes, hidden, strict=True)),
        challenge,
    ]
    return b"".join(map(_bytes_of, (abar, bbar, d))) + b"".join(map(_scalar_bytes, answers))


def _random_scalar(random: Random) -> Scalar:
    while True:
        scalar = Scalar.from_be_bytes_mod_order(random.token(_EXPANDED))
        if not scalar.is_zero():
            return scalar
