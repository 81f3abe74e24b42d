"""Accepting an offer: who is asked what and when, what is bound to whom, and every refusal."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from simulators.credential_issuer import CredentialIssuer
from simulators.issuer import NOW
from wallet.errors import EnvironmentFailedError, MalformedError, UnsupportedError, UsageError, WalletError
from wallet.services import sentences
from wallet.services import session as sessions
from wallet.services.options import RunOptions
from wallet.services.outside import Network
from wallet.services.receive import ReceiveService
from wallet.services.session import Session
from wallet.verification.keys.public_key import KeyType

OTHER = "https://other.example"
UNKNOWN = {"credential_configuration_ids": ["x"]}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    profile = tmp_path_factory.mktemp("receive") / "wallet"
    made = sessions.create(profile, "a passphrase", options=RunOptions(profile=profile, at=NOW)).session
    yield made
    made.lock()


@pytest.fixture
def service(session: Session, monkeypatch: pytest.MonkeyPatch) -> ReceiveService:
    return ReceiveService(session.verify, session.holder, session.inbox)


@pytest.fixture
def waits() -> list[int]:
    return []


def _at(issuer: CredentialIssuer, session: Session, monkeypatch: pytest.MonkeyPatch) -> CredentialIssuer:
    """Let the wallet's network be this issuer."""
    monkeypatch.setattr(session.verify, "_network", replace(session.verify._network, fetcher=issuer))
    monkeypatch.setitem(session.verify.outside.__dict__, "sender", issuer)
    assert isinstance(session.verify._network, Network)
    return issuer


def _receive(service: ReceiveService, link: str, waits: list[int], code: str | None = None) -> Any:
    offered = service.read(link)
    return service.receive(offered, wait=waits.append, transaction_code=code)


