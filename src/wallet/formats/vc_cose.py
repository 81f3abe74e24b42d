"""Credentials secured with COSE_Sign1 (RFC 9052, VC-JOSE-COSE section 3.3), as bytes or as base64 text."""

from collections.abc import Mapping
from typing import Any

from wallet.errors import MalformedError, WalletError
from wallet.formats import base64url, cbor, jwt_claims, shape, strict_json
from wallet.formats.material import Material
from wallet.formats.recognised import RecognisedCredential
from wallet.formats.vocabulary import is_presentation
from wallet.model.secured import Format, JsonObject, Kind, SecuredCredential, Securing

_TAG = b"\xd2"
"""CBOR tag 18, COSE_Sign1; VC-JOSE-COSE registers the tagged form."""

_CWT_CLAIMS = 15
_ONLY_PROTECTED = frozenset({2, _CWT_CLAIMS})
"""``crit`` (RFC 9052 section 3.1) and claims (RFC 9597 section 2), which anyone could have put beside the signature."""
_NAMES: Mapping[int, str] = {1: "iss", 2: "sub", 4: "exp", 5: "nbf", 6: "iat", 65535: "status"}
"""CWT claim -> name of the JWT claim (RFC 8392 section 4; ``status`` of the Token Status List draft)."""

_TEXT_START = "0o"
"""What tag 18 and an array of four look like in base64url."""


def sniff(material: Material) -> bool:
    """Tell whether it begins as a tagged COSE_Sign1."""
    return _binary(material) is not None


def parse(material: Material) -> RecognisedCredential:
    """Return the credential or presentation.

    Raises:
        MalformedError: ``format.cose``, ``format.jwt_claims``, ``format.jwt_conflict``, or the payload has not the
            shape of a credential.
    """
    data = _binary(material) or b""
    header, payload = _header_and_payload(data)
    document = strict_json.loads_object(payload, max_depth=material.limits.max_depth)
    claims = _claims(header)
    presentation = is_presentation(document)
    if presentation:
        shape.presentation(document)
        jwt_claims.consistent_holder(claims, document)
    else:
        shape.credential(document)
        jwt_claims.consistent(claims, document)
    return RecognisedCredential(
        SecuredCredential(
            raw=material.data if material.data.startswith(_TAG) else material.data.strip(),
            format=Format.VC_COSE,
            securing=Securing.COSE,
            kind=Kind.PRESENTATION if presentation else Kind.CREDENTIAL,
            media_type="application/vp+cose" if presentation else "application/vc+cose",
            document=document,
            claims=claims,
            envelope=data,
        ),
        material.carrier,
    )


def _binary(material: Material) -> bytes | None:
    if material.data.startswith(_TAG + b"\x84"):
        return material.data
    text = material.text
    if text is None or not text.startswith(_TEXT_START) or not text.isascii():
        return None
    try:
        data = base64url.decode(text.rstrip("=").replace("+", "-").replace("/", "_"))
    except WalletError:
        return None
    return data if data.startswith(_TAG + b"\x84") else None


def _header_and_payload(data: bytes) -> tuple[Mapping[Any, Any], bytes]:
    value = getattr(cbor.load(data), "value", None)
    if not isinstance(value, list | tuple) or len(value) != 4:
        raise MalformedError("format.cose")
    protected, unprotected, payload, _ = value
    if isinstance(unprotected, Mapping) and set(unprotected) & _ONLY_PROTECTED:
        raise MalformedError("format.cose")
    header = cbor.load(protected) if isinstance(protected, bytes) and protected else {}
    if not isinstance(header, Mapping) or not isinstance(payload, bytes):
        raise MalformedError("format.cose")
    return header, payload


def _claims(header: Mapping[Any, Any]) -> JsonObject:
    """Return the CWT claims that stand in the protected header (RFC 9597), by their JWT names.

    VC-JOSE-COSE section 3.3.3: they are about the signature, and must not contradict the credential.
    """
    stated = header.get(_CWT_CLAIMS)
    if stated is None:
        return {}
    if not isinstance(stated, Mapping):
        raise MalformedError("format.cose")
    claims = {name: stated[label] for label, name in _NAMES.items() if label in stated}
    for name in ("exp", "nbf"):
        jwt_claims.numeric_date(claims, name)
    return claims
