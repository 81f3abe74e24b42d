"""Random lives of a library against a plain dictionary: whatever is done in whatever order, both hold the same."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from simulators.held import NOW, candidate, document, inspected
from wallet.services import session as sessions
from wallet.services.library import AddOutcome, Query, Shelf
from wallet.services.options import RunOptions

NUMBERS = st.integers(0, 5)
VERSIONS = st.integers(0, 3)


@dataclass
class Held:
    """What the dictionary knows of one credential."""

    version: int
    raws: list[bytes]
    gone: bool = False
    favourite: bool = False
    note: str = ""


class Life(RuleBasedStateMachine):
    """A wallet and a dictionary, side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="capsa-life-"))
        self.options = RunOptions(profile=self.place / "wallet", at=NOW)
        created = sessions.create(self.place / "wallet", "pass", options=self.options)
        self.session, self.key = created.session, created.recovery_key
        self.model: dict[str, Held] = {}
        self.ids: dict[int, str] = {}
        self.backups = 0

    def teardown(self) -> None:
        self.session.lock()
        shutil.rmtree(self.place, ignore_errors=True)

    def result(self, number: int, version: int) -> object:
        start = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=version)
        proof = document(f"https://school.example/{number}", f"{number} {version}".encode())
        return inspected(number, title=f"Course{number} edition{version}", valid_from=start, evidence=(proof,))

    @rule(number=NUMBERS, version=VERSIONS)
    def add(self, number: int, version: int) -> None:
        result = inspected_again = self.result(number, version)
        (done,), _ = self.session.library.add([candidate(result)])  # type: ignore[arg-type]
        raw = inspected_again.raw  # type: ignore[attr-defined]
        known = self.ids.get(number)
        if known is None:
            assert done.result is AddOutcome.ADDED
            self.ids[number] = str(done.id)
            self.model[str(done.id)] = Held(version, [raw])
            return
        held = self.model[known]
        assert done.id == known
        if version > held.version:
            assert done.result is AddOutcome.UPDATED
            held.version = version
            held.raws.append(raw)
        else:
            assert done.result is (AddOutcome.ADDED if held.gone else AddOutcome.DUPLICATE)
        held.gone = False

    def some(self, index: int) -> str:
        return sorted(self.model)[index % len(self.model)]

    @precondition(lambda self: bool(self.model))
    @rule(index=NUMBERS)
    def remove(self, index: int) -> None:
        one = self.some(index)
        self.session.library.remove([one])
        self.model[one].gone = True

    @precondition(lambda self: bool(self.model))
    @rule(index=NUMBERS)
    def bring_back(self, index: int) -> None:
        one = self.some(index)
        self.session.library.restore([one])
        self.model[one].gone = False

    @precondition(lambda self: bool(self.model))
    @rule(index=NUMBERS)
    def purge(self, index: int) -> None:
        one = self.some(index)
        self.session.library.purge([one])
        del self.model[one]
        self.ids = {number: known for number, known in self.ids.items() if known != one}

    @precondition(lambda self: bool(self.model))
    @rule(index=NUMBERS, favourite=st.booleans(), note=st.text(st.characters(codec="utf-8"), max_size=30))
    def mark(self, index: int, favourite: bool, note: str) -> None:
        one = self.some(index)
        self.session.library.set_favourite([one], favourite=favourite)
        self.session.library.set_note(one, note)
        self.model[one].favourite, self.model[one].note = favourite, note

    @rule()
    def lock_and_open(self) -> None:
        self.session.lock()
        self.session = sessions.unlock_with_recovery_key(self.place / "wallet", self.key, options=self.options)
        assert self.session.notices() == ()

    @precondition(lambda self: self.backups < 1)
    @rule()
    def back_up_and_restore_over_itself(self) -> None:
        self.backups += 1
        path = self.place / "b.walletbackup"
        self.session.backup.make(path, "secret")
        items, changes = self.session.backup.restore(path, "secret")
        assert {item.result for item in items} <= {"duplicate"}
        assert len(items) == len(self.model)
        assert not changes.added

    @invariant()
    def both_hold_the_same(self) -> None:
        library = self.session.library
        here = {one for one, held in self.model.items() if not held.gone}
        assert set(library.ids(Query())) == here
        assert set(library.ids(Query(shelf=Shelf.REMOVED))) == set(self.model) - here
        assert library.count(Query(text="course")) == len(here)
        for one, held in self.model.items():
            stored = library.get(one)
            assert stored.raw == held.raws[-1]
            assert [raw for _, raw, _ in library.earlier_versions(one)] == held.raws[-2::-1]
            assert (stored.card.favourite, stored.note) == (held.favourite, held.note)
            assert library.count(Query(text=f"edition{held.version} {stored.card.title.split()[0]}")) == (not held.gone)

    @invariant()
    def nothing_is_left_over(self) -> None:
        value = self.session._vault.database.value
        assert value("SELECT count(*) FROM search") == len(self.model)
        assert value("SELECT count(*) FROM evidence WHERE nr NOT IN (SELECT evidence FROM evidence_uses)") == 0
        assert value("SELECT count(*) FROM evidence_bodies WHERE digest NOT IN (SELECT digest FROM evidence)") == 0
        assert self.session.problems() == ()


Life.TestCase.settings = settings(
    max_examples=4, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestLives = pytest.mark.timeout(300)(Life.TestCase)
