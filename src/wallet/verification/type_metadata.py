"""SD-JWT VC type metadata (draft-ietf-oauth-sd-jwt-vc section 6): how the type describes itself. Informative."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from wallet.errors import WalletError
from wallet.formats import strict_json
from wallet.ports import Purpose
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.dids.https_issuer import source_of

_INTEGRITY = re.compile(r"(sha256|sha384|sha512)-([A-Za-z0-9+/]+=*)")


def check(claims: Mapping[str, Any], context: Context) -> Iterator[Check]:
    """Yield the TYPE_METADATA check of an SD-JWT VC whose ``vct`` is an https address; nothing for any other."""
    vct = claims.get("vct")
    if not isinstance(vct, str) or not vct.startswith("https://"):
        return
    facts = {"vct": vct}
    try:
        fetched = context.fetcher.get(vct, purpose=Purpose.METADATA, accept="application/json")
        body = strict_json.loads(fetched.body)
    except WalletError as error:
        yield Check(CheckKind.TYPE_METADATA, Outcome.UNKNOWN, "type_metadata.not_checked", {**facts, **error.facts})
        return
    stated = claims.get("vct#integrity")
    same = isinstance(body, dict) and body.get("vct") == vct and (stated is None or matches(stated, fetched.body))
    outcome, code = (Outcome.PASSED, "matches") if same else (Outcome.FAILED, "mismatch")
    yield Check(CheckKind.TYPE_METADATA, outcome, f"type_metadata.{code}", facts, source_of(fetched))


def matches(integrity: object, body: bytes) -> bool:
    """Tell whether a body has a stated digest (W3C Subresource Integrity); the strongest that is stated decides."""
    found = _INTEGRITY.findall(integrity) if isinstance(integrity, str) else []
    if not found:
        return False
    name, digest = max(found)
    try:
        return base64.b64decode(digest) == hashlib.new(name, body).digest()
    except binascii.Error:
        return False
