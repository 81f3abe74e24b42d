"""Whatever is put in the place of a document or a proof: an answer, never a crash, and never by chance a good one."""

import copy
import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wallet.errors import UnreachableError
from wallet.ports import Document, Purpose
from wallet.verification.checks import CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.dids.document import Relationship
from wallet.verification.keys import multikey
from wallet.verification.keys.signer import KeySigner
from wallet.verification.proofs import data_integrity

SIGNER = KeySigner(ed25519.Ed25519PrivateKey.from_private_bytes(b"\x07" * 32))
DID = "did:key:" + multikey.encode(SIGNER.public_key)
V2 = "https://www.w3.org/ns/credentials/v2"


class Nowhere:
    """A network on which nothing answers."""

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        raise UnreachableError("fetch.offline", {"host": url})


CONTEXT = Context(now=datetime(2026, 11, 23, 12, tzinfo=UTC), fetcher=Nowhere())


def _signed(suite: str) -> dict[str, Any]:
    document = {
        "@context": [V2],
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential"],
        "issuer": DID,
        "name": "Name",
        "credentialSubject": {"id": "did:example:x", "name": "A", "description": {"@value": "B", "@language": "en"}},
        "evidence": [{"id": "urn:uuid:2", "type": ["VerifiableCredential"], "name": "Evidence"}],
    }
    return data_integrity.sign(
        document,
        cryptosuite=suite,
        signer=SIGNER,
        verification_method=f"{DID}#{DID.removeprefix('did:key:')}",
        purpose=Relationship.ASSERTION_METHOD,
        created=datetime(2026, 9, 1, tzinfo=UTC),
    )


SIGNED = [_signed("eddsa-rdfc-2022"), _signed("eddsa-jcs-2022")]
WORDS = st.sampled_from(
    [
        *("@context", "@id", "@type", "@value", "@graph", "@list", "@set", "@reverse", "@nest", "@index", "@included"),
        *("@language", "@vocab", "@base", "@import", "@propagate", "@protected", "@version", "@json", "@none", "id"),
        *("type", "proof", "name", "issuer", "credentialSubject", "verifiableCredential", "evidence", "proofValue"),
        *("cryptosuite", "created", "verificationMethod", "proofPurpose", "previousProof", "expires", V2, DID, ""),
        *("eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-sd-2023", "bbs-2023", "JsonWebSignature2020", "_:b0", "urn:x"),
        *("DataIntegrityProof", "Ed25519Signature2020", "https://w3id.org/security/data-integrity/v2", "rel", "a:b"),
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        for key, held in value.items():
            found += _places(held, (*path, key))
    elif isinstance(value, list):
        for index, held in enumerate(value):
            found += _places(held, (*path, index))
    return found


def _put(document: dict[str, Any], path: tuple[Any, ...], value: Any) -> None:
    target: Any = document
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value


def _outcome(document: Any) -> Outcome:
    checks = data_integrity.check(document, CONTEXT, issuer=DID)
    kinds = [check.kind for check in checks]
    assert kinds.count(CheckKind.PROOF) == 1
    assert kinds.count(CheckKind.ISSUER_KEY) == 1
    return next(check for check in checks if check.kind is CheckKind.PROOF).outcome


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_something_else_in_any_place_is_never_good(data: st.DataObject) -> None:
    original = data.draw(st.sampled_from(SIGNED))
    document = copy.deepcopy(original)
    path = data.draw(st.sampled_from(_places(document)))
    _put(document, path, data.draw(VALUES))
    if _outcome(document) is Outcome.PASSED:
        # Only a spelling that says the same may pass: one value for a list of one, an order that means nothing.
        assert _flat(document) == _flat(original), json.dumps(document)


def _flat(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _flat(held) for key, held in value.items() if held is not None}
    if isinstance(value, list):
        members = [_flat(item) for item in value if item is not None]
        return members[0] if len(members) == 1 else members
    return value


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=st.dictionaries(WORDS, VALUES, max_size=6))
def test_any_object_gets_an_answer(document: dict[str, Any]) -> None:
    assert _outcome(document) is not Outcome.PASSED


@pytest.mark.parametrize(
    "hostile",
    [
        {"@context": [V2, {"a": {"@id": "urn:a", "@context": {"a": {"@id": "urn:a"}}}}] * 200},
        {"@context": [V2] * 5000},
        {"@context": {f"t{n}": f"urn:t{n}" for n in range(20_000)}},
        {"evidence": [{"id": f"_:b{n}", "type": ["VerifiableCredential"]} for n in range(5_000)]},
        {"evidence": [{"id": f"_:b{n}", "evidence": [{"id": f"_:b{m}"} for m in range(9)]} for n in range(9)]},
        {"evidence": [{"evidence": [{"evidence": {}} for _ in range(7)]} for _ in range(7)]},
        {"name": "x" * 2_000_000},
        {"type": ["VerifiableCredential"] + [f"urn:t{n}" for n in range(20_000)]},
    ],
    ids=["scoped contexts", "contexts", "terms", "blank nodes", "clique", "like nodes", "long text", "types"],
)
def test_heavy_documents_are_answered_soon(hostile: dict[str, Any]) -> None:
    document = {**SIGNED[0], **hostile}
    started = time.monotonic()
    assert _outcome(document) is not Outcome.PASSED
    assert time.monotonic() - started < 20


def _nested(depth: int) -> str:
    return '{"t": {"@id": "urn:t", "@context": ' * depth + "{}" + "}}" * depth


@pytest.mark.parametrize(
    "pinned",
    [
        '{"@context": {"a": "b", "b": "a"}}',
        '{"@context": ' + _nested(300) + "}",
        '{"@context": ' + _nested(5000) + "}",
        '{"@context": ["https://pinned.example/c"]}',
        '{"@context": {"@import": "https://pinned.example/c"}}',
        '{"@context": 5}',
        '{"@context": {"a": {"@id": {}}}}',
        '{"@context": {"a": ["x"]}}',
        "[]",
        "{}",
        "\x00",
    ],
)
def test_a_hostile_context_that_was_pinned_is_answered(pinned: str) -> None:
    url = "https://pinned.example/c"
    context = Context(now=CONTEXT.now, fetcher=Nowhere(), extra_contexts={url: pinned.encode()})
    document = {**SIGNED[0], "@context": [V2, url], "a": "x"}
    checks = data_integrity.check(document, context, issuer=DID)
    assert next(check for check in checks if check.kind is CheckKind.PROOF).outcome is not Outcome.PASSED
