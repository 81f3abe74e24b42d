"""JSONTestSuite through the strict loader: every case as reference/vectors.md says its outcome must be met."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import shared_folder
from wallet.errors import WalletError
from wallet.formats import strict_json

EXPECTED_CASES = 195
SETTLED_AS_MALFORMED = frozenset({"y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"})
"""I-JSON (RFC 7493 section 2.3): names are unique. Settled so for credentials in reference/vectors.md."""


def _cases() -> list[tuple[Path, str]]:
    shared = shared_folder()
    if shared is None:
        return []
    root = shared / "vectors"
    manifest: Any = json.loads((root / "hostile-json" / "MANIFEST.json").read_text("utf-8"))
    return [(root / e["path"], e["expected"]["outcome"]) for e in manifest["entries"] if e["role"] == "case"]


def test_every_case_of_the_family() -> None:
    cases = _cases()
    if not cases:
        pytest.skip("NOT RUN: the shared vectors are absent (set WALLET_SHARED)")
    assert len(cases) >= EXPECTED_CASES
    wrong = []
    for path, outcome in cases:
        try:
            strict_json.loads(path.read_bytes())
            read = True
        except WalletError:
            read = False
        if path.name in SETTLED_AS_MALFORMED:
            outcome = "invalid"
        if (outcome == "valid" and not read) or (outcome == "invalid" and read):
            wrong.append((path.name, outcome, read))
    assert not wrong
