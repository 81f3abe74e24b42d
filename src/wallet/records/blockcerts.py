"""Blockcerts v2 (an Open Badges 2.0 assertion anchored in a chain) and v3 (a W3C credential with its own display)."""

import json

from wallet.model.earned import Statement
from wallet.records import generic_vc, openbadges2
from wallet.records.draft import Draft
from wallet.records.media import picture
from wallet.records.parts import Reading
from wallet.records.spot import Spot

_MAX_METADATA = 1 << 20


def fits(document: Spot) -> bool:
    """Tell whether the document is a Blockcerts certificate that no other reader knows better."""
    if "BlockcertsCredential" in document.types():
        return not document.at("credentialSubject", "achievement").is_object
    signature = document.get("signature", "proof").types()
    return bool(signature & {"MerkleProof2017", "MerkleProof2019"}) and bool(document.get("badge"))


def read(document: Spot, reading: Reading) -> Draft:
    """Read a certificate. ``displayHtml`` is presentation and is never read."""
    draft = openbadges2.read(document, reading) if document.get("badge") else generic_vc.read(document, reading)
    draft.put("kind", "certificate")
    for line in document.get("badge").get("signatureLines").each():
        draft.add("images", picture(line.get("image"), "signature"), spot=line.get("image"))
        text = ", ".join(part for part in (line.get("name").text(), line.get("jobTitle").text()) if part)
        if text:
            draft.add("statements", Statement("signatureLine", text, line.pointer))
    spot = document.get("metadataJson", "metadata")
    for name, value in _metadata(spot):
        draft.add("statements", Statement(name, value, spot.pointer))
    return draft


def _metadata(spot: Spot) -> list[tuple[str, str]]:
    """Return the plain values of the issuer's own metadata, which is JSON inside a string."""
    text = spot.value if isinstance(spot.value, str) else ""
    if not text or len(text) > _MAX_METADATA:
        return []
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return []
    found = []
    for group, members in Spot(parsed).members():
        if group in ("schema", "displayOrder", "order"):
            continue
        for name, value in members.members():
            if (words := value.text()) and not name.startswith("$"):
                found.append((name, words))
    return found
