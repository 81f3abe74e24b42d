"""Blockcerts: a path shows that contents lead to a value; only the transaction says whose they are."""

import copy
import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from simulators import blockcerts
from simulators.blockcerts import PROFILE, REVOCATIONS
from simulators.issuer import NOW, Web, did_key
from wallet.model.secured import Carrier
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.inspection import inspect
from wallet.verification.proofs import merkle_encoding
from wallet.verification.report import Report
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.verdict import State

Json = dict[str, Any]
KNOWN = KnownIssuers(lists=(TrustListSnapshot("mine", (KnownIssuer(ids=(PROFILE,), name="Lasschool"),)),))


def look(document: Json, web: Web | None = None, known: KnownIssuers = KNOWN) -> Report:
    context = Context(now=NOW, fetcher=web or Web(), known_issuers=known)
    return inspect(json.dumps(document).encode(), name="certificate", carrier=Carrier.FILE, context=context).report


def only(report: Report, kind: CheckKind) -> Check:
    (found,) = (one for one in report.checks if one.kind is kind)
    return found


@pytest.fixture
def four() -> tuple[list[Json], Web]:
    made, root = blockcerts.anchored([blockcerts.certificate(number=number) for number in range(4)])
    return made, blockcerts.publish(Web(), root)


def test_a_certificate_in_a_transaction_of_its_issuer_is_genuine(four: tuple[list[Json], Web]) -> None:
    made, web = four
    for one in made:
        report = look(one, web)
        assert report.verdict.state is State.VERIFIED
        assert only(report, CheckKind.ANCHOR).outcome is Outcome.PASSED
    assert look(made[0], web, KnownIssuers()).verdict.state is State.ISSUER_UNKNOWN


def test_without_the_transaction_anyone_could_have_made_it(four: tuple[list[Json], Web]) -> None:
    report = look(four[0][0])
    assert only(report, CheckKind.PROOF).outcome is Outcome.PASSED
    assert only(report, CheckKind.ANCHOR).outcome is Outcome.UNKNOWN
    assert report.verdict.state is State.KEY_NOT_BOUND


def _set(path: str, value: object) -> Callable[[Json], None]:
    def change(document: Json) -> None:
        *steps, last = path.split("/")
        target: Any = document
        for step in steps:
            target = target[int(step)] if isinstance(target, list) else target[step]
        target[int(last) if isinstance(target, list) else last] = value

    return change


@pytest.mark.parametrize(
    ("change", "state"),
    [
        (_set("badge/name", "Lassen niveau 4"), State.TAMPERED),
        (_set("badge/issuer/name", "Iemand anders"), State.TAMPERED),
        (_set("expires", "2030-01-01T00:00:00Z"), State.TAMPERED),
        (_set("signature/proof/0", {"right": "00" * 32}), State.TAMPERED),
        (_set("signature/proof", []), State.TAMPERED),
        (_set("signature/targetHash", "00" * 32), State.TAMPERED),
        (_set("signature/merkleRoot", "00" * 32), State.TAMPERED),
        (_set("signature/anchors/0/sourceId", "cd" * 32), State.KEY_NOT_BOUND),
        (_set("signature/anchors/0/chain", "bitcoinTestnet"), State.KEY_NOT_BOUND),
        (_set("signature/anchors/0/chain", "bitcoinRegtest"), State.KEY_NOT_BOUND),
        (_set("signature/anchors/0/chain", "ethereumMainnet"), State.KEY_NOT_BOUND),
        (_set("signature/anchors/0", {"type": "Chalkboard", "sourceId": "x"}), State.UNSUPPORTED),
        (_set("signature/anchors", []), State.MALFORMED),
        (_set("signature/anchors/0/sourceId", "../../elsewhere"), State.KEY_NOT_BOUND),
        (_set("signature/proof/0", {"left": "00" * 32, "right": "00" * 32}), State.MALFORMED),
        (_set("signature/proof/0", {"right": "00" * 31}), State.MALFORMED),
        (_set("signature/proof", [{"right": "00" * 32}] * 65), State.MALFORMED),
        (_set("badge/unheard", "of"), State.UNSIGNED_CONTENT),
    ],
)
def test_what_was_changed_is_never_good(
    four: tuple[list[Json], Web], change: Callable[[Json], None], state: State
) -> None:
    made, web = four
    document = copy.deepcopy(made[1])
    change(document)
    assert look(document, web).verdict.state is state


def test_the_proof_of_one_certificate_does_not_serve_another(four: tuple[list[Json], Web]) -> None:
    made, web = four
    assert look({**made[0], "signature": made[1]["signature"]}, web).verdict.state is State.TAMPERED
    both = {**made[0], "signature": [made[0]["signature"], made[1]["signature"]]}
    assert look(both, web).verdict.state is State.TAMPERED


def test_an_inner_value_of_the_tree_is_no_certificate(four: tuple[list[Json], Web]) -> None:
    made, web = four
    document = copy.deepcopy(made[0])
    document["signature"]["targetHash"] = document["signature"]["proof"].pop(0)["right"]
    assert look(document, web).verdict.state is State.TAMPERED


