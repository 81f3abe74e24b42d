"""One CBOR item that is all of the data, each label of a map once (RFC 8949, RFC 9052 section 3)."""

from typing import Any

from wallet.errors import MalformedError

_MAX_DEPTH = 64
_INDEFINITE, _BREAK = 31, 0xFF
_BYTES, _TEXT, _ARRAY, _MAP, _TAG, _SIMPLE = 2, 3, 4, 5, 6, 7


def load(data: bytes) -> Any:
    """Return the item.

    Raises:
        MalformedError: ``format.cose``: it is none, something follows it, or a map has one label twice; which of two
            values counts would depend on who reads it.
    """
    try:
        whole = _end_of(data, 0, 0) == len(data)
    except (IndexError, RecursionError) as error:
        raise MalformedError("format.cose") from error
    if not whole:
        raise MalformedError("format.cose")
    return decoded(data)


def decoded(data: bytes) -> Any:
    """Return the first item of the data, as the decoder reads it.

    Raises:
        MalformedError: ``format.cose``: there is none.
    """
    import cbor2

    try:
        return cbor2.loads(data)
    except (
        cbor2.CBORError,
        ValueError,
        IndexError,
        EOFError,
        RecursionError,
        OverflowError,
        MemoryError,
        TypeError,
    ) as error:
        raise MalformedError("format.cose") from error


def _end_of(data: bytes, start: int, depth: int) -> int:
    """Return where the item that begins at ``start`` ends."""
    if depth > _MAX_DEPTH:
        raise MalformedError("format.cose")
    major, low = data[start] >> 5, data[start] & 31
    size, at = _argument(data, start + 1, low)
    if major in (_BYTES, _TEXT) and size is not None:
        if size > len(data) - at:
            raise MalformedError("format.cose")
        return at + size
    if major in (_ARRAY, _MAP, _BYTES, _TEXT):
        return _end_of_many(data, at, size, depth, is_map=major == _MAP)
    if size is None and major != _SIMPLE:
        raise MalformedError("format.cose")
    return _end_of(data, at, depth + 1) if major == _TAG else at


def _argument(data: bytes, at: int, low: int) -> tuple[int | None, int]:
    if low < 24:
        return low, at
    if low == _INDEFINITE:
        return None, at
    if low > 27:
        raise MalformedError("format.cose")
    width = 1 << (low - 24)
    if at + width > len(data):
        raise MalformedError("format.cose")
    return int.from_bytes(data[at : at + width], "big"), at + width


def _end_of_many(data: bytes, at: int, count: int | None, depth: int, *, is_map: bool) -> int:
    labels = set()
    found = 0
    while found != count:
        if count is None and data[at] == _BREAK:
            return at + 1
        start, at = at, _end_of(data, at, depth + 1)
        if is_map:
            if data[start:at] in labels:
                raise MalformedError("format.cose")
            labels.add(data[start:at])
            at = _end_of(data, at, depth + 1)
        found += 1
    return at
