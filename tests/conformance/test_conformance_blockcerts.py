"""Blockcerts 2 and 3, with the issuer documents of the set and the transactions that upstream's tests stand in for."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from conformance.harness import Case, cases, context, judge, recording, run_family, vectors
from simulators.blockcerts import transaction
from wallet.verification.proofs import anchors, merkle_encoding


def explorer(case: Case) -> dict[str, bytes]:
    """The transaction that the manifest gives for a case, as the explorer would answer."""
    stub = case.entry.get("anchor_stub")
    if not isinstance(stub, dict):
        return {}
    document: dict[str, Any] = json.loads(case.path.read_text("utf-8"))
    held: Any = document.get("proof", document.get("signature"))
    listed: list[dict[str, Any]] = held if isinstance(held, list) else [held]
    proof = next(one for one in listed if merkle_encoding.is_merkle(one))
    decoded = merkle_encoding.decode(proof)
    asked = anchors.EXPLORERS.get((decoded.chain, decoded.network))
    if asked is None:
        return {}
    time = int(datetime.fromisoformat(stub["time"]).timestamp())
    answer = transaction(stub["remoteHash"], sender=stub["issuingAddress"], chain=decoded.chain, time=time)
    return {asked.url(decoded.transaction): json.dumps(answer).encode()}


def issuers(root: Path, case: Case) -> dict[str, bytes]:
    """The profile of version 2 issuers, served at the address that the certificate names."""
    document: dict[str, Any] = json.loads(case.path.read_text("utf-8"))
    badge = document.get("badge")
    name = badge.get("issuer", {}).get("id") if isinstance(badge, dict) else None
    for path in (root / "blockcerts" / "cert-verifier-js").glob("issuer-*.json"):
        if name and json.loads(path.read_text("utf-8")).get("id") == name:
            return {name: path.read_bytes()}
    return {}


def test_blockcerts() -> None:
    root = vectors("blockcerts")

    def verdict(case: Case) -> str | None:
        documents = explorer(case) | issuers(root, case)
        return judge(case, context(root, fetcher=recording(root, documents)))

    run_family("blockcerts", cases("blockcerts", 34), verdict)
