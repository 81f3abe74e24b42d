"""The signed presentation: credentials as issued, purpose, receiver and expiry inside the signature."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from simulators import issuer as issuers
from wallet.errors import UnsupportedError
from wallet.formats import share_code
from wallet.formats.detect import recognise
from wallet.formats.recognised import RecognisedCredential
from wallet.model.secured import Carrier, Kind, SecuredCredential
from wallet.sharing import disclosure, presentation, signed_quads
from wallet.sharing.presentation import HolderKey, Terms
from wallet.verification import inspection
from wallet.verification.checks import CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.keys import algorithms, jwk, multibase
from wallet.verification.keys.public_key import KeyType
from wallet.verification.report import Inspected
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.verdict import State

SCHOOL = issuers.did_key("Zuiderpark")
ADA = issuers.did_jwk("Ada", kind=KeyType.ED25519)
KEY = HolderKey(ADA.id, ADA.method, ADA.signer)
TERMS = Terms(issuers.NOW, purpose="Sollicitatie “bakker” <b>", receiver="Bakkerij Zuid")


def secured(data: str | dict[str, Any]) -> SecuredCredential:
    raw = data if isinstance(data, str) else json.dumps(data, indent=2, ensure_ascii=False)
    found = recognise(raw.encode())
    assert isinstance(found, RecognisedCredential)
    return found.secured


def badge(holder: str = ADA.id) -> dict[str, Any]:
    document = SCHOOL.badge("Lassen niveau 1 ✓")
    document["credentialSubject"]["id"] = holder
    return document


def verified(text: str | bytes, **asked: Any) -> Inspected:
    known = KnownIssuers((TrustListSnapshot("test", (KnownIssuer(ids=(SCHOOL.id,), name="Zuiderpark"),)),))
    context = Context(now=asked.pop("now", issuers.NOW), fetcher=issuers.Web(), known_issuers=known, **asked)
    data = text.encode() if isinstance(text, str) else text
    return inspection.inspect(data, name="share", carrier=Carrier.FILE, context=context)


ALL = [
    secured(SCHOOL.sign(badge())),
    secured(SCHOOL.sign(badge(), "eddsa-jcs-2022")),
    secured(SCHOOL.vc_jwt(badge())),
    secured(SCHOOL.sd_jwt_vc({"vct": "urn:eudi:diploma:1", "given_name": "Ada", "grade": "9"}, hidden=["grade"])),
]


def test_everything_inside_verifies_unchanged() -> None:
    text = presentation.sign(ALL, KEY, TERMS)
    found = verified(text)
    assert found.report.kind is Kind.PRESENTATION
    assert found.report.verdict.state is State.VERIFIED, found.report.checks
    assert [item.raw for item in found.items] == [one.raw for one in ALL]


def test_the_compact_form_differs_in_white_space_only() -> None:
    plain, compact = presentation.sign(ALL, KEY, TERMS), presentation.sign(ALL, KEY, TERMS, compact=True)
    assert len(compact) < len(plain)
    assert json.loads(plain)["verifiableCredential"] == json.loads(compact)["verifiableCredential"]
    assert verified(compact).report.verdict.state is State.VERIFIED
    assert presentation.without_space('{ "a b" : [ 1.50 , "\\" , :" ] }') == '{"a b":[1.50,"\\" , :"]}'


def test_numbers_stay_written_as_the_issuer_wrote_them() -> None:
    raw = json.dumps(SCHOOL.sign(badge(), "eddsa-jcs-2022")).replace('"name"', '"ECTS": 5.0, "name"', 1)
    one = secured(raw)
    assert '"ECTS": 5.0' in presentation.sign([one], KEY, TERMS)


@pytest.mark.parametrize("member", [presentation.PURPOSE, presentation.RECEIVER])
def test_purpose_and_receiver_are_signed(member: str) -> None:
    document = json.loads(presentation.sign(ALL[:1], KEY, TERMS))
    terms = document["termsOfUse"]
    assert (terms[presentation.PURPOSE], terms[presentation.RECEIVER]) == (TERMS.purpose, TERMS.receiver)
    document["termsOfUse"][member] = "something else"
    assert verified(json.dumps(document)).report.verdict.state is State.TAMPERED


def test_an_expired_share_says_so_and_its_expiry_cannot_be_moved() -> None:
    terms = replace(TERMS, expires_at=issuers.NOW + timedelta(days=7))
    text = presentation.sign(ALL[:1], KEY, terms)
    assert verified(text).report.verdict.state is State.VERIFIED
    late = issuers.NOW + timedelta(days=8)
    assert verified(text, now=late).report.verdict.state is State.EXPIRED
    moved = text.replace("2026-11-30", "2036-11-30")
    assert moved != text
    assert verified(moved, now=late).report.verdict.state is State.TAMPERED


def test_an_answer_is_bound_to_its_question() -> None:
    terms = replace(TERMS, nonce="n-123", audience="https://employer.example")
    text = presentation.sign(ALL[:1], KEY, terms)
    asked = {"nonce": "n-123", "audience": "https://employer.example"}
    assert verified(text, **asked).report.verdict.state is State.VERIFIED
    assert verified(text, nonce="n-124", audience=asked["audience"]).report.verdict.state is State.REPLAY
    assert verified(presentation.sign(ALL[:1], KEY, TERMS), **asked).report.verdict.state is State.REPLAY


def test_another_persons_credential_is_not_ones_own() -> None:
    eve = issuers.did_jwk("Eve", kind=KeyType.ED25519)
    text = presentation.sign(ALL[:1], HolderKey(eve.id, eve.method, eve.signer), TERMS)
    assert verified(text).report.verdict.state is State.HOLDER_MISMATCH


def test_a_changed_credential_inside_is_found() -> None:
    text = presentation.sign(ALL[:1], KEY, TERMS)
    assert verified(text.replace("Lassen", "Chirurgie")).report.verdict.state is State.TAMPERED


@pytest.mark.parametrize("kind", [KeyType.P256, KeyType.P384])
def test_other_keys_of_the_holder(kind: KeyType) -> None:
    other = issuers.did_jwk("Ada", kind=kind)
    one = secured(SCHOOL.sign(badge(other.id)))
    text = presentation.sign([one], HolderKey(other.id, other.method, other.signer), TERMS)
    assert verified(text).report.verdict.state is State.VERIFIED


def test_a_key_that_no_suite_takes_is_refused() -> None:
    other = issuers.did_jwk("Ada", kind=KeyType.P521)
    with pytest.raises(UnsupportedError):
        presentation.sign(ALL[:1], HolderKey(other.id, other.method, other.signer), TERMS)


def test_as_a_token() -> None:
    terms = replace(TERMS, nonce="n", audience="https://e.example", expires_at=issuers.NOW + timedelta(days=1))
    token = presentation.sign_jwt(ALL[:3], KEY, terms)
    found = verified(token, nonce="n", audience="https://e.example")
    assert found.report.verdict.state is State.VERIFIED, found.report.checks
    assert len(found.items) == 3
    assert verified(token, now=issuers.NOW + timedelta(days=2)).report.verdict.state is State.EXPIRED


def bound_sd_jwt() -> SecuredCredential:
    claims = {
        "vct": "urn:eudi:diploma:1",
        "given_name": "Ada",
        "birthdate": "1990-01-01",
        "cnf": {"jwk": jwk.encode(ADA.signer.public_key)},
    }
    return secured(SCHOOL.sd_jwt_vc(claims, hidden=["given_name", "birthdate"]))


def test_a_bound_sd_jwt_answers_by_itself() -> None:
    shown = disclosure.with_hidden(bound_sd_jwt(), ["/birthdate"])
    terms = replace(TERMS, nonce="n-1", audience="https://employer.example")
    answer = presentation.bind(shown.raw.decode(), KEY, terms)
    found = verified(answer, nonce="n-1", audience="https://employer.example")
    assert found.report.verdict.state is State.VERIFIED, found.report.checks
    assert "1990" not in answer
    holder = [check for check in found.report.checks if check.kind is CheckKind.HOLDER_BINDING]
    assert [check.outcome for check in holder] == [Outcome.PASSED]
    assert verified(answer, nonce="n-2", audience="https://employer.example").report.verdict.state is State.REPLAY


def test_the_presentation_survives_a_code() -> None:
    text = presentation.sign(ALL, KEY, TERMS, compact=True)
    code = share_code.to_text(share_code.encode(text.encode()))
    found = verified(code)
    assert (found.report.kind, found.report.verdict.state) == (Kind.SHARE, State.VERIFIED)


@pytest.mark.parametrize("kind", [KeyType.ED25519, KeyType.P256, KeyType.P384])
def test_the_statements_for_a_page_are_those_that_were_signed(kind: KeyType) -> None:
    school = issuers.did_key("Zuiderpark", kind=kind)
    one = secured(school.sign(school.badge()))
    quads = signed_quads.of(one)
    assert quads is not None
    named = "sha384" if kind is KeyType.P384 else "sha256"
    message = b"".join(hashlib.new(named, part.encode()).digest() for part in (quads.options, quads.document))
    signature = multibase.decode(one.document["proof"]["proofValue"])
    algorithms.verify(school.signer.public_key, algorithms.preferred(kind), message, signature)
    assert "Minor Data Literacy" in quads.document


def test_there_are_no_statements_for_what_was_signed_otherwise() -> None:
    assert [signed_quads.of(one) for one in ALL[1:]] == [None, None, None]
