"""What came with a seal about withdrawal: only the authority of the certificate, or whom it appointed, is believed."""

import base64
from datetime import datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from simulators import trusted_lists as union
from simulators.trusted_lists import NOW, Certified
from wallet.verification.checks import Outcome
from wallet.verification.proofs import archived_revocation


def codes(entry: dict[str, Any], chain: list[Certified], *more: Certified) -> list[str]:
    certificates = [one.certificate for one in chain]
    ders = [one.certificate.public_bytes(Encoding.DER) for one in more]
    return [check.code for check in archived_revocation.checks(entry, certificates, ders)]


def der(made: x509.CertificateRevocationList | ocsp.OCSPResponse) -> dict[str, str]:
    return {"val": base64.b64encode(made.public_bytes(Encoding.DER)).decode()}


def listed(by: Certified, *serials: int) -> dict[str, Any]:
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(by.certificate.subject)
        .last_update(NOW)
        .next_update(NOW + timedelta(days=30))
    )
    for serial in serials:
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(NOW).build()
        )
    return {"crlVals": [der(builder.sign(by.key, hashes.SHA256()))]}


def answered(
    about: Certified, authority: Certified, by: Certified, *, revoked: datetime | None = None, along: bool = True
) -> dict[str, Any]:
    builder = (
        ocsp.OCSPResponseBuilder()
        .add_response(
            about.certificate,
            authority.certificate,
            hashes.SHA1(),
            ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD,
            NOW,
            NOW + timedelta(days=1),
            revoked,
            None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.HASH, by.certificate)
    )
    if along:
        builder = builder.certificates([by.certificate])
    return {"ocspVals": [der(builder.sign(by.key, hashes.SHA256()))]}


def appointed(by: Certified, *, purpose: bool = True, start: datetime = NOW - timedelta(days=1)) -> Certified:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Answers")]))
        .issuer_name(by.certificate.subject)
        .public_key(key.public_key())
        .serial_number(99)
        .not_valid_before(start)
        .not_valid_after(NOW + timedelta(days=90))
    )
    if purpose:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), critical=False)
    return Certified(key, builder.sign(by.key, hashes.SHA256()))


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
