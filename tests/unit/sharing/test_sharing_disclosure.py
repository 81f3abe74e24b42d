"""What can be hidden is hidden in the bytes; what cannot is said to be locked."""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py_arkworks_bls12381 import G2Point, Scalar

from simulators import issuer as issuers
from unit.formats import papers
from wallet.formats import base64url
from wallet.formats.detect import recognise
from wallet.formats.recognised import RecognisedCredential
from wallet.model.secured import SecuredCredential
from wallet.sharing import disclosure
from wallet.sharing.disclosure import Method
from wallet.sharing.sensitive import Sensitive, kind_of
from wallet.verification.canonicalization.contexts import ContextSet
from wallet.verification.checks import CheckKind
from wallet.verification.context import Context
from wallet.verification.cryptosuites import bbs_2023, ecdsa_sd_2023
from wallet.verification.cryptosuites.suite import Reading
from wallet.verification.keys import load, multikey
from wallet.verification.keys.public_key import KeyType
from wallet.verification.proofs import data_integrity

SCHOOL = issuers.did_key("Zuiderpark")


def secured(text: str) -> SecuredCredential:
    found = recognise(text.encode())
    assert isinstance(found, RecognisedCredential)
    return found.secured


def nested() -> SecuredCredential:
    """Flat, structured, recursive and array disclosures in one token."""
    street = papers.disclosure("s1", "street", "Dorpsstraat 1")
    address = papers.disclosure("s2", "address", {"_sd": [papers.digest(street)], "country": "NL"})
    dutch = papers.disclosure("s3", "nl")
    english = papers.disclosure("s4", "en")
    grade = papers.disclosure("s5", "grade", "9")
    claims = {
        "languages": [{"...": papers.digest(dutch)}, {"...": papers.digest(english)}, "fy"],
        "result": {"_sd": [papers.digest(grade)], "passed": True},
        "_sd": [papers.digest(address), "decoy" * 8],
    }
    return secured(papers.sd_jwt(street, address, dutch, english, grade, claims=claims))


def by_path(credential: SecuredCredential) -> dict[str, disclosure.Claim]:
    return {claim.path: claim for claim in disclosure.each(disclosure.claims_of(credential))}


def test_the_tree_says_what_is_locked_and_what_is_free() -> None:
    found = by_path(nested())
    free = {path for path, claim in found.items() if claim.free}
    assert free == {"/address", "/address/street", "/languages/0", "/languages/1", "/result/grade"}
    assert found["/languages/2"].value == "fy"
    assert not found["/result/passed"].free


@pytest.mark.parametrize(
    ("hidden", "gone", "kept"),
    [
        (["/address"], ["Dorpsstraat", "address", "street"], ["grade", '"nl"', '"en"']),
        (["/address/street"], ["Dorpsstraat"], ["address", "grade"]),
        (["/languages/0", "/result/grade"], ['"nl"', "grade"], ['"en"', "Dorpsstraat"]),
        ([], [], ["Dorpsstraat", "grade", '"nl"', '"en"']),
    ],
)
def test_what_is_hidden_is_not_in_the_bytes(hidden: list[str], gone: list[str], kept: list[str]) -> None:
    shown = disclosure.with_hidden(nested(), hidden)
    assert recognise(shown.raw)
    disclosed = "".join(base64url.decode(part).decode() for part in shown.raw.decode().split("~")[1:-1])
    assert [word for word in gone if word in disclosed] == []
    assert [word for word in kept if word not in disclosed] == []
    assert [word for word in gone if word in json.dumps(shown.document)] == []


def test_the_issuers_signature_still_fits_what_is_shown() -> None:
    token = SCHOOL.sd_jwt_vc({"vct": "urn:x:1", "a": 1, "b": 2}, hidden=["a", "b"])
    shown = disclosure.with_hidden(secured(token), ["/a"])
    assert shown.raw.decode().split("~")[0] == token.split("~")[0]
    assert len(shown.raw.decode().split("~")) == len(token.split("~")) - 1


def test_only_free_claims_can_be_hidden() -> None:
    claims = disclosure.claims_of(nested())
    assert disclosure.unhideable(claims, ["/address", "/result/passed", "/nowhere"]) == ("/result/passed", "/nowhere")
    whole = secured(json.dumps(papers.credential()))
    assert disclosure.method_of(whole) is Method.WHOLE
    assert not any(claim.free for claim in disclosure.each(disclosure.claims_of(whole)))


