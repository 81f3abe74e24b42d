"""JSON as RFC 8259 and I-JSON (RFC 7493) have it, and nothing else.

Everything that two parsers could read differently is refused: duplicate keys, a byte order mark, NaN, lone
surrogates, numbers that no double can hold. Depth and number of values are counted before anything is built,
so that a small file cannot make a large tree.
"""

import json
import math
import re
from typing import Any

from wallet.errors import MalformedError, UnsafeInputError

MAX_DEPTH = 64
MAX_NODES = 200_000
MAX_NUMBER_LENGTH = 400
"""Longest number in characters; the longest double written out in full has about 320 digits."""

# From here on a double is no exact integer for JSON-LD (JSON-LD 1.1 API section 8.6) nor for RFC 8785.
_INTEGRAL_BELOW = 1e21

# A string (also one that never ends, so that the scan stays linear), a bracket, or a comma.
_STRUCTURE = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[\]{},]', re.DOTALL)
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


def loads(data: bytes | str, *, max_depth: int = MAX_DEPTH, max_nodes: int = MAX_NODES) -> Any:
    """Return the value of a JSON text.

    Integral doubles below 1e21 become ``int`` (``3.0`` is ``3``), so that what a JavaScript issuer hashed is what
    is hashed here; integers beyond 2^53 stay exact.

    Raises:
        MalformedError: ``format.json_encoding``, ``format.json_bom``, ``format.json_syntax``,
            ``format.json_duplicate_key``, ``format.json_number``, ``format.json_surrogate``, ``format.json_depth``.
        UnsafeInputError: ``format.unsafe_nodes``, ``format.unsafe_number``.
    """
    text = _text(data)
    _measure(text, max_depth, max_nodes)
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise MalformedError("format.json_syntax", {"line": str(error.lineno), "column": str(error.colno)}) from error
    except RecursionError as error:
        raise MalformedError("format.json_depth", {"limit": str(max_depth)}) from error
    if _SURROGATE_ESCAPE.search(text):
        _refuse_lone_surrogates(value)
    return value


def loads_object(data: bytes | str, *, max_depth: int = MAX_DEPTH, max_nodes: int = MAX_NODES) -> dict[str, Any]:
    """Return the JSON object in ``data``.

    Raises:
        MalformedError: as ``loads``; ``format.json_not_an_object`` for any other value.
        UnsafeInputError: as ``loads``.
    """
    value = loads(data, max_depth=max_depth, max_nodes=max_nodes)
    if not isinstance(value, dict):
        raise MalformedError("format.json_not_an_object")
    return value


def _text(data: bytes | str) -> str:
    if isinstance(data, str):
        try:
            data.encode("utf-8")
        except UnicodeEncodeError as error:
            raise MalformedError("format.json_surrogate") from error
        text = data
    else:
        try:
            text = data.decode("utf-8", "strict")
        except UnicodeDecodeError as error:
            raise MalformedError("format.json_encoding") from error
    if text.startswith("\ufeff"):
        raise MalformedError("format.json_bom")
    return text


def _measure(text: str, max_depth: int, max_nodes: int) -> None:
    """Count brackets and commas outside strings: never fewer than the values that a parser would make."""
    depth = 0
    nodes = 1
    for found in _STRUCTURE.finditer(text):
        mark = text[found.start()]
        if mark in "[{":
            depth += 1
            nodes += 1
            if depth > max_depth:
                raise MalformedError("format.json_depth", {"limit": str(max_depth)})
        elif mark in "]}":
            depth -= 1
        elif mark == ",":
            nodes += 1
        if nodes > max_nodes:
            raise UnsafeInputError("format.unsafe_nodes", {"limit": str(max_nodes)})


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        double = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise MalformedError("format.json_duplicate_key", {"key": double[:80]})
    return made


def _integer(literal: str) -> int:
    if len(literal) > MAX_NUMBER_LENGTH:
        raise UnsafeInputError("format.unsafe_number", {"limit": str(MAX_NUMBER_LENGTH)})
    return int(literal)


def _real(literal: str) -> int | float:
    if len(literal) > MAX_NUMBER_LENGTH:
        raise UnsafeInputError("format.unsafe_number", {"limit": str(MAX_NUMBER_LENGTH)})
    number = float(literal)
    if not math.isfinite(number):
        raise MalformedError("format.json_number")
    return int(number) if number.is_integer() and abs(number) < _INTEGRAL_BELOW else number


def _constant(_literal: str) -> float:
    raise MalformedError("format.json_number")


def _refuse_lone_surrogates(value: Any) -> None:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            try:
                item.encode("utf-8")
            except UnicodeEncodeError as error:
                raise MalformedError("format.json_surrogate") from error
        elif isinstance(item, dict):
            waiting.extend(item.keys())
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_int=_integer, parse_float=_real, parse_constant=_constant, strict=True
)
