"""Answer a request over VC-API: an exchange on loopback asks with challenge and domain, and checks what it gets."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from simulators import issuer as issuers
from wallet.errors import MalformedError, UnsupportedError, UsageError
from wallet.services import session as sessions
from wallet.services.options import RunOptions
from wallet.services.session import Session
from wallet.services.source import from_text
from wallet.services.verify import VerifyService
from wallet.verification.report import Report
from wallet.verification.verdict import State

CHALLENGE = "z-8vLq0y3cXgq0yKkq1zNQ"
SCHOOL = issuers.did_key("Zuiderpark")


@dataclass
class Exchange:
    """A coordinator of exchanges: what it asks, and what it was given."""

    base: str = ""
    request: dict[str, Any] = field(default_factory=dict)
    received: list[dict[str, Any]] = field(default_factory=list)

    @property
    def interaction(self) -> str:
        return f"interaction:{self.base}/i/1?iuv=1"


@pytest.fixture
def exchange() -> Iterator[Exchange]:
    state = Exchange()

    class Handler(BaseHTTPRequestHandler):
        def reply(self, body: dict[str, Any]) -> None:
            data = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:
            self.reply({"protocols": {"vcapi": f"{state.base}/exchanges/1"}})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            if "verifiablePresentation" not in body:
                self.reply({"verifiablePresentationRequest": state.request})
                return
            state.received.append(body["verifiablePresentation"])
            self.reply({"redirectUrl": "https://employer.example/thanks"})

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.base = f"http://localhost:{server.server_port}"
    state.request = {
        "query": [
            {"type": "QueryByExample", "credentialQuery": {"example": {"type": ["OpenBadgeCredential"]}}},
            {"type": "DIDAuthentication"},
        ],
        "challenge": CHALLENGE,
        "domain": "localhost",
    }
    yield state
    server.shutdown()
    server.server_close()
    thread.join(10)


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("trust") / "trust.json"
    file.write_text(json.dumps({"issuers": [SCHOOL.trust_entry()]}), "utf-8")
    return file


@pytest.fixture(scope="module")
def wallet(tmp_path_factory: pytest.TempPathFactory, trust: Path) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("vcapi")
    options = RunOptions(profile=folder / "profile", allow_http_loopback=True, trust=trust)
    opened = sessions.create(folder / "wallet", "a long passphrase", options=options).session
    badge = SCHOOL.badge("Lassen niveau 1")
    badge["credentialSubject"]["id"] = opened.holder_id
    opened.library.add(opened.inbox.read([from_text(json.dumps(SCHOOL.sign(badge)))]))
    yield opened
    opened.lock()


def checked(given: dict[str, Any], trust: Path, *, nonce: str = CHALLENGE, audience: str = "localhost") -> Report:
    """What an employer's own check says about what arrived."""
    service = VerifyService(RunOptions(trust=trust, offline=True, nonce=nonce, audience=audience))
    try:
        return service.inspect_one(from_text(json.dumps(given))).report
    finally:
        service.close()


def test_the_answer_is_bound_to_challenge_and_domain(exchange: Exchange, wallet: Session, trust: Path) -> None:
    ask = wallet.respond.read(exchange.interaction)
    assert ask.host == "localhost"
    assert ask.satisfiable
    assert exchange.received == [], "nothing is sent before the person decides"
    (asked,) = ask.asked
    responded = wallet.respond.respond(ask, {asked.query_id: [asked.choices[0].credential_id]})
    assert responded.sent.continue_at == "https://employer.example/thanks"
    (presentation,) = exchange.received
    assert checked(presentation, trust).verdict.state is State.VERIFIED
    assert checked(presentation, trust, nonce="another").verdict.state is State.REPLAY
    assert checked(presentation, trust, audience="other.example").verdict.state is State.REPLAY


def test_who_holds_the_key_can_be_asked_without_any_credential(exchange: Exchange, wallet: Session) -> None:
    exchange.request["query"] = [{"type": "DIDAuthentication"}]
    ask = wallet.respond.read(exchange.interaction)
    assert ask.asked == ()
    wallet.respond.respond(ask, {})
    (presentation,) = exchange.received
    assert presentation["verifiableCredential"] == []
    assert presentation["holder"] == wallet.holder_id


def test_a_request_for_another_domain_is_not_answered(exchange: Exchange, wallet: Session) -> None:
    exchange.request["domain"] = "bank.example"
    with pytest.raises(MalformedError) as refused:
        wallet.respond.read(exchange.interaction)
    assert refused.value.code == "request.client_mismatch"


def test_a_request_without_a_challenge_is_not_answered(exchange: Exchange, wallet: Session) -> None:
    del exchange.request["challenge"]
    with pytest.raises(MalformedError):
        wallet.respond.read(exchange.interaction)


def test_a_kind_of_query_that_is_not_known_is_said_to_be_so(exchange: Exchange, wallet: Session) -> None:
    exchange.request["query"] = [{"type": "ZcapQuery"}]
    with pytest.raises(UnsupportedError):
        wallet.respond.read(exchange.interaction)


def test_declining_sends_nothing(exchange: Exchange, wallet: Session) -> None:
    ask = wallet.respond.read(exchange.interaction)
    assert wallet.respond.decline(ask).receipt is None
    assert exchange.received == []
    with pytest.raises(UsageError):
        wallet.respond.respond(ask, {})
