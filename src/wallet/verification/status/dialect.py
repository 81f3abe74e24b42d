"""What every status dialect is handed, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

from wallet.errors import FetchError, MalformedError, WalletError
from wallet.model.secured import JsonObject
from wallet.ports import Document
from wallet.verification.checks import Check, CheckKind, Outcome, Source

TRACKS = "STATUS_URL_TRACKS"
"""Flag of the report when asking would let the issuer see that this credential is looked at."""

TRACKING_CODE = "status.url_tracks"


@dataclass(frozen=True, slots=True)
class SignedList:
    """A status list whose own proof, validity period and key were checked and found good.

    ``known`` says that the list's issuer is itself on a trust list of this run.
    """

    document: JsonObject
    claims: JsonObject
    issuer: str | None
    source: Source
    known: bool = False


@dataclass(frozen=True, slots=True)
class StatusToken:
    """A Token Status List whose signature, type, subject and period were found in order.

    ``bits`` per entry, ``compressed`` as zlib data. ``issuer`` is who signed it.
    """

    bits: int
    compressed: bytes
    issuer: str | None
    source: Source
    known: bool = False


class Lists(Protocol):
    """How a dialect gets documents; the verifier implements it, because a list has to be verified like a credential."""

    def signed(self, url: str, accept: str) -> SignedList:
        """Return the list at ``url``.

        Raises:
            WalletError: it cannot be had (``FetchError``), or its proof or validity is not in order
                (``status.list_not_authentic``, ``status.list_expired`` …).
        """

    def token(self, url: str, issuer: str | None) -> StatusToken:
        """Return the Token Status List at ``url``, JWT or CWT, that ``issuer`` or its status provider signed.

        Raises:
            WalletError: as ``signed``.
        """

    def plain(self, url: str) -> Document:
        """Return an unsigned document; its authority is the https origin that the credential names."""


@dataclass(frozen=True, slots=True)
class Question:
    """One status entry of one credential."""

    entry: Mapping[str, Any]
    issuer: str | None
    credential_id: str | None
    holder_id: str | None
    lists: Lists
    now: datetime
    allow_tracking: bool = False


class Dialect(Protocol):
    """What a ``status/<dialect>.py`` registers."""

    def __call__(self, question: Question) -> Check:
        """Return the STATUS check for one entry."""


class NotKnowableError(WalletError):
    """The status cannot be known, for the reason in ``code``."""


def unknown(code: str, facts: Mapping[str, str], source: Source | None = None) -> Check:
    """Return the STATUS check of an entry that could not be answered."""
    return Check(CheckKind.STATUS, Outcome.UNKNOWN, code, dict(facts), source)


def of_error(error: WalletError, facts: Mapping[str, str]) -> Check:
    """Return the STATUS check that an error amounts to: never good, never the issuer's "no"."""
    known = {**facts, **error.facts}
    if isinstance(error, FetchError):
        return unknown("status.unreachable", {**known, "reason": error.code})
    code = error.code if error.code.startswith("status.") else "status.list_malformed"
    return unknown(code, known)


def required_text(entry: Mapping[str, Any], name: str) -> str:
    """Return a member of an entry that must be a non-empty text.

    Raises:
        MalformedError: ``status.entry_malformed``.
    """
    value = entry.get(name)
    if not isinstance(value, str) or not value:
        raise MalformedError("status.entry_malformed", {"member": name})
    return value


def may_ask(question: Question, url: str) -> None:
    """Refuse an address that lets the issuer see which credential is looked at (contract section 3, Fetching).

    Raises:
        NotKnowableError: ``status.url_tracks``.
    """
    if question.allow_tracking:
        return
    plain = unquote(url).casefold()
    for identifier in (question.credential_id, question.holder_id):
        if any(mark in plain for mark in _marks(identifier)):
            raise NotKnowableError(TRACKING_CODE, {"url": url, "host": urlsplit(url).hostname or ""})
    index = question.entry.get("statusListIndex", question.entry.get("idx"))
    if index is not None and any(value == str(index) for _, value in parse_qsl(urlsplit(url).query)):
        raise NotKnowableError(TRACKING_CODE, {"url": url, "host": urlsplit(url).hostname or ""})


_SHORTEST_MARK = 8
"""An identifier shorter than this is in many addresses by chance."""


def _marks(identifier: str | None) -> list[str]:
    if not identifier:
        return []
    plain = unquote(identifier).casefold()
    last = plain.rstrip("/").replace("#", "/").replace(":", "/").rpartition("/")[2]
    return [mark for mark in (plain, last) if len(mark) >= _SHORTEST_MARK]
