"""Credentials of which the holder shows a part: what is shown is proved, what is not stays hidden."""

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from wallet.errors import MalformedError, SignatureInvalidError, UnreachableError, UnsupportedError
from wallet.ports import Document, Purpose
from wallet.verification.canonicalization.contexts import ContextSet
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.cryptosuites import ecdsa_sd_2023
from wallet.verification.cryptosuites.suite import Reading, selective_parts, selective_value
from wallet.verification.keys import multikey
from wallet.verification.keys.signer import KeySigner
from wallet.verification.proofs import data_integrity

ISSUER = KeySigner(ec.derive_private_key(0xA11CE, ec.SECP256R1()))
ONCE = KeySigner(ec.derive_private_key(0xB0B, ec.SECP256R1()))
DID = "did:key:" + multikey.encode(ISSUER.public_key)
MANDATORY = ["/issuer", "/validFrom", "/credentialSubject/achievement/name"]


class Nowhere:
    """A network on which nothing answers."""

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        raise UnreachableError("fetch.offline", {"host": url})


CONTEXT = Context(now=datetime(2026, 11, 23, 12, tzinfo=UTC), fetcher=Nowhere())

DOCUMENT: dict[str, Any] = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ],
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": DID, "type": ["Profile"], "name": "Hogeschool Voorbeeld"},
    "validFrom": "2026-06-30T00:00:00Z",
    "name": "Diploma supplement",
    "credentialSubject": {
        "type": ["AchievementSubject"],
        "licenseNumber": "SECRET-NUMBER",
        "achievement": {
            "id": "urn:uuid:ach",
            "type": ["Achievement"],
            "name": "Minor",
            "description": "About it.",
            "criteria": {"narrative": "Passed."},
            "alignment": [
                {"type": ["Alignment"], "targetName": "First", "targetUrl": "https://a.example/1"},
                {"type": ["Alignment"], "targetName": "Second", "targetUrl": "https://a.example/2"},
            ],
        },
        "result": [{"type": ["Result"], "value": "9"}, {"type": ["Result"], "value": "SECRET-MARK"}],
    },
}


def base(mandatory: list[str] = MANDATORY) -> dict[str, Any]:
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "ecdsa-sd-2023",
        "created": "2026-07-01T00:00:00Z",
        "verificationMethod": f"{DID}#{DID.removeprefix('did:key:')}",
        "proofPurpose": "assertionMethod",
    }
    proof = ecdsa_sd_2023.create_base(
        DOCUMENT,
        options,
        ISSUER,
        Reading(ContextSet()),
        mandatory=mandatory,
        hmac_key=bytes(range(32)),
        proof_signer=ONCE,
        proof_key=ONCE.public_key,
    )
    return {**DOCUMENT, "proof": proof}


def proof_check(document: dict[str, Any], **more: Any) -> Check:
    checks = data_integrity.check(document, CONTEXT, issuer=DID, **more)
    return next(check for check in checks if check.kind is CheckKind.PROOF)


def test_a_base_proof_is_good_for_its_holder_and_for_nobody_else() -> None:
    held = base()
    assert data_integrity.has_base_proof(held)
    assert data_integrity.mandatory_pointers(held) == tuple(MANDATORY)
    assert proof_check(held).outcome is Outcome.PASSED
    assert proof_check(held, presented=True).code == "proof.unsupported_base_proof"
    changed = copy.deepcopy(held)
    changed["name"] = "Other"
    assert proof_check(changed).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("pointers", "shown", "hidden"),
    [
        ([], ["Minor", "Hogeschool"], ["SECRET", "About it", "Passed", "First", "supplement"]),
        (["/name", "/credentialSubject/result/0"], ["supplement", '"9"'], ["SECRET", "First"]),
        (["/credentialSubject/achievement/alignment/1"], ["Second"], ["First", "SECRET"]),
        (["/credentialSubject/achievement"], ["First", "About it"], ["SECRET"]),
        (["/credentialSubject/achievement", "/credentialSubject/achievement/alignment/0"], ["Second"], ["SECRET"]),
    ],
)
def test_what_is_derived_shows_what_was_chosen_and_is_proved(
    pointers: list[str], shown: list[str], hidden: list[str]
) -> None:
    derived = data_integrity.derive(base(), pointers=pointers)
    text = json.dumps(derived)
    assert all(word in text for word in shown)
    assert not any(word in text for word in hidden)
    assert not data_integrity.has_base_proof(derived)
    assert proof_check(derived, presented=True).outcome is Outcome.PASSED
    with pytest.raises(UnsupportedError):
        data_integrity.derive(derived, pointers=[])


