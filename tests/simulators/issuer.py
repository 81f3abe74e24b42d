"""Test issuers: they sign real credentials of every form, with keys made from a fixed seed or at test time.

An issuer has an identifier (did:key, did:jwk, did:web or an https address), signs with real keys, and says in
``documents`` what its web site would serve. ``Web`` serves such documents in memory, as a ``ports.Fetcher`` or as a
recording on disk for ``--replay``.
"""

import base64
import gzip
import hashlib
import json
import uuid
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from wallet.adapters.fetch_rules import allowed
from wallet.errors import UnreachableError
from wallet.ports import Document, Purpose
from wallet.verification.canonicalization import jcs
from wallet.verification.dids.document import Relationship
from wallet.verification.keys import jwk, multikey
from wallet.verification.keys.public_key import KeyType
from wallet.verification.keys.signer import KeySigner
from wallet.verification.proofs import data_integrity

VC2 = "https://www.w3.org/ns/credentials/v2"
VC1 = "https://www.w3.org/2018/credentials/v1"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
ED2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SIGNED_AT = datetime(2026, 9, 1, 10, tzinfo=UTC)
HOLDER = "did:key:z6MkeirBoCbmAa4kB8JhorbyGV8RUACD8zZjgkzHHgoK4Hu1"

Json = dict[str, Any]


