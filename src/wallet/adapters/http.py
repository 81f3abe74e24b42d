"""The only socket of the program: GET over https, to public addresses, with every limit of contract section 3.

A name is resolved once, every answer is judged, and the connection goes to the address that was judged, with the
name kept for TLS and the Host header. There are no cookies, no proxies from the environment, no authentication.
"""

import ssl
import zlib
from collections.abc import Iterable

import httpx
import truststore

from wallet.adapters.fetch_rules import (
    DEADLINE,
    MAX_REDIRECTS,
    REDIRECTS,
    Target,
    allowed,
    checked_addresses,
    failure,
    media_type,
    redirected,
)
from wallet.adapters.pinned_transport import Deadline, PinnedTransport, Resolver, system_resolver, typed_failures
from wallet.ports import MAX_BYTES, Clock, Document, FetchOutcome, Purpose

_KEPT_HEADERS = frozenset({"content-type", "last-modified", "etag", "date", "cache-control", "expires"})


def _inflated(chunks: Iterable[bytes], encoding: str, cap: int, target: Target) -> bytes:
    """Return the body, inflated where the server packed it; neither form may pass ``cap`` bytes."""
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise failure("fetch.content_encoding", target)
    unpack = None if encoding in ("", "identity") else zlib.decompressobj(wbits=47 if "gzip" in encoding else 15)
    body = bytearray()
    received = 0
    for chunk in chunks:
        received += len(chunk)
        if unpack is None:
            body += chunk
        else:
            body += unpack.decompress(chunk, max(1, cap + 1 - len(body)))
        if received > cap or len(body) > cap:
            raise failure("fetch.too_large", target, limit=str(cap))
    if unpack is not None and not unpack.eof:
        raise failure("fetch.broken_body", target)
    return bytes(body)


class HttpFetcher:
    """The Fetcher over the real network."""

    def __init__(
        self,
        clock: Clock,
        *,
        allow_http_loopback: bool = False,
        resolver: Resolver = system_resolver,
        tls: ssl.SSLContext | None = None,
        deadline: float = DEADLINE,
    ) -> None:
        """Use the certificates that the operating system trusts, unless ``tls`` gives others."""
        self._clock = clock
        self._loopback = allow_http_loopback
        self._resolve = resolver
        self._tls = tls
        self._seconds = deadline

    def _context(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return self._tls

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        """Return the document at ``url`` (see ``ports.Fetcher``)."""
        target = allowed(url, allow_http_loopback=self._loopback)
        deadline = Deadline(self._seconds)
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._guarded(target, deadline, accept, MAX_BYTES[purpose])
            if isinstance(answer, Target):
                target = answer
                continue
            headers, body = answer
            return Document(
                url=url,
                body=body,
                media_type=media_type(headers.get("content-type", "")),
                retrieved_at=self._clock.now(),
                purpose=purpose,
                outcome=FetchOutcome.FETCHED,
                final_url=target.url,
                headers={name: value for name, value in headers.items() if name in _KEPT_HEADERS},
            )
        raise failure("fetch.too_many_redirects", target)

    def _guarded(
        self, target: Target, deadline: Deadline, accept: str, cap: int
    ) -> Target | tuple[dict[str, str], bytes]:
        try:
            with typed_failures(target):
                return self._once(target, deadline, accept, cap)
        except zlib.error as error:
            raise failure("fetch.broken_body", target) from error

    def _once(self, target: Target, deadline: Deadline, accept: str, cap: int) -> Target | tuple[dict[str, str], bytes]:
        addresses = checked_addresses(target, self._resolve(target.host, target.port))
        deadline.left()
        transport = PinnedTransport(addresses, deadline, self._context())
        headers = {"Accept": accept, "Accept-Encoding": "gzip", "User-Agent": "Capsa", "Connection": "close"}
        with (
            httpx.Client(transport=transport, trust_env=False, follow_redirects=False, headers=headers) as client,
            client.stream("GET", target.url) as response,
        ):
            if response.status_code in REDIRECTS and "location" in response.headers:
                return redirected(target, response.headers["location"], allow_http_loopback=self._loopback)
            if response.status_code != 200:
                raise failure("fetch.http_status", target, status=str(response.status_code))
            declared = response.headers.get("content-length", "")
            if declared.isdigit() and int(declared) > cap:
                raise failure("fetch.too_large", target, limit=str(cap))
            encoding = response.headers.get("content-encoding", "").strip().lower()
            body = _inflated(response.iter_raw(), encoding, cap, target)
            return dict(response.headers), body
