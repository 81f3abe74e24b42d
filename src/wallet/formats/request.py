"""Requests for a presentation, inspected and never followed (OpenID4VP 1.0 section 5).

What can be said without fetching is said: a request by reference names only its host.
"""

from collections.abc import Mapping
from typing import Any

from wallet.errors import MalformedError, UnsafeInputError, UnsupportedError
from wallet.formats import jws, query, strict_json, web_address
from wallet.formats.material import Material
from wallet.formats.recognised import RecognisedRequest

SCHEMES = frozenset({"openid4vp", "haip", "haip-vp", "mdoc-openid4vp", "eudi-openid4vp", "openid-vc", "openid"})
_MDOC = "mdoc"
MAX_LENGTH = 256 * 1024
"""Longest request, in characters."""

_PREFIXES = (
    "redirect_uri",
    "x509_san_dns",
    "x509_hash",
    "decentralized_identifier",
    "verifier_attestation",
    "openid_federation",
    "did",
    "https",
    "http",
    "origin",
)
_MOST_SHOWN = 200


def sniff(material: Material) -> bool:
    """Tell whether it is an address of a request scheme, or a web address with a request in its query."""
    text = material.text
    if text is None:
        return False
    scheme = query.scheme(text[:64])
    if scheme in SCHEMES or scheme == _MDOC:
        return True
    asks = "client_id=" in text and any(mark in text for mark in ("request_uri=", "request=", "dcql_query="))
    return scheme in ("http", "https") and "\n" not in text and asks


def parse(material: Material) -> RecognisedRequest:
    """Return who asks and for what.

    Raises:
        UnsafeInputError: ``format.unsafe_request_size``, ``format.unsafe_response_uri`` (answers would go elsewhere),
            ``format.unsafe_not_https``, ``format.unsafe_private_address`` …
        MalformedError: ``format.request_nonce``, ``format.request_client``, ``format.request_query``,
            ``format.request_both``, ``format.request_type``.
        UnsupportedError: ``format.unsupported_mdoc``.
    """
    text = material.text or ""
    if len(text) > MAX_LENGTH:
        raise UnsafeInputError("format.unsafe_request_size", {"limit": str(MAX_LENGTH)})
    if query.scheme(text) == _MDOC:
        raise UnsupportedError("format.unsupported_mdoc")
    found = query.parameters(text)
    if "request" in found and "request_uri" in found:
        raise MalformedError("format.request_both")
    if "request_uri" in found:
        return _by_reference(found, material)
    if "request" in found:
        claims = strict_json.loads_object(jws.compact(found["request"]).payload)
        if found.get("client_id", claims.get("client_id")) != claims.get("client_id"):
            # OpenID4VP 1.0 section 5.1: the client identifier outside must be the one inside.
            raise MalformedError("format.request_client")
        return _by_value(claims, material, "signed")
    return _by_value(found, material, "value")


def _by_reference(found: Mapping[str, str], material: Material) -> RecognisedRequest:
    address = web_address.secure(found["request_uri"], allow_http_loopback=material.allow_http_loopback)
    client = found.get("client_id", "")
    if not client:
        raise MalformedError("format.request_client")
    facts = {
        "protocol": "openid4vp",
        "by": "reference",
        "client_id": client[:_MOST_SHOWN],
        "client_id_prefix": prefix(client),
        "uri": address.url,
    }
    return RecognisedRequest(address.host, material.carrier, facts)


def _by_value(found: Mapping[str, Any], material: Material, how: str) -> RecognisedRequest:
    client = found.get("client_id")
    if not isinstance(client, str) or not client or prefix(client) == "origin":
        raise MalformedError("format.request_client")
    kinds = str(found.get("response_type", "vp_token")).split()
    if "vp_token" not in kinds:
        raise MalformedError("format.request_type")
    if not isinstance(found.get("nonce"), str) or not found["nonce"]:
        # OpenID4VP 1.0 section 5.2: without a nonce an answer could be shown again to somebody else.
        raise MalformedError("format.request_nonce")
    answer = _answer_address(found, client, material.allow_http_loopback)
    facts = {
        "protocol": "openid4vp",
        "by": how,
        "client_id": client[:_MOST_SHOWN],
        "client_id_prefix": prefix(client),
        "requested": "\n".join(_requested(found)),
        "response_uri": answer.url if answer else "",
    }
    return RecognisedRequest(answer.host if answer else client[:_MOST_SHOWN], material.carrier, facts)


def prefix(client_id: str) -> str:
    """Return the client identifier prefix (OpenID4VP 1.0 section 5.9), or ``pre-registered``."""
    head, mark, _ = client_id.partition(":")
    return head if mark and head in _PREFIXES else "pre-registered"


def _answer_address(found: Mapping[str, Any], client: str, loopback: bool) -> web_address.WebAddress | None:
    response, redirect = found.get("response_uri"), found.get("redirect_uri")
    if response is not None and redirect is not None:
        raise MalformedError("format.request_both")
    target = response if response is not None else redirect
    if target is None and prefix(client) == "redirect_uri":
        target = client.partition(":")[2]
    if target is None:
        return None
    address = web_address.secure(target, allow_http_loopback=loopback)
    if prefix(client) == "redirect_uri" and client.partition(":")[2] != target:
        # The name that is shown would be another's than the one who gets the answer.
        raise UnsafeInputError("format.unsafe_response_uri", {"host": address.host})
    if prefix(client) == "x509_san_dns" and web_address.ascii_host(client.partition(":")[2]) != address.host:
        raise UnsafeInputError("format.unsafe_response_uri", {"host": address.host})
    return address


def _requested(found: Mapping[str, Any]) -> list[str]:
    asked = found.get("dcql_query")
    if asked is None:
        if isinstance(found.get("scope"), str) or "presentation_definition" in found:
            return [str(found.get("scope", "presentation_definition"))[:_MOST_SHOWN]]
        raise MalformedError("format.request_query")
    dcql = strict_json.loads_object(asked) if isinstance(asked, str) else asked
    credentials = dcql.get("credentials") if isinstance(dcql, dict) else None
    if not isinstance(credentials, list) or not credentials:
        raise MalformedError("format.request_query")
    return [_one(credential) for credential in credentials[:_MOST_SHOWN]]


def _one(credential: Any) -> str:
    if not isinstance(credential, dict) or not isinstance(credential.get("id"), str):
        raise MalformedError("format.request_query")
    claims = credential.get("claims", [])
    if not isinstance(claims, list):
        raise MalformedError("format.request_query")
    paths = []
    for claim in claims[:_MOST_SHOWN]:
        path = claim.get("path") if isinstance(claim, dict) else None
        if not isinstance(path, list) or not path:
            raise MalformedError("format.request_query")
        paths.append(".".join("*" if step is None else str(step) for step in path)[:_MOST_SHOWN])
    meta = credential.get("meta")
    names = meta.get("vct_values") or meta.get("type_values") or [] if isinstance(meta, dict) else []
    kind = ", ".join(str(name) for name in names)[:_MOST_SHOWN] if isinstance(names, list) else ""
    return f"{credential.get('format', '')} {kind}: {', '.join(paths)}"[:1000].strip()
