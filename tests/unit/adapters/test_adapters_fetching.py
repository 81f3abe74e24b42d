"""The one fetcher: what it refuses, what it limits, and that it connects to what it checked."""

import gzip
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import httpcore
import pytest

from simulators.web import Site, certificate, site
from wallet.adapters.archive import ArchiveFetcher
from wallet.adapters.cache import CachingFetcher
from wallet.adapters.clock import FixedClock
from wallet.adapters.fetch_rules import allowed, is_public
from wallet.adapters.http import HttpFetcher
from wallet.adapters.offline import OfflineFetcher
from wallet.errors import FetchError, FetchRefusedError, UnreachableError
from wallet.ports import Document, FetchOutcome, Purpose

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CLOCK = FixedClock(NOW)


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as running:
        yield running


def _never(host: str, port: int) -> tuple[str, ...]:
    raise AssertionError(f"{host} must not be looked up")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://issuer.example/did.json", "fetch.not_https"),
        ("ftp://issuer.example/x", "fetch.not_https"),
        ("file:///etc/passwd", "fetch.bad_url"),
        ("https:///nohost", "fetch.bad_url"),
        ("https://user:pw@issuer.example/", "fetch.bad_url"),
        ("https://issuer.example\\@127.0.0.1/", "fetch.bad_url"),
        ("https://issuer.example/\r\nX-Evil: 1", "fetch.bad_url"),
        ("https://issuer.example:99999/", "fetch.bad_url"),
        ("https://127.0.0.1/", "fetch.private_address"),
        ("https://localhost/", "fetch.private_address"),
        ("https://LOCALHOST./", "fetch.private_address"),
        ("https://a.localhost/", "fetch.private_address"),
        ("https://router.lan/", "fetch.private_address"),
        ("https://10.1.2.3/", "fetch.private_address"),
        ("https://169.254.169.254/latest/meta-data", "fetch.private_address"),
        ("https://100.64.0.1/", "fetch.private_address"),
        ("https://0.0.0.0/", "fetch.private_address"),
        ("https://2130706433/", "fetch.private_address"),
        ("https://0x7f.1/", "fetch.private_address"),
        ("https://127.1/", "fetch.private_address"),
        ("https://[::1]/", "fetch.private_address"),
        ("https://[::ffff:192.168.1.1]/", "fetch.private_address"),
        ("https://[fd00::1]/", "fetch.private_address"),
        ("https://[fe80::1]/", "fetch.private_address"),
        ("https://[64:ff9b::7f00:1]/", "fetch.private_address"),
        ("https://[2002:7f00:1::]/", "fetch.private_address"),
        ("https://" + "a" * 9000, "fetch.bad_url"),
    ],
)
def test_forbidden_addresses_are_refused_before_any_lookup(url: str, code: str) -> None:
    for fetcher in (HttpFetcher(CLOCK, resolver=_never), OfflineFetcher()):
        with pytest.raises(FetchRefusedError) as caught:
            fetcher.get(url, purpose=Purpose.METADATA)
        assert caught.value.code == code


@pytest.mark.parametrize(
    "answers",
    [("10.0.0.1",), ("93.184.216.34", "192.168.0.1"), ("::1",), ("169.254.169.254",), ("fe80::1%eth0",), ("nonsense",)],
)
def test_a_public_name_with_a_private_address_is_refused(answers: tuple[str, ...]) -> None:
    fetcher = HttpFetcher(CLOCK, resolver=lambda _host, _port: answers)
    with pytest.raises(FetchRefusedError, match=r"fetch\.private_address"):
        fetcher.get("https://issuer.example/", purpose=Purpose.METADATA)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "::ffff:8.8.8.8"])
def test_public_addresses_are_recognised(address: str) -> None:
    assert is_public(address)


def test_loopback_needs_permission_and_then_only_loopback(web: Site) -> None:
    url = web.serve("/did.json", b"{}")
    with pytest.raises(FetchRefusedError):
        HttpFetcher(CLOCK).get(url, purpose=Purpose.DID_DOCUMENT)
    document = HttpFetcher(CLOCK, allow_http_loopback=True).get(url, purpose=Purpose.DID_DOCUMENT)
    assert (document.body, document.media_type, document.retrieved_at) == (b"{}", "application/json", NOW)
    with pytest.raises(FetchRefusedError):
        HttpFetcher(CLOCK, allow_http_loopback=True).get("http://192.168.1.1/", purpose=Purpose.METADATA)
    rebound = HttpFetcher(CLOCK, allow_http_loopback=True, resolver=lambda _host, _port: ("10.0.0.1",))
    with pytest.raises(FetchRefusedError):
        rebound.get(f"http://localhost:{web.port}/did.json", purpose=Purpose.METADATA)


