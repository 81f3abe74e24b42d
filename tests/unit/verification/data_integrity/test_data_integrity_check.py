"""Data Integrity proofs made by our own test issuers: what is good, and everything that must not be."""

import copy
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from wallet.errors import MalformedError, UnreachableError, UnsignedContentError, UnsupportedError
from wallet.ports import Document, Purpose
from wallet.verification import cryptosuites
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.dids.document import Relationship
from wallet.verification.keys import multikey
from wallet.verification.keys.signer import KeySigner, PrivateKey
from wallet.verification.proofs import data_integrity

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
EARLIER = datetime(2026, 9, 1, 10, tzinfo=UTC)
KEYS: Mapping[str, PrivateKey] = {
    "ed": ed25519.Ed25519PrivateKey.from_private_bytes(b"\x07" * 32),
    "other": ed25519.Ed25519PrivateKey.from_private_bytes(b"\x08" * 32),
    "p256": ec.derive_private_key(0xBADCAFE, ec.SECP256R1()),
    "k1": ec.derive_private_key(0xBADCAFE, ec.SECP256K1()),
    "p384": ec.derive_private_key(0xBADCAFE, ec.SECP384R1()),
}
SUITES = [
    ("eddsa-rdfc-2022", "ed"),
    ("eddsa-jcs-2022", "ed"),
    ("ecdsa-rdfc-2019", "p256"),
    ("ecdsa-rdfc-2019", "p384"),
    ("ecdsa-jcs-2019", "p256"),
    ("ecdsa-jcs-2019", "p384"),
    ("Ed25519Signature2020", "ed"),
    ("Ed25519Signature2018", "ed"),
    ("JsonWebSignature2020", "ed"),
    ("JsonWebSignature2020", "p256"),
    ("JsonWebSignature2020", "p384"),
    ("JsonWebSignature2020", "k1"),
    ("EcdsaSecp256k1Signature2019", "k1"),
    ("eddsa-2022", "ed"),
]


class Nowhere:
    """A network on which nothing answers."""

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        raise UnreachableError("fetch.offline", {"host": url})


CONTEXT = Context(now=NOW, fetcher=Nowhere())


def did(name: str) -> str:
    return "did:key:" + multikey.encode(KeySigner(KEYS[name]).public_key)


def badge(name: str = "ed", **more: Any) -> dict[str, Any]:
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            "https://w3id.org/security/suites/ed25519-2020/v1",
            "https://w3id.org/security/suites/ed25519-2018/v1",
            "https://w3id.org/security/suites/jws-2020/v1",
            "https://w3id.org/security/suites/secp256k1-2019/v1",
        ],
        "id": "urn:uuid:9a1c3f5e-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": did(name), "type": ["Profile"], "name": "Hogeschool Voorbeeld"},
        "validFrom": "2026-06-30T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:9a1c3f5e-0000-4000-8000-000000000002",
                "type": ["Achievement"],
                "name": "Minor",
                "description": "15 EC.",
                "criteria": {"narrative": "Passed."},
                "creditsAvailable": 15.5,
            },
        },
        **more,
    }


def signed(document: dict[str, Any], suite: str = "eddsa-rdfc-2022", name: str = "ed", **more: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "purpose": Relationship.ASSERTION_METHOD,
        "created": EARLIER,
        "verification_method": f"{did(name)}#{did(name).removeprefix('did:key:')}",
    }
    return data_integrity.sign(document, cryptosuite=suite, signer=KeySigner(KEYS[name]), **{**given, **more})


def checked(document: dict[str, Any], name: str | None = "ed", **more: Any) -> dict[CheckKind, Check]:
    issuer = None if name is None else did(name)
    checks = data_integrity.check(document, more.pop("context", CONTEXT), issuer=issuer, **more)
    kinds = [check.kind for check in checks]
    assert kinds.count(CheckKind.PROOF) == 1
    assert kinds.count(CheckKind.ISSUER_KEY) == 1
    return {check.kind: check for check in checks}


