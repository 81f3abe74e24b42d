"""The holder's keys: public in the clear, private sealed by AES-256-GCM under a key derived from the data key.

This room never opens them: the signing process is handed the sealed bytes and the sealing key, and is the only place
where a private key exists in the clear.
"""

from dataclasses import dataclass
from datetime import datetime

from wallet.vault.database import Database
from wallet.vault.instant import moment, stamp


@dataclass(frozen=True, slots=True)
class HolderKey:
    """One key. ``did`` is its did:jwk, ``jwk`` the public key as JSON, ``sealed`` nonce and ciphertext."""

    did: str
    type: str
    jwk: str
    sealed: bytes
    made_at: datetime
    main: bool


class HolderKeys:
    """The keys of this wallet; exactly one is the main one."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._db = database

    def all(self) -> tuple[HolderKey, ...]:
        """Return the keys, the main one first."""
        rows = self._db.rows("SELECT did, type, jwk, sealed, made_at, main FROM holder_keys ORDER BY main DESC, nr")
        return tuple(HolderKey(row[0], row[1], row[2], row[3], moment(row[4]), bool(row[5])) for row in rows)

    def add(self, key: HolderKey) -> None:
        """Keep a key; nothing happens when it is held already. A main one takes over from the one before."""
        with self._db.transaction():
            done = self._db.change(
                "INSERT INTO holder_keys (did, type, jwk, sealed, made_at, main) VALUES (?, ?, ?, ?, ?, 0)"
                " ON CONFLICT (did) DO NOTHING",
                (key.did, key.type, key.jwk, key.sealed, stamp(key.made_at)),
            )
            if key.main and done:
                self._db.change("UPDATE holder_keys SET main = (did = ?)", (key.did,))