def _fetch(url: str, purpose: Purpose = Purpose.METADATA, **options: Any) -> Document:
    return HttpFetcher(CLOCK, allow_http_loopback=True, **options).get(url, purpose=purpose)


def test_three_redirects_are_followed_and_a_fourth_is_not(web: Site) -> None:
    web.serve("/end", b"here")
    for step in range(1, 6):
        target = "/end" if step == 1 else f"/hop{step - 1}"
        web.pages[f"/hop{step}"] = (302, {"Location": target}, b"")
    document = _fetch(f"{web.origin}/hop3")
    assert document.body == b"here"
    assert document.final_url == f"{web.origin}/end"
    with pytest.raises(UnreachableError, match=r"fetch\.too_many_redirects"):
        _fetch(f"{web.origin}/hop4")


@pytest.mark.parametrize(
    "location", ["https://10.0.0.1/", "http://issuer.example/", "file:///etc/passwd", "//[::1]:1/x", "//[oops"]
)
def test_every_redirect_is_judged_again(web: Site, location: str) -> None:
    web.pages["/go"] = (301, {"Location": location}, b"")
    with pytest.raises(FetchError) as caught:
        HttpFetcher(CLOCK, allow_http_loopback=True, resolver=lambda host, _port: (host,)).get(
            f"{web.origin}/go", purpose=Purpose.METADATA
        )
    assert caught.value.code in {"fetch.private_address", "fetch.not_https", "fetch.bad_url", "fetch.connection"}
    assert len(web.requests) == 1


def test_no_cookies_come_back_and_nothing_personal_is_sent(web: Site) -> None:
    web.pages["/set"] = (302, {"Location": "/end", "Set-Cookie": "id=1"}, b"")
    web.serve("/end", b"x")
    fetcher = HttpFetcher(CLOCK, allow_http_loopback=True)
    fetcher.get(f"{web.origin}/set", purpose=Purpose.METADATA)
    fetcher.get(f"{web.origin}/end", purpose=Purpose.METADATA)
    for _, headers in web.requests:
        assert "Cookie" not in headers
        assert "Referer" not in headers
        assert headers["User-Agent"] == "Capsa"


def test_a_status_is_told_and_its_body_is_not_used(web: Site) -> None:
    web.serve("/gone", b"{}", status=410)
    with pytest.raises(UnreachableError) as caught:
        _fetch(f"{web.origin}/gone")
    assert (caught.value.code, caught.value.facts["status"]) == ("fetch.http_status", "410")
    assert caught.value.facts["host"] == "127.0.0.1"


def test_a_body_may_not_be_larger_than_its_purpose_allows(web: Site) -> None:
    large = b"x" * ((2 << 20) + 1)
    url = web.serve("/large", large)
    with pytest.raises(UnreachableError, match=r"fetch\.too_large"):
        _fetch(url)
    assert _fetch(url, Purpose.STATUS_LIST).body == large

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        for _ in range(4000):
            handler.wfile.write(b"y" * 10_000)

    web.pages["/endless"] = endless
    with pytest.raises(UnreachableError, match=r"fetch\.too_large"):
        _fetch(f"{web.origin}/endless")


def test_packed_bodies_are_unpacked_within_the_limit(web: Site) -> None:
    web.pages["/fine"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"hello"))
    assert _fetch(f"{web.origin}/fine").body == b"hello"
    web.pages["/bomb"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"\0" * (64 << 20)))
    with pytest.raises(UnreachableError, match=r"fetch\.too_large"):
        _fetch(f"{web.origin}/bomb")
    web.pages["/cut"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"hello" * 100)[:-9])
    with pytest.raises(UnreachableError, match=r"fetch\.broken_body"):
        _fetch(f"{web.origin}/cut")
    web.pages["/odd"] = (200, {"Content-Encoding": "br"}, b"x")
    with pytest.raises(UnreachableError, match=r"fetch\.content_encoding"):
        _fetch(f"{web.origin}/odd")


@pytest.mark.parametrize("part", ["headers", "body"])
def test_dripping_bytes_do_not_stretch_the_deadline(web: Site, part: str) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        if part == "body":
            handler.send_response(200)
            handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"X")
            handler.wfile.flush()
            time.sleep(0.05)

    web.pages["/drip"] = drip
    started = time.monotonic()
    with pytest.raises(UnreachableError, match=r"fetch\.timeout"):
        _fetch(f"{web.origin}/drip", deadline=0.4)
    assert time.monotonic() - started < 2


def test_nobody_there_is_unreachable() -> None:
    with pytest.raises(UnreachableError, match=r"fetch\.connection"):
        _fetch("http://127.0.0.1:1/")
    nowhere = HttpFetcher(CLOCK, resolver=lambda _host, _port: ())
    with pytest.raises(UnreachableError, match=r"fetch\.dns"):
        nowhere.get("https://issuer.example/", purpose=Purpose.METADATA)
    with pytest.raises(UnreachableError, match=r"fetch\.offline"):
        OfflineFetcher().get("https://issuer.example/", purpose=Purpose.METADATA)


