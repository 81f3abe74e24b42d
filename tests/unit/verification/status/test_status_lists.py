"""Withdrawals: a "no" is heard, a "yes" must come from the issuer's own list, and nothing is asked that gives away."""

import gzip
import json
import zlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import cbor2
import pytest

from simulators.issuer import NOW, Issuer, Json, b64, did_key, did_web, status_entry, zulu
from wallet.errors import MalformedError, UnsafeInputError
from wallet.model.secured import Carrier
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.inspection import inspect
from wallet.verification.report import Report
from wallet.verification.status import bits
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.verdict import State

LIST = "https://status.example/lists/7"


def report(document: Json | str, issuer: Issuer, *also_known: Issuer, allow_tracking: bool = False) -> Report:
    listed = tuple(KnownIssuer((one.id,), one.name) for one in (issuer, *also_known))
    context = Context(
        now=NOW,
        fetcher=issuer.web,
        known_issuers=KnownIssuers((TrustListSnapshot("test", listed),)),
        allow_tracking=allow_tracking,
    )
    data = document if isinstance(document, str) else json.dumps(document)
    return inspect(data.encode(), name="x", carrier=Carrier.FILE, context=context).report


def status(found: Report) -> Check:
    return next(check for check in found.checks if check.kind is CheckKind.STATUS)


def badge(issuer: Issuer, entry: Any, **more: Any) -> Json:
    return issuer.sign(
        issuer.badge(status=entry, **more)
        if not isinstance(entry, list)
        else {**issuer.badge(**more), "credentialStatus": entry},
        "eddsa-jcs-2022",
    )


def test_not_withdrawn() -> None:
    issuer = did_key("School")
    issuer.status_list(LIST, revoked=[5])
    found = report(badge(issuer, status_entry(LIST, 4)), issuer)
    assert found.verdict.state is State.VERIFIED
    assert status(found).source is not None


def test_withdrawn_and_on_hold() -> None:
    issuer = did_key("School")
    issuer.status_list(LIST, revoked=[4])
    assert report(badge(issuer, status_entry(LIST, 4)), issuer).verdict.state is State.REVOKED
    issuer.status_list(LIST, revoked=[4], purpose="suspension")
    assert report(badge(issuer, status_entry(LIST, 4, "suspension")), issuer).verdict.state is State.SUSPENDED


def test_every_entry_counts() -> None:
    issuer = did_key("School")
    held = LIST + "b"
    issuer.status_list(LIST)
    issuer.status_list(held, revoked=[4], purpose="suspension")
    entries = [status_entry(LIST, 4), status_entry(held, 4, "suspension")]
    assert report(badge(issuer, entries), issuer).verdict.state is State.SUSPENDED
    assert report(badge(issuer, entries[:1]), issuer).verdict.state is State.VERIFIED


def bitstring(issuer: Issuer, size: int = 16_384, **changes: Any) -> Json:
    subject = {
        "type": "BitstringStatusList",
        "statusPurpose": "revocation",
        "encodedList": "u" + b64(gzip.compress(bytes(size), mtime=0)),
    }
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.id,
        "validFrom": zulu(NOW - timedelta(days=1)),
        "credentialSubject": subject,
        **changes,
    }


def serve(issuer: Issuer, document: Json | bytes | str) -> None:
    body = document.encode() if isinstance(document, str) else document
    issuer.web.put(LIST, body, "application/vc")


def test_a_list_as_a_token() -> None:
    issuer = did_key("School")
    serve(issuer, issuer.vc_jwt(bitstring(issuer)))
    assert report(badge(issuer, status_entry(LIST, 4)), issuer).verdict.state is State.VERIFIED


def test_another_list_in_its_place_says_nothing() -> None:
    issuer = did_key("School")
    other = issuer.status_list("https://status.example/lists/8")
    issuer.web.pages[LIST] = issuer.web.pages[other]
    found = report(badge(issuer, status_entry(LIST, 4)), issuer)
    assert (found.verdict.state, status(found).code) == (State.STATUS_UNKNOWN, "status.list_other_id")
    issuer.status_list("https://status.example/lists/8", revoked=[4])
    issuer.web.pages[LIST] = issuer.web.pages[other]
    assert report(badge(issuer, status_entry(LIST, 4)), issuer).verdict.state is State.STATUS_UNKNOWN


