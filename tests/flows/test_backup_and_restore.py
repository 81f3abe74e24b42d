"""Backup and restore: everything travels, nothing is half done, no changed bit gets through."""

import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from conftest import shared_folder
from simulators.held import NOW, candidate, document, inspected
from wallet.errors import (
    CancelledError,
    EnvironmentFailedError,
    MalformedError,
    NewerVersionError,
    UnsafeInputError,
    UsageError,
    WalletError,
    WrongPassphraseError,
)
from wallet.model.earned import Identifier
from wallet.model.receipt import Receipt
from wallet.services import moving
from wallet.services import session as sessions
from wallet.services.library import Query, Shelf
from wallet.services.options import RunOptions
from wallet.services.session import Session
from wallet.verification.context import Person
from wallet.verification.keys import algorithms, jwk
from wallet.verification.trust.known_issuers import KnownIssuer

SECRET = "a sentence for the backup"


def fresh(place: Path, at: datetime = NOW) -> Session:
    options = RunOptions(profile=place, at=at)
    return sessions.create(sessions.default_folder(options), "pass", options=options, name="Mine").session


def filled(place: Path) -> Session:
    session = fresh(place)
    proof = document("https://school.example/did.json", b'{"id": "did:web:school.example"}')
    results, _ = session.library.add(
        [
            candidate(inspected(1, evidence=(proof,), image=os.urandom(200_000))),
            candidate(inspected(2, title="Wound care")),
            candidate(inspected(3, title="A photo of a diploma"), paper=True),
        ],
        keep_papers=True,
    )
    one, two, _ = (str(result.id) for result in results)
    session.library.add([candidate(inspected(2, title="Wound care 2", valid_from=datetime(2026, 1, 1, tzinfo=UTC)))])
    session.library.set_note(one, "my first")
    session.library.set_favourite([one], favourite=True)
    session.library.set_collections([one, two], ["Nursing"])
    session.library.remove([two])
    session.trust.add(KnownIssuer(("did:web:school.example",), "Zuiderpark"), reason="they taught me")
    session.trust.subscribe("https://registry.example/list.json")
    session.person.set(Person(names=("Sanne Jansen",), identifiers=(Identifier("email", "sanne@example.org"),)))
    session.settings.set("share.expiry_days", 7)
    session._vault.receipts.add(
        Receipt("r1", NOW, "qr", (one,), ("Data science",), "An employer", "Job", None, ("name",), ("grade",))
    )
    session._vault.preferences.set_fact("web_space", "{}")
    session._vault.evidence.pin_context("https://context.example/v1", b"{}", now=NOW)
    return session


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("source")
    session = filled(place / "wallet")
    summary = session.backup.make(place / "mine.walletbackup", SECRET)
    assert (summary.credentials, summary.papers, summary.receipts, summary.holder_keys) == (2, 1, 1, 1)
    assert session.backup.last_made() == NOW
    session.lock()
    return place


def everything(session: Session) -> dict[str, object]:
    """What must travel, in a form that can be compared."""
    library = session.library
    vault = session._vault
    ids = (*library.ids(Query()), *library.ids(Query(shelf=Shelf.REMOVED)))
    return {
        "credentials": {
            one: (
                library.get(one).raw,
                library.get(one).report,
                library.get(one).card,
                library.get(one).note,
                library.get(one).collections,
                library.earlier_versions(one),
                library.evidence(one),
                library.image(one),
            )
            for one in ids
        },
        "receipts": vault.receipts.all(),
        "trust": vault.decisions.all(),
        "log": vault.decisions.log(),
        "registries": vault.decisions.registries(),
        "person": vault.preferences.person(),
        "settings": vault.preferences.settings(),
        "web_space": vault.preferences.fact("web_space"),
        "contexts": vault.evidence.pinned_contexts(),
        "holder": session.holder.ids,
        "shelves": library.shelves(),
    }


def test_a_new_computer_gets_everything_and_the_key_still_signs(source: Path, tmp_path: Path) -> None:
    options = RunOptions(profile=tmp_path / "new", at=NOW)
    created, items = moving.restore_new(
        source / "mine.walletbackup", SECRET, tmp_path / "new", "another passphrase", options=options
    )
    assert sorted(item.result for item in items) == ["added"] * 3
    old = sessions.unlock(source / "wallet", "pass", options=RunOptions(profile=source / "wallet", at=NOW))
    before, after = everything(old), everything(created.session)
    assert after == before
    assert created.session.name == "Mine"
    assert created.holder_id == old.holder_id
    key = jwk.public_key(created.session.holder.public_jwk)
    algorithms.verify(key, "EdDSA", b"moved", created.session.holder.signer().sign(b"moved"))
    old.lock()
    created.session.lock()
    reopened = sessions.unlock_with_recovery_key(tmp_path / "new", created.recovery_key, options=options)
    assert everything(reopened) == before
    assert reopened.problems() == ()
    reopened.lock()


