"""European seals: what stands, what does not, whose seal it is, and that nothing is called checked that was not."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from simulators import issuer as issuers
from simulators import seals
from simulators import trusted_lists as union
from simulators.issuer import Web, b64
from simulators.revocation import answered
from simulators.time_stamps import knows, stamping, token
from simulators.trusted_lists import NOW, Certified
from wallet.model.earned import NameSource
from wallet.model.secured import Carrier
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.inspection import inspect
from wallet.verification.report import Report
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, SealAuthority, TrustListSnapshot
from wallet.verification.verdict import State

SCHOOL, NUMBER = "Hogeschool Zuiderpark", "NTRNL-12345678"
Json = dict[str, Any]


@pytest.fixture(scope="module")
def authority() -> Certified:
    return union.certify("Zegel CA", authority=True)


@pytest.fixture(scope="module")
def school(authority: Certified) -> Certified:
    return union.certify(SCHOOL, by=authority, organisation_identifier=NUMBER)


@pytest.fixture(scope="module")
def stranger() -> Certified:
    """A company with a seal of its own, from an authority on no list."""
    other = union.certify("Andere CA", authority=True)
    return union.certify(SCHOOL, by=other, organisation_identifier=NUMBER)


@pytest.fixture
def known(authority: Certified) -> KnownIssuers:
    der = authority.certificate.public_bytes(Encoding.DER)
    listed = SealAuthority(der, "Seals", "Trust NL", "NL", "2020-01-01T00:00:00Z")
    return KnownIssuers(
        lists=(TrustListSnapshot("EU", (), url="https://ec.example/l", retrieved_at=NOW, authorities=(listed,)),)
    )


def look(sealed: Json, known: KnownIssuers, web: Web | None = None) -> Report:
    context = Context(now=NOW, fetcher=web or Web(), known_issuers=known)
    return inspect(json.dumps(sealed).encode(), name="credential.jsonld", carrier=Carrier.FILE, context=context).report


def only(report: Report, kind: CheckKind) -> Check:
    (found,) = (one for one in report.checks if one.kind is kind)
    return found


def good(school: Certified, **more: Any) -> Json:
    return seals.seal(school, seals.european_credential(), **more)


def test_a_seal_of_the_issuer_under_a_listed_authority_is_genuine(school: Certified, known: KnownIssuers) -> None:
    report = look(good(school), known)
    assert report.verdict.state is State.VERIFIED
    assert report.record is not None
    assert (report.record.issuer.name, report.record.issuer.name_from) == (SCHOOL, NameSource.TRUST_LIST)
    assert only(report, CheckKind.ISSUER_TRUST).facts["authority"] == "Trust NL"


def test_without_the_list_it_is_intact_and_nobody_known(school: Certified) -> None:
    report = look(good(school), KnownIssuers())
    assert only(report, CheckKind.PROOF).outcome is Outcome.PASSED
    assert report.verdict.state is State.KEY_NOT_BOUND


def test_a_seal_of_an_unlisted_authority_proves_no_name(stranger: Certified, known: KnownIssuers) -> None:
    assert look(good(stranger), known).verdict.state is State.KEY_NOT_BOUND


@pytest.mark.parametrize("spaces", ["", " "])
def test_another_payload_is_changed(school: Certified, known: KnownIssuers, spaces: str) -> None:
    sealed = good(school)
    payload = sealed["payload"]
    sealed["payload"] = payload.replace("Data Literacy", "Data Mastery") if not spaces else payload + spaces
    assert look(sealed, known).verdict.state is State.TAMPERED


def test_another_certificate_or_thumbprint_is_changed(
    school: Certified, authority: Certified, known: KnownIssuers
) -> None:
    other = union.certify(SCHOOL, by=authority, organisation_identifier=NUMBER)
    swapped = look(good(school, x5c=[other.base64], **{"x5t#S256": None}), known)
    assert swapped.verdict.state is State.TAMPERED
    mismatch = look(good(school, **{"x5t#S256": seals.thumbprint(other)}), known)
    assert only(mismatch, CheckKind.PROOF).code == "proof.certificate_other"
    assert mismatch.verdict.state is State.TAMPERED


def test_a_thumbprint_with_another_hash_is_compared_too(school: Certified, known: KnownIssuers) -> None:
    named = {"x5t#S256": None, "x5t#o": {"digAlg": "S512", "digVal": b64(b"\0" * 64)}}
    assert look(good(school, **named), known).verdict.state is State.TAMPERED
    unheard = {"x5t#S256": None, "x5t#o": {"digAlg": "MD5", "digVal": "AAAA"}}
    assert look(good(school, **unheard), known).verdict.state is State.UNSUPPORTED


def test_no_certificate_at_all_cannot_be_checked(school: Certified, known: KnownIssuers) -> None:
    for value in (None, [], "x", [school.base64] * 11):
        assert look(good(school, x5c=value), known).verdict.state is State.UNSUPPORTED
    assert look(good(school, x5c=["AAAA"]), known).verdict.state is State.MALFORMED


def test_a_seal_without_a_time_says_so(school: Certified, known: KnownIssuers) -> None:
    report = look(good(school, sigT=None, crit=["b64"]), known)
    assert only(report, CheckKind.PROOF).code == "proof.sealed_undated"


def test_a_newer_seal_dates_itself_in_seconds(school: Certified, known: KnownIssuers) -> None:
    report = look(good(school, sigT=None, crit=["b64"], iat=int((NOW - timedelta(days=1)).timestamp())), known)
    assert only(report, CheckKind.PROOF).facts["sealed_at"] == "2026-11-22T12:00:00Z"
    assert report.verdict.state is State.VERIFIED


@pytest.mark.parametrize(
    ("when", "state"),
    [
        ("2027-01-01T00:00:00Z", State.NOT_YET_VALID),
        ("2019-01-01T00:00:00Z", State.KEY_NOT_BOUND),
        ("yesterday", State.MALFORMED),
        (1, State.MALFORMED),
    ],
)
def test_a_time_that_cannot_be_is_never_green(
    school: Certified, known: KnownIssuers, when: object, state: State
) -> None:
    assert look(good(school, sigT=when), known).verdict.state is state


@pytest.mark.parametrize(
    ("header", "state"),
    [
        ({"crit": ["b64", "sigT", "unheard"], "unheard": 1}, State.UNSUPPORTED),
        ({"crit": ["b64", "sigT", "exp"]}, State.UNSUPPORTED),
        ({"crit": ["b64", "sigT", "adoTst"]}, State.MALFORMED),
        ({"crit": []}, State.MALFORMED),
        ({"crit": "b64"}, State.MALFORMED),
        ({"crit": [["b64"]]}, State.MALFORMED),
        ({"crit": ["sigT"]}, State.MALFORMED),
        ({"crit": None}, State.MALFORMED),
        ({"b64": "false"}, State.MALFORMED),
        ({"alg": "none"}, State.UNSIGNED),
        ({"alg": "HS256"}, State.UNSUPPORTED),
        ({"alg": "ES384"}, State.TAMPERED),
    ],
)
def test_headers_that_must_be_understood(school: Certified, known: KnownIssuers, header: Json, state: State) -> None:
    assert look(good(school, **header), known).verdict.state is state


def test_what_must_be_protected_is_not_taken_from_outside(school: Certified, known: KnownIssuers) -> None:
    sealed = good(school)
    first = sealed["signatures"][0]
    for outside in ({"crit": ["unheard"]}, {"b64": True}, {"x5c": ["AAAA"]}):
        assert not look({**sealed, "signatures": [{**first, "header": outside}]}, known).verdict.green


def test_an_encoded_payload_is_signed_as_it_is_written(school: Certified, known: KnownIssuers) -> None:
    payload = b64(json.dumps(seals.european_credential()).encode())
    header = {"b64": True, "crit": ["b64", "sigT"]}
    sealed = {"payload": payload, "signatures": [seals.one_signature(school, payload, more=header)]}
    assert look(sealed, known).verdict.state is State.VERIFIED
    # Decoded in the place of the encoded one: other bytes.
    plain = {**sealed, "payload": base64.urlsafe_b64decode(payload + "==").decode()}
    assert not look(plain, known).verdict.green


def test_detached_contents_are_not_what_lies_beside(school: Certified, known: KnownIssuers) -> None:
    pointing = {"sigD": {"mId": "http://uri.etsi.org/19182/ObjectIdByURI", "pars": ["https://x.example/y"]}}
    assert look(good(school, **pointing), known).verdict.state is State.UNSUPPORTED
    sealed = good(school)
    for payload in ("", None):
        assert not look({**sealed, "payload": payload}, known).verdict.green
    del sealed["payload"]
    assert not look(sealed, known).verdict.green


def test_every_seal_must_be_intact_and_the_issuers_may_stand_second(
    school: Certified, stranger: Certified, known: KnownIssuers
) -> None:
    sealed = good(school)
    mine = sealed["signatures"][0]
    other = seals.one_signature(stranger, sealed["payload"])
    assert look({**sealed, "signatures": [other, mine]}, known).verdict.state is State.VERIFIED
    assert look({**sealed, "signatures": [other]}, known).verdict.state is State.KEY_NOT_BOUND
    broken = {**other, "signature": b64(b"\1" * 64)}
    assert look({**sealed, "signatures": [mine, broken]}, known).verdict.state is State.TAMPERED
    assert look({**sealed, "signatures": [mine] * 65}, known).verdict.state is State.REFUSED_UNSAFE
    assert look({**sealed, **mine}, known).verdict.state is State.MALFORMED


def test_the_number_in_the_certificate_decides_who_sealed(
    school: Certified, authority: Certified, known: KnownIssuers
) -> None:
    other = union.certify(SCHOOL, by=authority, organisation_identifier="NTRNL-99999999")
    assert look(seals.seal(other, seals.european_credential()), known).verdict.state is State.ISSUER_MISMATCH
    unnumbered = union.certify(SCHOOL, by=authority)
    assert look(seals.seal(unnumbered, seals.european_credential()), known).verdict.state is State.KEY_NOT_BOUND


def test_a_second_number_of_the_same_register_is_a_contradiction(authority: Certified, known: KnownIssuers) -> None:
    other = union.certify("Kwaad BV", by=authority, organisation_identifier="NTRNL-99999999")
    document = seals.european_credential()
    document["issuer"]["identifier"] = {"notation": "99999999"}
    assert look(seals.seal(other, document), known).verdict.state is State.ISSUER_MISMATCH


def test_the_name_that_is_shown_is_that_of_the_certificate(authority: Certified, known: KnownIssuers) -> None:
    other = union.certify("Kwaad BV", by=authority, organisation_identifier="NTRNL-99999999")
    report = look(seals.seal(other, seals.european_credential(SCHOOL, "NTRNL-99999999")), known)
    assert report.record is not None
    assert report.record.issuer.name == "Kwaad BV"
    assert report.record.sealed_by is not None
    assert report.record.sealed_by.name == {"und": "Kwaad BV"}


@pytest.mark.parametrize("identifier", ["did:web:school.example", "https://school.example/about"])
def test_a_seal_does_not_speak_for_a_listed_identifier_of_somebody_else(
    authority: Certified, known: KnownIssuers, identifier: str
) -> None:
    """Any company can buy a qualified seal; it must not be shown under the name of a known issuer's identifier."""
    listed = KnownIssuer(ids=(identifier,), name=SCHOOL)
    both = KnownIssuers(lists=(*known.lists, TrustListSnapshot("mine", (listed,))))
    other = union.certify("Kwaad BV", by=authority, organisation_identifier="NTRNL-99999999")
    document = seals.european_credential(SCHOOL, "NTRNL-99999999")
    document["issuer"]["id"] = identifier
    report = look(seals.seal(other, document), both)
    assert not report.verdict.green
    assert report.record is not None
    assert report.record.issuer.name_from is not NameSource.TRUST_LIST


