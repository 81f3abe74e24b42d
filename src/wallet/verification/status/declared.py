"""Every status entry that a credential declares, each answered by its dialect; one line here per dialect."""

from collections.abc import Iterator, Mapping
from typing import Any

from wallet.model.secured import JsonObject
from wallet.verification.checks import Check, CheckKind, not_applicable
from wallet.verification.context import Context
from wallet.verification.status import bitstring, revocation_list_1edtech, status_list_2021, token_status_list
from wallet.verification.status.dialect import Dialect, Lists, Question, unknown

DIALECTS: Mapping[str, Dialect] = {
    bitstring.ENTRY_TYPE: bitstring.check,
    status_list_2021.ENTRY_TYPE: status_list_2021.check,
    revocation_list_1edtech.ENTRY_TYPE: revocation_list_1edtech.check,
}
"""``credentialStatus.type`` -> how it is answered."""

MAX_ENTRIES = 64
"""More entries than this are work for us and no use to anyone."""


def check(
    document: JsonObject, claims: JsonObject, issuer: str | None, lists: Lists, context: Context
) -> tuple[Check, ...]:
    """Return one STATUS check per declared entry; NOT_APPLICABLE where none is declared.

    ``credentialStatus`` of the document, and ``status`` of the token's claims set.
    """
    declared, mechanisms = _declared(document), claims.get("status")
    checks: list[Check] = []
    if declared is not None:
        entries = declared if isinstance(declared, list) else [declared]
        if not entries or len(entries) > MAX_ENTRIES:
            checks.append(unknown("status.entry_malformed", {"entries": str(len(entries))}))
        else:
            checks.extend(_check(entry, document, issuer, lists, context) for entry in entries)
    named = isinstance(mechanisms, dict) and token_status_list.MECHANISM in mechanisms
    if mechanisms is not None and (named or mechanisms is not declared):
        checks.extend(_in_claims(mechanisms, document, claims, issuer, lists, context))
    return tuple(checks) or (not_applicable(CheckKind.STATUS, "status.none_declared"),)


def _declared(document: JsonObject) -> object:
    """Return what ``credentialStatus`` declares, with the same entries where European credentials have ``status``.

    In other documents "status" is a word like any other; it counts where it holds entries of a kind that is known
    here, or of any kind where nothing else declares a status.
    """
    declared, other = document.get("credentialStatus"), document.get("status")
    entries = [entry for entry in (other if isinstance(other, list) else [other]) if isinstance(entry, dict)]
    if declared is None:
        return other if any("type" in entry for entry in entries) else None
    known = [entry for entry in entries if _dialect(entry) is not None]
    return [*(declared if isinstance(declared, list) else [declared]), *known] if known else declared


def _dialect(entry: JsonObject) -> Dialect | None:
    kinds = entry.get("type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return next((DIALECTS[name] for name in names if isinstance(name, str) and name in DIALECTS), None)


def _in_claims(
    mechanisms: object,
    document: JsonObject,
    claims: JsonObject,
    issuer: str | None,
    lists: Lists,
    context: Context,
) -> Iterator[Check]:
    """Answer the ``status`` claim (Token Status List section 6.1): one member per mechanism."""
    if not isinstance(mechanisms, dict):
        # In a W3C or European document "status" is another word; as a claim it must be an object.
        if "vct" in claims:
            yield unknown("status.entry_malformed", {"member": "status"})
        return
    if not mechanisms and "vct" in claims:
        # Token Status List section 6.1: it names at least one mechanism. One that names none says nothing good.
        yield unknown("status.entry_malformed", {"member": "status"})
    for name, entry in mechanisms.items():
        if name == token_status_list.MECHANISM and isinstance(entry, dict):
            yield token_status_list.check(_question(entry, document, issuer, lists, context))
        else:
            yield unknown("status.unsupported_type", {"type": str(name)[:200]})


def _check(entry: object, document: JsonObject, issuer: str | None, lists: Lists, context: Context) -> Check:
    if not isinstance(entry, dict):
        return unknown("status.entry_malformed", {})
    dialect = _dialect(entry)
    if dialect is None:
        return unknown("status.unsupported_type", {"type": str(entry.get("type"))[:200]})
    return dialect(_question(entry, document, issuer, lists, context))


def _question(
    entry: Mapping[str, Any], document: JsonObject, issuer: str | None, lists: Lists, context: Context
) -> Question:
    return Question(
        entry=entry,
        issuer=issuer,
        credential_id=_id(document),
        holder_id=_id(next(_subjects(document), {})),
        lists=lists,
        now=context.now,
        allow_tracking=context.allow_tracking,
    )


def _id(value: Mapping[str, Any]) -> str | None:
    name = value.get("id", value.get("@id"))
    return name if isinstance(name, str) and name else None


def _subjects(document: JsonObject) -> Iterator[Mapping[str, Any]]:
    subject = document.get("credentialSubject")
    for item in subject if isinstance(subject, list) else [subject]:
        if isinstance(item, dict):
            yield item
