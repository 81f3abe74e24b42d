"""A claim that decides and the same claim as it is shown come from one place, in tokens and in COSE messages."""

import base64
import json
from collections.abc import Callable
from typing import Any

import cbor2
import pytest

from simulators.issuer import NOW, Issuer, Json, did_key, did_web, presentation
from wallet.model.secured import Carrier
from wallet.verification.checks import CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.inspection import inspect
from wallet.verification.keys.public_key import KeyType
from wallet.verification.report import Report
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.verdict import State

SECONDS = int(NOW.timestamp())
SCHOOL, OTHER = did_key("School"), did_key("Other")


def run(data: str | bytes, **changes: Any) -> Report:
    entries = tuple(KnownIssuer((one.id,), one.name) for one in (SCHOOL, OTHER))
    lists = KnownIssuers((TrustListSnapshot("test", entries),))
    context = Context(**{"now": NOW, "fetcher": SCHOOL.web, "known_issuers": lists, **changes})
    body = data if isinstance(data, bytes) else data.encode()
    return inspect(body, name="x", carrier=Carrier.FILE, context=context).report


def cose(issuer: Issuer, document: Json, claims: object = None, typ: str = "application/vc+cose") -> bytes:
    header: dict[int, Any] = {1: -8, 16: typ, 4: issuer.method.encode()}
    if claims is not None:
        header[15] = claims
    protected, payload = cbor2.dumps(header), json.dumps(document).encode()
    signature = issuer.signer.sign(cbor2.dumps(["Signature1", protected, b"", payload]))
    return cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature]))


# ---------------------------------------------------------------------- COSE


def test_claims_in_the_header_of_a_message_count() -> None:
    badge = SCHOOL.badge()
    assert run(cose(SCHOOL, badge)).verdict.state is State.VERIFIED
    assert run(base64.urlsafe_b64encode(cose(SCHOOL, badge))).verdict.state is State.VERIFIED
    good = {1: SCHOOL.id, 4: SECONDS + 60, 5: SECONDS - 60, 6: SECONDS - 60, 7: b"id"}
    assert run(cose(SCHOOL, badge, good)).verdict.state is State.VERIFIED


@pytest.mark.parametrize(
    ("claims", "state"),
    [
        ({4: SECONDS - 1}, State.EXPIRED),
        ({5: SECONDS + 3600}, State.NOT_YET_VALID),
        ({1: OTHER.id}, State.MALFORMED),
        ({2: OTHER.id}, State.MALFORMED),
        ({1: 7}, State.MALFORMED),
        ({4: "tomorrow"}, State.MALFORMED),
        ([1], State.MALFORMED),
    ],
)
def test_claims_in_the_header_of_a_message_that_do_not_hold(claims: object, state: State) -> None:
    assert run(cose(SCHOOL, SCHOOL.badge(), claims)).verdict.state is state


def test_a_status_in_the_header_of_a_message_is_asked_after() -> None:
    reference = {"status_list": {"idx": 1, "uri": "https://nowhere.example/1"}}
    assert run(cose(SCHOOL, SCHOOL.badge(), {65535: reference})).verdict.state is State.STATUS_UNKNOWN


def _message(protected: bytes, unprotected: object = None, behind: bytes = b"") -> bytes:
    payload = json.dumps(SCHOOL.badge()).encode()
    signature = SCHOOL.signer.sign(cbor2.dumps(["Signature1", protected, b"", payload]))
    return cbor2.dumps(cbor2.CBORTag(18, [protected, unprotected or {}, payload, signature])) + behind


_PLAIN = cbor2.dumps({1: -8})