def test_a_disclosure_that_nothing_refers_to_is_never_handed_on() -> None:
    stray = papers.disclosure("s", "secret", "do not show")
    token = papers.sd_jwt(papers.disclosure("s", "a", 1), papers.disclosure("s", "b", 2))
    head, *parts = token.split("~")
    shown = disclosure.with_hidden(secured("~".join([head, stray, *parts])), ["/a"])
    assert stray not in shown.raw.decode()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("birth_date", Sensitive.BIRTH),
        ("dateOfBirth", Sensitive.BIRTH),
        ("geboortedatum", Sensitive.BIRTH),
        ("bsn", Sensitive.NATIONAL_ID),
        ("nationalID", Sensitive.NATIONAL_ID),
        ("personal_administrative_number", Sensitive.NATIONAL_ID),
        ("email", Sensitive.EMAIL),
        ("contactEmail", Sensitive.EMAIL),
        ("grade", Sensitive.GRADE),
        ("cijfer", Sensitive.GRADE),
        ("given_name", None),
        ("achievement", None),
        ("description", None),
        ("name", None),
    ],
)
def test_what_is_sensitive(name: str, kind: Sensitive | None) -> None:
    assert kind_of(name) is kind


def test_a_huge_credential_gives_a_tree_of_limited_size() -> None:
    many: dict[str, Any] = papers.credential()
    many["credentialSubject"]["list"] = [{"a": n} for n in range(5000)]
    assert len(list(disclosure.each(disclosure.claims_of(secured(json.dumps(many)))))) <= 401


def base_credential() -> SecuredCredential:
    """A credential with an ecdsa-sd-2023 base proof: issuer, date and name of the achievement are mandatory."""
    school = issuers.did_key("Zuiderpark", kind=KeyType.P256)
    once = issuers.key("once", KeyType.P256)
    document = school.badge("Minor")
    document["credentialSubject"] |= {
        "id": issuers.HOLDER,
        "licenseNumber": "SECRET-NUMBER",
        "result": [{"type": ["Result"], "value": "9"}, {"type": ["Result"], "value": "SECRET-MARK"}],
    }
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "ecdsa-sd-2023",
        "created": "2026-07-01T00:00:00Z",
        "verificationMethod": school.method,
        "proofPurpose": "assertionMethod",
    }
    proof = ecdsa_sd_2023.create_base(
        document,
        options,
        school.signer,
        Reading(ContextSet()),
        mandatory=["/issuer", "/validFrom", "/credentialSubject/achievement/name"],
        hmac_key=bytes(range(32)),
        proof_signer=once,
        proof_key=once.public_key,
    )
    return secured(json.dumps({**document, "proof": proof}))


def test_a_base_proof_is_chosen_from_by_claim() -> None:
    one = base_credential()
    assert disclosure.method_of(one) is Method.BASE_PROOF
    found = by_path(one)
    assert found["/credentialSubject/licenseNumber"].free
    assert found["/credentialSubject/result/1/value"].free
    assert not found["/credentialSubject/achievement/name"].free
    assert not found["/credentialSubject/achievement"].free
    assert not found["/issuer"].free
    assert not found["/type"].free


@pytest.mark.parametrize(
    ("hidden", "gone", "kept"),
    [
        ([], [], ["SECRET-NUMBER", "SECRET-MARK", "Minor"]),
        (["/credentialSubject/licenseNumber"], ["SECRET-NUMBER"], ["SECRET-MARK"]),
        (["/credentialSubject/result/1"], ["SECRET-MARK"], ["SECRET-NUMBER", '"9"']),
        (["/credentialSubject/result", "/credentialSubject/licenseNumber"], ["SECRET", '"9"'], ["Minor"]),
    ],
)
def test_what_is_derived_verifies_and_never_carries_the_base(
    hidden: list[str], gone: list[str], kept: list[str]
) -> None:
    one = base_credential()
    shown = disclosure.with_hidden(one, hidden)
    text = shown.raw.decode()
    assert [word for word in gone if word in text] == []
    assert [word for word in kept if word not in text] == []
    assert not data_integrity.has_base_proof(shown.document)
    assert one.document["proof"]["proofValue"] not in text
    context = Context(now=issuers.NOW, fetcher=issuers.Web(), presented=True)
    checks = data_integrity.check(shown.document, context, issuer=None)
    assert [check.code for check in checks if check.kind is CheckKind.PROOF] == ["proof.valid"]


def bbs_credential() -> SecuredCredential:
    secret = 0x1234567890ABCDEF
    material = bytes((G2Point() * Scalar.from_be_bytes(secret.to_bytes(32, "big"))).to_compressed_bytes())
    did = "did:key:" + multikey.encode(load.point(KeyType.BLS12381_G2, material))
    document = SCHOOL.badge("Minor") | {"issuer": {"id": did, "type": ["Profile"], "name": "School"}}
    document["credentialSubject"] |= {"licenseNumber": "SECRET-NUMBER"}
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "bbs-2023",
        "created": "2026-07-01T00:00:00Z",
        "verificationMethod": f"{did}#{did.removeprefix('did:key:')}",
        "proofPurpose": "assertionMethod",
    }
    proof = bbs_2023.create_base(
        document,
        options,
        Reading(ContextSet()),
        secret=secret,
        public_key=material,
        mandatory=["/issuer", "/validFrom"],
        hmac_key=bytes(range(32)),
    )
    return secured(json.dumps({**document, "proof": proof}))


