"""RFC 8785: the cyberphone files, read where they lie."""

from pathlib import Path

import pytest

from conftest import shared_folder
from wallet.formats import strict_json
from wallet.verification.canonicalization import jcs

SHARED = shared_folder()
FOLDER = SHARED / "vectors" / "jcs" / "cyberphone" if SHARED else None
pytestmark = pytest.mark.skipif(FOLDER is None, reason="the folder with the third-party vectors is not here")


def _inputs() -> list[Path]:
    return sorted((FOLDER / "input").glob("*.json")) if FOLDER else []


@pytest.mark.parametrize("source", _inputs(), ids=lambda path: path.stem)
def test_canonical_form(source: Path) -> None:
    assert FOLDER is not None
    found = jcs.canonicalize(strict_json.loads(source.read_bytes()))
    assert found == (FOLDER / "output" / source.name).read_bytes()
    expected = bytes.fromhex((FOLDER / "outhex" / f"{source.stem}.txt").read_text("ascii"))
    assert found == expected


def test_all_files_were_there() -> None:
    assert len(_inputs()) >= 4