def test_nothing_is_sent_before_consent(
    service: ReceiveService, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    issuer = _at(CredentialIssuer(tx_code="1234"), session, monkeypatch)
    offered = service.read(issuer.link(), lang="nl")
    assert (offered.host, offered.known, offered.needs_login) == ("offers.example", False, False)
    assert (offered.issuer_name, offered.names) == ("College says", ("Badge",))
    assert offered.code is not None
    assert (offered.code.length, offered.code.description, offered.code_host) == (4, "by post", "offers.example")
    assert all(line.startswith("GET ") for line in issuer.seen)


@pytest.mark.parametrize(
    "behaviour",
    [
        {},
        {"tx_code": "493536"},
        {"dpop": True},
        {"stale_nonces": 1},
        {"identifiers": True},
        {"deferrals": 2},
        {"methods": ()},
        {"methods": ("jwk",)},
        {"algorithms": ("Ed25519",)},
        {"as_object": True},
        {"dpop": True, "tx_code": "1", "identifiers": True, "deferrals": 1, "stale_nonces": 1},
    ],
    ids=str,
)
def test_what_arrives_is_judged_and_can_be_kept(
    service: ReceiveService,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    waits: list[int],
    behaviour: dict[str, Any],
) -> None:
    issuer = _at(CredentialIssuer(**behaviour), session, monkeypatch)
    received = _receive(service, issuer.link(), waits, issuer.tx_code)
    (candidate,) = received.candidates
    assert candidate.addable
    assert str(candidate.inspected.report.verdict.state) == "ISSUER_UNKNOWN"
    assert candidate.source == "offers.example"
    if behaviour.get("methods", ("did:jwk",)) == ("did:jwk",):
        assert issuer.holder in session.holder.ids
        wanted = KeyType.ED25519 if behaviour.get("algorithms") == ("Ed25519",) else KeyType.P256
        assert session.holder.signer(issuer.holder).type is wanted
    assert waits == [3] * behaviour.get("deferrals", 0)
    assert issuer.events == []
    received.told(True)
    assert issuer.events == ["credential_accepted"]


def test_an_offer_by_reference_and_one_that_is_declined(
    service: ReceiveService, session: Session, monkeypatch: pytest.MonkeyPatch, waits: list[int]
) -> None:
    issuer = _at(CredentialIssuer(), session, monkeypatch)
    received = _receive(service, issuer.link_by_reference(), waits)
    assert len(received.candidates) == 1
    received.told(False)
    assert issuer.events == ["credential_deleted"]


@pytest.mark.parametrize(
    ("issuer", "offer", "code", "error", "kind"),
    [
        (CredentialIssuer(tx_code="1"), {}, None, "offer.tx_code_needed", UsageError),
        (CredentialIssuer(tx_code="1"), {}, "2", "offer.tx_code_wrong", UsageError),
        (CredentialIssuer(), {"grants": {"authorization_code": {}}}, None, "offer.needs_login", UnsupportedError),
        (CredentialIssuer(), {"grants": {}}, None, "offer.needs_login", UnsupportedError),
        (CredentialIssuer(refuse="credential_request_denied"), {}, None, "offer.refused", WalletError),
        (CredentialIssuer(stale_nonces=5), {}, None, "offer.refused", WalletError),
        (CredentialIssuer(deferrals=50), {}, None, "offer.not_ready", EnvironmentFailedError),
        (CredentialIssuer(algorithms=("ES512",)), {}, None, "offer.unsupported_proof", UnsupportedError),
        (CredentialIssuer(methods=("did:web",)), {}, None, "offer.unsupported_proof", UnsupportedError),
        (
            CredentialIssuer(),
            {"credential_configuration_ids": ["x"]},
            None,
            "offer.unknown_configuration",
            UnsupportedError,
        ),
        (
            CredentialIssuer(changed_metadata={"credential_issuer": "https://x.example"}),
            {},
            None,
            "offer.metadata",
            MalformedError,
        ),
        (CredentialIssuer(changed_server={"issuer": "https://x.example"}), {}, None, "offer.metadata", MalformedError),
        (
            CredentialIssuer(changed_metadata={"credential_response_encryption": {"encryption_required": True}}),
            {},
            None,
            "offer.unsupported_encryption",
            UnsupportedError,
        ),
    ],
)
def test_refusals_have_a_sentence_and_nothing_of_the_server(
    service: ReceiveService,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    waits: list[int],
    issuer: CredentialIssuer,
    offer: dict[str, Any],
    code: str | None,
    error: str,
    kind: type[WalletError],
) -> None:
    _at(issuer, session, monkeypatch)
    with pytest.raises(kind) as caught:
        _receive(service, issuer.link(**offer), waits, code)
    assert caught.value.code == error
    for lang in ("en", "nl"):
        sentence = sentences.error_line(caught.value, lang)
        assert error not in sentence
        assert "…" not in sentence
        assert "<b>" not in sentence
        assert "fault" not in sentence


def test_a_server_that_the_issuer_does_not_name_gets_no_code(
    service: ReceiveService, session: Session, monkeypatch: pytest.MonkeyPatch, waits: list[int]
) -> None:
    issuer = _at(CredentialIssuer(), session, monkeypatch)
    grants = issuer.offer()["grants"]
    next(iter(grants.values()))["authorization_server"] = "https://thief.example"
    with pytest.raises(MalformedError, match=r"offer\.metadata"):
        _receive(service, issuer.link(grants=grants), waits)
    assert not [line for line in issuer.seen if "thief" in line]


@pytest.mark.parametrize(
    "link",
    [
        "https://example.com/",
        "openid4vp://?client_id=x",
        "openid-credential-offer://?credential_offer=%7B%7D",
        "openid-credential-offer://?credential_offer_uri=http%3A%2F%2Foffers.example%2Foffer",
        "openid-credential-offer://?credential_offer_uri=https%3A%2F%2F10.0.0.1%2Foffer",
        "hello",
    ],
)
def test_what_is_no_sound_offer_is_not_even_asked_about(
    service: ReceiveService, session: Session, monkeypatch: pytest.MonkeyPatch, link: str
) -> None:
    issuer = _at(CredentialIssuer(), session, monkeypatch)
    with pytest.raises(WalletError):
        service.read(link)
    assert issuer.seen == []


def test_a_json_credential_keeps_the_bytes_it_came_with(
    service: ReceiveService, session: Session, monkeypatch: pytest.MonkeyPatch, waits: list[int]
) -> None:
    issuer = _at(CredentialIssuer(as_object=True), session, monkeypatch)
    (candidate,) = _receive(service, issuer.link(), waits).candidates
    raw = candidate.inspected.raw
    assert json.loads(raw)["name"] == "Received"
    assert raw in json.dumps(issuer._issued()).encode()
