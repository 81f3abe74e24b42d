"""W3C credentials as SD-JWT (VC-JOSE-COSE section 3.2): one issuer, and nothing that decides can be held back."""

import hashlib
import json
from typing import Any

import pytest

from simulators.issuer import NOW, Issuer, Json, b64, did_key, did_web, status_entry
from wallet.model.secured import Carrier
from wallet.verification.checks import CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.inspection import inspect
from wallet.verification.report import Report
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.verdict import State

LIST = "https://issuer.example/lists/1"
OTHER = did_key("Other").id


def run(token: str, *known: Issuer, **changes: Any) -> Report:
    entries = tuple(KnownIssuer((issuer.id,), issuer.name) for issuer in known)
    lists = KnownIssuers((TrustListSnapshot("test", entries),))
    context = Context(**{"now": NOW, "fetcher": known[0].web, "known_issuers": lists, **changes})
    return inspect(token.encode(), name="x", carrier=Carrier.FILE, context=context).report


def hidden(*parts: Any) -> tuple[str, str]:
    """A disclosure and its digest."""
    encoded = b64(json.dumps(["salt", *parts]).encode())
    return encoded, b64(hashlib.sha256(encoded.encode()).digest())


def token(issuer: Issuer, payload: Json, *shown: str, **header: Any) -> str:
    signed = issuer.jws(json.dumps(payload).encode(), **{"typ": "vc+sd-jwt", "kid": issuer.method, **header})
    return "~".join([signed, *shown, ""])


def credential(issuer: Issuer, /, **more: Any) -> Json:
    return {**issuer.badge("Minor"), **more}


def without(document: Json, member: str) -> tuple[Json, Any]:
    rest = {name: value for name, value in document.items() if name != member}
    return rest, document[member]


def test_a_credential_with_and_without_what_may_be_hidden() -> None:
    issuer = did_web("School")
    encoded, digest = hidden("grade", "10")
    document = credential(issuer, iss=issuer.id)
    document["credentialSubject"]["_sd"] = [digest]
    for shown in ((), (encoded,)):
        report = run(token(issuer, document, *shown), issuer)
        assert report.verdict.state is State.VERIFIED
        assert report.record is not None
        assert report.record.issuer.id == issuer.id


# ---------------------------------------------------------------------- one issuer


@pytest.mark.parametrize("as_object", [True, False])
@pytest.mark.parametrize("named", ["iss", "issuer"])
def test_two_names_for_the_issuer(named: str, as_object: bool) -> None:
    school, other = did_web("School"), did_web("Other", "other.example")
    other.web = school.web
    document = credential(school, iss=school.id)
    document[named] = {"id": other.id, "name": "Other"} if as_object and named == "issuer" else other.id
    for signer in (school, other):
        report = run(token(signer, document), school, other)
        assert report.verdict.state is State.MALFORMED, named


@pytest.mark.parametrize("context", [None, ["https://words.example/v1"]])
def test_a_shown_issuer_is_the_one_who_signed_whatever_the_vocabulary(context: Any) -> None:
    school, other = did_web("School"), did_web("Other", "other.example")
    other.web = school.web
    claims: Json = {
        "iss": school.id,
        "vct": "urn:test:minor",
        "issuer": {"id": other.id, "legalName": {"en": "Other"}},
        "credentialSubject": {"id": "urn:x", "hasClaim": [{"type": "LearningAchievement", "title": {"en": "PhD"}}]},
    }
    if context:
        claims["@context"] = context
    assert run(token(school, claims, typ="dc+sd-jwt"), school, other).verdict.state is State.ISSUER_MISMATCH
    claims["issuer"]["id"] = school.id
    assert run(token(school, claims, typ="dc+sd-jwt"), school, other).verdict.state is State.VERIFIED


def test_an_issuer_that_is_an_object_must_say_who_it_is() -> None:
    school = did_web("School")
    document = credential(school, iss=school.id, issuer={"name": "Another school"})
    assert run(token(school, document), school).verdict.state is State.MALFORMED


@pytest.mark.parametrize(("claim", "value"), [("jti", "urn:uuid:other"), ("sub", OTHER)])
def test_two_names_for_the_credential_or_its_subject(claim: str, value: str) -> None:
    school = did_web("School")
    assert run(token(school, credential(school, **{claim: value})), school).verdict.state is State.MALFORMED


# ---------------------------------------------------------------------- what may not be hidden

DECISIVE: dict[str, Any] = {
    "iss": None,
    "exp": 1,
    "nbf": 1,
    "cnf": {"kid": "did:example:x#1"},
    "vct": "urn:test",
    "status": {"status_list": {"idx": 1, "uri": LIST}},
    "validFrom": "2020-01-01T00:00:00Z",
    "validUntil": "2020-01-01T00:00:00Z",
    "credentialStatus": status_entry(LIST, 5),
    "credentialSchema": {"id": "https://x.example/schema", "type": "JsonSchema"},
    "issuer": None,
    "@context": None,
}


