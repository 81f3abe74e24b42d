"""The list that comes with the program: known issuers, and registries to subscribe to. Never a sample issuer."""

from functools import cache
from typing import Any

from wallet import resources
from wallet.formats import strict_json
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.trust.registry import Registry, RegistryKind


@cache
def _file() -> dict[str, Any]:
    content: dict[str, Any] = strict_json.loads(resources.read_bytes("trust", "seed.json"))
    return content


@cache
def known_issuers() -> KnownIssuers:
    """Return the bundled list of issuers."""
    return KnownIssuers((parse(_file(), name=str(_file()["name"])),))


def known_issuers_from(content: Any) -> KnownIssuers:
    """Return exactly the list of a ``--trust`` file that was read, and no registry."""
    return KnownIssuers((parse(content, name="--trust"),))


@cache
def registries() -> tuple[Registry, ...]:
    """Return the registries that a person can subscribe to; ``enabled`` says which are on from the start."""
    return tuple(
        Registry(
            name=entry["name"],
            url=entry["url"],
            kind=RegistryKind(entry["kind"]),
            anchor_keys=tuple(entry.get("anchor_keys", ())),
            enabled=bool(entry.get("enabled", False)),
        )
        for entry in _file()["registries"]
    )


def parse(content: Any, *, name: str, own: bool = False) -> TrustListSnapshot:
    """Return a list in the shape of ``--trust`` (contract section 2).

    Unknown members are ignored, entries without ids or name left out.
    """
    entries = content.get("issuers") if isinstance(content, dict) else None
    read = map(_issuer, entries if isinstance(entries, list) else ())
    return TrustListSnapshot(name, tuple(filter(None, read)), own=own)


def _issuer(entry: Any) -> KnownIssuer | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("ids"), list):
        return None
    ids = tuple(item for item in entry["ids"] if isinstance(item, str) and item)
    name = _text(entry, "name")
    if not ids or name is None:
        return None
    return KnownIssuer(ids, name, _text(entry, "country"), _text(entry, "domain"), _text(entry, "url"))


def _text(entry: dict[str, Any], member: str) -> str | None:
    value = entry.get(member)
    return value if isinstance(value, str) and value else None
