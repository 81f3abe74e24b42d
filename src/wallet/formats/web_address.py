"""Web addresses looked at before anything is done with them: scheme, host in ASCII, and whether it is public.

Nothing is resolved here; the fetcher checks the addresses that a name stands for.
"""

import ipaddress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from wallet.errors import MalformedError, UnsafeInputError

MAX_LENGTH = 8_192
_PRIVATE_NAMES = ("localhost", "local", "internal", "home.arpa", "lan", "intranet", "localdomain")
_LOOPBACK_NAMES = ("localhost",)


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https address. ``host`` is ASCII (punycode) and lower case; ``shown`` is how it was written."""

    url: str
    scheme: str
    host: str
    shown: str

    @property
    def origin(self) -> str:
        """Return scheme, host and port."""
        parts = urlsplit(self.url)
        return f"{parts.scheme.lower()}://{parts.netloc.rpartition('@')[2].lower()}"


def parse(url: object) -> WebAddress:
    """Return the parts of a web address.

    Raises:
        MalformedError: ``format.address`` where it is no http or https address with a host.
    """
    if not isinstance(url, str) or len(url) > MAX_LENGTH or any(ord(c) <= 0x20 or ord(c) == 0x7F for c in url):
        raise MalformedError("format.address")
    parts = _split(url)
    shown = parts.hostname or ""
    if parts.scheme.lower() not in ("http", "https") or not shown:
        raise MalformedError("format.address")
    return WebAddress(url, parts.scheme.lower(), ascii_host(shown), shown)


def secure(url: object, *, allow_http_loopback: bool = False) -> WebAddress:
    """Return the parts of an address that may be used: https, no user name in it, no host inside this network.

    ``allow_http_loopback`` also lets http (and https) addresses of this very machine pass, for test counterparts.

    Raises:
        MalformedError: ``format.address``.
        UnsafeInputError: ``format.unsafe_not_https``, ``format.unsafe_private_address``,
            ``format.unsafe_user_in_address``.
    """
    address = parse(url)
    if "@" in urlsplit(address.url).netloc:
        raise UnsafeInputError("format.unsafe_user_in_address", {"host": address.host})
    if allow_http_loopback and is_loopback(address.host):
        return address
    if is_private(address.host):
        raise UnsafeInputError("format.unsafe_private_address", {"host": address.host})
    if address.scheme != "https":
        raise UnsafeInputError("format.unsafe_not_https", {"host": address.host})
    return address


def ascii_host(host: str) -> str:
    """Return a host name as it is looked up: lower case, IDNA where it has other letters.

    Raises:
        MalformedError: ``format.address``.
    """
    plain = host.lower().rstrip(".")
    if plain.isascii():
        return plain
    try:
        return plain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise MalformedError("format.address") from error


def is_loopback(host: str) -> bool:
    """Tell whether a host, as written, is this very machine."""
    number = _number(host)
    return number.is_loopback if number is not None else host in _LOOPBACK_NAMES


def is_private(host: str) -> bool:
    """Tell whether a host, as written, can only lie inside this network or this machine."""
    number = _number(host)
    if number is not None:
        return not number.is_global or number.is_multicast
    return host.rpartition(".")[2] in _PRIVATE_NAMES or "." not in host


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - the property is where a bad port is noticed
    except ValueError as error:
        raise MalformedError("format.address") from error
    return parts


def _number(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        number = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return _odd_number(host)
    mapped = number.ipv4_mapped if isinstance(number, ipaddress.IPv6Address) else None
    return mapped or number


def _odd_number(host: str) -> ipaddress.IPv4Address | None:
    """Return the address in the short, octal and hexadecimal forms that resolvers understand (``127.1``)."""
    parts = host.split(".")
    if len(parts) > 4 or not all(parts):
        return None
    try:
        values = [int(p, 16) if p.startswith("0x") else int(p, 8) if p[0] == "0" else int(p) for p in parts]
    except ValueError:
        return None
    *heads, last = values
    if any(head > 255 for head in heads) or last >= 256 ** (5 - len(parts)):
        return None
    total = sum(head << (24 - 8 * place) for place, head in enumerate(heads)) + last
    return ipaddress.IPv4Address(total)
