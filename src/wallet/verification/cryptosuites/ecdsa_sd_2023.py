"""``ecdsa-sd-2023``: P-256 signatures over each statement, of which the holder shows some (W3C vc-di-ecdsa 3.5).

A *base* proof goes from the issuer to the holder; from it the holder derives proofs that show the mandatory part and
what was chosen. Both kinds are verified here; that a base proof must not be shown to others is for the caller.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wallet.errors import KeyUnusableError, MalformedError, SignatureInvalidError, WalletError
from wallet.model.secured import JsonObject
from wallet.verification.canonicalization import selection
from wallet.verification.canonicalization.contexts import ContextSet
from wallet.verification.canonicalization.selection import Grouped, LabelMap
from wallet.verification.cryptosuites.suite import (
    DATA_INTEGRITY_PROOF,
    Cryptosuite,
    Disclosure,
    Reading,
    Selective,
    options_of,
    require_key,
    selective_parts,
    selective_value,
)
from wallet.verification.keys import algorithms, load, multibase
from wallet.verification.keys.public_key import KeyType, PublicKey
from wallet.verification.keys.signer import Signer

_KEYS = frozenset({KeyType.P256})
_BASE, _DERIVED = b"\xd9\x5d\x00", b"\xd9\x5d\x01"
_P256_PREFIX = b"\x80\x24"
_MAX_STATEMENTS = 5000


@dataclass(frozen=True, slots=True)
class _Base:
    signature: bytes
    public_key: bytes
    hmac_key: bytes
    signatures: tuple[bytes, ...]
    mandatory: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Derived:
    signature: bytes
    public_key: bytes
    signatures: tuple[bytes, ...]
    labels: LabelMap
    mandatory: frozenset[int]


def _invalid() -> SignatureInvalidError:
    return SignatureInvalidError("proof.value_malformed")


def _bytes(value: Any, size: int) -> bytes:
    if not isinstance(value, bytes) or len(value) != size:
        raise _invalid()
    return value


def _list(value: Any) -> Sequence[Any]:
    if not isinstance(value, (list, tuple)) or len(value) > _MAX_STATEMENTS:
        raise _invalid()
    return value


def _signatures(value: Any) -> tuple[bytes, ...]:
    return tuple(_bytes(one, 64) for one in _list(value))


def _base(parts: Sequence[Any]) -> _Base:
    if len(parts) != 5 or not all(isinstance(pointer, str) for pointer in _list(parts[4])):
        raise _invalid()
    return _Base(
        _bytes(parts[0], 64), _bytes(parts[1], 35), _bytes(parts[2], 32), _signatures(parts[3]), tuple(parts[4])
    )


def _derived(parts: Sequence[Any]) -> _Derived:
    if len(parts) != 5 or not hasattr(parts[3], "items"):
        raise _invalid()
    labels: dict[str, str] = {}
    for number, digest in parts[3].items():
        if not isinstance(number, int) or isinstance(number, bool) or number < 0:
            raise _invalid()
        labels[f"c14n{number}"] = multibase.encode(_bytes(digest, 32), "u")
    indexes = _list(parts[4])
    if not all(isinstance(index, int) and not isinstance(index, bool) and index >= 0 for index in indexes):
        raise _invalid()
    return _Derived(_bytes(parts[0], 64), _bytes(parts[1], 35), _signatures(parts[2]), labels, frozenset(indexes))


def _proof_key(encoded: bytes) -> PublicKey:
    if encoded[:2] != _P256_PREFIX:
        raise _invalid()
    try:
        return load.point(KeyType.P256, encoded[2:])
    except (KeyUnusableError, MalformedError):
        raise _invalid() from None


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _proof_hash(document: JsonObject, options: JsonObject, reading: Reading) -> bytes:
    return _digest(reading.canonical({**options, "@context": document.get("@context")}, "sha256"))


def _message(proof_hash: bytes, public_key: bytes, mandatory: Sequence[str]) -> bytes:
    return proof_hash + public_key + _digest("".join(mandatory).encode("utf-8"))


def _check_statements(key: PublicKey, statements: Sequence[str], signatures: Sequence[bytes]) -> None:
    if len(statements) != len(signatures):
        raise SignatureInvalidError("proof.signature_mismatch")
    for statement, signature in zip(statements, signatures, strict=True):
        algorithms.verify(key, "ES256", statement.encode("utf-8"), signature)


def _split(lines: Sequence[str], mandatory: frozenset[int]) -> tuple[list[str], list[str]]:
    if mandatory and max(mandatory) >= len(lines):
        raise SignatureInvalidError("proof.signature_mismatch")
    shown = [text for index, text in enumerate(lines) if index in mandatory]
    return shown, [text for index, text in enumerate(lines) if index not in mandatory]


def _group_base(document: JsonObject, base: _Base, more: Sequence[str], contexts: ContextSet) -> Grouped:
    pointers = {"mandatory": base.mandatory, "combined": (*base.mandatory, *more)}
    return selection.group(document, pointers, contexts, selection.hmac_labels(base.hmac_key))


def _verify_base(document: JsonObject, proof: JsonObject, base: _Base, key: PublicKey, reading: Reading) -> None:
    grouped = _group_base(document, base, (), reading.contexts)
    mandatory, others = _split(grouped.lines, frozenset(grouped.groups["mandatory"]))
    message = _message(_proof_hash(document, options_of(proof), reading), base.public_key, mandatory)
    algorithms.verify(key, "ES256", message, base.signature)
    _check_statements(_proof_key(base.public_key), others, base.signatures)


def _verify_derived(document: JsonObject, proof: JsonObject, shown: _Derived, key: PublicKey, reading: Reading) -> None:
    quads, canonical = selection.canonical_labels(reading.quads(document))
    try:
        labels = selection.given_labels(shown.labels)(list(canonical.values()))
    except MalformedError:
        raise SignatureInvalidError("proof.signature_mismatch") from None
    lines = sorted(selection.relabelled(quads, canonical, labels))
    mandatory, others = _split(lines, shown.mandatory)
    message = _message(_proof_hash(document, options_of(proof), reading), shown.public_key, mandatory)
    algorithms.verify(key, "ES256", message, shown.signature)
    _check_statements(_proof_key(shown.public_key), others, shown.signatures)


def _verify(document: JsonObject, proof: JsonObject, key: PublicKey, reading: Reading) -> None:
    require_key(key.type, _KEYS)
    header, parts = selective_parts(proof)
    if header == _BASE:
        _verify_base(document, proof, _base(parts), key, reading)
    elif header == _DERIVED:
        _verify_derived(document, proof, _derived(parts), key, reading)
    else:
        raise _invalid()


def _is_base(proof: JsonObject) -> bool:
    """Tell whether a proof of this suite is a base proof, which only its holder may have."""
    try:
        return selective_parts(proof)[0] == _BASE
    except WalletError:
        return False


def _mandatory_pointers(proof: JsonObject) -> tuple[str, ...]:
    """Return what every derived proof will show, as the issuer decided.

    Raises:
        SignatureInvalidError: ``proof.value_malformed`` for what is no base proof.
    """
    header, parts = selective_parts(proof)
    if header != _BASE:
        raise _invalid()
    return _base(parts).mandatory


def _derive(document: JsonObject, proof: JsonObject, wish: Disclosure, reading: Reading) -> JsonObject:
    """Return the part of ``document`` that is mandatory or chosen, with a derived proof.

    ``document`` comes without its proof. Nothing else of it, and none of its HMAC key, is in the result.

    Raises:
        SignatureInvalidError: ``proof.value_malformed`` for what is no base proof.
        MalformedError: ``format.json_pointer``.
        UnsupportedError, UnsignedContentError, UnsafeInputError: as ``selection.group``.
    """
    header, parts = selective_parts(proof)
    if header != _BASE:
        raise _invalid()
    base = _base(parts)
    grouped = _group_base(document, base, wish.pointers, reading.contexts)
    mandatory, combined = grouped.groups["mandatory"], grouped.groups["combined"]
    others = [index for index in range(len(grouped.lines)) if index not in set(mandatory)]
    if len(others) != len(base.signatures):
        raise SignatureInvalidError("proof.signature_mismatch")
    chosen = set(combined) - set(mandatory)
    signatures = [signature for index, signature in zip(others, base.signatures, strict=True) if index in chosen]
    revealed = selection.Places(document).select((*base.mandatory, *wish.pointers))
    if revealed is None:
        raise MalformedError("format.json_pointer", {"pointer": ""})
    labels = selection.labels_of_part(grouped, combined)
    compressed = {int(label.removeprefix("c14n")): multibase.decode(name) for label, name in labels.items()}
    relative = [position for position, index in enumerate(combined) if index in set(mandatory)]
    value = selective_value(_DERIVED, [base.signature, base.public_key, signatures, compressed, relative])
    return {**revealed[0], "proof": {**options_of(proof), "proofValue": value}}


def create_base(
    document: JsonObject,
    options: JsonObject,
    signer: Signer,
    reading: Reading,
    *,
    mandatory: Sequence[str],
    hmac_key: bytes,
    proof_signer: Signer,
    proof_key: PublicKey,
) -> JsonObject:
    """Return a base proof: for issuers, of which the test ones are the only ones here.

    ``hmac_key`` has 32 bytes; ``proof_signer`` is a P-256 key made for this proof only, ``proof_key`` its public part.

    Raises:
        MalformedError, UnsupportedError, UnsignedContentError, UnsafeInputError: as ``selection.group``.
    """
    require_key(signer.type, _KEYS)
    pointers = {"mandatory": mandatory}
    grouped = selection.group(document, pointers, reading.contexts, selection.hmac_labels(hmac_key))
    shown, others = _split(grouped.lines, frozenset(grouped.groups["mandatory"]))
    encoded = _P256_PREFIX + proof_key.material
    signatures = [proof_signer.sign(statement.encode("utf-8")) for statement in others]
    signature = signer.sign(_message(_proof_hash(document, options, reading), encoded, shown))
    value = selective_value(_BASE, [signature, encoded, hmac_key, signatures, list(mandatory)])
    return {**options, "proofValue": value}


SUITE = Cryptosuite(
    "ecdsa-sd-2023",
    DATA_INTEGRITY_PROOF,
    _KEYS,
    _verify,
    selective=Selective(_is_base, _mandatory_pointers, _derive),
)
