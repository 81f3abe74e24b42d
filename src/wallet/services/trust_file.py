"""Trust lists as files: the one given with ``--trust`` and the seed list that comes with the program.

The form is ``{"issuers": [{"ids": [...], "name": "...", "country": "NL", "domain": "..."}]}``; unknown members are
ignored (contract section 2).
"""

from pathlib import Path
from typing import Any

from wallet import resources
from wallet.errors import UsageError, WalletError
from wallet.formats import strict_json
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot

_SEED = ("trust", "seed.json")


def _text(entry: dict[str, Any], name: str) -> str | None:
    value = entry.get(name)
    return value if isinstance(value, str) and value else None


def _issuer(entry: dict[str, Any]) -> KnownIssuer:
    ids = entry["ids"]
    name = entry["name"]
    if not isinstance(ids, list) or not isinstance(name, str):
        raise TypeError("ids or name")
    return KnownIssuer(
        ids=tuple(identifier for identifier in ids if isinstance(identifier, str)),
        name=name,
        country=_text(entry, "country"),
        domain=_text(entry, "domain"),
        url=_text(entry, "url"),
    )


def parse(data: bytes, *, name: str) -> TrustListSnapshot:
    """Return the list in ``data``.

    Raises:
        UsageError: ``trust.list_unreadable`` with ``facts["path"]`` = ``name``.
    """
    try:
        whole = strict_json.loads(data)
        issuers = tuple(_issuer(entry) for entry in whole["issuers"])
    except (WalletError, KeyError, TypeError, AttributeError) as error:
        raise UsageError("trust.list_unreadable", {"path": name}) from error
    return TrustListSnapshot(name=name, issuers=issuers)


def read(path: Path) -> KnownIssuers:
    """Return exactly the issuers of the file at ``path`` and nothing else: no seed list, no registry.

    Raises:
        UsageError: ``trust.list_unreadable``.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError("trust.list_unreadable", {"path": str(path)}) from error
    return KnownIssuers(lists=(parse(data, name=path.name),))


def seed() -> KnownIssuers:
    """Return the list that comes with the program."""
    return KnownIssuers(lists=(parse(resources.read_bytes(*_SEED), name="Capsa"),))
