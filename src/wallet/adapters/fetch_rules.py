"""Which addresses may be fetched, and for how long: https only, public addresses only, each redirect judged again.

The rules of contract section 3 (Fetching) in one place, used by the network, by recordings and by tests alike.
No name is resolved and nothing is opened here.
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from wallet.errors import FetchRefusedError, UnreachableError

MAX_REDIRECTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
DEADLINE = 15.0
"""Seconds for one document in all: resolving, connecting, redirects and the last byte."""

_LONGEST_URL = 8_192
_LOOPBACK_NAMES = frozenset({"localhost", "localhost.localdomain", "ip6-localhost"})
_LOCAL_ENDINGS = (".localhost", ".local", ".internal", ".home.arpa", ".lan", ".intranet", ".onion")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.ip_network("64:ff9b:1::/48")
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Target:
    """An address that the rules allow to be looked up. ``loopback`` when it is on this computer, by permission."""

    url: str
    scheme: str
    host: str
    port: int
    loopback: bool


def _refused(code: str, url: str, host: str = "") -> FetchRefusedError:
    return FetchRefusedError(code, {"url": url[:500], "host": host or url[:100]})


def _literal(host: str) -> IpAddress | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _numeric_host(host: str) -> bool:
    """Tell whether a resolver might read ``host`` as an IPv4 number in a form of its own (2130706433, 0x7f.1)."""
    last = host.rstrip(".").rsplit(".", 1)[-1].lower()
    return last.isdigit() or (last.startswith("0x") and all(c in "0123456789abcdef" for c in last[2:]))


def _embedded(address: IpAddress) -> tuple[IpAddress, ...]:
    """Return the IPv4 addresses that an IPv6 address tunnels or maps to."""
    if not isinstance(address, ipaddress.IPv6Address):
        return ()
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address.teredo is not None:
        return address.teredo
    return (ipaddress.IPv4Address(address.packed[-4:]),) if address in _NAT64 else ()


def _plain_public(address: IpAddress) -> bool:
    special = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not special


def is_public(text: str) -> bool:
    """Tell whether an IP address lies on the public internet, also where one is wrapped in another."""
    address = _literal(text.split("%", 1)[0])
    if address is None:
        return False
    if isinstance(address, ipaddress.IPv6Address) and (address in _NAT64_LOCAL or address in _SITE_LOCAL):
        return False
    # What tunnels or maps to IPv4 is as public as that is, whatever this Python version calls the outer form.
    return all(_plain_public(inner) for inner in _embedded(address) or (address,))


def _is_loopback_name(host: str) -> bool:
    address = _literal(host)
    return host in _LOOPBACK_NAMES or host.endswith(".localhost") or (address is not None and address.is_loopback)


def _split(url: str) -> tuple[str, str, int | None, bool]:
    if len(url) > _LONGEST_URL or any(ord(character) <= 0x20 or ord(character) == 0x7F for character in url):
        raise _refused("fetch.bad_url", url)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _refused("fetch.bad_url", url) from error
    host = (parts.hostname or "").rstrip(".").lower()
    return parts.scheme.lower(), host, port, parts.username is not None or "\\" in parts.netloc


def _ascii_host(host: str, url: str) -> str:
    try:
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError as error:
        raise _refused("fetch.bad_url", url) from error


def allowed(url: str, *, allow_http_loopback: bool = False) -> Target:
    """Return the target of ``url`` when the rules let it be looked up.

    Raises:
        FetchRefusedError: ``fetch.bad_url``, ``fetch.not_https`` or ``fetch.private_address``.
    """
    scheme, host, port, odd = _split(url)
    if not host or odd:
        raise _refused("fetch.bad_url", url)
    host = _ascii_host(host, url)
    loopback = _is_loopback_name(host)
    if scheme not in ("http", "https"):
        raise _refused("fetch.not_https", url, host)
    if loopback and not allow_http_loopback:
        raise _refused("fetch.private_address", url, host)
    if scheme == "http" and not loopback:
        raise _refused("fetch.not_https", url, host)
    literal = _literal(host)
    if not loopback and (
        host.endswith(_LOCAL_ENDINGS)
        or (literal is not None and not is_public(host))
        or (literal is None and _numeric_host(host))
    ):
        raise _refused("fetch.private_address", url, host)
    return Target(_spelled(url, host), scheme, host, port or (443 if scheme == "https" else 80), loopback)


def _spelled(url: str, host: str) -> str:
    """Return ``url`` without fragment, naming the host exactly as it is looked up and judged."""
    parts = urlsplit(url)
    if (parts.hostname or "").isascii():
        return url.split("#", 1)[0]
    netloc = host if parts.port is None else f"{host}:{parts.port}"
    return urlunsplit((parts.scheme, netloc, parts.path, parts.query, ""))


def checked_addresses(target: Target, answers: Iterable[str]) -> tuple[str, ...]:
    """Return the answers of the resolver when every one of them may be connected to.

    One address inside a network among public ones is how rebinding looks, so it refuses all of them.

    Raises:
        FetchRefusedError: ``fetch.private_address``.
        UnreachableError: ``fetch.dns``: there was no answer.
    """
    found = tuple(answers)
    if not found:
        raise UnreachableError("fetch.dns", {"host": target.host, "url": target.url})
    for answer in found:
        literal = _literal(answer.split("%", 1)[0])
        on_this_computer = literal is not None and literal.is_loopback
        if not (on_this_computer if target.loopback else is_public(answer)):
            raise _refused("fetch.private_address", target.url, target.host)
    return found


def redirected(target: Target, location: str, *, allow_http_loopback: bool = False) -> Target:
    """Return the target of a redirect, judged anew.

    Raises:
        FetchRefusedError: as ``allowed``.
    """
    try:
        next_url = urljoin(target.url, location)
    except ValueError as error:
        raise _refused("fetch.bad_url", location) from error
    return allowed(next_url, allow_http_loopback=allow_http_loopback)


def failure(code: str, target: Target, **facts: str) -> UnreachableError:
    """Return the error for an address that was tried and gave nothing usable."""
    return UnreachableError(code, {"host": target.host, "url": target.url, **facts})


def media_type(content_type: str) -> str:
    """Return the bare media type of a Content-Type header, in lower case."""
    return content_type.split(";", 1)[0].strip().lower()


def host_of(url: str) -> str:
    """Return the host that an address names, for a sentence; nothing where it names none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
