"""The work limits that a parser is handed: how much it may read, build and nest before anything is believed."""

from dataclasses import dataclass
from typing import Protocol


class WorkLimits(Protocol):
    """What ``verification.context.Limits`` offers and the parsers need. Bytes, levels and counts."""

    @property
    def max_bytes(self) -> int:
        """Largest single credential or picture, in bytes."""

    @property
    def max_container_bytes(self) -> int:
        """Largest archive, and the most that may come out of one, in bytes."""

    @property
    def max_depth(self) -> int:
        """Deepest nesting of JSON."""

    @property
    def max_nodes(self) -> int:
        """Most values in one JSON text."""

    @property
    def max_items(self) -> int:
        """Most credentials or entries in one container."""

    @property
    def max_disclosures(self) -> int:
        """Most disclosures in one SD-JWT."""


@dataclass(frozen=True, slots=True)
class DefaultLimits:
    """The limits where the caller has none of its own; equal to those of a verification run."""

    max_bytes: int = 10 << 20
    max_container_bytes: int = 256 << 20
    max_depth: int = 64
    max_nodes: int = 200_000
    max_items: int = 2_000
    max_disclosures: int = 1_000


DEFAULT_LIMITS = DefaultLimits()

MAX_NESTING = 6
"""How many containers, envelopes and credentials may lie inside one another."""
