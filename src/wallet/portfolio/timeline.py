"""A life of learning in order of time: years down, lanes for study, work and volunteering."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from wallet.model.earned import Record


class Lane(StrEnum):
    """The kinds of learning that a timeline keeps apart."""

    STUDY = "study"
    WORK = "work"
    VOLUNTEERING = "volunteering"


@dataclass(frozen=True, slots=True)
class Moment:
    """One credential on the timeline, by its key in the list it came from."""

    key: str
    lane: Lane


@dataclass(frozen=True, slots=True)
class Year:
    """One year with what was earned in it; ``year`` is None for what states no date."""

    year: int | None
    moments: tuple[Moment, ...]


_WORK_KINDS = frozenset({"licence", "membership"})


def lane_of(record: Record) -> Lane:
    """Return the lane of a record, by the form of participation it states and its kind."""
    if "volunteering" in record.participation:
        return Lane.VOLUNTEERING
    if "work_based" in record.participation or record.kind in _WORK_KINDS:
        return Lane.WORK
    return Lane.STUDY


def timeline(items: Iterable[tuple[str, Record]]) -> tuple[Year, ...]:
    """Return years, the newest first, with the newest first in each; undated ones last."""
    dated: dict[int | None, list[tuple[str, Record]]] = {}
    for key, record in items:
        dated.setdefault(record.awarded_on.year if record.awarded_on else None, []).append((key, record))
    years = []
    for year in sorted(dated, key=lambda value: (value is None, -(value or 0))):
        entries = dated[year]
        entries.sort(key=lambda entry: entry[1].awarded_on.toordinal() if entry[1].awarded_on else 0, reverse=True)
        years.append(Year(year, tuple(Moment(key, lane_of(record)) for key, record in entries)))
    return tuple(years)