def test_a_transaction_that_holds_something_else_contradicts_the_proof(four: tuple[list[Json], Web]) -> None:
    made, _ = four
    report = look(made[0], blockcerts.publish(Web(), "00" * 32))
    assert only(report, CheckKind.PROOF).code == "proof.anchor_mismatch"
    assert report.verdict.state is State.TAMPERED


@pytest.mark.parametrize("answer", [b"{}", b"[]", b"not json", b'{"status": {"confirmed": false}}'])
def test_an_answer_that_says_nothing_leaves_it_open(four: tuple[list[Json], Web], answer: bytes) -> None:
    made, web = four
    address = next(url for url in web.pages if "blockstream" in url)
    web.put(address, answer)
    assert look(made[0], web).verdict.state is State.KEY_NOT_BOUND


def test_a_value_in_a_transaction_of_ethereum_is_found_there() -> None:
    (made,), root = blockcerts.anchored([blockcerts.certificate()], chain="ethereumMainnet")
    web = blockcerts.publish(Web(), root, sender=blockcerts.ACCOUNT.lower(), chain="ethereum")
    report = look(made, web)
    assert (only(report, CheckKind.ANCHOR).code, only(report, CheckKind.ISSUER_KEY).outcome) == (
        "anchor.found",
        Outcome.PASSED,
    )
    stranger = blockcerts.publish(Web(), root, sender="0x" + "11" * 20, chain="ethereum")
    assert look(made, stranger).verdict.state is State.ISSUER_MISMATCH
    other = blockcerts.publish(Web(), "00" * 32, sender=blockcerts.ACCOUNT, chain="ethereum")
    assert look(made, other).verdict.state is State.TAMPERED


@pytest.mark.parametrize("answer", [b'{"error": "not found"}', b"{}", b'{"inputs": [{}], "outputs": [{}]}'])
def test_an_odd_answer_about_ethereum_leaves_it_open(answer: bytes) -> None:
    (made,), root = blockcerts.anchored([blockcerts.certificate()], chain="ethereumMainnet")
    web = blockcerts.publish(Web(), root, chain="ethereum")
    web.put(next(url for url in web.pages if "blockcypher" in url), answer)
    assert look(made, web).verdict.state is State.KEY_NOT_BOUND


def test_a_transaction_of_somebody_else_is_not_the_issuers() -> None:
    (made,), root = blockcerts.anchored([blockcerts.certificate()])
    web = blockcerts.publish(Web(), root, sender="1BoatSLRHtKNngkdXEeobR76b53LETtpyT")
    assert look(made, web).verdict.state is State.ISSUER_MISMATCH


@pytest.mark.parametrize(
    "more",
    [
        {"created": "2026-08-01T00:00:00Z"},
        {"revoked": "2026-01-01T00:00:00Z"},
        {"expires": "2026-01-01T00:00:00Z"},
    ],
)
def test_an_address_counts_only_while_it_was_in_force(more: Json) -> None:
    (made,), root = blockcerts.anchored([blockcerts.certificate()])
    keys = [{"id": f"ecdsa-koblitz-pubkey:{blockcerts.ADDRESS}", "created": "2020-01-01T00:00:00Z", **more}]
    web = blockcerts.publish(Web(), root, publicKey=keys)
    assert look(made, web).verdict.state is State.ISSUER_MISMATCH


def test_a_profile_inside_the_certificate_vouches_for_nobody() -> None:
    """The addresses count where the issuer publishes them, not where the file states them."""
    own = blockcerts.certificate()
    own["badge"]["issuer"]["publicKey"] = f"ecdsa-koblitz-pubkey:{blockcerts.ADDRESS}"
    (made,), root = blockcerts.anchored([own])
    web = blockcerts.publish(Web(), root, publicKey=[{"id": "ecdsa-koblitz-pubkey:1Other"}])
    assert look(made, web).verdict.state is State.ISSUER_MISMATCH
    del web.pages[PROFILE]
    assert not look(made, web).verdict.green


def test_a_trial_chain_is_never_green() -> None:
    (made,), root = blockcerts.anchored([blockcerts.certificate()], chain="bitcoinTestnet")
    report = look(made, blockcerts.publish(Web(), root, network="testnet"))
    assert only(report, CheckKind.ANCHOR).code == "anchor.test_chain"
    assert report.verdict.state is State.KEY_NOT_BOUND


@pytest.mark.parametrize("where", ["published", "in the certificate", "both"])
def test_a_withdrawn_certificate_is_withdrawn(where: str) -> None:
    """``revocationList`` of the issuer's profile (Blockcerts 2.0): else it would be green for ever."""
    document = blockcerts.certificate()
    profile = {} if where == "in the certificate" else {"revocationList": REVOCATIONS}
    if where != "published":
        document["badge"]["issuer"]["revocationList"] = REVOCATIONS
    (made,), root = blockcerts.anchored([document])
    web = blockcerts.publish(Web(), root, **profile)
    assert look(made, web).verdict.state is State.STATUS_UNKNOWN
    blockcerts.revoke(web, "urn:uuid:of-another")
    assert look(made, web).verdict.state is State.VERIFIED
    blockcerts.revoke(web, document["id"])
    assert look(made, web).verdict.state is State.REVOKED