@pytest.mark.parametrize(("suite", "name"), SUITES)
def test_what_was_signed_is_good_and_any_change_is_seen(suite: str, name: str) -> None:
    document = signed(badge(name), suite, name)
    found = checked(document, name)
    assert found[CheckKind.PROOF].outcome is Outcome.PASSED
    assert found[CheckKind.PROOF].facts["cryptosuite"] == suite
    assert found[CheckKind.ISSUER_KEY].outcome is Outcome.PASSED
    changed = copy.deepcopy(document)
    changed["credentialSubject"]["achievement"]["name"] = "Master"
    assert checked(changed, name)[CheckKind.PROOF].code == "proof.signature_mismatch"
    for member, value in (("created", "2026-09-02T10:00:00Z"), ("domain", "https://elsewhere.example")):
        changed = copy.deepcopy(document)
        changed["proof"][member] = value
        assert checked(changed, name)[CheckKind.PROOF].outcome is Outcome.FAILED


def test_every_suite_of_the_registry_that_signs_is_tried_here() -> None:
    # RSA did:keys are the same code with a key that is slow to make.
    tried = {suite for suite, _ in SUITES} | {"RsaSignature2018"}
    assert tried == {one.name for one in cryptosuites.SUITES if one.sign is not None}
    files = {one.name.replace("-", "_").lower() for one in cryptosuites.SUITES}
    assert len(files) == len(cryptosuites.SUITES)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"finalGrade": "10"}, "proof.content_unsigned_term"),
        ({"evidence": [{"id": "exam", "type": ["Evidence"]}]}, "proof.content_unsigned_id"),
        ({"type": ["VerifiableCredential", "OpenBadgeCredential", "Diploma"]}, "proof.content_unsigned_type"),
    ],
)
def test_more_than_was_signed_is_named(change: dict[str, Any], code: str) -> None:
    document = signed(badge())
    assert checked({**document, **change})[CheckKind.PROOF].code == code


def test_more_than_was_signed_and_also_changed_is_changed() -> None:
    document = {**signed(badge()), "finalGrade": "10", "validFrom": "2020-01-01T00:00:00Z"}
    assert checked(document)[CheckKind.PROOF].code == "proof.signature_mismatch"


def test_nothing_is_signed_that_would_be_left_out() -> None:
    with pytest.raises(UnsignedContentError):
        signed(badge(finalGrade="10"))


def test_words_may_not_be_swapped_by_an_inline_context() -> None:
    inline = {"grade": "https://school.example/ns#grade", "remark": "https://school.example/ns#remark"}
    document = badge()
    document["@context"] = [*document["@context"], inline]
    document |= {"grade": "Attended", "remark": "Not cum laude"}
    document = signed(document)
    assert checked(document)[CheckKind.PROOF].outcome is Outcome.PASSED
    document["@context"][-1] = {"grade": inline["remark"], "remark": inline["grade"]}
    document |= {"grade": "Not cum laude", "remark": "Attended"}
    found = checked(document)[CheckKind.PROOF]
    assert (found.outcome, found.code) == (Outcome.UNKNOWN, "proof.unsupported_context_term")


def test_a_pinned_context_may_not_change_what_is_shown() -> None:
    url = "https://school.example/context.json"
    document = badge()
    document["@context"] = [document["@context"][0], url, *document["@context"][1:]]
    document["targetName"] = "x"
    honest = b'{"@context": {"ects": "http://schema.org/numberOfCredits"}}'
    sly = b'{"@context": {"targetName": "https://school.example/ns#nothing"}}'
    bare = {key: value for key, value in document.items() if key != "targetName"} | {"ects": 30}
    for pinned, made, outcome in ((honest, bare, Outcome.PASSED), (sly, document, Outcome.UNKNOWN)):
        with_context = Context(now=NOW, fetcher=Nowhere(), extra_contexts={url: pinned})
        try:
            one = signed(made, context=with_context)
        except UnsupportedError:
            assert outcome is Outcome.UNKNOWN
            continue
        assert checked(one, context=with_context)[CheckKind.PROOF].outcome is outcome
        assert checked(one)[CheckKind.PROOF].code == "proof.unsupported_context"


