"""The dates of a proof: when it was made, until when it holds (Data Integrity section 2.1)."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from wallet.errors import MalformedError
from wallet.model.secured import JsonObject
from wallet.verification.checks import Check, CheckKind, failed

SKEW = timedelta(minutes=5)
"""How far a signer's clock may be ahead of ours."""

_DATE_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)?\Z")


def parse_moment(value: Any) -> datetime | None:
    """Return an XML Schema dateTimeStamp as a moment in UTC; one without a zone counts as UTC; nothing for no date."""
    found = _DATE_TIME.match(value) if isinstance(value, str) else None
    if found is None:
        return None
    day, time, _, zone = found.groups()
    try:
        parsed = datetime.fromisoformat(f"{day}T{time}{'+00:00' if zone in (None, 'Z', 'z') else zone}")
        return parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def moment(value: datetime) -> str:
    """Return a moment as a dateTimeStamp in UTC, to the second."""
    return value.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _date(proof: JsonObject, member: str) -> datetime | None:
    if proof.get(member) is None:
        return None
    found = parse_moment(proof[member])
    if found is None:
        raise MalformedError("format.proof_member", {"member": member})
    return found


def period_checks(proof: JsonObject, now: datetime) -> tuple[Check, ...]:
    """Return a failed VALIDITY_PERIOD check where ``now`` is outside the proof's own period, else nothing.

    Raises:
        MalformedError: ``format.proof_member`` for a date that is none.
    """
    created, expires = _date(proof, "created"), _date(proof, "expires")
    if created is not None and created - SKEW > now:
        return (failed(CheckKind.VALIDITY_PERIOD, "validity.not_yet_proof", date=moment(created)),)
    if expires is not None and expires < now:
        return (failed(CheckKind.VALIDITY_PERIOD, "validity.proof_expired", date=moment(expires)),)
    return ()
