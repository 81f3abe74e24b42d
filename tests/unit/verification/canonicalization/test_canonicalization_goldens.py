"""Canonical forms of hundreds of odd documents, kept as digests: they run where no other processor is at hand.

Made with ``python tests/unit/verification/canonicalization/test_canonicalization_goldens.py OUT``; what was kept had
been found equal to jsonld.js in safe mode (``tests/conformance/test_differential_jsonld.py`` compares anew).
"""

import hashlib
import json
import sys
from pathlib import Path

from conformance.jsonld_mutations import EveryWord, documents
from wallet.errors import WalletError
from wallet.formats import strict_json
from wallet.verification.canonicalization import contexts, jsonld, rdfc
from wallet.verification.canonicalization.compiled import Engine

GOLDENS = Path(__file__).resolve().parents[3] / "fixtures" / "jsonld" / "goldens.json"
SEED, COUNT = 101, 700


def digests() -> list[str]:
    """Return for each document the digest of its canonical form, or why it is refused."""
    engine = Engine(contexts.ContextSet(), guard=EveryWord({}, {}))
    found = []
    for document in documents(SEED, COUNT):
        try:
            quads = jsonld.read(strict_json.loads(json.dumps(document)), engine)
            found.append(hashlib.sha256(rdfc.canonicalize(quads)).hexdigest()[:32])
        except WalletError as error:
            found.append(error.code)
    return found


def test_every_document_has_the_canonical_form_it_always_had() -> None:
    kept = json.loads(GOLDENS.read_text("utf-8"))
    assert (kept["seed"], kept["count"]) == (SEED, COUNT)
    found = digests()
    differing = [pair for pair in zip(kept["digests"], found, strict=True) if pair[0] != pair[1]]
    assert differing == []
    assert sum("." not in one for one in found) > COUNT // 5


def test_reading_twice_and_in_another_order_changes_nothing() -> None:
    engine = Engine(contexts.ContextSet(), guard=EveryWord({}, {}))
    for document in documents(SEED + 1, 60):
        turned = json.loads(json.dumps(document), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
        results = []
        for one in (document, turned, document):
            try:
                results.append(rdfc.canonicalize(jsonld.read(strict_json.loads(json.dumps(one)), engine)).decode())
            except WalletError:
                results.append("refused")
        assert len(set(results)) == 1, document


if __name__ == "__main__":
    kept = {"seed": SEED, "count": COUNT, "digests": digests()}
    Path(sys.argv[1]).write_text(json.dumps(kept, indent=0) + "\n", "utf-8")
