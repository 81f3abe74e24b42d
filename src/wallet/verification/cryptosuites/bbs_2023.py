"""``bbs-2023``: one BBS signature over the statements of a document, of which the holder shows some (W3C vc-di-bbs).

Verifying base and derived proofs is complete for the baseline. The features that bind a proof to a holder's secret
or pseudonym are not supported and said to be so. Deriving is experimental (``keys.bbs``).
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wallet.errors import MalformedError, SignatureInvalidError, UnsupportedError, UsageError, WalletError
from wallet.model.secured import JsonObject
from wallet.verification.canonicalization import selection
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
from wallet.verification.keys import bbs
from wallet.verification.keys.public_key import KeyType, PublicKey

_KEYS = frozenset({KeyType.BLS12381_G2})
_BASE, _DERIVED = b"\xd9\x5d\x02", b"\xd9\x5d\x03"
_BOUND = frozenset(bytes((0xD9, 0x5D, number)) for number in range(4, 10))
_MAX_STATEMENTS = 5000


@dataclass(frozen=True, slots=True)
class _Base:
    signature: bytes
    header: bytes
    public_key: bytes
    hmac_key: bytes
    mandatory: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Derived:
    proof: bytes
    labels: LabelMap
    mandatory: frozenset[int]
    selective: tuple[int, ...]
    presentation_header: bytes


def _invalid() -> SignatureInvalidError:
    return SignatureInvalidError("proof.value_malformed")


def _parts(proof: JsonObject) -> tuple[bytes, Sequence[Any]]:
    header, parts = selective_parts(proof)
    if header in _BOUND:
        raise UnsupportedError("proof.unsupported_suite", {"cryptosuite": "bbs-2023 (bound to a holder)"})
    if header not in (_BASE, _DERIVED) or len(parts) != 5:
        raise _invalid()
    return header, parts


def _bytes(value: Any, size: int) -> bytes:
    if not isinstance(value, bytes) or len(value) != size:
        raise _invalid()
    return value


def _index(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _MAX_STATEMENTS:
        raise _invalid()
    return value


def _indexes(value: Any) -> tuple[int, ...]:
    if not isinstance(value, (list, tuple)) or len(value) > _MAX_STATEMENTS:
        raise _invalid()
    return tuple(_index(one) for one in value)


def _base(parts: Sequence[Any]) -> _Base:
    pointers = parts[4]
    if not isinstance(pointers, (list, tuple)) or not all(isinstance(pointer, str) for pointer in pointers):
        raise _invalid()
    return _Base(
        _bytes(parts[0], bbs.SIGNATURE_BYTES),
        _bytes(parts[1], 64),
        _bytes(parts[2], 96),
        _bytes(parts[3], 32),
        tuple(pointers),
    )


def _derived(parts: Sequence[Any]) -> _Derived:
    if not isinstance(parts[0], bytes) or not isinstance(parts[1], Mapping) or not isinstance(parts[4], bytes):
        raise _invalid()
    labels = {f"c14n{_index(number)}": f"b{_index(name)}" for number, name in parts[1].items()}
    return _Derived(parts[0], labels, frozenset(_indexes(parts[2])), _indexes(parts[3]), parts[4])


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _header(document: JsonObject, options: JsonObject, mandatory: Sequence[str], reading: Reading) -> bytes:
    """Return hash(options) + hash(mandatory statements): the BBS header (vc-di-bbs section 3.4.2)."""
    configured = {**options, "@context": document.get("@context")}
    return _digest(reading.canonical(configured, "sha256")) + _digest("".join(mandatory).encode("utf-8"))


def _group(document: JsonObject, base: _Base, more: Sequence[str], reading: Reading) -> Grouped:
    pointers = {"mandatory": base.mandatory, "combined": (*base.mandatory, *more)}
    return selection.group(document, pointers, reading.contexts, selection.shuffled_labels(base.hmac_key))


def _messages(lines: Sequence[str], mandatory: frozenset[int]) -> tuple[list[str], list[int]]:
    """Return the mandatory statements, and the indexes of the others."""
    if mandatory and max(mandatory) >= len(lines):
        raise SignatureInvalidError("proof.signature_mismatch")
    return [lines[index] for index in sorted(mandatory)], [i for i in range(len(lines)) if i not in mandatory]


def _verify_base(document: JsonObject, proof: JsonObject, base: _Base, key: PublicKey, reading: Reading) -> None:
    grouped = _group(document, base, (), reading)
    shown, others = _messages(grouped.lines, frozenset(grouped.groups["mandatory"]))
    header = _header(document, options_of(proof), shown, reading)
    if base.public_key != key.material or base.header != header:
        raise SignatureInvalidError("proof.signature_mismatch")
    bbs.verify(key, header, [grouped.lines[index].encode("utf-8") for index in others], base.signature)


def _verify_derived(document: JsonObject, proof: JsonObject, shown: _Derived, key: PublicKey, reading: Reading) -> None:
    quads, canonical = selection.canonical_labels(reading.quads(document))
    try:
        labels = selection.given_labels(shown.labels)(list(canonical.values()))
    except MalformedError:
        raise SignatureInvalidError("proof.signature_mismatch") from None
    lines = sorted(selection.relabelled(quads, canonical, labels))
    mandatory, others = _messages(lines, shown.mandatory)
    if len(others) != len(shown.selective) or len(set(shown.selective)) != len(others):
        raise SignatureInvalidError("proof.signature_mismatch")
    messages = {place: lines[index].encode("utf-8") for place, index in zip(shown.selective, others, strict=True)}
    header = _header(document, options_of(proof), mandatory, reading)
    bbs.verify_proof(key, header, shown.presentation_header, messages, shown.proof)


def _verify(document: JsonObject, proof: JsonObject, key: PublicKey, reading: Reading) -> None:
    require_key(key.type, _KEYS)
    header, parts = _parts(proof)
    if header == _BASE:
        _verify_base(document, proof, _base(parts), key, reading)
    else:
        _verify_derived(document, proof, _derived(parts), key, reading)


def _is_base(proof: JsonObject) -> bool:
    try:
        return selective_parts(proof)[0] in (_BASE, b"\xd9\x5d\x04", b"\xd9\x5d\x06", b"\xd9\x5d\x08")
    except WalletError:
        return False


def _base_of(proof: JsonObject) -> _Base:
    header, parts = _parts(proof)
    if header != _BASE:
        raise _invalid()
    return _base(parts)


def _mandatory_pointers(proof: JsonObject) -> tuple[str, ...]:
    return _base_of(proof).mandatory


def _derive(document: JsonObject, proof: JsonObject, wish: Disclosure, reading: Reading) -> JsonObject:
    """Return the mandatory and wished part of ``document`` with a derived proof. Experimental.

    Raises:
        UsageError: ``proof.randomness_missing``.
        SignatureInvalidError, MalformedError, UnsupportedError, UnsignedContentError, UnsafeInputError: as elsewhere.
    """
    if wish.random is None:
        raise UsageError("proof.randomness_missing")
    base = _base_of(proof)
    grouped = _group(document, base, wish.pointers, reading)
    mandatory, combined = frozenset(grouped.groups["mandatory"]), grouped.groups["combined"]
    _, others = _messages(grouped.lines, mandatory)
    chosen = [place for place, index in enumerate(others) if index in set(combined)]
    messages = [grouped.lines[index].encode("utf-8") for index in others]
    key = PublicKey(KeyType.BLS12381_G2, base.public_key)
    header, random = wish.presentation_header, wish.random
    proved = bbs.prove(key, base.signature, base.header, header, messages, chosen, random)
    revealed = selection.Places(document).select((*base.mandatory, *wish.pointers))
    if revealed is None:
        raise MalformedError("format.json_pointer", {"pointer": ""})
    labels = selection.labels_of_part(grouped, combined)
    compressed = {int(label.removeprefix("c14n")): int(name.removeprefix("b")) for label, name in labels.items()}
    relative = [position for position, index in enumerate(combined) if index in mandatory]
    value = selective_value(_DERIVED, [proved, compressed, relative, chosen, header])
    return {**revealed[0], "proof": {**options_of(proof), "proofValue": value}}


def create_base(
    document: JsonObject,
    options: JsonObject,
    reading: Reading,
    *,
    secret: int,
    public_key: bytes,
    mandatory: Sequence[str],
    hmac_key: bytes,
) -> JsonObject:
    """Return a base proof: for issuers, of which the test ones are the only ones here.

    Raises:
        MalformedError, UnsupportedError, UnsignedContentError, UnsafeInputError: as ``selection.group``.
    """
    base = _Base(b"", b"", public_key, hmac_key, tuple(mandatory))
    grouped = _group(document, base, (), reading)
    shown, others = _messages(grouped.lines, frozenset(grouped.groups["mandatory"]))
    header = _header(document, options, shown, reading)
    signature = bbs.sign(secret, header, [grouped.lines[index].encode("utf-8") for index in others])
    return {**options, "proofValue": selective_value(_BASE, [signature, header, public_key, hmac_key, list(mandatory)])}


SUITE = Cryptosuite(
    "bbs-2023",
    DATA_INTEGRITY_PROOF,
    _KEYS,
    _verify,
    selective=Selective(_is_base, _mandatory_pointers, _derive, experimental=True),
)
