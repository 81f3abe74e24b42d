"""The only socket of the program: GET over https, to public addresses, with every limit of contract section 3.

A name is resolved once, every answer is judged, and the connection goes to the address that was judged, with the
name kept for TLS and the Host header. There are no cookies, no proxies from the environment, no authentication.
"""

import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore
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
from wallet.ports import MAX_BYTES, Clock, Document, FetchOutcome, Purpose

_KEPT_HEADERS = frozenset({"content-type", "last-modified", "etag", "date", "cache-control", "expires"})

Resolver = Callable[[str, int], tuple[str, ...]]


_RESOLVING_SECONDS = 10.0


def system_resolver(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses that this computer finds for ``host``; none when it finds nothing within ten seconds."""
    found: list[str] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))

    # getaddrinfo knows no time limit of its own; a name server that never answers must not hold a check.
    asking = threading.Thread(target=ask, name="resolve", daemon=True)
    asking.start()
    asking.join(_RESOLVING_SECONDS)
    return tuple(found)


class _Deadline:
    """A moment after which nothing of one request goes on."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("deadline")
        return left


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every operation gets what is left of the whole, so that dripping bytes gain nothing."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._inner.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _CheckedBackend(httpcore.NetworkBackend):
    """Connects to addresses that were judged, and to nothing else."""

    def __init__(self, addresses: tuple[str, ...], deadline: _Deadline) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for position, address in enumerate(self._addresses):
            share = self._deadline.left() / (len(self._addresses) - position)
            try:
                return _TimedStream(self._sockets.connect_tcp(address, port, share), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError("no address")


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _PinnedTransport(httpx.BaseTransport):
    """httpx over a pool that lives for one request and can reach only the judged addresses."""

    def __init__(self, addresses: tuple[str, ...], deadline: _Deadline, context: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            network_backend=_CheckedBackend(addresses, deadline),
            max_connections=1,
            http1=True,
            retries=0,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=b"",
            )
        )
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        self._pool.close()


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
        deadline = _Deadline(self._seconds)
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
        self, target: Target, deadline: _Deadline, accept: str, cap: int
    ) -> Target | tuple[dict[str, str], bytes]:
        try:
            return self._once(target, deadline, accept, cap)
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            raise failure("fetch.timeout", target) from error
        except ssl.SSLError as error:
            raise failure("fetch.tls", target) from error
        except (httpcore.ConnectError, httpx.ConnectError) as error:
            # httpcore wraps a certificate that does not verify in ConnectError.
            code = "fetch.tls" if isinstance(error.__cause__, ssl.SSLError) else "fetch.connection"
            raise failure(code, target) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise failure("fetch.connection", target) from error
        except zlib.error as error:
            raise failure("fetch.broken_body", target) from error

    def _once(
        self, target: Target, deadline: _Deadline, accept: str, cap: int
    ) -> Target | tuple[dict[str, str], bytes]:
        addresses = checked_addresses(target, self._resolve(target.host, target.port))
        deadline.left()
        transport = _PinnedTransport(addresses, deadline, self._context())
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
