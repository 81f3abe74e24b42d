"""Folding (share code specification, section 4): encoded parts of a text laid open so that they compress.

Base64url and base58 hide what repeats. A folded stream is a row of segments, each with a small header that says how
its bytes become text again. Unfolding is exact: what cannot be written back to the same text is not folded.
"""

import re
from collections.abc import Iterator

from wallet.errors import MalformedError, UnsafeInputError, WalletError
from wallet.formats import base64url

LITERAL, BASE64URL, NESTED, BASE58 = 0, 1, 2, 3
MAX_NESTING = 4
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE58_VALUES = {letter: value for value, letter in enumerate(_BASE58)}
_MAX_BASE58 = 256
"""Longest base58 segment in bytes: the arithmetic grows with the square."""

_TOKEN = re.compile(
    rb"(?P<nested>(?:eyJ|WyJ)[A-Za-z0-9_-]{5,})"
    rb"|(?<=\.)(?P<signature>[A-Za-z0-9_-]{40,})(?![A-Za-z0-9_.-])"
    rb"|(?<=[:\"#]z)(?P<base58>[1-9A-HJ-NP-Za-km-z]{40,340})(?![0-9A-Za-z])"
)


def fold(text: bytes, *, depth: int = 0) -> bytes:
    """Return ``text`` as a folded stream."""
    out = bytearray()
    last = 0
    for start, end, kind, body in _tokens(text, depth):
        _segment(out, LITERAL, text[last:start])
        _segment(out, kind, body)
        last = end
    _segment(out, LITERAL, text[last:])
    return bytes(out)


def unfold(stream: bytes, *, limit: int, depth: int = 0) -> bytes:
    """Return the text of a folded stream, at most ``limit`` bytes.

    Raises:
        MalformedError: ``format.share_code_body``.
        UnsafeInputError: ``format.unsafe_size``, ``format.unsafe_depth``.
    """
    if depth > MAX_NESTING:
        raise UnsafeInputError("format.unsafe_depth", {"limit": str(MAX_NESTING)})
    out = bytearray()
    position = 0
    while position < len(stream):
        header, position = read_varint(stream, position)
        kind, length = header & 3, header >> 2
        body = stream[position : position + length]
        if len(body) != length or not length:
            raise MalformedError("format.share_code_body")
        position += length
        out += _text(kind, body, limit, depth)
        if len(out) > limit:
            raise UnsafeInputError("format.unsafe_size", {"limit": str(limit)})
    return bytes(out)


def write_varint(value: int) -> bytes:
    """Return an unsigned LEB128 number."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def read_varint(data: bytes, position: int) -> tuple[int, int]:
    """Return an unsigned LEB128 number of at most four bytes in its shortest form, and where the next byte is.

    Raises:
        MalformedError: ``format.share_code_body``.
    """
    value = 0
    for count in range(4):
        if position + count >= len(data):
            break
        byte = data[position + count]
        value |= (byte & 0x7F) << (7 * count)
        if byte < 0x80:
            if byte == 0 and count:
                break
            return value, position + count + 1
    raise MalformedError("format.share_code_body")


def to_base58(data: bytes) -> str:
    """Return ``data`` in base58 (Bitcoin alphabet), without a multibase letter."""
    value, letters = int.from_bytes(data, "big"), []
    while value:
        value, digit = divmod(value, 58)
        letters.append(_BASE58[digit])
    zeros = len(data) - len(data.lstrip(b"\x00"))
    return "1" * zeros + "".join(reversed(letters))


def _segment(out: bytearray, kind: int, body: bytes) -> None:
    if body:
        out += write_varint(len(body) << 2 | kind) + body


def _tokens(text: bytes, depth: int) -> Iterator[tuple[int, int, int, bytes]]:
    for match in _TOKEN.finditer(text):
        token = match[0].decode("ascii")
        if match["base58"] is not None:
            body = _from_base58(token)
            if body is not None:
                yield match.start(), match.end(), BASE58, body
            continue
        try:
            body = base64url.decode(token)
        except WalletError:
            continue
        if match["nested"] is not None and depth < MAX_NESTING - 1:
            yield match.start(), match.end(), NESTED, fold(body, depth=depth + 1)
        else:
            yield match.start(), match.end(), BASE64URL, body


def _text(kind: int, body: bytes, limit: int, depth: int) -> bytes:
    if kind == LITERAL:
        return body
    if kind == BASE58:
        if len(body) > _MAX_BASE58:
            raise MalformedError("format.share_code_body")
        return to_base58(body).encode("ascii")
    if kind == NESTED:
        body = unfold(body, limit=limit, depth=depth + 1)
    return base64url.encode(body).encode("ascii")


def _from_base58(text: str) -> bytes | None:
    value = 0
    for letter in text:
        value = value * 58 + _BASE58_VALUES[letter]
    zeros = len(text) - len(text.lstrip("1"))
    data = b"\x00" * zeros + value.to_bytes((value.bit_length() + 7) // 8, "big")
    return data if len(data) <= _MAX_BASE58 and to_base58(data) == text else None
