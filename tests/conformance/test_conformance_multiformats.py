"""Multibase and multicodec, read where they lie."""

import csv
from pathlib import Path

import pytest

from conftest import shared_folder
from wallet.verification.keys import multibase, multikey

SHARED = shared_folder()
FOLDER = SHARED / "vectors" / "multiformats" if SHARED else None
pytestmark = pytest.mark.skipif(FOLDER is None, reason="the folder with the third-party vectors is not here")

VALUES = {"basic.csv": b"yes mani !", "leading_zero.csv": b"\x00yes mani !"}


@pytest.mark.parametrize("name", list(VALUES))
def test_every_encoding_of_one_value(name: str) -> None:
    assert FOLDER is not None
    lines = (FOLDER / "multibase" / name).read_text("utf-8").splitlines()
    rows = list(csv.reader(lines, skipinitialspace=True))[1:]
    assert len(rows) >= 23
    for encoding, text in rows:
        assert multibase.decode(text) == VALUES[name], encoding
        assert multibase.encode(VALUES[name], text[0]) == text, encoding


def test_our_key_codes_are_those_of_the_table() -> None:
    assert FOLDER is not None
    table = {
        row[0].strip(): int(row[2].strip(), 16) for row in csv.reader(_lines(FOLDER)) if row[2].strip()[:2] == "0x"
    }
    expected = {
        "Ed25519": "ed25519-pub",
        "X25519": "x25519-pub",
        "secp256k1": "secp256k1-pub",
        "P-256": "p256-pub",
        "P-384": "p384-pub",
        "P-521": "p521-pub",
        "Ed448": "ed448-pub",
        "RSA": "rsa-pub",
        "BLS12381G1": "bls12_381-g1-pub",
        "BLS12381G2": "bls12_381-g2-pub",
    }
    assert {str(kind): table[expected[kind]] for kind in multikey._CODES} == {
        str(kind): code for kind, code in multikey._CODES.items()
    }
    assert table["jwk_jcs-pub"] == multikey._JWK_JCS_PUB


def _lines(folder: Path) -> list[str]:
    return (folder / "multicodec" / "table.csv").read_text("utf-8").splitlines()[1:]