@pytest.mark.parametrize("name", sorted(DECISIVE))
def test_a_claim_that_decides_is_never_a_disclosure(name: str) -> None:
    issuer = did_web("School")
    document = credential(issuer, iss=issuer.id)
    value = DECISIVE[name] or document[name]
    rest = {member: value for member, value in document.items() if member != name}
    encoded, digest = hidden(name, value)
    report = run(token(issuer, {**rest, "_sd": [digest]}, encoded), issuer)
    assert report.verdict.state is State.MALFORMED


@pytest.mark.parametrize("shown", [True, False])
def test_a_second_status_cannot_be_held_back(shown: bool) -> None:
    issuer = did_web("School")
    issuer.status_list(LIST, revoked=[5])
    encoded, digest = hidden(status_entry(LIST, 5))
    document = credential(issuer, credentialStatus=[status_entry(LIST, 4), {"...": digest}])
    report = run(token(issuer, document, *([encoded] if shown else [])), issuer)
    assert report.verdict.state is State.MALFORMED


@pytest.mark.parametrize("shown", [True, False])
def test_nor_can_a_part_of_a_status(shown: bool) -> None:
    issuer = did_web("School")
    encoded, digest = hidden("second_list", {"idx": 5, "uri": LIST})
    claims = {"iss": issuer.id, "vct": "urn:test", "status": {"_sd": [digest]}}
    report = run(token(issuer, claims, *([encoded] if shown else []), typ="dc+sd-jwt"), issuer)
    assert report.verdict.state is State.MALFORMED


def test_whose_a_credential_is_cannot_be_held_back() -> None:
    issuer = did_web("School")
    encoded, digest = hidden("id", issuer.id)
    document = credential(issuer, issuer={"type": "Profile", "name": "School", "_sd": [digest]})
    for shown in ((), (encoded,)):
        assert run(token(issuer, document, *shown), issuer).verdict.state is State.MALFORMED
    encoded, digest = hidden("name", "School")
    document = credential(issuer, issuer={"id": issuer.id, "type": "Profile", "_sd": [digest]})
    for shown in ((), (encoded,)):
        assert run(token(issuer, document, *shown), issuer).verdict.state is State.VERIFIED


def test_a_credential_without_its_type_is_none() -> None:
    issuer = did_web("School")
    rest, kind = without(credential(issuer), "type")
    encoded, digest = hidden("type", kind)
    assert run(token(issuer, {**rest, "_sd": [digest]}, encoded), issuer).verdict.state is State.VERIFIED
    assert run(token(issuer, {**rest, "_sd": [digest]}), issuer).verdict.state is State.MALFORMED


def test_a_presentation_does_not_become_a_credential_by_hiding_its_type() -> None:
    holder = did_web("Holder")
    _, digest = hidden("type", "VerifiablePresentation")
    inside = {"@context": "https://www.w3.org/ns/credentials/v2", "type": "EnvelopedVerifiableCredential"}
    document: Json = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "holder": holder.id,
        "name": "Master of Science",
        "verifiableCredential": [{**inside, "id": f"data:application/vc+jwt,{holder.vc_jwt(holder.badge())}"}],
        "_sd": [digest],
    }
    assert not run(token(holder, document, typ="vp+sd-jwt"), holder).verdict.green
    bare = {name: value for name, value in document.items() if name != "verifiableCredential"}
    assert not run(token(holder, bare, typ="vp+sd-jwt"), holder).verdict.green


# ---------------------------------------------------------------------- JSON serialization


def general(document: Json, *signers: Issuer, first: Json | None = None, later: Json | None = None) -> str:
    """The general JSON serialization with a signature of each."""
    signatures: list[Json] = []
    payload = ""
    for signer in signers:
        header, payload, signature = signer.jws(
            json.dumps(document).encode(), typ="vc+sd-jwt", kid=signer.method
        ).split(".")
        more = later if signatures else {"disclosures": [], **(first or {})}
        signatures.append({"protected": header, "signature": signature, "header": more or {}})
    return json.dumps({"payload": payload, "signatures": signatures})


def codes(report: Report) -> set[tuple[str, Outcome]]:
    return {(check.code, check.outcome) for check in report.checks if check.kind is CheckKind.EVIDENCE}


def test_the_first_of_several_signatures_decides_and_the_others_are_named() -> None:
    school, other = did_web("School"), did_key("Other")
    document = credential(school)
    one = run(general(document, school), school)
    assert (one.verdict.state, codes(one)) == (State.VERIFIED, set())
    twice = run(general(document, school, school), school)
    assert (twice.verdict.state, codes(twice)) == (
        State.VERIFIED,
        {("evidence.further_signature", Outcome.PASSED)},
    )
    beside = run(general(document, school, other), school)
    assert (beside.verdict.state, codes(beside)) == (
        State.VERIFIED,
        {("evidence.further_signature_not_confirmed", Outcome.UNKNOWN)},
    )
    assert run(general(document, other, school), school).verdict.state is State.ISSUER_MISMATCH


@pytest.mark.parametrize("member", ["disclosures", "kb_jwt"])
def test_disclosures_stand_with_the_first_signature_only(member: str) -> None:
    school = did_web("School")
    value: Any = [] if member == "disclosures" else "x.y.z"
    report = run(general(credential(school), school, school, later={member: value}), school)
    assert report.verdict.state is State.MALFORMED
