"""The holder's own keys as the use cases see them: an identifier, and a signer that never shows its key."""

import base64
import json
from dataclasses import dataclass

from wallet.adapters.signing import SigningProcess
from wallet.errors import UsageError
from wallet.ports import Clock
from wallet.vault.folder import Vault
from wallet.vault.holder_keys import HolderKey
from wallet.verification.keys.public_key import KeyType


@dataclass(frozen=True, slots=True)
class HolderSigner:
    """A ``keys.signer.Signer`` over a key that lives in the signing process."""

    key: HolderKey
    vault: Vault
    process: SigningProcess

    @property
    def type(self) -> KeyType:
        """The type of the key."""
        return KeyType(self.key.type)

    def sign(self, message: bytes) -> bytes:
        """Return the signature over ``message``.

        Raises:
            KeyUnusableError: ``holder.key_unusable``.
            EnvironmentFailedError: ``holder.signing_failed``.
        """
        return self.process.sign(self.type, self.key.sealed, self.vault.holder_sealing_key(), message)


class Holder:
    """The keys of an open wallet."""

    def __init__(self, vault: Vault, process: SigningProcess, clock: Clock) -> None:
        """Work on the open ``vault`` with ``process``, which the session ends on lock."""
        self._vault = vault
        self._process = process
        self._clock = clock

    @property
    def id(self) -> str:
        """The did:jwk of the main key."""
        return self._main().did

    @property
    def ids(self) -> tuple[str, ...]:
        """The did:jwk of every key, the main one first."""
        return tuple(key.did for key in self._vault.holder_keys.all())

    @property
    def verification_method(self) -> str:
        """The id of the main key's verification method (did:jwk has exactly one, ``#0``)."""
        return f"{self.id}#0"

    @property
    def public_jwk(self) -> dict[str, str]:
        """The main public key as a JWK."""
        found: dict[str, str] = json.loads(self._main().jwk)
        return found

    def signer(self, did: str | None = None) -> HolderSigner:
        """Return the signer of the main key, or of the key with this identifier.

        Raises:
            UsageError: ``holder.no_key``.
        """
        if did is None:
            return HolderSigner(self._main(), self._vault, self._process)
        wanted = did.split("#")[0]
        for key in self._vault.holder_keys.all():
            if key.did == wanted:
                return HolderSigner(key, self._vault, self._process)
        raise UsageError("holder.no_key", {"id": wanted})

    def signer_of(self, kind: KeyType) -> tuple[str, HolderSigner]:
        """Return identifier and signer of a key of ``kind``, which is made when there is none yet.

        Raises:
            UsageError: ``holder.key_type``: not a kind that this program makes.
        """
        for key in self._vault.holder_keys.all():
            if key.type == kind:
                return key.did, HolderSigner(key, self._vault, self._process)
        made = self.make(kind, main=False)
        return made, self.signer(made)

    def make(self, kind: KeyType = KeyType.ED25519, *, main: bool = True) -> str:
        """Make a key and return its did:jwk (quartzjer/did-jwk: base64url of the JWK)."""
        jwk, sealed = self._process.make(kind, self._vault.holder_sealing_key())
        did = "did:jwk:" + base64.urlsafe_b64encode(jwk.encode()).rstrip(b"=").decode()
        self._vault.holder_keys.add(HolderKey(did, kind.value, jwk, sealed, self._clock.now(), main))
        return did

    def _main(self) -> HolderKey:
        keys = self._vault.holder_keys.all()
        if not keys:
            raise UsageError("holder.no_key", {"id": ""})
        return keys[0]
