"""Open Badges 0.5 to 2.1: hosted assertions (JSON) and signed ones (JWS).

A badge class, an issuer profile, a key or a revocation list in the same vocabulary is no credential. The address of
an assertion is a link; it is collected by whoever may fetch.
"""

from collections.abc import Mapping
from typing import Any

from wallet.errors import MalformedError, NotACredentialError, WalletError
from wallet.formats import jws, strict_json, web_address
from wallet.formats.material import Material
from wallet.formats.recognised import Recognised, RecognisedCredential, RecognisedLink
from wallet.formats.vocabulary import contexts, types
from wallet.model.secured import Format, JsonObject, Jws, Kind, SecuredCredential, Securing

_CONTEXT_MARKS = (
    "w3id.org/openbadges",
    "openbadgespec.org",
    "standard.openbadges.org",
    "purl.imsglobal.org/spec/ob/v2p",
)
_ASSERTIONS = frozenset({"Assertion", "obi:Assertion", "OBAssertion"})
_OTHER_TYPES = frozenset(
    {
        "BadgeClass",
        "Issuer",
        "Profile",
        "CryptographicKey",
        "RevocationList",
        "Extension",
        "Endorsement",
        "AlignmentObject",
        "VerificationObject",
        "IdentityObject",
        "Evidence",
        "Criteria",
        "Image",
    }
)


def sniff(material: Material) -> bool:
    """Tell whether it is JSON in the Open Badges 1 or 2 vocabulary, or a JWS that carries such JSON."""
    document = material.object
    if document is not None and not jws.is_json_serialization(document):
        return _in_the_vocabulary(document)
    if document is None and material.text is not None and jws.looks_compact(material.text):
        try:
            claims = strict_json.loads(jws.compact(material.text).payload)
        except WalletError:
            return False
        return isinstance(claims, dict) and _in_the_vocabulary(claims)
    return False


def parse(material: Material) -> Recognised:
    """Return the assertion.

    Raises:
        MalformedError: ``format.ob2_shape`` with ``facts["member"]``, ``format.ob2_context``.
        NotACredentialError: ``format.not_a_credential_badge_part`` for a badge class, issuer, key …
    """
    if material.object is not None:
        address = _pointed_to(material.object)
        if address is not None:
            return _link(material, address)
        return _hosted(material, material.object)
    parts = jws.compact(material.text or "")
    claims = strict_json.loads_object(parts.payload, max_depth=material.limits.max_depth)
    _check_shape(claims)
    return RecognisedCredential(_signed(material, claims, parts), material.carrier)


def _link(material: Material, address: str) -> RecognisedLink:
    parsed = web_address.parse(address)
    return RecognisedLink(parsed.url, material.carrier, {"host": parsed.host})


def _hosted(material: Material, document: JsonObject) -> RecognisedCredential:
    found = types(document)
    part = found & _OTHER_TYPES if found else not {"recipient", "badge", "verify", "revoked"} & set(document)
    if part and not found & _ASSERTIONS:
        raise NotACredentialError("format.not_a_credential_badge_part", {"type": ", ".join(sorted(found))[:60]})
    _check_shape(document)
    return RecognisedCredential(
        SecuredCredential(
            raw=material.data,
            format=Format.OB2_HOSTED,
            securing=Securing.HOSTED,
            kind=Kind.CREDENTIAL,
            media_type="application/ld+json",
            document=document,
        ),
        material.carrier,
    )


def _signed(material: Material, claims: JsonObject, parts: Jws) -> SecuredCredential:
    return SecuredCredential(
        raw=material.data.strip(),
        format=Format.OB2_SIGNED,
        securing=Securing.OB2_SIGNED,
        kind=Kind.CREDENTIAL,
        media_type="application/jose",
        document=claims,
        claims=claims,
        envelope=parts,
    )


def _in_the_vocabulary(document: Mapping[str, Any]) -> bool:
    named = any(mark in address for address in contexts(document) for mark in _CONTEXT_MARKS)
    if named or types(document) & _ASSERTIONS or _pointed_to(document):
        return True
    # Open Badges 0.5 and 1.0 have neither a context nor a type.
    return "recipient" in document and ("badge" in document or "verify" in document)


def _pointed_to(document: Mapping[str, Any]) -> str | None:
    """Return the address that an Open Badges 1.0 stub names and says nothing else about, as old bakers wrote it."""
    verify = document.get("verify")
    address = verify.get("url") if isinstance(verify, dict) else None
    if not isinstance(address, str) or not address.startswith(("https://", "http://")):
        return None
    return None if {"recipient", "badge"} & set(document) else address


def is_revoked(assertion: Mapping[str, Any]) -> bool:
    """Tell whether an assertion says of itself that it is revoked; anything but a plain "no" says so."""
    return assertion.get("revoked") not in (None, False, "false", "") or bool(assertion.get("revocationReason"))


def _check_shape(document: Mapping[str, Any]) -> None:
    found = types(document)
    if found and not found & _ASSERTIONS:
        raise MalformedError("format.ob2_shape", {"member": "type"})
    if is_revoked(document):
        # Open Badges 2.0 section "Revoked assertions": such an answer need not say anything else.
        return
    badge = document.get("badge")
    if not (isinstance(badge, str | dict) and badge):
        raise MalformedError("format.ob2_shape", {"member": "badge"})
    recipient = document.get("recipient")
    if not (isinstance(recipient, str | dict) and recipient):
        raise MalformedError("format.ob2_shape", {"member": "recipient"})
    if found and contexts(document) and not any(m in a for a in contexts(document) for m in _CONTEXT_MARKS):
        raise MalformedError("format.ob2_context")