def test_a_proof_for_something_else_is_not_an_assertion() -> None:
    document = signed(badge(), purpose=Relationship.AUTHENTICATION)
    assert checked(document)[CheckKind.PROOF].code == "proof.wrong_purpose"
    found = checked(document, purpose=Relationship.AUTHENTICATION)
    assert found[CheckKind.PROOF].outcome is Outcome.PASSED


def test_signed_by_another_key_than_the_issuers() -> None:
    found = checked(signed(badge(), name="other"))
    assert found[CheckKind.PROOF].outcome is Outcome.PASSED
    assert found[CheckKind.ISSUER_KEY].outcome is Outcome.FAILED


def test_every_proof_of_a_set_must_be_good() -> None:
    both = signed(signed(badge()), name="other")
    found = checked(both)
    assert found[CheckKind.PROOF].outcome is Outcome.PASSED
    assert found[CheckKind.PROOF].facts["proofs"] == "2"
    assert found[CheckKind.ISSUER_KEY].outcome is Outcome.PASSED
    for broken in (0, 1):
        bad = copy.deepcopy(both)
        bad["proof"][broken]["proofValue"] = bad["proof"][1 - broken]["proofValue"]
        assert checked(bad)[CheckKind.PROOF].outcome is Outcome.FAILED
    unknown = copy.deepcopy(both)
    unknown["proof"][1]["cryptosuite"] = "quantum-2031"
    assert checked(unknown)[CheckKind.PROOF].outcome is Outcome.UNKNOWN


def test_a_chain_covers_the_proof_before_it() -> None:
    first = signed(badge(), "eddsa-jcs-2022")
    first["proof"]["id"] = "urn:uuid:first"
    bare = {key: value for key, value in first.items() if key != "proof"}
    first = {**bare, "proof": _resign(bare, {"id": "urn:uuid:first"})}
    second = _resign({**bare, "proof": [first["proof"]]}, {"previousProof": "urn:uuid:first"}, "other")
    chain = {**bare, "proof": [first["proof"], second]}
    assert checked(chain)[CheckKind.PROOF].outcome is Outcome.PASSED
    assert checked({**bare, "proof": [second]})[CheckKind.PROOF].code == "proof.previous_missing"
    other = copy.deepcopy(chain)
    other["proof"][0]["created"] = "2026-09-03T10:00:00Z"
    assert checked(other)[CheckKind.PROOF].outcome is Outcome.FAILED


def _resign(document: dict[str, Any], more: dict[str, Any], name: str = "ed") -> dict[str, Any]:
    from wallet.verification.canonicalization.contexts import ContextSet
    from wallet.verification.cryptosuites.suite import Reading

    suite = cryptosuites.named("eddsa-jcs-2022")
    assert suite.sign is not None
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": "2026-09-01T10:00:00Z",
        "verificationMethod": f"{did(name)}#{did(name).removeprefix('did:key:')}",
        "proofPurpose": "assertionMethod",
        **more,
    }
    return suite.sign(document, options, KeySigner(KEYS[name]), Reading(ContextSet()))


def test_the_period_of_a_proof_is_its_own() -> None:
    expired = signed(badge(), expires=NOW - timedelta(days=1))
    assert checked(expired)[CheckKind.VALIDITY_PERIOD].code == "validity.proof_expired"
    early = signed(badge(), created=NOW + timedelta(days=1))
    assert checked(early)[CheckKind.VALIDITY_PERIOD].code == "validity.not_yet_proof"
    assert CheckKind.VALIDITY_PERIOD not in checked(signed(badge(), created=NOW + timedelta(minutes=2)))


@pytest.mark.parametrize("value", [None, "", "z", "zzz", "uAAAA", "z0", 5, "z" + "1" * 64, ["z"]])
def test_a_signature_in_a_wrong_form_is_no_signature(value: Any) -> None:
    document = signed(badge())
    document["proof"]["proofValue"] = value
    assert checked(document)[CheckKind.PROOF].outcome is Outcome.FAILED


