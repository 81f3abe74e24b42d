"""Answer an employer's request (OpenID4VP) against a real counterpart, and refuse what must be refused."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import httpx
import pytest

from servers import openid4vc
from servers.openid4vc import LightPeer
from wallet.errors import MalformedError, UsageError
from wallet.exchange.presentation_request import STATEMENT, RequestRefusedError
from wallet.formats import base64url
from wallet.services import session as sessions
from wallet.services.inbox import Candidate
from wallet.services.options import RunOptions
from wallet.services.respond import Ask
from wallet.services.session import Session
from wallet.services.source import from_text
from wallet.verification.keys.public_key import KeyType

pytestmark = pytest.mark.e2e


@dataclass(frozen=True)
class Wallet:
    """An open wallet with what the counterpart issued to it."""

    session: Session
    ids: dict[str, str]
    texts: dict[str, str]

    def read(self, uri: str) -> Ask:
        return self.session.respond.read(uri)

    def choose(self, ask: Ask) -> dict[str, list[str]]:
        """The first choice of every query that has one."""
        return {one.query_id: [one.choices[0].credential_id] for one in ask.asked if one.choices}


@pytest.fixture(scope="module")
def peer() -> Iterator[LightPeer]:
    with openid4vc.light_peer() as started:
        yield started


@pytest.fixture(scope="module")
def wallet(peer: LightPeer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wallet]:
    folder = tmp_path_factory.mktemp("respond")
    options = RunOptions(profile=folder / "profile", allow_http_loopback=True)
    opened = sessions.create(folder / "wallet", "a long passphrase", options=options).session
    did = opened.holder.make(KeyType.P256, main=False)
    texts = {name: peer.issue(name, opened, did) for name in ("micro_sdjwt", "ob3_jwt")}
    ids = {}
    for name, text in texts.items():
        candidates: tuple[Candidate, ...] = opened.inbox.read([from_text(text)])
        (added,), _ = opened.library.add(candidates)
        assert added.id is not None, added
        ids[name] = added.id
    yield Wallet(opened, ids, texts)
    opened.lock()


def micro(peer: LightPeer, **more: Any) -> dict[str, Any]:
    """A query for the micro-credential."""
    return {"id": "micro", "format": "dc+sd-jwt", "meta": {"vct_values": [f"{peer.base}/vct/micro"]}, **more}


def badge(**more: Any) -> dict[str, Any]:
    """A query for the badge."""
    return {"id": "badge", "format": "jwt_vc_json", "meta": {"type_values": [["OpenBadgeCredential"]]}, **more}


@pytest.mark.parametrize("how", [{}, {"signed": True}, {"signed": True, "post": True}], ids=["plain", "get", "post"])
@pytest.mark.parametrize("mode", ["direct_post", "direct_post.jwt"])
def test_exactly_what_was_asked_is_shown(peer: LightPeer, wallet: Wallet, how: dict[str, Any], mode: str) -> None:
    uri, session = peer.ask({"credentials": [micro(peer, claims=[{"path": ["given_name"]}])]}, mode=mode, **how)
    ask = wallet.read(uri)
    assert ask.satisfiable
    assert [claim.name for claim in ask.asked[0].choices[0].claims] == ["given_name"]
    responded = wallet.session.respond.respond(ask, wallet.choose(ask))
    assert responded.sent.accepted
    assert responded.sent.continue_at is not None
    outcome = peer.outcome(session)
    assert outcome["state"] == "verified", outcome
    (shown,) = outcome["out"]["micro"]
    assert shown["given_name"] == "Ada"
    assert "ects" not in shown
    assert shown["skills"] == []
    assert responded.receipt is not None
    assert responded.receipt.disclosed == ("given_name",)


def test_array_elements_can_be_asked_for_one_by_one(peer: LightPeer, wallet: Wallet) -> None:
    uri, session = peer.ask({"credentials": [micro(peer, claims=[{"path": ["skills", 1]}])]})
    ask = wallet.read(uri)
    wallet.session.respond.respond(ask, wallet.choose(ask))
    assert peer.outcome(session)["out"]["micro"][0]["skills"] == ["statistics"]


def test_a_value_that_is_asked_for_must_be_the_same(peer: LightPeer, wallet: Wallet) -> None:
    wanted = {"path": ["ects"], "values": [2]}
    uri, session = peer.ask({"credentials": [micro(peer, claims=[wanted])]})
    ask = wallet.read(uri)
    wallet.session.respond.respond(ask, wallet.choose(ask))
    assert peer.outcome(session)["state"] == "verified"
    other, _ = peer.ask({"credentials": [micro(peer, claims=[{"path": ["ects"], "values": [3]}])]})
    assert not wallet.read(other).satisfiable


def test_nothing_more_than_the_open_part_is_shown_when_no_claim_is_asked(peer: LightPeer, wallet: Wallet) -> None:
    uri, session = peer.ask({"credentials": [micro(peer)]})
    ask = wallet.read(uri)
    wallet.session.respond.respond(ask, wallet.choose(ask))
    (shown,) = peer.outcome(session)["out"]["micro"]
    assert "given_name" not in shown
    assert "ects" not in shown


def test_hiding_a_claim_takes_the_next_set_that_can_do_without(peer: LightPeer, wallet: Wallet) -> None:
    claims = [{"id": "a", "path": ["given_name"]}, {"id": "b", "path": ["ects"]}]
    uri, session = peer.ask({"credentials": [micro(peer, claims=claims, claim_sets=[["a", "b"], ["b"]])]})
    ask = wallet.read(uri)
    hidden = {wallet.ids["micro_sdjwt"]: ["/given_name"]}
    wallet.session.respond.respond(ask, wallet.choose(ask), hidden=hidden)
    (shown,) = peer.outcome(session)["out"]["micro"]
    assert shown["ects"] == 2
    assert "given_name" not in shown


def test_hiding_what_cannot_be_done_without_sends_nothing(peer: LightPeer, wallet: Wallet) -> None:
    uri, session = peer.ask({"credentials": [micro(peer, claims=[{"path": ["given_name"]}])]})
    ask = wallet.read(uri)
    with pytest.raises(UsageError) as refused:
        wallet.session.respond.respond(ask, wallet.choose(ask), hidden={wallet.ids["micro_sdjwt"]: ["/given_name"]})
    assert refused.value.code == "request.incomplete"
    assert peer.outcome(session)["state"] == "created"


def test_a_badge_as_token_is_presented_by_its_owner(peer: LightPeer, wallet: Wallet) -> None:
    uri, session = peer.ask({"credentials": [badge()]}, signed=True)
    ask = wallet.read(uri)
    wallet.session.respond.respond(ask, wallet.choose(ask))
    outcome = peer.outcome(session)
    assert outcome["state"] == "verified", outcome
    assert outcome["out"]["badge"][0]["name"] == "Data Literacy"


def test_one_of_several_combinations_is_enough(peer: LightPeer, wallet: Wallet) -> None:
    asked = {
        "credentials": [
            micro(peer),
            badge(),
            {"id": "none", "format": "ldp_vc", "meta": {"type_values": [["Nothing"]]}},
        ],
        "credential_sets": [{"options": [["none"], ["badge"]]}, {"options": [["micro"]], "required": False}],
    }
    uri, session = peer.ask(asked)
    ask = wallet.read(uri)
    assert ask.satisfiable
    responded = wallet.session.respond.respond(ask, {"badge": [wallet.ids["ob3_jwt"]]})
    assert responded.sent.accepted
    assert peer.outcome(session)["state"] == "verified"


def test_an_incomplete_choice_sends_nothing(peer: LightPeer, wallet: Wallet) -> None:
    uri, session = peer.ask({"credentials": [micro(peer), badge()]})
    ask = wallet.read(uri)
    for chosen in ({}, {"badge": [wallet.ids["ob3_jwt"]]}, {"micro": [wallet.ids["micro_sdjwt"]] * 2}):
        with pytest.raises(UsageError):
            wallet.session.respond.respond(ask, chosen)
    assert peer.outcome(session)["state"] == "created"


def test_declining_and_having_nothing_are_the_same_answer(peer: LightPeer, wallet: Wallet) -> None:
    answers = []
    for query in (micro(peer), micro(peer, meta={"vct_values": ["urn:something:else"]})):
        uri, session = peer.ask({"credentials": [query]})
        ask = wallet.read(uri)
        assert peer.outcome(session)["state"] == "created", "nothing is sent before the person decides"
        wallet.session.respond.decline(ask)
        answers.append((peer.outcome(session)["state"], peer.outcome(session)["error"]))
    assert answers == [("error", "access_denied")] * 2


def test_who_asks_is_the_host_and_never_the_name_they_state(peer: LightPeer, wallet: Wallet) -> None:
    uri, _ = peer.ask({"credentials": [micro(peer)]}, signed=True)
    ask = wallet.read(uri)
    assert ask.host == "localhost"
    assert ask.known is None
    assert ask.stated_name == "Light Employer"
    assert (ask.identity or "").startswith("did:jwk:")


def unsigned(peer: LightPeer, session: str = "x", **changes: Any) -> str:
    """A request by value that somebody made themselves."""
    address = f"{peer.base}/vp/{session}"
    values: dict[str, Any] = {
        "response_type": "vp_token",
        "response_mode": "direct_post",
        "client_id": f"redirect_uri:{address}",
        "response_uri": address,
        "nonce": "n-0S6_WzA2Mj",
        "state": "s",
        "dcql_query": json.dumps({"credentials": [badge()]}),
    }
    values.update(changes)
    given = {name: value for name, value in values.items() if value is not None}
    return "openid4vp://?" + urlencode(given, quote_via=quote)


def query_text(**more: Any) -> str:
    return json.dumps({"credentials": [badge(**more)]})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"nonce": None}, "request.nonce"),
        ({"response_type": "code"}, "request.response_type"),
        ({"redirect_uri": "https://a.example"}, "request.redirect_uri"),
        ({"client_id": "redirect_uri:https://other.example/vp"}, "request.client_mismatch"),
        ({"client_id": "x509_san_dns:localhost"}, "request.not_signed"),
        ({"client_id": "employer"}, "request.not_signed"),
        ({"client_id": "origin:https://a.example"}, "request.client_id"),
        ({"dcql_query": None}, "request.query"),
        ({"scope": "badge"}, "request.query"),
        ({"dcql_query": json.dumps({"credentials": []})}, "request.dcql"),
        ({"dcql_query": json.dumps({"credentials": [badge(), badge()]})}, "request.dcql"),
        (
            {"state": None, "dcql_query": query_text(require_cryptographic_holder_binding=False)},
            "request.state",
        ),
        ({"transaction_data": json.dumps([base64url.encode(b'{"type":"pay","credential_ids":["badge"]}')])},
         "request.unknown_transaction_data"),
    ],
)  # fmt: skip
def test_a_request_that_breaks_the_rules_is_refused(
    peer: LightPeer, wallet: Wallet, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(MalformedError) as refused:
        wallet.read(unsigned(peer, **changes))
    assert refused.value.code == code


def test_who_sends_an_unsound_request_by_value_learns_nothing(peer: LightPeer, wallet: Wallet) -> None:
    """Else anybody could find out, with a link in a message, who opened it and from where."""
    _, session = peer.ask({"credentials": [badge()]})
    with pytest.raises(RequestRefusedError):
        wallet.read(unsigned(peer, session, nonce=None))
    assert peer.outcome(session)["state"] == "created"


def test_a_signed_request_that_was_changed_is_refused(peer: LightPeer, wallet: Wallet) -> None:
    uri, _ = peer.ask({"credentials": [badge()]}, signed=True)
    asked = parse_qs(urlsplit(uri).query)
    signed = httpx.get(asked["request_uri"][0]).text
    header, payload, signature = signed.split(".")
    claims = json.loads(base64url.decode(payload))
    claims["response_uri"] = f"{peer.base}/vp/elsewhere"
    forged = ".".join([header, base64url.encode(json.dumps(claims).encode()), signature])
    by_value = f"openid4vp://?client_id={quote(asked['client_id'][0])}&request="
    wallet.read(by_value + signed)
    with pytest.raises(MalformedError) as refused:
        wallet.read(by_value + forged)
    assert refused.value.code == "request.signature"
    with pytest.raises(MalformedError) as refused:
        wallet.read("openid4vp://?client_id=redirect_uri:a&request=" + signed)
    assert refused.value.code == "request.client_id"


def test_what_one_agrees_to_is_shown_and_its_hash_is_signed(peer: LightPeer, wallet: Wallet) -> None:
    said = {"type": STATEMENT, "credential_ids": ["micro"], "title": "Aanmelding", "text": "Ik meld mij aan."}
    encoded = base64url.encode(json.dumps(said).encode())
    _, session = peer.ask({"credentials": [micro(peer)]})
    uri = unsigned(
        peer, session, transaction_data=json.dumps([encoded]), dcql_query=json.dumps({"credentials": [micro(peer)]})
    )
    ask = wallet.read(uri)
    assert [(one.title, one.text) for one in ask.agree_to] == [("Aanmelding", "Ik meld mij aan.")]


def test_a_credential_without_an_owner_is_shown_as_it_is(peer: LightPeer, wallet: Wallet, tmp_path: Path) -> None:
    query = badge(require_cryptographic_holder_binding=False)
    ask = wallet.read(unsigned(peer, dcql_query=json.dumps({"credentials": [query]})))
    assert ask.asked[0].holder_binding is False
    assert [one.credential_id for one in ask.asked[0].choices] == [wallet.ids["ob3_jwt"]]


def test_the_command_line_asks_first_and_sends_after_a_yes(peer: LightPeer, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    opened = sessions.create(
        profile, "a long passphrase", options=RunOptions(profile=profile, allow_http_loopback=True)
    ).session
    did = opened.holder.make(KeyType.P256, main=False)
    opened.library.add(opened.inbox.read([from_text(peer.issue("micro_sdjwt", opened, did))]))
    opened.lock()
    (tmp_path / "passphrase").write_text("a long passphrase\n", "utf-8")

    def wallet(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "wallet", "respond", "--profile", str(profile), "--allow-http-loopback"]
        secret = ["--passphrase-file", str(tmp_path / "passphrase")]
        return subprocess.run([*command, *secret, *arguments], capture_output=True, text=True, check=False)

    uri, session = peer.ask({"credentials": [micro(peer, claims=[{"path": ["given_name"]}])]})
    asked = wallet(uri)
    assert asked.returncode == 2, "without a yes and without a terminal nothing is sent"
    assert "given_name: Ada" in asked.stdout
    assert peer.outcome(session)["state"] == "created"

    sent = wallet("--yes", "--json", uri)
    assert sent.returncode == 0, sent.stderr
    lines = [json.loads(line) for line in sent.stdout.splitlines()]
    assert lines[-1]["result"] == "shared"
    assert peer.outcome(session)["state"] == "verified"

    uri, session = peer.ask({"credentials": [micro(peer)]})
    assert wallet("--decline", uri).returncode == 0
    assert peer.outcome(session)["error"] == "access_denied"
