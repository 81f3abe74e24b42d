"""A place in a JSON document: its value and the JSON pointer (RFC 6901) that leads to it.

Readers of vocabularies walk over spots and not over bare values, so that every field of the record can say where
it was read, and so that odd shapes (one value where many are usual, a list where one is, a wrong type) come out
as nothing instead of an exception.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any

from wallet.model.language import LangText
from wallet.records.tags import language_tag

_LANGUAGE_KEY = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$|^@?none$")
_DAY = re.compile(r"^(\d{4}-\d\d-\d\d)(?:$|[T Z+-])")
_MAX_EXPONENT = 12

MAX_ITEMS = 500
"""How many items of one list are read; a list of a hundred thousand is an attack, not a credential."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A value and where it stands. ``value`` is None where nothing is there."""

    value: Any
    pointer: str = ""

    def __bool__(self) -> bool:
        """Tell whether there is something here at all."""
        return self.value is not None

    def get(self, *names: str) -> "Spot":
        """Return the member that is there under the first of ``names``; in a list, look into its first object."""
        if isinstance(self.value, list):
            return next((found for item in self.each() if (found := item.get(*names))), Spot(None))
        if isinstance(self.value, dict):
            for name in names:
                if self.value.get(name) is not None:
                    return Spot(self.value[name], f"{self.pointer}/{name.replace('~', '~0').replace('/', '~1')}")
        return Spot(None)

    def at(self, *path: str) -> "Spot":
        """Follow ``path`` down, one member a step."""
        spot = self
        for name in path:
            spot = spot.get(name)
        return spot

    def each(self) -> "Iterator[Spot]":
        """Yield what is here one by one: the items of a list (at most ``MAX_ITEMS``), or the one value."""
        if isinstance(self.value, list):
            for index, item in enumerate(self.value[:MAX_ITEMS]):
                if item is not None:
                    yield Spot(item, f"{self.pointer}/{index}")
        elif self.value is not None:
            yield self

    def every(self, *path: str) -> "Iterator[Spot]":
        """Yield all values at the end of ``path``, with one or many objects at every step."""
        if not path:
            yield from self.each()
            return
        for item in self.each():
            if isinstance(item.value, dict):
                yield from item.get(path[0]).every(*path[1:])

    def members(self) -> "Iterator[tuple[str, Spot]]":
        """Yield the members of an object, at most ``MAX_ITEMS``."""
        if isinstance(self.value, dict):
            for name in islice(self.value, MAX_ITEMS):
                spot = self.get(name)
                if spot:
                    yield name, spot

    @property
    def is_object(self) -> bool:
        """Tell whether a JSON object stands here."""
        return isinstance(self.value, dict)

    def types(self) -> frozenset[str]:
        """Return the values of ``type`` or ``@type``, without vocabulary prefix."""
        return frozenset(item.rsplit(":", 1)[-1].rsplit("#", 1)[-1] for item in self.get("type", "@type").strings())

    def text(self) -> str | None:
        """Return one plain text: a string, a number, the first language of a language map."""
        value = self.value
        if isinstance(value, str):
            return value.strip() or None
        if isinstance(value, bool):
            return None
        if isinstance(value, int | float | Decimal):
            return str(value)
        return next(iter(self.lang().values()), None)

    def strings(self) -> tuple[str, ...]:
        """Return all non-empty strings here, in order."""
        return tuple(text for item in self.each() if isinstance(item.value, str) and (text := item.value.strip()))

    def url(self) -> str | None:
        """Return an address or other identifier: a string, or the ``id`` of an object."""
        if isinstance(self.value, dict):
            return self.get("id", "@id", "contentURL", "contentUrl", "url").url()
        if isinstance(self.value, list):
            return next((found for item in self.each() if (found := item.url())), None)
        return self.value.strip() or None if isinstance(self.value, str) else None

    def flag(self) -> bool | None:
        """Return a truth value; the strings "true" and "false" count."""
        if isinstance(self.value, bool):
            return self.value
        word = self.value.strip().casefold() if isinstance(self.value, str) else ""
        return {"true": True, "yes": True, "false": False, "no": False}.get(word)

    def number(self) -> Decimal | None:
        """Return a finite number of ordinary size, also from a string with a decimal comma."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
            return None
        try:
            number = Decimal(str(value).strip().replace(",", "."))
        except InvalidOperation:
            return None
        # A number with a million digits is an attack on whoever prints it, not a study load.
        return number if number.is_finite() and abs(number.adjusted()) <= _MAX_EXPONENT else None

    def moment(self) -> datetime | None:
        """Return a point in time in UTC: RFC 3339, a bare day (its start), or seconds since 1970."""
        value = self.value
        try:
            if isinstance(value, int | float) and not isinstance(value, bool):
                return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=float(value))
            if not isinstance(value, str):
                return None
            found = datetime.fromisoformat(value.strip())
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            return None

    def day(self) -> date | None:
        """Return the day as written (the local day of the one who wrote it), not converted to UTC."""
        if isinstance(self.value, str) and (match := _DAY.match(self.value.strip())):
            try:
                return date.fromisoformat(match[1])
            except ValueError:
                return None
        moment = self.moment()
        return moment.date() if moment else None

    def lang(self) -> LangText:
        """Return text by language.

        Understands a plain string, ``{"en": "x"}``, ``{"en": ["x", "y"]}``, JSON-LD value objects, a Note
        (``noteLiteral``) and a Concept (``prefLabel``).
        """
        into: dict[str, str] = {}
        for item in self.each():
            for tag, text in item._one_language().items():
                into[tag] = f"{into[tag]}\n{text}" if tag in into and into[tag] != text else text
        return into

    def _one_language(self) -> LangText:
        if not isinstance(self.value, dict):
            text = self.text()
            return {"und": text} if text else {}
        if "@value" in self.value:
            text = self.get("@value").text()
            tag = self.get("@language").text()
            return {language_tag(tag) if tag else "und": text} if text else {}
        for name in ("noteLiteral", "prefLabel", "title", "label"):
            if (found := self.get(name)) and (texts := found.lang()):
                return texts
        return self._language_map()

    def _language_map(self) -> LangText:
        into: dict[str, str] = {}
        for name, spot in self.members():
            key = name.strip()
            if key in ("id", "type") or not _LANGUAGE_KEY.match(key):
                continue
            text = "\n".join(spot.strings())
            if text:
                into["und" if "none" in key else language_tag(key)] = text
        return into
