"""What time it is, and unpredictable bytes: the real ones, and a clock that stands still for ``--at``."""

import secrets
from datetime import UTC, datetime


class SystemClock:
    """The clock of this computer, in UTC."""

    def now(self) -> datetime:
        """Return the present moment."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that always says the same (``--at``)."""

    def __init__(self, moment: datetime) -> None:
        """Remember ``moment``, which must carry a time zone."""
        self._moment = moment.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment that was given."""
        return self._moment


class SystemRandom:
    """The random generator of the operating system."""

    def token(self, length: int) -> bytes:
        """Return ``length`` unpredictable bytes."""
        return secrets.token_bytes(length)
