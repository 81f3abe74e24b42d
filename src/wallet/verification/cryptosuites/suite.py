"""What a cryptosuite is, and the two ways in which most of them prepare what is signed.

W3C Data Integrity 1.0 section 3.3: transform the document, hash it together with the proof's own options, sign.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Protocol

import cbor2

from wallet.errors import KeyUnusableError, MalformedError, SignatureInvalidError, UnsupportedError
from wallet.model.secured import JsonObject
from wallet.ports import Random
from wallet.verification.canonicalization import jcs, rdfc
from wallet.verification.canonicalization.contexts import ContextSet
from wallet.verification.canonicalization.nquads import Quad
from wallet.verification.keys import algorithms, multibase
from wallet.verification.keys.public_key import KeyType, PublicKey
from wallet.verification.keys.signer import Signer


@dataclass(frozen=True, slots=True)
class Reading:
    """How JSON-LD is read for one check.

    ``leaving_out`` reads as a careless verifier would, to tell a changed credential from one that says more than was
    signed; a proof that fits only then is never called good.
    """

    contexts: ContextSet
    leaving_out: bool = False
    _known: dict[tuple[int, str], tuple[JsonObject, bytes]] = field(default_factory=dict, compare=False, repr=False)

    def quads(self, document: JsonObject) -> list[Quad]:
        """Return the RDF quads of a document."""
        # The JSON-LD processor takes half a second to load: a window that only signs with JCS starts without it.
        from wallet.verification.canonicalization import jsonld

        if self.leaving_out:
            return jsonld.to_quads_leaving_out(document, self.contexts)
        return jsonld.to_quads(document, self.contexts)

    def canonical(self, document: JsonObject, hash_name: str) -> bytes:
        """Return the canonical N-Quads of a document (RDFC-1.0); asked again for the same object, at no cost."""
        key = (id(document), hash_name)
        if key not in self._known:
            # The document is kept beside the result, so that its identity stays its own.
            self._known[key] = (document, rdfc.canonicalize(self.quads(document), hash_name=hash_name))
        return self._known[key][1]


class Verify(Protocol):
    """How a suite checks one proof."""

    def __call__(self, document: JsonObject, proof: JsonObject, key: PublicKey, reading: Reading) -> None:
        """Return when ``proof`` fits ``document`` (without its proof) and ``key``.

        Raises:
            SignatureInvalidError: ``proof.signature_mismatch``, ``proof.value_malformed``, ``proof.context_mismatch``.
            UnsignedContentError: part of the document would not be signed.
            UnsupportedError, MalformedError, UnsafeInputError, KeyUnusableError: see ``jsonld.to_quads``.
        """


class Sign(Protocol):
    """How a suite makes one proof."""

    def __call__(self, document: JsonObject, options: JsonObject, signer: Signer, reading: Reading) -> JsonObject:
        """Return the proof: ``options`` with the signature put in."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a holder wants to show of a credential with a base proof.

    ``pointers`` are JSON pointers. ``random`` and ``presentation_header`` are for suites that need them.
    """

    pointers: tuple[str, ...]
    random: Random | None = None
    presentation_header: bytes = b""


@dataclass(frozen=True, slots=True)
class Selective:
    """What a suite with selective disclosure can do besides. ``experimental`` must be said wherever it is offered."""

    is_base: Callable[[JsonObject], bool]
    mandatory_pointers: Callable[[JsonObject], tuple[str, ...]]
    derive: Callable[[JsonObject, JsonObject, Disclosure, Reading], JsonObject]
    experimental: bool = False


@dataclass(frozen=True, slots=True)
class Cryptosuite:
    """One cryptosuite. ``proof_type`` is ``DataIntegrityProof`` or the type of an older Linked Data signature."""

    name: str
    proof_type: str
    key_types: frozenset[KeyType]
    verify: Verify
    sign: Sign | None = None
    selective: Selective | None = None


DATA_INTEGRITY_PROOF = "DataIntegrityProof"

_HASH_NAMES: Mapping[KeyType, str] = {KeyType.P384: "sha384"}

Payload = Callable[[JsonObject, JsonObject, KeyType, Reading], bytes]
"""Document, proof options, key type and reading -> the bytes that are signed."""


def hash_name(kind: KeyType) -> str:
    """Return the hash that goes with a key: SHA-384 for P-384, SHA-256 otherwise (vc-di-ecdsa section 3.2.3)."""
    return _HASH_NAMES.get(kind, "sha256")


def digest(data: bytes, kind: KeyType) -> bytes:
    """Return the digest that goes with a key type."""
    return hashlib.new(hash_name(kind), data).digest()


def rdfc_payload(document: JsonObject, options: JsonObject, kind: KeyType, reading: Reading) -> bytes:
    """Return hash(canonical options) + hash(canonical document) (vc-di-eddsa sections 3.2.3 to 3.2.5)."""
    named = hash_name(kind)
    configured = {**options, "@context": document.get("@context")}
    return digest(reading.canonical(configured, named), kind) + digest(reading.canonical(document, named), kind)


def jcs_payload(document: JsonObject, options: JsonObject, kind: KeyType, reading: Reading) -> bytes:
    """Return hash(JCS options) + hash(JCS document) (vc-di-eddsa sections 3.3.3 to 3.3.5)."""
    if "@context" in options:
        document = {**document, "@context": options["@context"]}
    return digest(jcs.canonicalize(options), kind) + digest(jcs.canonicalize(document), kind)


def _contexts(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def require_context(document: JsonObject, proof: JsonObject) -> None:
    """Refuse a proof whose own ``@context`` is not the start of the document's (vc-di-eddsa section 3.3.2 step 4).

    Raises:
        SignatureInvalidError: ``proof.context_mismatch``.
    """
    if "@context" not in proof:
        return
    named, given = _contexts(proof["@context"]), _contexts(document.get("@context"))
    if given[: len(named)] != named:
        raise SignatureInvalidError("proof.context_mismatch")


def signature_bytes(proof: JsonObject) -> bytes:
    """Return the bytes of a base58btc ``proofValue``.

    Raises:
        SignatureInvalidError: ``proof.value_malformed``.
    """
    value = proof.get("proofValue")
    if not isinstance(value, str) or not value.startswith("z"):
        raise SignatureInvalidError("proof.value_malformed")
    try:
        return multibase.decode(value)
    except MalformedError:
        raise SignatureInvalidError("proof.value_malformed") from None


def selective_parts(proof: JsonObject) -> tuple[bytes, Sequence[Any]]:
    """Return header (3 bytes) and CBOR parts of the base64url ``proofValue`` of a suite with selective disclosure.

    Source: vc-di-ecdsa sections 3.5.2 to 3.5.8, vc-di-bbs section 3.3.

    Raises:
        SignatureInvalidError: ``proof.value_malformed``.
    """
    value = proof.get("proofValue")
    if not isinstance(value, str) or not value.startswith("u"):
        raise SignatureInvalidError("proof.value_malformed")
    try:
        data = multibase.decode(value)
        stream = BytesIO(data[3:])
        parts = cbor2.load(stream)
    except (MalformedError, cbor2.CBORError, ValueError, TypeError, RecursionError, OverflowError):
        raise SignatureInvalidError("proof.value_malformed") from None
    if not isinstance(parts, (list, tuple)) or stream.read(1):
        raise SignatureInvalidError("proof.value_malformed")
    return data[:3], parts


def selective_value(header: bytes, parts: Sequence[Any]) -> str:
    """Return the ``proofValue`` for a header and its parts."""
    return multibase.encode(header + cbor2.dumps(list(parts)), "u")


def options_of(proof: JsonObject, member: str = "proofValue") -> JsonObject:
    """Return the proof without its signature."""
    return {name: value for name, value in proof.items() if name != member}


def require_key(kind: KeyType, allowed: frozenset[KeyType]) -> None:
    """Refuse a key that the suite does not define; that says nothing about the contents.

    Raises:
        UnsupportedError: ``proof.unsupported_key``.
    """
    if kind not in allowed:
        raise UnsupportedError("proof.unsupported_key", {"type": kind})


def proof_value_suite(
    name: str, *, payload: Payload, key_types: frozenset[KeyType], proof_type: str = DATA_INTEGRITY_PROOF
) -> Cryptosuite:
    """Return a suite that signs ``payload`` and keeps the signature in a base58btc ``proofValue``."""

    def verify(document: JsonObject, proof: JsonObject, key: PublicKey, reading: Reading) -> None:
        require_key(key.type, key_types)
        require_context(document, proof)
        signature = signature_bytes(proof)
        message = payload(document, options_of(proof), key.type, reading)
        algorithms.verify(key, algorithms.preferred(key.type), message, signature)

    def sign(document: JsonObject, options: JsonObject, signer: Signer, reading: Reading) -> JsonObject:
        require_key(signer.type, key_types)
        message = payload(document, options, signer.type, reading)
        return {**options, "proofValue": multibase.encode(signer.sign(message))}

    return Cryptosuite(name, proof_type, key_types, verify, sign)


def _legacy_payload(document: JsonObject, options: JsonObject, reading: Reading) -> bytes:
    """Return SHA-256(canonical options) + SHA-256(canonical document), as Linked Data signatures before 2022 do.

    The options are read under the document's contexts, and under the proof's own after them where it has any.
    """
    held = [context for context in _contexts(document.get("@context")) if context is not None]
    own = _contexts(options["@context"]) if "@context" in options else []
    configured = {**options, "@context": [*held, *(context for context in own if context not in held)]}
    return _sha256(reading.canonical(configured, "sha256")) + _sha256(reading.canonical(document, "sha256"))


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _detached_jws(proof: JsonObject) -> tuple[str, JsonObject, bytes]:
    """Return the encoded header, the header and the signature of a detached, unencoded JWS (RFC 7797).

    Raises:
        SignatureInvalidError: ``proof.value_malformed``.
    """
    value = proof.get("jws")
    parts = value.split(".") if isinstance(value, str) else []
    try:
        encoded, payload, signature = parts
        header = json.loads(multibase.decode("u" + encoded))
        decoded = multibase.decode("u" + signature)
    except (ValueError, MalformedError, RecursionError):
        raise SignatureInvalidError("proof.value_malformed") from None
    if payload or not isinstance(header, dict) or header.get("b64") is not False or header.get("crit") != ["b64"]:
        raise SignatureInvalidError("proof.value_malformed")
    return encoded, header, decoded


def jws_suite(name: str, *, allowed: Mapping[KeyType, frozenset[str]]) -> Cryptosuite:
    """Return an older suite whose signature is a detached JWS in ``jws``; ``allowed`` names algorithms per key type.

    Source: the 2018 to 2020 suites of the W3C Credentials Community Group; RFC 7797.
    """
    key_types = frozenset(allowed)

    def verify(document: JsonObject, proof: JsonObject, key: PublicKey, reading: Reading) -> None:
        require_key(key.type, key_types)
        encoded, header, signature = _detached_jws(proof)
        alg = header.get("alg")
        if not isinstance(alg, str) or alg not in allowed[key.type]:
            raise KeyUnusableError("key.algorithm_mismatch", {"algorithm": str(alg)[:40], "type": key.type})
        message = encoded.encode("ascii") + b"." + _legacy_payload(document, options_of(proof, "jws"), reading)
        algorithms.verify(key, alg, message, signature)

    def sign(document: JsonObject, options: JsonObject, signer: Signer, reading: Reading) -> JsonObject:
        require_key(signer.type, key_types)
        header = {"alg": algorithms.preferred(signer.type), "b64": False, "crit": ["b64"]}
        encoded = multibase.encode(json.dumps(header, separators=(",", ":")).encode("ascii"), "u")[1:]
        message = encoded.encode("ascii") + b"." + _legacy_payload(document, options, reading)
        return {**options, "jws": f"{encoded}..{multibase.encode(signer.sign(message), 'u')[1:]}"}

    return Cryptosuite(name, name, key_types, verify, sign)
