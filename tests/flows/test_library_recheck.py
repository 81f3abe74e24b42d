"""Collected for real, checked again for real: through the worker processes, over a recorded network."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from simulators import issuer as issuers
from wallet.errors import CancelledError
from wallet.services import session as sessions
from wallet.services.library import AddOutcome, Query
from wallet.services.options import RunOptions
from wallet.services.session import Session
from wallet.services.source import from_bytes
from wallet.verification.trust.known_issuers import KnownIssuer
from wallet.verification.verdict import State

NOW = issuers.NOW


class Person:
    """Somebody with a wallet, a clock and a network that can change."""

    def __init__(self, folder: Path, web: issuers.Web) -> None:
        self.folder = folder
        self.web = web
        self.turn = 0
        self.options = RunOptions(profile=folder / "wallet", at=NOW)
        self.record()

    def record(self) -> None:
        self.turn += 1
        self.options = replace(self.options, replay=self.web.recording(self.folder / f"net-{self.turn}"))

    def open(self, *, later: timedelta = timedelta(0)) -> Session:
        self.record()
        options = replace(self.options, at=NOW + later)
        place = sessions.default_folder(options)
        if sessions.exists(place):
            return sessions.unlock(place, "pass", options=options)
        return sessions.create(place, "pass", options=options).session


@pytest.fixture
def school(tmp_path: Path) -> tuple[Person, issuers.Issuer]:
    web = issuers.Web()
    school = issuers.did_web("Zuiderpark", "school.example", web=web)
    return Person(tmp_path, web), school


def test_collected_trusted_checked_again_and_still_there_when_the_school_is_gone(
    school: tuple[Person, issuers.Issuer],
) -> None:
    person, issuer = school
    session = person.open()
    badge = issuer.sign(issuer.badge("Minor Data Literacy"))
    raw = json.dumps(badge, indent=1).encode()
    (candidate,) = session.inbox.read([from_bytes(raw, "badge.json")])
    assert candidate.inspected.report.verdict.state is State.ISSUER_UNKNOWN
    (added,), _ = session.library.add([candidate])
    assert added.result is AddOutcome.ADDED
    one = str(added.id)
    session.trust.add(KnownIssuer((issuer.id,), "Zuiderpark"), reason="my school")
    assert session.library.recheck([one]).updated == {one}
    stored = session.library.get(one)
    assert stored.report.verdict.state is State.VERIFIED
    assert stored.card.issuer_checked
    assert stored.raw == raw
    assert stored.report.source == "badge.json"
    assert len(session.library.evidence(one)) >= 1
    assert session.network_log()
    session.lock()

    person.web.pages.clear()
    later = person.open(later=timedelta(days=400))
    assert later.library.get(one).report.verdict.state is State.VERIFIED_EARLIER
    later.library.recheck([one])
    stored = later.library.get(one)
    assert stored.report.verdict.state is State.VERIFIED_EARLIER
    assert stored.raw == raw
    assert [event.split(":")[0] for _, event in stored.history] == ["added", "checked", "checked"]
    later.lock()


def test_no_longer_trusted_is_no_longer_green(school: tuple[Person, issuers.Issuer]) -> None:
    person, issuer = school
    session = person.open()
    session.trust.add(KnownIssuer((issuer.id,), "Zuiderpark"), reason="my school")
    raw = json.dumps(issuer.sign(issuer.badge())).encode()
    (added,), _ = session.library.add(session.inbox.read([from_bytes(raw, "badge.json")]))
    one = str(added.id)
    assert session.library.get(one).report.verdict.state is State.VERIFIED
    session.trust.remove(issuer.id, reason="it was a mistake")
    session.library.recheck([one])
    assert session.library.get(one).report.verdict.state is State.ISSUER_UNKNOWN
    session.lock()


def test_stopping_keeps_what_was_checked_until_then(school: tuple[Person, issuers.Issuer]) -> None:
    person, issuer = school
    session = person.open()
    sources = [
        from_bytes(json.dumps(issuer.sign(issuer.badge(f"Course {number}"))).encode(), f"{number}.json")
        for number in range(4)
    ]
    results, _ = session.library.add(session.inbox.read(sources))
    ids = [str(result.id) for result in results]
    assert len(set(ids)) == 4

    class Stop:
        def step(self, done: int, total: int, note: str = "") -> None:
            if done >= 2:
                raise CancelledError("cancelled")

    session.trust.add(KnownIssuer((issuer.id,), "Zuiderpark"), reason="my school")
    with pytest.raises(CancelledError):
        session.library.recheck(ids, progress=Stop())
    states = [session.library.get(one).report.verdict.state for one in ids]
    assert states[-1] is State.ISSUER_UNKNOWN
    assert set(states) == {State.VERIFIED, State.ISSUER_UNKNOWN}
    assert session.library.count(Query()) == 4
    assert session.problems() == ()
    session.lock()
