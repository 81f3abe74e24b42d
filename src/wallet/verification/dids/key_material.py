"""The public key of one verification method, in every property that the specifications allow for it."""

from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization

from wallet.errors import MalformedError, UnsupportedError
from wallet.verification.keys import jwk, load, multibase, multikey
from wallet.verification.keys.public_key import KeyType, PublicKey

_RAW_PREFIX: Mapping[str, bytes] = {
    # Multicodec prefixes (unsigned varint) by which a bare point becomes a Multikey.
    "Ed25519VerificationKey2018": b"\xed\x01",
    "Ed25519VerificationKey2020": b"\xed\x01",
    "X25519KeyAgreementKey2019": b"\xec\x01",
    "X25519KeyAgreementKey2020": b"\xec\x01",
    "EcdsaSecp256k1VerificationKey2019": b"\xe7\x01",
    "Bls12381G2Key2020": b"\xeb\x01",
    "Bls12381G1Key2020": b"\xea\x01",
}


def key_of(method: Mapping[str, Any]) -> PublicKey:
    """Return the key of a verification method object (DID Core section 5.2, CID section 2.2, Open Badges 2.0).

    Raises:
        UnsupportedError: ``did.unsupported_key``: no property in a known form.
        MalformedError, KeyUnusableError: the key breaks its specification.
    """
    if isinstance(value := method.get("publicKeyMultibase"), str):
        return _of_multibase(value, str(method.get("type", "")))
    if isinstance(value := method.get("publicKeyJwk"), dict):
        return jwk.public_key(value)
    if isinstance(value := method.get("publicKeyBase58"), str):
        return _of_raw(multibase.decode("z" + value), str(method.get("type", "")))
    if isinstance(value := method.get("publicKeyHex"), str):
        return _of_raw(_hex(value), str(method.get("type", "")))
    if isinstance(value := method.get("publicKeyPem"), str):
        return of_pem(value)
    raise UnsupportedError("did.unsupported_key", {"type": str(method.get("type", ""))})


def _of_multibase(value: str, kind: str) -> PublicKey:
    prefix = _RAW_PREFIX.get(kind)
    if prefix is not None:
        data = multibase.decode(value)
        if len(data) == 32:
            # Some issuers leave the multicodec header out of an Ed25519VerificationKey2020.
            return multikey.public_key(multibase.encode(prefix + data))
    return multikey.public_key(value)


def _of_raw(data: bytes, kind: str) -> PublicKey:
    prefix = _RAW_PREFIX.get(kind)
    if prefix is None:
        raise UnsupportedError("did.unsupported_key", {"type": kind})
    return multikey.public_key(multibase.encode(prefix + data))


def _hex(value: str) -> bytes:
    try:
        return bytes.fromhex(value)
    except ValueError as error:
        raise MalformedError("did.key_malformed") from error


def of_pem(text: str) -> PublicKey:
    """Return the key of a PEM text (Open Badges 2.0 ``CryptographicKey``); only public keys, never certificates.

    Raises:
        MalformedError, UnsupportedError, KeyUnusableError: it is no PEM public key that may be used.
    """
    try:
        loaded = serialization.load_pem_public_key(text.encode("utf-8", "replace"))
    except UnsupportedAlgorithm as error:
        raise UnsupportedError("did.unsupported_key", {"type": "PEM"}) from error
    except ValueError as error:
        raise MalformedError("did.key_malformed") from error
    return load.from_loaded(loaded)


def agreement_only(key: PublicKey) -> bool:
    """Tell whether a key can only agree on secrets and never sign."""
    return key.type is KeyType.X25519
