"""Accepting offers of a real issuer over published libraries: codes, nonces, DPoP, waiting, no key at all."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from servers import openid4vc
from servers.openid4vc import LightPeer
from wallet.errors import UsageError, WalletError
from wallet.services import session as sessions
from wallet.services.options import RunOptions
from wallet.services.receive import ReceiveService
from wallet.services.session import Session


@pytest.fixture(scope="module")
def peer() -> Iterator[LightPeer]:
    with openid4vc.light_peer() as started:
        yield started


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    profile = tmp_path_factory.mktemp("receive-peer") / "wallet"
    options = RunOptions(profile=profile, allow_http_loopback=True)
    made = sessions.create(profile, "a passphrase", options=options).session
    yield made
    made.lock()


def _offer(peer: LightPeer, **wanted: Any) -> tuple[str, str | None]:
    made = httpx.post(f"{peer.base}/admin/offer", json=wanted).raise_for_status().json()
    return made["offer"], made.get("tx_code")


@pytest.mark.parametrize(
    "wanted",
    [
        {"ids": ["ob3_jwt"]},
        {"ids": ["ob3_jwt"], "by_value": True, "tx_code": True},
        {"ids": ["ob3_jwt"], "tx_code": True, "text": True},
        {"ids": ["ob3_jwt"], "tx_code": True, "empty": True},
        {"ids": ["ob3_jwt"], "dpop": True},
        {"ids": ["ob3_unbound"], "defer": True},
        {"ids": ["micro_sdjwt", "ob3_jwt", "ob3_unbound"], "tx_code": True},
    ],
    ids=str,
)
def test_what_the_issuer_gives_is_received_and_kept(session: Session, peer: LightPeer, wanted: dict[str, Any]) -> None:
    link, code = _offer(peer, **wanted)
    service = ReceiveService(session.verify, session.holder, session.inbox)
    offered = service.read(link)
    assert offered.host == "localhost"
    assert (offered.code is not None) == bool(wanted.get("tx_code"))
    received = service.receive(offered, wait=lambda _seconds: None, transaction_code=code)
    assert len(received.candidates) == len(wanted["ids"])
    results, _ = session.library.add(received.candidates)
    assert [str(result.result) for result in results] == ["added"] * len(wanted["ids"])
    received.told(True)


def test_a_wrong_code_and_a_used_offer(session: Session, peer: LightPeer) -> None:
    link, code = _offer(peer, ids=["ob3_unbound"], tx_code=True)
    service = ReceiveService(session.verify, session.holder, session.inbox)
    with pytest.raises(UsageError, match=r"offer\.tx_code_wrong"):
        service.receive(service.read(link), wait=lambda _seconds: None, transaction_code="000000")
    service.receive(service.read(link), wait=lambda _seconds: None, transaction_code=code)
    with pytest.raises(WalletError, match=r"offer\."):
        service.receive(service.read(link), wait=lambda _seconds: None, transaction_code=code)
