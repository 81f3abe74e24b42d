"""Connections that can only reach addresses which were judged, and never last longer than one deadline.

A name is resolved once, every answer is judged, and the connection goes to the address that was judged, with the
name kept for TLS and the Host header. There are no cookies, no proxies from the environment, no authentication of
its own.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from wallet.adapters.fetch_rules import Target, failure

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


@contextmanager
def typed_failures(target: Target) -> Iterator[None]:
    """Turn what the transport raises into our errors.

    Raises:
        UnreachableError: ``fetch.timeout``, ``fetch.tls``, ``fetch.connection``.
    """
    try:
        yield
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        raise failure("fetch.timeout", target) from error
    except ssl.SSLError as error:
        raise failure("fetch.tls", target) from error
    except (httpcore.ConnectError, httpx.ConnectError) as error:
        # A certificate that does not verify comes wrapped, as the only argument.
        code = "fetch.tls" if any(isinstance(inner, ssl.SSLError) for inner in error.args) else "fetch.connection"
        raise failure(code, target) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise failure("fetch.connection", target) from error


class Deadline:
    """A moment after which nothing of one request goes on."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left; raises ``httpcore.ReadTimeout`` when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("deadline")
        return left


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every operation gets what is left of the whole, so that dripping bytes gain nothing."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
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

    def __init__(self, addresses: tuple[str, ...], deadline: Deadline) -> None:
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


class PinnedTransport(httpx.BaseTransport):
    """httpx over a pool that lives for one request and can reach only the judged addresses."""

    def __init__(self, addresses: tuple[str, ...], deadline: Deadline, context: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            network_backend=_CheckedBackend(addresses, deadline),
            max_connections=1,
            http1=True,
            retries=0,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request over a connection to a judged address."""
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
                content=request.read(),
            )
        )
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()
