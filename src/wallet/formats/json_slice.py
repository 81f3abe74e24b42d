"""The exact source text of a value inside a JSON text.

A credential inside a presentation has no bytes of its own but those that stand in the presentation. They are cut
out as they are: parsing and writing them again would change what a person later shares.
"""

import json
from json.decoder import scanstring  # type: ignore[attr-defined]

from wallet.errors import MalformedError

_SPACE = " \t\r\n"
_DECODER = json.JSONDecoder()


def cut(text: str, *path: str | int) -> str:
    """Return the source text of the value at ``path`` (names and list positions) of a JSON text known to be valid.

    Raises:
        MalformedError: ``format.json_path`` where there is no such value.
    """
    start = _skip(text, 0)
    for step in path:
        start = _member(text, start, step) if isinstance(step, str) else _element(text, start, step)
    return text[start : _end(text, start)]


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position] in _SPACE:
        position += 1
    return position


def _end(text: str, start: int) -> int:
    try:
        end: int = _DECODER.raw_decode(text, start)[1]
    except (ValueError, RecursionError) as error:
        raise MalformedError("format.json_path") from error
    return end


def _member(text: str, start: int, name: str) -> int:
    if text[start : start + 1] != "{":
        raise MalformedError("format.json_path")
    position = _skip(text, start + 1)
    while text[position : position + 1] == '"':
        key, position = scanstring(text, position + 1, True)
        position = _skip(text, _skip(text, position) + 1)
        if key == name:
            return position
        position = _skip(text, _end(text, position))
        if text[position : position + 1] != ",":
            break
        position = _skip(text, position + 1)
    raise MalformedError("format.json_path")


def _element(text: str, start: int, index: int) -> int:
    if text[start : start + 1] != "[":
        raise MalformedError("format.json_path")
    position = _skip(text, start + 1)
    for _ in range(index):
        position = _skip(text, _end(text, position))
        if text[position : position + 1] != ",":
            raise MalformedError("format.json_path")
        position = _skip(text, position + 1)
    if text[position : position + 1] in ("", "]"):
        raise MalformedError("format.json_path")
    return position
