"""The header file: how the random data key is wrapped, once per way in, and that nobody changed it.

``wallet.header`` is UTF-8 JSON, at most 64 KiB, with a copy in ``wallet.header.copy`` because losing it means losing
everything:

    {"format": "capsa-wallet", "version": 1, "wallet_id": "…", "counter": 7,
     "content": "SHA-256 of the database when it was closed",
     "ways_in": [{"kind": "passphrase", "salt": "…", "memory_kib": 65536, "iterations": 3, "lanes": 4,
                  "nonce": "…", "wrapped": "…"}, …],
     "seal": "HMAC-SHA256 over everything else, under a key derived from the data key"}

Binary values are base64. The data key (32 random bytes) is wrapped by AES-256-GCM; the associated data name the
wallet, the version, the kind and the cost, so that none of them can be exchanged or lowered. A passphrase goes through
Argon2id; the keyring secret and the recovery key are random and go through HKDF.
"""

import hmac
from enum import StrEnum
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wallet.errors import CorruptStoreError, NewerVersionError, WalletError, WrongPassphraseError
from wallet.ports import Random
from wallet.vault.key_derivation import KEY_BYTES, SALT_BYTES, Argon2Parameters, stretch, subkey

FORMAT = "capsa-wallet"
VERSION = 1
MAX_BYTES = 64 << 10
_NONCE_BYTES = 12


