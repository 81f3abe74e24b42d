"""What parent and worker say to each other over the pipes: length-prefixed MessagePack, one question at a time.

The parent sends ``Settings`` (when they changed) and ``Run``; the worker answers ``Finished`` or ``Broke``, and
meanwhile may ask for documents (``WantDocument``), since it has no network of its own, and tells how far it is.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

import msgspec

from wallet.errors import FetchError, FetchRefusedError, MalformedError, UnreachableError
from wallet.model.secured import Carrier
from wallet.ports import Document, Purpose
from wallet.verification import report_codec
from wallet.verification.context import Limits, Person
from wallet.verification.report import Inspected
from wallet.verification.trust.known_issuers import KnownIssuers

_LENGTH = struct.Struct(">Q")
_MAX_FRAME = 2 << 30


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What is the same for many sources: everything of ``verification.context.Context`` but time and network."""

    known_issuers: KnownIssuers = field(default_factory=KnownIssuers)
    person: Person | None = None
    nonce: str | None = None
    audience: str | None = None
    allow_contexts: frozenset[str] = frozenset()
    extra_contexts: Mapping[str, bytes] = field(default_factory=dict)
    allow_tracking: bool = False
    replayed: bool = False
    limits: Limits = field(default_factory=Limits)


class Settings(msgspec.Struct, tag="settings"):
    """Parent to worker: use these from now on."""

    settings: RunSettings


class Run(msgspec.Struct, tag="run"):
    """Parent to worker: inspect these bytes."""

    data: bytes
    name: str
    carrier: Carrier
    now: datetime
    cpu_seconds: int
    memory_bytes: int


class Fetched(msgspec.Struct, tag="fetched"):
    """Parent to worker: the document that was asked for."""

    document: Document


class NotFetched(msgspec.Struct, tag="not_fetched"):
    """Parent to worker: why there is no document."""

    refused: bool
    code: str
    facts: dict[str, str]


class Ready(msgspec.Struct, tag="ready"):
    """Worker to parent, once: everything is loaded."""


class WantDocument(msgspec.Struct, tag="want"):
    """Worker to parent: fetch this for me."""

    url: str
    purpose: Purpose
    accept: str


class Stepped(msgspec.Struct, tag="stepped"):
    """Worker to parent: one item of a container is done; the time limit starts anew."""

    done: int
    total: int
    note: str


class Finished(msgspec.Struct, tag="finished"):
    """Worker to parent: the result. ``retire``: it has grown so large that a new worker should take its place."""

    inspected: Inspected
    retire: bool = False


class Broke(msgspec.Struct, tag="broke"):
    """Worker to parent: inspecting failed in a way that must not happen; ``code`` is a ``format.unsafe_*`` code."""

    code: str
    detail: str


ToWorker = Settings | Run | Fetched | NotFetched
ToParent = Ready | WantDocument | Stepped | Finished | Broke


def write(stream: BinaryIO, message: ToWorker | ToParent) -> None:
    """Send one message."""
    body = report_codec.pack(message)
    stream.write(_LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def _exactly(stream: BinaryIO, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        part = stream.read(min(length - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


def _read(stream: BinaryIO) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > _MAX_FRAME:
        raise MalformedError("report.unreadable")
    return _exactly(stream, length)


def read_in_worker(stream: BinaryIO) -> ToWorker:
    """Receive one message of the parent; raises ``EOFError`` when it is gone."""
    message: ToWorker = report_codec.unpack(_read(stream), ToWorker)  # type: ignore[arg-type]
    return message


def read_in_parent(stream: BinaryIO) -> ToParent:
    """Receive one message of the worker; raises ``EOFError`` when it is gone."""
    message: ToParent = report_codec.unpack(_read(stream), ToParent)  # type: ignore[arg-type]
    return message


def not_fetched(error: FetchError) -> NotFetched:
    """Return an error of the fetcher as a message."""
    return NotFetched(isinstance(error, FetchRefusedError), error.code, dict(error.facts))


def fetch_error(message: NotFetched) -> FetchError:
    """Return the error that a message carries."""
    return (FetchRefusedError if message.refused else UnreachableError)(message.code, message.facts)
