"""Digital Credentials Query Language (OpenID4VP 1.0 section 6): read a query, find what answers it.

Nothing is chosen here: for each credential query all holdings that satisfy it are returned, each with exactly the
disclosures that it takes. What was not asked for is never among them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wallet.errors import MalformedError
from wallet.formats.disclosures import Expanded, pointer

_ID = re.compile(r"[A-Za-z0-9_-]{1,200}\Z")
_MOST = 100
"""Credential queries, claims, sets and options that one query may hold."""

PathStep = str | int | None

ANY_FORMAT = "*"
"""A form that a query of another protocol leaves open; no DCQL query can say it."""


@dataclass(frozen=True, slots=True)
class ClaimQuery:
    """One claim that is asked for: where it lies and, if stated, which values it may have."""

    path: tuple[PathStep, ...]
    id: str | None = None
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class TrustedAuthority:
    """One way in which the issuer may be recognised (``aki``, ``etsi_tl``, ``openid_federation``)."""

    type: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CredentialQuery:
    """One credential that is asked for."""

    id: str
    format: str
    meta: Mapping[str, Any]
    multiple: bool = False
    holder_binding: bool = True
    authorities: tuple[TrustedAuthority, ...] = ()
    claims: tuple[ClaimQuery, ...] = ()
    claim_sets: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class CredentialSet:
    """Combinations of credential queries of which one is to be answered."""

    options: tuple[tuple[str, ...], ...]
    required: bool = True


@dataclass(frozen=True, slots=True)
class DcqlQuery:
    """A whole query."""

    credentials: tuple[CredentialQuery, ...]
    sets: tuple[CredentialSet, ...] = ()

    def get(self, query_id: str) -> CredentialQuery | None:
        """Return the credential query called ``query_id``."""
        return next((query for query in self.credentials if query.id == query_id), None)


@dataclass(frozen=True, slots=True)
class Holding:
    """A credential of the wallet as DCQL sees it.

    ``claims`` is the credential with every claim it can disclose; ``expanded`` says which disclosure gives which
    (SD-JWT only). ``types`` are the types as written and as IRIs; ``key_identifiers`` the base64url key identifiers
    of the certificates in its chain.
    """

    id: str
    formats: frozenset[str]
    claims: Mapping[str, Any]
    vct: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    expanded: Expanded | None = None
    holder_bound: bool = False
    key_identifiers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """A holding that answers a credential query: the disclosures it takes, and the places (JSON pointers) asked for."""

    query_id: str
    holding_id: str
    disclosures: tuple[int, ...] = ()
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matches:
    """All answers per credential query; ``satisfiable`` is false when something required has none."""

    answers: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    satisfiable: bool = False


def _malformed(where: str) -> MalformedError:
    return MalformedError("request.dcql", {"where": where})


def _objects(value: Any, where: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not 0 < len(value) <= _MOST or not all(isinstance(one, dict) for one in value):
        raise _malformed(where)
    return value


def _identifiers(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(one, str) and _ID.match(one) for one in value):
        raise _malformed(where)
    return tuple(value)


def _flag(source: Mapping[str, Any], name: str, *, default: bool) -> bool:
    value = source.get(name, default)
    if not isinstance(value, bool):
        raise _malformed(name)
    return value


def _claim(source: Mapping[str, Any]) -> ClaimQuery:
    path = source.get("path")
    steps = isinstance(path, list) and 0 < len(path) <= _MOST
    if not steps or not all(
        step is None or type(step) is str or (type(step) is int and step >= 0) for step in path or ()
    ):
        raise _malformed("path")
    name = source.get("id")
    if name is not None and not (isinstance(name, str) and _ID.match(name)):
        raise _malformed("claims.id")
    values = source.get("values", [])
    if not isinstance(values, list) or not all(type(one) in (str, int, bool) for one in values):
        raise _malformed("values")
    return ClaimQuery(tuple(path or ()), name, tuple(values))


def _authority(source: Mapping[str, Any]) -> TrustedAuthority:
    kind, values = source.get("type"), source.get("values")
    if not isinstance(kind, str) or not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise _malformed("trusted_authorities")
    return TrustedAuthority(kind, tuple(values))


def _credential(source: Mapping[str, Any]) -> CredentialQuery:
    (name,) = _identifiers([source.get("id")], "id")
    form, meta = source.get("format"), source.get("meta")
    if not isinstance(form, str) or form == ANY_FORMAT or not isinstance(meta, dict):
        raise _malformed(name)
    claims = tuple(_claim(one) for one in _objects(source["claims"], "claims")) if "claims" in source else ()
    sets: tuple[tuple[str, ...], ...] = ()
    if "claim_sets" in source:
        listed = source["claim_sets"]
        if not isinstance(listed, list) or not 0 < len(listed) <= _MOST:
            raise _malformed("claim_sets")
        sets = tuple(_identifiers(one, "claim_sets") for one in listed)
    named = [claim.id for claim in claims if claim.id is not None]
    if len(set(named)) != len(named) or (sets and len(named) != len(claims)):
        raise _malformed("claims.id")
    if not {one for option in sets for one in option} <= set(named):
        raise _malformed("claim_sets")
    authorities = source.get("trusted_authorities")
    return CredentialQuery(
        id=name,
        format=form,
        meta=meta,
        multiple=_flag(source, "multiple", default=False),
        holder_binding=_flag(source, "require_cryptographic_holder_binding", default=True),
        authorities=() if authorities is None else tuple(map(_authority, _objects(authorities, "trusted_authorities"))),
        claims=claims,
        claim_sets=sets,
    )


def _set(source: Mapping[str, Any], known: frozenset[str]) -> CredentialSet:
    options = source.get("options")
    if not isinstance(options, list) or not 0 < len(options) <= _MOST:
        raise _malformed("options")
    read = tuple(_identifiers(option, "options") for option in options)
    if not {one for option in read for one in option} <= known:
        raise _malformed("options")
    return CredentialSet(read, _flag(source, "required", default=True))


def parse(source: Any) -> DcqlQuery:
    """Return the query in a ``dcql_query`` object.

    Raises:
        MalformedError: ``request.dcql`` with ``where``.
    """
    if not isinstance(source, dict):
        raise _malformed("dcql_query")
    credentials = tuple(_credential(one) for one in _objects(source.get("credentials"), "credentials"))
    known = frozenset(query.id for query in credentials)
    if len(known) != len(credentials):
        raise _malformed("credentials.id")
    sets = source.get("credential_sets")
    return DcqlQuery(
        credentials, () if sets is None else tuple(_set(one, known) for one in _objects(sets, "credential_sets"))
    )


# ---- matching ----


def select(claims: Any, path: Sequence[PathStep]) -> dict[str, Any]:
    """Return what a claims path pointer selects: JSON pointer -> value; empty where it selects nothing (section 7)."""
    found: dict[str, Any] = {"": claims}
    for step in path:
        following: dict[str, Any] = {}
        for place, value in found.items():
            if isinstance(step, str):
                if isinstance(value, Mapping) and step in value:
                    following[place + pointer(step)] = value[step]
            elif isinstance(value, list):
                chosen = range(len(value)) if step is None else range(step, min(step + 1, len(value)))
                following.update({f"{place}/{index}": value[index] for index in chosen})
        found = following
    return found


def _same(one: Any, other: Any) -> bool:
    """Compare value and type: ``true`` is not ``1`` (section 6.3)."""
    return type(one) is type(other) and bool(one == other)


def _satisfied(claim: ClaimQuery, holding: Holding) -> tuple[str, ...]:
    """Return the places that answer one claim query; none where it is not satisfied."""
    found = select(holding.claims, claim.path)
    if claim.values:
        found = {place: value for place, value in found.items() if any(_same(value, one) for one in claim.values)}
    return tuple(found)


def _places(query: CredentialQuery, holding: Holding) -> tuple[str, ...] | None:
    """Return the places of the first claim set that can be met (section 6.4.1), or None."""
    if not query.claims:
        return ()
    by_id = {claim.id: claim for claim in query.claims}
    options = [[by_id[name] for name in option] for option in query.claim_sets] or [list(query.claims)]
    for option in options:
        places = [_satisfied(claim, holding) for claim in option]
        if all(places):
            return tuple(dict.fromkeys(place for found in places for place in found))
    return None


def _covers(one: str, other: str) -> bool:
    """Tell whether place ``other`` is ``one`` or lies inside it."""
    return other == one or other.startswith(f"{one}/")


def disclosures_for(expanded: Expanded, places: Sequence[str]) -> tuple[int, ...]:
    """Return the positions of the disclosures that it takes to show ``places``, their parents and their insides."""
    needed = {
        position
        for position, place in expanded.places.items()
        if any(_covers(place, wanted) or _covers(wanted, place) for wanted in places)
    }
    for position in tuple(needed):
        parent = expanded.parents.get(position)
        while parent is not None:
            needed.add(parent)
            parent = expanded.parents.get(parent)
    return tuple(sorted(needed))


def _meta_fits(query: CredentialQuery, holding: Holding) -> bool:
    if query.format != ANY_FORMAT and query.format not in holding.formats:
        return False
    vct_values = query.meta.get("vct_values")
    if vct_values is not None:
        return isinstance(vct_values, list) and any(one in holding.vct for one in vct_values if isinstance(one, str))
    type_values = query.meta.get("type_values")
    if type_values is not None:
        options = (
            [option for option in type_values if isinstance(option, list)] if isinstance(type_values, list) else []
        )
        return any(option and all(one in holding.types for one in option) for option in options)
    return True


def _authority_fits(query: CredentialQuery, holding: Holding) -> bool:
    if not query.authorities:
        return True
    return any(
        authority.type == "aki" and not holding.key_identifiers.isdisjoint(authority.values)
        for authority in query.authorities
    )


def answers(query: CredentialQuery, holdings: Sequence[Holding]) -> Iterator[Answer]:
    """Yield an answer for each holding that satisfies the query."""
    for holding in holdings:
        fits = _meta_fits(query, holding) and _authority_fits(query, holding)
        if not fits or (query.holder_binding and not holding.holder_bound):
            continue
        places = _places(query, holding)
        if places is None:
            continue
        taken = () if holding.expanded is None else disclosures_for(holding.expanded, places)
        yield Answer(query.id, holding.id, taken, places)


def match(query: DcqlQuery, holdings: Sequence[Holding]) -> Matches:
    """Return every answer, and whether all that is required can be answered (section 6.4.2)."""
    found = {one.id: tuple(answers(one, holdings)) for one in query.credentials}
    if query.sets:
        possible = all(
            not one.required or any(all(found[name] for name in option) for option in one.options) for one in query.sets
        )
    else:
        possible = all(found.values())
    return Matches(found, possible)


def complete(query: DcqlQuery, chosen: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether a choice (query id -> holding ids) may be sent: all that is required, one each or ``multiple``."""
    picked = {name for name, ids in chosen.items() if ids}
    for name in picked:
        asked = query.get(name)
        if asked is None or (len(chosen[name]) > 1 and not asked.multiple):
            return False
    if not picked:
        # A query that asks for no credential asks who holds the key, and nothing else.
        return not query.credentials
    if query.sets:
        allowed = {name for one in query.sets for option in one.options for name in option}
        required = (one for one in query.sets if one.required)
        return picked <= allowed and all(any(set(option) <= picked for option in one.options) for one in required)
    return picked == {one.id for one in query.credentials}
