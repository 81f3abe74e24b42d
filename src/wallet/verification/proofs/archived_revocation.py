"""What came with a seal about the withdrawal of its certificate: lists (CRL, RFC 5280) and answers (OCSP, RFC 6960).

JAdES ``rVals`` (ETSI TS 119 182-1 section 5.3.5.2). Informative: it never changes the headline. Only what the authority
signed that issued the certificate counts, or an answer by somebody whom that authority appointed.
"""

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from wallet.verification.checks import Check, CheckKind, Outcome

_MOST = 10
_UNREADABLE = (ValueError, TypeError, binascii.Error, UnsupportedAlgorithm)

_Read = Callable[[bytes, x509.Certificate, Sequence[x509.Certificate]], Check | None]


def checks(entry: Mapping[str, Any], chain: Sequence[x509.Certificate], more: Sequence[bytes]) -> Iterator[Check]:
    """Yield what an ``rVals`` says about the certificate of the seal, the first of ``chain``.

    ``more`` are further certificates that came with the seal (DER). What is about another certificate, or not signed
    by who may speak about this one, yields nothing.
    """
    along = (*chain[1:], *_readable(more))
    for name, read in _READERS.items():
        listed = entry.get(name)
        for value in (listed if isinstance(listed, list) else [])[:_MOST]:
            text = value.get("val") if isinstance(value, dict) else value
            try:
                found = read(base64.b64decode(str(text), validate=True), chain[0], along)
            except _UNREADABLE:
                continue
            if found is not None:
                yield found


def _authority(certificate: x509.Certificate, along: Sequence[x509.Certificate]) -> x509.Certificate | None:
    """Return the certificate of the one who issued ``certificate``, where it came along: its key signed that one."""
    return next((one for one in along if _issued(certificate, one)), None)


def _readable(certificates: Sequence[bytes]) -> Iterator[x509.Certificate]:
    for der in certificates:
        try:
            yield x509.load_der_x509_certificate(der)
        except _UNREADABLE:
            continue


def _issued(certificate: x509.Certificate, by: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(by)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _stood(date: str) -> Check:
    return Check(CheckKind.EVIDENCE, Outcome.PASSED, "evidence.certificate_stood", {"date": date})


def _revoked(date: str) -> Check:
    return Check(CheckKind.EVIDENCE, Outcome.FAILED, "evidence.certificate_revoked", {"date": date})


def _list(der: bytes, certificate: x509.Certificate, along: Sequence[x509.Certificate]) -> Check | None:
    found, authority = x509.load_der_x509_crl(der), _authority(certificate, along)
    if authority is None or found.issuer != certificate.issuer:
        return None
    key: Any = authority.public_key()
    if not found.is_signature_valid(key):
        return None
    revoked = found.get_revoked_certificate_by_serial_number(certificate.serial_number)
    if revoked is None:
        return _stood(found.last_update_utc.isoformat())
    return _revoked(revoked.revocation_date_utc.isoformat())


def _answer(der: bytes, certificate: x509.Certificate, along: Sequence[x509.Certificate]) -> Check | None:
    found = ocsp.load_der_ocsp_response(der)
    if found.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
        return None
    authority = _authority(certificate, (*along, *found.certificates[:_MOST]))
    if authority is None:
        return None
    about = next((one for one in found.responses if _is_about(one, certificate, authority)), None)
    if about is None or not any(_signed(found, responder) for responder in _responders(found, authority)):
        return None
    if about.certificate_status is ocsp.OCSPCertStatus.GOOD:
        return _stood(about.this_update_utc.isoformat())
    if about.certificate_status is ocsp.OCSPCertStatus.REVOKED and about.revocation_time_utc is not None:
        return _revoked(about.revocation_time_utc.isoformat())
    return None


def _is_about(one: ocsp.OCSPSingleResponse, certificate: x509.Certificate, authority: x509.Certificate) -> bool:
    key = authority.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return (
        one.serial_number == certificate.serial_number
        and one.issuer_name_hash == _digest(one.hash_algorithm, certificate.issuer.public_bytes())
        and one.issuer_key_hash == _digest(one.hash_algorithm, _key_bits(key))
    )


def _digest(algorithm: hashes.HashAlgorithm, data: bytes) -> bytes:
    hasher = hashes.Hash(algorithm)
    hasher.update(data)
    return hasher.finalize()


def _key_bits(subject_public_key_info: bytes) -> bytes:
    """Return the bits of the key alone, over which RFC 6960 section 4.1.1 takes the digest."""
    from asn1crypto import keys

    return bytes(keys.PublicKeyInfo.load(subject_public_key_info)["public_key"].contents[1:])


def _responders(found: ocsp.OCSPResponse, authority: x509.Certificate) -> Iterator[x509.Certificate]:
    """Yield who may answer: the authority itself, and whom it appointed for that (RFC 6960 section 4.2.2.2)."""
    yield authority
    for one in found.certificates[:_MOST]:
        if _appointed(one) and _issued(one, authority) and _valid_at(one, found):
            yield one


def _appointed(certificate: x509.Certificate) -> bool:
    try:
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return ExtendedKeyUsageOID.OCSP_SIGNING in purposes


def _valid_at(certificate: x509.Certificate, found: ocsp.OCSPResponse) -> bool:
    return certificate.not_valid_before_utc <= found.produced_at_utc <= certificate.not_valid_after_utc


def _signed(found: ocsp.OCSPResponse, by: x509.Certificate) -> bool:
    key, algorithm = by.public_key(), found.signature_hash_algorithm
    if algorithm is None:
        return False
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(found.signature, found.tbs_response_bytes, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(found.signature, found.tbs_response_bytes, ec.ECDSA(algorithm))
        else:
            return False
    except InvalidSignature:
        return False
    return True


_READERS: Mapping[str, _Read] = {"crlVals": _list, "ocspVals": _answer}
