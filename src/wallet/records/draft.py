"""The record while it is being read: fields with the place that each was read from."""

from collections.abc import Sized
from dataclasses import fields, replace
from typing import Any

from wallet.model.earned import Record
from wallet.records.spot import MAX_ITEMS, Spot

_NAMES = frozenset(field.name for field in fields(Record))


class Draft:
    """Collects the fields of one ``Record``; an empty value leaves no trace."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._values: dict[str, Any] = {}
        self._provenance: dict[str, str] = {}

    def put(self, field: str, value: object, spot: Spot | None = None) -> None:
        """Set ``field`` and remember ``spot`` as its source, unless ``value`` is empty."""
        if field not in _NAMES:
            raise KeyError(field)
        if value is None or (isinstance(value, Sized) and len(value) == 0):
            return
        self._values[field] = value
        if spot is not None and spot.pointer:
            self._provenance[field] = spot.pointer

    def add(self, field: str, *items: object, spot: Spot | None = None) -> None:
        """Append to a field that holds several values; the source is where the first of them stood."""
        have = tuple(self._values.get(field, ()))
        if len(have) >= MAX_ITEMS:
            return
        new: list[object] = []
        for item in items[:MAX_ITEMS]:
            if item is not None and item not in have and item not in new:
                new.append(item)
        if new:
            self.put(field, (*have, *new), None if field in self._provenance else spot)

    def has(self, field: str) -> bool:
        """Tell whether ``field`` was set."""
        return field in self._values

    def value(self, field: str) -> Any:
        """Return what was set, or nothing."""
        return self._values.get(field)

    def record(self) -> Record:
        """Return the record with its provenance."""
        return replace(Record(), **self._values, provenance=dict(self._provenance))
