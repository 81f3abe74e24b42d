"""What a reader of a vocabulary is handed besides the document: how to read what is contained, and what was fetched."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from wallet.model.earned import Record
from wallet.model.secured import JsonObject
from wallet.records.spot import Spot

MAX_DEPTH = 8
"""How deep credentials inside credentials are read; what lies deeper stays unread."""
MAX_PARTS = 500
"""How many parts are read of one file, on all levels together."""


class Budget:
    """How many more parts may be read. A small file can name a hundred thousand."""

    def __init__(self, remaining: int = MAX_PARTS) -> None:
        """Allow ``remaining`` parts."""
        self._remaining = remaining

    def take(self) -> bool:
        """Use up one part; false when there is none left."""
        self._remaining -= 1
        return self._remaining >= 0


@dataclass(frozen=True, slots=True)
class Reading:
    """The surroundings of one document.

    ``inner`` reads a contained credential (a JSON object); ``contained`` are the records of the contained credentials
    where each was taken apart with its own bytes, in order. ``linked`` are documents that were fetched, by address.
    ``budget`` is shared by everything that is read of one file.
    ``is_token``: claims of an SD-JWT, which need no type to be shown.
    """

    inner: Callable[[Spot], Record]
    contained: tuple[Record, ...] = ()
    linked: Mapping[str, JsonObject] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)
    is_token: bool = False

    def linked_objects(self, identifier: str | None) -> Iterator[tuple[str, JsonObject]]:
        """Yield the fetched documents that say they are ``identifier`` (or were had from there), best first."""
        if identifier is None:
            return
        for address, document in self.linked.items():
            if address == identifier or (document.get("id") or document.get("@id")) == identifier:
                yield address, document
