"""The two encodings of a Blockcerts Merkle proof: plain JSON (2017) and CBOR in base58btc (2019)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wallet.errors import MalformedError, UnsupportedError
from wallet.formats import cbor
from wallet.verification.keys import multibase

_HEX = re.compile(r"[0-9a-f]{64}")
_MAX_STEPS = 64
_ROOT, _TARGET, _ANCHORS, _PATH = 0, 1, 2, 3
_SIDES = {0: "left", 1: "right"}
_CHAINS = {-1: "mocknet", 0: "bitcoin", 1: "ethereum"}
_NETWORKS = {1: "mainnet", 3: "testnet", 4: "testnet", 5: "testnet", 11155111: "testnet"}
_NAMES_2017 = {
    "bitcoinMainnet": ("bitcoin", "mainnet"),
    "bitcoinTestnet": ("bitcoin", "testnet"),
    "bitcoinRegtest": ("mocknet", ""),
    "ethereumMainnet": ("ethereum", "mainnet"),
    "ethereumRopsten": ("ethereum", "testnet"),
    "mockchain": ("mocknet", ""),
}
_TYPES_2017 = {"BTCOpReturn": ("bitcoin", "mainnet"), "ETHData": ("ethereum", "mainnet"), "MockChain": ("mocknet", "")}


@dataclass(frozen=True, slots=True)
class MerkleProof:
    """A decoded proof. Digests are lower-case hexadecimal; ``path`` goes from the target up to the root."""

    target: str
    root: str
    path: tuple[tuple[str, str], ...]
    chain: str
    network: str
    transaction: str


def is_merkle(proof: Mapping[str, Any]) -> bool:
    """Tell whether a proof is of one of the Merkle kinds."""
    kinds = proof.get("type")
    names = [*(kinds if isinstance(kinds, list) else [kinds]), proof.get("cryptosuite"), proof.get("chainedProofType")]
    return any(isinstance(name, str) and name.casefold().replace("-", "").startswith("merkleproof") for name in names)


def decode(proof: Mapping[str, Any]) -> MerkleProof:
    """Return a proof in either encoding.

    Raises:
        MalformedError: ``format.proof_member``.
        UnsupportedError: ``proof.unsupported_suite``: an anchor of an unknown kind.
    """
    if isinstance(value := proof.get("proofValue"), str):
        return _decode_2019(value)
    return _decode_2017(proof)


def _wrong(member: str) -> MalformedError:
    return MalformedError("format.proof_member", {"member": member})


def _digest(value: object, member: str) -> str:
    text = value.casefold() if isinstance(value, str) else ""
    if not _HEX.fullmatch(text):
        raise _wrong(member)
    return text


def _decode_2017(proof: Mapping[str, Any]) -> MerkleProof:
    steps, anchors = proof.get("proof"), proof.get("anchors")
    if not isinstance(steps, list) or len(steps) > _MAX_STEPS or not isinstance(anchors, list) or not anchors:
        raise _wrong("proof")
    path = []
    for step in steps:
        side = next((name for name in ("left", "right") if isinstance(step, dict) and name in step), None)
        if side is None or len(step) != 1:
            raise _wrong("proof")
        path.append((side, _digest(step[side], "proof")))
    anchor = anchors[0] if isinstance(anchors[0], dict) else {}
    known = _NAMES_2017.get(str(anchor.get("chain"))) or _TYPES_2017.get(str(anchor.get("type")))
    if known is None:
        raise UnsupportedError("proof.unsupported_suite", {"cryptosuite": str(anchor.get("type"))[:80]})
    return MerkleProof(
        target=_digest(proof.get("targetHash"), "targetHash"),
        root=_digest(proof.get("merkleRoot"), "merkleRoot"),
        path=tuple(path),
        chain=known[0],
        network=known[1],
        transaction=str(anchor.get("sourceId", ""))[:100],
    )


def _decode_2019(value: str) -> MerkleProof:
    members = _pairs(_cbor(multibase.decode(value)), "proofValue")
    steps, anchors = members.get(_PATH), members.get(_ANCHORS)
    if not isinstance(steps, list) or len(steps) > _MAX_STEPS or not isinstance(anchors, list) or not anchors:
        raise _wrong("path")
    path = []
    for step in steps:
        side = _SIDES.get(step[0]) if isinstance(step, list) and len(step) == 2 and isinstance(step[0], int) else None
        if side is None:
            raise _wrong("path")
        path.append((side, _digest(_text(step[1]), "path")))
    anchor = _pairs(anchors[0], "anchors")
    kind = anchor.get(0)
    chain = _CHAINS.get(kind) if isinstance(kind, int) else None
    if chain is None:
        raise UnsupportedError("proof.unsupported_suite", {"cryptosuite": "merkle-proof-2019"})
    network = anchor.get(1)
    return MerkleProof(
        target=_digest(_text(members.get(_TARGET)), "targetHash"),
        root=_digest(_text(members.get(_ROOT)), "merkleRoot"),
        path=tuple(path),
        chain=chain,
        network=_NETWORKS.get(network, "") if isinstance(network, int) else "",
        transaction=(_text(anchor[2]) if 2 in anchor else "")[:100],
    )


def _cbor(data: bytes) -> Any:
    try:
        return cbor.decoded(data)
    except MalformedError as error:
        raise _wrong("proofValue") from error


def _pairs(value: object, member: str) -> dict[Any, Any]:
    if not isinstance(value, Iterable) or not all(isinstance(pair, list) and len(pair) == 2 for pair in value):
        raise _wrong(member)
    return {key: item for key, item in value if isinstance(key, int)}


def _text(value: object) -> str:
    # Texts are CBOR once more inside the CBOR.
    inner = _cbor(value) if isinstance(value, bytes) else value
    return inner if isinstance(inner, str) else ""
