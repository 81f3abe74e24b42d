"""Sending: the same rules as fetching (https, public addresses, one deadline), no redirects, a small answer.

Used where the person gives something away: an answer to a request, a page on their own web space.
"""

import ssl
from collections.abc import Mapping

import httpx
import truststore

from wallet.adapters.fetch_rules import allowed, checked_addresses, failure
from wallet.adapters.pinned_transport import Deadline, PinnedTransport, Resolver, system_resolver, typed_failures
from wallet.ports import Answer

SECONDS = 60.0
"""For one request in all; a page of a few megabytes goes up within it on a slow line."""

MAX_ANSWER_BYTES = 2 << 20


class HttpSender:
    """The Sender over the real network."""

    def __init__(
        self,
        *,
        allow_http_loopback: bool = False,
        resolver: Resolver = system_resolver,
        tls: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        """Use the certificates that the operating system trusts, unless ``tls`` gives others."""
        self._loopback = allow_http_loopback
        self._resolve = resolver
        self._tls = tls
        self._seconds = seconds

    def send(self, method: str, url: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        """Send one request (see ``ports.Sender``)."""
        target = allowed(url, allow_http_loopback=self._loopback)
        deadline = Deadline(self._seconds)
        addresses = checked_addresses(target, self._resolve(target.host, target.port))
        if self._tls is None:
            self._tls = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        transport = PinnedTransport(addresses, deadline, self._tls)
        sent = {"User-Agent": "Capsa", "Connection": "close", "Accept-Encoding": "identity", **(headers or {})}
        with (
            typed_failures(target),
            httpx.Client(transport=transport, trust_env=False, follow_redirects=False) as client,
            client.stream(method, target.url, content=body, headers=sent) as response,
        ):
            return Answer(response.status_code, dict(response.headers), self._body(response, deadline))

    @staticmethod
    def _body(response: httpx.Response, deadline: Deadline) -> bytes:
        """Return the start of the answer; nothing that follows is of use to us."""
        body = bytearray()
        for chunk in response.iter_raw():
            deadline.left()
            body += chunk
            if len(body) > MAX_ANSWER_BYTES:
                break
        return bytes(body[:MAX_ANSWER_BYTES])


class NoSender:
    """The Sender of a run that may not use the network."""

    def send(self, method: str, url: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        """Refuse politely."""
        target = allowed(url, allow_http_loopback=True)
        raise failure("fetch.offline", target)
