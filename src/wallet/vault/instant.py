"""Moments as the store keeps them: whole microseconds since 1970, UTC, so that SQL can compare them."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def stamp(moment: datetime) -> int:
    """Return a timezone-aware moment as microseconds since 1970."""
    return (moment - _EPOCH) // _TICK


def maybe_stamp(moment: datetime | None) -> int | None:
    """Return :func:`stamp`, or nothing; a moment without a time zone is read as UTC."""
    if moment is None:
        return None
    return stamp(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def moment(ticks: int) -> datetime:
    """Return the moment that ``ticks`` stand for."""
    return _EPOCH + timedelta(microseconds=ticks)


def maybe_moment(ticks: int | None) -> datetime | None:
    """Return :func:`moment`, or nothing."""
    return None if ticks is None else moment(ticks)
