"""Presentations and containers: who shows it, for whom, and the worst of what is inside."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from simulators.issuer import NOW, Issuer, Json, Web, did_jwk, did_key, did_web, presentation
from wallet.model.secured import Carrier, Kind
from wallet.verification.checks import CheckKind
from wallet.verification.context import Context, Limits, Person
from wallet.verification.inspection import inspect
from wallet.verification.keys import jwk
from wallet.verification.report import Inspected, Report
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.verdict import State, Tone

NONCE, AUDIENCE = "n-1", "https://employer.example"
SCHOOL, ADA = did_key("School"), did_key("Ada")


def run(document: Json | str | bytes, **changes: Any) -> Report:
    return inspected(document, **changes).report


def inspected(document: Json | str | bytes, **changes: Any) -> Inspected:
    lists = KnownIssuers((TrustListSnapshot("test", (KnownIssuer((SCHOOL.id,), SCHOOL.name),)),))
    context = Context(**{"now": NOW, "fetcher": Web(), "known_issuers": lists, **changes})
    data = (
        document
        if isinstance(document, bytes)
        else (document if isinstance(document, str) else json.dumps(document)).encode()
    )
    return inspect(data, name="x", carrier=Carrier.FILE, context=context)


def held(holder: Issuer = ADA, title: str = "Minor") -> Json:
    return SCHOOL.sign(SCHOOL.badge(title, holder=holder.id))


def code(report: Report, kind: CheckKind) -> str:
    return next(check.code for check in report.checks if check.kind is kind)


def test_an_answer_to_our_question() -> None:
    document = presentation(ADA, [held()], challenge=NONCE, domain=AUDIENCE)
    report = run(document, nonce=NONCE, audience=AUDIENCE)
    assert (report.verdict.state, report.kind, report.flags) == (State.VERIFIED, Kind.PRESENTATION, ())
    assert [item.verdict.state for item in report.items] == [State.VERIFIED]


@pytest.mark.parametrize(
    ("made_for", "state"),
    [
        ({"challenge": "other", "domain": AUDIENCE}, State.REPLAY),
        ({"challenge": NONCE, "domain": "https://other.example"}, State.REPLAY),
        ({"challenge": NONCE}, State.REPLAY),
        ({"domain": AUDIENCE}, State.REPLAY),
        ({}, State.REPLAY),
    ],
)
def test_an_answer_to_another_question(made_for: dict[str, str], state: State) -> None:
    report = run(presentation(ADA, [held()], **made_for), nonce=NONCE, audience=AUDIENCE)
    assert (report.verdict.state, report.verdict.tone) == (state, Tone.RED)


def test_without_a_question_it_says_that_anyone_could_show_it() -> None:
    report = run(presentation(ADA, [held()]))
    assert (report.verdict.state, report.flags) == (State.VERIFIED, ("NOT_BOUND_TO_A_REQUEST",))


def test_someone_elses_credential() -> None:
    mallory = did_key("Mallory")
    for question in ({}, {"nonce": NONCE, "audience": AUDIENCE}):
        document = presentation(mallory, [held()], challenge=NONCE, domain=AUDIENCE)
        assert run(document, **question).verdict.state is State.HOLDER_MISMATCH
    mixed = presentation(ADA, [held(), held(mallory, "Other")])
    assert run(mixed).verdict.state is State.HOLDER_MISMATCH


@pytest.mark.parametrize("bob", ["did:example:bob", "mailto:bob@student.example", None])
def test_a_credential_of_two_people_shows_what_the_other_earned_under_no_ones_name_but_theirs(bob: str | None) -> None:
    badge = SCHOOL.badge("Course", holder=ADA.id)
    other = SCHOOL.badge("Master", holder=bob)["credentialSubject"]
    badge["credentialSubject"] = [badge["credentialSubject"], other]
    signed = SCHOOL.sign(badge, "eddsa-jcs-2022")
    record = run(signed).record
    assert record is not None
    assert (record.holder.id, [part.holder.id for part in record.parts]) == (ADA.id, [bob])
    # Presented by one of them, it would be that one's master's degree.
    assert run(presentation(ADA, [signed])).verdict.state is State.HOLDER_MISMATCH


def test_what_a_transcript_shows_of_each_credential_is_what_was_verified_of_it() -> None:
    inside = [SCHOOL.sign(SCHOOL.badge("First"), "eddsa-jcs-2022"), SCHOOL.vc_jwt(SCHOOL.badge("Second"))]
    envelope = {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "id": "data:application/vc+jwt," + SCHOOL.vc_jwt(SCHOOL.badge("Third")),
        "type": "EnvelopedVerifiableCredential",
    }
    transcript = SCHOOL.badge("Transcript", type=["VerifiableCredential", "ClrCredential"])
    transcript["credentialSubject"] = {
        "id": ADA.id,
        "type": ["ClrSubject"],
        "verifiableCredential": [*inside, envelope, SCHOOL.sign(SCHOOL.badge("Fourth"), "eddsa-jcs-2022")],
    }
    for form in (json.dumps(SCHOOL.sign(transcript, "eddsa-jcs-2022")), SCHOOL.vc_jwt(transcript)):
        report = run(form)
        assert report.record is not None
        titles = [part.title["und"] for part in report.record.parts]
        assert titles == ["First", "Second", "Third", "Fourth"]
        assert titles == [item.record.title["und"] for item in report.items if item.record]


def test_a_holder_who_is_named_but_did_not_sign() -> None:
    document = presentation(ADA, [held()])
    del document["proof"]
    from wallet.verification.dids.document import Relationship

    mallory = did_key("Mallory")
    signed = mallory.sign(document, "eddsa-jcs-2022", purpose=Relationship.AUTHENTICATION)
    assert run(signed).verdict.state is State.HOLDER_MISMATCH
    inside = SCHOOL.vc_jwt(SCHOOL.badge(holder=ADA.id))
    token = mallory.vc_jwt(
        {
            **document,
            "verifiableCredential": [
                {
                    "@context": document["@context"][0],
                    "id": f"data:application/vc+jwt,{inside}",
                    "type": "EnvelopedVerifiableCredential",
                }
            ],
        },
        typ="vp+jwt",
    )
    assert run(token).verdict.state is State.HOLDER_MISMATCH


def test_a_key_that_is_not_for_logging_in_presents_nothing() -> None:
    ada = did_web("Ada", host="ada.example")
    document = SCHOOL.sign(SCHOOL.badge(holder=ada.id))
    assert run(presentation(ada, [document]), fetcher=ada.web).verdict.state is State.HOLDER_MISMATCH
    ada = did_web("Ada", host="ada.example", relationships=("authentication",))
    assert run(presentation(ada, [document]), fetcher=ada.web).verdict.state is State.VERIFIED


def test_a_holder_named_by_key_in_an_sd_jwt() -> None:
    for name, state in (("Ada", State.VERIFIED), ("Mallory", State.HOLDER_MISMATCH)):
        claims = {"vct": "urn:test", "cnf": {"jwk": jwk.encode(did_key(name).signer.public_key)}}
        token = SCHOOL.sd_jwt_vc(claims)
        envelope = {
            "@context": "https://www.w3.org/ns/credentials/v2",
            "id": f"data:application/dc+sd-jwt,{token}",
            "type": "EnvelopedVerifiableCredential",
        }
        document = presentation(ADA, [envelope], challenge=NONCE, domain=AUDIENCE)
        assert run(document, nonce=NONCE, audience=AUDIENCE).verdict.state is state


def test_a_credential_to_nobody_in_particular_is_not_shown_by_its_owner() -> None:
    document = SCHOOL.sign(SCHOOL.badge(holder=None))
    asked = presentation(ADA, [document], challenge=NONCE, domain=AUDIENCE)
    assert run(asked, nonce=NONCE, audience=AUDIENCE).verdict.state is State.HOLDER_MISMATCH
    assert run(presentation(ADA, [document])).verdict.state is State.VERIFIED


def test_the_worst_inside_decides() -> None:
    expired = SCHOOL.sign(SCHOOL.badge("Old", holder=ADA.id, valid_until=NOW - timedelta(days=1)))
    report = run(presentation(ADA, [held(), expired]))
    assert report.verdict.state is State.EXPIRED
    tampered = {**held(), "name": "Master"}
    assert run(presentation(ADA, [expired, tampered])).verdict.state is State.TAMPERED
    unknown = did_key("Unknown school")
    assert (
        run(presentation(ADA, [held(), unknown.sign(unknown.badge(holder=ADA.id))])).verdict.state
        is State.ISSUER_UNKNOWN
    )


def test_an_empty_presentation_is_nothing() -> None:
    assert run(presentation(ADA, [])).verdict.state is State.MALFORMED


def test_a_changed_presentation() -> None:
    document = presentation(ADA, [held()])
    document["verifiableCredential"].append(held(title="Another"))
    assert run(document).verdict.state is State.TAMPERED


def test_an_unsigned_presentation_is_only_a_container() -> None:
    document = presentation(ADA, [held()])
    del document["proof"]
    report = run(document)
    assert (report.verdict.state, report.flags) == (State.VERIFIED, ("UNSIGNED_CONTAINER",))
    assert run(document, nonce=NONCE).verdict.state is State.REPLAY


def test_an_assertion_proof_does_not_present() -> None:
    from wallet.verification.dids.document import Relationship

    document = presentation(ADA, [held()])
    del document["proof"]
    signed = ADA.sign(document, "eddsa-jcs-2022", purpose=Relationship.ASSERTION_METHOD)
    assert run(signed).verdict.state is State.TAMPERED


def test_a_presentation_as_token() -> None:
    ada = did_jwk("Ada")
    inside = SCHOOL.vc_jwt(SCHOOL.badge(holder=ada.id))
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": ada.id,
        "nonce": NONCE,
        "aud": AUDIENCE,
        "verifiableCredential": [
            {
                "@context": "https://www.w3.org/ns/credentials/v2",
                "id": f"data:application/vc+jwt,{inside}",
                "type": "EnvelopedVerifiableCredential",
            }
        ],
    }
    token = ada.vc_jwt(document, typ="vp+jwt")
    assert run(token, nonce=NONCE, audience=AUDIENCE).verdict.state is State.VERIFIED
    assert run(token, nonce="x", audience=AUDIENCE).verdict.state is State.REPLAY
    past = ada.vc_jwt({**document, "exp": int(NOW.timestamp()) - 1}, typ="vp+jwt")
    assert run(past, nonce=NONCE, audience=AUDIENCE).verdict.state is State.EXPIRED


def test_a_result_that_the_sender_wrote_is_ignored() -> None:
    document = {**held(), "verificationResult": {"verified": True}}
    del document["proof"]
    assert run(document).verdict.state is State.UNSIGNED


# ---------------------------------------------------------------------- containers


def archive(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return buffer.getvalue()


def as_bytes(document: Json) -> bytes:
    return json.dumps(document).encode()


def test_an_archive_is_as_good_as_its_worst() -> None:
    good, other = as_bytes(held()), as_bytes(held(title="Second"))
    report = run(archive(a=good, b=other))
    assert (report.verdict.state, report.flags, len(report.items)) == (State.VERIFIED, ("UNSIGNED_CONTAINER",), 2)
    assert run(archive(a=good, b=good[:-20])).verdict.state is State.MALFORMED


def test_a_letter_beside_the_diplomas_does_not_spoil_them() -> None:
    report = run(archive(letter=b"Dear reader, see the files.", diploma=as_bytes(held())))
    assert (report.verdict.state, report.facts["beside"], len(report.items)) == (State.VERIFIED, "1", 1)
    assert run(archive(letter=b"Dear reader, nothing here.")).verdict.state is State.MALFORMED


def test_archives_in_archives_end() -> None:
    data = as_bytes(held())
    for _ in range(9):
        data = archive(inner=data)
    assert run(data).verdict.state is State.REFUSED_UNSAFE


def test_more_items_than_anyone_looks_at() -> None:
    files = {f"f{number}": as_bytes(held(title=str(number))) for number in range(6)}
    assert run(archive(**files), limits=Limits(max_items=5)).verdict.state is State.REFUSED_UNSAFE


# ---------------------------------------------------------------------- not credentials


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (b"", State.MALFORMED),
        (b"hello", State.NOT_A_CREDENTIAL),
        (b"{}", State.NOT_A_CREDENTIAL),
        (b"[" * 100_000, State.MALFORMED),
        (b"https://school.example/badge", State.NOT_A_CREDENTIAL),
        (b"javascript:alert(1)", State.NOT_A_CREDENTIAL),
    ],
)
def test_what_is_no_credential_is_a_verdict_too(data: bytes, state: State) -> None:
    site = Web()
    assert run(data, fetcher=site).verdict.state is state
    assert site.asked == []


def test_a_request_is_inspected_and_not_followed() -> None:
    query = json.dumps({"credentials": [{"id": "q", "format": "dc+sd-jwt", "meta": {"vct_values": ["urn:x"]}}]})
    from urllib.parse import urlencode

    text = "openid4vp://?" + urlencode(
        {
            "client_id": "redirect_uri:https://employer.example/cb",
            "response_uri": "https://employer.example/cb",
            "response_type": "vp_token",
            "response_mode": "direct_post",
            "nonce": "n",
            "dcql_query": query,
        }
    )
    site = Web()
    report = run(text, fetcher=site)
    assert (report.verdict.state, report.kind, report.verdict.tone) == (State.CONSENT_REQUIRED, Kind.REQUEST, Tone.GREY)
    assert (report.facts["host"], report.facts["known"], site.asked) == ("employer.example", "no", [])


# ---------------------------------------------------------------------- whose is it


def test_whose_it_is_shows_and_decides_nothing() -> None:
    from wallet.model.earned import Identifier

    mine = run(held(), person=Person(holder_ids=(ADA.id,)))
    other = run(held(), person=Person(names=("Bob",), identifiers=(Identifier("email", "bob@x.example"),)))
    assert (code(mine, CheckKind.SUBJECT_IS_ME), code(other, CheckKind.SUBJECT_IS_ME)) == (
        "subject.is_me",
        "subject.no_match",
    )
    assert (mine.verdict.state, other.verdict.state) == (State.VERIFIED, State.VERIFIED)


def test_the_name_comes_from_the_list_only_when_its_key_signed() -> None:
    from wallet.model.earned import NameSource

    named = {**SCHOOL.badge(), "issuer": {"id": SCHOOL.id, "type": ["Profile"], "name": "Harvard"}}
    record = run(SCHOOL.sign(named)).record
    assert record is not None
    assert (record.issuer.name, record.issuer.name_from, record.issuer.stated_name) == (
        SCHOOL.name,
        NameSource.TRUST_LIST,
        "Harvard",
    )
    forged = run(did_key("Mallory").sign(named))
    assert forged.record is not None
    assert (forged.verdict.state, forged.record.issuer.name_from) == (State.ISSUER_MISMATCH, NameSource.CREDENTIAL)
