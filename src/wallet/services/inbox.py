"""Read what was handed over into candidates, with their verdict, before anything is added."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from wallet.ports import Progress
from wallet.services.source import Source
from wallet.verification.report import Inspected


class Relation(StrEnum):
    """How a candidate relates to what the wallet already holds."""

    NEW = "new"
    SAME = "same"
    NEWER = "newer"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One credential that could be added. ``addable`` is false for what is refused (``refusal`` is the stable code).

    ``source`` is the source it came out of; ``existing_id`` the stored credential it equals or replaces.
    A file that is no credential but may be kept as an unsigned paper has ``paper`` true.
    """

    source: str
    inspected: Inspected
    relation: Relation
    existing_id: str | None
    addable: bool
    refusal: str | None = None
    paper: bool = False


class Inbox:
    """Built by the session; knows the vault (for duplicates) and the verify service."""

    def read(self, sources: Iterable[Source], *, progress: Progress | None = None) -> tuple[Candidate, ...]:
        """Return the candidates in all sources (a zip, folder or presentation gives several). Changes nothing.

        A link found inside a source is followed here (collecting), after which its document is inspected.
        """
        raise NotImplementedError
