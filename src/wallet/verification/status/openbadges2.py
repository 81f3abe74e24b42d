"""Open Badges 2.0: ``revoked`` in a hosted assertion, the issuer's ``revocationList`` for a signed one."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from wallet.errors import MalformedError, WalletError
from wallet.formats import strict_json
from wallet.formats.openbadges2 import is_revoked
from wallet.model.secured import JsonObject
from wallet.verification.checks import Check, CheckKind, Outcome, Source, not_applicable
from wallet.verification.dids.https_issuer import secure, source_of
from wallet.verification.status.dialect import Lists, of_error, unknown


def hosted(assertion: Mapping[str, Any], source: Source | None) -> Check:
    """Return the STATUS check of a hosted assertion as it stands at its own address."""
    if is_revoked(assertion):
        return _by_itself(assertion, source)
    return Check(CheckKind.STATUS, Outcome.PASSED, "status.hosted", {}, source)


def _by_itself(assertion: Mapping[str, Any], source: Source | None) -> Check:
    facts = {"reason": str(assertion.get("revocationReason", ""))[:500], "purpose": "revocation"}
    return Check(CheckKind.STATUS, Outcome.FAILED, "status.revoked", facts, source)


def signed(assertion: JsonObject, profile: Mapping[str, Any], lists: Lists) -> Check:
    """Return the STATUS check of a signed assertion, from the list that the issuer's profile names.

    An assertion that was signed as withdrawn needs no list.
    """
    if is_revoked(assertion):
        return _by_itself(assertion, None)
    url = profile.get("revocationList")
    if url is None:
        return not_applicable(CheckKind.STATUS, "status.none_declared")
    facts = {"type": "RevocationList", "purpose": "revocation", "url": str(url)}
    try:
        if not isinstance(url, str) or not _same_origin(url, profile.get("id")):
            raise MalformedError("status.list_other_issuer")
        fetched = lists.plain(secure(url))
        body = strict_json.loads(fetched.body)
        entries = body.get("revokedAssertions") if isinstance(body, dict) else None
        if not isinstance(entries, list):
            raise MalformedError("status.list_malformed")
    except WalletError as error:
        return of_error(error, facts)
    source = source_of(fetched)
    if body.get("issuer") not in (None, profile.get("id")):
        return unknown("status.list_other_issuer", facts, source)
    return _looked_up(assertion, entries, facts, source)


def _looked_up(assertion: JsonObject, entries: list[Any], facts: dict[str, str], source: Source) -> Check:
    names = {value.casefold() for value in (assertion.get("id"), assertion.get("uid")) if isinstance(value, str)}
    if not names:
        return unknown("status.no_credential_id", facts, source)
    for name, reason in _revoked(entries):
        if name.casefold() in names:
            return Check(CheckKind.STATUS, Outcome.FAILED, "status.revoked", {**facts, "reason": reason}, source)
    if not all(any(True for _ in _revoked([entry])) for entry in entries):
        # It withdraws something, and nobody can tell what.
        return unknown("status.list_malformed", facts, source)
    return Check(CheckKind.STATUS, Outcome.PASSED, "status.not_listed", facts, source)


def _same_origin(url: str, other: object) -> bool:
    first, second = urlsplit(secure(url)), urlsplit(secure(other if isinstance(other, str) else ""))
    return (first.scheme, first.netloc) == (second.scheme, second.netloc)


def _revoked(entries: list[Any]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        if isinstance(entry, str):
            yield entry, ""
        elif isinstance(entry, dict):
            for name in ("id", "uid"):
                if isinstance(value := entry.get(name), str):
                    yield value, str(entry.get("revocationReason", ""))[:500]
