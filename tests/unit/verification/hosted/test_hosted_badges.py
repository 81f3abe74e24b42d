"""Open Badges 2.0: what the issuer's own address says now, and signatures under a key that the issuer lists."""

import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from simulators.issuer import NOW, HostedBadge, Issuer, Json, Web, did_key, hosted_badge, key
from wallet.model.secured import Carrier
from wallet.verification.checks import CheckKind
from wallet.verification.context import Context
from wallet.verification.inspection import inspect
from wallet.verification.keys.public_key import KeyType
from wallet.verification.report import Report
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.verdict import State

ORIGIN = "https://badges.example"


def run(data: Json | str, site: Web, *, known: str = ORIGIN) -> Report:
    lists = KnownIssuers((TrustListSnapshot("test", (KnownIssuer((known,), "Badge College"),)),))
    context = Context(now=NOW, fetcher=site, known_issuers=lists)
    body = data if isinstance(data, str) else json.dumps(data)
    return inspect(body.encode(), name="x", carrier=Carrier.FILE, context=context).report


def badge(**more: Any) -> HostedBadge:
    return hosted_badge("Robotics", **more)


def test_a_badge_that_its_issuer_still_hosts() -> None:
    hosted = badge()
    report = run(hosted.assertion, hosted.web)
    assert report.verdict.state is State.VERIFIED
    assert report.record is not None
    assert report.record.issuer.name == "Badge College"
    assert run(hosted.assertion, hosted.web, known="https://other.example").verdict.state is State.ISSUER_UNKNOWN


def test_gone_is_not_false() -> None:
    hosted = badge()
    hosted.web.put(hosted.url, b"", status=404)
    assert run(hosted.assertion, hosted.web).verdict.state is State.COULD_NOT_CHECK


def test_an_archived_answer_shows_its_age() -> None:
    hosted = badge()
    hosted.web.now = NOW - timedelta(days=30)
    assert run(hosted.assertion, hosted.web).verdict.state is State.VERIFIED_EARLIER


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"issuedOn": "2020-01-01T00:00:00Z"}, State.TAMPERED),
        ({"recipient": {"type": "email", "hashed": False, "identity": "mallory@x.example"}}, State.TAMPERED),
        ({"badge": "https://badges.example/other"}, State.TAMPERED),
        ({"narrative": "Honours"}, State.UNSIGNED_CONTENT),
        ({"evidence": ["https://x.example"]}, State.UNSIGNED_CONTENT),
        ({"badge": {"id": "https://badges.example/badge", "name": "Rocket science"}}, State.TAMPERED),
        ({"badge": {"id": "https://badges.example/badge", "name": "Robotics"}}, State.VERIFIED),
        ({"badge": {"id": "https://badges.example/badge", "tags": ["phd"]}}, State.UNSIGNED_CONTENT),
        ({"@context": "https://openbadgespec.org/x"}, State.VERIFIED),
        ({"@context": "https://elsewhere.example/words"}, State.MALFORMED),
    ],
)
def test_the_file_must_say_the_same(changes: Json, state: State) -> None:
    hosted = badge()
    assert run({**hosted.assertion, **changes}, hosted.web).verdict.state is state


def test_withdrawn_expired_and_early() -> None:
    hosted = badge()
    hosted.web.put(hosted.url, {"id": hosted.url, "type": "Assertion", "revoked": True, "revocationReason": "Mistake"})
    report = run(hosted.assertion, hosted.web)
    assert report.verdict.state is State.REVOKED
    assert next(c for c in report.checks if c.kind is CheckKind.STATUS).facts["reason"] == "Mistake"
    old = badge(expires="2020-01-01T00:00:00Z")
    assert run(old.assertion, old.web).verdict.state is State.EXPIRED
    early = badge(issuedOn="2031-01-01T00:00:00Z")
    assert run(early.assertion, early.web).verdict.state is State.NOT_YET_VALID


def test_an_issuer_elsewhere_must_allow_it() -> None:
    hosted = badge()
    elsewhere = {
        "type": "Issuer",
        "id": "https://school.example/issuer",
        "name": "School",
        "url": "https://school.example",
    }
    hosted.web.put("https://school.example/issuer", elsewhere)
    own = json.loads(hosted.web.pages[f"{ORIGIN}/badge"][2])
    hosted.web.put(f"{ORIGIN}/badge", {**own, "issuer": elsewhere["id"]})
    assert run(hosted.assertion, hosted.web).verdict.state is State.ISSUER_MISMATCH
    for scope in ({"allowedOrigins": "badges.example"}, {"startsWith": [ORIGIN + "/assertions/"]}):
        hosted.web.put("https://school.example/issuer", {**elsewhere, "verification": scope})
        assert run(hosted.assertion, hosted.web).verdict.state is State.VERIFIED
    hosted.web.put("https://school.example/issuer", {**elsewhere, "verification": {"startsWith": ORIGIN + "/no"}})
    assert run(hosted.assertion, hosted.web).verdict.state is State.ISSUER_MISMATCH


