"""The two HTML files: the page that a learner hands over, and the checker that others keep or host.

Both carry the same JavaScript (``resources/page/js``), put together here: no library, no remote resource, a Content
Security Policy by hash, the app's own sentences in both languages. The page carries the presentation and, for
RDF-canonicalized proofs, the N-Quads that were signed. Source: contract section 5, rows "page" and "checker".
"""

import base64
import hashlib
import json
import re
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from wallet import __version__, resources, wording

AAD = b"capsa-page-1"
PASSPHRASE_ITERATIONS = 600_000
"""PBKDF2-SHA256 rounds: what WebCrypto offers everywhere (OWASP 2023 figure)."""

_CODE = re.compile(
    r"(?<!startsWith\()'((?:format|proof|issuer_key|status|validity|trust|holder|replay|key|did|sd_jwt|quads)\.[a-z_]+)'"
)


@dataclass(frozen=True, slots=True)
class SignedQuads:
    """The canonical N-Quads of one credential: proof options and document, exactly as they were hashed."""

    options: str
    document: str


@dataclass(frozen=True, slots=True)
class SealedPage:
    """A page whose contents are encrypted, with what opens it: ``fragment`` goes behind ``#`` in the link."""

    html: bytes
    fragment: str | None = None


@cache
def script() -> str:
    """Return the one script of both files."""
    files = sorted(resources.path("page", "js").glob("*.js"))
    return "\n".join(file.read_text("utf-8") for file in files)


def script_codes() -> frozenset[str]:
    """Return the stable codes that the script can show; each needs its sentence."""
    return frozenset(_CODE.findall(script()))


def _sentences(lang: str) -> dict[str, str]:
    wanted = {f"check.{code}" for code in script_codes()}
    return {
        key: sentence
        for key, sentence in wording.catalogue(lang).items()
        if key in wanted or key.split(".")[0] in ("page", "verdict", "verdict_flag")
    }


@cache
def _context_urls() -> tuple[str, ...]:
    index = json.loads(resources.read_text("contexts", "INDEX.json"))
    entries = index.get("contexts", index)
    return tuple(sorted(entries if isinstance(entries, Mapping) else (entry["url"] for entry in entries)))


def _source_hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _json_block(value: Mapping[str, Any]) -> str:
    """JSON that cannot end the element it stands in, nor be read as markup."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _fill(template: str, config: Mapping[str, Any], *, connect: bool, data: str = "") -> bytes:
    style = resources.read_text("page", "style.css")
    policy = [
        "default-src 'none'",
        f"script-src {_source_hash(script())}",
        f"style-src {_source_hash(style)}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    if connect:
        policy.append("connect-src https:")
    html = resources.read_text("page", template)
    parts = {
        "CSP": "; ".join(policy),
        "STYLE": style,
        "CONFIG": _json_block(config),
        "DATA": data,
        "SCRIPT": script(),
    }
    return re.sub(r"%%([A-Z]+)%%", lambda found: parts[found[1]], html).encode()


def _config(kind: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "version": __version__,
        "contexts": list(_context_urls()),
        "wording": {lang: _sentences(lang) for lang in wording.LANGUAGES},
        **more,
    }


def _payload(presentation: str, quads: Sequence[SignedQuads | None]) -> bytes:
    carried = {
        "presentation": presentation,
        "quads": [None if one is None else {"options": one.options, "document": one.document} for one in quads],
    }
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return squeeze.compress(json.dumps(carried, ensure_ascii=False).encode()) + squeeze.flush()


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def viewer(presentation: str, quads: Sequence[SignedQuads | None] = ()) -> bytes:
    """Return the page as one HTML file that opens by itself; ``quads`` in the order of the presented credentials."""
    return _fill("viewer.html", _config("viewer", seal="none"), connect=False, data=_b64(_payload(presentation, quads)))


def viewer_with_link_key(
    presentation: str, quads: Sequence[SignedQuads | None], *, key: bytes, nonce: bytes
) -> SealedPage:
    """Return the page encrypted with a 32-byte ``key`` that travels in the link's fragment (AES-256-GCM).

    ``nonce`` is 12 bytes, never used twice with the key.
    """
    sealed = nonce + AESGCM(key).encrypt(nonce, _payload(presentation, quads), AAD)
    html = _fill("viewer.html", _config("viewer", seal="fragment"), connect=False, data=_b64(sealed))
    return SealedPage(html, _b64(key))


def viewer_with_passphrase(
    presentation: str, quads: Sequence[SignedQuads | None], *, passphrase: str, salt: bytes, nonce: bytes
) -> SealedPage:
    """Return the page encrypted under a passphrase (Unicode NFC, PBKDF2-SHA256, AES-256-GCM)."""
    derive = PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=salt, iterations=PASSPHRASE_ITERATIONS)
    typed = unicodedata.normalize("NFC", passphrase).encode()
    sealed = nonce + AESGCM(derive.derive(typed)).encrypt(nonce, _payload(presentation, quads), AAD)
    config = _config("viewer", seal="passphrase", salt=_b64(salt), iterations=PASSPHRASE_ITERATIONS)
    return SealedPage(_fill("viewer.html", config, connect=False, data=_b64(sealed)))


def checker(trust: Sequence[Mapping[str, Any]] = ()) -> bytes:
    """Return the stand-alone checker page.

    ``trust`` is the list of its host, in the shape of a trust file's ``issuers``; without it nothing is ever green.
    """
    dictionaries = {"1": _b64(resources.read_bytes("share-code", "dictionary-1.bin"))}
    return _fill("checker.html", _config("checker", trust=list(trust), dictionaries=dictionaries), connect=True)
