"""Names for files in an export: letters, digits, dots and dashes only, never one twice, never a device or a path."""

import re
import unicodedata

_DROPPED = re.compile(r"[^A-Za-z0-9._-]+")
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,80}/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}")
_LONGEST = 60

EXTENSIONS = {
    "application/ld+json": "jsonld",
    "application/json": "json",
    "application/vc": "json",
    "application/vc+ld+json": "jsonld",
    "application/vp": "json",
    "application/jwt": "jwt",
    "application/vc+jwt": "jwt",
    "application/vp+jwt": "jwt",
    "application/vc+sd-jwt": "sd-jwt",
    "application/dc+sd-jwt": "sd-jwt",
    "application/vc+cose": "cose",
    "application/jose+json": "jsonld",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/pdf": "pdf",
    "image/png": "png",
    "image/svg+xml": "svg",
    "image/jpeg": "jpg",
    "text/plain": "txt",
}


def safe_name(text: str, *, fallback: str = "credential") -> str:
    """Return ``text`` as a file name without extension that is harmless on every system."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = _DROPPED.sub("-", plain).strip("-._")[:_LONGEST].strip("-._")
    return f"_{name}" if _RESERVED.match(name) else name or fallback


def plain_media_type(media_type: str) -> str:
    """Return the media type without parameters; ``application/octet-stream`` for what is none (RFC 6838)."""
    plain = media_type.split(";", 1)[0].strip().casefold()
    return plain if _MEDIA_TYPE.fullmatch(plain) else "application/octet-stream"


def extension_of(media_type: str) -> str:
    """Return the extension for a media type; ``bin`` for an unknown one."""
    return EXTENSIONS.get(plain_media_type(media_type), "bin")


def numbered(position: int, title: str, media_type: str, total: int) -> str:
    """Return a file name that sorts as the portfolio does: ``03-title.json``."""
    width = max(2, len(str(total)))
    return f"{position:0{width}d}-{safe_name(title)}.{extension_of(media_type)}"