@pytest.mark.parametrize(
    "proof",
    ["x", [5], {}, {"type": 5}, {"type": "DataIntegrityProof"}, {"type": "DataIntegrityProof", "cryptosuite": []}],
)
def test_what_is_no_proof_is_malformed(proof: Any) -> None:
    found = checked({**badge(), "proof": proof})
    assert found[CheckKind.FORMAT].outcome is Outcome.FAILED
    assert found[CheckKind.PROOF].outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("proof", [None, []])
def test_no_proof_is_unsigned(proof: Any) -> None:
    assert checked({**badge(), "proof": proof})[CheckKind.PROOF].code == "proof.absent"


@pytest.mark.parametrize(
    "jws",
    [
        None,
        "",
        "a.b.c",
        "e30..AAAA",
        "eyJhbGciOiJFZERTQSJ9..AAAA",
        "eyJhbGciOiJub25lIiwiYjY0IjpmYWxzZSwiY3JpdCI6WyJiNjQiXX0..",
        "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..AAAA",
        "eyJhbGciOlsxXSwiYjY0IjpmYWxzZSwiY3JpdCI6WyJiNjQiXX0..AAAA",
        "W10..AAAA",
    ],
)
def test_a_detached_signature_must_say_what_it_is(jws: Any) -> None:
    document = signed(badge(), "JsonWebSignature2020")
    document["proof"]["jws"] = jws
    assert checked(document)[CheckKind.PROOF].outcome is Outcome.FAILED


def test_too_many_proofs_are_not_looked_at() -> None:
    one = signed(badge())
    assert checked({**one, "proof": [one["proof"]] * 65})[CheckKind.FORMAT].code == "format.unsafe_proofs"


def test_a_suite_wants_its_own_kind_of_key() -> None:
    document = signed(badge("p256"), "ecdsa-jcs-2019", "p256")
    document["proof"]["cryptosuite"] = "eddsa-jcs-2022"
    assert checked(document, "p256")[CheckKind.PROOF].code == "proof.unsupported_key"
    for suite in ("eddsa-jcs-2022", "none-2031"):
        with pytest.raises(UnsupportedError):
            signed(badge("p256"), suite, "p256")


def test_the_old_proof_type_is_not_a_cryptosuite() -> None:
    document = signed(badge(), "Ed25519Signature2020")
    document["proof"] |= {"type": "DataIntegrityProof", "cryptosuite": "Ed25519Signature2020"}
    assert checked(document)[CheckKind.PROOF].outcome is Outcome.UNKNOWN


def test_a_context_in_the_proof_must_be_the_documents_own() -> None:
    document = signed(badge(), "eddsa-jcs-2022")
    document["proof"]["@context"] = ["https://www.w3.org/ns/credentials/v2", "https://elsewhere.example/context"]
    assert checked(document)[CheckKind.PROOF].code == "proof.context_mismatch"


def test_a_key_out_of_reach_says_so() -> None:
    document = signed(badge())
    document["proof"]["verificationMethod"] = "did:web:school.example#key"
    found = checked(document)
    assert found[CheckKind.PROOF].code.startswith("proof.unreachable")
    assert found[CheckKind.ISSUER_KEY].outcome is Outcome.UNKNOWN


def test_a_presentation_is_bound_to_what_all_its_proofs_say() -> None:
    bound = {"challenge": "n-1", "domain": "https://employer.example", "purpose": Relationship.AUTHENTICATION}
    shown: dict[str, Any] = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": did("ed"),
        "verifiableCredential": [signed(badge()), signed(badge(id="urn:uuid:two"))],
    }
    one = signed(shown, **bound)
    assert checked(one, None, purpose=Relationship.AUTHENTICATION)[CheckKind.PROOF].outcome is Outcome.PASSED
    assert data_integrity.challenge_and_domain(one) == ("n-1", "https://employer.example")
    assert data_integrity.signer(one) == did("ed")
    two = signed(one, name="other", **{**bound, "challenge": "n-2"})
    assert data_integrity.challenge_and_domain(two) == (None, "https://employer.example")
    assert data_integrity.signer(two) is None
    swapped = copy.deepcopy(one)
    swapped["verifiableCredential"].reverse()
    assert checked(swapped, None, purpose=Relationship.AUTHENTICATION)[CheckKind.PROOF].outcome is Outcome.PASSED
    swapped["verifiableCredential"].pop()
    assert checked(swapped, None, purpose=Relationship.AUTHENTICATION)[CheckKind.PROOF].outcome is Outcome.FAILED
    oddities: list[dict[str, Any]] = [{"proof": 5}, {"proof": [{}, {}]}, {}]
    for odd in oddities:
        assert data_integrity.challenge_and_domain(odd) == (None, None)
        assert data_integrity.signer(odd) is None


