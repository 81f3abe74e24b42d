"""BBS: one signature over many statements, some shown, the rest proved and hidden."""

import copy
import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from py_arkworks_bls12381 import G2Point, Scalar

from wallet.errors import KeyUnusableError, SignatureInvalidError, UnreachableError, UsageError
from wallet.ports import Document, Purpose
from wallet.verification.canonicalization.contexts import ContextSet
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.cryptosuites import bbs_2023
from wallet.verification.cryptosuites.suite import Reading, selective_parts, selective_value
from wallet.verification.keys import bbs, load, multikey
from wallet.verification.keys.public_key import KeyType
from wallet.verification.proofs import data_integrity

SECRET = 0x1234567890ABCDEF
MATERIAL = bytes((G2Point() * Scalar.from_be_bytes(SECRET.to_bytes(32, "big"))).to_compressed_bytes())
KEY = load.point(KeyType.BLS12381_G2, MATERIAL)
DID = "did:key:" + multikey.encode(KEY)


class Nowhere:
    """A network on which nothing answers."""

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        raise UnreachableError("fetch.offline", {"host": url})


class Counting:
    """Bytes that differ each time and are the same in every run."""

    def __init__(self) -> None:
        self._count = 0

    def token(self, length: int) -> bytes:
        self._count += 1
        return hashlib.shake_256(self._count.to_bytes(4, "big")).digest(length)


CONTEXT = Context(now=datetime(2026, 11, 23, 12, tzinfo=UTC), fetcher=Nowhere())
MESSAGES = [f"message {number}".encode() for number in range(6)]


def test_a_signature_fits_its_messages_only() -> None:
    signature = bbs.sign(SECRET, b"header", MESSAGES)
    bbs.verify(KEY, b"header", MESSAGES, signature)
    for header, messages, made in (
        (b"Header", MESSAGES, signature),
        (b"header", MESSAGES[:-1], signature),
        (b"header", MESSAGES[::-1], signature),
        (b"header", MESSAGES, signature[:-1]),
        (b"header", MESSAGES, bytes(80)),
        (b"header", MESSAGES, signature[:48] + b"\xff" * 32),
        (b"header", MESSAGES, b"\xc0" + bytes(47) + signature[48:]),
    ):
        with pytest.raises(SignatureInvalidError):
            bbs.verify(KEY, header, messages, made)
    with pytest.raises(KeyUnusableError):
        bbs.verify(load.point(KeyType.X25519, bytes(31) + b"\1"), b"", [], signature)


@pytest.mark.parametrize("disclosed", [[], [0], [5, 2], [0, 1, 2, 3, 4, 5]])
def test_a_proof_shows_what_it_shows_and_nothing_else_fits(disclosed: list[int]) -> None:
    signature = bbs.sign(SECRET, b"header", MESSAGES)
    proof = bbs.prove(KEY, signature, b"header", b"for you", MESSAGES, disclosed, Counting())
    shown = {index: MESSAGES[index] for index in disclosed}
    bbs.verify_proof(KEY, b"header", b"for you", shown, proof)
    other = load.point(KeyType.BLS12381_G2, bytes(G2Point().to_compressed_bytes()))
    with pytest.raises(SignatureInvalidError):
        bbs.verify_proof(other, b"header", b"for you", shown, proof)
    for header, presentation, messages, made in (
        (b"other", b"for you", shown, proof),
        (b"header", b"for them", shown, proof),
        (b"header", b"for you", {**shown, 9: b"x"}, proof),
        (b"header", b"for you", dict.fromkeys(disclosed or [0], b"changed"), proof),
        (b"header", b"for you", shown, proof[:-32]),
        (b"header", b"for you", shown, proof[:-1]),
        (b"header", b"for you", shown, b""),
        (b"header", b"for you", shown, bytes(len(proof))),
    ):
        with pytest.raises(SignatureInvalidError):
            bbs.verify_proof(KEY, header, presentation, messages, made)


