"""Open Badges 2.0: ``revoked`` in a hosted assertion, the issuer's ``revocationList`` for a signed one."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from wallet.errors import MalformedError, WalletError
from wallet.formats import strict_json
from wallet.model.secured import JsonObject
from wallet.verification.checks import Check, CheckKind, Outcome, Source, not_applicable
from wallet.verification.dids.https_issuer import secure, source_of
from wallet.verification.status.dialect import Lists, of_error, unknown


def hosted(assertion: Mapping[str, Any], source: Source | None) -> Check:
    """Return the STATUS check of a hosted assertion as it stands at its own address."""
    if assertion.get("revoked") is True or assertion.get("revocationReason"):
        facts = {"reason": str(assertion.get("revocationReason", ""))[:500], "purpose": "revocation"}
        return Check(CheckKind.STATUS, Outcome.FAILED, "status.revoked", facts, source)
    return Check(CheckKind.STATUS, Outcome.PASSED, "status.hosted", {}, source)


def signed(assertion: JsonObject, profile: Mapping[str, Any], lists: Lists) -> Check:
    """Return the STATUS check of a signed assertion, from the list that the issuer's profile names."""
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
    names = {value for value in (assertion.get("id"), assertion.get("uid")) if isinstance(value, str)}
    if not names:
        return unknown("status.no_credential_id", facts, source)
    for name, reason in _revoked(entries):
        if name in names:
            return Check(CheckKind.STATUS, Outcome.FAILED, "status.revoked", {**facts, "reason": reason}, source)
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
