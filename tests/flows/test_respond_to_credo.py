"""Answer requests of an independent implementation (Credo): every way of signing and of sending it offers."""

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from servers import running
from servers.openid4vc import free_port
from wallet.exchange.presentation_request import STATEMENT
from wallet.formats import base64url
from wallet.services import session as sessions
from wallet.services.options import RunOptions
from wallet.services.session import Session
from wallet.services.source import from_text
from wallet.verification.keys.public_key import KeyType

pytestmark = [pytest.mark.e2e, pytest.mark.long]


@dataclass(frozen=True)
class Credo:
    """A running verifier."""

    base: str

    def ask(self, dcql: dict[str, Any], **more: Any) -> tuple[str, str]:
        made = httpx.post(f"{self.base}/admin/request", json={"dcql": dcql, **more}, timeout=30)
        assert made.status_code == 200, made.text
        return made.json()["request"], made.json()["session"]

    def outcome(self, session: str) -> dict[str, Any]:
        found: dict[str, Any] = httpx.get(f"{self.base}/admin/session/{session}", timeout=30).json()
        return found


@pytest.fixture(scope="module")
def credo() -> Iterator[Credo]:
    place = running.node_packages(running.HERE / "credo")
    port = free_port()
    process = subprocess.Popen(
        ["node", "verifier.mjs"],
        cwd=place,
        env={**os.environ, "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline().startswith("READY")
        yield Credo(f"http://localhost:{port}")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture(scope="module")
def wallet(credo: Credo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("credo")
    options = RunOptions(profile=folder / "profile", allow_http_loopback=True)
    opened = sessions.create(folder / "wallet", "a long passphrase", options=options).session
    did = opened.holder.make(KeyType.P256, main=False)
    key = json.loads(base64url.decode(did.removeprefix("did:jwk:")))
    token = httpx.post(f"{credo.base}/admin/issue", json={"key": key}, timeout=30).json()["token"]
    (added,), _ = opened.library.add(opened.inbox.read([from_text(token)]))
    assert added.id is not None
    yield opened
    opened.lock()


def query(credo: Credo, **more: Any) -> dict[str, Any]:
    meta = {"vct_values": [f"{credo.base}/vct/micro"]}
    return {"credentials": [{"id": "micro", "format": "dc+sd-jwt", "meta": meta, **more}]}


def answer(wallet: Session, uri: str) -> bool:
    ask = wallet.respond.read(uri)
    assert ask.satisfiable
    chosen = {one.query_id: [one.choices[0].credential_id] for one in ask.asked}
    return wallet.respond.respond(ask, chosen).sent.accepted


@pytest.mark.parametrize("mode", ["direct_post", "direct_post.jwt"])
@pytest.mark.parametrize(
    "signer",
    [{"signer": "none"}, {"signer": "did"}, {"signer": "x509"}, {"signer": "x509", "prefix": "x509_hash"}],
    ids=["unsigned", "did", "x509_san_dns", "x509_hash"],
)
def test_an_answer_is_accepted_and_shows_what_was_asked(
    credo: Credo, wallet: Session, signer: dict[str, str], mode: str
) -> None:
    uri, session = credo.ask(query(credo, claims=[{"path": ["ects"]}]), mode=mode, **signer)
    assert answer(wallet, uri)
    outcome = credo.outcome(session)
    assert outcome["state"] == "ResponseVerified", outcome
    (shown,) = outcome["claims"]["micro"]
    assert shown["ects"] == 2
    assert "given_name" not in shown


def test_what_one_agreed_to_is_bound_to_the_answer(credo: Credo, wallet: Session) -> None:
    said = {"type": STATEMENT, "credential_ids": ["micro"], "title": "Aanmelding", "text": "Ik meld mij aan."}
    uri, session = credo.ask(query(credo), signer="did", transaction_data=[said])
    accepted = answer(wallet, uri)
    outcome = credo.outcome(session)
    assert accepted, outcome
    assert outcome["state"] == "ResponseVerified", outcome
    assert len(outcome["transaction_data"]) == 1


def test_declining_reaches_the_verifier(credo: Credo, wallet: Session) -> None:
    uri, session = credo.ask(query(credo), signer="did")
    wallet.respond.decline(wallet.respond.read(uri))
    assert credo.outcome(session)["state"] == "Error"
