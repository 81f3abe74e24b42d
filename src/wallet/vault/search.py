"""Lists out of the store: filter, order, page and count in SQL, also at a hundred thousand rows.

The state that is shown depends on the time: what was VERIFIED a day ago is VERIFIED_EARLIER now, and what ran out since
is EXPIRED. That is computed in SQL, so that cards, filters, facets and counts agree.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wallet.model.card import Card
from wallet.vault.database import Database, Row, Value
from wallet.vault.instant import maybe_moment, moment, stamp
from wallet.verification.verdict import FRESH, ORDER, TONES, State

SOON = timedelta(days=60)
"""How long before its end a credential asks for attention."""
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_MOST_WORDS = 16

_RUNS_OUT = [state for state in State if ORDER[state] > ORDER[State.EXPIRED] and state is not State.CONSENT_REQUIRED]
_STATE = (
    f"CASE WHEN ends_at < :now AND state IN ({', '.join(repr(state.value) for state in _RUNS_OUT)}) THEN 'EXPIRED'"
    " WHEN state = 'VERIFIED' AND (fresh_until < :now OR checked_at > :ahead) THEN 'VERIFIED_EARLIER' ELSE state END"
)
_CALM = ", ".join(repr(state.value) for state in (State.VERIFIED, State.VERIFIED_EARLIER))
_ATTENTION = f"paper = 0 AND ({_STATE} NOT IN ({_CALM}) OR ends_at BETWEEN :now AND :soon)"

SHELVES: dict[str, str] = {
    "all": "gone = 0",
    "favourites": "gone = 0 AND favourite = 1",
    "attention": f"gone = 0 AND {_ATTENTION}",
    "removed": "gone = 1",
    "papers": "gone = 0 AND paper = 1",
}
_ORDERS: dict[str, str] = {
    "newest": "awarded_on DESC, nr DESC",
    "oldest": "awarded_on = '', awarded_on, nr",
    "title": "sort_{lang}, nr",
    "issuer": "issuer_sort, awarded_on DESC, nr DESC",
    "added": "added_at DESC, nr DESC",
}
_ENDS = (
    "CASE WHEN ends_at IS NULL THEN 'open' WHEN ends_at < :now THEN 'past' WHEN ends_at <= :soon THEN 'soon'"
    " ELSE 'later' END"
)
_FACETS = {"issuer": "issuer", "year": "year", "kind": "kind", "state": _STATE, "ends": _ENDS}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which credentials, in which order, in which language titles are shown and sorted."""

    text: str = ""
    shelf: str = "all"
    issuer: str | None = None
    year: int | None = None
    kind: str | None = None
    state: str | None = None
    ends: str | None = None
    collection: str | None = None
    sort: str = "newest"
    lang: str = "en"


def match_expression(text: str) -> str | None:
    """Return what FTS5 must find: every word as the start of a word. Operators in ``text`` mean nothing."""
    words = _WORD.findall(text)[:_MOST_WORDS]
    return " ".join(f'"{word}"*' for word in words) if words else None


_Condition = tuple[str, dict[str, Value]]


def _base(selection: Selection) -> Iterator[_Condition]:
    """Yield the conditions of a selection that no facet can change."""
    yield SHELVES[selection.shelf], {}
    if selection.text.strip():
        expression = match_expression(selection.text)
        if expression is None:
            yield "0", {}
        else:
            yield "nr IN (SELECT rowid FROM search WHERE search MATCH :text)", {"text": expression}
    if selection.collection is not None:
        members = "SELECT credential FROM collected JOIN collections ON collection = collections.nr WHERE name = :name"
        yield f"nr IN ({members})", {"name": selection.collection}


def _filters(selection: Selection) -> dict[str, _Condition]:
    """Return the condition of each facet that is chosen."""
    chosen: dict[str, Value] = {
        "issuer": selection.issuer,
        "year": selection.year,
        "kind": selection.kind,
        "state": selection.state,
        "ends": selection.ends,
    }
    return {name: (f"{_FACETS[name]} = :{name}", {name: value}) for name, value in chosen.items() if value is not None}


def _moments(now: datetime) -> dict[str, Value]:
    # What was checked later than this was checked with a clock that was ahead.
    return {"now": stamp(now), "ahead": stamp(now + FRESH)}


def _joined(conditions: Iterable[_Condition], now: datetime) -> tuple[str, dict[str, Value]]:
    values: dict[str, Value] = {**_moments(now), "soon": stamp(now + SOON)}
    parts = []
    for sql, more in conditions:
        parts.append(f"({sql})" if " OR " in sql else sql)
        values.update(more)
    return " AND ".join(parts), values


