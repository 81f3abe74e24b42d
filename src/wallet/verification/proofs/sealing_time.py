"""When a seal says that it was made (JAdES ``sigT``, or ``iat`` in newer ones): the sealer's own account of it.

It proves nothing, but it can show that something is wrong: a seal from the future, or from a time at which its
certificate was not valid (ETSI TS 119 182-1 sections 5.1.11 and 5.2.1).
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from cryptography import x509

from wallet.errors import MalformedError
from wallet.verification.checks import Check, CheckKind, failed
from wallet.verification.proofs.proof_dates import SKEW, moment, parse_moment

_MAX_SECONDS = 253_402_300_799  # 9999-12-31T23:59:59Z, the last moment that datetime can hold


def of(header: Mapping[str, Any]) -> datetime | None:
    """Return the stated time, or nothing where none is stated.

    Raises:
        MalformedError: ``format.proof_member`` where it is no time.
    """
    if "sigT" in header:
        found = parse_moment(header["sigT"])
        if found is None:
            raise MalformedError("format.proof_member", {"member": "sigT"})
        return found
    seconds = header.get("iat")
    if seconds is None:
        return None
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= _MAX_SECONDS:
        raise MalformedError("format.proof_member", {"member": "iat"})
    return datetime.fromtimestamp(seconds, UTC)


def stated(header: Mapping[str, Any]) -> str:
    """Return the stated time as text, empty where there is none."""
    if "sigT" in header:
        return str(header["sigT"])[:40]
    found = of(header)
    return moment(found) if found else ""


def not_yet(times: Sequence[datetime], now: datetime) -> tuple[Check, ...]:
    """Return a failed VALIDITY_PERIOD check where a seal is dated in the future, else nothing."""
    late = [time for time in times if time - SKEW > now]
    return (failed(CheckKind.VALIDITY_PERIOD, "validity.not_yet_proof", date=moment(max(late))),) if late else ()


def within(time: datetime | None, certificate: x509.Certificate) -> bool:
    """Tell whether the certificate was valid at a time; a seal that states none is not judged by it."""
    return time is None or certificate.not_valid_before_utc - SKEW <= time <= certificate.not_valid_after_utc
