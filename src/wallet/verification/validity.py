"""Whether now lies inside every period that a credential states (VCDM 2.0 section 4.9, RFC 7519 section 4.1)."""

import re
from collections.abc import Iterator, Mapping
from datetime import MAXYEAR, UTC, datetime, time, timedelta
from typing import Any

from wallet.verification.checks import Check, CheckKind, failed, not_applicable, passed, unknown

SKEW = timedelta(minutes=5)
"""How far two honest clocks may be apart. Given to "not yet", never to "no longer"."""

_STARTS = ("validFrom", "issuanceDate", "issuedOn")
_ENDS = ("validUntil", "expirationDate", "expires")
_LAST_DAYS = ("date_of_expiry", "expiry_date")
"""Of European SD-JWTs: a day there is over when it ends."""
_DATE = re.compile(
    r"(?P<day>-?\d{4,}-\d\d-\d\d)"
    r"(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(?P<zone>Z|z|[+-]\d\d:?\d\d)?)?"
)
_MAX_SECONDS = 253_402_300_799  # 9999-12-31T23:59:59Z, the last moment that datetime can hold


class UnreadableDateError(ValueError):
    """A stated date that is no date."""


def moment(value: object) -> datetime:
    """Return a stated date as a moment in UTC; a date without zone is taken as UTC, a bare day as its first second.

    Raises:
        UnreadableDateError: it is neither an XML Schema dateTime, a date, nor a NumericDate.
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _MAX_SECONDS:
        return datetime.fromtimestamp(value, UTC)
    found = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise UnreadableDateError
    clock, zone = found["time"] or "00:00:00", (found["zone"] or "Z").upper().replace("Z", "+00:00")
    leap = clock.endswith(":60")
    text = f"{found['day']}T{clock[:-2] + '59' if leap else clock}{zone}"
    try:
        stated = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UnreadableDateError from error
    return stated + timedelta(seconds=1) if leap else stated


def check(
    document: Mapping[str, Any], claims: Mapping[str, Any], now: datetime, *, shown_until: datetime | None = None
) -> Check:
    """Return the VALIDITY_PERIOD check over all dates that the document and its token state.

    ``shown_until`` is the end that the record shows, wherever its vocabulary keeps it: what a person reads as over is
    over. One without a time of day lasts until that day is.
    """
    try:
        starts = list(_stated(document, _STARTS)) + list(_numeric(claims, "nbf"))
        ends = list(_stated(document, _ENDS)) + list(_numeric(claims, "exp"))
        ends += [_end_of(stated) for stated in _stated(document, _LAST_DAYS)]
    except UnreadableDateError:
        return unknown(CheckKind.VALIDITY_PERIOD, "validity.unreadable")
    if shown_until is not None:
        ends.append(_end_of(shown_until))
    if not starts and not ends:
        return not_applicable(CheckKind.VALIDITY_PERIOD, "validity.no_period")
    facts = {}
    if starts:
        facts["from"] = max(starts).isoformat()
    if ends:
        facts["until"] = min(ends).isoformat()
    if starts and max(starts) - SKEW > now:
        return failed(CheckKind.VALIDITY_PERIOD, "validity.not_yet", date=facts["from"])
    if ends and min(ends) < now:
        return failed(CheckKind.VALIDITY_PERIOD, "validity.expired", date=facts["until"])
    return Check(CheckKind.VALIDITY_PERIOD, passed(CheckKind.VALIDITY_PERIOD, "").outcome, "validity.within", facts)


def _end_of(stated: datetime) -> datetime:
    return stated + timedelta(days=1) if stated.time() == time() and stated.year < MAXYEAR else stated


def _stated(document: Mapping[str, Any], members: tuple[str, ...]) -> Iterator[datetime]:
    for member in members:
        if document.get(member) is not None:
            yield moment(document[member])


def _numeric(claims: Mapping[str, Any], member: str) -> Iterator[datetime]:
    value = claims.get(member)
    if value is not None:
        # Some issuers of VC-JOSE-COSE write a date text where RFC 7519 has a NumericDate; both say when.
        yield moment(value)
