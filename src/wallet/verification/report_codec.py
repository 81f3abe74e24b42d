"""Reports as bytes and back: for the store (a report is kept with its credential) and for the worker's pipe.

MessagePack, made by msgspec from the dataclasses themselves, behind one version byte. Decoding is strict about types
and lenient about members that it does not know, so that a report written by a slightly newer program still reads.
"""

from typing import Any, TypeVar

import msgspec

from wallet.errors import MalformedError
from wallet.verification.report import Inspected, Report

VERSION = 1
"""First byte of every encoded value. A change that older readers cannot take gets the next number."""

_Value = TypeVar("_Value")


_ENCODER = msgspec.msgpack.Encoder()


_DECODERS: dict[object, msgspec.msgpack.Decoder[Any]] = {}


def _decoder(kind: object) -> msgspec.msgpack.Decoder[Any]:
    if kind not in _DECODERS:
        _DECODERS[kind] = msgspec.msgpack.Decoder(kind)
    return _DECODERS[kind]


def printable(value: Any) -> Any:
    """Return ``value`` with lone surrogates (from undecodable file names) replaced: they have no UTF-8 form."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {printable(key): printable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [printable(item) for item in value]
    return value


def pack(value: object) -> bytes:
    """Return any of our plain dataclasses as bytes."""
    try:
        return bytes([VERSION]) + _ENCODER.encode(value)
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(value, builtin_types=(bytes,))
        return bytes([VERSION]) + _ENCODER.encode(printable(plain))


def unpack(data: bytes | memoryview, kind: type[_Value]) -> _Value:
    """Return the ``kind`` that ``pack`` wrote.

    Raises:
        MalformedError: ``report.unreadable``: another version, cut off, or not such a value.
    """
    if not data or data[0] != VERSION:
        raise MalformedError("report.unreadable")
    try:
        value: _Value = _decoder(kind).decode(memoryview(data)[1:])
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise MalformedError("report.unreadable") from error
    return value


def encode(inspected: Inspected) -> bytes:
    """Return a result (report, issued bytes, evidence, items) as bytes."""
    return pack(inspected)


def decode(data: bytes | memoryview) -> Inspected:
    """Return the result that ``encode`` wrote.

    Raises:
        MalformedError: ``report.unreadable``.
    """
    return unpack(data, Inspected)


def encode_report(report: Report) -> bytes:
    """Return a report alone (without the issued bytes and the evidence) as bytes."""
    return pack(report)


def decode_report(data: bytes | memoryview) -> Report:
    """Return the report that ``encode_report`` wrote.

    Raises:
        MalformedError: ``report.unreadable``.
    """
    return unpack(data, Report)
