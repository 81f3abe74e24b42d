"""Credentials secured with COSE_Sign1 (RFC 9052, VC-JOSE-COSE section 3.3), as bytes or as base64 text."""

from typing import Any

from wallet.errors import MalformedError, WalletError
from wallet.formats import base64url, shape, strict_json
from wallet.formats.material import Material
from wallet.formats.recognised import RecognisedCredential
from wallet.formats.vocabulary import PRESENTATION, types
from wallet.model.secured import Format, Kind, SecuredCredential, Securing

_TAG = b"\xd2"
"""CBOR tag 18, COSE_Sign1; VC-JOSE-COSE registers the tagged form."""

_TEXT_START = "0o"
"""What tag 18 and an array of four look like in base64url."""


def sniff(material: Material) -> bool:
    """Tell whether it begins as a tagged COSE_Sign1."""
    return _binary(material) is not None


def parse(material: Material) -> RecognisedCredential:
    """Return the credential or presentation.

    Raises:
        MalformedError: ``format.cose``, or the payload has not the shape of a credential.
    """
    data = _binary(material) or b""
    payload = _payload(data)
    document = strict_json.loads_object(payload, max_depth=material.limits.max_depth)
    presentation = PRESENTATION in types(document)
    if presentation:
        shape.presentation(document)
    else:
        shape.credential(document)
    return RecognisedCredential(
        SecuredCredential(
            raw=material.data if material.data.startswith(_TAG) else material.data.strip(),
            format=Format.VC_COSE,
            securing=Securing.COSE,
            kind=Kind.PRESENTATION if presentation else Kind.CREDENTIAL,
            media_type="application/vp+cose" if presentation else "application/vc+cose",
            document=document,
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


def _payload(data: bytes) -> bytes:
    import cbor2

    try:
        message: Any = cbor2.loads(data)
    except (cbor2.CBORError, ValueError, EOFError, RecursionError, OverflowError, MemoryError) as error:
        raise MalformedError("format.cose") from error
    value = getattr(message, "value", None)
    if not isinstance(value, list | tuple) or len(value) != 4 or not isinstance(value[2], bytes):
        raise MalformedError("format.cose")
    return value[2]
