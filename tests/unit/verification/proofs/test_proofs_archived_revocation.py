"""What came with a seal about withdrawal: only the authority of the certificate, or whom it appointed, is believed."""

from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from simulators import trusted_lists as union
from simulators.revocation import answered, appointed, der, listed
from simulators.trusted_lists import NOW, Certified
from wallet.verification.checks import Outcome
from wallet.verification.proofs import archived_revocation


def codes(entry: dict[str, Any], chain: list[Certified], *more: Certified) -> list[str]:
    certificates = [one.certificate for one in chain]
    ders = [one.certificate.public_bytes(Encoding.DER) for one in more]
    return [check.code for check in archived_revocation.checks(entry, certificates, ders)]


def authority_and_seal() -> tuple[Certified, Certified]:
    authority = union.certify("Zegel CA", authority=True)
    return authority, union.certify("Hogeschool Zuiderpark", by=authority)


STOOD, REVOKED = ["evidence.certificate_stood"], ["evidence.certificate_revoked"]


def test_an_archived_list_counts_only_when_the_issuing_authority_signed_it() -> None:
    authority, seal = authority_and_seal()
    look_alike = union.certify("Zegel CA", authority=True)
    assert codes(listed(authority, 1, 2), [seal, authority]) == STOOD
    assert codes(listed(authority, seal.certificate.serial_number), [seal, authority]) == REVOKED
    assert codes(listed(look_alike), [seal, authority]) == []
    assert codes(listed(authority), [seal], authority) == STOOD
    assert codes(listed(authority), [seal]) == []
    assert codes({"crlVals": ["?", 3, {"val": "AAAA"}]}, [seal, authority]) == []


def test_elliptic_authorities_sign_lists_and_answers_too() -> None:
    authority = union.certify("Zegel CA", authority=True, by=union.certify("Wortel", authority=True))
    assert isinstance(authority.key, ec.EllipticCurvePrivateKey)
    seal = union.certify("Hogeschool", by=authority)
    assert codes(listed(authority), [seal, authority]) == STOOD
    assert codes(answered(seal, authority, authority), [seal, authority]) == STOOD


def test_an_answer_of_the_authority_says_when_the_certificate_stood_or_was_withdrawn() -> None:
    authority, seal = authority_and_seal()
    assert codes(answered(seal, authority, authority), [seal, authority]) == STOOD
    withdrawn = answered(seal, authority, authority, revoked=NOW - timedelta(days=3))
    (check,) = archived_revocation.checks(withdrawn, [seal.certificate, authority.certificate], ())
    assert (check.outcome, check.facts["date"][:10]) == (Outcome.FAILED, "2026-11-20")


def test_an_answer_of_somebody_appointed_counts_only_with_that_purpose_and_in_its_time() -> None:
    authority, seal = authority_and_seal()
    chain = [seal, authority]
    assert codes(answered(seal, authority, appointed(authority)), chain) == STOOD
    assert codes(answered(seal, authority, appointed(authority, purpose=False)), chain) == []
    assert codes(answered(seal, authority, appointed(authority, start=NOW + timedelta(days=30))), chain) == []
    assert codes(answered(seal, authority, appointed(union.certify("Zegel CA", authority=True))), chain) == []
    assert codes(answered(seal, authority, appointed(authority), along=False), chain) == []


def test_an_answer_about_another_certificate_or_by_another_authority_says_nothing() -> None:
    authority, seal = authority_and_seal()
    look_alike = union.certify("Zegel CA", authority=True)
    other = union.certify("Andere school", by=authority)
    assert codes(answered(other, authority, authority), [seal, authority]) == []
    assert codes(answered(seal, look_alike, look_alike), [seal, authority]) == []
    assert codes({"ocspVals": [der_of_refusal(), "?", 3]}, [seal, authority]) == []


def der_of_refusal() -> dict[str, str]:
    return der(ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.TRY_LATER))


def test_the_authority_may_come_along_inside_the_answer() -> None:
    authority, seal = authority_and_seal()
    assert codes(answered(seal, authority, authority), [seal]) == STOOD
