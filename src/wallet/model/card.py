"""One row of the library: what a card or list line shows, cheap to page through by the thousand."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Card:
    """A stored credential as a list shows it. ``state`` and ``tone`` come from the stored report and its age."""

    id: str
    title: str
    issuer: str
    issuer_checked: bool
    kind: str
    state: str
    tone: str
    awarded_on: date | None
    expires_on: date | None
    checked_at: datetime | None
    added_at: datetime
    credits: str = ""
    favourite: bool = False
    has_image: bool = False
    signed: bool = True
