"""Wallets and backups of every released version open, are brought up to date, and lose nothing."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from wallet.services import moving
from wallet.services import session as sessions
from wallet.services.library import Query, Shelf
from wallet.services.options import RunOptions
from wallet.services.session import Session
from wallet.vault import schema
from wallet.vault.entry import digest_of
from wallet.verification.keys import algorithms, jwk

HERE = Path(__file__).resolve().parent
VERSIONS = sorted(HERE.glob("schema-*"))


def test_every_version_has_its_frozen_store() -> None:
    assert [path.name for path in VERSIONS] == [f"schema-{number}" for number in range(1, schema.VERSION + 1)]


def holds_everything(session: Session, expected: dict[str, Any]) -> None:
    library = session.library
    ids = (*library.ids(Query()), *library.ids(Query(shelf=Shelf.REMOVED)))
    assert sorted(digest_of(library.get(one).raw) for one in ids) == expected["sha256"]
    earlier = [raw for one in ids for _, raw, _ in library.earlier_versions(one)]
    assert sorted(map(digest_of, earlier)) == expected["earlier_sha256"]
    assert sorted(card.title for card in library.page(Query(), offset=0, limit=50)) == expected["titles"]
    (robotics,) = library.page(Query(text="robot"), offset=0, limit=9)
    stored = library.get(robotics.id)
    assert (stored.note, stored.collections, stored.card.favourite) == ("shown at the interview", ("Work",), True)
    assert [receipt.receiver for receipt in session.share.receipts(robotics.id)] == ["An employer"]
    assert [issuer.name for issuer in session.trust.own()] == ["Hogeschool Zuiderpark"]
    assert "https://registry.example/list.json" in [entry.url for entry in session.trust.subscriptions()]
    assert session.person.get().names == ("Sanne Voorbeeld",)
    assert session.settings.get("share.expiry_days") == 7
    assert session.holder_id == expected["holder_id"]
    key = jwk.public_key(session.holder.public_jwk)
    algorithms.verify(key, "EdDSA", b"still mine", session.holder.signer().sign(b"still mine"))
    assert any(library.evidence(one) for one in ids)
    assert session.problems() == ()


@pytest.fixture(params=VERSIONS, ids=[path.name for path in VERSIONS])
def frozen(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    copied: Path = tmp_path / "store"
    shutil.copytree(request.param, copied)
    return copied


def test_a_wallet_of_this_version_opens_and_has_everything(frozen: Path) -> None:
    expected = json.loads((frozen / "expected.json").read_text("utf-8"))
    place = frozen / "wallet"
    options = RunOptions(profile=place)
    session = sessions.unlock(place, expected["passphrase"], options=options)
    holds_everything(session, expected)
    session.lock()
    session = sessions.unlock_with_recovery_key(place, expected["recovery_key"], options=options)
    assert {notice.code for notice in session.notices()} <= {"backup.overdue"}
    holds_everything(session, expected)
    session.lock()


def test_a_backup_of_this_version_restores_everything(frozen: Path, tmp_path: Path) -> None:
    expected = json.loads((frozen / "expected.json").read_text("utf-8"))
    options = RunOptions(profile=tmp_path / "new")
    created, items = moving.restore_new(
        frozen / "mine.walletbackup", expected["backup_passphrase"], tmp_path / "new", "mine", options=options
    )
    assert {item.result for item in items} == {"added"}
    assert len(items) == len(expected["sha256"])
    holds_everything(created.session, expected)
    created.session.lock()