@pytest.mark.parametrize(
    "message",
    [
        _message(b"\xa2" + cbor2.dumps(1) + cbor2.dumps(-7) + cbor2.dumps(1) + cbor2.dumps(-8)),
        _message(b"\xbf" + cbor2.dumps(1) + cbor2.dumps(-7) + cbor2.dumps(1) + cbor2.dumps(-8) + b"\xff"),
        _message(
            b"\xa2" + cbor2.dumps(1) + cbor2.dumps(-8) + cbor2.dumps(15) + b"\xa2\x04\x01\x04\x1a\x7f\xff\xff\xff"
        ),
        _message(_PLAIN + b"\x00"),
        _message(_PLAIN, behind=b"\x00"),
        _message(_PLAIN, {2: [99]}),
        _message(_PLAIN, {15: {4: 1}}),
    ],
    ids=["alg twice", "alg twice, open end", "exp twice", "after header", "after message", "crit", "claims"],
)
def test_a_message_that_two_readers_would_read_differently(message: bytes) -> None:
    assert run(_message(_PLAIN)).verdict.state is State.VERIFIED
    assert run(_message(b"\xbf" + cbor2.dumps(1) + cbor2.dumps(-8) + b"\xff")).verdict.state is State.VERIFIED
    assert run(message).verdict.state is State.MALFORMED


# ---------------------------------------------------------------------- JOSE


@pytest.mark.parametrize("claim", ["iss", "sub"])
@pytest.mark.parametrize("form", ["vc+jwt", "vc claim"])
def test_a_header_that_tells_another_story(claim: str, form: str) -> None:
    def made(value: str) -> str:
        if form == "vc+jwt":
            return SCHOOL.vc_jwt(SCHOOL.badge(), **{claim: value})
        return SCHOOL.vc_claim_jwt(SCHOOL.badge(version=1), **{claim: value})

    own = SCHOOL.id if claim == "iss" else SCHOOL.badge()["credentialSubject"]["id"]
    assert run(made(own)).verdict.state is State.VERIFIED
    assert run(made(OTHER.id)).verdict.state is State.MALFORMED


@pytest.mark.parametrize("typ", ["JWT", "vc+jwt"])
def test_two_credentials_in_one_token(typ: str) -> None:
    claims = {**SCHOOL.badge("Minor"), "vc": SCHOOL.badge("Master", version=1)}
    token = SCHOOL.jws(json.dumps(claims).encode(), typ=typ, kid=SCHOOL.method)
    assert run(token).verdict.state is State.MALFORMED


@pytest.mark.parametrize(
    "beside",
    [
        {"expirationDate": "2020-01-01T00:00:00Z"},
        {"validUntil": "2020-01-01T00:00:00Z"},
        {"credentialStatus": {"id": "https://school.example/1", "type": "BitstringStatusListEntry"}},
        {"credentialSubject": {"id": "did:example:somebody"}},
    ],
    ids=lambda one: next(iter(one)),
)
def test_what_decides_does_not_stand_beside_the_credential(beside: Json) -> None:
    claims = {"iss": SCHOOL.id, "vc": SCHOOL.badge(version=1)}

    def token(claims: Json) -> str:
        return SCHOOL.jws(json.dumps(claims).encode(), typ="JWT", kid=SCHOOL.method)

    assert run(token(claims)).verdict.state is State.VERIFIED
    assert run(token({**claims, **beside})).verdict.state is State.MALFORMED


@pytest.mark.parametrize("first", [{"id": "did:example:bob"}, {}], ids=["another", "nobody"])
def test_the_subject_of_the_token_is_the_one_that_is_shown_as_holder(first: Json) -> None:
    badge = SCHOOL.badge(version=1)
    own = badge["credentialSubject"]
    unnamed = {name: value for name, value in own.items() if name != "id"}
    badge["credentialSubject"] = [{**unnamed, **first}, own]
    claims = {"iss": SCHOOL.id, "sub": own["id"], "vc": badge}
    token = SCHOOL.jws(json.dumps(claims).encode(), typ="JWT", kid=SCHOOL.method)
    assert run(token).verdict.state is State.MALFORMED


@pytest.mark.parametrize("claims", [{"exp": "soon"}, {"exp": True}, {"nbf": [1]}, {"exp": -1}], ids=str)
def test_an_end_that_says_no_moment(claims: Json) -> None:
    assert run(SCHOOL.vc_jwt({**SCHOOL.badge(), **claims})).verdict.state is State.MALFORMED
    assert run(SCHOOL.vc_jwt({**SCHOOL.badge(), "exp": "2027-01-01T00:00:00Z"})).verdict.state is State.VERIFIED


