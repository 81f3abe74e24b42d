"""JSON Web Signature taken apart (RFC 7515, RFC 7797): compact, flattened and general JSON serialization.

Nothing is verified here. The bytes that were signed are kept exactly as received.
"""

import re
from collections.abc import Mapping
from typing import Any

from wallet.errors import MalformedError, UnsafeInputError
from wallet.formats import base64url, strict_json
from wallet.model.secured import Jws

_COMPACT = re.compile(r"[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\Z")
_MAX_HEADER = 256 * 1024
"""Longest header in characters; an ``x5c`` chain or a did:ion in a ``kid`` is a few kB."""
_MAX_SIGNATURES = 64


def looks_compact(text: str) -> bool:
    """Tell whether a text has the outer form of a compact JWS whose header is a JSON object."""
    return text.startswith("eyJ") and _COMPACT.match(text) is not None


def compact(text: str) -> Jws:
    """Return a compact JWS (RFC 7515 section 7.1) as its parts.

    Raises:
        MalformedError: ``format.jws_parts``, ``format.jws_header`` or what base64url and the JSON loader raise.
    """
    parts = text.split(".")
    if len(parts) != 3:
        raise MalformedError("format.jws_parts", {"parts": str(len(parts))})
    protected, payload, signature = parts
    header = protected_header(protected)
    if header.get("b64") is False:
        # RFC 7797 section 5.2: an unencoded payload in a compact JWS must not be told apart from an encoded one.
        raise MalformedError("format.jws_b64")
    return Jws(
        header=header,
        signing_input=f"{protected}.{payload}".encode("ascii"),
        payload=base64url.decode(payload),
        signature=base64url.decode(signature),
    )


def protected_header(protected: str) -> dict[str, Any]:
    """Return the protected header of a JWS.

    Raises:
        MalformedError: ``format.jws_header``, or what base64url and the JSON loader raise.
    """
    if not protected or len(protected) > _MAX_HEADER:
        raise MalformedError("format.jws_header")
    header = strict_json.loads_object(base64url.decode(protected))
    if not isinstance(header.get("alg"), str):
        raise MalformedError("format.jws_header")
    return header


def is_json_serialization(document: Mapping[str, Any]) -> bool:
    """Tell whether a JSON object is a JWS in one of the JSON serializations (RFC 7515 section 7.2)."""
    if not isinstance(document.get("payload"), str):
        return False
    return isinstance(document.get("signatures"), list) or isinstance(document.get("signature"), str)


def signatures(document: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """Return the signature objects of a JSON serialization, general or flattened.

    Raises:
        MalformedError: ``format.jws_parts`` where there is none, or both forms at once.
        UnsafeInputError: ``format.unsafe_proofs``: each is read together with the whole payload.
    """
    several = document.get("signatures")
    if several is None:
        return (document,)
    # RFC 7515 section 7.2.2: "signatures" and the flattened members exclude each other.
    if "signature" in document or not isinstance(several, list) or not several:
        raise MalformedError("format.jws_parts")
    if not all(isinstance(one, dict) for one in several):
        raise MalformedError("format.jws_parts")
    if len(several) > _MAX_SIGNATURES:
        raise UnsafeInputError("format.unsafe_proofs")
    return tuple(several)


def from_json(document: Mapping[str, Any], signature: Mapping[str, Any]) -> Jws:
    """Return one signature of a JSON serialization as a ``Jws``; an unencoded payload (RFC 7797) is kept as it is.

    Raises:
        MalformedError: ``format.jws_header``, ``format.jws_parts``, ``format.jws_header_twice``, or what base64url
            and the JSON loader raise.
    """
    protected, value, payload = signature.get("protected"), signature.get("signature"), document["payload"]
    if not isinstance(protected, str) or not isinstance(value, str):
        raise MalformedError("format.jws_parts")
    header = protected_header(protected)
    unprotected = signature.get("header", {})
    if not isinstance(unprotected, dict):
        raise MalformedError("format.jws_header")
    if set(header) & set(unprotected):
        raise MalformedError("format.jws_header_twice")
    if header.get("b64") is False:
        body = payload.encode("utf-8")
        content = body
    else:
        body = payload.encode("utf-8")
        content = base64url.decode(payload)
    return Jws(
        header=header,
        signing_input=protected.encode("ascii") + b"." + body,
        payload=content,
        signature=base64url.decode(value),
        unprotected=unprotected,
    )
