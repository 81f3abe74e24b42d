"""SD-JWT taken apart (RFC 9901 sections 4 and 8): compact with tildes, and the JSON serialization.

A presentation with key binding is read as a presentation that holds the credential; the credential's own bytes
are the SD-JWT up to and including the last tilde.
"""

import re
from dataclasses import replace
from typing import Any

from wallet.errors import MalformedError, UnsafeInputError, UnsupportedError, WalletError
from wallet.formats import disclosures, jws, jwt_claims, shape, strict_json
from wallet.formats.limits import WorkLimits
from wallet.formats.material import Material
from wallet.formats.recognised import RecognisedCredential
from wallet.formats.vocabulary import is_presentation, is_w3c
from wallet.model.secured import Format, JsonObject, Jws, Kind, SdJwt, SecuredCredential, Securing

_OUTER = re.compile(r"eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*~[A-Za-z0-9_~.-]*\Z")
_VC_TYPES = frozenset({"vc+sd-jwt", "vp+sd-jwt", "vc+ld+json+sd-jwt", "vp+ld+json+sd-jwt"})


def looks_like(material: Material) -> bool:
    """Tell whether it is meant as an SD-JWT in either serialization."""
    if material.object is not None:
        return jws.is_json_serialization(material.object) and _is_json_sd_jwt(material.object)
    if material.text is None:
        return False
    return _OUTER.match(material.text) is not None or _without_tilde(material.text)


def _without_tilde(text: str) -> bool:
    """Tell whether a plain JWS is an SD-JWT that discloses nothing and lost its tilde, as older issuers wrote it."""
    if not jws.looks_compact(text):
        return False
    try:
        parts = jws.compact(text)
        payload = strict_json.loads(parts.payload)
    except WalletError:
        return False
    typ = str(parts.header.get("typ", "")).lower()
    return isinstance(payload, dict) and (
        typ == "sd+jwt" or typ.endswith("+sd-jwt") or "_sd_alg" in payload or "_sd" in payload or "vct" in payload
    )


def is_vc(material: Material) -> bool:
    """Tell whether its ``typ`` is one of the W3C names (also the older name of SD-JWT VC)."""
    return str(taken_apart(material).jws.header.get("typ", "")).lower().removeprefix("application/") in _VC_TYPES


def taken_apart(material: Material) -> SdJwt:
    """Return the parts.

    Raises:
        MalformedError: ``format.sd_jwt_parts`` and what the JWS reader raises.
        UnsafeInputError: ``format.unsafe_disclosures``.
    """
    if material.object is not None:
        return _from_json(material.object, material.limits)
    return _from_compact(material.text or "", material.limits)


def read(material: Material, form: Format) -> RecognisedCredential:
    """Return the SD-JWT as a credential, or as a presentation where it carries a key binding.

    Raises:
        MalformedError: see ``taken_apart`` and ``disclosures.expand``; ``format.sd_jwt_no_vct``, ``format.jwt_type``,
            ``format.jwt_claims``, ``format.jwt_conflict``, or the shape of what is shown is wrong
            (``wallet.formats.shape``).
        UnsafeInputError: see ``taken_apart``.
    """
    parts = taken_apart(material)
    payload = strict_json.loads_object(
        parts.jws.payload, max_depth=material.limits.max_depth, max_nodes=material.limits.max_nodes
    )
    payload = jwt_claims.with_period_of_header(parts.jws.header, payload)
    document = _document(payload, parts)
    whole = _secured(material.data, form, parts, payload, document)
    if parts.key_binding is None:
        return RecognisedCredential(whole, material.carrier)
    held = replace(parts, key_binding=None)
    credential = _secured(held.presented.encode("ascii"), form, held, payload, document)
    presentation = SecuredCredential(
        raw=whole.raw,
        format=form,
        securing=Securing.SD_JWT,
        kind=Kind.PRESENTATION,
        media_type=whole.media_type,
        document=document,
        claims=payload,
        envelope=parts,
        contained=(credential,),
    )
    return RecognisedCredential(presentation, material.carrier)


def _secured(raw: bytes, form: Format, parts: SdJwt, payload: JsonObject, document: JsonObject) -> SecuredCredential:
    presentation = _presents(document)
    return SecuredCredential(
        raw=raw.strip(),
        format=form,
        securing=Securing.SD_JWT,
        kind=Kind.PRESENTATION if presentation else Kind.CREDENTIAL,
        media_type=_media_type(form, presentation=presentation),
        document=document,
        claims=payload,
        envelope=parts,
    )


def _media_type(form: Format, *, presentation: bool) -> str:
    if form is Format.DC_SD_JWT:
        return "application/dc+sd-jwt"
    return "application/vp+sd-jwt" if presentation else "application/vc+sd-jwt"


