"""No network at all (``--offline``)."""

from wallet.adapters.fetch_rules import allowed, failure
from wallet.ports import Document, Purpose


class OfflineFetcher:
    """A Fetcher that never connects: what the rules allow is unreachable, what they forbid stays refused."""

    def __init__(self, *, allow_http_loopback: bool = False) -> None:
        """Judge addresses by the same rules as the network would."""
        self._loopback = allow_http_loopback

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        """Raise ``fetch.offline`` (see ``ports.Fetcher``)."""
        raise failure("fetch.offline", allowed(url, allow_http_loopback=self._loopback))
