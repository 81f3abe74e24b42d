"""Token Status List (draft-ietf-oauth-status-list): ``status.status_list`` in a JWT, SD-JWT or CWT claims set."""

import zlib

from wallet.errors import MalformedError, WalletError
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.status import bits
from wallet.verification.status.dialect import (
    TRACKING_CODE,
    Question,
    StatusToken,
    may_ask,
    of_error,
    required_text,
    unknown,
)

MECHANISM = "status_list"

VALID, INVALID, SUSPENDED = 0, 1, 2
_WIDTHS = (1, 2, 4, 8)


def check(question: Question) -> Check:
    """Return the STATUS check for one ``status_list`` reference (section 8.3)."""
    facts = {"type": MECHANISM, "purpose": "revocation"}
    try:
        url = required_text(question.entry, "uri")
        facts["url"] = url
        index = bits.index_of(question.entry.get("idx"))
        may_ask(question, url)
        token = question.lists.token(url, question.issuer)
    except WalletError as error:
        return of_error(error, facts)
    facts["list_issuer"] = token.issuer or ""
    try:
        value, entries = read(token.compressed, token.bits, index)
    except WalletError as error:
        return unknown(error.code, {**facts, **error.facts}, token.source)
    return _answer(question, token, facts, value, entries)


def read(compressed: bytes, width: int, index: int) -> tuple[int, int]:
    """Return the value of one entry and the number of entries (sections 4.1 and 4.2).

    Raises:
        MalformedError: ``status.list_malformed``, ``status.index_out_of_range``.
        UnsafeInputError: ``status.list_too_large``.
    """
    if width not in _WIDTHS:
        raise MalformedError("status.list_malformed", {"bits": str(width)})
    expanded = bits.inflate(compressed, zlib.MAX_WBITS)
    return bits.read_least_first(expanded, index, width), len(expanded) * 8 // width


def _answer(question: Question, token: StatusToken, facts: dict[str, str], value: int, entries: int) -> Check:
    if value == INVALID:
        return Check(CheckKind.STATUS, Outcome.FAILED, "status.revoked", facts, token.source)
    if value == SUSPENDED:
        suspended = {**facts, "purpose": "suspension"}
        return Check(CheckKind.STATUS, Outcome.FAILED, "status.suspended", suspended, token.source)
    if token.issuer != question.issuer and not token.known:
        return unknown("status.list_other_issuer", facts, token.source)
    if entries < bits.MIN_ENTRIES and not question.allow_tracking:
        return unknown(TRACKING_CODE, {**facts, "entries": str(entries)}, token.source)
    if value != VALID:
        return unknown("status.message", {**facts, "value": hex(value), "message": ""}, token.source)
    return Check(CheckKind.STATUS, Outcome.PASSED, "status.not_set", facts, token.source)