def test_a_list_need_not_say_where_it_lies() -> None:
    issuer = did_key("School")
    document = bitstring(issuer)
    del document["id"]
    serve(issuer, issuer.vc_jwt(document))
    assert report(badge(issuer, status_entry(LIST, 4)), issuer).verdict.state is State.VERIFIED


def _subject(issuer: Issuer, **changes: Any) -> Json:
    return {"credentialSubject": {**bitstring(issuer)["credentialSubject"], **changes}}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"validUntil": zulu(NOW - timedelta(days=1))}, "status.list_expired"),
        ({"validFrom": zulu(NOW + timedelta(days=1))}, "status.list_not_yet"),
        ({"type": ["VerifiableCredential"]}, "status.list_wrong_type"),
        ({"subject": {"statusPurpose": "suspension"}}, "status.purpose_mismatch"),
        ({"subject": {"type": "Something"}}, "status.list_wrong_type"),
        ({"subject": {"encodedList": "u!!"}}, "status.list_malformed"),
        ({"subject": {"encodedList": 7}}, "status.list_malformed"),
        ({"subject": {"encodedList": "u" + b64(b"no gzip")}}, "status.list_malformed"),
        ({"subject": {"encodedList": "u" + b64(gzip.compress(bytes(16_384))[:-20])}}, "status.list_malformed"),
        ({"subject": {"encodedList": "u" + b64(gzip.compress(bytes(17 << 20)))}}, "status.list_too_large"),
    ],
)
def test_a_list_that_says_nothing(changes: Json, code: str) -> None:
    issuer = did_key("School")
    subject = changes.pop("subject", None)
    changed = {**changes, **(_subject(issuer, **subject) if subject else {})}
    serve(issuer, issuer.sign(bitstring(issuer, **changed), "eddsa-jcs-2022"))
    found = report(badge(issuer, status_entry(LIST, 4)), issuer)
    assert (found.verdict.state, status(found).code) == (State.STATUS_UNKNOWN, code)


def test_an_unsigned_or_changed_list_says_nothing() -> None:
    issuer = did_key("School")
    for document in (bitstring(issuer), {**issuer.sign(bitstring(issuer), "eddsa-jcs-2022"), "name": "x"}):
        serve(issuer, document)
        found = report(badge(issuer, status_entry(LIST, 4)), issuer)
        assert (found.verdict.state, status(found).code) == (State.STATUS_UNKNOWN, "status.list_not_authentic")


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b"\x00" * 50, b'{"type":"Assertion"}'])
def test_what_is_no_list(body: bytes) -> None:
    issuer = did_key("School")
    serve(issuer, body)
    assert report(badge(issuer, status_entry(LIST, 4)), issuer).verdict.state is State.STATUS_UNKNOWN


def test_a_list_that_is_not_there() -> None:
    issuer = did_key("School")
    found = report(badge(issuer, status_entry(LIST, 4)), issuer)
    assert (found.verdict.state, status(found).code) == (State.STATUS_UNKNOWN, "status.unreachable")


def test_another_ones_list_cannot_take_a_withdrawal_back() -> None:
    issuer, other = did_key("School"), did_key("Other")
    serve(issuer, other.sign(bitstring(other), "eddsa-jcs-2022"))
    document = badge(issuer, status_entry(LIST, 4))
    found = report(document, issuer)
    assert (found.verdict.state, status(found).code) == (State.STATUS_UNKNOWN, "status.list_other_issuer")
    assert report(document, issuer, other).verdict.state is State.VERIFIED


def test_a_withdrawal_is_heard_from_whoever_keeps_the_list() -> None:
    issuer, keeper = did_key("School"), did_key("Keeper")
    keeper.web = issuer.web
    keeper.status_list(LIST, revoked=[4])
    assert report(badge(issuer, status_entry(LIST, 4)), issuer).verdict.state is State.REVOKED