def test_an_old_http_address_is_only_asked_over_https() -> None:
    hosted = badge()
    plain = json.loads(json.dumps(hosted.assertion).replace("https://badges.example", "http://badges.example"))
    hosted.web.put(hosted.url, plain)
    report = run(plain, hosted.web)
    assert report.verdict.state is State.ISSUER_UNKNOWN
    assert all(url.startswith("https://") for url in hosted.web.asked)


@pytest.mark.parametrize("address", ["https://127.0.0.1/a", "urn:uuid:1", "ftp://x.example/a", "file:///etc/passwd"])
def test_addresses_that_are_never_opened(address: str) -> None:
    hosted = badge()
    state = run({**hosted.assertion, "id": address}, hosted.web).verdict.state
    assert state in (State.COULD_NOT_CHECK, State.UNSIGNED)


# ---------------------------------------------------------------------- signed


KEY = key("badge key", KeyType.P256)


def signed(hosted: HostedBadge, signer: Issuer | None = None, **changes: Any) -> str:
    assertion = {
        **hosted.assertion,
        "id": "urn:uuid:8f1a",
        "verification": {"type": "signed", "creator": f"{ORIGIN}/key"},
        **changes,
    }
    maker = signer or Issuer("Badge College", KEY, "", "")
    return maker.jws(json.dumps(assertion).encode())


def college(*, listed: Any = f"{ORIGIN}/key", owner: str = f"{ORIGIN}/issuer", **profile: Any) -> HostedBadge:
    hosted = badge()
    loaded = KEY.public_key.loaded
    assert loaded is not None
    pem = loaded.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    hosted.web.put(
        f"{ORIGIN}/key", {"type": "CryptographicKey", "id": f"{ORIGIN}/key", "owner": owner, "publicKeyPem": pem}
    )
    issuer = json.loads(hosted.web.pages[f"{ORIGIN}/issuer"][2])
    hosted.web.put(f"{ORIGIN}/issuer", {**issuer, **({"publicKey": listed} if listed else {}), **profile})
    return hosted


def test_a_signed_badge() -> None:
    hosted = college()
    assert run(signed(hosted), hosted.web).verdict.state is State.VERIFIED
    assert run(signed(hosted, did_key("Mallory", kind=KeyType.P256)), hosted.web).verdict.state is State.TAMPERED


@pytest.mark.parametrize(
    ("listed", "owner", "state"),
    [
        (None, f"{ORIGIN}/issuer", State.KEY_NOT_BOUND),
        (f"{ORIGIN}/other-key", f"{ORIGIN}/issuer", State.ISSUER_MISMATCH),
        (f"{ORIGIN}/key", "https://mallory.example/issuer", State.ISSUER_MISMATCH),
        ([f"{ORIGIN}/x", f"{ORIGIN}/key"], f"{ORIGIN}/issuer", State.VERIFIED),
    ],
)
def test_the_issuer_must_list_the_key(listed: Any, owner: str, state: State) -> None:
    hosted = college(listed=listed, owner=owner)
    assert run(signed(hosted), hosted.web).verdict.state is state


def test_a_key_on_the_attackers_site() -> None:
    hosted = college()
    evil = "https://mallory.example/key"
    hosted.web.pages[evil] = hosted.web.pages[f"{ORIGIN}/key"]
    mallory = signed(hosted, verification={"type": "signed", "creator": evil})
    assert run(mallory, hosted.web).verdict.state in (State.ISSUER_MISMATCH,)


def test_the_list_of_withdrawals_of_a_signed_badge() -> None:
    url = f"{ORIGIN}/revoked"
    hosted = college(revocationList=url)
    assert run(signed(hosted), hosted.web).verdict.state is State.STATUS_UNKNOWN
    hosted.web.put(url, {"type": "RevocationList", "revokedAssertions": ["urn:uuid:other"]})
    assert run(signed(hosted), hosted.web).verdict.state is State.VERIFIED
    entries: tuple[Any, ...] = (
        "urn:uuid:8f1a",
        {"id": "urn:uuid:8f1a", "revocationReason": "x"},
        {"uid": "urn:uuid:8f1a"},
        "URN:UUID:8F1A",
    )
    for entry in entries:
        hosted.web.put(url, {"type": "RevocationList", "revokedAssertions": [entry]})
        assert run(signed(hosted), hosted.web).verdict.state is State.REVOKED
    for riddle in ({"revocationReason": "x"}, 7, None):
        hosted.web.put(url, {"type": "RevocationList", "revokedAssertions": ["urn:uuid:other", riddle]})
        assert run(signed(hosted), hosted.web).verdict.state is State.STATUS_UNKNOWN
    elsewhere = college(revocationList="https://mallory.example/revoked")
    elsewhere.web.put("https://mallory.example/revoked", {"revokedAssertions": []})
    assert run(signed(elsewhere), elsewhere.web).verdict.state is State.STATUS_UNKNOWN


