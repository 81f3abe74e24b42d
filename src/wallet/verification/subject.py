"""Is it mine? The recipient as the credential names it, compared with what the person has entered."""

import hashlib
from collections.abc import Iterator

from wallet.model.earned import HashedIdentifier, Holder
from wallet.verification.checks import Check, CheckKind, not_applicable, passed, unknown
from wallet.verification.context import Person

_KIND = CheckKind.SUBJECT_IS_ME
_HASHES = {"sha256": hashlib.sha256, "sha512": hashlib.sha512, "md5": hashlib.md5, "sha1": hashlib.sha1}


def check(holder: Holder, person: Person | None) -> Check:
    """Return the SUBJECT_IS_ME check: PASSED says by what, UNKNOWN that nothing entered matches."""
    if person is None:
        return not_applicable(_KIND, "subject.not_asked")
    if holder.id is not None and holder.id in person.holder_ids:
        return passed(_KIND, "subject.is_me", by="key")
    for value in _known(person):
        if any(_folded(value) == _folded(stated.value) for stated in holder.identifiers):
            return passed(_KIND, "subject.is_me", by="identifier")
        if any(_hashes_to(value, stated) for stated in holder.hashed_identifiers):
            return passed(_KIND, "subject.is_me", by="hashed_identifier")
    if any(_folded(name) == _folded(stated) for name in person.names for stated in holder.names):
        return passed(_KIND, "subject.is_me", by="name")
    if not (holder.id or holder.identifiers or holder.hashed_identifiers or holder.names):
        return not_applicable(_KIND, "subject.not_stated")
    return unknown(_KIND, "subject.no_match")


def _known(person: Person) -> Iterator[str]:
    for identifier in person.identifiers:
        yield identifier.value
    yield from person.names


def _folded(value: str) -> str:
    return " ".join(value.removeprefix("mailto:").casefold().split())


def _hashes_to(value: str, stated: HashedIdentifier) -> bool:
    # Open Badges: algorithm$hex over value + salt; edubadges lower-cases the value first, others do not.
    name, _, digest = stated.hash.partition("$")
    algorithm = _HASHES.get(name.casefold())
    if algorithm is None or not digest:
        return False
    return any(
        algorithm((form + stated.salt).encode()).hexdigest() == digest.casefold() for form in {value, value.casefold()}
    )
