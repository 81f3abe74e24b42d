"""What stands behind an Open Badges 2.0 assertion: its badge class and its issuer, as their own addresses have them.

Open Badges 2.0 has three documents where later versions have one. The file may embed them or only name them; what
counts is what the addresses say. An ``http:`` address is fetched as ``https:`` or not at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from wallet.errors import (
    KeyNotListedError,
    MalformedError,
    SignatureInvalidError,
    UnsignedContentError,
    UnsupportedError,
)
from wallet.formats import strict_json
from wallet.model.secured import JsonObject
from wallet.ports import Document, Fetcher, Purpose
from wallet.verification.checks import Source
from wallet.verification.dids import origins
from wallet.verification.dids.https_issuer import secure, source_of

_ACCEPT = "application/json, application/ld+json"


@dataclass(frozen=True, slots=True)
class Chain:
    """Badge class and issuer profile as fetched, and the oldest document used.

    ``issuer_at`` is the address that published the profile, or nothing where only the badge itself holds it.
    """

    badge: JsonObject
    issuer: JsonObject
    source: Source | None
    issuer_at: str | None = None


def fetch(address: str, fetcher: Fetcher) -> tuple[JsonObject, Source]:
    """Return the JSON object at an address.

    Raises:
        UnreachableError, FetchRefusedError: it cannot be had.
        MalformedError: ``proof.document_malformed``.
    """
    fetched = _asked(address, fetcher)
    body = strict_json.loads(fetched.body)
    if not isinstance(body, dict):
        raise MalformedError("did.document_malformed", {"url": address})
    return body, source_of(fetched)


def _asked(address: str, fetcher: Fetcher) -> Document:
    return fetcher.get(secure(address), purpose=Purpose.CREDENTIAL, accept=_ACCEPT)


def answered_by(address: str, fetcher: Fetcher) -> str:
    """Return the address that stands behind the answer to ``fetch``, which is asked for once (see ``dids.origins``).

    Raises:
        UnreachableError, FetchRefusedError: as ``fetch``.
    """
    final = origins.answered_by(secure(address), _asked(address, fetcher))
    return address if final == secure(address) else final


_CONTEXTS = (
    "w3id.org/openbadges/v1",
    "w3id.org/openbadges/v2",
    "openbadgespec.org/",
    "standard.openbadges.org/",
    "purl.imsglobal.org/spec/ob/v2p",
    "openbadges.org/standard/",
)


def require_context(assertion: JsonObject) -> None:
    """Refuse an assertion whose vocabulary is stated and is none of Open Badges 1 or 2: nobody knows what it says.

    Raises:
        MalformedError: ``format.ob2_context``.
    """
    stated = _texts(assertion.get("@context"))
    if stated and not any(mark in address for address in stated for mark in _CONTEXTS):
        raise MalformedError("format.ob2_context")


def is_address(value: object) -> bool:
    """Tell whether a value is a web address."""
    return isinstance(value, str) and value.startswith(("https://", "http://"))


def chain(assertion: JsonObject, fetcher: Fetcher) -> Chain:
    """Return badge class and issuer behind an assertion.

    Raises:
        WalletError: as ``fetch``; ``UnsignedContentError`` where the file embeds something else than the address has.
    """
    badge, first = _resolve(assertion.get("badge"), fetcher, "badge")
    stated = badge.get("issuer")
    issuer, second = _resolve(stated, fetcher, "issuer")
    address = stated.get("id") if isinstance(stated, dict) else stated
    published = second is not None and isinstance(address, str)
    return Chain(badge, issuer, oldest(first, second), answered_by(str(address), fetcher) if published else None)


def require_own_profile(chain: Chain) -> None:
    """Refuse a profile that says it is another's than the address it was had from.

    Anyone can write any ``id`` into a file on a site of their own; trust is about that name.

    Raises:
        KeyNotListedError: ``did.document_mismatch``.
        UnsupportedError: ``did.no_document``: only the badge itself holds the profile, nobody has published it.
    """
    stated = str(chain.issuer.get("id", ""))
    if chain.issuer_at is None:
        raise UnsupportedError("did.no_document", {"did": stated[:200]})
    if secure(stated) != secure(chain.issuer_at):
        raise KeyNotListedError("did.document_mismatch", {"did": chain.issuer_at, "stated": stated[:200]})


def _resolve(value: object, fetcher: Fetcher, member: str) -> tuple[JsonObject, Source | None]:
    if isinstance(value, str) and is_address(value):
        return fetch(value, fetcher)
    if not isinstance(value, dict):
        raise MalformedError("format.ob2_shape", {"member": member})
    address = value.get("id")
    if not isinstance(address, str) or not is_address(address):
        # Open Badges 1.0 and older embed a badge that has no address of its own.
        return value, None
    fetched, source = fetch(address, fetcher)
    require_same(value, fetched, member)
    return {**fetched, **value}, source


def oldest(*sources: Source | None) -> Source | None:
    """Return the source that was retrieved first."""
    return min((source for source in sources if source), key=lambda source: source.retrieved_at, default=None)


def require_same(stated: Mapping[str, Any], hosted: Mapping[str, Any], path: str) -> None:
    """Refuse a file that says something else, or more, than the address it comes from.

    Raises:
        SignatureInvalidError: ``proof.hosted_differs``.
        UnsignedContentError: ``proof.content_unsigned_hosted``.
    """
    for member, value in stated.items():
        if member == "@context":
            # The vocabulary's address is not a claim, and issuers move it.
            continue
        if member not in hosted:
            raise UnsignedContentError("proof.content_unsigned_hosted", {"term": f"{path}.{member}"[:200]})
        if not _agree(value, hosted[member]):
            raise SignatureInvalidError("proof.hosted_differs", {"term": f"{path}.{member}"[:200]})


def _agree(stated: object, hosted: object) -> bool:
    if stated == hosted:
        return True
    if isinstance(stated, dict) and isinstance(hosted, dict):
        return all(key in hosted and _agree(value, hosted[key]) for key, value in stated.items() if key != "@context")
    if isinstance(stated, list) and isinstance(hosted, list):
        return len(stated) == len(hosted) and all(map(_agree, stated, hosted))
    # One side embeds what the other only names; the embedded one is compared with its own address elsewhere.
    names = [value.get("id") if isinstance(value, dict) else value for value in (stated, hosted)]
    if all(isinstance(name, str) for name in names):
        return secure(str(names[0])) == secure(str(names[1]))
    return isinstance(stated, list) != isinstance(hosted, list) and _one_or_many(stated, hosted)


def _one_or_many(stated: object, hosted: object) -> bool:
    first = stated if isinstance(stated, list) else [stated]
    second = hosted if isinstance(hosted, list) else [hosted]
    return len(first) == len(second) == 1 and _agree(first[0], second[0])


def require_in_scope(address: str, issuer: Mapping[str, Any]) -> None:
    """Refuse an assertion hosted where its issuer does not host (Open Badges 2.0, VerificationObject).

    Raises:
        KeyNotListedError: ``proof.hosted_out_of_scope``.
    """
    scope = issuer.get("verification")
    rules = scope if isinstance(scope, dict) else {}
    starts, origins = _texts(rules.get("startsWith")), _texts(rules.get("allowedOrigins"))
    host = urlsplit(secure(address)).netloc.casefold()
    if starts and not any(secure(address).startswith(secure(start)) for start in starts):
        raise KeyNotListedError("proof.hosted_out_of_scope", {"host": host})
    own = urlsplit(secure(str(issuer.get("id", "")))).netloc.casefold()
    allowed = {_host(origin) for origin in origins} or ({own} if not starts else {host})
    if host not in allowed and own:
        raise KeyNotListedError("proof.hosted_out_of_scope", {"host": host, "issuer": own})


def _host(origin: str) -> str:
    return (urlsplit(secure(origin)).netloc if "://" in origin else origin).casefold()


def _texts(value: object) -> list[str]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]
