"""Pictures in a credential: embedded ones as bytes, others as the address where they would have to be fetched."""

import base64
import binascii
from urllib.parse import unquote_to_bytes

from wallet.model.earned import Media
from wallet.records.controlled import concept_key, concept_text
from wallet.records.spot import Spot

MAX_PICTURE = 10 << 20
"""Largest embedded picture in bytes (the limit for fetched pictures, contract section 3)."""


def _decode(text: str) -> bytes | None:
    if len(text) > MAX_PICTURE * 3 // 2:
        return None
    compact = "".join(text.split()).replace("-", "+").replace("_", "/").rstrip("=")
    try:
        data = base64.b64decode(compact + "=" * (-len(compact) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if 0 < len(data) <= MAX_PICTURE else None


def _of_data_address(address: str, role: str, caption: str | None) -> Media | None:
    head, comma, body = address[5:].partition(",")
    if not comma:
        return None
    media_type, *parameters = head.split(";")
    if any(parameter.strip().casefold() == "base64" for parameter in parameters):
        data = _decode(body)
    else:
        data = unquote_to_bytes(body) if len(body) <= MAX_PICTURE else None
    return Media(role, None, media_type.strip().casefold() or "text/plain", data, caption) if data else None


def _of_media_object(spot: Spot, role: str) -> Media | None:
    # ELM MediaObject: base64 content with its type as a concept of the EU file-type list.
    data = _decode(spot.get("content").text() or "")
    if data is None:
        address = spot.get("contentURL", "contentUrl").url()
        return Media(role, url=address) if address else None
    name = (concept_key(spot.get("contentType")) or concept_text(spot.get("contentType")) or "").casefold()
    return Media(role, media_type=f"image/{ {'jpg': 'jpeg', 'svg': 'svg+xml'}.get(name, name or 'png') }", data=data)


def picture(spot: Spot, role: str) -> Media | None:
    """Return the picture at ``spot``: an address, a ``data:`` address, an Image object or an ELM MediaObject."""
    if spot.is_object and spot.get("content", "contentURL", "contentUrl"):
        return _of_media_object(spot, role)
    address = spot.url()
    if not address:
        return None
    caption = spot.get("caption").text()
    if address[:5].casefold() == "data:":
        return _of_data_address(address, role, caption)
    return Media(role, url=address, caption=caption)
