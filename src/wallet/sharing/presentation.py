"""Presentations signed by the holder: each credential inside as it was issued, what for and until when outside it.

A presentation is JSON-LD (VCDM 2.0 section 4.13) with a JCS proof, so that what is said about purpose and receiver is
signed whatever a reader makes of the vocabulary. JSON-LD credentials are embedded with their own source text; tokens
and everything else travel in an ``EnvelopedVerifiableCredential``. A single SD-JWT that is bound to the holder's key
can instead answer a question by itself, with a key binding JWT (RFC 9901 section 4.3).
"""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from wallet.errors import MalformedError, UnsupportedError
from wallet.formats import base64url, strict_json
from wallet.formats.vocabulary import CREDENTIAL, CREDENTIALS_V2, types
from wallet.model.secured import JsonObject, SecuredCredential, Securing
from wallet.verification.dids.document import Relationship
from wallet.verification.keys import algorithms
from wallet.verification.keys.public_key import KeyType
from wallet.verification.keys.signer import Signer
from wallet.verification.proofs import data_integrity

TERMS = "urn:x-capsa:share"
PURPOSE = "urn:x-capsa:purpose"
RECEIVER = "urn:x-capsa:receiver"
"""Absolute names, so that no JSON-LD reader drops them; what they hold is plain text by the holder."""

MEDIA_TYPE = "application/vp"
_CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
_SUITES = {KeyType.ED25519: "eddsa-jcs-2022", KeyType.P256: "ecdsa-jcs-2019", KeyType.P384: "ecdsa-jcs-2019"}
_OUTSIDE_STRINGS = re.compile(r'("(?:[^"\\]|\\.)*")|[ \t\r\n]+', re.DOTALL)
_EMBEDDED = frozenset({Securing.DATA_INTEGRITY, Securing.MERKLE, Securing.NONE})
_TOKENS = frozenset({Securing.JOSE, Securing.SD_JWT, Securing.OB2_SIGNED})


@dataclass(frozen=True, slots=True)
class HolderKey:
    """Who presents: the identifier, its verification method, and the key behind it."""

    did: str
    verification_method: str
    signer: Signer


@dataclass(frozen=True, slots=True)
class Terms:
    """What the holder says about the share. ``nonce`` and ``audience`` bind it to a question that was asked now."""

    created: datetime
    purpose: str = ""
    receiver: str = ""
    expires_at: datetime | None = None
    nonce: str | None = None
    audience: str | None = None


def sign(credentials: Sequence[SecuredCredential], holder: HolderKey, terms: Terms, *, compact: bool = False) -> str:
    """Return the signed presentation as JSON text.

    ``compact`` leaves out the white space between the names and values of embedded credentials; nothing else changes.

    Raises:
        UnsupportedError: ``share.unsupported_key`` for a key that no JCS suite takes.
        MalformedError: ``share.changed`` where the text would say something else than what was signed.
    """
    sources = [source(one, compact=compact) for one in credentials]
    head: JsonObject = {"@context": [CREDENTIALS_V2], "type": ["VerifiablePresentation"], "holder": holder.did}
    said = {PURPOSE: terms.purpose, RECEIVER: terms.receiver}
    said = {name: text for name, text in said.items() if text}
    if said:
        head["termsOfUse"] = {"type": TERMS, **said}
    suite = _SUITES.get(holder.signer.type)
    if suite is None:
        raise UnsupportedError("share.unsupported_key", {"type": holder.signer.type})
    signed = data_integrity.sign(
        {**head, "verifiableCredential": [strict_json.loads(text) for text in sources]},
        cryptosuite=suite,
        signer=holder.signer,
        verification_method=holder.verification_method,
        purpose=Relationship.AUTHENTICATION,
        created=terms.created,
        challenge=terms.nonce,
        domain=terms.audience,
        expires=terms.expires_at,
    )
    text = f'{_with_credentials(head, sources)[:-1]},"proof":{_written(signed["proof"])}}}'
    if strict_json.loads(text) != signed:
        raise MalformedError("share.changed")
    return text


def source(credential: SecuredCredential, *, compact: bool = False) -> str:
    """Return the JSON text that stands for a credential in a presentation.

    Raises:
        MalformedError: the bytes are no UTF-8 where they must be.
    """
    if credential.securing in _EMBEDDED and CREDENTIAL in types(credential.document) and _is_json(credential.raw):
        text = credential.raw.decode("utf-8").strip()
        return without_space(text) if compact else text
    return _written(
        {
            "@context": CREDENTIALS_V2,
            "id": _data_address(credential),
            "type": "EnvelopedVerifiableCredential",
        }
    )


