"""The collection: duplicates and newer versions, search as you type, shelves, age of evidence, undo."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from simulators.held import NOW, candidate, document, failing, inspected, undecided
from wallet.errors import UsageError
from wallet.ports import Purpose
from wallet.services import session as sessions
from wallet.services.inbox import Relation
from wallet.services.library import AddOutcome, Library, Query, Shelf, Sort
from wallet.services.options import RunOptions
from wallet.services.session import Session
from wallet.vault import folder as on_disk
from wallet.verification.checks import CheckKind
from wallet.verification.verdict import State


def opened(profile: Path, at: datetime = NOW) -> Session:
    options = RunOptions(profile=profile, at=at)
    folder = sessions.default_folder(options)
    if on_disk.exists(folder):
        return sessions.unlock(folder, "pass", options=options)
    return sessions.create(folder, "pass", options=options).session


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


def outcomes(library: Library, *results: object) -> list[AddOutcome]:
    found, _ = library.add(list(results))  # type: ignore[arg-type]
    return [item.result for item in found]


def test_bytes_report_and_evidence_are_kept_as_they_came(profile: Path) -> None:
    session = opened(profile)
    proof = document("https://school.example/did.json", b'{"id": "did:web:school.example"}')
    result = inspected(evidence=(proof,), image=b"\x89PNG picture")
    (added,), changes = session.library.add([candidate(result)])
    assert changes.added == {added.id}
    assert added.id is not None
    session.lock()
    session = opened(profile)
    stored = session.library.get(added.id)
    assert stored.raw == result.raw
    assert replace(stored.report, as_of=None) == result.report
    assert stored.report.verdict.state is State.VERIFIED
    assert stored.card.title == "Data science for nurses"
    assert stored.card.credits == "5 EC"
    assert session.library.image(added.id) == b"\x89PNG picture"
    (kept,) = session.library.evidence(added.id)
    assert (kept.body, kept.retrieved_at) == (proof.body, proof.retrieved_at)
    assert [event for _, event in stored.history] == ["added"]
    session.lock()


def test_duplicates_and_versions_are_recognised(profile: Path) -> None:
    session = opened(profile)
    library = session.library
    first = inspected(1)
    newer = inspected(1, valid_from=datetime(2026, 1, 1, tzinfo=UTC), title="Data science, second edition")
    assert library.relation_of(first) == (Relation.NEW, None)
    (added,), _ = library.add([candidate(first)])
    assert library.relation_of(first) == (Relation.SAME, added.id)
    laid_out = replace(first, raw=first.raw.replace(b", ", b",\n  "))
    assert library.relation_of(laid_out) == (Relation.SAME, added.id)
    assert library.relation_of(newer) == (Relation.NEWER, added.id)
    assert outcomes(library, candidate(first), candidate(newer)) == [AddOutcome.DUPLICATE, AddOutcome.UPDATED]
    assert library.count(Query()) == 1
    assert added.id is not None
    stored = library.get(added.id)
    assert stored.raw == newer.raw
    assert stored.card.title == "Data science, second edition"
    ((_, old, _),) = library.earlier_versions(added.id)
    assert old == first.raw
    assert library.relation_of(first) == (Relation.OLDER, added.id)
    assert outcomes(library, candidate(first)) == [AddOutcome.DUPLICATE]
    assert library.get(added.id).raw == newer.raw
    session.lock()


@pytest.mark.parametrize("code", ["proof.unsupported_suite", "proof.unreachable"])
def test_what_only_says_that_it_is_newer_takes_the_place_of_nothing(profile: Path, code: str) -> None:
    session = opened(profile)
    library = session.library
    good = inspected(1)
    (added,), _ = library.add([candidate(good)])
    assert added.id is not None
    claimed = inspected(1, valid_from=datetime(2026, 1, 1, tzinfo=UTC), title="Doctorate")
    forged = undecided(claimed, CheckKind.PROOF, code)
    statement = failing(claimed, CheckKind.PROOF, "proof.absent")
    for other in (forged, statement, undecided(claimed, CheckKind.ISSUER_KEY, "issuer_key.no_keys")):
        assert library.relation_of(other) == (Relation.NEW, None)
    library.add([candidate(forged)])
    library.add([candidate(statement, paper=True, addable=False)], keep_papers=True)
    assert library.get(added.id).raw == good.raw
    assert library.earlier_versions(added.id) == ()
    assert library.relation_of(claimed) == (Relation.SAME, library.ids(Query(text="Doctorate"))[0])
    really = inspected(1, valid_from=datetime(2026, 2, 1, tzinfo=UTC), title="Second edition")
    assert library.relation_of(really) == (Relation.NEWER, added.id)
    session.lock()


def test_what_is_proven_takes_the_place_of_what_only_says_that_it_is_newer(profile: Path) -> None:
    session = opened(profile)
    claimed = inspected(1, valid_from=datetime(2099, 1, 1, tzinfo=UTC), title="Doctorate")
    (kept,), _ = session.library.add([candidate(undecided(claimed, CheckKind.PROOF, "proof.unsupported_suite"))])
    assert session.library.relation_of(inspected(1)) == (Relation.NEWER, kept.id)
    session.lock()


def test_both_versions_can_be_kept(profile: Path) -> None:
    session = opened(profile)
    newer = inspected(1, valid_from=datetime(2026, 1, 1, tzinfo=UTC))
    session.library.add([candidate(inspected(1))])
    (result,), _ = session.library.add([candidate(newer)], keep_both=True)
    assert result.result is AddOutcome.ADDED
    assert session.library.count(Query()) == 2
    session.lock()


def test_papers_and_refused_things_are_kept_only_as_asked(profile: Path) -> None:
    session = opened(profile)
    paper = candidate(failing(inspected(1), CheckKind.PROOF, "proof.absent"), paper=True, addable=False)
    refused = candidate(failing(inspected(2), CheckKind.PROOF, "proof.signature_mismatch"), addable=False)
    assert outcomes(session.library, paper, refused) == [AddOutcome.REFUSED, AddOutcome.REFUSED]
    results, _ = session.library.add([paper], keep_papers=True)
    assert results[0].result is AddOutcome.ADDED
    (card,) = session.library.page(Query(shelf=Shelf.PAPERS), offset=0, limit=10)
    assert (card.kind, card.signed, card.state) == ("paper", False, "UNSIGNED")
    session.lock()


def test_search_as_you_type_over_everything_that_was_earned(profile: Path) -> None:
    session = opened(profile)
    session.library.add(
        [
            candidate(inspected(1, title="Écriture créative", body="Narrative structure; O'Brien; 100% own work")),
            candidate(inspected(2, title="Wound care", issuer="Ziekenhuis Oost")),
            candidate(inspected(3, title="数据 科学", body="Ψυχολογία")),
        ]
    )

    def found(text: str) -> list[str]:
        return sorted(card.title for card in session.library.page(Query(text=text), offset=0, limit=10))

    assert found("ecr") == ["Écriture créative"]
    assert found("CRÉA narr") == ["Écriture créative"]
    assert found("ziekenhuis") == ["Wound care"]
    assert found("wound ziek") == ["Wound care"]
    assert found("wound narrative") == []
    assert found("ψυχο") == ["数据 科学"]
    assert found("o'brien") == ["Écriture créative"]
    assert len(found("")) == 3
    assert len(found("   ")) == 3
    for odd in ('"', "*", "title:x OR 1", "NEAR(", "a AND", "-", "^", "(((", "%", "\x00", "'; DROP TABLE credentials"):
        assert isinstance(found(odd), list)
    assert found("!!!") == []
    session.library.set_note(
        session.library.page(Query(text="wound"), offset=0, limit=1)[0].id, "bring to the interview in Utrecht"
    )
    assert found("utrecht") == ["Wound care"]
    session.lock()


def test_pages_sorts_filters_and_facets_agree(profile: Path) -> None:
    session = opened(profile)
    many = [
        inspected(
            number,
            title=f"Course {number:03}",
            issuer="School A" if number % 3 else "école B",
            awarded=date(2020 + number % 4, 1 + number % 12, 1),
            kind="diploma" if number % 5 == 0 else "micro_credential",
        )
        for number in range(57)
    ]
    session.library.add([candidate(result) for result in many])
    for sort in Sort:
        query = Query(sort=sort)
        paged = [card.id for start in range(0, 57, 10) for card in session.library.page(query, offset=start, limit=10)]
        assert paged == list(session.library.ids(query))
        assert len(set(paged)) == 57
    newest = [card.awarded_on for card in session.library.page(Query(), offset=0, limit=57)]
    assert newest == sorted(newest, reverse=True)  # type: ignore[type-var]
    titles = [card.title for card in session.library.page(Query(sort=Sort.TITLE), offset=0, limit=57)]
    assert titles == sorted(titles)
    facets = session.library.facets(Query(issuer="School A"))
    assert {facet.value: facet.count for facet in facets.issuers} == {"School A": 38, "école B": 19}
    for facet in facets.years:
        query = Query(issuer="School A", year=int(facet.value))
        assert session.library.count(query) == facet.count
    assert session.library.count(Query(kind="diploma", state="VERIFIED")) == 12
    assert session.library.count(Query(state="REVOKED")) == 0
    session.lock()


def test_yesterdays_check_is_never_green_and_what_ran_out_is_expired(profile: Path) -> None:
    session = opened(profile)
    results, _ = session.library.add(
        [
            candidate(inspected(1)),
            candidate(inspected(2, expires_at=NOW + timedelta(hours=40))),
            candidate(inspected(3, evidence_age=timedelta(hours=20))),
        ]
    )
    ids = [str(result.id) for result in results]
    session.lock()

    def states(after: timedelta) -> list[str]:
        later = opened(profile, NOW + after)
        cards = [later.library.get(one) for one in ids]
        listed = {card.id: card.state for card in later.library.page(Query(), offset=0, limit=10)}
        counted = {facet.value: facet.count for facet in later.library.facets(Query()).states}
        for stored in cards:
            assert stored.card.state == listed[stored.card.id] == stored.report.verdict.state.value
            assert stored.card.tone == stored.report.verdict.tone.value
        assert sum(counted.values()) == 3
        for state, count in counted.items():
            assert later.library.count(Query(state=state)) == count
        found = [stored.card.state for stored in cards]
        attention = later.library.count(Query(shelf=Shelf.ATTENTION))
        later.lock()
        assert attention >= sum(state == "EXPIRED" for state in found)
        return found

    assert states(timedelta(0)) == ["VERIFIED", "VERIFIED", "VERIFIED"]
    assert states(timedelta(hours=5)) == ["VERIFIED", "VERIFIED", "VERIFIED_EARLIER"]
    assert states(timedelta(hours=25)) == ["VERIFIED_EARLIER"] * 3
    assert states(timedelta(hours=41)) == ["VERIFIED_EARLIER", "EXPIRED", "VERIFIED_EARLIER"]


def test_a_check_of_a_clock_that_was_ahead_is_not_green_until_then(profile: Path) -> None:
    ahead = NOW + timedelta(days=900)
    session = opened(profile, ahead)
    (result,), _ = session.library.add([candidate(inspected(1, at=ahead))])
    assert result.id is not None
    assert session.library.get(result.id).report.verdict.green
    session.lock()
    session = opened(profile)
    stored = session.library.get(result.id)
    assert stored.report.verdict.state is State.VERIFIED_EARLIER
    assert stored.card.state == "VERIFIED_EARLIER"
    assert [facet.value for facet in session.library.facets(Query()).states] == ["VERIFIED_EARLIER"]
    session.lock()


def test_attention_is_for_what_needs_something_done(profile: Path) -> None:
    session = opened(profile)
    session.library.add(
        [
            candidate(inspected(1)),
            candidate(inspected(2, expires_at=NOW + timedelta(days=20))),
            candidate(inspected(3, expires_at=NOW + timedelta(days=200))),
            candidate(failing(inspected(4), CheckKind.STATUS, "status.revoked")),
            candidate(inspected(5, trusted=False)),
        ]
    )
    shelves = session.library.shelves()
    assert shelves[Shelf.ALL] == 5
    assert shelves[Shelf.ATTENTION] == 3
    session.lock()


def test_removing_can_be_undone_and_purging_cannot(profile: Path) -> None:
    session = opened(profile)
    proof = document("https://school.example/status", b"list", purpose=Purpose.STATUS_LIST)
    (one, two), _ = session.library.add([candidate(inspected(1, evidence=(proof,))), candidate(inspected(2))])
    assert one.id is not None
    assert two.id is not None
    assert session.library.remove([one.id]).removed == {one.id}
    assert not session.library.remove([one.id])
    assert session.library.count(Query()) == 1
    assert session.library.count(Query(text="data")) == 1
    assert session.library.count(Query(shelf=Shelf.REMOVED)) == 1
    assert session.library.get(one.id).raw == inspected(1).raw
    assert session.library.restore([one.id]).added == {one.id}
    assert session.library.count(Query()) == 2
    session.library.remove([one.id])
    assert not session.tidy()
    (again,), changes = session.library.add([candidate(inspected(1))])
    assert again.id == one.id
    assert changes.added == {one.id}
    session.library.remove([one.id])
    session.lock()
    later = opened(profile, NOW + timedelta(days=31))
    assert later.tidy().removed == {one.id}
    with pytest.raises(UsageError, match=r"library\.unknown_id"):
        later.library.get(one.id)
    assert later.library.count(Query(text="data")) == 1
    assert later._vault.database.value("SELECT count(*) FROM evidence_bodies") == 0
    assert later.problems() == ()
    later.lock()


def test_evidence_is_kept_once_and_the_newest_answers_for_an_address(profile: Path) -> None:
    session = opened(profile)
    url = "https://school.example/did.json"
    older = document(url, b"old", at=NOW - timedelta(days=3))
    newer = document(url, b"new")
    results, _ = session.library.add(
        [candidate(inspected(1, evidence=(older,))), candidate(inspected(2, evidence=(older, newer)))]
    )
    vault = session._vault
    assert vault.database.value("SELECT count(*) FROM evidence_bodies") == 2
    held = vault.evidence.newest(url)
    assert held is not None
    assert held.body == b"new"
    assert vault.evidence.newest("https://elsewhere.example") is None
    session.library.purge([str(results[1].id)])
    held = vault.evidence.newest(url)
    assert held is not None
    assert (held.body, held.retrieved_at) == (b"old", older.retrieved_at)
    session.lock()


def test_of_a_status_list_only_the_newest_is_kept(profile: Path) -> None:
    session = opened(profile)
    url = "https://school.example/status"
    lists = [
        document(url, f"list {day}".encode(), at=NOW + timedelta(days=day), purpose=Purpose.STATUS_LIST)
        for day in range(3)
    ]
    (added,), _ = session.library.add([candidate(inspected(1, evidence=(lists[0],)))])
    for day in (1, 2):
        session.library.add([candidate(inspected(1, at=NOW + timedelta(days=day), evidence=(lists[day],)))])
    assert [kept.body for kept in session.library.evidence(str(added.id))] == [b"list 2"]
    session.lock()


def test_collections_favourites_and_notes(profile: Path) -> None:
    session = opened(profile)
    results, _ = session.library.add([candidate(inspected(1)), candidate(inspected(2))])
    one, two = (str(result.id) for result in results)
    session.library.set_collections([one, two], ["Nursing", " Work  ", "Nursing"])
    session.library.set_collections([two], ["Study"])
    assert session.library.collections() == ("Nursing", "Study", "Work")
    assert session.library.get(one).collections == ("Nursing", "Work")
    assert session.library.count(Query(collection="Nursing")) == 1
    session.library.set_collections([one], [])
    assert session.library.collections() == ("Study",)
    assert session.library.set_favourite([one], favourite=True).updated == {one}
    assert not session.library.set_favourite([one], favourite=True)
    assert session.library.shelves()[Shelf.FAVOURITES] == 1
    session.library.set_note(one, "mine")
    assert session.library.get(one).note == "mine"
    with pytest.raises(UsageError, match=r"library\.unknown_id"):
        session.library.set_note("nothing", "x")
    session.lock()


def test_one_bad_item_in_a_batch_does_not_half_add_the_others(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened(profile)
    real = session._vault.evidence.keep
    calls = 0

    def breaking(*args: object) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise OSError
        real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(session._vault.evidence, "keep", breaking)
    with pytest.raises(OSError):
        session.library.add([candidate(inspected(1)), candidate(inspected(2))])
    assert session.library.count(Query()) == 0
    assert session.problems() == ()
    session.lock()


def test_deceiving_characters_do_not_reach_a_card(profile: Path) -> None:
    session = opened(profile)
    title = "Gu\u202eetsil\u202c rew\x00ard\n\n<b>x</b>" + "y" * 5_000
    session.library.add([candidate(inspected(1, title=title))])
    (card,) = session.library.page(Query(), offset=0, limit=1)
    assert "\u202e" not in card.title
    assert "\n" not in card.title
    assert len(card.title) <= 300
    session.lock()


def test_titles_follow_the_language(profile: Path) -> None:
    session = opened(profile)
    session.library.add([candidate(inspected(1, title="Wound care"))])
    session.settings.set("general.language", "nl")
    assert session.library.page(Query(sort=Sort.TITLE), offset=0, limit=1)[0].title == "Wound care (nl)"
    session.lock()
