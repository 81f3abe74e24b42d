"""Token Status Lists as fetched: a JWT or a CWT, its signature and claims (draft-ietf-oauth-status-list section 5)."""

from collections.abc import Mapping
from typing import Any

from wallet.errors import MalformedError, WalletError
from wallet.formats import base64url, strict_json
from wallet.formats import jws as jws_form
from wallet.ports import Document
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.dids import jwt_vc_issuer
from wallet.verification.dids.https_issuer import source_of
from wallet.verification.proofs import certificates, cose, jose
from wallet.verification.status.dialect import NotKnowableError, StatusToken
from wallet.verification.trust import matching

ACCEPT = "application/statuslist+jwt, application/statuslist+cwt"

_NAMES: Mapping[int, str] = {
    1: "iss",
    2: "sub",
    4: "exp",
    5: "nbf",
    6: "iat",
    65533: "status_list",
    65534: "ttl",
}
"""Claim of a CWT -> its name in a JWT (RFC 8392 section 4, the draft's section 14.3)."""


def read(fetched: Document, url: str, issuer: str | None, context: Context) -> StatusToken:
    """Return the status token after every rule of section 8.3 but the lookup itself.

    Raises:
        MalformedError: it is neither form, or a claim is missing.
        NotKnowableError: ``status.list_not_authentic``, ``status.list_unreachable_key``, ``status.list_expired``,
            ``status.list_wrong_type``.
    """
    claims, checks = _jwt(fetched, issuer, context) if fetched.body[:2] == b"ey" else _cwt(fetched, issuer, context)
    require_passed(checks)
    _require_claims(claims, url, context)
    inner = claims.get("status_list")
    width, compressed = (inner.get("bits"), inner.get("lst")) if isinstance(inner, Mapping) else (None, None)
    if not isinstance(width, int) or isinstance(width, bool) or not isinstance(compressed, bytes | str):
        raise MalformedError("status.list_malformed")
    return StatusToken(
        bits=width,
        compressed=base64url.decode(compressed) if isinstance(compressed, str) else compressed,
        issuer=_issuer(claims, issuer),
        # The key that the list is believed by may be older than the list.
        source=min(
            (source_of(fetched), *(check.source for check in checks if check.source)), key=lambda one: one.retrieved_at
        ),
        known=matching.find(_issuer(claims, issuer), context.known_issuers) is not None,
    )


def require_passed(checks: tuple[Check, ...]) -> None:
    """Refuse a list whose proof or key is anything but in order.

    Raises:
        NotKnowableError: ``status.list_not_authentic`` or ``status.list_unreachable_key``.
    """
    for check in checks:
        if check.outcome not in (Outcome.PASSED, Outcome.NOT_APPLICABLE) or check.kind is CheckKind.FORMAT:
            reachable = check.outcome is Outcome.FAILED or "unreachable" not in check.code
            code = "status.list_not_authentic" if reachable else "status.list_unreachable_key"
            raise NotKnowableError(code, {"reason": check.code})


def _issuer(claims: Mapping[str, Any], issuer: str | None) -> str | None:
    stated = claims.get("iss")
    return stated if isinstance(stated, str) else issuer


def _jwt(fetched: Document, issuer: str | None, context: Context) -> tuple[Mapping[str, Any], tuple[Check, ...]]:
    try:
        token = jws_form.compact(fetched.body.decode("ascii").strip())
        claims = strict_json.loads_object(token.payload)
    except UnicodeDecodeError as error:
        raise MalformedError("status.list_malformed") from error
    if str(token.header.get("typ")).lower().removeprefix("application/") != "statuslist+jwt":
        # RFC 8725 section 3.11: a token of another kind must not pass for a list.
        raise NotKnowableError("status.list_wrong_type", {"type": str(token.header.get("typ"))[:80]})
    signer = _issuer(claims, issuer)
    checks = jose.check_signature(token, signer, context, resolve=jwt_vc_issuer.resolve)
    return claims, certificates.instead_of_metadata(checks, token, signer, context)


def _cwt(fetched: Document, issuer: str | None, context: Context) -> tuple[Mapping[str, Any], tuple[Check, ...]]:
    message = cose.take_apart(fetched.body)
    try:
        cose.require_type(message, ("application/statuslist+cwt", "statuslist+cwt"))
    except WalletError as error:
        raise NotKnowableError("status.list_wrong_type", dict(error.facts)) from error
    payload = cose.load(message.payload)
    if not isinstance(payload, Mapping):
        raise MalformedError("status.list_malformed")
    claims = {_NAMES[key]: value for key, value in payload.items() if isinstance(key, int) and key in _NAMES}
    checks = cose.check_signature(message, _issuer(claims, issuer), context, resolve=jwt_vc_issuer.resolve)
    return claims, checks


def _require_claims(claims: Mapping[str, Any], url: str, context: Context) -> None:
    now = context.now.timestamp()
    if claims.get("sub") != url or not isinstance(claims.get("iat"), int | float):
        raise MalformedError("status.list_malformed", {"subject": str(claims.get("sub"))[:200]})
    expires = claims.get("exp")
    if expires is not None and (not isinstance(expires, int | float) or expires <= now):
        raise NotKnowableError("status.list_expired", {"date": str(expires)[:40]})
    for start in (claims["iat"], claims.get("nbf", 0)):
        if not isinstance(start, int | float) or start > now + 300:
            raise NotKnowableError("status.list_not_yet", {"date": str(start)[:40]})
    life = claims.get("ttl", 1)
    if isinstance(life, bool) or not isinstance(life, int | float) or life <= 0:
        raise MalformedError("status.list_malformed", {"ttl": str(life)[:40]})
