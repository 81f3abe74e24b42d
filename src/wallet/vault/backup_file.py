"""The backup file ``*.walletbackup``: one encrypted stream of frames that shows every change and every cut.

Layout, numbers big endian:

    13 bytes   ``CAPSA BACKUP`` and a line feed
    4 bytes    length of the header, at most 4096
    header     JSON: version 1, salt (base64), memory_kib, iterations, lanes (Argon2id, 32 bytes out),
               nonce (base64, 7 bytes), chunk (plain bytes in a chunk: 65536)
    32 bytes   HMAC-SHA256 over all before, key ``subkey("backup/header")``: tells a wrong passphrase from damage
    32 bytes   SHA-256 over all before: the digest of the header
    chunks     AES-256-GCM, key ``subkey("backup/body")``, 65536 plain bytes each (the last one shorter), each followed
               by its tag; nonce = the 7 bytes, the number of the chunk (4 bytes), 1 for the last chunk and else 0;
               associated data = the digest of the header

``subkey(purpose)`` is HKDF-SHA256 of the Argon2id output with the info ``capsa/`` and the purpose. The plain text of
the chunks, joined, is a row of frames: 4 bytes length, 4 bytes length when inflated, and a zlib stream of one
MessagePack value (``backup_content``). The last frame counts the frames before it and holds the SHA-256 of their
values joined.
Nothing that a chunk holds is used before the chunk is authenticated, and nothing of the file before its last frame was.
"""

import hashlib
import hmac
import struct
import zlib
from collections.abc import Iterator
from typing import Annotated, BinaryIO

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wallet.errors import CorruptStoreError, MalformedError, NewerVersionError, UnsafeInputError, WrongPassphraseError
from wallet.ports import Random
from wallet.vault.key_derivation import SALT_BYTES, Argon2Parameters, stretch, subkey

MAGIC = b"CAPSA BACKUP\n"
VERSION = 1
SUFFIX = ".walletbackup"
_CHUNK = 65_536
_TAG = 16
_PREFIX = 7
_LONGEST_HEADER = 4_096
_LONGEST_FRAME = 160 << 20


class _Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    salt: Annotated[bytes, msgspec.Meta(min_length=SALT_BYTES, max_length=64)]
    memory_kib: int
    iterations: int
    lanes: int
    nonce: Annotated[bytes, msgspec.Meta(min_length=_PREFIX, max_length=_PREFIX)]
    chunk: int


class _Version(msgspec.Struct):
    version: int


def _damaged() -> MalformedError:
    return MalformedError("backup.damaged")


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + struct.pack(">IB", number, last)


class Writer:
    """Writes frames to an open file."""

    def __init__(self, stream: BinaryIO, passphrase: str, cost: Argon2Parameters, random: Random) -> None:
        """Write the header; the derivation takes about a second."""
        salt, self._prefix = random.token(SALT_BYTES), random.token(_PREFIX)
        key = stretch(passphrase, salt, cost)
        body = msgspec.json.encode(
            _Header(VERSION, salt, cost.memory_kib, cost.iterations, cost.lanes, self._prefix, _CHUNK)
        )
        head = MAGIC + struct.pack(">I", len(body)) + body
        head += hmac.digest(subkey(key, "backup/header"), head, "sha256")
        self._digest = hashlib.sha256(head).digest()
        stream.write(head + self._digest)
        self.holder_sealing_key = subkey(key, "backup/holder-keys")
        self._cipher = AESGCM(subkey(key, "backup/body"))
        self._stream = stream
        self._pending = bytearray()
        self._number = 0
        self.digests: list[bytes] = []
        self._all = hashlib.sha256()

    def write(self, value: bytes) -> None:
        """Add one frame."""
        self.digests.append(hashlib.sha256(value).digest())
        self._all.update(value)
        self._frame(value)

    def _frame(self, value: bytes) -> None:
        packed = zlib.compress(value, 6)
        self._pending += struct.pack(">II", len(packed), len(value)) + packed
        while len(self._pending) > _CHUNK:
            self._seal(bytes(self._pending[:_CHUNK]), last=False)
            del self._pending[:_CHUNK]

    def _seal(self, plain: bytes, *, last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, last=last)
        self._stream.write(self._cipher.encrypt(nonce, plain, self._digest))
        self._number += 1

    def finish(self) -> None:
        """Write the last frame and the last chunk."""
        self._frame(_end(len(self.digests), self._all.digest()))
        self._seal(bytes(self._pending), last=True)
        self._pending.clear()


