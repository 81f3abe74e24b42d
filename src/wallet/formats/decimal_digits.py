"""Bytes as decimal digits (share code specification, section 2): the densest writing a QR code has besides bytes.

Blocks of 128 bytes become 309 digits; the width of the last block tells how many bytes it holds.
"""

from wallet.errors import MalformedError, UnsafeInputError

_BLOCK = 128
_WIDTHS = {len(str((1 << (8 * count)) - 1)): count for count in range(1, _BLOCK + 1)}
_BLOCK_DIGITS = max(_WIDTHS)


def pack(data: bytes) -> str:
    """Return ``data`` as ASCII digits."""
    blocks = (data[start : start + _BLOCK] for start in range(0, len(data), _BLOCK))
    return "".join(str(int.from_bytes(block, "big")).zfill(_width(len(block))) for block in blocks)


def unpack(digits: str, *, limit: int) -> bytes:
    """Return the bytes that ``digits`` stand for; at most ``limit`` of them.

    Raises:
        UnsafeInputError: ``format.unsafe_size``.
        MalformedError: ``format.share_code_digits``.
    """
    if len(digits) > _width_of(limit):
        raise UnsafeInputError("format.unsafe_size", {"limit": str(limit)})
    if digits and not (digits.isascii() and digits.isdigit()):
        raise MalformedError("format.share_code_digits")
    made = bytearray()
    for start in range(0, len(digits), _BLOCK_DIGITS):
        block = digits[start : start + _BLOCK_DIGITS]
        count = _WIDTHS.get(len(block))
        value = int(block)
        if count is None or value >> (8 * count):
            raise MalformedError("format.share_code_digits")
        made += value.to_bytes(count, "big")
    return bytes(made)


def _width(count: int) -> int:
    return len(str((1 << (8 * count)) - 1))


def _width_of(count: int) -> int:
    whole, rest = divmod(count, _BLOCK)
    return whole * _BLOCK_DIGITS + (_width(rest) if rest else 0)