def _select(lang: str) -> str:
    title = "title_nl" if lang == "nl" else "title_en"
    return (
        f"SELECT id, {title}, issuer, issuer_checked, kind, {_STATE}, awarded_on, expires_on, checked_at, added_at,"  # noqa: S608
        " credits, favourite, has_image, signed FROM credentials"
    )


def _card(row: Row) -> Card:
    return Card(
        id=row[0],
        title=row[1],
        issuer=row[2],
        issuer_checked=bool(row[3]),
        kind=row[4],
        state=row[5],
        tone=TONES[State(row[5])].value,
        awarded_on=date.fromisoformat(row[6]) if row[6] else None,
        expires_on=date.fromisoformat(row[7]) if row[7] else None,
        checked_at=maybe_moment(row[8]),
        added_at=moment(row[9]),
        credits=row[10],
        favourite=bool(row[11]),
        has_image=bool(row[12]),
        signed=bool(row[13]),
    )


class Search:
    """Pages, counts and facets of a selection."""

    def __init__(self, database: Database) -> None:
        """Read from ``database``."""
        self._db = database

    def _where(self, selection: Selection, now: datetime) -> tuple[str, dict[str, Value]]:
        return _joined([*_base(selection), *_filters(selection).values()], now)

    def count(self, selection: Selection, *, now: datetime) -> int:
        """Return how many there are."""
        sql, values = self._where(selection, now)
        return int(self._db.value(f"SELECT count(*) FROM credentials WHERE {sql}", values) or 0)  # noqa: S608

    def page(self, selection: Selection, *, now: datetime, offset: int, limit: int) -> tuple[Card, ...]:
        """Return a window of the result in its order."""
        where, values = self._where(selection, now)
        lang = "nl" if selection.lang == "nl" else "en"
        order = _ORDERS[selection.sort].format(lang=lang)
        sql = f"{_select(lang)} WHERE {where} ORDER BY {order} LIMIT :limit OFFSET :offset"
        rows = self._db.rows(sql, {**values, "limit": max(0, limit), "offset": max(0, offset)})
        return tuple(_card(row) for row in rows)

    def ids(self, selection: Selection, *, now: datetime) -> tuple[str, ...]:
        """Return the ids of the whole result in its order."""
        where, values = self._where(selection, now)
        order = _ORDERS[selection.sort].format(lang="nl" if selection.lang == "nl" else "en")
        rows = self._db.rows(f"SELECT id FROM credentials WHERE {where} ORDER BY {order}", values)  # noqa: S608
        return tuple(row[0] for row in rows)

    def card(self, credential_id: str, *, now: datetime, lang: str) -> Card | None:
        """Return the card of one credential, whichever shelf it is on."""
        row = self._db.row(f"{_select(lang)} WHERE id = :id", {**_moments(now), "id": credential_id})
        return None if row is None else _card(row)

    def facets(self, selection: Selection, *, now: datetime) -> dict[str, list[tuple[str, int]]]:
        """Return, for each thing that can be filtered by, the values that the rest of the selection leaves."""
        where, values = _joined(_base(selection), now)
        filters = _filters(selection)
        for _, more in filters.values():
            values.update(more)
        columns = ", ".join(f"{expression} AS {name}" for name, expression in _FACETS.items())
        counts = []
        for name in _FACETS:
            others = [f"{other} = :{other}" for other in filters if other != name]
            kept = f" WHERE {' AND '.join(others)}" if others else ""
            counts.append(f"SELECT '{name}', {name}, count(*) FROM hits{kept} GROUP BY {name}")  # noqa: S608
        # The search runs once; each facet is counted over its result.
        sql = (
            f"WITH hits AS MATERIALIZED (SELECT {columns} FROM credentials WHERE {where}) {' UNION ALL '.join(counts)}"  # noqa: S608
        )
        found: dict[str, list[tuple[str, int]]] = {name: [] for name in _FACETS}
        for name, value, count in self._db.rows(sql, values):
            if value not in (None, ""):
                found[name].append((str(value), int(count)))
        for facet in found.values():
            facet.sort(key=lambda item: (-item[1], item[0]))
        return found

    def shelves(self, *, now: datetime) -> dict[str, int]:
        """Return how many credentials stand on each shelf."""
        return {shelf: self.count(Selection(shelf=shelf), now=now) for shelf in SHELVES}
