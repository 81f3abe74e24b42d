"""The small language of selections: words to search for, and ``name:value`` to narrow down.

``year:2025 kind:micro_credential issuer:"Zuiderpark College" statistics``
"""

import shlex
from typing import Any

from wallet.errors import UsageError
from wallet.services.library import Query, Shelf, Sort

_TEXTS = frozenset({"issuer", "kind", "state", "ends", "collection"})


def query_of(text: str | None) -> Query:
    """Return the query that ``text`` asks for; nothing asks for everything.

    Raises:
        UsageError: ``cli.selection`` with ``facts["part"]``: a name or value that does not exist.
    """
    words: list[str] = []
    chosen: dict[str, Any] = {}
    for part in _parts(text or ""):
        name, colon, value = part.partition(":")
        if not colon or name not in {*_TEXTS, "year", "shelf", "sort"}:
            words.append(part)
            continue
        chosen[name] = _value(name, value, part)
    return Query(text=" ".join(words), **chosen)


def _parts(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        # An unpaired quotation mark is part of what is searched for, as in O'Neill.
        return text.split()


def _value(name: str, value: str, part: str) -> object:
    try:
        if name == "year":
            return int(value)
        if name == "shelf":
            return Shelf(value)
        return Sort(value) if name == "sort" else value
    except ValueError as error:
        raise UsageError("cli.selection", {"part": part}) from error
