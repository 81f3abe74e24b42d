"""The black-box pictures of zxing-cpp: what is written in them is read, and nothing is read where nothing is."""

import json
from typing import Any

import pytest

from conftest import shared_folder
from wallet.errors import WalletError
from wallet.formats import qr_image
from wallet.formats.material import Material

EXPECTED_CASES = 106
LEAST_OPTIONAL_READ = 1
"""The manifest marks 9 pictures as not read by the library itself, to be treated as optional."""


def test_every_case_of_the_family() -> None:
    shared = shared_folder()
    if shared is None:
        pytest.skip("NOT RUN: the shared vectors are absent (set WALLET_SHARED)")
    root = shared / "vectors"
    manifest: Any = json.loads((root / "qr" / "MANIFEST.json").read_text("utf-8"))
    cases = [entry for entry in manifest["entries"] if entry["role"] == "case"]
    assert len(cases) >= EXPECTED_CASES
    read, optional, wrong = 0, 0, []
    for case in cases:
        path = root / case["path"]
        try:
            texts = {_plain(text) for text in qr_image.texts(Material(path.read_bytes()))}
        except WalletError:
            texts = set()
        if case["expected"]["outcome"] != "valid":
            if texts:
                wrong.append((path.name, "read where nothing is"))
            continue
        right = _plain(path.with_suffix(".txt").read_bytes().decode("utf-8")) in texts
        read += right
        if "difficulty" in case["expected"]:
            optional += right
        elif not right:
            wrong.append((path.name, str(sorted(texts))[:80]))
    print(f"qr: {len(cases)} cases, {read} codes read, {optional} of them optional")
    assert not wrong
    assert optional >= LEAST_OPTIONAL_READ


def _plain(text: str) -> str:
    # The expected texts were stored with LF only (reference/vectors.md, trap 14).
    return text.replace("\r\n", "\n").strip()