def _end(frames: int, digest: bytes) -> bytes:
    return msgspec.msgpack.encode(["end", frames, digest])


class Reader:
    """Reads a backup from an open file. :meth:`frames` may be called again and again."""

    def __init__(self, stream: BinaryIO, passphrase: str) -> None:
        """Read and check the header; the derivation takes about a second.

        Raises:
            MalformedError: ``backup.not_a_backup``, ``backup.damaged``.
            NewerVersionError: ``backup.newer_version``.
            UnsafeInputError: ``backup.too_costly``.
            WrongPassphraseError: ``backup.wrong_passphrase``.
        """
        self._stream = stream
        stream.seek(0)
        if stream.read(len(MAGIC)) != MAGIC:
            raise MalformedError("backup.not_a_backup")
        length_bytes = stream.read(4)
        length = struct.unpack(">I", length_bytes)[0] if len(length_bytes) == 4 else _LONGEST_HEADER + 1
        if length > _LONGEST_HEADER:
            raise _damaged()
        body, mac, digest = stream.read(length), stream.read(32), stream.read(32)
        head = MAGIC + length_bytes + body
        if hashlib.sha256(head + mac).digest() != digest:
            raise _damaged()
        header = _parse(body)
        key = _derive(passphrase, header)
        if not hmac.compare_digest(hmac.digest(subkey(key, "backup/header"), head, "sha256"), mac):
            raise WrongPassphraseError("backup.wrong_passphrase")
        self.holder_sealing_key = subkey(key, "backup/holder-keys")
        self._cipher = AESGCM(subkey(key, "backup/body"))
        self._prefix, self._digest = header.nonce, digest
        self._start = stream.tell()

    def _chunks(self) -> Iterator[bytes]:
        self._stream.seek(self._start)
        number = 0
        held = self._stream.read(_CHUNK + _TAG)
        while True:
            following = self._stream.read(_CHUNK + _TAG)
            last = not following
            try:
                yield self._cipher.decrypt(_nonce(self._prefix, number, last=last), held, self._digest)
            except (InvalidTag, ValueError) as error:
                raise _damaged() from error
            if last:
                return
            held, number = following, number + 1

    def frames(self) -> Iterator[bytes]:
        """Yield the value of every frame but the last, which is checked.

        What was yielded must not be used for good before the iteration ended well.

        Raises:
            MalformedError: ``backup.damaged``.
        """
        count, everything = 0, hashlib.sha256()
        previous: bytes | None = None
        for value in self._values():
            if previous is not None:
                everything.update(previous)
                count += 1
                yield previous
            previous = value
        if previous is None or previous != _end(count, everything.digest()):
            raise _damaged()

    def _values(self) -> Iterator[bytes]:
        pending = bytearray()
        for chunk in self._chunks():
            pending += chunk
            while len(pending) >= 8:
                packed, plain = struct.unpack(">II", pending[:8])
                if packed > _LONGEST_FRAME or plain > _LONGEST_FRAME:
                    raise _damaged()
                if len(pending) < 8 + packed:
                    break
                yield _inflate(bytes(pending[8 : 8 + packed]), plain)
                del pending[: 8 + packed]
        if pending:
            raise _damaged()


def _inflate(packed: bytes, plain: int) -> bytes:
    stream = zlib.decompressobj()
    try:
        value = stream.decompress(packed, plain + 1)
    except zlib.error as error:
        raise _damaged() from error
    if len(value) != plain or not stream.eof or stream.unused_data:
        raise _damaged()
    return value


def _parse(body: bytes) -> _Header:
    try:
        version = msgspec.json.decode(body, type=_Version).version
        if version <= VERSION:
            header = msgspec.json.decode(body, type=_Header)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise _damaged() from error
    if version > VERSION:
        raise NewerVersionError("backup.newer_version", {"version": str(version)})
    if version != VERSION or header.chunk != _CHUNK:
        raise _damaged()
    return header


def _derive(passphrase: str, header: _Header) -> bytes:
    try:
        return stretch(passphrase, header.salt, Argon2Parameters(header.memory_kib, header.iterations, header.lanes))
    except CorruptStoreError as error:
        # The same floor and ceiling as for the wallet itself.
        raise UnsafeInputError("backup.too_costly") from error
