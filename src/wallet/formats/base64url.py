"""Base64url without padding (RFC 4648 section 5, RFC 7515 section 2), strict: one text per byte string."""

import base64
import binascii
import re

from wallet.errors import MalformedError

_ALPHABET = re.compile(r"[A-Za-z0-9_-]*\Z")


def encode(data: bytes) -> str:
    """Return ``data`` as base64url text without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """Return the bytes of a base64url text.

    Raises:
        MalformedError: ``format.base64url`` for padding, white space, foreign characters, an impossible length or
            unused bits that are not zero (another text for the same bytes).
    """
    if not _ALPHABET.match(text) or len(text) % 4 == 1:
        raise MalformedError("format.base64url")
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise MalformedError("format.base64url") from error
    if encode(data) != text:
        raise MalformedError("format.base64url")
    return data
