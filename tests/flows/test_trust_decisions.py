"""Known issuers: added, corrected and removed with a reason and a date; registries that may fail."""

import json
from pathlib import Path

import pytest

from simulators.held import NOW
from wallet.errors import UsageError
from wallet.services import session as sessions
from wallet.services.options import RunOptions
from wallet.services.session import Session
from wallet.verification.trust import matching
from wallet.verification.trust.known_issuers import KnownIssuer

REGISTRY = "https://registry.example/list.json"
LISTED = {"registry": {"did:web:school.example": {"name": "School", "url": "https://school.example"}}}


def opened(place: Path, *, recorded: dict[str, object] | None = None) -> Session:
    place.mkdir(exist_ok=True)
    net = place / "net.json"
    entries = {}
    for number, (url, body) in enumerate((recorded or {}).items()):
        (place / f"{number}.bin").write_bytes(json.dumps(body).encode())
        entries[url] = {
            "status": 200,
            "headers": {"content-type": "application/json"},
            "body_file": f"{number}.bin",
        }
    net.write_text(json.dumps(entries))
    options = RunOptions(profile=place / "wallet", at=NOW, replay=net)
    folder = sessions.default_folder(options)
    if sessions.exists(folder):
        return sessions.unlock(folder, "pass", options=options)
    return sessions.create(folder, "pass", options=options).session


def trusted(session: Session, issuer: str) -> str | None:
    match = matching.find(issuer, session.trust.known_issuers())
    return match.issuer.name if match else None


def test_an_issuer_is_added_corrected_and_removed_with_reason_and_date(tmp_path: Path) -> None:
    session = opened(tmp_path)
    did = "did:web:school.example"
    changes = session.trust.add(KnownIssuer((did, "https://School.example/about"), "Scool", "NL"), reason="my school")
    assert changes.trust
    (entry,) = session.trust.own()
    assert entry.ids == (did, "https://school.example")
    assert (entry.reason, entry.added_on) == ("my school", "2026-11-25")
    session.trust.add(KnownIssuer((did,), "School"), reason="typing error")
    assert [entry.name for entry in session.trust.own()] == ["School"]
    assert trusted(session, did) == "School"
    session.trust.remove(did, reason="closed")
    assert session.trust.own() == ()
    assert trusted(session, did) is None
    assert [(line.action, line.reason) for line in session.trust.log()] == [
        ("removed", "closed"),
        ("corrected", "typing error"),
        ("added", "my school"),
    ]
    session.lock()


def test_what_nobody_could_match_is_refused(tmp_path: Path) -> None:
    session = opened(tmp_path)
    for bad in (
        "school.example",
        "http://school.example",
        "did:",
        "javascript:x",
        "https://user@host",
        "",
        "did:a b:c",
    ):
        with pytest.raises(UsageError, match=r"trust\.invalid_id"):
            session.trust.add(KnownIssuer((bad,), "School"), reason="")
    with pytest.raises(UsageError, match=r"trust\.invalid_id"):
        session.trust.add(KnownIssuer((), "School"), reason="")
    with pytest.raises(UsageError, match=r"trust\.no_name"):
        session.trust.add(KnownIssuer(("did:web:x",), "  "), reason="")
    with pytest.raises(UsageError, match=r"trust\.unknown_issuer"):
        session.trust.remove("did:web:nobody", reason="")
    assert session.trust.own() == ()
    session.lock()


def test_a_bundled_issuer_can_be_overruled_and_brought_back(tmp_path: Path) -> None:
    session = opened(tmp_path)
    bundled = "https://api.edubadges.nl"
    assert trusted(session, bundled + "/public/assertions/x") is not None
    session.trust.remove(bundled, reason="I do not know them")
    assert trusted(session, bundled) is None
    session.lock()
    session = opened(tmp_path)
    assert trusted(session, bundled) is None
    assert [decision.reason for decision in session.trust.removed()] == ["I do not know them"]
    session.trust.add(KnownIssuer((bundled,), "edubadges"), reason="now I do")
    assert trusted(session, bundled) == "edubadges"
    assert session.trust.removed() == ()
    session.lock()


def test_registries_are_followed_refreshed_switched_off_and_forgotten(tmp_path: Path) -> None:
    session = opened(tmp_path, recorded={REGISTRY: LISTED})
    offered = session.trust.subscriptions()
    assert offered
    assert not any(registry.enabled for registry in offered)
    session.trust.subscribe(REGISTRY)
    assert session.trust.known_issuers().not_checked == ("registry.example",)
    assert trusted(session, "did:web:school.example") is None
    (followed, *_) = session.trust.refresh()
    assert (followed.issuers, followed.problem, followed.retrieved_at) == (1, None, NOW)
    assert trusted(session, "did:web:school.example") == "School"
    assert session.trust.known_issuers().not_checked == ()
    assert [line.url for line in session.network_log()] == [REGISTRY]
    session.trust.subscribe(REGISTRY, enabled=False)
    assert trusted(session, "did:web:school.example") is None
    session.trust.subscribe(REGISTRY)
    assert trusted(session, "did:web:school.example") == "School"
    session.lock()

    session = opened(tmp_path)
    (followed, *_) = session.trust.refresh()
    assert followed.issuers == 1
    assert followed.problem is not None
    assert trusted(session, "did:web:school.example") == "School"
    session.trust.unsubscribe(REGISTRY)
    assert trusted(session, "did:web:school.example") is None
    with pytest.raises(UsageError, match=r"trust\.unknown_registry"):
        session.trust.unsubscribe(REGISTRY)
    for bad in ("http://registry.example", "registry", "https://user:pw@registry.example"):
        with pytest.raises(UsageError, match=r"trust\.invalid_registry"):
            session.trust.subscribe(bad)
    session.lock()


def test_a_registry_that_answers_nonsense_is_named_as_not_checked(tmp_path: Path) -> None:
    session = opened(tmp_path, recorded={REGISTRY: ["what is this"]})
    session.trust.subscribe(REGISTRY)
    (followed, *_) = session.trust.refresh()
    assert followed.problem is not None
    assert followed.retrieved_at is None
    assert session.trust.known_issuers().not_checked == ("registry.example",)
    session.lock()
