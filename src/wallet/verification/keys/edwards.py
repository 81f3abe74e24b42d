"""Which encoded points of the Edwards curves may be public keys (RFC 8032 sections 5.1.3 and 5.2.3).

``cryptography`` and browsers accept keys of low order, with which one signature fits many messages, and spellings
of a point that are not the canonical one. Both are refused here before any signature is looked at.
"""

from wallet.errors import KeyUnusableError

_P25519 = 2**255 - 19
_D25519 = -121665 * pow(121666, -1, _P25519) % _P25519
_SQRT_MINUS_ONE = pow(2, (_P25519 - 1) // 4, _P25519)
_P448 = 2**448 - 2**224 - 1
_D448 = -39081


def _square_root_25519(u: int, v: int) -> int | None:
    """Return x with v·x² = u modulo p, or nothing where there is none (RFC 8032 section 5.1.3 step 3)."""
    p = _P25519
    root = u * pow(v, 3, p) * pow(u * pow(v, 7, p), (p - 5) // 8, p) % p
    square = v * root * root % p
    if square == u % p:
        return root
    if square == -u % p:
        return root * _SQRT_MINUS_ONE % p
    return None


def _order_eight() -> frozenset[int]:
    # The y of the points of order eight is ±sqrt(x²) where doubling gives y = 0, that is d·y⁴ + 2y² - 1 = 0.
    p = _P25519
    root = _square_root_25519(1 + _D25519, 1)
    if root is None:
        return frozenset()
    found = set()
    for numerator in (-1 + root, -1 - root):
        y = _square_root_25519(numerator * pow(_D25519, -1, p) % p, 1)
        if y is not None:
            found |= {y, p - y}
    return frozenset(found)


_LOW_ORDER_25519 = frozenset({0, 1, _P25519 - 1}) | _order_eight()
_LOW_ORDER_448 = frozenset({0, 1, _P448 - 1})


def check_ed25519(raw: bytes) -> None:
    """Refuse what must not be an Ed25519 public key; ``raw`` has 32 bytes.

    Raises:
        KeyUnusableError: ``key.not_canonical``, ``key.low_order``, ``key.not_on_curve``.
    """
    number = int.from_bytes(raw, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= _P25519:
        raise KeyUnusableError("key.not_canonical", {"type": "Ed25519"})
    if y in _LOW_ORDER_25519:
        raise KeyUnusableError("key.low_order", {"type": "Ed25519"})
    root = _square_root_25519(y * y - 1, _D25519 * y * y + 1)
    if root is None:
        raise KeyUnusableError("key.not_on_curve", {"type": "Ed25519"})
    if root == 0 and sign:
        raise KeyUnusableError("key.not_canonical", {"type": "Ed25519"})


def check_ed448(raw: bytes) -> None:
    """Refuse what must not be an Ed448 public key; ``raw`` has 57 bytes.

    Raises:
        KeyUnusableError: ``key.not_canonical``, ``key.low_order``, ``key.not_on_curve``.
    """
    y = int.from_bytes(raw[:56], "little")
    if y >= _P448 or raw[56] not in (0, 0x80):
        raise KeyUnusableError("key.not_canonical", {"type": "Ed448"})
    if y in _LOW_ORDER_448:
        raise KeyUnusableError("key.low_order", {"type": "Ed448"})
    square = (y * y - 1) * pow(_D448 * y * y - 1, -1, _P448) % _P448
    if pow(square, (_P448 - 1) // 2, _P448) != 1:
        raise KeyUnusableError("key.not_on_curve", {"type": "Ed448"})
