"""Judge files that lie in the shared folder by the table "what an outcome means" of its reference/vectors.md.

Nothing is copied: each family's MANIFEST.json is read in place. A family counts as passed when every case meets its
outcome or stands in ``exceptions.EXCEPTIONS`` with the clause that justifies it.
"""

import base64
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from conformance.conformance_exceptions import EXCEPTIONS
from conftest import shared_folder
from wallet.adapters.replay import ReplayFetcher
from wallet.model.secured import Carrier, Kind
from wallet.ports import Document, FetchOutcome, Purpose
from wallet.verification.canonicalization import contexts
from wallet.verification.checks import CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.inspection import inspect
from wallet.verification.report import Inspected, Report
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.verdict import State

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
"""The clock of all time judgements in the shared vectors."""

NAMES_NO_DEFECT = frozenset({State.VERIFIED, State.VERIFIED_EARLIER, State.ISSUER_UNKNOWN})


class FixedClock:
    """A clock that stands still."""

    def __init__(self, moment: datetime = NOW) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment


class Overlay:
    """Documents served at an address, over a recording."""

    def __init__(self, inner: ReplayFetcher, documents: Mapping[str, bytes], now: datetime = NOW) -> None:
        self._inner, self._documents, self._now = inner, documents, now

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        body = self._documents.get(url.partition("#")[0])
        if body is None:
            return self._inner.get(url, purpose=purpose, accept=accept)
        return Document(url, body, "application/json", self._now, purpose, FetchOutcome.FETCHED)


@dataclass(frozen=True)
class Case:
    """One case of a family's manifest."""

    family: str
    path: Path
    entry: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.entry["path"])

    @property
    def outcome(self) -> str:
        return str(self.entry["expected"]["outcome"])

    @property
    def why(self) -> str:
        return str(self.entry["expected"].get("why", ""))


@dataclass
class Family:
    """How a family came out; ``conftest`` prints it at the end of the run."""

    name: str
    total: int = 0
    passed: int = 0
    excepted: int = 0
    not_run: str = ""
    wrong: list[str] = field(default_factory=list)


FAMILIES: dict[str, Family] = {}
"""Everything judged in this run."""


def vectors(family: str) -> Path:
    """The folder of all vectors; skips with the reason where it is absent."""
    shared = shared_folder()
    if shared is None or not (shared / "vectors" / family / "MANIFEST.json").is_file():
        FAMILIES[family] = Family(family, not_run="the shared vectors are absent (set WALLET_SHARED)")
        pytest.skip(f"NOT RUN: {family}: the shared vectors are absent (set WALLET_SHARED)")
    return shared / "vectors"


def cases(family: str, at_least: int) -> list[Case]:
    """Every case of a family; fewer than there should be is a failure."""
    root = vectors(family)
    manifest = json.loads((root / family / "MANIFEST.json").read_text("utf-8"))
    found = [Case(family, root / e["path"], e) for e in manifest["entries"] if e["role"] == "case"]
    assert len(found) >= at_least, f"{family}: {len(found)} cases, {at_least} expected"
    return found


def recording(root: Path, documents: Mapping[str, bytes] | None = None) -> Overlay:
    """The recorded network of the vectors, with more documents over it."""
    return Overlay(ReplayFetcher(root / "net-map.json", FixedClock()), documents or {})


def pinned_contexts(root: Path) -> dict[str, bytes]:
    """The contexts of the set, as a person would have pinned them: only those that the package has not."""
    index = json.loads((root / "contexts" / "INDEX.json").read_text("utf-8"))
    entries = index.get("contexts", index) if isinstance(index, dict) else index
    pairs = entries.items() if isinstance(entries, dict) else ((e["url"], e) for e in entries)
    found = {}
    for url, entry in pairs:
        name = entry if isinstance(entry, str) else entry.get("file") or entry.get("path")
        path = root / "contexts" / Path(str(name)).name
        if path.is_file() and contexts.bundled(str(url)) is None:
            found[str(url)] = path.read_bytes()
    return found


def context(root: Path, **changes: Any) -> Context:
    """A run over the recorded network with the fixed clock and no trust list, unless ``changes`` say otherwise."""
    settings: dict[str, Any] = {
        "now": NOW,
        "fetcher": recording(root),
        "extra_contexts": pinned_contexts(root),
        "allow_tracking": True,
        "replayed": True,
    }
    return Context(**{**settings, **changes})


def look(case: Case, run: Context) -> Inspected:
    """Inspect a case as if it had been dropped on the window."""
    return inspect(case.path.read_bytes(), name=case.path.name, carrier=Carrier.FILE, context=run)


def reports(report: Report) -> Iterable[Report]:
    """A report and everything inside it."""
    yield report
    for item in report.items:
        yield from reports(item)


def trusting(report: Report) -> KnownIssuers:
    """A list that knows every issuer named in a report: what is wrong must then show in the headline."""
    ids = {
        check.facts.get("issuer", "")
        for one in reports(report)
        for check in one.checks
        if check.kind is CheckKind.ISSUER_TRUST
    }
    issuers = tuple(KnownIssuer((name,), "Known to this test") for name in sorted(ids) if name)
    return KnownIssuers((TrustListSnapshot("test", issuers),))


