"""What lasting evidence lies in a seal (JAdES ``etsiU``, ``adoTst``) and what it shows.

Time-stamps and what came along about withdrawal are looked at; everything else is named as not looked at. None of it
makes a headline better; that the certificate was withdrawn speaks against the seal (``withdrawn``).
"""

import base64
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from cryptography import x509

from wallet.errors import WalletError
from wallet.formats import base64url, strict_json
from wallet.model.secured import Jws
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.proofs import archived_revocation
from wallet.verification.trust.known_issuers import KnownIssuers

_MAX_CERTIFICATES = 10
_SEEN = frozenset({"evidence.timestamp", "evidence.archive_timestamp"})
_SILENT = frozenset({"xVals"})
"""Kinds that say nothing by themselves: the certificates are used with the others."""


def checks(jws: Jws, chain: list[x509.Certificate], known: KnownIssuers) -> Iterator[Check]:
    """Say which lasting evidence lies in the seal and what it shows."""
    try:
        contents = _contents(jws)
    except WalletError as error:
        yield Check(CheckKind.EVIDENCE, Outcome.UNKNOWN, "evidence.unreadable", {"reason": error.code})
        return
    not_looked_at = set()
    for kind, entry, stamped in (*_content_stamp(jws), *_unsigned(jws, contents)):
        found = list(_about(kind, entry, stamped, chain, known, contents))
        if not found and kind not in _SILENT:
            not_looked_at.add(_names(kind, entry))
        yield from found
    if not_looked_at:
        facts = {"kinds": ", ".join(sorted(not_looked_at))[:200]}
        yield Check(CheckKind.EVIDENCE, Outcome.UNKNOWN, "evidence.not_looked_at", facts)


def withdrawn(found: Sequence[Check]) -> bool:
    """Tell whether the certificate was withdrawn, and nobody who is believed saw the seal before that.

    What the seal itself says about its time counts for nothing here: who has a stolen key can write any date.
    """
    ends = [_moment(check) for check in found if check.code == "evidence.certificate_revoked"]
    seen = [_moment(check) for check in found if check.code in _SEEN and check.outcome is Outcome.PASSED]
    return bool(ends) and not any(moment < min(ends) for moment in seen)


def _moment(check: Check) -> datetime:
    return datetime.fromisoformat(check.facts["date"])


def _about(
    kind: str,
    entry: object,
    stamped: bytes | None,
    chain: list[x509.Certificate],
    known: KnownIssuers,
    contents: list[dict[str, Any]],
) -> Iterator[Check]:
    if not isinstance(entry, dict):
        return
    if kind == "rVals":
        yield from archived_revocation.checks(entry, chain, tuple(_certificates(contents)))
    elif stamped is not None:
        # Its library takes most of a second to load; only a seal with a time-stamp pays for it.
        from wallet.verification.proofs import time_stamps

        yield from time_stamps.check(kind, entry, stamped, known)


def _names(kind: str, entry: object) -> str:
    # Nothing in it is about this certificate, by its authority: as good as not there, and said so.
    inside = sorted(str(name)[:40] for name in entry) if kind == "rVals" and isinstance(entry, dict) else []
    return ", ".join(inside) or kind


def _content_stamp(jws: Jws) -> Iterator[tuple[str, object, bytes]]:
    if "adoTst" in jws.header:
        yield "adoTst", jws.header["adoTst"], _payload_text(jws)


def _payload_text(jws: Jws) -> bytes:
    """Return the payload as it was signed: encoded, or as it is where ``b64`` is false (RFC 7797)."""
    return jws.signing_input.partition(b".")[2]


def _unsigned(jws: Jws, contents: list[dict[str, Any]]) -> Iterator[tuple[str, object, bytes | None]]:
    """Yield kind, content and, for a time-stamp, the bytes that it must be over."""
    signature = base64url.encode(jws.signature).encode("ascii")
    entries = jws.unprotected.get("etsiU")
    encoded = isinstance(entries, list) and all(isinstance(entry, str) for entry in entries)
    before = b".".join((_payload_text(jws), jws.signing_input.partition(b".")[0], signature, b""))
    for place, one in enumerate(contents):
        for name, entry in one.items():
            stamped = None
            if name == "sigTst":
                stamped = signature
            elif name == "arcTst" and encoded:
                # Over everything until then; what is not encoded would have to be put in canonical form first.
                stamped = before + "".join(jws.unprotected["etsiU"][:place]).encode("utf-8")
            yield str(name)[:40], entry, stamped


def _contents(jws: Jws) -> list[dict[str, Any]]:
    """Return the entries of ``etsiU`` in their order; what is no object counts as an empty one."""
    entries = jws.unprotected.get("etsiU")
    found = [
        strict_json.loads(base64url.decode(entry)) if isinstance(entry, str) else entry
        for entry in (entries if isinstance(entries, list) else [])
    ]
    return [one if isinstance(one, dict) else {} for one in found]


def _certificates(contents: list[dict[str, Any]]) -> Iterator[bytes]:
    """Yield the certificates that came with the seal (``xVals``), at most as many as a chain may have."""
    listed = [one for content in contents for one in _listed(content.get("xVals"))]
    for one in listed[:_MAX_CERTIFICATES]:
        value = one.get("x509Cert") if isinstance(one, dict) else None
        text = value.get("val") if isinstance(value, dict) else None
        if isinstance(text, str):
            try:
                yield base64.b64decode(text, validate=True)
            except ValueError:
                continue


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
