"""One thing that was handed over, read at most once as text and once as JSON, however many forms look at it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from wallet.errors import MalformedError
from wallet.formats import strict_json
from wallet.formats.limits import DEFAULT_LIMITS, WorkLimits
from wallet.formats.recognised import Recognised
from wallet.model.secured import Carrier

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Material:
    """The bytes with their name, carrier and limits. ``depth`` counts the containers around it.

    ``allow_http_loopback`` lets offers and requests of counterparts on this machine pass (a test option).
    """

    data: bytes
    name: str = ""
    carrier: Carrier = Carrier.FILE
    limits: WorkLimits = DEFAULT_LIMITS
    depth: int = 0
    allow_http_loopback: bool = False

    @cached_property
    def text(self) -> str | None:
        """The bytes as UTF-8 text without the white space around it, or nothing where they are no text."""
        try:
            text = self.data.decode("utf-8", "strict")
        except UnicodeDecodeError:
            return None
        return None if "\x00" in text else text.strip()

    @cached_property
    def looks_like_json(self) -> bool:
        """Whether it can only be meant as a JSON object or list."""
        head = self.data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
        return head.startswith((b"{", b"["))

    @cached_property
    def looks_like_xml(self) -> bool:
        """Whether it can only be meant as XML."""
        head = self.data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
        return head.startswith(b"<")

    @cached_property
    def json(self) -> Any:
        """The value of the JSON text.

        Raises:
            MalformedError: see ``strict_json.loads``.
            UnsafeInputError: see ``strict_json.loads``.
        """
        return strict_json.loads(self.data, max_depth=self.limits.max_depth, max_nodes=self.limits.max_nodes)

    @cached_property
    def object(self) -> dict[str, Any] | None:
        """The JSON object, or nothing where it is none.

        Raises:
            MalformedError: it is meant as JSON and cannot be read.
            UnsafeInputError: it is meant as JSON and breaks a limit.
        """
        if self.data.startswith(_UTF16_MARKS):
            # RFC 8259 section 8.1: JSON is UTF-8. Said at once, as no form could read it.
            raise MalformedError("format.json_encoding")
        if not self.looks_like_json:
            return None
        value = self.json
        return value if isinstance(value, dict) else None


class Form(Protocol):
    """What each file of this room offers: a look at the material, and the reading of it."""

    def sniff(self, material: Material, /) -> bool:
        """Tell whether the material is meant to be of this form."""

    def parse(self, material: Material, /) -> Recognised:
        """Read the material; raises ``WalletError`` subclasses only."""


class Wrapper(Protocol):
    """A picture that may have one credential baked into it."""

    def sniff(self, material: Material, /) -> bool:
        """Tell whether the material is a picture of this kind."""

    def unwrap(self, material: Material, /) -> bytes | None:
        """Return the text baked into it, or nothing; raises ``WalletError`` subclasses only."""
