"""A registry of issuers at an address: what kind it is, how it is fetched and verified. One line per kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wallet.ports import Fetcher
from wallet.verification.trust.known_issuers import TrustListSnapshot
from wallet.verification.trust.sources import dcc_legacy, eu_trusted_lists, openid_federation


class RegistryKind(StrEnum):
    """The kinds of the DCC known-registries list, and the EU list of trusted lists."""

    DCC_LEGACY = "dcc-legacy"
    OPENID_FEDERATION = "oidf"
    EU_TRUSTED_LISTS = "eu-lotl"


@dataclass(frozen=True, slots=True)
class Registry:
    """A registry that a person may subscribe to.

    ``anchor_keys`` are JWK thumbprints (RFC 7638) of the trust anchor; with none given, whatever key the anchor
    shows over https is used and named in the list.
    """

    name: str
    url: str
    kind: RegistryKind
    anchor_keys: tuple[str, ...] = ()
    enabled: bool = False


SOURCES: Mapping[RegistryKind, Callable[[str, str, tuple[str, ...], Fetcher, datetime], TrustListSnapshot]] = {
    RegistryKind.DCC_LEGACY: dcc_legacy.read,
    RegistryKind.OPENID_FEDERATION: openid_federation.read,
    RegistryKind.EU_TRUSTED_LISTS: eu_trusted_lists.read,
}
"""Kind -> ``read(name, url, anchor_keys, fetcher, now)``."""


def refresh(registry: Registry, fetcher: Fetcher, now: datetime) -> TrustListSnapshot:
    """Fetch a registry and return its issuers.

    Raises:
        FetchError: it cannot be reached.
        SignatureInvalidError, KeyUnusableError, UnsupportedError: its signature is not in order.
        MalformedError: it is not what it claims to be, or out of date.
    """
    return SOURCES[registry.kind](registry.name, registry.url, registry.anchor_keys, fetcher, now)


def kind_of(url: str) -> RegistryKind:
    """Return the kind that an address most likely is: an OpenID Federation anchor, or else a JSON list."""
    if "/.well-known/openid-federation" in url:
        return RegistryKind.OPENID_FEDERATION
    return RegistryKind.EU_TRUSTED_LISTS if url.endswith(".xml") else RegistryKind.DCC_LEGACY
