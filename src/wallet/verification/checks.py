"""One check and its outcome. Nothing in verification returns a bool; a missing result is UNKNOWN."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """The outcome of one check."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class CheckKind(StrEnum):
    """The kinds of contract section 3, in the order they are shown."""

    FORMAT = "FORMAT"
    PROOF = "PROOF"
    ISSUER_KEY = "ISSUER_KEY"
    VALIDITY_PERIOD = "VALIDITY_PERIOD"
    STATUS = "STATUS"
    ISSUER_TRUST = "ISSUER_TRUST"
    HOLDER_BINDING = "HOLDER_BINDING"
    REPLAY = "REPLAY"
    SUBJECT_IS_ME = "SUBJECT_IS_ME"
    SCHEMA = "SCHEMA"
    TYPE_METADATA = "TYPE_METADATA"
    IMAGE = "IMAGE"
    ENDORSEMENT = "ENDORSEMENT"
    ANCHOR = "ANCHOR"
    EVIDENCE = "EVIDENCE"


INFORMATIVE = frozenset(
    {
        CheckKind.SUBJECT_IS_ME,
        CheckKind.SCHEMA,
        CheckKind.TYPE_METADATA,
        CheckKind.IMAGE,
        CheckKind.ENDORSEMENT,
        CheckKind.ANCHOR,
        CheckKind.EVIDENCE,
    }
)
"""Kinds that are listed and flagged but never change the headline (an unknown ANCHOR alone weakens VERIFIED)."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the evidence of a check came from. ``retrieved_at`` is the age of the oldest decisive document."""

    url: str
    retrieved_at: datetime
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what was looked at, how it came out, and the facts a sentence needs.

    ``code`` is stable and dotted (``proof.signature_mismatch``); ``wallet.wording`` has a sentence for each under
    ``check.<code>``.
    """

    kind: CheckKind
    outcome: Outcome
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    source: Source | None = None


def passed(kind: CheckKind, code: str, *, source: Source | None = None, **facts: str) -> Check:
    """Return a check that looked and found it good."""
    return Check(kind, Outcome.PASSED, code, facts, source)


def failed(kind: CheckKind, code: str, *, source: Source | None = None, **facts: str) -> Check:
    """Return a check that looked and found it bad."""
    return Check(kind, Outcome.FAILED, code, facts, source)


def unknown(kind: CheckKind, code: str, *, source: Source | None = None, **facts: str) -> Check:
    """Return a check that could not look."""
    return Check(kind, Outcome.UNKNOWN, code, facts, source)


def not_applicable(kind: CheckKind, code: str, **facts: str) -> Check:
    """Return a check that has nothing to look at."""
    return Check(kind, Outcome.NOT_APPLICABLE, code, facts, None)
