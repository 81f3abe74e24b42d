"""VC-JOSE-COSE and VC-JWT: the W3C test suite's inputs with the keys that it hands over, Credo and walt.id."""

import json
from pathlib import Path

from conformance.harness import Case, cases, context, judge, recording, run_family, vectors

ISSUER = "https://example.issuer/vc-jose-cose"
ONLY_ED25519 = "credential-jose-unknown-extensions.txt"
"""Test 9 of the suite hands over the Ed25519 key for a token that is signed with P-521."""


def issuer_document(root: Path, case: Case) -> dict[str, bytes]:
    """The suite's keys as the issuer's controlled identifier document."""
    folder = root / "vc-jose-cose" / "w3c-test-suite"
    names = ["ed25519"] if case.path.name == ONLY_ED25519 else ["ed25519", "p256", "p384", "p521"]
    methods = [json.loads((folder / f"vm-{name}.json").read_text("utf-8")) for name in names]
    for method in methods:
        method.pop("secretKeyJwk", None)
    listed = [method["id"] for method in methods]
    document = {
        "id": ISSUER,
        "verificationMethod": methods,
        "assertionMethod": listed,
        "authentication": listed,
    }
    return {ISSUER: json.dumps(document).encode()}


def test_vc_jose_cose() -> None:
    root = vectors("vc-jose-cose")

    def verdict(case: Case) -> str | None:
        return judge(case, context(root, fetcher=recording(root, issuer_document(root, case))))

    run_family("vc-jose-cose", cases("vc-jose-cose", 45), verdict)