def test_restoring_twice_changes_nothing_the_second_time(source: Path, tmp_path: Path) -> None:
    session = fresh(tmp_path / "wallet")
    preview = session.backup.preview(source / "mine.walletbackup", SECRET, mine=True)
    assert session.library.count(Query()) == 0
    assert session.library.count(Query(text="wound")) == 0
    items, changes = session.backup.restore(source / "mine.walletbackup", SECRET, mine=True)
    assert [(item.title, item.result, item.verdict) for item in items] == [
        (item.title, item.result, item.verdict) for item in preview
    ]
    assert changes.added == {item.id for item in items}
    first = everything(session)
    again, changes = session.backup.restore(source / "mine.walletbackup", SECRET, mine=True)
    assert [item.result for item in again] == ["duplicate"] * 3
    assert not changes.added
    assert not changes.updated
    assert everything(session) == first
    session.lock()


def test_merging_keeps_what_is_here_and_takes_newer_versions(source: Path, tmp_path: Path) -> None:
    session = fresh(tmp_path / "wallet")
    mine = session.holder_id
    session.library.add(
        [
            candidate(inspected(1)),
            candidate(inspected(2, title="Wound care", valid_from=datetime(2025, 6, 30, tzinfo=UTC))),
            candidate(inspected(9, title="Only here")),
        ]
    )
    (held,) = (card.id for card in session.library.page(Query(text="only"), offset=0, limit=1))
    session.library.set_note(session.library.page(Query(text="data"), offset=0, limit=1)[0].id, "mine stays")
    session.settings.set("share.expiry_days", 99)
    items, _ = session.backup.restore(source / "mine.walletbackup", SECRET, mine=True)
    assert {item.title: item.result for item in items} == {
        "Data science for nurses": "duplicate",
        "Wound care 2": "updated",
        "A photo of a diploma": "added",
    }
    assert session.library.get(held).card.title == "Only here"
    assert session.library.page(Query(text="mine stays"), offset=0, limit=1)[0].favourite
    assert session.settings.get("share.expiry_days") == 99
    assert session.holder_id == mine
    assert len(session.holder.ids) == 2
    other = session.holder.ids[1]
    assert len(session.holder.signer(other).sign(b"x")) == 64
    assert session.person.get().names == ("Sanne Jansen",)
    session.lock()


def test_a_backup_of_somebody_else_decides_nothing_about_what_is_genuine(source: Path, tmp_path: Path) -> None:
    session = fresh(tmp_path / "wallet")
    preview = session.backup.preview(source / "mine.walletbackup", SECRET)
    items, _ = session.backup.restore(source / "mine.walletbackup", SECRET)
    assert [item.result for item in items] == [item.result for item in preview] == ["added"] * 3
    assert "VERIFIED" not in {item.verdict for item in (*items, *preview)}
    for item in items:
        stored = session.library.get(item.id)
        assert not stored.report.verdict.green
        assert not stored.card.issuer_checked
        assert session.library.evidence(item.id) == ()
    assert session.trust.own() == ()
    assert session._vault.decisions.registries() == ()
    assert session._vault.evidence.pinned_contexts() == {}
    assert session.person.get().names == ()
    assert session.settings.get("share.expiry_days") == 30
    before = {item.id: session.library.get(item.id).raw for item in items}
    session.backup.restore(source / "mine.walletbackup", SECRET, mine=True)
    assert {one: session.library.get(one).raw for one in before} == before
    assert session.trust.own() != ()
    session.lock()


def test_versions_that_were_kept_side_by_side_stay_side_by_side(tmp_path: Path) -> None:
    session = fresh(tmp_path / "old")
    session.library.add([candidate(inspected(1))])
    session.library.add(
        [candidate(inspected(1, title="Second edition", valid_from=datetime(2026, 1, 1, tzinfo=UTC)))], keep_both=True
    )
    session.backup.make(tmp_path / "b.walletbackup", SECRET)
    session.lock()
    other = fresh(tmp_path / "new")
    items, _ = other.backup.restore(tmp_path / "b.walletbackup", SECRET)
    assert [item.result for item in items] == ["added", "added"]
    other.lock()


