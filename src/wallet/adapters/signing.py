"""The signing process: the only place where a private key of the holder exists in the clear.

The parent keeps the keys sealed (AES-256-GCM) and hands over, for each call, the sealed bytes with the sealing key.
Locking the wallet kills the process, because Python cannot wipe memory and the operating system can.

Frames on the pipes are four bytes of length (big endian) and a MessagePack value.
"""

import contextlib
import os
import struct
import subprocess
import sys
import threading
from typing import IO

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wallet.adapters import hardening
from wallet.errors import EnvironmentFailedError, KeyUnusableError, UsageError
from wallet.verification.keys import jwk
from wallet.verification.keys.public_key import KeyType
from wallet.verification.keys.signer import KeySigner

ARGUMENT = "--signing-worker"
"""The hidden argument that makes this program the signing process."""
_NONCE_BYTES = 12
_LONGEST = 64 << 20
_KINDS = (KeyType.ED25519, KeyType.P256)


class Make(msgspec.Struct, tag="make", frozen=True):
    """Make a key of ``kind`` and seal it."""

    kind: str
    sealing_key: bytes


class Sign(msgspec.Struct, tag="sign", frozen=True):
    """Sign ``message`` with a sealed key."""

    kind: str
    sealed: bytes
    sealing_key: bytes
    message: bytes


class Reseal(msgspec.Struct, tag="reseal", frozen=True):
    """Seal the same private key under another key (for a backup, or out of one)."""

    kind: str
    sealed: bytes
    sealing_key: bytes
    new_sealing_key: bytes


class Answer(msgspec.Struct, frozen=True):
    """What comes back: ``data`` is the sealed key or the signature, ``jwk`` the public half of a sealed key."""

    data: bytes = b""
    jwk: str = ""
    failed: str = ""


Question = Make | Sign | Reseal


def _write(stream: IO[bytes], value: msgspec.Struct) -> None:
    data = msgspec.msgpack.encode(value)
    stream.write(struct.pack(">I", len(data)) + data)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes:
    head = stream.read(4)
    if len(head) < 4:
        raise EOFError
    (length,) = struct.unpack(">I", head)
    data = stream.read(length) if length <= _LONGEST else b""
    if len(data) != length:
        raise EOFError
    return data


def _seal(private: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey, kind: str, sealing_key: bytes) -> bytes:
    plain = private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(sealing_key).encrypt(nonce, plain, b"capsa/holder-key/" + kind.encode())


def _open(sealed: bytes, kind: str, sealing_key: bytes) -> ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey:
    nonce, box = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    plain = AESGCM(sealing_key).decrypt(nonce, box, b"capsa/holder-key/" + kind.encode())
    private = serialization.load_der_private_key(plain, None)
    if not isinstance(private, ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey):
        raise TypeError
    return private


def _make(question: Make) -> Answer:
    private: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey
    if question.kind == KeyType.ED25519:
        private = ed25519.Ed25519PrivateKey.generate()
    else:
        private = ec.generate_private_key(ec.SECP256R1())
    return Answer(data=_seal(private, question.kind, question.sealing_key), jwk=_public(private))


def _public(private: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> str:
    return msgspec.json.encode(jwk.encode(KeySigner(private).public_key)).decode()


def _answer(question: Question) -> Answer:
    try:
        if isinstance(question, Make):
            return _make(question)
        private = _open(question.sealed, question.kind, question.sealing_key)
        if isinstance(question, Reseal):
            return Answer(data=_seal(private, question.kind, question.new_sealing_key), jwk=_public(private))
        return Answer(data=KeySigner(private).sign(question.message))
    except (InvalidTag, ValueError, TypeError):
        return Answer(failed="holder.key_unusable")


def serve() -> int:
    """Answer the parent until it is gone; return the exit status."""
    hardening.harden()
    stdin, stdout = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    while True:
        try:
            _write(stdout, _answer(msgspec.msgpack.decode(_read(stdin), type=Question)))
        except (EOFError, BrokenPipeError, KeyboardInterrupt, msgspec.MsgspecError):
            return 0


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, ARGUMENT]
    # -P: the folder that the person stands in must not be able to supply modules.
    return [sys.executable, "-P", "-m", "wallet", ARGUMENT]


class SigningProcess:
    """The parent's side: started at the first question, one question at a time, gone after :meth:`kill`."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._turn = threading.Lock()
        # Who kills does not wait for a turn, and must not meet a process that is only just starting.
        self._guard = threading.RLock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    def make(self, kind: KeyType, sealing_key: bytes) -> tuple[str, bytes]:
        """Return the public key (JWK as JSON) and the sealed private key of a new pair.

        Raises:
            UsageError: ``holder.key_type``.
            EnvironmentFailedError: ``holder.signing_failed``.
        """
        if kind not in _KINDS:
            raise UsageError("holder.key_type", {"type": kind.value})
        answer = self._ask(Make(kind.value, sealing_key))
        return answer.jwk, answer.data

    def sign(self, kind: KeyType, sealed: bytes, sealing_key: bytes, message: bytes) -> bytes:
        """Return the signature over ``message``.

        Raises:
            KeyUnusableError: ``holder.key_unusable``.
            EnvironmentFailedError: ``holder.signing_failed``.
        """
        return self._ask(Sign(kind.value, sealed, sealing_key, message)).data

    def reseal(self, kind: KeyType, sealed: bytes, sealing_key: bytes, new_sealing_key: bytes) -> tuple[str, bytes]:
        """Return the public half (JWK as JSON) and the same private key sealed under another key.

        Raises:
            KeyUnusableError: ``holder.key_unusable``.
            EnvironmentFailedError: ``holder.signing_failed``.
        """
        answer = self._ask(Reseal(kind.value, sealed, sealing_key, new_sealing_key))
        return answer.jwk, answer.data

    @property
    def running(self) -> bool:
        """Tell whether the process exists."""
        return self._process is not None and self._process.poll() is None

    def _ask(self, question: Question) -> Answer:
        with self._turn:
            try:
                pipes = self._started()
                _write(pipes[0], question)
                answer = msgspec.msgpack.decode(_read(pipes[1]), type=Answer)
            except (OSError, EOFError, ValueError, msgspec.MsgspecError) as error:
                # ValueError: the pipe was closed under our hands, by whoever locked the wallet.
                self._end()
                raise EnvironmentFailedError("holder.signing_failed") from error
        if answer.failed:
            raise KeyUnusableError(answer.failed)
        return answer

    def _started(self) -> tuple[IO[bytes], IO[bytes]]:
        with self._guard:
            if self._ended:
                raise EOFError
            if self._process is None or self._process.poll() is not None:
                self._end()
                self._process = subprocess.Popen(  # noqa: S603 - our own program
                    _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
                )
            if self._process.stdin is None or self._process.stdout is None:
                raise EOFError
            return self._process.stdin, self._process.stdout

    def _end(self) -> None:
        with self._guard:
            process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def kill(self) -> None:
        """End the process and its memory; no question is answered afterwards."""
        with self._guard:
            self._ended = True
        self._end()
