"""The moving code's frames (share code specification, section 5): random XOR sums of blocks.

Any frames will do, in any order: a receiver that joins late or misses a third needs a few more, never a certain one.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from wallet.errors import MalformedError, UnsafeInputError, UnsupportedError

VERSION = 1
MAX_BLOCKS = 400
_ID_LENGTH = 8
_HEAD = struct.Struct(">B8s3sI")
_CHECK = struct.Struct(">I")
_SEED = b"capsa:m1"
_MAX_INDEX = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: which message, how long it is in bytes, the frame's number and the sum of its blocks."""

    message_id: bytes
    total: int
    index: int
    block: bytes

    def to_bytes(self) -> bytes:
        """Return the frame with its check value."""
        body = _HEAD.pack(VERSION, self.message_id, self.total.to_bytes(3, "big"), self.index) + self.block
        return body + _CHECK.pack(zlib.crc32(body))


def parse_frame(data: bytes, *, limit: int) -> Frame:
    """Return the frame; ``limit`` is the longest message in bytes.

    Raises:
        MalformedError: ``format.share_frame`` where the check value or a length is wrong.
        UnsupportedError: ``format.unsupported_share_version``.
        UnsafeInputError: ``format.unsafe_size`` for a message that is too long or in too many blocks.
    """
    if len(data) <= _HEAD.size + _CHECK.size:
        raise MalformedError("format.share_frame")
    body, check = data[: -_CHECK.size], data[-_CHECK.size :]
    if _CHECK.pack(zlib.crc32(body)) != check:
        raise MalformedError("format.share_frame")
    version, message_id, total, index = _HEAD.unpack_from(body)
    if version != VERSION:
        raise UnsupportedError("format.unsupported_share_version", {"version": str(version)})
    frame = Frame(message_id, int.from_bytes(total, "big"), index, body[_HEAD.size :])
    if not frame.total:
        raise MalformedError("format.share_frame")
    if frame.total > limit or blocks_of(frame.total, len(frame.block)) > MAX_BLOCKS:
        raise UnsafeInputError("format.unsafe_size", {"limit": str(limit)})
    return frame


def identifier(message: bytes) -> bytes:
    """Return what the frames of a message are known by."""
    return hashlib.sha256(message).digest()[:_ID_LENGTH]


def blocks_of(total: int, block: int) -> int:
    """Return into how many blocks a message of ``total`` bytes falls."""
    return -(-total // block)


def mask(index: int, count: int) -> int:
    """Return which of ``count`` blocks frame ``index`` is the sum of, as bits (bit j for block j).

    The first ``count`` frames are one block each; the later ones follow a SHA-256 stream, never no block at all.
    """
    if index < count:
        return 1 << index
    length = -(-count // 8)
    attempt = 0
    while True:
        stream = b""
        while len(stream) < length:
            part = struct.pack(">IIII", count, index, attempt, len(stream) // 32)
            stream += hashlib.sha256(_SEED + part).digest()
        bits = int.from_bytes(stream[:length], "little") & ((1 << count) - 1)
        if bits:
            return bits
        attempt += 1


def frames(message: bytes, *, block: int, start: int = 0) -> Iterator[Frame]:
    """Yield the frames of a message from number ``start`` on, ``block`` bytes in each.

    Raises:
        UnsafeInputError: ``format.unsafe_size`` where it would take too many blocks.
    """
    count = blocks_of(len(message), block)
    if not 0 < count <= MAX_BLOCKS:
        raise UnsafeInputError("format.unsafe_size", {"limit": str(block * MAX_BLOCKS)})
    padded = message.ljust(count * block, b"\x00")
    parts = [int.from_bytes(padded[at : at + block], "big") for at in range(0, len(padded), block)]
    message_id = identifier(message)
    for index in range(start, _MAX_INDEX + 1):
        bits, total = mask(index, count), 0
        while bits:
            low = bits & -bits
            total ^= parts[low.bit_length() - 1]
            bits ^= low
        yield Frame(message_id, len(message), index, total.to_bytes(block, "big"))


@dataclass(slots=True)
class Collector:
    """Solves the sums: Gaussian elimination over bits, one row per highest block."""

    message_id: bytes
    total: int
    block: int
    rows: dict[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def needed(self) -> int:
        """How many blocks the message has."""
        return blocks_of(self.total, self.block)

    @property
    def known(self) -> int:
        """How many independent sums have been seen."""
        return len(self.rows)

    @property
    def complete(self) -> bool:
        """Whether the message can be put together."""
        return self.known == self.needed

    def add(self, frame: Frame) -> bool:
        """Take one frame; return whether the message is complete.

        Raises:
            MalformedError: ``format.share_frame`` where it does not fit the frames before it.
        """
        if (frame.message_id, frame.total, len(frame.block)) != (self.message_id, self.total, self.block):
            raise MalformedError("format.share_frame")
        bits, data = mask(frame.index, self.needed), int.from_bytes(frame.block, "big")
        while bits:
            highest = bits.bit_length() - 1
            row = self.rows.get(highest)
            if row is None:
                self.rows[highest] = (bits, data)
                break
            bits, data = bits ^ row[0], data ^ row[1]
        return self.complete

    def message(self) -> bytes:
        """Return the message.

        Raises:
            MalformedError: ``format.share_code_check`` where it is not the one that the frames announced.
        """
        solved: dict[int, int] = {}
        for highest in sorted(self.rows):
            bits, data = self.rows[highest]
            bits ^= 1 << highest
            while bits:
                low = bits & -bits
                data ^= solved[low.bit_length() - 1]
                bits ^= low
            solved[highest] = data
        whole = b"".join(solved[number].to_bytes(self.block, "big") for number in range(self.needed))
        message, padding = whole[: self.total], whole[self.total :]
        if identifier(message) != self.message_id or any(padding):
            raise MalformedError("format.share_code_check")
        return message
