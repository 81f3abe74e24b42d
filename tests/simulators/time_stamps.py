"""A time-stamp authority (RFC 3161) and its tokens as a JAdES seal carries them."""

import base64
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from simulators.trusted_lists import NOW, Certified
from wallet.verification.trust.known_issuers import KnownIssuers, SealAuthority, TrustListSnapshot


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


def _driven(work: Coroutine[Any, Any, Any]) -> Any:
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
    made = _driven(stamper.async_timestamp(digest.finalize(), "sha256"))
    return {"tstTokens": [{"val": base64.b64encode(made.dump()).decode()}]}


def knows(authority: Certified) -> KnownIssuers:
    listed = SealAuthority(authority.certificate.public_bytes(Encoding.DER), "Stempels", "Stempel BV", "NL", "2020")
    return KnownIssuers(lists=(TrustListSnapshot("EU", (), time_stamp_authorities=(listed,)),))
