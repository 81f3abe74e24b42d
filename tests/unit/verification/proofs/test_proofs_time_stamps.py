"""Time-stamps and archived revocation lists in a seal: what they show, and that nothing is believed unsaid."""

import base64
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from simulators import trusted_lists as union
from simulators.trusted_lists import NOW, Certified
from wallet.verification.checks import Check, Outcome
from wallet.verification.proofs import time_stamps
from wallet.verification.trust.known_issuers import KnownIssuers, SealAuthority, TrustListSnapshot

SIGNED = b"c2lnbmF0dXJl"


def stamping() -> Certified:
    """A time-stamp authority: self-signed, for time-stamping only."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Stempel BV")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOW - timedelta(days=10))
        .not_valid_after(NOW + timedelta(days=3650))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .add_extension(x509.KeyUsage(True, True, False, False, False, False, False, False, False), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Certified(key, made)


@pytest.fixture(scope="module")
def authority() -> Certified:
    return stamping()


def driven(work: Coroutine[Any, Any, Any]) -> Any:
    try:
        while True:
            work.send(None)
    except StopIteration as done:
        return done.value


def token(authority: Certified, signed: bytes) -> dict[str, Any]:
    """A time-stamp over ``signed`` as JAdES carries it."""
    der = authority.certificate.public_bytes(Encoding.DER)
    private = authority.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(
        asn1_x509.Certificate.load(der),
        asn1_keys.PrivateKeyInfo.load(private),
        certs_to_embed=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
        fixed_dt=NOW,
    )
    digest = hashes.Hash(hashes.SHA256())
    digest.update(signed)
    made = driven(stamper.async_timestamp(digest.finalize(), "sha256"))
    return {"tstTokens": [{"val": base64.b64encode(made.dump()).decode()}]}


def knows(authority: Certified) -> KnownIssuers:
    listed = SealAuthority(authority.certificate.public_bytes(Encoding.DER), "Stempels", "Stempel BV", "NL", "2020")
    return KnownIssuers(lists=(TrustListSnapshot("EU", (), time_stamp_authorities=(listed,)),))


def only(entry: dict[str, Any], known: KnownIssuers | None = None, signed: bytes = SIGNED) -> Check:
    (check,) = time_stamps.check(entry, signed, known or KnownIssuers())
    return check


def test_a_stamp_of_a_listed_authority_is_trusted_and_another_is_named_as_unknown(authority: Certified) -> None:
    entry = token(authority, SIGNED)
    trusted = only(entry, knows(authority))
    assert (trusted.outcome, trusted.code) == (Outcome.PASSED, "evidence.timestamp")
    assert trusted.facts["authority"] == "Stempel BV"
    assert trusted.facts["date"].startswith("2026-11-23")
    assert only(entry).outcome is Outcome.UNKNOWN
    assert only(entry, knows(stamping())).outcome is Outcome.UNKNOWN


def test_a_stamp_over_something_else_fails_also_where_its_authority_is_listed(authority: Certified) -> None:
    moved = only(token(authority, b"other"), knows(authority))
    assert (moved.outcome, moved.code) == (Outcome.FAILED, "evidence.timestamp_other_content")


@pytest.mark.parametrize("value", ["", "AAAA", "not base64!", None, 7])
def test_a_stamp_that_cannot_be_read_is_said_to_be_so(value: object) -> None:
    assert only({"tstTokens": [{"val": value}]}).code == "evidence.timestamp_unreadable"
    assert list(time_stamps.check({"tstTokens": "x"}, SIGNED, KnownIssuers())) == []


def revoked_list(by: Certified, serials: tuple[int, ...]) -> dict[str, Any]:
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
    made = builder.sign(by.key, hashes.SHA256())
    return {"crlVals": [{"val": base64.b64encode(made.public_bytes(Encoding.DER)).decode()}]}


def test_an_archived_list_counts_only_when_the_issuing_authority_signed_it() -> None:
    authority = union.certify("Zegel CA", authority=True)
    look_alike = union.certify("Zegel CA", authority=True)
    seal = union.certify("Hogeschool Zuiderpark", by=authority)
    chain = [seal.certificate, authority.certificate]
    good = list(time_stamps.revocation(revoked_list(authority, (1, 2)), chain, ()))
    bad = list(time_stamps.revocation(revoked_list(authority, (seal.certificate.serial_number,)), chain, ()))
    forged = list(time_stamps.revocation(revoked_list(look_alike, ()), chain, ()))
    assert [check.code for check in good] == ["evidence.certificate_stood"]
    assert [check.code for check in bad] == ["evidence.certificate_revoked"]
    assert forged == []
    der = authority.certificate.public_bytes(Encoding.DER)
    assert list(time_stamps.revocation(revoked_list(authority, ()), chain[:1], (der,))) != []
    assert list(time_stamps.revocation({"crlVals": ["?", 3, {"val": "AAAA"}]}, chain, ())) == []


def test_elliptic_authorities_sign_lists_too() -> None:
    authority = union.certify("Zegel CA", authority=True, by=union.certify("Wortel", authority=True))
    assert isinstance(authority.key, ec.EllipticCurvePrivateKey)
    seal = union.certify("Hogeschool", by=authority)
    chain = [seal.certificate, authority.certificate]
    assert [one.outcome for one in time_stamps.revocation(revoked_list(authority, ()), chain, ())] == [Outcome.PASSED]
