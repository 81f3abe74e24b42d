"""What stands beside a credential is shown and changes nothing."""

import base64
import hashlib
import json
from typing import Any

import pytest

from simulators.issuer import NOW, Issuer, Json, Web, did_key, did_web
from wallet.model.secured import Carrier
from wallet.verification.checks import CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.inspection import inspect
from wallet.verification.report import Report
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.verdict import State

SCHOOL, PEER = did_key("School"), did_key("Peer")


def run(document: Json | str, issuer: Issuer = SCHOOL, site: Web | None = None) -> Report:
    lists = KnownIssuers((TrustListSnapshot("test", (KnownIssuer((issuer.id,), issuer.name),)),))
    context = Context(now=NOW, fetcher=site or issuer.web, known_issuers=lists)
    data = document if isinstance(document, str) else json.dumps(document)
    return inspect(data.encode(), name="x", carrier=Carrier.FILE, context=context).report


def outcomes(report: Report, kind: CheckKind) -> list[tuple[Outcome, str]]:
    return [(check.outcome, check.code) for check in report.checks if check.kind is kind]


def endorsement(by: Issuer = PEER, **changes: Any) -> Json:
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:0b1c1f36-2f6a-4b62-9e6a-0a5b8f2f2d11",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": by.id, "type": ["Profile"]},
        "validFrom": "2026-01-01T00:00:00Z",
        "name": "Endorsement",
        "credentialSubject": {"id": "urn:uuid:1", "type": ["EndorsementSubject"], "endorsementComment": "Good"},
        **changes,
    }


def test_endorsements_are_checked_each() -> None:
    good = PEER.sign(endorsement(), "eddsa-jcs-2022")
    changed = {**good, "name": "Better"}
    old = PEER.sign(endorsement(validUntil="2026-02-01T00:00:00Z"), "eddsa-jcs-2022")
    document = SCHOOL.badge(endorsement=[good, changed, old, endorsement(), "https://x.example/endorsement"])
    report = run(SCHOOL.sign(document, "eddsa-jcs-2022"))
    assert report.verdict.state is State.VERIFIED
    assert [outcome for outcome, _ in outcomes(report, CheckKind.ENDORSEMENT)] == [
        Outcome.PASSED,
        Outcome.FAILED,
        Outcome.FAILED,
        Outcome.UNKNOWN,
        Outcome.UNKNOWN,
    ]


def test_the_words_of_an_endorsement_that_does_not_stand_are_not_shown() -> None:
    def said(comment: str, **changes: Any) -> Json:
        about = {"id": "urn:uuid:1", "type": ["EndorsementSubject"], "endorsementComment": comment}
        return PEER.sign(endorsement(credentialSubject=about, **changes), "eddsa-jcs-2022")

    old = said("Over", validUntil="2026-02-01T00:00:00Z")
    document = SCHOOL.badge(endorsement=[said("Good"), {**said("Changed"), "name": "Other"}, old])
    document["credentialSubject"]["achievement"]["endorsement"] = {**said("Forged"), "name": "Other"}
    record = run(SCHOOL.sign(document, "eddsa-jcs-2022")).record
    assert record is not None
    assert [one.value for one in record.statements if one.label == "endorsement"] == [f"{PEER.id}: Good"]


def test_whoever_endorses_is_named_by_signature_and_not_by_the_file() -> None:
    borrowed = {"id": PEER.id, "type": ["Profile"], "name": SCHOOL.name}
    signed = PEER.sign(endorsement(issuer=borrowed), "eddsa-jcs-2022")
    document = SCHOOL.badge(endorsement=[signed, endorsement(issuer={**borrowed, "id": SCHOOL.id})])
    record = run(SCHOOL.sign(document, "eddsa-jcs-2022")).record
    assert record is not None
    assert [one.value for one in record.statements if one.label == "endorsement"] == [f"{PEER.id}: Good", "Good"]


def test_an_endorsement_as_token() -> None:
    document = SCHOOL.badge(endorsementJwt=[PEER.vc_jwt(endorsement()), "not a token"])
    report = run(SCHOOL.sign(document, "eddsa-jcs-2022"))
    assert [outcome for outcome, _ in outcomes(report, CheckKind.ENDORSEMENT)] == [Outcome.PASSED, Outcome.FAILED]
    assert report.verdict.state is State.VERIFIED


def test_a_form_that_was_not_looked_at_is_said() -> None:
    schema = {"id": "https://school.example/schema.json", "type": "JsonSchema"}
    report = run(SCHOOL.sign(SCHOOL.badge(credentialSchema=[schema]), "eddsa-jcs-2022"))
    assert outcomes(report, CheckKind.SCHEMA) == [(Outcome.UNKNOWN, "schema.not_checked")]
    assert report.verdict.state is State.VERIFIED


@pytest.mark.parametrize(
    ("served", "integrity", "outcome"),
    [
        ({"vct": "https://types.example/minor"}, None, Outcome.PASSED),
        ({"vct": "https://types.example/minor"}, "right", Outcome.PASSED),
        ({"vct": "https://types.example/minor"}, "wrong", Outcome.FAILED),
        ({"vct": "https://types.example/major"}, None, Outcome.FAILED),
        (None, None, Outcome.UNKNOWN),
    ],
)
def test_what_a_type_says_about_itself(served: Json | None, integrity: str | None, outcome: Outcome) -> None:
    issuer = did_web("School")
    vct = "https://types.example/minor"
    claims: Json = {"vct": vct}
    if served is not None:
        issuer.web.put(vct, served)
        digest = hashlib.sha256(json.dumps(served).encode()).digest()
        right = "sha256-" + base64.b64encode(digest).decode()
        claims |= {"vct#integrity": right if integrity == "right" else "sha256-AAAA"} if integrity else {}
    report = run(issuer.sd_jwt_vc(claims), issuer)
    assert [found for found, _ in outcomes(report, CheckKind.TYPE_METADATA)] == [outcome]
    assert report.verdict.state is State.VERIFIED