def test_a_list_of_another_site_does_not_speak_for_the_issuer() -> None:
    (made,), root = blockcerts.anchored([blockcerts.certificate()])
    web = blockcerts.publish(Web(), root, revocationList="https://elsewhere.example/revoked.json")
    blockcerts.revoke(web, url="https://elsewhere.example/revoked.json")
    assert look(made, web).verdict.state is State.STATUS_UNKNOWN


# ------------------------------------------------------------------ version 3


def test_version_3_needs_the_transaction_too() -> None:
    made, root = blockcerts.anchored_2019(blockcerts.credential())
    assert look(made).verdict.state is State.KEY_NOT_BOUND
    assert look(made, blockcerts.publish(Web(), root)).verdict.state is State.VERIFIED
    assert look({**made, "issuanceDate": "2026-05-02T09:00:00Z"}).verdict.state is State.TAMPERED


def test_a_key_that_the_file_names_as_the_issuers_binds_nothing() -> None:
    """A Merkle proof is no signature: naming a method costs nothing."""
    issuer = did_key("Lasschool")
    made, _ = blockcerts.anchored_2019(
        blockcerts.credential(issuer=issuer.id), chain=-1, verificationMethod=issuer.method
    )
    known = KnownIssuers(lists=(TrustListSnapshot("mine", (KnownIssuer(ids=(issuer.id,), name="Lasschool"),)),))
    assert look(made, known=known).verdict.state is State.KEY_NOT_BOUND


def test_a_signature_beside_must_be_good_and_an_open_anchor_keeps_it_from_green() -> None:
    issuer = did_key("Lasschool")
    known = KnownIssuers(lists=(TrustListSnapshot("mine", (KnownIssuer(ids=(issuer.id,), name="Lasschool"),)),))
    document = blockcerts.credential(issuer=issuer.id)
    document["@context"].append("https://w3id.org/security/suites/ed25519-2020/v1")
    signed = issuer.sign(document, "Ed25519Signature2020")
    merkle = blockcerts.anchored_2019(document, chain=-1)[0]["proof"]
    both = {**document, "proof": [signed["proof"], merkle]}
    assert look(both, known=known).verdict.state is State.STATUS_UNKNOWN
    broken = {
        **signed["proof"],
        "proofValue": did_key("Vreemde").sign(document, "Ed25519Signature2020")["proof"]["proofValue"],
    }
    assert look({**document, "proof": [broken, merkle]}, known=known).verdict.state is State.TAMPERED


H = "ab" * 32
MOCK = [[[0, -1]]]


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"\x81" * 5_000 + b"\x00",
        b"\x9b" + b"\xff" * 8,
        b"\x5b\x7f" + b"\xff" * 7,
        b"\xd8\x1c\x81\xd8\x1d\x00",
        b"\xc0\x61x",
        b"\xd8\x23\x61(",
        b"\xc4\x82\x1b\x7f\xff\xff\xff\xff\xff\xff\xff\x01",
        b"\xd8\x1e\x82\x01\x00",
        5,
        "text",
        {},
        [],
        [[[], H]],
        [[0, H], [1, H], [2, [5]], [3, []]],
        [[0, H], [1, H], [2, []], [3, []]],
        [[0, H], [1, H], [2, MOCK], [3, [[[], H]]]],
        [[0, H], [1, H], [2, MOCK], [3, [[{"a": 1}, H]]]],
        [[0, H], [1, H], [2, MOCK], [3, [[2, H]]]],
        [[0, H], [1, H], [2, MOCK], [3, [[0, 7]]]],
        [[0, H], [1, H], [2, MOCK], [3, [[0, H]] * 65]],
        [[0, H], [1, H], [2, MOCK]],
        [[0, H], [2, MOCK], [3, []]],
        [[0, b"\x81" * 3_000], [1, H], [2, MOCK], [3, []]],
    ],
)
def test_whatever_stands_in_the_proof_gets_an_answer(value: object) -> None:
    started = time.monotonic()
    assert look(blockcerts.with_value(blockcerts.credential(), value)).verdict.state is State.MALFORMED
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("value", ["", "z", "u", "u!!", "z0OIl", "x", "z" + "1" * 100_000, "u" + "A" * 300_000])
def test_an_encoding_that_is_none_or_too_long_gets_an_answer(value: str) -> None:
    document = blockcerts.with_value(blockcerts.credential(), [], proofValue=value)
    assert look(document).verdict.state is State.MALFORMED


def test_the_two_encodings_say_the_same() -> None:
    made, root = blockcerts.anchored_2019(blockcerts.credential())
    decoded = merkle_encoding.decode(made["proof"])
    assert (decoded.target, decoded.root, decoded.path) == (root, root, ())
    assert (decoded.chain, decoded.network, decoded.transaction) == ("bitcoin", "mainnet", blockcerts.TRANSACTION)
