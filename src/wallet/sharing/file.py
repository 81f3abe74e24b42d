"""Files to hand over: the bytes as issued, and the credential baked into its own picture."""

import re
from typing import Any

from wallet.errors import WalletError
from wallet.formats import baked_png, baked_svg, embedded
from wallet.model.secured import Format, SecuredCredential, Securing

_SUFFIXES = {
    Format.VC_JWT: ".jwt",
    Format.VC_SD_JWT: ".sd-jwt",
    Format.DC_SD_JWT: ".sd-jwt",
    Format.VC_COSE: ".cose",
    Format.OB2_SIGNED: ".jws",
    Format.ELM_JADES: ".jsonld",
    Format.ELM_UNSIGNED: ".jsonld",
    Format.ELM_XADES: ".xml",
}
_UNSAFE = re.compile(r"[^\w.()\- ]+")
_LONGEST_NAME = 60


def name_of(title: str, suffix: str) -> str:
    """Return a file name made from a title that is safe on every system."""
    plain = _UNSAFE.sub(" ", title).replace("_", " ")
    plain = " ".join(plain.split())[:_LONGEST_NAME].strip(" .-")
    return (plain or "credential") + suffix


def suffix_of(credential: SecuredCredential) -> str:
    """Return the file suffix that goes with a credential's bytes."""
    if credential.format is Format.CLR and credential.securing is Securing.JOSE:
        return ".jwt"
    return _SUFFIXES.get(credential.format, ".json")


def baked(credential: SecuredCredential) -> tuple[bytes, str] | None:
    """Return the credential baked into the picture that it carries itself, with the suffix; nothing without one.

    Only JSON and token forms can be baked (Open Badges 3.0 section 5.3).
    """
    pictures = (baked_into(picture, credential) for picture in _pictures(credential.document))
    return next((made for made in pictures if made is not None), None)


def baked_into(picture: bytes, credential: SecuredCredential) -> tuple[bytes, str] | None:
    """Return a PNG or SVG with the credential baked in, with the suffix.

    Nothing where the form cannot be baked, or the picture is broken or of another kind.
    """
    text = _text(credential)
    if text is None:
        return None
    try:
        if picture.startswith(baked_png.SIGNATURE):
            return baked_png.bake(picture, text), ".png"
        return baked_svg.bake(picture, text), ".svg"
    except WalletError:
        return None


def _text(credential: SecuredCredential) -> str | None:
    if credential.securing not in (Securing.DATA_INTEGRITY, Securing.JOSE):
        return None
    try:
        return credential.raw.decode("utf-8").strip()
    except UnicodeDecodeError:
        return None


def _pictures(document: Any) -> list[bytes]:
    """Return the pictures in ``data:`` addresses at the places where Open Badges have them."""
    subject = document.get("credentialSubject")
    subject = subject[0] if isinstance(subject, list) and subject else subject
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    places = [node.get("image") for node in (achievement, subject, document) if isinstance(node, dict)]
    found = []
    for place in places:
        address = place.get("id") if isinstance(place, dict) else place
        if isinstance(address, str) and address.startswith("data:image/"):
            try:
                found.append(embedded.data_address(address))
            except WalletError:
                continue
    return found
