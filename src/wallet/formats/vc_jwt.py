"""Credentials and presentations as JWT: VC-JOSE-COSE (``vc+jwt``, ``vp+jwt``) and VC-JWT 1.1 (``vc``, ``vp`` claim).

Compact JWS and the JSON serialization. Also Open Badges 3.0 and CLR 2.0 as JWT.
"""

from collections.abc import Mapping
from typing import Any

from wallet.errors import MalformedError
from wallet.formats import jws, jwt_claims, shape, strict_json
from wallet.formats.material import Material
from wallet.formats.recognised import RecognisedCredential
from wallet.formats.vocabulary import CLR, is_presentation, is_w3c, types
from wallet.model.secured import Format, JsonObject, Jws, Kind, SecuredCredential, Securing

_ENVELOPE_TYPES = frozenset({"vc+jwt", "vp+jwt", "vc+ld+jwt", "vp+ld+jwt", "vc+ld+json+jwt", "vp+ld+json+jwt"})
_KNOWN_TYPES = _ENVELOPE_TYPES | {"", "jwt", "jose", "jose+json", "vc+ld+json", "vp+ld+json", "ld+json", "json"}


def sniff(material: Material) -> bool:
    """Tell whether it is a JWS whose payload is a W3C credential or presentation."""
    try:
        payload = strict_json.loads(_taken_apart(material).payload) if _is_jws(material) else None
    except MalformedError:
        # What claims the type of a credential and cannot be read is a broken credential, not something else.
        return _claims_to_be_one(material)
    return isinstance(payload, dict) and (is_w3c(payload) or _claims_the_old_way(payload))


def parse(material: Material) -> RecognisedCredential:
    """Return the credential or presentation.

    Raises:
        MalformedError: ``format.jwt_type``, ``format.jwt_claims``, ``format.jwt_conflict``, or what the JWS reader,
            the JSON loader and ``shape`` raise.
    """
    envelope = _taken_apart(material)
    claims = strict_json.loads_object(
        envelope.payload, max_depth=material.limits.max_depth, max_nodes=material.limits.max_nodes
    )
    _check_type(envelope.header, claims)
    claims = jwt_claims.with_period_of_header(envelope.header, claims)
    document, presentation = _document(claims)
    agree = jwt_claims.consistent_holder if presentation else jwt_claims.consistent
    agree(jwt_claims.replicated(envelope.header), document)
    form = Format.CLR if CLR in types(document) else Format.VC_JWT
    return RecognisedCredential(
        SecuredCredential(
            raw=material.data.strip() if material.object is None else material.data,
            format=form,
            securing=Securing.JOSE,
            kind=Kind.PRESENTATION if presentation else Kind.CREDENTIAL,
            media_type=_media_type(claims, presentation=presentation),
            document=document,
            claims=claims,
            envelope=envelope,
        ),
        material.carrier,
    )


def _is_jws(material: Material) -> bool:
    if material.object is not None:
        return jws.is_json_serialization(material.object)
    return material.text is not None and jws.looks_compact(material.text)


def _taken_apart(material: Material) -> Jws:
    if material.object is not None:
        signatures = jws.signatures(material.object)
        if len(signatures) != 1:
            # Which of several signers the reader looks at would decide who "the" issuer is.
            raise MalformedError("format.jws_parts", {"parts": str(len(signatures))})
        return jws.from_json(material.object, signatures[0])
    return jws.compact(material.text or "")


def _claims_to_be_one(material: Material) -> bool:
    try:
        parts = _taken_apart(material)
    except MalformedError:
        return True
    return _typ(parts.header) in _ENVELOPE_TYPES


def _typ(header: Mapping[str, Any]) -> str:
    typ = header.get("typ", "")
    if not isinstance(typ, str):
        raise MalformedError("format.jwt_type")
    return typ.lower().removeprefix("application/")


def _claims_the_old_way(claims: JsonObject) -> bool:
    return isinstance(claims.get("vc"), dict) or isinstance(claims.get("vp"), dict)


def _check_type(header: Mapping[str, Any], claims: JsonObject) -> None:
    typ = _typ(header)
    if typ not in _KNOWN_TYPES:
        raise MalformedError("format.jwt_type", {"typ": typ[:40]})
    if is_w3c(claims) and _claims_the_old_way(claims):
        # VC-JOSE-COSE section 3.1.1: the claims "vc" and "vp" must not be there; two credentials in one is neither.
        raise MalformedError("format.jwt_claims", {"claim": "vc"})


def _document(claims: JsonObject) -> tuple[JsonObject, bool]:
    if is_w3c(claims):
        jwt_claims.readable_dates(claims)
        if is_presentation(claims):
            shape.presentation(claims)
            jwt_claims.consistent_holder(claims, claims)
            return claims, True
        shape.credential(claims)
        jwt_claims.consistent(claims, claims)
        return claims, False
    if "vc" in claims and "vp" in claims:
        raise MalformedError("format.jwt_claims", {"claim": "vp"})
    if isinstance(claims.get("vp"), dict):
        document = dict(claims["vp"])
        shape.presentation(document)
        _holder(claims, document)
        return document, True
    document = jwt_claims.merged(claims)
    shape.credential(document)
    jwt_claims.consistent_dates(claims, document)
    return document, False


def _holder(claims: JsonObject, document: JsonObject) -> None:
    jwt_claims.consistent_holder(claims, document)
    if "iss" in claims:
        document.setdefault("holder", claims["iss"])


def _media_type(claims: JsonObject, *, presentation: bool) -> str:
    if not is_w3c(claims):
        return "application/jwt"
    return "application/vp+jwt" if presentation else "application/vc+jwt"
