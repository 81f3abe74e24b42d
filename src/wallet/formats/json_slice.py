"""The exact source text of a value inside a JSON text.

A credential inside a presentation has no bytes of its own but those that stand in the presentation. They are cut
out as they are: parsing and writing them again would change what a person later shares.
"""

import json
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]

from wallet.errors import MalformedError

_SPACE = " \t\r\n"
_DECODER = json.JSONDecoder()


def cut(text: str, *path: str | int) -> str:
    """Return the source text of the value at ``path`` (names and list positions) of a JSON text known to be valid.

    Raises:
        MalformedError: ``format.json_path`` where there is no such value.
    """
    start = _find(text, path)
    return text[start : _end(text, start)]


def cut_each(text: str, *path: str | int) -> tuple[str, ...]:
    """Return the source text of every element of the list at ``path``; of the value itself where it is no list.

    Raises:
        MalformedError: ``format.json_path`` where there is no such value.
    """
    start = _find(text, path)
    if text[start : start + 1] != "[":
        return (text[start : _end(text, start)],)
    return tuple(text[first:last] for first, last in _elements(text, start))


def _find(text: str, path: tuple[str | int, ...]) -> int:
    start = _skip(text, 0)
    for step in path:
        if isinstance(step, str):
            start = _member(text, start, step)
            continue
        spans = list(_elements(text, start)) if text[start : start + 1] == "[" else []
        if step >= len(spans):
            raise MalformedError("format.json_path")
        start = spans[step][0]
    return start


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


def _elements(text: str, start: int) -> Iterator[tuple[int, int]]:
    position = _skip(text, start + 1)
    while text[position : position + 1] not in ("", "]"):
        end = _end(text, position)
        yield position, end
        position = _skip(text, end)
        if text[position : position + 1] != ",":
            break
        position = _skip(text, position + 1)
