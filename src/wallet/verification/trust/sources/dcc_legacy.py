"""The DCC's JSON registry: ``{"meta": …, "registry": {did: {name, location, url}}}``. Trusted by https alone."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from wallet.errors import MalformedError
from wallet.formats import strict_json
from wallet.ports import Fetcher, Purpose
from wallet.verification.trust.known_issuers import KnownIssuer, TrustListSnapshot

MAX_ISSUERS = 50_000
_MAX_NODES = 500_000


def read(name: str, url: str, anchor_keys: tuple[str, ...], fetcher: Fetcher, now: datetime) -> TrustListSnapshot:
    """Return the issuers of a legacy registry; it has no signature, so ``anchor_keys`` play no part.

    Raises:
        FetchError: it cannot be reached.
        MalformedError: ``trust.registry_malformed``.
    """
    fetched = fetcher.get(url, purpose=Purpose.TRUST_LIST, accept="application/json")
    body = strict_json.loads(fetched.body, max_nodes=_MAX_NODES)
    entries = body.get("registry") if isinstance(body, Mapping) else None
    if not isinstance(entries, Mapping) or len(entries) > MAX_ISSUERS:
        raise MalformedError("trust.registry_malformed", {"url": url})
    return TrustListSnapshot(name, tuple(_issuers(entries)), url=url, retrieved_at=fetched.retrieved_at)


def _issuers(entries: Mapping[str, object]) -> Iterator[KnownIssuer]:
    for identifier, entry in entries.items():
        name = entry.get("name") if isinstance(entry, Mapping) else None
        if isinstance(entry, Mapping) and isinstance(name, str) and identifier.startswith(("did:", "https://")):
            homepage = entry.get("url")
            yield KnownIssuer((identifier,), name, url=homepage if isinstance(homepage, str) else None)
