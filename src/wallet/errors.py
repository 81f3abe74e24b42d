"""The errors that cross a room.

Every one carries a stable ``code`` (for programs and for the wording catalogue) and ``facts``
(names, dates, hosts) from which the window and the command line compose a sentence.
No prose for people is written here.
"""

from collections.abc import Mapping
from types import MappingProxyType

_NO_FACTS: Mapping[str, str] = MappingProxyType({})


class WalletError(Exception):
    """Base of every error that one room raises to another."""

    def __init__(self, code: str, facts: Mapping[str, str] | None = None) -> None:
        """Remember the stable ``code`` and the ``facts`` a sentence needs."""
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, str] = MappingProxyType(dict(facts)) if facts else _NO_FACTS


class MalformedError(WalletError):
    """What was handed over cannot be read in the form it claims to have."""


class NotACredentialError(WalletError):
    """It can be read, and it is something else than a credential."""


class UnsafeInputError(WalletError):
    """It was not opened because it breaks a limit (size, depth, time) or a safety rule."""


class UnsupportedError(WalletError):
    """A form, algorithm or vocabulary that this program does not know. Says nothing about truth."""


class SignatureInvalidError(WalletError):
    """The signature was computed over something else, or by another key."""


class UnsignedContentError(WalletError):
    """Part of the content lies outside what the signature covers."""


class FetchError(WalletError):
    """A document could not be had from outside."""


class UnreachableError(FetchError):
    """The address was tried and gave nothing usable (offline, DNS, time, HTTP status)."""


class FetchRefusedError(FetchError):
    """The address was never tried because a rule forbids it."""


class KeyUnusableError(WalletError):
    """A key that must not be used: low order, off the curve, too short, wrong type."""


class KeyNotListedError(KeyUnusableError):
    """The identifier's own document can be had and does not list this key (contract section 3, ISSUER_KEY)."""


class CancelledError(WalletError):
    """The person asked to stop."""


class VaultError(WalletError):
    """The encrypted store could not do what was asked."""


class WrongPassphraseError(VaultError):
    """None of the ways in opens with what was given."""


class LockedError(VaultError):
    """The wallet is locked, or another process holds it."""


class CorruptStoreError(VaultError):
    """A page or the header of the store fails its authentication."""


class NewerVersionError(VaultError):
    """Written by a newer program; it is never migrated down."""


class EnvironmentFailedError(WalletError):
    """The machine said no: disk full, no permission, no keyring, no network when it was required."""


class UsageError(WalletError):
    """The call itself makes no sense (unknown id, impossible choice)."""
