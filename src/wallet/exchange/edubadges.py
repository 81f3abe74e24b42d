"""edubadges (SURF): from the address that a learner copies to the documents behind it.

The page for people and the document for programs have the same path on two hosts (reference: edubadges server,
``/public/assertions/{entityId}``). Half of a micro-credential's data is not in the assertion: it comes with ``expand``
and with a second call for the badge class.
"""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from wallet.errors import FetchError
from wallet.ports import Document, Fetcher, Purpose

API_ORIGIN = "https://api.edubadges.nl"
_HOSTS = frozenset({"edubadges.nl", "www.edubadges.nl", "api.edubadges.nl"})
_ASSERTION = re.compile(r"/public/assertions/(?P<id>[A-Za-z0-9_-]{8,64})(?:\.json)?/?")
_BADGE = re.compile(r"https://api\.edubadges\.nl/public/badges/[A-Za-z0-9_-]{8,64}")
_ISSUER = re.compile(r"https://api\.edubadges\.nl/public/issuers/[A-Za-z0-9_-]{8,64}")
_JSON = "application/json"


def document_url(url: str) -> str | None:
    """Return the address of the assertion document for an edubadges page or document, or nothing for others."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme != "https" or parts.port not in (None, 443) or (parts.hostname or "").lower() not in _HOSTS:
        return None
    found = _ASSERTION.fullmatch(parts.path)
    return None if found is None else f"{API_ORIGIN}/public/assertions/{found['id']}"


@dataclass(frozen=True, slots=True)
class Collected:
    """Everything that edubadges tells about one assertion. ``documents`` are the answers as received."""

    documents: tuple[Document, ...]


def _json(document: Document | None) -> dict[str, Any]:
    if document is None:
        return {}
    try:
        value = json.loads(document.body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _get(fetcher: Fetcher, url: str, purpose: Purpose = Purpose.METADATA, accept: str = _JSON) -> Document | None:
    try:
        return fetcher.get(url, purpose=purpose, accept=accept)
    except FetchError:
        # What is private or was removed is simply not told; the assertion itself stands on its own.
        return None


def _id_of(value: object) -> str:
    found = value.get("id") if isinstance(value, dict) else value
    return found if isinstance(found, str) else ""


def collect(assertion_url: str, fetcher: Fetcher) -> Collected:
    """Fetch what edubadges tells besides the plain assertion: expanded, badge class, issuer, name, picture.

    At most five calls, each to edubadges itself; each answer is kept as it came. What does not answer is left out.
    """
    expand = urlencode([("expand", "badge"), ("expand", "badge.issuer"), ("expand", "badge.user")])
    expanded = _get(fetcher, f"{assertion_url}?{expand}", Purpose.CREDENTIAL)
    assertion = _json(expanded)
    badge = assertion.get("badge")
    found: list[Document | None] = [expanded]
    badge_url = _id_of(badge)
    if _BADGE.fullmatch(badge_url):
        micro = urlencode([("expand", "micro"), ("expand", "issuer"), ("expand", "endorsements")])
        found.append(_get(fetcher, f"{badge_url}?{micro}"))
        found.append(_get(fetcher, f"{badge_url}/image", Purpose.IMAGE, "image/png, image/svg+xml"))
    issuer_url = _id_of(badge.get("issuer")) if isinstance(badge, dict) else ""
    if _ISSUER.fullmatch(issuer_url):
        found.append(_get(fetcher, issuer_url))
    recipient = assertion.get("recipient")
    if isinstance(recipient, dict) and recipient.get("identity") and recipient.get("salt"):
        identity, salt = (quote(str(recipient[name]), safe="") for name in ("identity", "salt"))
        found.append(_get(fetcher, f"{API_ORIGIN}/public/assertions/identity/{identity}/{salt}"))
    return Collected(tuple(document for document in found if document is not None))