def test_a_backup_of_somebody_else_replaces_nothing(tmp_path: Path) -> None:
    theirs = fresh(tmp_path / "theirs")
    newer = inspected(1, title="Doctorate", valid_from=datetime(2026, 1, 1, tzinfo=UTC))
    theirs.library.add([candidate(newer)])
    theirs.backup.make(tmp_path / "b.walletbackup", SECRET)
    theirs.lock()
    own = fresh(tmp_path / "own")
    (held,), _ = own.library.add([candidate(inspected(1))])
    assert held.id is not None
    items, _ = own.backup.restore(tmp_path / "b.walletbackup", SECRET)
    assert [item.result for item in items] == ["added"]
    assert own.library.get(held.id).raw == inspected(1).raw
    assert own.library.get(held.id).report.verdict.green
    own.lock()


def test_the_backup_says_nothing_to_a_stranger(source: Path) -> None:
    data = (source / "mine.walletbackup").read_bytes()
    for mark in (b"Zuiderpark", b"Data science", b"sanne", b"did:web", b"did:jwk", b"school.example", b"Mine"):
        assert mark not in data
    if os.name == "posix":
        assert (source / "mine.walletbackup").stat().st_mode & 0o077 == 0


def test_a_wrong_passphrase_and_other_files_are_told_apart(source: Path, tmp_path: Path) -> None:
    session = fresh(tmp_path / "wallet")
    with pytest.raises(WrongPassphraseError, match=r"backup\.wrong_passphrase"):
        session.backup.test(source / "mine.walletbackup", "pass")
    with pytest.raises(UsageError, match=r"backup\.no_file"):
        session.backup.test(tmp_path / "nothing", SECRET)
    with pytest.raises(UsageError, match=r"backup\.no_file"):
        session.backup.test(tmp_path, SECRET)
    with pytest.raises(UsageError, match=r"backup\.empty_passphrase"):
        session.backup.make(tmp_path / "x", "")
    with pytest.raises(UsageError, match=r"backup\.inside_wallet"):
        session.backup.make(session.folder / "x.walletbackup", SECRET)
    for content in (b"", b"CAPSA", b"PK\x03\x04" + bytes(100), os.urandom(1_000)):
        (tmp_path / "other").write_bytes(content)
        with pytest.raises(MalformedError, match=r"backup\.not_a_backup"):
            session.backup.restore(tmp_path / "other", SECRET)
    session.lock()


def test_files_of_the_abuse_collection_restore_nothing(tmp_path: Path) -> None:
    shared = shared_folder()
    if shared is None:
        pytest.skip("NOT RUN: the shared data is not here")
    files = sorted((shared / "abuse" / "backup").glob("*.zip"))
    assert len(files) >= 3
    session = fresh(tmp_path / "wallet")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    for file in files:
        with pytest.raises(MalformedError, match=r"backup\.not_a_backup"):
            session.backup.restore(file, SECRET)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before
    assert session.library.count(Query()) == 0
    session.lock()