def b64(data: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def zulu(moment: datetime) -> str:
    """Return an XML Schema dateTimeStamp in UTC."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _seeded(seed: str) -> bytes:
    return hashlib.sha256(b"capsa test issuer " + seed.encode()).digest()


def key(seed: str, kind: KeyType = KeyType.ED25519) -> KeySigner:
    """Return the same key for the same seed (RSA: a new one)."""
    if kind is KeyType.ED25519:
        return KeySigner(ed25519.Ed25519PrivateKey.from_private_bytes(_seeded(seed)))
    if kind is KeyType.RSA:
        return KeySigner(rsa.generate_private_key(public_exponent=65537, key_size=2048))
    curves: dict[KeyType, ec.EllipticCurve] = {
        KeyType.P256: ec.SECP256R1(),
        KeyType.P384: ec.SECP384R1(),
        KeyType.P521: ec.SECP521R1(),
        KeyType.SECP256K1: ec.SECP256K1(),
    }
    return KeySigner(ec.derive_private_key(int.from_bytes(_seeded(seed)), curves[kind]))


JOSE_ALGORITHMS = {
    KeyType.ED25519: "EdDSA",
    KeyType.P256: "ES256",
    KeyType.P384: "ES384",
    KeyType.P521: "ES512",
    KeyType.SECP256K1: "ES256K",
    KeyType.RSA: "RS256",
}


@dataclass
class Web:
    """Documents by address: what the web would answer."""

    pages: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    now: datetime = NOW
    ends: dict[str, str] = field(default_factory=dict)
    """Addresses that lead elsewhere, and where to."""
    had: dict[str, datetime] = field(default_factory=dict)
    """When an answer was had, where not just now."""

    def put(self, url: str, body: bytes | Json, media_type: str = "application/json", status: int = 200) -> str:
        """Serve ``body`` at ``url`` and return the address."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.pages[url] = (status, media_type, data)
        return url

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        """Answer as a Fetcher does."""
        host = allowed(url).host
        self.asked.append(url)
        status, media_type, body = self.pages.get(url.split("#", 1)[0], (0, "", b""))
        if status == 0:
            raise UnreachableError("fetch.timeout", {"host": host, "url": url})
        if status != 200:
            raise UnreachableError("fetch.http_status", {"host": host, "url": url, "status": str(status)})
        return Document(url, body, media_type, self.had.get(url, self.now), purpose, final_url=self.ends.get(url))

    def recording(self, folder: Path) -> Path:
        """Write everything as a recording for ``--replay`` and return the path of its map."""
        folder.mkdir(parents=True, exist_ok=True)
        entries = {}
        for url, (status, media_type, body) in self.pages.items():
            name = hashlib.sha256(url.encode()).hexdigest()[:16] + ".bin"
            (folder / name).write_bytes(body)
            entries[url] = {"status": status, "headers": {"content-type": media_type}, "body_file": name}
        path = folder / "map.json"
        path.write_text(json.dumps(entries), "utf-8")
        return path


@dataclass
class Issuer:
    """An institution that signs. ``method`` is the verification method that its proofs name."""

    name: str
    signer: KeySigner
    id: str
    method: str
    web: Web = field(default_factory=Web)

    @property
    def alg(self) -> str:
        """Return the JOSE name of the algorithm of this key."""
        return JOSE_ALGORITHMS[self.signer.type]

    def trust_entry(self, **more: Any) -> Json:
        """Return this issuer as an entry of a trust list."""
        return {"ids": [self.id], "name": self.name, "country": "NL", **more}

    # ------------------------------------------------------------------ JSON-LD

    def sign(self, document: Json, suite: str = "", **options: Any) -> Json:
        """Return ``document`` with a Data Integrity proof; the default suite fits the key."""
        fitting = {KeyType.ED25519: "eddsa-rdfc-2022"}.get(self.signer.type, "ecdsa-rdfc-2019")
        return data_integrity.sign(
            document,
            cryptosuite=suite or fitting,
            signer=self.signer,
            verification_method=self.method,
            purpose=options.pop("purpose", Relationship.ASSERTION_METHOD),
            created=options.pop("created", SIGNED_AT),
            **options,
        )

    def badge(self, title: str = "Minor Data Literacy", **more: Any) -> Json:
        """Return an unsigned Open Badges 3.0 credential of this issuer (VC 2.0)."""
        return achievement_credential(self, title, **more)

    # ------------------------------------------------------------------ JOSE

    def jws(self, payload: bytes, **header: Any) -> str:
        """Return a compact JWS over ``payload``."""
        protected = b64(json.dumps({"alg": self.alg, **header}).encode())
        signing_input = f"{protected}.{b64(payload)}"
        return f"{signing_input}.{b64(self.signer.sign(signing_input.encode()))}"

    def vc_jwt(self, document: Json, **header: Any) -> str:
        """Return a credential secured by VC-JOSE-COSE (``vc+jwt``)."""
        return self.jws(json.dumps(document).encode(), **{"typ": "vc+jwt", "kid": self.method, **header})

    def vc_claim_jwt(self, document: Json, **header: Any) -> str:
        """Return a credential in the older form: a JWT with a ``vc`` claim (VC 1.1 section 6.3.1)."""
        claims: Json = {"vc": document, "iss": self.id, "jti": document.get("id")}
        subject = document.get("credentialSubject", {}).get("id")
        if subject:
            claims["sub"] = subject
        issued = document.get("issuanceDate")
        if issued:
            claims["nbf"] = int(datetime.fromisoformat(issued).timestamp())
        ends = document.get("expirationDate")
        if ends:
            claims["exp"] = int(datetime.fromisoformat(ends).timestamp())
        plain = {name: value for name, value in claims.items() if value is not None}
        return self.jws(json.dumps(plain).encode(), **{"typ": "JWT", "kid": self.method, **header})

    def sd_jwt_vc(self, claims: Json, hidden: Iterable[str] = (), **header: Any) -> str:
        """Return an SD-JWT VC whose top-level claims ``hidden`` can be disclosed; all are."""
        plain = {name: value for name, value in claims.items() if name not in set(hidden)}
        disclosures = [
            b64(json.dumps([b64(_seeded(f"salt {name}")[:16]), name, claims[name]]).encode()) for name in hidden
        ]
        digests = sorted(b64(hashlib.sha256(one.encode()).digest()) for one in disclosures)
        payload: Json = {"iss": self.id, "iat": int(SIGNED_AT.timestamp()), **plain}
        if disclosures:
            payload |= {"_sd": digests, "_sd_alg": "sha-256"}
        token = self.jws(json.dumps(payload).encode(), **{"typ": "dc+sd-jwt", "kid": self.method, **header})
        return "~".join([token, *disclosures, ""])

    # ------------------------------------------------------------------ status

    def status_list(self, url: str, revoked: Iterable[int] = (), *, purpose: str = "revocation", **more: Any) -> str:
        """Serve a signed Bitstring Status List at ``url`` and return the address."""
        bits = bytearray(16_384)
        for index in revoked:
            bits[index // 8] |= 0x80 >> (index % 8)
        document: Json = {
            "@context": [VC2],
            "id": url,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": self.id,
            "validFrom": zulu(NOW - timedelta(days=20)),
            "validUntil": zulu(NOW + timedelta(days=3650)),
            "credentialSubject": {
                "id": f"{url}#list",
                "type": "BitstringStatusList",
                "statusPurpose": purpose,
                "encodedList": "u" + b64(gzip.compress(bytes(bits), mtime=0)),
            },
            **more,
        }
        suite = "eddsa-jcs-2022" if self.signer.type is KeyType.ED25519 else "ecdsa-jcs-2019"
        return self.web.put(url, self.sign(document, suite), "application/vc")


def did_key(name: str, seed: str = "", kind: KeyType = KeyType.ED25519) -> Issuer:
    """Return an issuer that is its key."""
    signer = key(seed or name, kind)
    encoded = multikey.encode(signer.public_key)
    return Issuer(name, signer, f"did:key:{encoded}", f"did:key:{encoded}#{encoded}")


def did_jwk(name: str, seed: str = "", kind: KeyType = KeyType.P256) -> Issuer:
    """Return an issuer whose identifier is its JWK."""
    signer = key(seed or name, kind)
    did = "did:jwk:" + b64(jcs.canonicalize(jwk.encode(signer.public_key)))
    return Issuer(name, signer, did, f"{did}#0")


def did_web(
    name: str,
    host: str = "issuer.example",
    seed: str = "",
    kind: KeyType = KeyType.ED25519,
    web: Web | None = None,
    relationships: Iterable[str] = ("assertionMethod",),
) -> Issuer:
    """Return an issuer that serves its DID document."""
    signer = key(seed or name, kind)
    did = f"did:web:{host}"
    method = f"{did}#key-1"
    issuer = Issuer(name, signer, did, method, web if web is not None else Web())
    document: Json = {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": did,
        "verificationMethod": [
            {"id": method, "type": "JsonWebKey", "controller": did, "publicKeyJwk": jwk.encode(signer.public_key)}
        ],
        **{relationship: [method] for relationship in relationships},
    }
    issuer.web.put(f"https://{host}/.well-known/did.json", document, "application/did+json")
    return issuer


def achievement_credential(
    issuer: Issuer,
    title: str,
    *,
    holder: str | None = HOLDER,
    version: int = 2,
    valid_from: datetime = datetime(2026, 6, 30, tzinfo=UTC),
    valid_until: datetime | None = None,
    status: Mapping[str, Any] | None = None,
    credential_id: str = "",
    achievement: Mapping[str, Any] | None = None,
    **more: Any,
) -> Json:
    """Return an unsigned Open Badges 3.0 credential in VC 1.1 or 2.0."""
    stable = uuid.uuid5(uuid.NAMESPACE_URL, f"{issuer.id} {title}")
    subject: Json = {
        "type": ["AchievementSubject"],
        "achievement": {
            "id": f"urn:uuid:{uuid.uuid5(stable, 'achievement')}",
            "type": ["Achievement"],
            "name": title,
            "description": f"{title}, assessed.",
            "criteria": {"narrative": "Passed the final assessment."},
            **(achievement or {}),
        },
    }
    if holder:
        subject = {"id": holder, **subject}
    dates = ("validFrom", "validUntil") if version == 2 else ("issuanceDate", "expirationDate")
    document: Json = {
        "@context": [VC2 if version == 2 else VC1, OB3 if version == 2 else OB3.replace("3.0.3", "3.0.1")],
        "id": credential_id or f"urn:uuid:{stable}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer.id, "type": ["Profile"], "name": issuer.name},
        dates[0]: zulu(valid_from),
        "name": title,
        "credentialSubject": subject,
        **more,
    }
    if valid_until is not None:
        document[dates[1]] = zulu(valid_until)
    if status is not None:
        document["credentialStatus"] = dict(status)
    return document


def status_entry(url: str, index: int, purpose: str = "revocation") -> Json:
    """Return an entry of a Bitstring Status List."""
    return {
        "id": f"{url}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": url,
    }


def presentation(
    holder: Issuer, credentials: Iterable[Json | str], *, suite: str = "eddsa-jcs-2022", **options: Any
) -> Json:
    """Return a presentation of ``credentials`` signed by ``holder``; text is enveloped as VC 2.0 says."""
    inside = [
        {"@context": VC2, "id": f"data:application/vc+jwt,{one}", "type": "EnvelopedVerifiableCredential"}
        if isinstance(one, str)
        else one
        for one in credentials
    ]
    document: Json = {
        "@context": [VC2],
        "type": ["VerifiablePresentation"],
        "holder": holder.id,
        "verifiableCredential": inside,
    }
    return holder.sign(document, suite, purpose=Relationship.AUTHENTICATION, **options)


# ---------------------------------------------------------------------- Open Badges 2.0


@dataclass
class HostedBadge:
    """An Open Badges 2.0 assertion with the documents that its issuer hosts."""

    assertion: Json
    url: str
    origin: str
    web: Web

    @property
    def raw(self) -> bytes:
        """Return the assertion as bytes."""
        return json.dumps(self.assertion).encode()


def hosted_badge(
    title: str,
    *,
    host: str = "badges.example",
    email: str = "sanne@student.example",
    web: Web | None = None,
    **more: Any,
) -> HostedBadge:
    """Serve an assertion, its badge class and its issuer; return the assertion."""
    site = web if web is not None else Web()
    origin = f"https://{host}"
    salt = "deadsea"
    issuer_url = site.put(
        f"{origin}/issuer",
        {
            "@context": "https://w3id.org/openbadges/v2",
            "type": "Issuer",
            "id": f"{origin}/issuer",
            "name": "Badge College",
            "url": origin,
            "email": f"info@{host}",
        },
    )
    badge_url = site.put(
        f"{origin}/badge",
        {
            "@context": "https://w3id.org/openbadges/v2",
            "type": "BadgeClass",
            "id": f"{origin}/badge",
            "name": title,
            "description": f"{title}, assessed.",
            "image": f"{origin}/badge.png",
            "criteria": {"narrative": "Passed."},
            "issuer": issuer_url,
        },
    )
    url = f"{origin}/assertions/{uuid.uuid5(uuid.NAMESPACE_URL, title)}"
    assertion: Json = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": url,
        "recipient": {
            "type": "email",
            "hashed": True,
            "salt": salt,
            "identity": "sha256$" + hashlib.sha256((email + salt).encode()).hexdigest(),
        },
        "badge": badge_url,
        "verification": {"type": "hosted"},
        "issuedOn": "2026-05-01T09:00:00Z",
        **more,
    }
    site.put(url, assertion)
    return HostedBadge(assertion, url, origin, site)


# ---------------------------------------------------------------------- baking


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def baked_png(
    text: str, *, keyword: str = "openbadgecredential", size: int = 64, colour: tuple[int, ...] = ()
) -> bytes:
    """Return a small picture with ``text`` in an iTXt chunk."""
    red, green, blue = colour or (0, 90, 160)
    header = size.to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    rows = b"".join(b"\0" + bytes((red, green, blue)) * size for _ in range(size))
    itxt = keyword.encode() + b"\0\0\0\0\0" + text.encode()
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"iTXt", itxt)
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def baked_svg(text: str) -> bytes:
    """Return a small SVG with an Open Badges 3.0 credential in it."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" '
        'viewBox="0 0 64 64"><openbadges:credential><![CDATA['
        + text
        + ']]></openbadges:credential><circle cx="32" cy="32" r="30" fill="#005aa0"/></svg>'
    ).encode()