def test_a_seal_beside_a_did_must_be_a_key_of_that_did(school: Certified, known: KnownIssuers) -> None:
    web = Web()
    did = issuers.did_web(SCHOOL, "school.example", web=web).id
    document = seals.european_credential()
    document["issuer"]["id"] = did
    assert look(seals.seal(school, document), known, web).verdict.state is State.ISSUER_MISMATCH


def test_a_name_on_a_list_that_another_company_states_is_flagged(authority: Certified, known: KnownIssuers) -> None:
    listed = KnownIssuer(ids=("did:web:school.example",), name=SCHOOL)
    both = KnownIssuers(lists=(*known.lists, TrustListSnapshot("mine", (listed,))))
    other = union.certify("Kwaad BV", by=authority, organisation_identifier="NTRNL-99999999")
    flagged = look(seals.seal(other, seals.european_credential(SCHOOL, "NTRNL-99999999")), both)
    assert "IMPERSONATION_SUSPECTED" in flagged.flags
    own = union.certify(SCHOOL, by=authority, organisation_identifier=NUMBER)
    assert "IMPERSONATION_SUSPECTED" not in look(seals.seal(own, seals.european_credential()), both).flags


@pytest.mark.parametrize("use", ["sign", "web", ""])
def test_a_certificate_for_a_person_or_a_web_site_is_no_seal(
    authority: Certified, known: KnownIssuers, use: str
) -> None:
    other = union.certify(SCHOOL, by=authority, organisation_identifier=NUMBER, qualified_for=use)
    report = look(seals.seal(other, seals.european_credential()), known)
    assert only(report, CheckKind.ISSUER_KEY).code == "issuer_key.no_keys_certificate_other_use"