@pytest.mark.parametrize("index", ["1e3", " 12", "0x10", "12.0", "-1", "", "٣", "012", None, True, 1.5, [], "9" * 11])
def test_an_index_that_could_be_read_in_two_ways(index: Any) -> None:
    issuer = did_key("School")
    issuer.status_list(LIST)
    document = badge(issuer, {**status_entry(LIST, 4), "statusListIndex": index})
    found = report(document, issuer)
    assert not found.verdict.green
    assert found.verdict.state in (State.STATUS_UNKNOWN, State.MALFORMED)


def test_an_index_beyond_the_list() -> None:
    issuer = did_key("School")
    issuer.status_list(LIST)
    last = report(badge(issuer, status_entry(LIST, 131_071)), issuer)
    beyond = report(badge(issuer, status_entry(LIST, 131_072)), issuer)
    assert (last.verdict.state, beyond.verdict.state) == (State.VERIFIED, State.STATUS_UNKNOWN)


@pytest.mark.parametrize("entry", [[], [7], "x", {"type": "Unheard"}, {"id": "x"}, {"type": []}])
def test_an_entry_nobody_understands(entry: Any) -> None:
    issuer = did_key("School")
    document = {**issuer.badge(), "credentialStatus": entry}
    assert not report(issuer.sign(document, "eddsa-jcs-2022"), issuer).verdict.green


@pytest.mark.parametrize(
    "address",
    [
        "https://status.example/check?credential={id}",
        "https://status.example/{uuid}",
        "https://status.example/lists/7?holder={holder}",
        "https://status.example/lists?index=4",
        "https://status.example/%75rn/{upper}",
    ],
)
def test_an_address_that_gives_away_is_not_asked(address: str) -> None:
    issuer = did_key("School")
    unsigned = issuer.badge()
    url = address.format(
        id=unsigned["id"],
        uuid=unsigned["id"].rpartition(":")[2],
        upper=unsigned["id"].rpartition(":")[2].upper(),
        holder=unsigned["credentialSubject"]["id"],
    )
    document = badge(issuer, {**status_entry(url, 4)})
    issuer.status_list(url)
    found = report(document, issuer)
    assert (found.verdict.state, found.flags) == (State.STATUS_UNKNOWN, ("STATUS_URL_TRACKS",))
    assert issuer.web.asked == []
    assert report(document, issuer, allow_tracking=True).verdict.state is State.VERIFIED


def test_a_list_too_short_to_hide_in() -> None:
    issuer = did_key("School")
    serve(issuer, issuer.sign(bitstring(issuer, size=100), "eddsa-jcs-2022"))
    document = badge(issuer, status_entry(LIST, 4))
    found = report(document, issuer)
    assert (found.verdict.state, found.flags) == (State.STATUS_UNKNOWN, ("STATUS_URL_TRACKS",))
    assert report(document, issuer, allow_tracking=True).verdict.state is State.VERIFIED


def test_a_message_is_shown_and_never_green() -> None:
    issuer = did_key("School")
    content = bytearray(32_768)
    content[1] = 0b1000_0000
    subject = {"statusPurpose": "message", "encodedList": "u" + b64(gzip.compress(bytes(content)))}
    serve(issuer, issuer.sign(bitstring(issuer, **_subject(issuer, **subject)), "eddsa-jcs-2022"))
    entry = {
        **status_entry(LIST, 4, "message"),
        "statusSize": 2,
        "statusMessage": [{"status": "0x0", "message": "fine"}, {"status": "0x2", "message": "under appeal"}],
    }
    found = report(badge(issuer, entry), issuer)
    assert found.verdict.state is State.STATUS_UNKNOWN
    assert (status(found).code, status(found).facts["message"]) == ("status.message", "under appeal")


def test_what_nobody_proved_is_not_asked_about() -> None:
    issuer = did_key("School")
    document = {**badge(issuer, status_entry(LIST, 4)), "name": "Another title"}
    assert report(document, issuer).verdict.state is State.TAMPERED
    assert issuer.web.asked == []


# ---------------------------------------------------------------------- 1EdTech revocation list


