"""What lasting evidence lies in a seal (JAdES ``etsiU``, ``adoTst``) and what it shows; it never changes a headline.

Time-stamps over the signature and archived revocation lists are looked at; everything else is named as not looked at
(answers of OCSP, time-stamps over the archive or the contents).
"""

import base64
from collections.abc import Iterator
from typing import Any

from cryptography import x509

from wallet.errors import WalletError
from wallet.formats import base64url, strict_json
from wallet.model.secured import Jws
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.trust.known_issuers import KnownIssuers

_MAX_CERTIFICATES = 10


def checks(jws: Jws, chain: list[x509.Certificate], known: KnownIssuers) -> Iterator[Check]:
    """Say which lasting evidence lies in the seal and what it shows; it never changes the headline."""
    try:
        contents = _contents(jws)
    except WalletError as error:
        yield Check(CheckKind.EVIDENCE, Outcome.UNKNOWN, "evidence.unreadable", {"reason": error.code})
        return
    kinds = [str(name)[:40] for one in contents for name in one] + ["adoTst"] * ("adoTst" in jws.header)
    others = {kind for kind in kinds if kind not in ("sigTst", "rVals", "xVals")}
    if any(isinstance(one.get("rVals"), dict) and one["rVals"].get("ocspVals") for one in contents):
        others.add("ocspVals")
    if others:
        facts = {"kinds": ", ".join(sorted(others))[:200]}
        yield Check(CheckKind.EVIDENCE, Outcome.UNKNOWN, "evidence.not_looked_at", facts)
    if not contents:
        return
    # Its library takes most of a second to load; only a seal with a time-stamp or a list pays for it.
    from wallet.verification.proofs import time_stamps

    signed = base64url.encode(jws.signature).encode("ascii")
    more = tuple(_certificates(contents))
    for content in contents:
        if isinstance(content.get("sigTst"), dict):
            yield from time_stamps.check(content["sigTst"], signed, known)
        if isinstance(content.get("rVals"), dict):
            yield from _revocation(content["rVals"], chain, more)


def _contents(jws: Jws) -> list[dict[str, Any]]:
    entries = jws.unprotected.get("etsiU")
    found = [
        strict_json.loads(base64url.decode(entry)) if isinstance(entry, str) else entry
        for entry in (entries if isinstance(entries, list) else [])
    ]
    return [one for one in found if isinstance(one, dict)]


def _revocation(entry: dict[str, Any], chain: list[x509.Certificate], more: tuple[bytes, ...]) -> Iterator[Check]:
    from wallet.verification.proofs import time_stamps

    found = list(time_stamps.revocation(entry, chain, more))
    if not found and entry.get("crlVals"):
        # None of them is about this certificate, by its authority: as good as not there, and said so.
        yield Check(CheckKind.EVIDENCE, Outcome.UNKNOWN, "evidence.not_looked_at", {"kinds": "crlVals"})
    yield from found


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