def _presents(document: JsonObject) -> bool:
    return is_w3c(document) and is_presentation(document)


def _document(payload: JsonObject, parts: SdJwt) -> JsonObject:
    try:
        document = disclosures.expand(payload, parts.disclosures).claims
    except UnsupportedError:
        # Verification says that the hash is not supported; until then only what stands in the clear is known.
        return {name: value for name, value in payload.items() if name not in ("_sd", "_sd_alg")}
    _check(parts.jws.header, document)
    return document


def _check(header: Any, document: JsonObject) -> None:
    kind = str(header.get("typ", "")).lower().removeprefix("application/")
    jwt_claims.readable_dates(document)
    if not isinstance(document.get("iss", ""), str):
        raise MalformedError("format.jwt_claims", {"claim": "iss"})
    if not is_w3c(document):
        vct = document.get("vct")
        if kind in ("dc+sd-jwt", "vc+sd-jwt") and not (isinstance(vct, str) and vct.strip()):
            # SD-JWT VC section 3.2.2.1.1: the type of the credential is required.
            raise MalformedError("format.sd_jwt_no_vct")
        return
    if kind and not kind.endswith("sd-jwt") and kind != "jwt":
        raise MalformedError("format.jwt_type", {"typ": kind[:40]})
    # VC-JOSE-COSE section 3.1.3: "iss" and "issuer" name one and the same, as "jti" and "sub" do.
    for claims in (document, jwt_claims.replicated(header)):
        if _presents(document):
            shape.presentation(document)
            jwt_claims.consistent_holder(claims, document)
        else:
            shape.disclosed(document)
            jwt_claims.consistent(claims, document)


def _limited(texts: tuple[str, ...], limits: WorkLimits) -> tuple[str, ...]:
    if len(texts) > limits.max_disclosures:
        raise UnsafeInputError("format.unsafe_disclosures", {"limit": str(limits.max_disclosures)})
    if not all(texts):
        raise MalformedError("format.sd_jwt_parts")
    return texts


def _from_compact(text: str, limits: WorkLimits) -> SdJwt:
    issuer_jwt, *rest = text.split("~")
    last = rest.pop() if rest else None
    parsed = jws.compact(issuer_jwt)
    # RFC 9901 section 4: what follows the last tilde is a key binding JWT or nothing. Tokens of older drafts end with a
    # disclosure or with the JWT itself; the newer type tells them apart. A key binding has dots, no disclosure has.
    older = not str(parsed.header.get("typ", "")).lower().endswith("dc+sd-jwt")
    if last is None or (last and not jws.looks_compact(last)):
        if not older or "." in (last or ""):
            raise MalformedError("format.sd_jwt_parts")
        rest += [last] if last else []
        last = ""
    return SdJwt(parsed, issuer_jwt, _limited(tuple(rest), limits), last or None)


def _is_json_sd_jwt(document: JsonObject) -> bool:
    try:
        parsed = jws.from_json(document, jws.signatures(document)[0])
    except WalletError:
        return _json_member(document, "disclosures") is not None
    typ = str(parsed.header.get("typ", "")).lower()
    return typ.endswith("sd-jwt") or any(_json_member(document, name) is not None for name in ("disclosures", "kb_jwt"))


def _json_member(document: JsonObject, name: str) -> Any:
    """Return a member of a JSON serialization: RFC 9901 section 8.1, or where older drafts had it; never of two."""
    unprotected = jws.signatures(document)[0].get("header")
    places = [place[name] for place in (unprotected, document) if isinstance(place, dict) and name in place]
    if len(places) > 1:
        raise MalformedError("format.sd_jwt_parts")
    return places[0] if places else None


def _from_json(document: JsonObject, limits: WorkLimits) -> SdJwt:
    signature, *others = jws.signatures(document)
    parsed = jws.from_json(document, signature)
    further = tuple(jws.from_json(document, one) for one in others)
    if any({"disclosures", "kb_jwt"} & set(one.unprotected) for one in further):
        # RFC 9901 section 8.2: they stand with the first signature and with no other.
        raise MalformedError("format.sd_jwt_parts")
    listed, bound = _json_member(document, "disclosures"), _json_member(document, "kb_jwt")
    listed = [] if listed is None else listed
    if (
        not isinstance(listed, list)
        or not all(isinstance(item, str) for item in listed)
        or not isinstance(bound, str | None)
    ):
        raise MalformedError("format.sd_jwt_parts")
    compact = _compact_of(parsed, signature)
    return SdJwt(parsed, compact, _limited(tuple(listed), limits), bound, further)


def _compact_of(parsed: Jws, signature: Any) -> str:
    return f"{parsed.signing_input.decode('ascii', 'strict')}.{signature['signature']}"
