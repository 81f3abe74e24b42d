"""A DID document (or an https issuer's keys) reduced to what verification needs (DID Core section 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from wallet.verification.checks import Source
from wallet.verification.keys.public_key import PublicKey


class Relationship(StrEnum):
    """Verification relationships (DID Core section 5.3)."""

    ASSERTION_METHOD = "assertionMethod"
    AUTHENTICATION = "authentication"
    KEY_AGREEMENT = "keyAgreement"
    CAPABILITY_INVOCATION = "capabilityInvocation"
    CAPABILITY_DELEGATION = "capabilityDelegation"


SIGNING = frozenset(Relationship) - {Relationship.KEY_AGREEMENT}
"""What a signing key may do whose identifier is made of nothing but the key (did:key, did:jwk)."""


@dataclass(frozen=True, slots=True)
class VerificationMethod:
    """One key of a document. ``key`` is None where its form is not supported (``reason`` says why).

    ``jwk`` is there for a key in JWK form: its ``use``, ``key_ops`` and ``alg`` may limit it (``keys.jwk.check_use``).
    ``described_in`` is the identifier whose document describes it: ``id`` may name another one's, as anyone likes.
    """

    id: str
    controller: str
    key: PublicKey | None
    relationships: frozenset[Relationship]
    reason: str = ""
    expires: str | None = None
    revoked: str | None = None
    jwk: Mapping[str, Any] | None = None
    described_in: str = ""


@dataclass(frozen=True, slots=True)
class DidDocument:
    """The document of one identifier. ``source`` is None where it is made from the identifier itself (did:key)."""

    id: str
    methods: tuple[VerificationMethod, ...]
    source: Source | None = None
    also_known_as: tuple[str, ...] = ()
    raw: Mapping[str, Any] = field(default_factory=dict)

    def method(self, method_id: str) -> VerificationMethod | None:
        """Return the method with this absolute id, or nothing."""
        return next((method for method in self.methods if method.id == method_id), None)