class Opened:
    """A backup that is read many times with one derivation of its key."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from wallet.vault import backup_file, key_derivation

        real, known = key_derivation.stretch, dict[tuple[object, ...], bytes]()

        def remembered(passphrase: str, salt: bytes, cost: object) -> bytes:
            key = (passphrase, salt, cost)
            if key not in known:
                known[key] = real(passphrase, salt, cost)  # type: ignore[arg-type]
            return known[key]

        monkeypatch.setattr(backup_file, "stretch", remembered)


def test_a_thousand_flips_are_a_thousand_refusals_and_the_wallet_stays_as_it_was(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Opened(monkeypatch)
    session = fresh(tmp_path / "wallet")
    session.library.add([candidate(inspected(9, title="Only here"))])
    before = everything(session)
    good = (source / "mine.walletbackup").read_bytes()
    path = tmp_path / "flipped.walletbackup"
    head = 13 + 4 + int.from_bytes(good[13:17]) + 64
    places = [*range(head), *range(head, len(good), max(1, (len(good) - head) // (1_000 - head)))]
    assert len(places) >= 1_000
    accepted = []
    for number, place in enumerate(places):
        flipped = bytearray(good)
        flipped[place] ^= 1 << (number % 8)
        path.write_bytes(flipped)
        try:
            session.backup.restore(path, SECRET)
        except (MalformedError, NewerVersionError, UnsafeInputError) as error:
            assert error.code.startswith("backup.")  # noqa: PT017
        else:
            accepted.append(place)
    assert accepted == []
    assert everything(session) == before
    session.lock()


def test_every_cut_and_every_addition_is_refused(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Opened(monkeypatch)
    session = fresh(tmp_path / "wallet")
    good = (source / "mine.walletbackup").read_bytes()
    path = tmp_path / "cut.walletbackup"
    head = 13 + 4 + int.from_bytes(good[13:17]) + 64
    chunk = 65_536 + 16
    cuts = {
        *range(0, len(good), 997),
        *range(head, len(good), chunk),
        head - 1,
        head,
        len(good) - 1,
        len(good) * 6 // 10,
    }
    for end in sorted(cuts):
        path.write_bytes(good[:end])
        with pytest.raises(MalformedError):
            session.backup.test(path, SECRET)
    chunks = [good[start : start + chunk] for start in range(head, len(good), chunk)]
    assert len(chunks) >= 3
    for other in (
        good + b"x",
        good + chunks[-1],
        good[:head] + b"".join([chunks[1], chunks[0], *chunks[2:]]),
        good[:head] + b"".join(chunks[1:]),
        good[:head] + b"".join([*chunks[:-1], chunks[0], chunks[-1]]),
    ):
        path.write_bytes(other)
        with pytest.raises(MalformedError):
            session.backup.test(path, SECRET)
    session.lock()


def test_a_backup_that_wants_a_terabyte_is_refused_at_once(source: Path, tmp_path: Path) -> None:
    import hashlib
    import time

    session = fresh(tmp_path / "wallet")
    good = (source / "mine.walletbackup").read_bytes()
    length = int.from_bytes(good[13:17])
    for old, new, kind in (
        (b'"memory_kib":65536', b'"memory_kib":1073741824', UnsafeInputError),
        (b'"memory_kib":65536', b'"memory_kib":64', UnsafeInputError),
        (b'"version":1', b'"version":2', NewerVersionError),
        (b'"version":1', b'"version":0', MalformedError),
        (b'"chunk":65536', b'"chunk":1', MalformedError),
    ):
        body = good[17 : 17 + length].replace(old, new)
        assert body != good[17 : 17 + length]
        head = good[:13] + len(body).to_bytes(4) + body + good[17 + length : 49 + length]
        path = tmp_path / "changed.walletbackup"
        path.write_bytes(head + hashlib.sha256(head).digest() + good[81 + length :])
        started = time.perf_counter()
        with pytest.raises(kind):
            session.backup.test(path, SECRET)
        assert time.perf_counter() - started < 0.5
    session.lock()


def test_stopping_leaves_neither_half_a_backup_nor_half_a_restore(source: Path, tmp_path: Path) -> None:
    class Stop:
        def __init__(self, after: int) -> None:
            self.left = after

        def step(self, done: int, total: int, note: str = "") -> None:
            self.left -= 1
            if self.left < 0:
                raise CancelledError("cancelled")

    session = fresh(tmp_path / "wallet")
    for after in (0, 1, 2):
        with pytest.raises(CancelledError):
            session.backup.restore(source / "mine.walletbackup", SECRET, progress=Stop(after))
        assert session.library.count(Query()) == 0
    session.library.add([candidate(inspected(1))])
    path = tmp_path / "stopped.walletbackup"
    with pytest.raises(CancelledError):
        session.backup.make(path, SECRET, progress=Stop(0))
    assert not path.exists()
    assert list(tmp_path.glob("*.part")) == []
    with pytest.raises(CancelledError):
        moving.restore_new(
            source / "mine.walletbackup",
            SECRET,
            tmp_path / "new",
            "pass",
            options=RunOptions(profile=tmp_path / "new", at=NOW),
            progress=Stop(1),
        )
    assert not (tmp_path / "new").exists()
    session.lock()


def test_an_older_backup_stays_until_the_new_one_is_proven(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = fresh(tmp_path / "wallet")
    session.library.add([candidate(inspected(1))])
    path = tmp_path / "mine.walletbackup"
    shutil.copy(source / "mine.walletbackup", path)
    before = path.read_bytes()
    from wallet.vault import backup_file

    def lying(self: backup_file.Reader) -> object:
        raise MalformedError("backup.damaged")

    with monkeypatch.context() as patch:
        patch.setattr(backup_file.Reader, "frames", lying)
        with pytest.raises(EnvironmentFailedError, match=r"backup\.compare_failed"):
            session.backup.make(path, SECRET)
    assert path.read_bytes() == before
    assert session.backup.last_made() is None
    session.backup.make(path, SECRET)
    assert session.backup.test(path, SECRET).credentials == 1
    session.lock()


def test_an_unwritable_place_is_said(tmp_path: Path) -> None:
    session = fresh(tmp_path / "wallet")
    with pytest.raises(EnvironmentFailedError, match=r"vault\.no_folder"):
        session.backup.make(tmp_path / "no" / "such" / "folder.walletbackup", SECRET)
    session.lock()


def test_the_person_is_reminded_of_an_old_backup(tmp_path: Path) -> None:
    session = fresh(tmp_path / "wallet")
    session.backup.make(tmp_path / "b.walletbackup", SECRET)
    session.lock()
    options = RunOptions(profile=tmp_path / "wallet", at=NOW + timedelta(days=29))
    session = sessions.unlock(tmp_path / "wallet", "pass", options=options)
    assert session.notices() == ()
    session.lock()
    session = sessions.unlock(tmp_path / "wallet", "pass", options=replace(options, at=NOW + timedelta(days=31)))
    assert [notice.code for notice in session.notices()] == ["backup.overdue"]
    session.settings.set("backup.remind_days", 0)
    assert session.notices() == ()
    session.lock()


def test_verdicts_in_a_preview_are_as_old_as_they_are(source: Path, tmp_path: Path) -> None:
    session = fresh(tmp_path / "wallet", at=NOW + timedelta(days=3))
    preview = session.backup.preview(source / "mine.walletbackup", SECRET, mine=True)
    assert {item.verdict for item in preview} == {"VERIFIED_EARLIER"}
    session.lock()


def test_every_refusal_is_one_of_ours(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value inside that is sealed well and says nonsense is refused, not a crash."""
    from wallet.vault import backup_content, backup_file

    Opened(monkeypatch)
    session = fresh(tmp_path / "wallet")
    real = backup_content.encode

    def write(path: Path, *frames: bytes) -> None:
        from wallet.adapters.clock import SystemRandom
        from wallet.vault.key_derivation import Argon2Parameters

        with path.open("wb") as stream:
            writer = backup_file.Writer(stream, SECRET, Argon2Parameters(), SystemRandom())
            for frame in frames:
                writer.write(frame)
            writer.finish()

    manifest = backup_content.Manifest(1, "0", 0, "w", "", 0, 0, 0, 1)
    key = backup_content.BackupKey("did:jwk:x", "RSA", "{}", b"short", 0, True)
    newer = msgspec.structs.replace(manifest, content_version=2)
    empty = msgspec.structs.replace(manifest, holder_keys=0)
    odd = backup_content.BackupDocument("u", b"b", "t", "no_such_purpose", 0, None, "{}", "wrong")
    for frames in (
        (),
        (b"",),
        (b"\xc1",),
        (real(manifest),),
        (real(key), real(manifest)),
        (real(manifest), real(key)),
        (real(newer), real(key)),
        (real(empty), real(odd)),
    ):
        write(tmp_path / "odd.walletbackup", *frames)
        with pytest.raises(WalletError):
            session.backup.restore(tmp_path / "odd.walletbackup", SECRET, mine=True)
    assert session.problems() == ()
    session.lock()


def test_five_new_items_are_worth_a_backup_however_recent_the_last(tmp_path: Path) -> None:
    folder = tmp_path / "wallet"
    session = fresh(folder)
    session.backup.make(tmp_path / "early.walletbackup", SECRET)
    session.lock()
    soon = RunOptions(profile=folder, at=NOW + timedelta(days=1))
    session = sessions.unlock(folder, "pass", options=soon)
    session.library.add([candidate(inspected(number)) for number in range(4)])
    assert session.notices() == ()
    session.library.add([candidate(inspected(9, title="The fifth"))])
    (notice,) = session.notices()
    assert (notice.code, notice.facts["count"]) == ("backup.incomplete", "5")
    session.settings.set("backup.remind_days", 0)
    assert session.notices() == (), "who wants no reminder gets none"
    session.settings.set("backup.remind_days", 30)
    session.lock()
    session = sessions.unlock(folder, "pass", options=replace(soon, at=NOW + timedelta(days=2)))
    session.backup.make(tmp_path / "late.walletbackup", SECRET)
    assert session.notices() == ()
    session.lock()