def proof(report: Report) -> Outcome | None:
    """The outcome of the PROOF check of a source; of its items where it has no proof of its own."""
    outcomes = [check.outcome for check in report.checks if check.kind is CheckKind.PROOF]
    if outcomes and outcomes[0] is not Outcome.NOT_APPLICABLE:
        return outcomes[0]
    inner = [proof(item) for item in report.items]
    if not inner:
        return None
    return Outcome.PASSED if all(outcome is Outcome.PASSED for outcome in inner) else Outcome.FAILED


def judge(case: Case, run: Context) -> str | None:
    """What is wrong with the answer to a case; nothing when its outcome is met."""
    plain = look(case, run)
    if any(one.verdict.green for one in reports(plain.report)):
        return "green without a trust list"
    state = plain.report.verdict.state
    trusted = look(case, replace(run, known_issuers=trusting(plain.report)))
    problem = _RULES.get(case.outcome, _no_rule)(plain.report, trusted.report, state)
    return problem and f"{problem}: {state}, trusted {trusted.report.verdict.state}: {codes(trusted.report)}"


def codes(report: Report) -> str:
    """The codes of every check that did not pass, for the message of a failing test."""
    found = [
        f"{check.kind}={check.code}{dict(check.facts) if check.kind in (CheckKind.FORMAT, CheckKind.PROOF) else ''}"
        for one in reports(report)
        for check in one.checks
        if check.outcome in (Outcome.FAILED, Outcome.UNKNOWN)
    ]
    return " ".join(found)[:600]


def _valid(plain: Report, trusted: Report, state: State) -> str | None:
    if proof(plain) is Outcome.PASSED:
        return None
    # Things that are no credential (a plain picture, a DID document, a badge class) must be read without error.
    return None if plain.kind is Kind.NOT_A_CREDENTIAL and state is State.NOT_A_CREDENTIAL else "the proof did not pass"


def _invalid(plain: Report, trusted: Report, state: State) -> str | None:
    return "the headline names no defect" if trusted.verdict.state in NAMES_NO_DEFECT else None


def _one_of(*states: State) -> Callable[[Report, Report, State], str | None]:
    def rule(plain: Report, trusted: Report, state: State) -> str | None:
        return None if trusted.verdict.state in states else f"not one of {[str(s) for s in states]}"

    return rule


def _valid_or_unsupported(plain: Report, trusted: Report, state: State) -> str | None:
    return None if proof(plain) is Outcome.PASSED or state is State.UNSUPPORTED else "neither checked nor unsupported"


def _never_accused(plain: Report, trusted: Report, state: State) -> str | None:
    if any(one.verdict.green for one in reports(trusted)):
        return "green"
    return "called changed without cause" if state is State.TAMPERED else None


def _readable(plain: Report, trusted: Report, state: State) -> str | None:
    return "not readable" if state in (State.MALFORMED, State.REFUSED_UNSAFE) else None


def _anything(plain: Report, trusted: Report, state: State) -> str | None:
    return None


def _no_rule(plain: Report, trusted: Report, state: State) -> str | None:
    return "no rule for this outcome"


_RULES: Mapping[str, Callable[[Report, Report, State], str | None]] = {
    "valid": _valid,
    "valid-signature": _valid,
    "valid-with-warning": _valid,
    "valid-base": _readable,
    "valid-or-unsupported": _valid_or_unsupported,
    "invalid": _invalid,
    "invalid-key-binding": _invalid,
    "indeterminate": _one_of(State.STATUS_UNKNOWN, State.COULD_NOT_CHECK),
    "key-needed": _one_of(State.COULD_NOT_CHECK, State.KEY_NOT_BOUND),
    "valid-if-network": _never_accused,
    "not-verifiable": _never_accused,
    "parse-only": _readable,
    "either": _anything,
    "per-test": _anything,
    "per-header": _anything,
}
"""Outcome of the manifest -> what must hold (reference/vectors.md)."""


def run_family(name: str, found: Iterable[Case], verdict: Callable[[Case], str | None]) -> None:
    """Judge every case, note the count for the end of the run, and fail with the list of those that went wrong."""
    family = FAMILIES[name] = Family(name)
    for case in found:
        family.total += 1
        problem = verdict(case)
        if problem is None:
            family.passed += 1
            if case.name in EXCEPTIONS:
                family.wrong.append(f"{case.name}: passes, so it is no exception any more")
        elif case.name in EXCEPTIONS:
            family.excepted += 1
        else:
            family.wrong.append(f"{case.name} [{case.outcome}; {case.why[:80]}]: {problem}")
    assert not family.wrong, "\n".join([f"{len(family.wrong)} of {family.total}", *family.wrong])


def payload_of(token: str) -> dict[str, Any]:
    """The payload of a compact JWS, for tests that need to look inside."""
    part = token.split(".")[1]
    content: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return content
