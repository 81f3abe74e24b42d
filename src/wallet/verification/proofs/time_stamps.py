"""Time-stamps in a seal (RFC 3161), which show that it was there before its certificate ended.

JAdES (ETSI TS 119 182-1): ``adoTst`` over the contents (section 5.2.6), ``sigTst`` over the signature (5.3.4) and
``arcTst`` over everything until then (5.3.6). All of it is informative: it never changes the headline. A time-stamp
counts as trusted only when its authority stands on an EU trusted list; without one it is intact, by an authority that
is named and not known.
"""

import base64
import binascii
import hashlib
import logging
from collections.abc import Coroutine, Iterator, Mapping
from datetime import datetime
from typing import Any

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.trust.known_issuers import KnownIssuers

CODES = {
    "adoTst": "evidence.content_timestamp",
    "sigTst": "evidence.timestamp",
    "arcTst": "evidence.archive_timestamp",
}
"""The kinds of time-stamp that are looked at, and the code of the check when its authority is known."""

_MOST = 10
_HASHES = frozenset({"sha256", "sha384", "sha512"})
# What it has to say about paths goes into the check; a log must stay silent about credentials.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL + 1)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL + 1)


def check(kind: str, entry: Mapping[str, Any], signed: bytes, known: KnownIssuers) -> Iterator[Check]:
    """Yield a check for each time-stamp of ``entry``, one of ``CODES``, which must be over ``signed``."""
    tokens = entry.get("tstTokens")
    for token in (tokens if isinstance(tokens, list) else [])[:_MOST]:
        value = token.get("val") if isinstance(token, dict) else None
        try:
            yield _token(kind, base64.b64decode(str(value), validate=True), signed, known)
        except (ValueError, TypeError, KeyError, binascii.Error, UnsupportedAlgorithm) as error:
            facts = {"reason": type(error).__name__}
            yield Check(CheckKind.EVIDENCE, Outcome.UNKNOWN, "evidence.timestamp_unreadable", facts)


def _token(kind: str, der: bytes, signed: bytes, known: KnownIssuers) -> Check:
    content = cms.ContentInfo.load(der, strict=True)["content"]
    info = content["encap_content_info"]["content"].parsed
    algorithm = str(info["message_imprint"]["hash_algorithm"]["algorithm"].native)
    made: datetime = info["gen_time"].native
    facts = {"date": made.isoformat(), "authority": "", "kinds": kind}
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
        return Check(CheckKind.EVIDENCE, Outcome.PASSED, CODES[kind], facts)
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
