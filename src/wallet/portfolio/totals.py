"""What was earned, added up per institution and year. Units are never mixed and never derived from each other.

Only credentials whose signature holds are counted; the others are listed with the reason. One whose signer is not
known is counted under the name that the file states, marked as not checked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from wallet.model.earned import CreditSystem, NameSource, Record
from wallet.model.language import pick
from wallet.verification.verdict import State

_KNOWN_SIGNER = frozenset({State.VERIFIED, State.VERIFIED_EARLIER, State.STATUS_UNKNOWN, State.EXPIRED})
_UNKNOWN_SIGNER = frozenset({State.ISSUER_UNKNOWN, State.KEY_NOT_BOUND})
_MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Total:
    """What one institution gave in one year.

    ``credits`` maps a unit (``ects``, ``ecvet``, or the issuer's own word) to its sum; ``hours`` are hours of study as
    stated. Both may describe the same learning and are never added together.
    """

    institution: str
    institution_checked: bool
    year: int | None
    count: int
    credits: Mapping[str, Decimal] = field(default_factory=dict)
    hours: Decimal | None = None


_Key = tuple[str, bool, int | None]


@dataclass(slots=True)
class _Sum:
    count: int = 0
    credits: dict[str, Decimal] = field(default_factory=dict)
    hours: Decimal | None = None


def counts(state: State) -> bool:
    """Tell whether a credential in this state is counted."""
    return state in _KNOWN_SIGNER or state in _UNKNOWN_SIGNER


def institution_of(record: Record, state: State, lang: str) -> tuple[str, bool]:
    """Return the institution's name and whether that name was checked (comes from a list of known issuers)."""
    checked = record.issuer.name_from is NameSource.TRUST_LIST and state in _KNOWN_SIGNER
    body = record.awarding_bodies[0] if record.awarding_bodies else None
    # The one who awarded it may be another than the one who signed it; only the signer's name can be checked.
    if body is not None and (body.id is None or body.id != record.issuer.id):
        name = pick(body.name, lang)
        if name and name not in (record.issuer.name, record.issuer.stated_name):
            return name, False
    return record.issuer.name or record.issuer.stated_name or record.issuer.id or "", checked


def unit(system: CreditSystem, label: str | None) -> str:
    """Return the key of a credit unit; points of different, unnamed systems share ``other``."""
    return system.value if system is not CreditSystem.OTHER else (label or system.value)


def totals(items: Iterable[tuple[Record, State]], lang: str) -> tuple[Total, ...]:
    """Return the totals, newest year first, then by name. Uncounted states are left out (see ``counts``)."""
    sums: dict[_Key, _Sum] = {}
    for record, state in items:
        if not counts(state):
            continue
        year = record.awarded_on.year if record.awarded_on else None
        own = (*institution_of(record, state, lang), year)
        sums.setdefault(own, _Sum()).count += 1
        for bearer in _bearers(record, 0):
            key = _key_of(bearer, record, own, lang)
            entry = sums.setdefault(key, _Sum())
            entry.count += key != own
            _add(entry, bearer)
    rows = (
        Total(name, checked, year, found.count, dict(found.credits), found.hours)
        for (name, checked, year), found in sums.items()
    )
    return tuple(
        sorted(rows, key=lambda row: (-(row.year or 0), row.institution.casefold(), not row.institution_checked))
    )


def _key_of(bearer: Record, whole: Record, own: _Key, lang: str) -> _Key:
    """Return the row for a part: that of the whole, unless another institution or another year is stated for it."""
    year = bearer.awarded_on.year if bearer.awarded_on else own[2]
    if bearer.issuer.id is None or bearer.issuer.id == whole.issuer.id:
        return (own[0], own[1], year)
    # Who signed the part was not looked at here, so its name is as the file states it.
    return (institution_of(bearer, State.ISSUER_UNKNOWN, lang)[0], False, year)


def _bearers(record: Record, depth: int) -> Iterator[Record]:
    """Yield the records whose workload counts: the whole where it states one, else its parts."""
    if record.hours or any(credit.earned for credit in record.credits) or depth >= _MAX_DEPTH:
        yield record
        return
    for part in record.parts:
        yield from _bearers(part, depth + 1)


def _add(entry: _Sum, record: Record) -> None:
    for credit in record.credits:
        if credit.earned:
            key = unit(credit.system, credit.label)
            entry.credits[key] = entry.credits.get(key, Decimal(0)) + credit.value
    if record.hours is not None:
        stated = record.hours.notional if record.hours.notional is not None else record.hours.sbu
        if stated is not None:
            entry.hours = (entry.hours or Decimal(0)) + stated


def grand_total(rows: Iterable[Total]) -> tuple[Mapping[str, Decimal], Decimal | None]:
    """Return the sums over all rows: credits for the systems with a meaning of their own, and hours."""
    whole: dict[str, Decimal] = {}
    hours: Decimal | None = None
    for row in rows:
        for key in (CreditSystem.ECTS.value, CreditSystem.ECVET.value):
            if key in row.credits:
                whole[key] = whole.get(key, Decimal(0)) + row.credits[key]
        if row.hours is not None:
            hours = (hours or Decimal(0)) + row.hours
    return whole, hours
