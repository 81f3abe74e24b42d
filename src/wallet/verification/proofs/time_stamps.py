"""Evidence that a seal carries to outlast its certificate: time-stamps (RFC 3161) and archived revocation lists.

JAdES ``etsiU`` (ETSI TS 119 182-1 section 5.3): ``sigTst`` over the signature, ``rVals`` with CRLs. All of it is
informative: it never changes the headline. A time-stamp counts as trusted only when its authority stands on an EU
trusted list; without one it is intact, by an authority that is named and not known.
"""

import base64
import binascii
import hashlib
import logging
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.trust.known_issuers import KnownIssuers

_MOST = 10
_HASHES = frozenset({"sha256", "sha384", "sha512"})
# What it has to say about paths goes into the check; a log must stay silent about credentials.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL + 1)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL + 1)


def check(entry: Mapping[str, Any], signed: bytes, known: KnownIssuers) -> Iterator[Check]:
    """Yield a check for each time-stamp of a ``sigTst`` over ``signed``, the base64url text of the signature."""
    tokens = entry.get("tstTokens")
    for token in (tokens if isinstance(tokens, list) else [])[:_MOST]:
        value = token.get("val") if isinstance(token, dict) else None
        try:
            yield _token(base64.b64decode(str(value), validate=True), signed, known)
        except (ValueError, TypeError, KeyError, binascii.Error, UnsupportedAlgorithm) as error:
            facts = {"reason": type(error).__name__}
            yield Check(CheckKind.EVIDENCE, Outcome.UNKNOWN, "evidence.timestamp_unreadable", facts)


def _token(der: bytes, signed: bytes, known: KnownIssuers) -> Check:
    content = cms.ContentInfo.load(der, strict=True)["content"]
    info = content["encap_content_info"]["content"].parsed
    algorithm = str(info["message_imprint"]["hash_algorithm"]["algorithm"].native)
    made: datetime = info["gen_time"].native
    facts = {"date": made.isoformat(), "authority": "", "kinds": "sigTst"}
    if algorithm not in _HASHES:
        return Check(CheckKind.EVIDENCE, Outcome.UNKNOWN, "evidence.timestamp_unreadable", {"reason": algorithm})
    roots = [asn1_x509.Certificate.load(one) for one in _authorities(known)]
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=made)
    status = TimestampSignatureStatus(
        **_driven(validate_tst_signed_data(content, context, lambda name: hashlib.new(name, signed).digest()))
    )
    subject = status.signing_cert.subject.native
    facts["authority"] = str(subject.get("organization_name") or subject.get("common_name") or "")[:200]
    if not (status.valid and status.intact):
        return Check(CheckKind.EVIDENCE, Outcome.FAILED, "evidence.timestamp_other_content", facts)
    if status.trusted:
        return Check(CheckKind.EVIDENCE, Outcome.PASSED, "evidence.timestamp", facts)
    return Check(CheckKind.EVIDENCE, Outcome.UNKNOWN, "evidence.timestamp_not_trusted", facts)


def _authorities(known: KnownIssuers) -> Iterator[bytes]:
    for snapshot in known.lists:
        for authority in snapshot.time_stamp_authorities:
            yield authority.certificate


def _driven(work: Coroutine[Any, Any, dict[str, Any]]) -> dict[str, Any]:
    """Run a coroutine that never waits, without an event loop: a worker may open no socket, and a loop opens two."""
    try:
        while True:
            work.send(None)
    except StopIteration as done:
        found: dict[str, Any] = done.value
        return found


def revocation(entry: Mapping[str, Any], chain: Sequence[x509.Certificate], more: Sequence[bytes]) -> Iterator[Check]:
    """Yield what the archived revocation lists of an ``rVals`` say about the certificate of the seal.

    Only a list that is signed by the authority which issued the certificate is looked at; ``more`` are further
    certificates that came with the seal (DER).
    """
    listed = entry.get("crlVals")
    for value in (listed if isinstance(listed, list) else [])[:_MOST]:
        text = value.get("val") if isinstance(value, dict) else value
        try:
            found = x509.load_der_x509_crl(base64.b64decode(str(text), validate=True))
            issuers = [*chain[1:], *(x509.load_der_x509_certificate(one) for one in more)]
            if found.issuer != chain[0].issuer or not _signed_by_one(found, chain[0], issuers):
                continue
            revoked = found.get_revoked_certificate_by_serial_number(chain[0].serial_number)
        except (ValueError, TypeError, binascii.Error, UnsupportedAlgorithm):
            continue
        facts = {"date": found.last_update_utc.isoformat()}
        if revoked is None:
            yield Check(CheckKind.EVIDENCE, Outcome.PASSED, "evidence.certificate_stood", facts)
        else:
            facts["date"] = revoked.revocation_date_utc.isoformat()
            yield Check(CheckKind.EVIDENCE, Outcome.FAILED, "evidence.certificate_revoked", facts)


def _signed_by_one(
    found: x509.CertificateRevocationList, leaf: x509.Certificate, issuers: Sequence[x509.Certificate]
) -> bool:
    for issuer in issuers:
        try:
            leaf.verify_directly_issued_by(issuer)
        except (ValueError, TypeError, InvalidSignature):
            continue
        key: Any = issuer.public_key()
        if found.is_signature_valid(key):
            return True
    return False