def test_the_plain_list_of_1edtech() -> None:
    issuer = did_key("School")
    document = badge(issuer, {"id": LIST, "type": "1EdTechRevocationList"})
    issuer.web.put(LIST, {"id": LIST, "issuer": issuer.id, "revokedCredential": []})
    assert report(document, issuer).verdict.state is State.VERIFIED
    entry = {"id": document["id"], "revoked": True, "revocationReason": "Plagiarism"}
    issuer.web.put(LIST, {"id": LIST, "issuer": issuer.id, "revokedCredential": [entry]})
    found = report(document, issuer)
    assert (found.verdict.state, status(found).facts["reason"]) == (State.REVOKED, "Plagiarism")
    others: tuple[Any, ...] = (
        {"issuer": "did:web:other.example", "revokedCredential": []},
        {"revokedCredential": []},
        {"x": 1},
        [],
    )
    for other in others:
        issuer.web.put(LIST, json.dumps(other).encode())
        assert report(document, issuer).verdict.state is State.STATUS_UNKNOWN


# ---------------------------------------------------------------------- Token Status List

TOKEN_LIST = "https://status.example/tokens/1"


def token_bits(values: Iterable[tuple[int, int]], width: int, entries: int = 200_000) -> bytes:
    content = bytearray(entries * width // 8)
    for index, value in values:
        content[index * width // 8] |= value << (index * width % 8)
    return zlib.compress(bytes(content))


def token_claims(values: Iterable[tuple[int, int]] = (), width: int = 1, **changes: Any) -> Json:
    return {
        "sub": TOKEN_LIST,
        "iat": int(NOW.timestamp()) - 60,
        "exp": int(NOW.timestamp()) + 3600,
        "status_list": {"bits": width, "lst": b64(token_bits(values, width))},
        **changes,
    }


def sd_jwt(issuer: Issuer, index: int = 9) -> str:
    reference = {"status_list": {"idx": index, "uri": TOKEN_LIST}}
    return issuer.sd_jwt_vc({"vct": "urn:test:badge", "status": reference, "title": "Minor"}, hidden=["title"])


def put_token(issuer: Issuer, claims: Json, **header: Any) -> None:
    signed = issuer.jws(json.dumps(claims).encode(), **{"typ": "statuslist+jwt", "kid": issuer.method, **header})
    issuer.web.put(TOKEN_LIST, signed.encode(), "application/statuslist+jwt")


@pytest.mark.parametrize("width", [1, 2, 4, 8])
def test_token_status_lists_of_every_width(width: int) -> None:
    issuer = did_web("School")
    put_token(issuer, token_claims([(8, 1), (10, 1)], width))
    assert report(sd_jwt(issuer), issuer).verdict.state is State.VERIFIED
    put_token(issuer, token_claims([(9, 1)], width))
    assert report(sd_jwt(issuer), issuer).verdict.state is State.REVOKED
    if width > 1:
        put_token(issuer, token_claims([(9, 2)], width))
        assert report(sd_jwt(issuer), issuer).verdict.state is State.SUSPENDED
        put_token(issuer, token_claims([(9, 3)], width))
        assert report(sd_jwt(issuer), issuer).verdict.state is State.STATUS_UNKNOWN


@pytest.mark.parametrize(
    "changes",
    [
        {"sub": "https://status.example/tokens/2"},
        {"exp": int(NOW.timestamp()) - 1},
        {"iat": int(NOW.timestamp()) + 3600},
        {"iat": None},
        {"status_list": None},
        {"status_list": {"bits": 3, "lst": b64(token_bits((), 1))}},
        {"nbf": int(NOW.timestamp()) + 3600},
        {"ttl": 0},
        {"ttl": "soon"},
        {"status_list": {"bits": True, "lst": b64(token_bits((), 1))}},
        {"status_list": {"bits": 1, "lst": "!!"}},
        {"status_list": {"bits": 1, "lst": b64(b"no zlib")}},
    ],
)
def test_a_status_token_that_says_nothing(changes: Json) -> None:
    issuer = did_web("School")
    put_token(issuer, token_claims(**changes))
    assert report(sd_jwt(issuer), issuer).verdict.state is State.STATUS_UNKNOWN


def test_a_status_that_names_no_way_to_ask_is_not_a_good_one() -> None:
    issuer = did_key("School")
    token = issuer.sd_jwt_vc({"vct": "urn:test:badge", "status": {}, "title": "Minor"})
    assert report(token, issuer).verdict.state is State.STATUS_UNKNOWN


def test_a_status_token_is_as_old_as_the_key_that_it_is_believed_by() -> None:
    issuer, keeper = did_key("School"), did_web("Keeper", "keeper.example")
    issuer.web = keeper.web
    put_token(keeper, token_claims(iss=keeper.id))
    assert report(sd_jwt(issuer), issuer, keeper).verdict.state is State.VERIFIED
    keeper.web.had["https://keeper.example/.well-known/did.json"] = NOW - timedelta(days=30)
    assert report(sd_jwt(issuer), issuer, keeper).verdict.state is State.VERIFIED_EARLIER


def test_a_token_of_another_kind_is_no_list() -> None:
    issuer = did_web("School")
    for header in ({"typ": "JWT"}, {"typ": "vc+jwt"}, {"alg": "none"}):
        put_token(issuer, token_claims(), **header)
        assert report(sd_jwt(issuer), issuer).verdict.state is State.STATUS_UNKNOWN


def test_someone_elses_status_token() -> None:
    issuer, other = did_web("School"), did_key("Other")
    other.web = issuer.web
    put_token(other, token_claims())
    assert report(sd_jwt(issuer), issuer).verdict.state is State.STATUS_UNKNOWN
    put_token(other, token_claims(iss=other.id))
    assert report(sd_jwt(issuer), issuer).verdict.state is State.STATUS_UNKNOWN


def test_a_status_list_as_cwt() -> None:
    issuer = did_web("School")

    def put(values: Iterable[tuple[int, int]], typ: str = "application/statuslist+cwt") -> None:
        protected = cbor2.dumps({1: -8, 16: typ, 4: issuer.method.encode()})
        now = int(NOW.timestamp())
        claims = {2: TOKEN_LIST, 6: now - 60, 4: now + 60, 65533: {"bits": 1, "lst": token_bits(values, 1)}}
        payload = cbor2.dumps(claims)
        signature = issuer.signer.sign(cbor2.dumps(["Signature1", protected, b"", payload]))
        message = cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature]))
        issuer.web.put(TOKEN_LIST, message, "application/statuslist+cwt")

    put([])
    assert report(sd_jwt(issuer), issuer).verdict.state is State.VERIFIED
    put([(9, 1)])
    assert report(sd_jwt(issuer), issuer).verdict.state is State.REVOKED
    put([], "application/cwt")
    assert report(sd_jwt(issuer), issuer).verdict.state is State.STATUS_UNKNOWN
    issuer.web.put(TOKEN_LIST, cbor2.dumps([1, 2]), "application/statuslist+cwt")
    assert report(sd_jwt(issuer), issuer).verdict.state is State.STATUS_UNKNOWN


