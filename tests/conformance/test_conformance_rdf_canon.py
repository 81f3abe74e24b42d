"""The W3C RDFC-1.0 suite, read where it lies."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from conftest import shared_folder
from wallet.errors import UnsafeInputError
from wallet.verification.canonicalization import nquads, rdfc

SHARED = shared_folder()
SUITE = SHARED / "vectors" / "rdf-canon" / "w3c-rdf-canon" if SHARED else None
pytestmark = pytest.mark.skipif(SUITE is None, reason="the folder with the third-party vectors is not here")


def _tests() -> list[dict[str, Any]]:
    if SUITE is None:
        return []
    entries: list[dict[str, Any]] = json.loads((SUITE / "manifest.jsonld").read_text("utf-8"))["entries"]
    # Only part of the suite may be here; what is listed as a case in the family's own manifest must be.
    return [entry for entry in entries if (SUITE / entry["action"]).exists()]


def _action(entry: dict[str, Any], member: str) -> Path:
    assert SUITE is not None
    return SUITE / str(entry[member])


@pytest.mark.parametrize("entry", _tests(), ids=lambda entry: entry["id"])
def test_rdfc10(entry: dict[str, Any]) -> None:
    quads = nquads.parse(_action(entry, "action").read_text("utf-8"))
    hash_name = entry.get("hashAlgorithm", "SHA256").lower().replace("-", "")
    if entry["type"] == "rdfc:RDFC10NegativeEvalTest":
        started = time.monotonic()
        with pytest.raises(UnsafeInputError):
            rdfc.canonicalize(quads, hash_name=hash_name)
        assert time.monotonic() - started < 5
        return
    if entry["type"] == "rdfc:RDFC10MapTest":
        expected = json.loads(_action(entry, "result").read_text("utf-8"))
        _, labels = rdfc.canonical_lines(quads, hash_name=hash_name)
        assert {old[2:]: new[2:] for old, new in labels.items()} == expected
        return
    assert rdfc.canonicalize(quads, hash_name=hash_name) == _action(entry, "result").read_bytes()


def test_the_suite_is_complete() -> None:
    assert SUITE is not None
    listed = json.loads((SUITE.parent / "MANIFEST.json").read_text("utf-8"))["entries"]
    cases = {Path(entry["path"]).name for entry in listed if entry["role"] == "case"}
    assert {Path(entry["action"]).name for entry in _tests()} == cases
    assert len(cases) >= 37