def test_a_certificate_that_ended_since_is_not_vouched_for(authority: Certified, known: KnownIssuers) -> None:
    ended = union.certify(
        SCHOOL, by=authority, organisation_identifier=NUMBER, start=NOW - timedelta(days=100), days=99
    )
    report = look(seals.seal(ended, seals.european_credential()), known)
    assert report.verdict.state is State.KEY_NOT_BOUND
    assert only(report, CheckKind.ISSUER_KEY).code == "issuer_key.no_keys_certificate_expired"


def test_an_authority_between_must_be_one_and_be_in_force(authority: Certified, known: KnownIssuers) -> None:
    between = union.certify("Tussen CA", by=authority, authority=True)
    leaf = union.certify(SCHOOL, by=between, organisation_identifier=NUMBER)
    assert look(good(leaf, chain=[between]), known).verdict.state is State.VERIFIED
    assert look(good(leaf), known).verdict.state is State.KEY_NOT_BOUND
    old = union.certify("Tussen CA", by=authority, authority=True, start=NOW - timedelta(days=100), days=10)
    late = union.certify(SCHOOL, by=old, organisation_identifier=NUMBER)
    assert look(good(late, chain=[old]), known).verdict.state is State.KEY_NOT_BOUND
    # A seal is no authority: it may not vouch for another.
    plain = union.certify("Tussen BV", by=authority, organisation_identifier="NTRNL-99999999")
    forged = union.certify(SCHOOL, by=plain, organisation_identifier=NUMBER)
    assert look(good(forged, chain=[plain]), known).verdict.state is State.KEY_NOT_BOUND


