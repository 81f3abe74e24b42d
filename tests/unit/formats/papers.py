"""Documents of the forms, made here and fictional; nothing in them is signed by a real key."""

import hashlib
import io
import json
import random
import zipfile
from typing import Any

from wallet.formats import base64url

V2 = "https://www.w3.org/ns/credentials/v2"
V1 = "https://www.w3.org/2018/credentials/v1"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


def credential(**changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@context": [V2, OB3],
        "id": "urn:uuid:0b1f8a34-2f62-4f2c-9d0e-5e1d1d1f4c11",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "did:web:school.example", "type": ["Profile"], "name": "School"},
        "validFrom": "2026-01-15T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:ada",
            "type": ["AchievementSubject"],
            "achievement": {"id": "urn:uuid:1", "type": ["Achievement"], "name": "Lassen 1 ✓"},
        },
        "proof": {"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "proofValue": "z3"},
    }
    made.update(changes)
    return {name: value for name, value in made.items() if value is not None}


def presentation(*held: Any, **changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": "did:example:ada",
        "verifiableCredential": list(held),
        "proof": {"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "proofValue": "z3"},
    }
    made.update(changes)
    return {name: value for name, value in made.items() if value is not None}


def jwt(claims: Any, **header: Any) -> str:
    head = {"alg": "ES256", **header}
    parts = (json.dumps(head).encode(), json.dumps(claims).encode(), bytes(64))
    return ".".join(base64url.encode(part) for part in parts)


def disclosure(*parts: Any) -> str:
    return base64url.encode(json.dumps(list(parts)).encode())


def digest(text: str) -> str:
    return base64url.encode(hashlib.sha256(text.encode()).digest())


def sd_jwt(*disclosures: str, claims: dict[str, Any] | None = None, typ: str = "dc+sd-jwt", kb: str = "") -> str:
    payload: dict[str, Any] = {"iss": "https://school.example", "vct": "urn:example:diploma", "_sd_alg": "sha-256"}
    payload["_sd"] = [digest(text) for text in disclosures]
    payload.update(claims or {})
    payload = {name: value for name, value in payload.items() if value is not None}
    return "~".join((jwt(payload, typ=typ), *disclosures, kb))


def assertion(**changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": "https://badges.example/assertions/1",
        "badge": "https://badges.example/classes/1",
        "recipient": {"type": "email", "hashed": False, "identity": "ada@example.org"},
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2025-05-01T00:00:00Z",
    }
    made.update(changes)
    return {name: value for name, value in made.items() if value is not None}


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def picture(color: str = "white", size: tuple[int, int] = (40, 30)) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "PNG")
    return out.getvalue()


def noisy_picture(side: int = 60) -> bytes:
    """A picture that does not compress."""
    from PIL import Image

    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), random.Random(side).randbytes(side * side * 3)).save(out, "PNG")
    return out.getvalue()


def qr_png(text: str, *, scale: int = 4) -> bytes:
    import qrcode

    out = io.BytesIO()
    code = qrcode.QRCode(box_size=scale, error_correction=qrcode.constants.ERROR_CORRECT_L)
    code.add_data(text)
    code.make_image().save(out, "PNG")
    return out.getvalue()