def test_two_proofs_of_one_signature_have_nothing_in_common() -> None:
    signature = bbs.sign(SECRET, b"h", MESSAGES)
    random = Counting()
    one, two = (bbs.prove(KEY, signature, b"h", b"", MESSAGES, [1], random) for _ in range(2))
    assert not {one[i : i + 16] for i in range(0, len(one), 16)} & {two[i : i + 16] for i in range(0, len(two), 16)}


DOCUMENT: dict[str, Any] = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ],
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": DID, "type": ["Profile"], "name": "Hogeschool Voorbeeld"},
    "validFrom": "2026-06-30T00:00:00Z",
    "name": "Supplement",
    "credentialSubject": {
        "type": ["AchievementSubject"],
        "licenseNumber": "SECRET-NUMBER",
        "achievement": {
            "id": "urn:uuid:ach",
            "type": ["Achievement"],
            "name": "Minor",
            "description": "About it.",
            "criteria": {"narrative": "Passed."},
        },
        "result": [{"type": ["Result"], "value": "9"}, {"type": ["Result"], "value": "SECRET-MARK"}],
    },
}


def base() -> dict[str, Any]:
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "bbs-2023",
        "created": "2026-07-01T00:00:00Z",
        "verificationMethod": f"{DID}#{DID.removeprefix('did:key:')}",
        "proofPurpose": "assertionMethod",
    }
    proof = bbs_2023.create_base(
        DOCUMENT,
        options,
        Reading(ContextSet()),
        secret=SECRET,
        public_key=MATERIAL,
        mandatory=["/issuer", "/credentialSubject/achievement/name"],
        hmac_key=bytes(range(32)),
    )
    return {**DOCUMENT, "proof": proof}


def proof_check(document: dict[str, Any], **more: Any) -> Check:
    checks = data_integrity.check(document, CONTEXT, issuer=DID, **more)
    return next(check for check in checks if check.kind is CheckKind.PROOF)


def test_a_credential_is_held_whole_and_shown_in_part() -> None:
    held = base()
    assert proof_check(held).outcome is Outcome.PASSED
    assert proof_check(held, presented=True).outcome is Outcome.UNKNOWN
    assert data_integrity.derivation_is_experimental(held)
    pointers = ["/name", "/credentialSubject/result/0"]
    derived = data_integrity.derive(held, pointers=pointers, random=Counting(), presentation_header=b"nonce")
    assert "SECRET" not in json.dumps(derived)
    assert proof_check(derived, presented=True).outcome is Outcome.PASSED
    changed = copy.deepcopy(derived)
    changed["credentialSubject"]["result"][0]["value"] = "10"
    assert proof_check(changed).outcome is Outcome.FAILED
    less = copy.deepcopy(derived)
    del less["name"]
    assert proof_check(less).outcome is Outcome.FAILED
    with pytest.raises(UsageError):
        data_integrity.derive(held, pointers=pointers)


def test_proofs_bound_to_a_holder_are_not_known() -> None:
    held = base()
    _, parts = selective_parts(held["proof"])
    for number in range(4, 10):
        held["proof"]["proofValue"] = selective_value(bytes((0xD9, 0x5D, number)), parts)
        assert proof_check(held).code == "proof.unsupported_suite"
    held["proof"]["proofValue"] = selective_value(b"\xd9\x5d\x20", parts)
    assert proof_check(held).outcome is Outcome.FAILED


@pytest.mark.parametrize("number", range(5))
def test_damaged_parts_are_no_proof(number: int) -> None:
    for document in (base(), data_integrity.derive(base(), pointers=["/name"], random=Counting())):
        header, parts = selective_parts(document["proof"])
        for odd in (None, 5, b"", [b""], {"a": 1}, [-1], {-1: 2}, {0: 10**9}, "text"):
            damaged = list(parts)
            if damaged[number] == odd:
                continue
            damaged[number] = odd
            document["proof"]["proofValue"] = selective_value(header, damaged)
            assert proof_check(document).outcome is not Outcome.PASSED, (header, odd)