def test_who_awarded_is_kept_apart_from_who_sealed(school: Certified, known: KnownIssuers) -> None:
    document = seals.european_credential(awarded_by="Cursusbureau Noord")
    report = look(seals.seal(school, document), known)
    assert report.record is not None
    assert report.record.issuer.name == SCHOOL
    assert [body.name for body in report.record.awarding_bodies] == [{"en": "Cursusbureau Noord"}]


ENTRY = {
    "id": "https://school.example/status/1#94567",
    "type": "StatusList2021Entry",
    "statusPurpose": "revocation",
    "statusListIndex": "94567",
    "statusListCredential": "https://school.example/status/1",
}


@pytest.mark.parametrize(
    "declared",
    [
        {"status": [ENTRY]},
        {"status": ENTRY},
        {"status": ENTRY, "credentialStatus": None},
        {"status": [ENTRY], "credentialStatus": None},
        {"credentialStatus": ENTRY},
        {"status": {"type": "SomethingNew"}},
    ],
)
def test_a_declared_status_is_never_passed_over(school: Certified, known: KnownIssuers, declared: Json) -> None:
    report = look(seals.seal(school, seals.european_credential(**declared)), known)
    assert report.verdict.state is State.STATUS_UNKNOWN


def test_what_is_declared_in_both_places_is_asked_in_both(school: Certified, known: KnownIssuers) -> None:
    other = {**ENTRY, "id": "https://school.example/status/2#1", "statusPurpose": "suspension"}
    report = look(seals.seal(school, seals.european_credential(status=[ENTRY], credentialStatus=other)), known)
    assert len([one for one in report.checks if one.kind is CheckKind.STATUS]) == 2


