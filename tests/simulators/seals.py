"""Sealers of European Digital Credentials: JAdES in the JSON serialization, with a certificate and all its oddities."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding

from simulators.issuer import b64
from simulators.trusted_lists import Certified

Json = dict[str, Any]


def european_credential(
    name: str = "Hogeschool Zuiderpark", number: str = "NTRNL-12345678", awarded_by: str = "", **more: Any
) -> Json:
    """Return a small European credential (ELM 3) of an organisation with a registered identifier."""
    body = {"id": "urn:epass:org:2", "type": "Organisation", "legalName": {"en": [awarded_by or name]}}
    return {
        "@context": [
            "https://www.w3.org/2018/credentials/v1",
            "http://data.europa.eu/snb/model/context/edc-ap",
        ],
        "id": "urn:credential:1",
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "issuer": {
            "id": "urn:epass:org:1",
            "type": "Organisation",
            "legalName": {"en": [name]},
            "eIDASIdentifier": {"id": "urn:epass:id:1", "type": "LegalIdentifier", "notation": number},
        },
        "issuanceDate": "2026-09-01T10:00:00Z",
        "validFrom": "2026-09-01T10:00:00Z",
        "displayParameter": {"title": {"en": ["Data Literacy"]}},
        "credentialSubject": {
            "id": "urn:epass:person:1",
            "type": "Person",
            "hasClaim": {
                "id": "urn:epass:learningAchievement:1",
                "type": "LearningAchievement",
                "title": {"en": ["Data Literacy"]},
                "awardedBy": {"type": "AwardingProcess", "awardingBody": body},
            },
        },
        **more,
    }


def signature(by: Certified, signing_input: bytes) -> bytes:
    """Return the JOSE signature (RS256 or ES256) of a certified key."""
    if isinstance(by.key, rsa.RSAPrivateKey):
        return by.key.sign(signing_input, padding.PKCS1v15(), hashes.SHA256())
    first, second = decode_dss_signature(by.key.sign(signing_input, ec.ECDSA(hashes.SHA256())))
    return first.to_bytes(32) + second.to_bytes(32)


def thumbprint(by: Certified) -> str:
    """Return the ``x5t#S256`` of a certificate."""
    return b64(hashlib.sha256(by.certificate.public_bytes(Encoding.DER)).digest())


def one_signature(
    by: Certified, payload: str, *, chain: Sequence[Certified] = (), more: Mapping[str, Any] | None = None
) -> Json:
    """Return one member of ``signatures`` over a payload text; a header of ``None`` leaves it out."""
    header: Json = {
        "alg": "RS256" if isinstance(by.key, rsa.RSAPrivateKey) else "ES256",
        "typ": "jose+json",
        "b64": False,
        "sigT": "2026-09-01T10:00:00Z",
        "crit": ["b64", "sigT"],
        "x5t#S256": thumbprint(by),
        "x5c": [by.base64, *(one.base64 for one in chain)],
        **(more or {}),
    }
    header = {name: value for name, value in header.items() if value is not None}
    protected = b64(json.dumps(header).encode())
    return {"protected": protected, "signature": b64(signature(by, f"{protected}.{payload}".encode()))}


def seal(by: Certified, document: Json, *, chain: Sequence[Certified] = (), **more: Any) -> Json:
    """Return a sealed credential in the general JSON serialization, its payload as plain text."""
    payload = json.dumps(document)
    return {"payload": payload, "signatures": [one_signature(by, payload, chain=chain, more=more)]}


def with_evidence(sealed: Json, *entries: Json) -> Json:
    """Return a sealed credential with ``etsiU`` entries in its unprotected header."""
    encoded = [b64(json.dumps(one).encode()) for one in entries]
    first = {**sealed["signatures"][0], "header": {"etsiU": encoded}}
    return {**sealed, "signatures": [first, *sealed["signatures"][1:]]}


def standard(data: bytes) -> str:
    """Return base64 with padding, as ``x5c`` and ``etsiU`` values have it."""
    return base64.b64encode(data).decode()