class WayIn(StrEnum):
    """How the wallet can be opened."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a way in
    KEYRING = "keyring"
    RECOVERY_KEY = "recovery_key"


class WrappedKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data key for one way in. The cost is zero where the secret is random already."""

    kind: WayIn
    salt: Annotated[bytes, msgspec.Meta(min_length=SALT_BYTES, max_length=64)]
    nonce: Annotated[bytes, msgspec.Meta(min_length=_NONCE_BYTES, max_length=_NONCE_BYTES)]
    wrapped: Annotated[bytes, msgspec.Meta(min_length=KEY_BYTES + 16, max_length=KEY_BYTES + 16)]
    memory_kib: int = 0
    iterations: int = 0
    lanes: int = 0


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in the header file."""

    format: str
    version: int
    wallet_id: Annotated[str, msgspec.Meta(min_length=8, max_length=64)]
    counter: Annotated[int, msgspec.Meta(ge=0)]
    ways_in: Annotated[tuple[WrappedKey, ...], msgspec.Meta(max_length=8)]
    content: Annotated[bytes, msgspec.Meta(max_length=32)] = b""
    seal: bytes = b""

    def way(self, kind: WayIn) -> WrappedKey | None:
        """Return the wrapped key for one way in, or nothing."""
        return next((way for way in self.ways_in if way.kind is kind), None)


class _Version(msgspec.Struct):
    """The members that every version has: read first, so that a newer file is named as such."""

    format: str
    version: int


def _bound_to(wallet_id: str, way: WrappedKey) -> bytes:
    """Return the associated data of a wrapped key."""
    parts = (FORMAT, str(VERSION), wallet_id, way.kind.value, str(way.memory_kib), str(way.iterations), str(way.lanes))
    return "\x1f".join(parts).encode() + way.salt


def _wrapping_key(way: WrappedKey, secret: str | bytes) -> bytes:
    if way.kind is WayIn.PASSPHRASE:
        if isinstance(secret, bytes):
            raise WrongPassphraseError("vault.wrong_passphrase")
        return stretch(secret, way.salt, Argon2Parameters(way.memory_kib, way.iterations, way.lanes))
    material = secret if isinstance(secret, bytes) else secret.encode()
    return subkey(material + way.salt, f"way-in/{way.kind.value}")


def wrap(
    data_key: bytes,
    *,
    wallet_id: str,
    kind: WayIn,
    secret: str | bytes,
    random: Random,
    cost: Argon2Parameters | None = None,
) -> WrappedKey:
    """Return ``data_key`` wrapped for one way in. ``cost`` is for a passphrase only."""
    spent = (cost or Argon2Parameters()) if kind is WayIn.PASSPHRASE else None
    way = WrappedKey(
        kind=kind,
        salt=random.token(SALT_BYTES),
        nonce=random.token(_NONCE_BYTES),
        wrapped=bytes(KEY_BYTES + 16),
        memory_kib=spent.memory_kib if spent else 0,
        iterations=spent.iterations if spent else 0,
        lanes=spent.lanes if spent else 0,
    )
    sealed = AESGCM(_wrapping_key(way, secret)).encrypt(way.nonce, data_key, _bound_to(wallet_id, way))
    return msgspec.structs.replace(way, wrapped=sealed)


def unwrap(header: Header, kind: WayIn, secret: str | bytes) -> bytes:
    """Return the data key, after which the whole header is known to be as it was written.

    Raises:
        WrongPassphraseError: ``vault.wrong_passphrase``, ``vault.wrong_recovery_key``, ``vault.wrong_keyring_secret``,
            ``vault.no_such_way_in``.
        CorruptStoreError: ``vault.header_changed``, ``vault.kdf_too_weak``, ``vault.kdf_too_costly``.
    """
    way = header.way(kind)
    if way is None:
        raise WrongPassphraseError("vault.no_such_way_in", {"kind": kind.value})
    try:
        key = AESGCM(_wrapping_key(way, secret)).decrypt(way.nonce, way.wrapped, _bound_to(header.wallet_id, way))
    except InvalidTag as error:
        raise WrongPassphraseError(_WRONG[kind]) from error
    if not hmac.compare_digest(_seal_of(header, key), header.seal):
        raise CorruptStoreError("vault.header_changed")
    return key


_WRONG = {
    WayIn.PASSPHRASE: "vault.wrong_passphrase",
    WayIn.KEYRING: "vault.wrong_keyring_secret",
    WayIn.RECOVERY_KEY: "vault.wrong_recovery_key",
}


def _seal_of(header: Header, data_key: bytes) -> bytes:
    body = msgspec.json.encode(msgspec.structs.replace(header, seal=b""), order="deterministic")
    return hmac.digest(subkey(data_key, "header"), body, "sha256")


def sealed(header: Header, data_key: bytes) -> Header:
    """Return ``header`` with the seal that belongs to it."""
    return msgspec.structs.replace(header, seal=_seal_of(header, data_key))


def with_way(header: Header, way: WrappedKey, data_key: bytes) -> Header:
    """Return ``header`` with ``way`` in the place of any other of its kind, sealed."""
    others = tuple(old for old in header.ways_in if old.kind is not way.kind)
    return sealed(msgspec.structs.replace(header, ways_in=(*others, way)), data_key)


def without_way(header: Header, kind: WayIn, data_key: bytes) -> Header:
    """Return ``header`` without a way in, sealed."""
    kept = tuple(old for old in header.ways_in if old.kind is not kind)
    return sealed(msgspec.structs.replace(header, ways_in=kept), data_key)


def encode(header: Header) -> bytes:
    """Return the header file."""
    return msgspec.json.format(msgspec.json.encode(header), indent=2) + b"\n"


def decode(data: bytes) -> Header:
    """Read a header file. Nothing in it is believed until :func:`unwrap`.

    Raises:
        NewerVersionError: ``vault.newer_version``.
        CorruptStoreError: ``vault.header_damaged``.
    """
    damaged = CorruptStoreError("vault.header_damaged")
    if len(data) > MAX_BYTES:
        raise damaged
    try:
        start = msgspec.json.decode(data, type=_Version)
        if start.format != FORMAT:
            raise damaged
        if start.version > VERSION:
            raise NewerVersionError("vault.newer_version", {"version": str(start.version)})
        header = msgspec.json.decode(data, type=Header)
    except WalletError:
        raise
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise damaged from error
    if header.version != VERSION:
        raise damaged
    return header
