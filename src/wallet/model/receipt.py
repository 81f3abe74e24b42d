"""A line of the log of what was shared with whom. Never the values themselves (EUDI ARF, DASH_02)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """One share that was made."""

    id: str
    made_at: datetime
    form: str
    credential_ids: tuple[str, ...]
    titles: tuple[str, ...]
    receiver: str
    purpose: str
    expires_at: datetime | None
    disclosed: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    sha256: str = ""
    note: str = ""