def evidence(report: Report) -> dict[str, str]:
    return {one.code: one.facts.get("kinds", "") for one in report.checks if one.kind is CheckKind.EVIDENCE}


def test_what_was_not_looked_at_is_said(school: Certified, known: KnownIssuers) -> None:
    entries: tuple[Json, ...] = ({"arcTst": {}}, {"rVals": {"ocspVals": [{"val": "AAAA"}]}})
    report = look(seals.with_evidence(good(school), *entries), known)
    assert evidence(report) == {"evidence.not_looked_at": "arcTst, ocspVals"}
    assert report.verdict.state is State.VERIFIED
    content = {"adoTst": {"tstTokens": []}, "crit": ["b64", "sigT", "adoTst"]}
    assert evidence(look(good(school, **content), known)) == {"evidence.not_looked_at": "adoTst"}


def test_an_archived_list_that_cannot_be_used_is_said_to_be_so(school: Certified, known: KnownIssuers) -> None:
    entry = {"rVals": {"crlVals": [{"val": "AAAA"}]}}
    assert evidence(look(seals.with_evidence(good(school), entry), known)) == {"evidence.not_looked_at": "crlVals"}


def stamped(sealed: Json, authority: Certified, *, changed: bool = False) -> Json:
    """The sealed credential with an archive time-stamp over all of it, or over a form of it that was changed since."""
    sealed = seals.with_evidence(sealed, {"xVals": []})
    seal = sealed["signatures"][0]
    text = ".".join((sealed["payload"], seal["protected"], seal["signature"], *seal["header"]["etsiU"]))
    entries = ({"xVals": [{"changed": 1}] if changed else []}, {"arcTst": token(authority, text.encode())})
    return seals.with_evidence(sealed, *entries)


def test_an_archive_time_stamp_is_over_everything_that_came_before_it(school: Certified, known: KnownIssuers) -> None:
    authority = stamping()
    knowing = KnownIssuers(lists=(*known.lists, *knows(authority).lists))
    good_one = look(stamped(good(school), authority), knowing)
    assert evidence(good_one) == {"evidence.archive_timestamp": "arcTst"}
    assert good_one.verdict.state is State.VERIFIED
    assert evidence(look(stamped(good(school), authority, changed=True), knowing)) == {
        "evidence.timestamp_other_content": "arcTst"
    }


def test_a_time_stamp_over_the_contents_is_looked_at(school: Certified, known: KnownIssuers) -> None:
    authority = stamping()
    knowing = KnownIssuers(lists=(*known.lists, *knows(authority).lists))
    payload = good(school)["payload"]
    for text, code in ((payload, "evidence.content_timestamp"), ("else", "evidence.timestamp_other_content")):
        content = {"adoTst": token(authority, text.encode()), "crit": ["b64", "sigT", "adoTst"]}
        assert evidence(look(good(school, **content), knowing)) == {code: "adoTst"}


def test_a_seal_whose_certificate_was_withdrawn_counts_only_when_somebody_known_saw_it_before(
    school: Certified, authority: Certified, known: KnownIssuers
) -> None:
    stamper = stamping()
    knowing = KnownIssuers(lists=(*known.lists, *knows(stamper).lists))
    sealed = good(school)
    stamp = {"sigTst": token(stamper, sealed["signatures"][0]["signature"].encode())}
    for days, known_stamps, state in (
        (-3, knowing, State.KEY_NOT_BOUND),
        (3, knowing, State.VERIFIED),
        (3, known, State.KEY_NOT_BOUND),
    ):
        answer = {"rVals": answered(school, authority, authority, revoked=NOW + timedelta(days=days))}
        report = look(seals.with_evidence(sealed, stamp, answer), known_stamps)
        assert report.verdict.state is state