def test_nothing_can_be_added_to_or_taken_from_what_was_derived() -> None:
    derived = data_integrity.derive(base(), pointers=["/name", "/credentialSubject/result"])
    changes: list[Callable[[dict[str, Any]], object]] = [
        lambda one: one.update(name="Master"),
        lambda one: one.pop("name"),
        lambda one: one["credentialSubject"]["result"].pop(),
        lambda one: one["credentialSubject"].update(licenseNumber="X"),
        lambda one: one["credentialSubject"]["achievement"].update(name="Other"),
        lambda one: one.pop("validFrom"),
    ]
    for change in changes:
        changed = copy.deepcopy(derived)
        change(changed)
        assert proof_check(changed).outcome is Outcome.FAILED


def test_pieces_of_two_derivations_do_not_mix() -> None:
    one = data_integrity.derive(base(), pointers=["/name"])
    other = data_integrity.derive(base(), pointers=["/credentialSubject/result"])
    assert proof_check({**one, "proof": other["proof"]}).outcome is Outcome.FAILED


def test_a_label_may_not_stand_for_two_things() -> None:
    derived = data_integrity.derive(base(), pointers=["/credentialSubject/result"])
    header, parts = selective_parts(derived["proof"])
    labels = dict(parts[3])
    assert len(labels) > 2
    labels[1] = labels[0]
    derived["proof"]["proofValue"] = selective_value(header, [*parts[:3], labels, parts[4]])
    assert proof_check(derived).outcome is Outcome.FAILED


def _raw(header: bytes, parts: Any) -> str:
    from wallet.verification.keys import multibase

    return multibase.encode(header + cbor2.dumps(parts), "u")


@pytest.mark.parametrize(
    "value",
    [
        "z1",
        "u",
        _raw(b"\xd9\x5d\x02", [1]),
        _raw(b"\xd9\x5d\x01", {}),
        _raw(b"\xd9\x5d\x01", [b"", b"", [], {}, []]),
        _raw(b"\xd9\x5d\x01", [bytes(64), bytes(35), [b"x"], {}, []]),
        _raw(b"\xd9\x5d\x01", [bytes(64), bytes(35), [], {"a": b""}, []]),
        _raw(b"\xd9\x5d\x01", [bytes(64), b"\x80\x24" + bytes(33), [], {}, [-1]]),
        _raw(b"\xd9\x5d\x01", [bytes(64), b"\x80\x24" + bytes(33), [], {}, [10**9]]),
        _raw(b"\xd9\x5d\x00", [bytes(64), bytes(35), bytes(32), [], [5]]),
        _raw(b"\xd9\x5d\x00", [bytes(64), bytes(35), bytes(32), []]),
        _raw(b"\xd9\x5d\x01", [1]) + "AAAA",
        "u2V0B" + "_" * 5000,
    ],
)
def test_a_damaged_proof_value_is_no_proof(value: str) -> None:
    document = base()
    document["proof"]["proofValue"] = value
    assert proof_check(document).outcome is Outcome.FAILED


@pytest.mark.parametrize("pointer", ["", "name", "/nothing", "/credentialSubject/result/7", "/name/x", "/" * 80])
def test_a_pointer_that_leads_nowhere_is_named(pointer: str) -> None:
    with pytest.raises(MalformedError) as caught:
        data_integrity.derive(base(), pointers=[pointer])
    assert caught.value.code == "format.json_pointer"


def test_an_ordinary_proof_cannot_be_derived_from() -> None:
    with pytest.raises(UnsupportedError):
        data_integrity.derive({**DOCUMENT, "proof": {"type": "DataIntegrityProof", "cryptosuite": "x"}}, pointers=[])
    with pytest.raises(SignatureInvalidError):
        ecdsa_sd_2023.SUITE.selective.mandatory_pointers({"proofValue": "u"})  # type: ignore[union-attr]
