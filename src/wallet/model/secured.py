"""A credential or presentation as it was received, and its parsed view.

The bytes are sacred: ``raw`` is what was issued, is stored, exported and shared as it is, and is never
serialised again. ``document`` and ``envelope`` are derived from it and may be thrown away.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

JsonObject = dict[str, Any]
"""A JSON object as the strict loader returns it (``wallet.formats.strict_json``)."""


class Format(StrEnum):
    """The form of a source or credential (contract section 2, ``format``)."""

    VC_LDP = "vc_ldp"
    VC_JWT = "vc_jwt"
    VC_SD_JWT = "vc_sd_jwt"
    DC_SD_JWT = "dc_sd_jwt"
    VC_COSE = "vc_cose"
    OB2_HOSTED = "ob2_hosted"
    OB2_SIGNED = "ob2_signed"
    ELM_JADES = "elm_jades"
    ELM_XADES = "elm_xades"
    ELM_UNSIGNED = "elm_unsigned"
    CLR = "clr"
    BLOCKCERTS = "blockcerts"
    LCW_BACKUP = "lcw_backup"
    ZIP = "zip"
    PDF = "pdf"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What a source is (contract section 2, ``kind``)."""

    CREDENTIAL = "credential"
    PRESENTATION = "presentation"
    SHARE = "share"
    BUNDLE = "bundle"
    PORTFOLIO = "portfolio"
    BACKUP = "backup"
    OFFER = "offer"
    REQUEST = "request"
    LINK = "link"
    NOT_A_CREDENTIAL = "not_a_credential"


class Carrier(StrEnum):
    """What the credential travelled in (contract section 2, ``carrier``)."""

    FILE = "file"
    TEXT = "text"
    PNG = "png"
    SVG = "svg"
    PDF = "pdf"
    QR = "qr"
    URL = "url"


class Securing(StrEnum):
    """The securing mechanism: which room of ``verification.proofs`` looks at it."""

    DATA_INTEGRITY = "data_integrity"
    JOSE = "jose"
    SD_JWT = "sd_jwt"
    COSE = "cose"
    JADES = "jades"
    XADES = "xades"
    HOSTED = "hosted"
    OB2_SIGNED = "ob2_signed"
    MERKLE = "merkle"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Jws:
    """A JWS taken apart, nothing believed yet (RFC 7515). ``signing_input`` is what was signed."""

    header: Mapping[str, Any]
    signing_input: bytes
    payload: bytes
    signature: bytes
    unprotected: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SdJwt:
    """An SD-JWT taken apart, nothing believed yet (RFC 9901). Texts are exactly as received.

    ``issuer_jwt`` is the compact issuer-signed JWT that ``jws`` is the parsed view of; ``key_binding`` the compact
    KB-JWT of a presentation. ``presented`` is what ``sd_hash`` covers: everything up to and including the last tilde.
    ``further`` are the other signatures over the same payload that a general JSON serialization carries.
    """

    jws: Jws
    issuer_jwt: str
    disclosures: tuple[str, ...]
    key_binding: str | None = None
    further: tuple[Jws, ...] = ()

    @property
    def presented(self) -> str:
        """Return the SD-JWT without key binding (RFC 9901 section 4.3.1)."""
        return "~".join((self.issuer_jwt, *self.disclosures, ""))


@dataclass(frozen=True, slots=True)
class SecuredCredential:
    """One credential or presentation: the issued bytes and what a strict parser reads in them.

    ``document`` is the W3C/Open Badges/ELM JSON that the claims are read from (for a JWT the ``vc`` claim merged
    as VC-JWT 1.1 section 6.3.1 says, or the payload itself for VC-JOSE-COSE). ``claims`` is the raw JWT claims
    set where there is one. ``envelope`` is what the proof room needs: a ``Jws``, an ``SdJwt``, COSE bytes, or nothing.
    """

    raw: bytes
    format: Format
    securing: Securing
    kind: Kind
    media_type: str
    document: JsonObject
    claims: JsonObject = field(default_factory=dict)
    envelope: object | None = None
    contained: tuple["SecuredCredential", ...] = ()
