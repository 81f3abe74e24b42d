"""JSON Canonicalization Scheme (RFC 8785): one spelling of a JSON value, as bytes.

Most credentials hold strings and small integers only; for those the standard encoder already writes what the RFC
asks for, and is several times quicker. Everything else goes through ``rfc8785``.
"""

import json
from typing import Any

import rfc8785

from wallet.errors import MalformedError, UnsafeInputError, UnsupportedError

_MAX_SAFE = 2**53 - 1
_MAX_DEPTH = 200
_ASTRAL = "\U00010000"


def _plain_key(key: object) -> bool:
    # RFC 8785 section 3.2.3 sorts by UTF-16 units; up to U+FFFF that is the order of code points, except that
    # the surrogates of an astral character sort before U+E000.
    if not isinstance(key, str):
        raise MalformedError("format.json_key")
    return key.isascii() or max(key) < _ASTRAL


def _plain(value: Any, depth: int) -> bool:
    """Tell whether the standard encoder writes ``value`` canonically."""
    if isinstance(value, dict):
        if depth > _MAX_DEPTH:
            raise UnsafeInputError("format.unsafe_depth")
        return all(_plain_key(key) and _plain(item, depth + 1) for key, item in value.items())
    if isinstance(value, list):
        if depth > _MAX_DEPTH:
            raise UnsafeInputError("format.unsafe_depth")
        return all(_plain(item, depth + 1) for item in value)
    if isinstance(value, str) or value is None or isinstance(value, bool):
        return True
    if isinstance(value, float):
        # Here Python and ECMAScript spell a double alike: its shortest digits, no exponent.
        return 1e-4 <= abs(value) < 1e16 and not value.is_integer()
    return isinstance(value, int) and -_MAX_SAFE <= value <= _MAX_SAFE


def _as_doubles(value: Any, depth: int = 0) -> Any:
    """Return ``value`` with every large integer as the double that it exactly is."""
    if depth > _MAX_DEPTH:
        raise UnsafeInputError("format.unsafe_depth")
    if isinstance(value, dict):
        return {key: _as_doubles(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_doubles(item, depth + 1) for item in value]
    if isinstance(value, int) and not isinstance(value, bool) and not -_MAX_SAFE <= value <= _MAX_SAFE:
        return _exact_double(value)
    return value


def _exact_double(value: int) -> float:
    # Rounding would give two different texts one signature.
    try:
        double = float(value)
    except OverflowError:
        raise UnsupportedError("proof.number_not_exact") from None
    if int(double) != value:
        raise UnsupportedError("proof.number_not_exact")
    return double


def canonicalize(value: Any) -> bytes:
    """Return the canonical UTF-8 bytes of a JSON value.

    Raises:
        UnsupportedError: ``proof.number_not_exact`` for an integer that no IEEE 754 double holds (RFC 8785
            section 3.2.2.3 has no spelling for it).
        MalformedError: ``format.json_value`` or ``format.json_key`` for what is no I-JSON: lone surrogates, NaN.
        UnsafeInputError: ``format.unsafe_depth``.
    """
    try:
        if _plain(value, 0):
            text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            return text.encode("utf-8")
        return rfc8785.dumps(_as_doubles(value))
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, TypeError, ValueError):
        raise MalformedError("format.json_value") from None
