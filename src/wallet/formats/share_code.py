"""This program's own share code: a whole presentation in a QR code, or in a moving row of them.

The format is written down in ``resources/share-code/SPECIFICATION.md`` with test vectors; this is both sides of it.
"""

import hashlib
import re
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from wallet import resources
from wallet.errors import MalformedError, UnsafeInputError, UnsupportedError
from wallet.formats import decimal_digits, folding
from wallet.formats.fountain import Collector, Frame, frames, parse_frame
from wallet.formats.inflate import inflate

VERSION = 1
MAX_TEXT = 256 * 1024
"""Longest text that a code may stand for, in bytes."""

MAX_MESSAGE = 256 * 1024
"""Longest message in bytes, before it is written as digits."""

SINGLE_PREFIX = "capsa:1:"
MOVING_PREFIX = "capsa:m1:"
NEWEST_DICTIONARY = 1

_SINGLE = re.compile(
    r"(?:capsa:(?P<bare>\d{1,3}):|(?P<page>https?://[^\s#]{1,2000})#(?P<version>\d{1,3}):)(?P<digits>.*)\Z", re.DOTALL
)
_MOVING = re.compile(r"capsa:m(?P<version>\d{1,3}):(?P<digits>.*)\Z", re.DOTALL)
_PAGE = re.compile(r"https?://[^\s#]{1,2000}")
_PAGE_DIGITS = re.compile(r"\d{16,}\Z")
_CHECK_LENGTH = 4
_MOST_MESSAGES = 4


class CodeForm(IntEnum):
    """What the text in a code is; the second byte of a message."""

    JSON = 1
    JWT = 2
    SD_JWT = 3


@dataclass(frozen=True, slots=True)
class Opened:
    """A message that was opened: the form it claims and the exact bytes of the presentation."""

    form: CodeForm
    text: bytes


def encode(text: bytes, *, dictionary: int = NEWEST_DICTIONARY) -> bytes:
    """Return the message for the bytes of a presentation or credential.

    Raises:
        UnsafeInputError: ``format.unsafe_size`` where it is longer than a code may stand for.
    """
    if len(text) > MAX_TEXT:
        raise UnsafeInputError("format.unsafe_size", {"limit": str(MAX_TEXT)})
    preset = _dictionary(dictionary)
    body = min((_deflate(stream, preset) for stream in (folding.fold(text), _unfolded(text))), key=len)
    head = bytes((VERSION, form_of(text), dictionary)) + folding.write_varint(len(text))
    message = head + hashlib.sha256(text).digest()[:_CHECK_LENGTH] + body
    if len(message) > MAX_MESSAGE:
        raise UnsafeInputError("format.unsafe_size", {"limit": str(MAX_MESSAGE)})
    return message


def decode(message: bytes) -> Opened:
    """Return what a message holds.

    Raises:
        UnsupportedError: ``format.unsupported_share_version`` for another version, form or dictionary.
        MalformedError: ``format.share_code_body``, ``format.share_code_check``.
        UnsafeInputError: ``format.unsafe_size``, ``format.unsafe_inflated``, ``format.unsafe_depth``.
    """
    if len(message) < 4 + _CHECK_LENGTH:
        raise MalformedError("format.share_code_body")
    version, form, number = message[:3]
    if version != VERSION or form not in CodeForm._value2member_map_ or number > NEWEST_DICTIONARY:
        raise UnsupportedError("format.unsupported_share_version", {"version": str(version)})
    length, position = folding.read_varint(message, 3)
    if length > MAX_TEXT:
        raise UnsafeInputError("format.unsafe_size", {"limit": str(MAX_TEXT)})
    check, body = message[position : position + _CHECK_LENGTH], message[position + _CHECK_LENGTH :]
    # A folded stream is at most as long as its text plus its segment headers.
    stream = inflate(body, limit=2 * length + 64, wbits=-zlib.MAX_WBITS, dictionary=_dictionary(number))
    text = folding.unfold(stream, limit=length)
    if len(text) != length or hashlib.sha256(text).digest()[:_CHECK_LENGTH] != check:
        raise MalformedError("format.share_code_check")
    return Opened(CodeForm(form), text)


def form_of(text: bytes) -> CodeForm:
    """Return which form the text of a presentation has."""
    if text.lstrip()[:1] in (b"{", b"["):
        return CodeForm.JSON
    return CodeForm.SD_JWT if b"~" in text else CodeForm.JWT


def to_text(message: bytes, *, page: str | None = None) -> str:
    """Return the text of a single QR code; ``page`` is the checker's address, else the code opens in the app."""
    head = f"{page}#{VERSION}:" if page else SINGLE_PREFIX
    return head + decimal_digits.pack(message)