class Counting:
    """Bytes that differ each time and are the same in every run."""

    def __init__(self) -> None:
        self.count = 0

    def token(self, length: int) -> bytes:
        self.count += 1
        return hashlib.shake_256(self.count.to_bytes(4, "big")).digest(length)


def test_bbs_is_derived_and_marked_as_an_experiment() -> None:
    one = bbs_credential()
    assert disclosure.is_experimental(one)
    assert not disclosure.is_experimental(base_credential())
    assert disclosure.method_of(one) is Method.BASE_PROOF
    shown = disclosure.with_hidden(one, ["/credentialSubject/licenseNumber"], random=Counting())
    assert "SECRET" not in shown.raw.decode()
    assert "Minor" in shown.raw.decode()
    context = Context(now=issuers.NOW, fetcher=issuers.Web(), presented=True)
    checks = data_integrity.check(shown.document, context, issuer=None)
    assert [check.code for check in checks if check.kind is CheckKind.PROOF] == ["proof.valid"]


def test_a_base_proof_that_cannot_be_derived_from_is_known() -> None:
    value = "u" + base64url.encode(b"\xd9\x5d\x04" + bytes(20))
    proof = {"type": "DataIntegrityProof", "cryptosuite": "bbs-2023", "proofValue": value}
    one = secured(json.dumps(papers.credential(proof=proof)))
    assert disclosure.is_unknown_base(one) or disclosure.method_of(one) is Method.BASE_PROOF
    derived = {**proof, "proofValue": "u" + base64url.encode(b"\xd9\x5d\x03" + bytes(20))}
    assert not disclosure.is_unknown_base(secured(json.dumps(papers.credential(proof=derived))))


def test_a_date_in_a_token_is_shown_as_a_date() -> None:
    one = secured(papers.sd_jwt(papers.disclosure("s", "a", 1), claims={"exp": 1945987200}))
    assert by_path(one)["/exp"].value == "2031-09-01"


@st.composite
def tokens(draw: st.DrawFn) -> str:
    """An SD-JWT of random shape (flat, structured, recursive, arrays); every value is a text of its own."""
    disclosed: list[str] = []
    texts: list[str] = []

    def value(depth: int) -> Any:
        kind = draw(st.sampled_from(["text", "object", "list"] if depth < 3 else ["text"]))
        if kind == "object":
            return wrapped_object({f"n{number}": value(depth + 1) for number in range(draw(st.integers(1, 3)))})
        if kind == "list":
            return [element(value(depth + 1)) for _ in range(draw(st.integers(1, 3)))]
        texts.append(f"value-{len(texts)}-end")
        return texts[-1]

    def element(item: Any) -> Any:
        if not draw(st.booleans()):
            return item
        disclosed.append(papers.disclosure(f"s{len(disclosed)}", item))
        return {"...": papers.digest(disclosed[-1])}

    def wrapped_object(source: dict[str, Any]) -> dict[str, Any]:
        made: dict[str, Any] = {"_sd": []}
        for name, item in source.items():
            if draw(st.booleans()):
                disclosed.append(papers.disclosure(f"s{len(disclosed)}", name, item))
                made["_sd"].append(papers.digest(disclosed[-1]))
            else:
                made[name] = item
        return made

    claims = wrapped_object({f"c{number}": value(0) for number in range(draw(st.integers(1, 4)))})
    order = draw(st.permutations(disclosed))
    return papers.sd_jwt(*order, claims=claims)


@given(tokens(), st.data())
def test_whatever_is_chosen_only_that_is_handed_over(token: str, data: st.DataObject) -> None:
    one = secured(token)
    tree = list(disclosure.each(disclosure.claims_of(one)))
    free = [claim.path for claim in tree if claim.free]
    hidden = data.draw(st.lists(st.sampled_from(free), unique=True)) if free else []
    shown = disclosure.with_hidden(one, hidden)
    plain = shown.raw.decode().split("~")
    handed = base64url.decode(plain[0].split(".")[1]) + b"".join(base64url.decode(part) for part in plain[1:-1])
    for claim in tree:
        if claim.value and not claim.children:
            visible = not disclosure.is_hidden(claim.path, hidden)
            for text in claim.value.split(", "):
                assert (text.encode() in handed) == visible, (claim.path, hidden)
    assert set(disclosure.unhideable(disclosure.claims_of(one), hidden)) == set()
