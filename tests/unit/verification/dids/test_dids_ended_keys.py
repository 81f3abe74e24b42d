"""A key that its own document took back, ended, or keeps for something else signs no credential, in no form."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import cbor2
import pytest

from simulators.issuer import NOW, Issuer, Json, Web, did_web
from wallet.model.secured import Carrier
from wallet.verification.context import Context
from wallet.verification.inspection import inspect
from wallet.verification.keys import multikey
from wallet.verification.report import Report
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.verdict import State

HOST, DOCUMENT = "school.example", "https://school.example/.well-known/did.json"


def school(**of_the_key: Any) -> Issuer:
    issuer = did_web("School", HOST, web=Web())
    document = json.loads(issuer.web.pages[DOCUMENT][2])
    document["verificationMethod"][0].update(of_the_key)
    issuer.web.put(DOCUMENT, document, "application/did+json")
    return issuer


def run(data: str | bytes, issuer: Issuer) -> Report:
    lists = KnownIssuers((TrustListSnapshot("test", (KnownIssuer((issuer.id,), issuer.name),)),))
    context = Context(now=NOW, fetcher=issuer.web, known_issuers=lists)
    body = data if isinstance(data, bytes) else data.encode()
    return inspect(body, name="x", carrier=Carrier.FILE, context=context).report


def as_jwt(issuer: Issuer) -> str:
    return issuer.vc_jwt(issuer.badge())


def as_sd_jwt(issuer: Issuer) -> str:
    return issuer.sd_jwt_vc({"vct": "urn:test:minor", "title": "Minor"})


def as_cose(issuer: Issuer) -> bytes:
    protected = cbor2.dumps({1: -8, 16: "application/vc+cose", 4: issuer.method.encode()})
    payload = json.dumps(issuer.badge()).encode()
    signature = issuer.signer.sign(cbor2.dumps(["Signature1", protected, b"", payload]))
    return cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature]))


def as_embedded(issuer: Issuer) -> str:
    return json.dumps(issuer.sign(issuer.badge(), "eddsa-jcs-2022"))


FORMS = (as_jwt, as_sd_jwt, as_cose, as_embedded)
Form = Callable[[Issuer], str | bytes]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "end",
    [
        {"revoked": "2026-10-01T00:00:00Z"},
        {"revoked": "2026-10-01"},
        {"revoked": True},
        {"expires": "2026-06-01T00:00:00Z"},
        {"expires": "last summer"},
    ],
    ids=str,
)
def test_a_key_that_has_ended(form: Form, end: Json) -> None:
    issuer = school(**end)
    report = run(form(issuer), issuer)
    assert report.verdict.state is State.TAMPERED
    assert "proof.key_unusable" in {check.code for check in report.checks}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("end", [{"revoked": "2027-01-01T00:00:00Z"}, {"expires": "2027-01-01T00:00:00Z"}], ids=str)
def test_a_key_that_will_end(form: Form, end: Json) -> None:
    issuer = school(**end)
    assert run(form(issuer), issuer).verdict.state is State.VERIFIED


def test_a_signature_from_before_its_key_ended_stays_good() -> None:
    issuer = school(expires="2026-08-01T00:00:00Z")
    # The badge counts from June, and its token says nothing else about when it was signed.
    assert run(as_jwt(issuer), issuer).verdict.state is State.VERIFIED


@pytest.mark.parametrize("form", [as_jwt, as_embedded])
def test_a_revoked_key_does_not_come_back_under_another_name(form: Form) -> None:
    issuer = school(revoked="2026-10-01T00:00:00Z")
    encoded = multikey.encode(issuer.signer.public_key)
    thief = replace(issuer, method=f"did:key:{encoded}#{encoded}")
    assert run(form(thief), issuer).verdict.state is State.ISSUER_MISMATCH


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("use", [{"use": "enc"}, {"key_ops": ["encrypt"]}], ids=str)
def test_a_key_for_something_else(form: Form, use: Json) -> None:
    issuer = school()
    document = json.loads(issuer.web.pages[DOCUMENT][2])
    document["verificationMethod"][0]["publicKeyJwk"].update(use)
    issuer.web.put(DOCUMENT, document, "application/did+json")
    assert run(form(issuer), issuer).verdict.state is State.TAMPERED