def is_page(address: str) -> bool:
    """Tell whether an address can stand in front of a code: http or https, ASCII, no fragment of its own."""
    return address.isascii() and _PAGE.fullmatch(address) is not None


def is_share_code(text: str) -> bool:
    """Tell whether a text is a single share code (of whatever version)."""
    match = _SINGLE.match(text)
    if match is None:
        return False
    # Many web addresses have a fragment; one with so many digits is meant as a code.
    return match["page"] is None or _PAGE_DIGITS.match(match["digits"]) is not None


def open_text(text: str) -> Opened:
    """Return what the text of a single QR code holds.

    Raises:
        MalformedError: ``format.share_code_digits`` and what ``decode`` raises.
        UnsupportedError: ``format.unsupported_share_version``.
        UnsafeInputError: see ``decode``.
    """
    match = _SINGLE.match(text)
    if match is None:
        raise MalformedError("format.share_code_digits")
    version = match["bare"] or match["version"]
    if int(version) != VERSION:
        raise UnsupportedError("format.unsupported_share_version", {"version": version})
    return decode(decimal_digits.unpack(match["digits"], limit=MAX_MESSAGE))


def page_of(text: str) -> str | None:
    """Return the checker page that a code names, or nothing."""
    match = _SINGLE.match(text)
    return match["page"] if match else None


def moving_texts(message: bytes, *, block: int, start: int = 0) -> Iterator[str]:
    """Yield the endless row of frame texts for a message, ``block`` bytes of it in each.

    The first ``ceil(len(message) / block)`` frames carry it plainly; all later ones carry random sums of blocks.

    Raises:
        UnsafeInputError: ``format.unsafe_size`` where it would take more than 400 blocks.
    """
    for frame in frames(message, block=block, start=start):
        yield MOVING_PREFIX + decimal_digits.pack(frame.to_bytes())


def is_moving_frame(text: str) -> bool:
    """Tell whether a text is one frame of a moving code."""
    return _MOVING.match(text) is not None


class MovingReader:
    """Puts a moving code together from whatever frames are seen, in any order, from any point on."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._collectors: OrderedDict[bytes, Collector] = OrderedDict()

    def add(self, text: str) -> bool:
        """Take one frame; return whether its message is complete.

        Raises:
            MalformedError: ``format.share_frame``: damaged, or at odds with the frames before it.
            UnsupportedError: ``format.unsupported_share_version``.
            UnsafeInputError: ``format.unsafe_size``.
        """
        frame = _frame(text)
        collector = self._collectors.get(frame.message_id)
        if collector is None:
            collector = Collector(frame.message_id, frame.total, len(frame.block))
            self._collectors[frame.message_id] = collector
            while len(self._collectors) > _MOST_MESSAGES:
                self._collectors.popitem(last=False)
        self._collectors.move_to_end(frame.message_id)
        return collector.add(frame)

    def progress(self) -> tuple[int, int]:
        """Return how many blocks of the message seen last are known, and how many there are."""
        if not self._collectors:
            return 0, 0
        collector = next(reversed(self._collectors.values()))
        return collector.known, collector.needed

    def message(self) -> bytes | None:
        """Return the first message that is complete, or nothing.

        Raises:
            MalformedError: ``format.share_code_check`` where the whole is not what the frames announced.
        """
        for message_id, collector in list(self._collectors.items()):
            if collector.complete:
                try:
                    return collector.message()
                except MalformedError:
                    # A forged frame spoilt it: begin anew, so that the true frames still to come can win.
                    del self._collectors[message_id]
                    raise
        return None

    def text(self) -> str | None:
        """Return the complete message as the text of a single code, however long, or nothing.

        Raises:
            MalformedError: see ``message``.
        """
        message = self.message()
        return None if message is None else to_text(message)


def _frame(text: str) -> Frame:
    match = _MOVING.match(text)
    if match is None:
        raise MalformedError("format.share_frame")
    if int(match["version"]) != VERSION:
        raise UnsupportedError("format.unsupported_share_version", {"version": match["version"]})
    return parse_frame(decimal_digits.unpack(match["digits"], limit=MAX_MESSAGE), limit=MAX_MESSAGE)


@cache
def _dictionary(number: int) -> bytes:
    return resources.read_bytes("share-code", f"dictionary-{number}.bin") if number else b""


def _deflate(stream: bytes, dictionary: bytes) -> bytes:
    best = b""
    for strategy in (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED):
        engine = zlib.compressobj(
            9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, strategy, *((dictionary,) if dictionary else ())
        )
        made = engine.compress(stream) + engine.flush()
        best = made if not best or len(made) < len(best) else best
    return best


def _unfolded(text: bytes) -> bytes:
    return folding.write_varint(len(text) << 2) + text if text else b""
