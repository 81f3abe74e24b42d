"""The W3C JSON-LD 1.1 suites for expansion and RDF, read where they lie.

Our reader may refuse more than the suites do (it has no base IRI, and nothing may be left out); it must never give
other quads, and it must refuse what the suites refuse.

Of the 119 positive tests that it refuses (66 and 53), jsonld.js 9 in safe mode refuses 80 as well, nine of them for
want of a context. It reads the other 39, and we do not, on purpose: the name of an index or of a graph in a map is in
no quad, so it would be shown and not signed; and a base IRI, an ``@nest`` or a ``@json`` of the document's own are
words that no bundled context defines.
"""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from conformance.jsonld_mutations import EveryWord
from conftest import shared_folder
from wallet.errors import MalformedError, WalletError
from wallet.formats import strict_json
from wallet.verification.canonicalization import jsonld, jsonld_general, nquads, rdfc
from wallet.verification.canonicalization.compiled import Engine
from wallet.verification.canonicalization.contexts import ContextSet

SHARED = shared_folder()
FAMILY = SHARED / "vectors" / "json-ld" if SHARED else None
pytestmark = pytest.mark.skipif(FAMILY is None, reason="the folder with the third-party vectors is not here")

_DIRECTION = "the suite leaves directions out; Data Integrity suites keep them as i18n datatypes, and so do we"
DIFFERENT = {"toRdf #tdi03": _DIRECTION, "toRdf #tdi05": _DIRECTION, "toRdf #tdi06": _DIRECTION}
"""Positive tests where our quads differ, each with its reason."""


def _entries(suite: str) -> list[dict[str, Any]]:
    if FAMILY is None:
        return []
    listed = json.loads((FAMILY / "MANIFEST.json").read_text("utf-8"))["entries"]
    return [one for one in listed if one["role"] == "case" and one.get("test", {}).get("suite") == suite]


@cache
def _engine() -> Engine:
    return Engine(ContextSet(), guard=EveryWord({}, {}))


def _bytes(path: str) -> bytes:
    assert FAMILY is not None
    return (FAMILY / "w3c-json-ld-api" / path).read_bytes()


def _read(document: Any) -> str:
    if isinstance(document, list):
        return rdfc.canonicalize(jsonld_general.to_quads(document, _engine())).decode("utf-8")  # type: ignore[arg-type]
    return rdfc.canonicalize(jsonld.read(document, _engine())).decode("utf-8")


def _ours(path: str) -> str | None:
    try:
        return _read(strict_json.loads(_bytes(path)))
    except WalletError:
        return None


def _expected(path: str) -> str | None:
    if path.endswith(".nq"):
        try:
            return rdfc.canonicalize(nquads.parse(_bytes(path).decode("utf-8"))).decode("utf-8")
        except MalformedError:
            return None
    return _ours(path)


def _judge(entry: dict[str, Any]) -> str:
    test = entry["test"]
    option = test.get("option") or {}
    if option.get("rdfDirection") not in (None, "i18n-datatype") or option.get("produceGeneralizedRdf"):
        return "other options"
    found = _ours(test["input"])
    if any("Negative" in kind for kind in test["types"]):
        return "refused as asked" if found is None else "accepted"
    if found is None:
        return "refused more"
    if test["expect"] is None:
        return "read as asked"
    expected = _expected(test["expect"])
    if expected is None:
        return "not comparable"
    return "equal" if found == expected else "different"


@pytest.mark.parametrize(("suite", "floor"), [("toRdf", 100), ("expand", 80)])
def test_suite(suite: str, floor: int, capsys: pytest.CaptureFixture[str]) -> None:
    judged = {entry["test"]["id"]: _judge(entry) for entry in _entries(suite)}
    counts = Counter(judged.values())
    with capsys.disabled():
        print(f"\njson-ld {suite}: {dict(sorted(counts.items()))}")
    odd = {name: outcome for name, outcome in judged.items() if outcome in ("different", "accepted")}
    assert set(odd) == {name.partition(" ")[2] for name in DIFFERENT if name.startswith(suite)}, odd
    assert counts["equal"] >= floor


def test_the_files_are_all_here() -> None:
    assert FAMILY is not None
    assert len(_entries("toRdf")) + len(_entries("expand")) >= 500
    assert Path(FAMILY / "w3c-json-ld-api").is_dir()
