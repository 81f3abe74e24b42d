"""``1EdTechRevocationList`` (Open Badges 3.0, section on credential status): a plain JSON list of revoked ids.

The list carries no signature. Its authority is the https address that the signed credential names, and it must
name the same issuer.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from wallet.errors import MalformedError, WalletError
from wallet.formats import strict_json
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.dids.https_issuer import source_of
from wallet.verification.status.dialect import Question, may_ask, of_error, required_text, unknown

ENTRY_TYPE = "1EdTechRevocationList"


def check(question: Question) -> Check:
    """Return the STATUS check for one entry."""
    facts = {"type": ENTRY_TYPE, "purpose": "revocation"}
    try:
        url = required_text(question.entry, "id")
        facts["url"] = url
        if question.credential_id is None:
            raise MalformedError("status.no_credential_id")
        may_ask(question, url)
        fetched = question.lists.plain(url)
        revoked, issuer = _read(strict_json.loads(fetched.body))
    except WalletError as error:
        return of_error(error, facts)
    source = source_of(fetched)
    reason = revoked.get(question.credential_id.strip())
    if issuer is not None and issuer != question.issuer:
        return unknown("status.list_other_issuer", {**facts, "list_issuer": issuer}, source)
    if reason is not None:
        return Check(CheckKind.STATUS, Outcome.FAILED, "status.revoked", {**facts, "reason": reason}, source)
    if issuer is None:
        return unknown("status.list_other_issuer", {**facts, "list_issuer": ""}, source)
    return Check(CheckKind.STATUS, Outcome.PASSED, "status.not_listed", facts, source)


def _read(body: object) -> tuple[Mapping[str, str], str | None]:
    if not isinstance(body, dict) or not isinstance(body.get("revokedCredential", []), list):
        raise MalformedError("status.list_malformed")
    issuer = body.get("issuer")
    if isinstance(issuer, dict):
        issuer = issuer.get("id")
    return dict(_entries(body.get("revokedCredential", []))), issuer if isinstance(issuer, str) else None


def _entries(entries: list[Any]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        if isinstance(entry, str):
            yield entry, ""
        elif isinstance(entry, dict) and isinstance(entry.get("id"), str) and entry.get("revoked", True) is not False:
            yield entry["id"], str(entry.get("revocationReason", ""))[:500]
