"""Ask an issuer for a newer version of a credential, once and only because the person asked (VCDM 2.0, refreshService).

Only a service that a GET answers is followed (``1EdTechCredentialRefresh`` and plain addresses); what comes back is
looked at like everything else that is collected, before anything is added.
"""

from typing import Any

from wallet.errors import WalletError
from wallet.formats import web_address
from wallet.model.secured import SecuredCredential
from wallet.services.source import Source, from_url

TYPES = frozenset({"1EdTechCredentialRefresh", "CredentialRefreshService"})


def source_of(secured: SecuredCredential | None) -> Source | None:
    """Return where a newer version of a credential can be asked for, or nothing.

    A proof covers the address with the rest of the credential; it is fetched under the rules of fetching.
    """
    if secured is None:
        return None
    listed: Any = secured.document.get("refreshService")
    for service in listed if isinstance(listed, list) else [listed]:
        if not isinstance(service, dict) or TYPES.isdisjoint(_types(service)):
            continue
        try:
            return from_url(web_address.secure(service.get("id")).url)
        except WalletError:
            continue
    return None


def _types(service: dict[str, Any]) -> set[str]:
    named = service.get("type")
    return {one for one in (named if isinstance(named, list) else [named]) if isinstance(one, str)}
