"""Disclosures of an SD-JWT (RFC 9901): read them, find their place, put the claims back where they belong.

Only what RFC 9901 section 7.1 says about *processing* is here; who signed and whether a disclosure without a place
must be refused is for verification to say (it gets ``unplaced``).
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wallet.errors import MalformedError, UnsafeInputError, UnsupportedError
from wallet.formats import base64url, strict_json

ALGORITHMS: Mapping[str, str] = {"sha-256": "sha256", "sha-384": "sha384", "sha-512": "sha512"}
"""Names of the IANA "Named Information Hash Algorithm" registry that are supported, with those of hashlib."""

_RESERVED = frozenset({"_sd", "..."})
_MAX_DEPTH = 32


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One disclosure. ``name`` is None for an array element. ``encoded`` is exactly as received."""

    encoded: str
    salt: str
    name: str | None
    value: Any
    digest: str


@dataclass(slots=True)
class Expanded:
    """The claims with every disclosed value in its place.

    ``places`` gives for each placed disclosure (by its position) the JSON pointer of its value; ``parents`` the
    position of the disclosure that it lies inside, if any. ``unplaced`` are positions that no digest refers to.
    ``hiding`` are the pointers of all objects and lists that hold digests, whether they were disclosed or not.
    """

    claims: dict[str, Any]
    places: dict[int, str] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)
    unplaced: tuple[int, ...] = ()
    hiding: set[str] = field(default_factory=set)


def algorithm(payload: Mapping[str, Any]) -> str:
    """Return the hashlib name of ``_sd_alg`` (RFC 9901 section 4.1.1).

    Raises:
        UnsupportedError: ``proof.unsupported_hash``.
    """
    named = payload.get("_sd_alg", "sha-256")
    if not isinstance(named, str) or named not in ALGORITHMS:
        raise UnsupportedError("proof.unsupported_hash", {"algorithm": str(named)[:40]})
    return ALGORITHMS[named]


def read(encoded: str, hash_name: str) -> Disclosure:
    """Return one disclosure from its base64url text (RFC 9901 section 4.2).

    Raises:
        MalformedError: ``format.sd_jwt_disclosure``, or what base64url and the JSON loader raise.
    """
    parts = strict_json.loads(base64url.decode(encoded))
    if not isinstance(parts, list) or len(parts) not in (2, 3) or not isinstance(parts[0], str):
        raise MalformedError("format.sd_jwt_disclosure")
    name = parts[1] if len(parts) == 3 else None
    if len(parts) == 3 and (not isinstance(name, str) or name in _RESERVED):
        # RFC 9901 section 7.1 step 3.c: the names "_sd" and "..." cannot be disclosed.
        raise MalformedError("format.sd_jwt_disclosure")
    digest = base64url.encode(hashlib.new(hash_name, encoded.encode("ascii")).digest())
    return Disclosure(encoded, parts[0], name, parts[-1], digest)


def expand(payload: Mapping[str, Any], encoded: Sequence[str]) -> Expanded:
    """Return the claims of an issuer's payload with the disclosures in their places (RFC 9901 section 7.1).

    Raises:
        MalformedError: ``format.sd_jwt_disclosure``, ``format.sd_jwt_digest`` (twice, or no text),
            ``format.sd_jwt_override`` (a disclosure for a claim that is there already).
        UnsupportedError: ``proof.unsupported_hash``.
        UnsafeInputError: ``format.unsafe_depth``.
    """
    hash_name = algorithm(payload)
    found: dict[str, tuple[int, Disclosure]] = {}
    for position, text in enumerate(encoded):
        disclosure = read(text, hash_name)
        if disclosure.digest in found:
            raise MalformedError("format.sd_jwt_digest")
        found[disclosure.digest] = (position, disclosure)
    work = _Work(found)
    claims = work.object(payload, "", None, 0)
    claims.pop("_sd_alg", None)
    placed = work.expanded.places
    work.expanded.claims = claims
    work.expanded.unplaced = tuple(position for position, _ in found.values() if position not in placed)
    return work.expanded


def pointer(step: str) -> str:
    """Return one step of a JSON pointer (RFC 6901 section 3)."""
    return "/" + step.replace("~", "~0").replace("/", "~1")


class _Work:
    """One walk through a payload; remembers every digest that was met, as each may stand only once."""

    def __init__(self, found: Mapping[str, tuple[int, Disclosure]]) -> None:
        self.found = found
        self.met: set[str] = set()
        self.expanded = Expanded({})

    def value(self, value: Any, path: str, inside: int | None, depth: int) -> Any:
        if depth > _MAX_DEPTH:
            raise UnsafeInputError("format.unsafe_depth", {"limit": str(_MAX_DEPTH)})
        if isinstance(value, Mapping):
            return self.object(value, path, inside, depth)
        if isinstance(value, list):
            return self.array(value, path, inside, depth)
        return value

    def object(self, source: Mapping[str, Any], path: str, inside: int | None, depth: int) -> dict[str, Any]:
        if "..." in source:
            raise MalformedError("format.sd_jwt_digest")
        made = {
            name: self.value(value, path + pointer(name), inside, depth + 1)
            for name, value in source.items()
            if name != "_sd"
        }
        digests = source.get("_sd", [])
        if not isinstance(digests, list):
            raise MalformedError("format.sd_jwt_digest")
        if digests:
            self.expanded.hiding.add(path)
        for digest in digests:
            position, disclosure = self._take(digest)
            if disclosure is None:
                continue
            if disclosure.name is None:
                raise MalformedError("format.sd_jwt_disclosure")
            if disclosure.name in made or disclosure.name in source:
                raise MalformedError("format.sd_jwt_override", {"name": disclosure.name[:80]})
            place = path + pointer(disclosure.name)
            self._place(position, place, inside)
            made[disclosure.name] = self.value(disclosure.value, place, position, depth + 1)
        return made

    def array(self, source: list[Any], path: str, inside: int | None, depth: int) -> list[Any]:
        made: list[Any] = []
        for item in source:
            if not (isinstance(item, Mapping) and "..." in item):
                made.append(self.value(item, f"{path}/{len(made)}", inside, depth + 1))
                continue
            if len(item) != 1:
                raise MalformedError("format.sd_jwt_digest")
            self.expanded.hiding.add(path)
            position, disclosure = self._take(item["..."])
            if disclosure is None:
                continue
            if disclosure.name is not None:
                raise MalformedError("format.sd_jwt_disclosure")
            place = f"{path}/{len(made)}"
            self._place(position, place, inside)
            made.append(self.value(disclosure.value, place, position, depth + 1))
        return made

    def _take(self, digest: Any) -> tuple[int, Disclosure | None]:
        if not isinstance(digest, str) or digest in self.met:
            raise MalformedError("format.sd_jwt_digest")
        self.met.add(digest)
        return self.found.get(digest, (-1, None))

    def _place(self, position: int, place: str, inside: int | None) -> None:
        self.expanded.places[position] = place
        if inside is not None:
            self.expanded.parents[position] = inside
