"""PngSuite through recognition: a sound picture is read and has no badge in it, a corrupt one never crashes."""

import json
from collections import Counter
from typing import Any

import pytest

from conftest import shared_folder
from wallet.errors import MalformedError, NotACredentialError, WalletError
from wallet.formats.detect import recognise

EXPECTED_CASES = 106


def test_every_case_of_the_family() -> None:
    shared = shared_folder()
    if shared is None:
        pytest.skip("NOT RUN: the shared vectors are absent (set WALLET_SHARED)")
    root = shared / "vectors"
    manifest: Any = json.loads((root / "hostile-png" / "MANIFEST.json").read_text("utf-8"))
    cases = [entry for entry in manifest["entries"] if entry["role"] == "case"]
    assert len(cases) >= EXPECTED_CASES
    wrong, seen = [], Counter[str]()
    for case in cases:
        path = root / case["path"]
        try:
            recognise(path.read_bytes(), name=path.name)
            code = "recognised"
        except (NotACredentialError, MalformedError) as error:
            code = error.code
        except WalletError as error:
            code = "refused " + error.code
        seen[code] += 1
        valid = case["expected"]["outcome"] == "valid"
        if valid and code != "format.not_a_credential_picture":
            wrong.append((path.name, code))
        if not valid and code in ("recognised",):
            wrong.append((path.name, code))
    print(f"hostile-png: {len(cases)} cases, {dict(seen)}")
    assert not wrong
