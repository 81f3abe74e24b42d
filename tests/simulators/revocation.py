"""What certificate authorities say about withdrawal (CRL, OCSP), as a JAdES seal carries it."""

import base64
from datetime import datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from simulators.trusted_lists import NOW, Certified


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