def without_space(text: str) -> str:
    """Return a JSON text without the white space outside its strings; every value stays written as it was."""
    return _OUTSIDE_STRINGS.sub(lambda found: found[1] or "", text)


def bind(issued: str, holder: HolderKey, terms: Terms, *, more: JsonObject | None = None) -> str:
    """Return an SD-JWT (up to and including its last tilde) with a key binding JWT for the question of ``terms``.

    ``more`` are further claims that a protocol asks the key binding to carry (OpenID4VP ``transaction_data_hashes``).

    Raises:
        UnsupportedError: ``share.unsupported_key``.
    """
    payload: JsonObject = {
        "iat": int(terms.created.timestamp()),
        "aud": terms.audience or "",
        "nonce": terms.nonce or "",
        "sd_hash": base64url.encode(hashlib.sha256(issued.encode("ascii")).digest()),
    }
    if terms.expires_at is not None:
        payload["exp"] = int(terms.expires_at.timestamp())
    said = {PURPOSE: terms.purpose, RECEIVER: terms.receiver}
    payload |= {name: text for name, text in said.items() if text}
    return issued + _jwt({"typ": "kb+jwt"}, _written(payload | (more or {})), holder.signer)


def sign_jwt(credentials: Sequence[SecuredCredential], holder: HolderKey, terms: Terms) -> str:
    """Return the presentation as a JWT (VC-JOSE-COSE section 3.1.2, ``vp+jwt``).

    Raises:
        UnsupportedError: ``share.unsupported_key``.
    """
    payload: JsonObject = {
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        "holder": holder.did,
        "iss": holder.did,
        "iat": int(terms.created.timestamp()),
    }
    optional = {
        "exp": int(terms.expires_at.timestamp()) if terms.expires_at else None,
        "aud": terms.audience,
        "nonce": terms.nonce,
        PURPOSE: terms.purpose or None,
        RECEIVER: terms.receiver or None,
    }
    payload |= {name: value for name, value in optional.items() if value is not None}
    text = _with_credentials(payload, [source(one) for one in credentials])
    return _jwt({"typ": "vp+jwt", "kid": holder.verification_method}, text, holder.signer)


def sign_jwt_1_1(credentials: Sequence[SecuredCredential], holder: HolderKey, terms: Terms) -> str:
    """Return a presentation of VCDM 1.1 tokens as a JWT with a ``vp`` claim (VC Data Model 1.1 section 6.3.1).

    Raises:
        UnsupportedError: ``share.unsupported_key``.
        MalformedError: a credential is no token.
    """
    tokens = [one.raw.decode("ascii").strip() for one in credentials]
    vp = {"@context": [_CREDENTIALS_V1], "type": ["VerifiablePresentation"], "verifiableCredential": tokens}
    payload: JsonObject = {"iss": holder.did, "iat": int(terms.created.timestamp()), "vp": vp}
    payload |= {"aud": terms.audience} if terms.audience else {}
    payload |= {"nonce": terms.nonce} if terms.nonce else {}
    return _jwt({"typ": "JWT", "kid": holder.verification_method}, _written(payload), holder.signer)


def expiry(moment: datetime) -> datetime:
    """Return a moment in UTC without a fraction of a second, as it is signed."""
    return moment.astimezone(UTC).replace(microsecond=0)


def _with_credentials(head: JsonObject, sources: Sequence[str]) -> str:
    """Return a JSON object with credentials put in as the text that they are."""
    return f'{_written(head)[:-1]},"verifiableCredential":[{",".join(sources)}]}}'


def _jwt(header: JsonObject, payload: str, signer: Signer) -> str:
    try:
        algorithm = algorithms.preferred(signer.type)
    except UnsupportedError as error:
        raise UnsupportedError("share.unsupported_key", {"type": signer.type}) from error
    parts = (_written({"alg": algorithm, **header}), payload)
    message = ".".join(base64url.encode(part.encode("utf-8")) for part in parts)
    return f"{message}.{base64url.encode(signer.sign(message.encode('ascii')))}"


def _data_address(credential: SecuredCredential) -> str:
    if credential.securing in _TOKENS and not _is_json(credential.raw):
        return f"data:{credential.media_type},{credential.raw.decode('ascii')}"
    encoded = base64.b64encode(credential.raw).decode("ascii")
    return f"data:{credential.media_type};base64,{encoded}"


def _is_json(raw: bytes) -> bool:
    return raw.lstrip()[:1] == b"{"


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
