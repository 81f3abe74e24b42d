"""Inflate with a cap: what comes out is counted while it comes out, never after."""

import zlib

from wallet.errors import MalformedError, UnsafeInputError


def inflate(data: bytes, *, limit: int, wbits: int = zlib.MAX_WBITS, dictionary: bytes = b"") -> bytes:
    """Return the inflated bytes; nothing may follow the compressed stream.

    ``wbits`` as for ``zlib``: 15 for zlib, -15 for a raw deflate stream.

    Raises:
        UnsafeInputError: ``format.unsafe_inflated`` when more than ``limit`` bytes come out.
        MalformedError: ``format.deflate`` for a broken or unfinished stream or anything behind it.
    """
    engine = zlib.decompressobj(wbits, dictionary) if dictionary else zlib.decompressobj(wbits)
    try:
        made = engine.decompress(data, limit + 1)
    except zlib.error as error:
        raise MalformedError("format.deflate") from error
    if len(made) > limit:
        raise UnsafeInputError("format.unsafe_inflated", {"limit": str(limit)})
    if not engine.eof or engine.unused_data:
        raise MalformedError("format.deflate")
    return made