def test_odd_dates_and_members_are_malformed() -> None:
    for member, value in (("created", "yesterday"), ("expires", 5), ("verificationMethod", ""), ("proofPurpose", [])):
        document = signed(badge())
        document["proof"][member] = value
        assert checked(document)[CheckKind.FORMAT].code == "format.proof_member"
    with pytest.raises(MalformedError):
        data_integrity.proofs_of({"proof": 1})


STATUS = {
    "id": "https://status.example/1#7",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "7",
    "statusListCredential": "https://status.example/1",
}
CRED = "https://www.w3.org/2018/credentials#"
UNTIL = "2026-01-01T00:00:00Z"


def _move(document: dict[str, Any], name: str, under: str, **more: Any) -> None:
    document[under] = {**more, name: document.pop(name)}


def _until_as_iri(document: dict[str, Any]) -> None:
    typed = {"@value": document.pop("validUntil"), "@type": "http://www.w3.org/2001/XMLSchema#dateTime"}
    document[CRED + "validUntil"] = typed


def _status_as_iri(document: dict[str, Any]) -> None:
    document[CRED + "credentialStatus"] = document.pop("credentialStatus")


def _types_in_two_places(document: dict[str, Any]) -> None:
    document["@type"] = document["type"].pop()


def _status_in_graph(document: dict[str, Any]) -> None:
    document["@included"] = [{"id": document["id"], "credentialStatus": document.pop("credentialStatus")}]


@pytest.mark.parametrize(
    "hide",
    [
        _until_as_iri,
        _status_as_iri,
        _status_in_graph,
        _types_in_two_places,
        lambda one: _move(one, "validUntil", "@nest"),
        lambda one: _move(one, "credentialStatus", "@nest"),
    ],
)
def test_an_end_or_a_withdrawal_cannot_be_hidden_by_another_spelling(hide: Any) -> None:
    # The statements are the same, so the signature fits; who reads the JSON would see neither end nor status.
    document = signed(badge(credentialStatus=STATUS, validUntil=UNTIL))
    assert checked(document)[CheckKind.PROOF].outcome is Outcome.PASSED
    hide(document)
    found = checked(document)[CheckKind.PROOF]
    assert found.outcome is Outcome.UNKNOWN
    assert found.code in ("proof.unsupported_spelling", "proof.unsupported_nesting")


def test_the_end_of_a_proof_cannot_be_hidden_by_another_spelling() -> None:
    document = signed(badge(), expires=NOW - timedelta(days=1))
    expires = {"@value": document["proof"].pop("expires"), "@type": "http://www.w3.org/2001/XMLSchema#dateTime"}
    document["proof"]["https://w3id.org/security#expiration"] = expires
    assert checked(document)[CheckKind.PROOF].code == "proof.unsupported_spelling"


def test_what_decides_about_a_credential_stands_in_it() -> None:
    same = badge()["id"]
    about = {"id": same, "type": ["Evidence"], "name": "More about the credential"}
    document = signed(badge(evidence=[about], credentialStatus=STATUS))
    assert checked(document)[CheckKind.PROOF].outcome is Outcome.PASSED
    document["evidence"][0]["credentialStatus"] = document.pop("credentialStatus")
    assert checked(document)[CheckKind.PROOF].outcome is not Outcome.PASSED
    moved = badge()
    moved["credentialSubject"] = {**moved["credentialSubject"], "id": same}
    inside = {"id": same, "type": ["VerifiableCredential"], "validUntil": UNTIL}
    with pytest.raises(UnsupportedError):
        signed({**moved, "evidence": [inside]})
