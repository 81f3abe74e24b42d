"""Reading one entry of a signed list of bits; Bitstring Status List and its forerunner StatusList2021 share it."""

from collections.abc import Mapping
from dataclasses import dataclass

from wallet.errors import MalformedError, WalletError
from wallet.model.secured import JsonObject
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.status import bits
from wallet.verification.status.dialect import (
    TRACKING_CODE,
    Question,
    SignedList,
    may_ask,
    of_error,
    required_text,
    unknown,
)

_ACCEPT = "application/vc, application/vc+jwt, application/vc+ld+json, application/json"
_MAX_SIZE = 8
"""Widest entry in bits that is read; the specification names no limit, no use needs more."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that the two specifications use for the same things."""

    credential_types: frozenset[str]
    subject_types: frozenset[str]
    sizes: bool = False


def check(question: Question, vocabulary: Vocabulary) -> Check:
    """Return the STATUS check for one entry (Bitstring Status List section 3.2)."""
    facts = {"type": str(question.entry.get("type"))}
    try:
        url = required_text(question.entry, "statusListCredential")
        purpose = required_text(question.entry, "statusPurpose")
        facts |= {"url": url, "purpose": purpose}
        index = bits.index_of(question.entry.get("statusListIndex"))
        size = _size(question.entry, vocabulary)
        may_ask(question, url)
        signed = question.lists.signed(url, _ACCEPT)
    except WalletError as error:
        return of_error(error, facts)
    facts["list_issuer"] = signed.issuer or ""
    try:
        _require_named(signed.document, url)
        value, entries = _value(signed, purpose, index, size, vocabulary)
    except WalletError as error:
        return unknown(_code(error), {**facts, **error.facts}, signed.source)
    return _answer(question, signed, facts, value, entries)


def _require_named(document: JsonObject, url: str) -> None:
    """Refuse a list that says it is another one than the entry points at.

    Bitstring Status List section 2.2: its ``id``, where there is one, matches ``statusListCredential``. Else whoever
    keeps the address could put any other list of the same issuer there, with other credentials in it. The ``id`` of its
    subject names the bits and not the address; the examples of the specification have two different ones.

    Raises:
        MalformedError: ``status.list_other_id``.
    """
    stated = document.get("id")
    if stated is not None and stated != url:
        raise MalformedError("status.list_other_id", {"list_id": str(stated)[:200]})


def _code(error: WalletError) -> str:
    return error.code if error.code.startswith("status.") else "status.list_malformed"


def _size(entry: Mapping[str, object], vocabulary: Vocabulary) -> int:
    size = entry.get("statusSize", 1) if vocabulary.sizes else 1
    if not isinstance(size, int) or isinstance(size, bool) or not 1 <= size <= _MAX_SIZE:
        raise MalformedError("status.entry_malformed", {"member": "statusSize"})
    return size


def _value(signed: SignedList, purpose: str, index: int, size: int, vocabulary: Vocabulary) -> tuple[int, int]:
    document = signed.document
    subject = document.get("credentialSubject")
    if not _names(document.get("type")) & vocabulary.credential_types or not isinstance(subject, dict):
        raise MalformedError("status.list_wrong_type")
    if not _names(subject.get("type")) & vocabulary.subject_types:
        raise MalformedError("status.list_wrong_type")
    if purpose not in _names(subject.get("statusPurpose")):
        raise MalformedError("status.purpose_mismatch")
    encoded = subject.get("encodedList")
    if not isinstance(encoded, str):
        raise MalformedError("status.list_malformed")
    expanded = bits.expand(encoded)
    return bits.read(expanded, index, size), len(expanded) * 8 // size


def _names(value: object) -> frozenset[str]:
    return frozenset(item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str))


_REFUSALS = {"revocation": "status.revoked", "suspension": "status.suspended"}


def _answer(question: Question, signed: SignedList, facts: dict[str, str], value: int, entries: int) -> Check:
    purpose, source = facts["purpose"], signed.source
    if value and purpose in _REFUSALS:
        # The issuer's signed entry points at this list, so its "no" counts whoever keeps the list for the issuer.
        return Check(CheckKind.STATUS, Outcome.FAILED, _REFUSALS[purpose], facts, source)
    if signed.issuer != question.issuer and not signed.known:
        # A "yes" does not: else anyone who gets hold of the address could take back a revocation.
        return unknown("status.list_other_issuer", facts, source)
    if entries < bits.MIN_ENTRIES and not question.allow_tracking:
        return unknown(TRACKING_CODE, {**facts, "entries": str(entries)}, source)
    if value:
        return unknown("status.message", {**facts, "value": hex(value), "message": _message(question, value)}, source)
    return Check(CheckKind.STATUS, Outcome.PASSED, "status.not_set", facts, source)


def _message(question: Question, value: int) -> str:
    messages = question.entry.get("statusMessage")
    for entry in messages if isinstance(messages, list) else []:
        if not isinstance(entry, dict):
            continue
        try:
            stated = int(str(entry.get("status")), 16)
        except ValueError:
            continue
        if stated == value:
            return str(entry.get("message", ""))[:500]
    return ""