def test_the_connection_goes_to_the_checked_address_and_tls_checks_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, client = certificate(tmp_path, "issuer.example")
    connected: list[str] = []
    names: list[str | None] = []
    server.sni_callback = lambda _socket, name, _context: names.append(name)
    with site(server) as web:
        web.serve("/did.json", b"{}")
        real = httpcore.SyncBackend.connect_tcp

        def connect(self: httpcore.SyncBackend, host: str, port: int, *rest: Any, **named: Any) -> Any:
            connected.append(host)
            return real(self, "127.0.0.1", web.port, *rest, **named)

        monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
        lookups: list[str] = []

        def resolve(host: str, port: int) -> tuple[str, ...]:
            # A second question would get another answer: how rebinding works.
            lookups.append(host)
            return ("93.184.216.34",) if len(lookups) == 1 else ("127.0.0.1",)

        fetcher = HttpFetcher(CLOCK, resolver=resolve, tls=client)
        document = fetcher.get("https://issuer.example/did.json", purpose=Purpose.DID_DOCUMENT)
        assert document.body == b"{}"
        assert (connected, lookups, names) == (["93.184.216.34"], ["issuer.example"], ["issuer.example"])
        assert web.requests[0][1]["Host"] == "issuer.example"

        other = HttpFetcher(CLOCK, resolver=lambda _host, _port: ("93.184.216.34",), tls=client)
        with pytest.raises(UnreachableError, match=r"fetch\.tls"):
            other.get("https://other.example/did.json", purpose=Purpose.DID_DOCUMENT)
        strict = HttpFetcher(CLOCK, resolver=lambda _host, _port: ("93.184.216.34",), tls=ssl.create_default_context())
        with pytest.raises(UnreachableError, match=r"fetch\.tls"):
            strict.get("https://issuer.example/did.json", purpose=Purpose.DID_DOCUMENT)


def test_international_names_are_looked_up_in_their_ascii_form() -> None:
    assert allowed("https://bücher.example/x#part").host == "xn--bcher-kva.example"
    assert allowed("https://bücher.example:8443/x?y#part").url == "https://xn--bcher-kva.example:8443/x?y"


class _Counting:
    def __init__(self, error: FetchError | None = None) -> None:
        self.calls = 0
        self.error = error

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        self.calls += 1
        if self.error is not None:
            raise self.error
        return Document(url, b"now", "text/plain", NOW, purpose)


def test_an_answer_is_asked_for_once_and_failures_too() -> None:
    inner = _Counting()
    cache = CachingFetcher(inner)
    for _ in range(5):
        assert cache.get("https://a.example/", purpose=Purpose.STATUS_LIST).body == b"now"
    assert inner.calls == 1
    cache.forget()
    cache.get("https://a.example/", purpose=Purpose.STATUS_LIST)
    assert inner.calls == 2
    failing = _Counting(UnreachableError("fetch.timeout", {"host": "a.example"}))
    cache = CachingFetcher(failing)
    for _ in range(5):
        with pytest.raises(UnreachableError) as caught:
            cache.get("https://a.example/", purpose=Purpose.STATUS_LIST)
        assert caught.value.facts["host"] == "a.example"
    assert failing.calls == 1


def test_the_archive_helps_when_an_address_is_silent_but_not_when_it_says_gone() -> None:
    old = Document("https://a.example/", b"then", "text/plain", datetime(2026, 1, 1, tzinfo=UTC), Purpose.METADATA)
    held = {"https://a.example/": old}
    silent = ArchiveFetcher(_Counting(UnreachableError("fetch.timeout", {"host": "a.example"})), held.get)
    document = silent.get("https://a.example/", purpose=Purpose.STATUS_LIST)
    assert (document.body, document.outcome, document.retrieved_at) == (
        b"then",
        FetchOutcome.ARCHIVED,
        old.retrieved_at,
    )
    with pytest.raises(UnreachableError):
        silent.get("https://b.example/", purpose=Purpose.STATUS_LIST)
    gone = ArchiveFetcher(_Counting(UnreachableError("fetch.http_status", {"status": "410"})), held.get)
    with pytest.raises(UnreachableError):
        gone.get("https://a.example/", purpose=Purpose.STATUS_LIST)
    refused = ArchiveFetcher(_Counting(FetchRefusedError("fetch.private_address")), held.get)
    with pytest.raises(FetchRefusedError):
        refused.get("https://a.example/", purpose=Purpose.STATUS_LIST)
    fresh = ArchiveFetcher(_Counting(), held.get)
    assert fresh.get("https://a.example/", purpose=Purpose.STATUS_LIST).body == b"now"
