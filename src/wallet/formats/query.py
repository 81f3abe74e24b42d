"""The parameters of an address, read strictly: each name at most once, nothing outside the limits."""

from urllib.parse import parse_qsl, urlsplit

from wallet.errors import MalformedError, UnsafeInputError

MAX_FIELDS = 200


def parameters(uri: str) -> dict[str, str]:
    """Return the query parameters of an address (also one of an own scheme, such as ``openid4vp://?…``).

    Raises:
        MalformedError: ``format.query`` for a parameter that stands twice or cannot be decoded.
        UnsafeInputError: ``format.unsafe_items``.
    """
    try:
        raw = urlsplit(uri).query
        pairs = parse_qsl(
            raw, keep_blank_values=True, strict_parsing=bool(raw), errors="strict", max_num_fields=MAX_FIELDS
        )
    except UnicodeDecodeError as error:
        raise MalformedError("format.query") from error
    except ValueError as error:
        if "max" in str(error).lower():
            raise UnsafeInputError("format.unsafe_items", {"limit": str(MAX_FIELDS)}) from error
        raise MalformedError("format.query") from error
    found = dict(pairs)
    if len(found) != len(pairs):
        # Which of two is used would decide who is asked, or for what.
        raise MalformedError("format.query")
    return found


def scheme(text: str) -> str:
    """Return the scheme of an address, lower case; nothing where there is none."""
    head, mark, _ = text.partition(":")
    return head.lower() if mark and head.isascii() and head.replace("-", "").replace("+", "").isalnum() else ""
