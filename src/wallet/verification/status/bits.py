"""A compressed string of bits: opened under a cap, read strictly (Bitstring Status List sections 3.2 and 3.3)."""

import base64
import binascii
import re
import zlib

from wallet.errors import MalformedError, UnsafeInputError

MAX_INFLATED = 16 << 20
"""Largest list in bytes after inflation (contract section 3, Fetching)."""

MIN_ENTRIES = 131_072
"""A shorter list does not hide which credential is asked about (Bitstring Status List section 5.1, herd privacy)."""

_INDEX = re.compile(r"0|[1-9][0-9]{0,9}")
_CHUNK = 64 << 10


def index_of(value: object) -> int:
    """Return a status list index; only plain decimal digits, as text or as a JSON integer.

    Raises:
        MalformedError: ``status.index_malformed``.
    """
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not _INDEX.fullmatch(text):
        raise MalformedError("status.index_malformed", {"index": str(value)[:40]})
    return int(text)


def expand(encoded: str) -> bytes:
    """Return the bytes of an ``encodedList``: multibase ``u``, or bare base64url or base64 as older issuers write it.

    Raises:
        MalformedError: ``status.list_malformed``.
        UnsafeInputError: ``status.list_too_large``.
    """
    return inflate(_unwrap(encoded), zlib.MAX_WBITS | 16)


def _unwrap(encoded: str) -> bytes:
    # A gzip stream starts with 1f 8b, "H4s" in base64, so a leading "u" can only be the multibase prefix.
    text = (encoded.removeprefix("u") if encoded.startswith("uH4s") else encoded).rstrip("=")
    try:
        return base64.b64decode(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4), validate=True)
    except (ValueError, binascii.Error) as error:
        raise MalformedError("status.list_malformed") from error


def inflate(data: bytes, window_bits: int) -> bytes:
    """Return ``data`` inflated, piece by piece, and stop at ``MAX_INFLATED``.

    Raises:
        MalformedError: ``status.list_malformed``.
        UnsafeInputError: ``status.list_too_large``.
    """
    machine = zlib.decompressobj(window_bits)
    pieces: list[bytes] = []
    size = 0
    rest = data
    try:
        while rest and not machine.eof:
            piece = machine.decompress(rest, _CHUNK)
            size += len(piece)
            if size > MAX_INFLATED:
                raise UnsafeInputError("status.list_too_large")
            pieces.append(piece)
            rest = machine.unconsumed_tail
    except zlib.error as error:
        raise MalformedError("status.list_malformed") from error
    if not machine.eof:
        raise MalformedError("status.list_malformed")
    return b"".join(pieces)


def read(bits: bytes, index: int, size: int = 1) -> int:
    """Return the value of ``size`` bits at entry ``index``; the first bit is the most significant of its byte.

    Raises:
        MalformedError: ``status.index_out_of_range``.
    """
    start = index * size
    if start + size > len(bits) * 8:
        raise MalformedError("status.index_out_of_range", {"index": str(index)})
    first, last = start // 8, (start + size - 1) // 8
    value = int.from_bytes(bits[first : last + 1], "big")
    return value >> ((last + 1) * 8 - start - size) & ((1 << size) - 1)


def read_least_first(bits: bytes, index: int, size: int) -> int:
    """Return the value of ``size`` (1, 2, 4 or 8) bits at entry ``index``, counted from the least significant bit.

    Source: Token Status List section 4.1.

    Raises:
        MalformedError: ``status.index_out_of_range``.
    """
    start = index * size
    if start + size > len(bits) * 8:
        raise MalformedError("status.index_out_of_range", {"index": str(index)})
    return bits[start // 8] >> (start % 8) & ((1 << size) - 1)
