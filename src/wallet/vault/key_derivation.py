"""Argon2id for passphrases: a floor when writing, a ceiling when reading, calibrated to about a second (RFC 9106)."""

import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wallet.errors import CorruptStoreError

KEY_BYTES = 32
WANTED_SECONDS = 1.0
"""How long trying one passphrase should take on the computer where it was set."""
SALT_BYTES = 16
FLOOR_MEMORY_KIB = 64 << 10
CEILING_MEMORY_KIB = 1 << 20
_MAX_ITERATIONS = 64
_MAX_LANES = 16
_MAX_WORK_KIB = 8 << 20
"""Memory times iterations: about half a minute on a slow computer. A header cannot make this program work longer."""


@dataclass(frozen=True, slots=True)
class Argon2Parameters:
    """Cost of Argon2id: memory in KiB, number of passes, lanes. The default is the floor."""

    memory_kib: int = FLOOR_MEMORY_KIB
    iterations: int = 3
    lanes: int = 4

    def check(self) -> None:
        """Refuse what is weaker than the floor or costs more than the ceiling, before any memory is taken.

        Raises:
            CorruptStoreError: ``vault.kdf_too_weak`` or ``vault.kdf_too_costly``.
        """
        if self.memory_kib < FLOOR_MEMORY_KIB or self.iterations < 3 or self.lanes < 1:
            raise CorruptStoreError("vault.kdf_too_weak")
        too_much = (
            self.memory_kib > CEILING_MEMORY_KIB
            or self.iterations > _MAX_ITERATIONS
            or self.lanes > _MAX_LANES
            or self.memory_kib * self.iterations > _MAX_WORK_KIB
        )
        if too_much:
            raise CorruptStoreError("vault.kdf_too_costly")


def stretch(passphrase: str, salt: bytes, parameters: Argon2Parameters) -> bytes:
    """Return 32 bytes from a passphrase (Unicode NFC, so that every keyboard and system gives the same; UTF-8).

    Raises:
        CorruptStoreError: the cost lies outside the allowed range.
    """
    parameters.check()
    function = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=parameters.iterations,
        lanes=parameters.lanes,
        memory_cost=parameters.memory_kib,
    )
    return function.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass"))


def calibrate(seconds_of: Callable[[Argon2Parameters], float], *, wanted: float | None = None) -> Argon2Parameters:
    """Return parameters that cost about ``wanted`` seconds here (``WANTED_SECONDS``), never below the floor.

    ``seconds_of`` measures one derivation; memory is raised first because it hurts an attacker most.
    """
    wanted = WANTED_SECONDS if wanted is None else wanted
    parameters = Argon2Parameters()
    spent = seconds_of(parameters)
    while spent * 2 <= wanted * 1.2 and parameters.memory_kib < CEILING_MEMORY_KIB // 4:
        parameters = replace(parameters, memory_kib=parameters.memory_kib * 2)
        spent *= 2
    passes = int(parameters.iterations * wanted / spent) if spent > 0 else parameters.iterations
    return replace(parameters, iterations=max(3, min(passes, 12)))


def subkey(key: bytes, purpose: str) -> bytes:
    """Return a 32-byte key for one purpose, derived from a random ``key`` (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=b"capsa/" + purpose.encode()).derive(key)


def fingerprint(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
