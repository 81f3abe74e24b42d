"""What the store holds differently after a use case; models and pages update themselves from it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids that were added, changed or removed, and rooms that should look again."""

    added: frozenset[str] = frozenset()
    updated: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    receipts: bool = False
    settings: bool = False
    trust: bool = False
    person: bool = False

    def __bool__(self) -> bool:
        """True when anything changed."""
        return bool(
            self.added or self.updated or self.removed or self.receipts or self.settings or self.trust or self.person
        )
