"""Credential offers, inspected and never followed (OpenID4VCI 1.0 section 4.1).

Also the older drafts' offers by value, https addresses that carry an offer, and interaction links of other wallets.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from wallet.errors import MalformedError, UnsafeInputError
from wallet.formats import query, strict_json, web_address
from wallet.formats.material import Material
from wallet.formats.recognised import RecognisedOffer

SCHEMES = frozenset({"openid-credential-offer", "haip-vci", "openid-initiate-issuance"})
_INTERACTION_SCHEMES = frozenset({"interaction", "dccrequest", "org.dcconsortium"})
MAX_LENGTH = 64 * 1024
"""Longest offer, in characters; more than any QR code holds."""

_PRE_AUTHORIZED = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
_VALUE, _REFERENCE = "credential_offer", "credential_offer_uri"


def sniff(material: Material) -> bool:
    """Tell whether it is an address of an offer scheme, or a web address with an offer in its query."""
    text = material.text
    if text is None or "\n" in text[:MAX_LENGTH]:
        return False
    scheme = query.scheme(text[:64])
    if scheme in SCHEMES | _INTERACTION_SCHEMES:
        return True
    return scheme in ("http", "https") and (f"{_VALUE}=" in text or f"{_REFERENCE}=" in text or "iuv=1" in _query(text))


def parse(material: Material) -> RecognisedOffer:
    """Return who offers and what.

    Raises:
        UnsafeInputError: ``format.unsafe_offer_size``, ``format.unsafe_not_https``, ``format.unsafe_private_address`` …
        MalformedError: ``format.offer_both``, ``format.offer_none``, ``format.offer_issuer``,
            ``format.offer_contents``.
    """
    text = material.text or ""
    if len(text) > MAX_LENGTH:
        raise UnsafeInputError("format.unsafe_offer_size", {"limit": str(MAX_LENGTH)})
    loopback = material.allow_http_loopback
    if query.scheme(text) in _INTERACTION_SCHEMES or ("iuv=1" in _query(text) and _REFERENCE not in text):
        return _interaction(text, material, loopback)
    found = query.parameters(text)
    if _VALUE in found and _REFERENCE in found:
        raise MalformedError("format.offer_both")
    if _REFERENCE in found:
        address = web_address.secure(found[_REFERENCE], allow_http_loopback=loopback)
        facts = {"protocol": "openid4vci", "by": "reference", "uri": address.url}
        return RecognisedOffer(address.host, material.carrier, facts)
    if _VALUE in found:
        return _by_value(strict_json.loads_object(found[_VALUE]), material, loopback)
    if "issuer" in found and ("credential_type" in found or "pre-authorized_code" in found):
        # Drafts before 11 put the members straight into the address.
        older = {"credential_issuer": found["issuer"], "credentials": [found.get("credential_type", "")]}
        return _by_value(older, material, loopback)
    raise MalformedError("format.offer_none")


def _by_value(offer: Mapping[str, Any], material: Material, loopback: bool) -> RecognisedOffer:
    issuer = offer.get("credential_issuer")
    if not isinstance(issuer, str):
        raise MalformedError("format.offer_issuer")
    address = web_address.secure(issuer, allow_http_loopback=loopback)
    offered = _offered(offer)
    grants = offer.get("grants", {})
    if not isinstance(grants, dict) or not all(isinstance(grant, dict) for grant in grants.values()):
        raise MalformedError("format.offer_contents")
    code = grants.get(_PRE_AUTHORIZED)
    if code is not None and not isinstance(code.get("pre-authorized_code"), str):
        raise MalformedError("format.offer_contents")
    facts = {
        "protocol": "openid4vci",
        "by": "value",
        "credential_issuer": address.url,
        "offered": ", ".join(offered),
        "grant": "pre-authorized_code" if code is not None else "authorization_code",
        "tx_code": "yes" if code is not None and isinstance(code.get("tx_code"), dict) else "no",
    }
    return RecognisedOffer(address.host, material.carrier, facts)


def _offered(offer: Mapping[str, Any]) -> list[str]:
    found = offer.get("credential_configuration_ids", offer.get("credentials"))
    if not isinstance(found, list) or not found:
        raise MalformedError("format.offer_contents")
    if not all(isinstance(item, str | dict) for item in found):
        raise MalformedError("format.offer_contents")
    names = [item if isinstance(item, str) else str(item.get("format", "")) for item in found]
    if len(set(map(str, found))) != len(found):
        raise MalformedError("format.offer_contents")
    return [name[:100] for name in names]


def _interaction(text: str, material: Material, loopback: bool) -> RecognisedOffer:
    rest = text.partition(":")[2] if query.scheme(text) == "interaction" else text
    if query.scheme(rest) in ("http", "https"):
        address = web_address.secure(rest, allow_http_loopback=loopback)
    else:
        found = query.parameters(text)
        target = found.get("vc_request_url") or found.get("iuv") or found.get("request_url")
        if target is None:
            raise MalformedError("format.offer_none")
        address = web_address.secure(target, allow_http_loopback=loopback)
    return RecognisedOffer(
        address.host, material.carrier, {"protocol": "vc-api", "by": "reference", "uri": address.url}
    )


def _query(text: str) -> str:
    try:
        return urlsplit(text[:MAX_LENGTH]).query
    except ValueError:
        return ""
