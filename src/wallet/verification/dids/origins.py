"""Who answered: a redirect to another origin does not speak for the origin that was asked.

Any visitor can write an address on a trusted site that leads away from it (``/login?next=…``); what is found at its end
is not that site's. One step is the same operator's by construction: between a host and its own ``www.`` name, because
whoever runs ``school.nl`` also decides where ``www.school.nl`` points.
"""

from urllib.parse import urlsplit

from wallet.errors import FetchRefusedError
from wallet.ports import Document, Fetcher, Purpose

_WWW = "www."


def same(first: str, second: str) -> bool:  # a comparison of names, not a verification outcome
    """Tell whether two https addresses have one operator: equal host and port, apart from one leading ``www.``."""
    return _site(first) == _site(second)


def _site(address: str) -> tuple[str, str, int | None]:
    parts = urlsplit(address)
    host = (parts.hostname or "").rstrip(".")
    bare = host.removeprefix(_WWW)
    # "www.nl" is a name of its own below the registry's "nl".
    return parts.scheme, bare if "." in bare else host, parts.port or {"https": 443}.get(parts.scheme)


def answered_by(address: str, fetched: Document) -> str:
    """Return the address that stands behind an answer: where a redirect left the origin, the one it ended at."""
    final = fetched.final_url
    return address if final is None or same(address, final) else final


def get(address: str, fetcher: Fetcher, *, purpose: Purpose, accept: str) -> Document:
    """Return the document at an address, unless a redirect led to another origin.

    Raises:
        UnreachableError: it cannot be had.
        FetchRefusedError: ``fetch.other_origin``: only elsewhere; or as the fetcher.
    """
    fetched = fetcher.get(address, purpose=purpose, accept=accept)
    if answered_by(address, fetched) != address:
        raise FetchRefusedError("fetch.other_origin", {"host": urlsplit(address).netloc.casefold(), "url": address})
    return fetched
