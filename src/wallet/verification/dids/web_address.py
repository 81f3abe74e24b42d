"""From the domain and path in an identifier (did:web, did:webvh) to an https address; nothing that could be misread."""

import ipaddress
import re
from urllib.parse import unquote

from wallet.errors import FetchRefusedError

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}\Z)(?:{_LABEL}\.)*{_LABEL}")
_PORT = re.compile(r"[1-9][0-9]{0,4}")
_SEGMENT = re.compile(r"(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+")
_FORBIDDEN_INSIDE = frozenset("/\\?#%\x00")


def of(rest: str, did: str, file: str) -> str:
    """Return the address of ``file`` for ``host[:path…]`` of an identifier.

    Raises:
        FetchRefusedError: ``did.web_address``: no host name, an IP address, a path that could leave its folder.
    """
    host, _, path = rest.partition(":")
    return f"https://{authority(host, did)}/" + "/".join([*segments(path, did), file])


def authority(encoded: str, did: str) -> str:
    """Return ``host`` or ``host:port`` of the first part of the identifier; only ``%3A`` may be encoded in it.

    Raises:
        FetchRefusedError: ``did.web_address``.
    """
    host, colon, port = encoded.replace("%3a", "%3A").partition("%3A")
    if not _HOST.fullmatch(host) or _is_address(host) or (colon and not _PORT.fullmatch(port)):
        raise FetchRefusedError("did.web_address", {"did": did, "host": host})
    return f"{host.lower()}:{port}" if colon else host.lower()


def _is_address(host: str) -> bool:
    # "0x7f.1" and "2130706433" are addresses too for most resolvers, hence the last label rule (WHATWG URL, 3.5).
    last = host.rpartition(".")[2]
    if re.fullmatch(r"[0-9]+|0[xX][0-9a-fA-F]*", last):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def segments(path: str, did: str) -> list[str]:
    """Return the path segments; without any, the well-known folder.

    Raises:
        FetchRefusedError: ``did.web_address``.
    """
    if not path:
        return [".well-known"]
    parts = path.split(":")
    for part in parts:
        plain = unquote(part)
        if not _SEGMENT.fullmatch(part) or plain in (".", "..") or _FORBIDDEN_INSIDE & set(plain):
            raise FetchRefusedError("did.web_address", {"did": did, "host": did})
    return parts