@pytest.mark.parametrize("form", ["vc+jwt", "vc claim", "sd-jwt"])
def test_an_end_in_the_header_is_an_end(form: str) -> None:
    def state(**header: Any) -> State:
        if form == "vc+jwt":
            return run(SCHOOL.vc_jwt(SCHOOL.badge(), **header)).verdict.state
        if form == "vc claim":
            return run(SCHOOL.vc_claim_jwt(SCHOOL.badge(version=1), **header)).verdict.state
        return run(SCHOOL.sd_jwt_vc({"vct": "urn:test:minor", "title": "Minor"}, **header)).verdict.state

    assert state(exp=SECONDS + 60) is State.VERIFIED
    assert state(exp=SECONDS - 1) is State.EXPIRED
    assert state(exp="soon") is State.MALFORMED
    assert state(nbf=SECONDS + 3600) in (State.NOT_YET_VALID, State.MALFORMED)
    both = {**SCHOOL.badge(), "exp": SECONDS + 60}
    assert run(SCHOOL.vc_jwt(both, exp=SECONDS + 60)).verdict.state is State.VERIFIED
    assert run(SCHOOL.vc_jwt(both, exp=SECONDS + 90)).verdict.state is State.MALFORMED


def wrapped(document: Json) -> Json:
    """A credential of the school around what somebody else is said to have issued."""
    inner = {
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "issuer": {"id": OTHER.id, "legalName": {"en": "Other"}},
        "credentialSubject": {"id": "urn:x", "hasClaim": [{"type": "LearningAchievement", "title": {"en": "PhD"}}]},
    }
    kept = {name: document[name] for name in ("id", "issuer", "validFrom")}
    return {
        **kept,
        "@context": document["@context"][:1],
        "type": ["VerifiableCredential"],
        "credentialSubject": {"id": "urn:x"},
        "credential": inner,
    }


@pytest.mark.parametrize("secure", [lambda made: SCHOOL.vc_jwt(made), lambda made: cose(SCHOOL, made)])
def test_what_is_wrapped_is_not_shown_under_the_signature_of_the_wrapper(
    secure: Callable[[Json], str | bytes],
) -> None:
    report = run(secure(wrapped(SCHOOL.badge())))
    key = next(check for check in report.checks if check.kind is CheckKind.ISSUER_KEY)
    assert report.verdict.state is State.ISSUER_MISMATCH
    assert (key.outcome, key.code) == (Outcome.FAILED, "issuer_key.other_issuer_shown")


# ---------------------------------------------------------------------- presentations


def answer(holder: Issuer, **claims: Any) -> str:
    inside = {"@context": "https://www.w3.org/ns/credentials/v2", "type": "EnvelopedVerifiableCredential"}
    badge = SCHOOL.vc_jwt(SCHOOL.badge(holder=holder.id))
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": holder.id,
        "verifiableCredential": [{**inside, "id": f"data:application/vc+jwt,{badge}"}],
        **claims,
    }
    return holder.jws(json.dumps(document).encode(), typ="vp+jwt", kid=holder.method)


def test_who_presents_is_named_once() -> None:
    ada, eve = did_key("Ada"), did_key("Eve")
    assert run(answer(ada)).verdict.state is State.VERIFIED
    assert run(answer(ada, iss=ada.id)).verdict.state is State.VERIFIED
    assert run(answer(ada, iss=eve.id)).verdict.state is State.MALFORMED
    assert run(answer(ada, issuer=SCHOOL.id)).facts["holder"] == ada.id


def test_a_subject_named_the_other_way_is_the_same_subject() -> None:
    ada, eve = did_key("Ada"), did_key("Eve")
    badge = SCHOOL.badge(holder=None)
    badge["credentialSubject"]["@id"] = ada.id
    signed = SCHOOL.sign(badge, "eddsa-jcs-2022")
    assert run(json.dumps(presentation(ada, [signed]))).verdict.state is State.VERIFIED
    assert run(json.dumps(presentation(eve, [signed]))).verdict.state is State.HOLDER_MISMATCH


def test_a_key_for_assertions_does_not_answer_for_its_holder() -> None:
    school = did_web("School", kind=KeyType.P256)
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": school.id,
        "verifiableCredential": [SCHOOL.sign(SCHOOL.badge(holder=school.id))],
    }
    signed = school.jws(json.dumps(document).encode(), typ="vp+sd-jwt", kid=school.method) + "~"
    assert run(signed, fetcher=school.web).verdict.state is State.HOLDER_MISMATCH
