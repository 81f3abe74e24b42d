"""Issuers of Blockcerts: Merkle trees over real certificates, transactions as an explorer tells them, profiles."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import cbor2

from simulators.issuer import Web
from wallet.verification.canonicalization.contexts import context_set
from wallet.verification.cryptosuites.suite import Reading
from wallet.verification.keys import multibase
from wallet.verification.proofs.anchors import EXPLORERS

Json = dict[str, Any]
PROFILE = "https://school.example/profile.json"
REVOCATIONS = "https://school.example/revoked.json"
ACCOUNT = "0x7E30a37763e6Ba1fFeDE1750bBeFB4c60b17a1B3"
ADDRESS = "1AwdUWQzJgfDDjeKtpPzMfYMHejFBrxZfo"
TRANSACTION = "ab" * 32
BLOCK_TIME = 1_780_000_000  # 2026-05-28


def certificate(title: str = "Lassen niveau 3", *, number: int = 1, **more: Any) -> Json:
    """Return an unsigned certificate of version 2."""
    return {
        "@context": ["https://w3id.org/openbadges/v2", "https://w3id.org/blockcerts/v2"],
        "type": "Assertion",
        "id": f"urn:uuid:00000000-0000-4000-8000-{number:012d}",
        "recipient": {"type": "email", "identity": "sanne@student.example", "hashed": False},
        "badge": {
            "type": "BadgeClass",
            "id": "urn:uuid:badge",
            "name": title,
            "description": "Assessed.",
            "criteria": {"narrative": "Passed."},
            "issuer": {"type": "Profile", "id": PROFILE, "name": "Lasschool", "url": "https://school.example"},
        },
        "verification": {"type": ["MerkleProofVerification2017", "Extension"]},
        "issuedOn": "2026-05-01T09:00:00+00:00",
        **more,
    }


def credential(title: str = "Lassen niveau 3", **more: Any) -> Json:
    """Return an unsigned certificate of version 3."""
    return {
        "@context": ["https://www.w3.org/2018/credentials/v1", "https://w3id.org/blockcerts/v3"],
        "id": "urn:uuid:00000000-0000-4000-8000-000000000003",
        "type": ["VerifiableCredential", "BlockcertsCredential"],
        "issuer": PROFILE,
        "issuanceDate": "2026-05-01T09:00:00Z",
        "credentialSubject": {"id": "did:example:sanne"},
        **more,
    }


def digest(document: Json) -> bytes:
    """Return the value of a certificate in the tree."""
    return hashlib.sha256(Reading(context_set({})).canonical(document, "sha256")).digest()


def _paths(leaves: Sequence[bytes]) -> tuple[bytes, list[list[tuple[str, bytes]]]]:
    """Return the root over leaves (a power of two of them) and the path of each."""
    paths: list[list[tuple[str, bytes]]] = [[] for _ in leaves]
    level = [(value, [index]) for index, value in enumerate(leaves)]
    while len(level) > 1:
        above = []
        for (left, mine), (right, others) in zip(level[::2], level[1::2], strict=True):
            for index in mine:
                paths[index].append(("right", right))
            for index in others:
                paths[index].append(("left", left))
            above.append((hashlib.sha256(left + right).digest(), mine + others))
        level = above
    return level[0][0], paths


def anchored(
    documents: Sequence[Json], *, chain: str = "bitcoinMainnet", transaction: str = TRANSACTION
) -> tuple[list[Json], str]:
    """Return certificates with ``MerkleProof2017`` over all of them, and the root."""
    leaves = [digest(one) for one in documents]
    root, paths = _paths(leaves)
    made = []
    for document, leaf, path in zip(documents, leaves, paths, strict=True):
        proof: Json = {
            "type": ["MerkleProof2017", "Extension"],
            "merkleRoot": root.hex(),
            "targetHash": leaf.hex(),
            "proof": [{side: value.hex()} for side, value in path],
            "anchors": [{"sourceId": transaction, "type": "BTCOpReturn", "chain": chain}],
        }
        made.append({**document, "signature": proof})
    return made, root.hex()


def anchored_2019(document: Json, *, chain: int = 0, network: int = 1, **proof: Any) -> tuple[Json, str]:
    """Return a certificate of version 3 with a ``MerkleProof2019`` of one leaf, and the root."""
    root = digest(document).hex()
    anchor = [[0, chain], [1, network], [2, TRANSACTION]]
    return with_value(document, [[0, root], [1, root], [2, [anchor]], [3, []]], **proof), root


def with_value(document: Json, value: object, **proof: Any) -> Json:
    """Return a certificate of version 3 whose proof holds any value in CBOR (or bytes as they are)."""
    encoded = value if isinstance(value, bytes) else cbor2.dumps(value)
    made = {
        "type": "MerkleProof2019",
        "created": "2026-05-01T09:00:00Z",
        "proofPurpose": "assertionMethod",
        "proofValue": multibase.encode(encoded, "u"),
        **proof,
    }
    return {**document, "proof": made}


def transaction(root: str, *, sender: str, chain: str = "bitcoin", time: int = BLOCK_TIME) -> Json:
    """Return what the explorer of a chain answers about a transaction that holds ``root``."""
    if chain == "ethereum":
        return {
            "confirmed": datetime.fromtimestamp(time, UTC).isoformat().replace("+00:00", "Z"),
            "confirmations": 12,
            "inputs": [{"sequence": 7, "addresses": [sender.removeprefix("0x")]}],
            "outputs": [{"value": 0, "script": root, "addresses": ["de" * 20]}],
        }
    return {
        "vin": [{"prevout": {"scriptpubkey_address": sender}}],
        "vout": [{"scriptpubkey": "6a20" + root}],
        "status": {"confirmed": True, "block_time": time},
    }


def publish(
    web: Web, root: str, *, sender: str = ADDRESS, chain: str = "bitcoin", network: str = "mainnet", **profile: Any
) -> Web:
    """Serve the transaction that holds ``root`` and the issuer's profile with its address."""
    explorer = EXPLORERS[(chain, network)]
    answer = transaction(root, sender=sender, chain=chain)
    web.put(explorer.url(TRANSACTION), json.dumps(answer).encode())
    keys = [{"id": f"ecdsa-koblitz-pubkey:{one}", "created": "2020-01-01T00:00:00Z"} for one in (ADDRESS, ACCOUNT)]
    web.put(PROFILE, {"id": PROFILE, "type": "Profile", "name": "Lasschool", "publicKey": keys, **profile})
    return web


def revoke(web: Web, *identifiers: str, url: str = REVOCATIONS) -> str:
    """Serve the list of withdrawn certificates and return its address."""
    listed = [{"id": one, "revocationReason": "Issued by mistake"} for one in identifiers]
    return web.put(url, {"id": url, "type": "RevocationList", "issuer": PROFILE, "revokedAssertions": listed})