# ---------------------------------------------------------------------- bits


def test_the_first_bit_is_the_most_significant() -> None:
    assert [bits.read(b"\x80\x01", index) for index in (0, 7, 8, 15)] == [1, 0, 0, 1]
    assert [bits.read_least_first(b"\x80\x01", index, 1) for index in (0, 7, 8, 15)] == [0, 1, 1, 0]
    assert bits.read(b"\x12\x34", 1, 4) == 2
    assert bits.read(b"\xff\x00", 1, 3) == 0b111
    with pytest.raises(MalformedError):
        bits.read(b"\x00", 8)
    with pytest.raises(MalformedError):
        bits.read_least_first(b"\x00", 2, 4)


def test_a_bomb_is_stopped_on_the_way() -> None:
    with pytest.raises(UnsafeInputError):
        bits.inflate(zlib.compress(bytes(64 << 20)), zlib.MAX_WBITS)
    with pytest.raises(MalformedError):
        bits.inflate(b"", zlib.MAX_WBITS)


def test_outcomes_are_never_silent() -> None:
    issuer = did_key("School")
    found = report(issuer.sign(issuer.badge(), "eddsa-jcs-2022"), issuer)
    assert (status(found).outcome, status(found).code) == (Outcome.NOT_APPLICABLE, "status.none_declared")
