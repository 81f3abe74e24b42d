"""The family data-integrity: every proof of the W3C and other vectors, read where they lie.

The contexts of the folder that the program does not bundle are given as contexts that the person pinned; documents
of made-up identifiers (``did:example:…``, an https issuer) are served from the folder too.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from conftest import shared_folder
from wallet.errors import UnreachableError
from wallet.formats import strict_json
from wallet.ports import Document, Fetcher, Purpose
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.dids import json_document, resolver
from wallet.verification.dids.document import DidDocument, Relationship
from wallet.verification.proofs import data_integrity

SHARED = shared_folder()
VECTORS = SHARED / "vectors" if SHARED else None
pytestmark = pytest.mark.skipif(VECTORS is None, reason="the folder with the third-party vectors is not here")

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ISSUER_123 = "https://example.com/issuer/123"

NOT_HERE = {
    # JSON Web Tokens are the business of another room.
    "data-integrity/ssi-examples/vc.jwt",
    "data-integrity/ssi-examples/vp.jwt",
}


class Served:
    """The recorded network of the folder, and the issuer document that lies beside its credentials."""

    def __init__(self, vectors: Path) -> None:
        self._vectors = vectors
        self._map = json.loads((vectors / "net-map.json").read_text("utf-8"))

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        if url == ISSUER_123:
            body = (self._vectors / "data-integrity/ssi-ldp/lds-ed25519-2020-issuer0.jsonld").read_bytes()
        elif url in self._map:
            body = (self._vectors / self._map[url]["body_file"]).read_bytes()
        else:
            raise UnreachableError("fetch.offline", {"host": url})
        return Document(url, body, "application/json", NOW, purpose)


def _example(did: str, fetcher: Fetcher) -> DidDocument:
    assert VECTORS is not None
    name = did.rpartition(":")[2]
    file = VECTORS / "data-integrity" / "ssi-examples" / "did" / f"did-example-{name}.json"
    if not file.exists():
        raise UnreachableError("fetch.offline", {"host": did})
    return json_document.read(json.loads(file.read_text("utf-8")), did, None)


def _entries() -> list[dict[str, Any]]:
    if VECTORS is None:
        return []
    listed = json.loads((VECTORS / "data-integrity" / "MANIFEST.json").read_text("utf-8"))["entries"]
    return [entry for entry in listed if entry["role"] == "case" and entry["path"] not in NOT_HERE]


@pytest.fixture
def context(monkeypatch: pytest.MonkeyPatch) -> Context:
    assert VECTORS is not None
    monkeypatch.setattr(resolver, "METHODS", {**resolver.METHODS, "example": _example})
    index: Mapping[str, str] = json.loads((VECTORS / "contexts" / "INDEX.json").read_text("utf-8"))
    extra = {url: (VECTORS / file).read_bytes() for url, file in index.items()}
    return Context(now=NOW, fetcher=Served(VECTORS), extra_contexts=extra)


def _issuer(document: dict[str, Any]) -> str | None:
    named = document.get("issuer")
    return named.get("id") if isinstance(named, dict) else named


def _check(document: dict[str, Any], context: Context, *, presented: bool = False) -> Check:
    shown = "VerifiablePresentation" in json.dumps(document.get("type"))
    purpose = Relationship.AUTHENTICATION if shown else Relationship.ASSERTION_METHOD
    issuer = None if shown else _issuer(document)
    checks = data_integrity.check(document, context, issuer=issuer, purpose=purpose, presented=presented)
    return next(check for check in checks if check.kind is CheckKind.PROOF)


@pytest.mark.parametrize("entry", _entries(), ids=lambda entry: entry["path"].partition("/")[2])
def test_case(entry: dict[str, Any], context: Context) -> None:
    assert VECTORS is not None
    document = strict_json.loads((VECTORS / entry["path"]).read_bytes())
    if isinstance(document, dict) and "verificationMethods" in document and "input" in document:
        document = document["input"]
    outcome = entry["expected"]["outcome"]
    found = _check(document, context)
    if outcome == "valid":
        assert found.outcome is Outcome.PASSED, (found.code, dict(found.facts))
    elif outcome == "valid-base":
        assert found.outcome is Outcome.PASSED, (found.code, dict(found.facts))
        assert _check(document, context, presented=True).outcome is Outcome.UNKNOWN
    elif outcome == "invalid":
        assert found.outcome is not Outcome.PASSED
    else:
        assert outcome in ("parse-only", "not-verifiable")


def test_the_family_is_complete() -> None:
    assert len(_entries()) + len(NOT_HERE) >= 35


@pytest.mark.parametrize(
    ("folder", "selective"),
    [("w3c-vc-di-ecdsa/ecdsa-sd-2023/prc", "w3c-vc-di-ecdsa/prCredSelective.json")],
)
def test_deriving_gives_the_bytes_of_the_specification(folder: str, selective: str, context: Context) -> None:
    assert VECTORS is not None
    family = VECTORS / "data-integrity"
    held = strict_json.loads((family / folder / "addSignedSDBase.json").read_bytes())
    pointers = json.loads((family / selective).read_text("utf-8"))
    expected = strict_json.loads((family / folder / "derivedRevealDocument.json").read_bytes())
    assert data_integrity.derive(held, pointers=pointers, context=context) == expected