@pytest.mark.parametrize("says", [{"revoked": True}, {"revoked": "true"}, {"revocationReason": "Mistake"}], ids=str)
def test_a_badge_that_says_of_itself_that_it_is_withdrawn(says: Json) -> None:
    hosted = college()
    assert run(signed(hosted, revoked=False), hosted.web).verdict.state is State.VERIFIED
    assert run(signed(hosted, **says), hosted.web).verdict.state is State.REVOKED
    hosted.web.put(hosted.url, {**hosted.assertion, **says})
    assert run(hosted.assertion, hosted.web).verdict.state is State.REVOKED


# ---------------------------------------------------------------------- whose profile


def borrowed(*, owner: str = f"{ORIGIN}/issuer", **profile: Any) -> tuple[str, HostedBadge]:
    """A badge that Mallory signs, with a profile on Mallory's site that says it is the college's."""
    evil = "https://mallory.example"
    mallory = did_key("Mallory", kind=KeyType.P256)
    hosted = college()
    loaded = mallory.signer.public_key.loaded
    assert loaded is not None
    pem = loaded.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    hosted.web.put(
        f"{evil}/key",
        {"type": "CryptographicKey", "id": f"{evil}/key", "owner": owner, "publicKeyPem": pem},
    )
    stated = {"type": "Issuer", "id": f"{ORIGIN}/issuer", "name": "Badge College", "publicKey": f"{evil}/key"}
    hosted.web.put(f"{evil}/issuer", {**stated, **profile})
    own = json.loads(hosted.web.pages[f"{ORIGIN}/badge"][2])
    hosted.web.put(f"{evil}/badge", {**own, "id": f"{evil}/badge", "issuer": f"{evil}/issuer"})
    made = signed(hosted, mallory, badge=f"{evil}/badge", verification={"type": "signed", "creator": f"{evil}/key"})
    return made, hosted


def test_a_profile_on_another_site_cannot_borrow_the_name_of_a_known_issuer() -> None:
    made, hosted = borrowed()
    assert run(made, hosted.web).verdict.state is State.ISSUER_MISMATCH


def test_an_embedded_profile_cannot_borrow_it_either() -> None:
    made, hosted = borrowed()
    own = json.loads(hosted.web.pages["https://mallory.example/badge"][2])
    profile = json.loads(hosted.web.pages["https://mallory.example/issuer"][2])
    hosted.web.put("https://mallory.example/badge", {**own, "issuer": profile})
    assert not run(made, hosted.web).verdict.green
    hosted.web.put("https://mallory.example/badge", {**own, "issuer": {**profile, "id": None, "url": ORIGIN}})
    assert not run(made, hosted.web).verdict.green


def test_a_profile_that_only_the_badge_holds_binds_no_key() -> None:
    made, hosted = borrowed(owner="did:web:school.example")
    own = json.loads(hosted.web.pages["https://mallory.example/badge"][2])
    profile = json.loads(hosted.web.pages["https://mallory.example/issuer"][2])
    named = {**profile, "id": "did:web:school.example"}
    hosted.web.put("https://mallory.example/badge", {**own, "issuer": named})
    assert run(made, hosted.web, known="did:web:school.example").verdict.state is State.KEY_NOT_BOUND


def test_an_open_door_on_a_known_site_lends_its_name_to_no_profile() -> None:
    door = f"{ORIGIN}/login?next=https://mallory.example/issuer"
    made, hosted = borrowed(owner=door)
    own = json.loads(hosted.web.pages["https://mallory.example/badge"][2])
    profile = json.loads(hosted.web.pages["https://mallory.example/issuer"][2])
    hosted.web.put("https://mallory.example/badge", {**own, "issuer": door})
    hosted.web.put(door, {**profile, "id": door})
    hosted.web.ends[door] = "https://mallory.example/issuer"
    assert run(made, hosted.web).verdict.state is State.ISSUER_MISMATCH


def test_a_key_inside_the_badge_cannot_borrow_the_id_of_a_listed_key() -> None:
    hosted = college()
    mallory = did_key("Mallory", kind=KeyType.P256)
    loaded = mallory.signer.public_key.loaded
    assert loaded is not None
    pem = loaded.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    creator = {"id": f"{ORIGIN}/key", "type": "CryptographicKey", "owner": f"{ORIGIN}/issuer", "publicKeyPem": pem}
    made = signed(hosted, mallory, verification={"type": "signed", "creator": creator})
    assert run(made, hosted.web).verdict.state is State.TAMPERED
    nameless = {name: value for name, value in creator.items() if name != "id"}
    made = signed(hosted, mallory, verification={"type": "signed", "creator": nameless})
    assert run(made, hosted.web).verdict.state is State.ISSUER_MISMATCH
