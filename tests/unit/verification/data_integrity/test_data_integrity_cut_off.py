"""Nothing of what was signed can be put out of sight: one thing described twice in a list is refused."""

import copy
from typing import Any

import pytest

from simulators import issuer as issuers
from simulators.issuer import NOW, Web
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.proofs import data_integrity

SCHOOL = issuers.did_key("Hogeschool Zuiderpark")


def failed_course(**subject: Any) -> dict[str, Any]:
    """A signed credential in which the grade is a fail."""
    document = SCHOOL.badge("Master Recht", achievement={"achievementType": "Course"})
    document["credentialSubject"] |= {"result": [{"type": ["Result"], "value": "Fail"}], **subject}
    return SCHOOL.sign(document)


def proof_of(document: dict[str, Any]) -> Check:
    checks = data_integrity.check(document, Context(now=NOW, fetcher=Web()), issuer=SCHOOL.id)
    return next(one for one in checks if one.kind is CheckKind.PROOF)


def _subject_in_two(document: dict[str, Any]) -> None:
    first = document["credentialSubject"]
    second = {"id": first["id"], "type": first["type"], "result": first.pop("result")}
    document["credentialSubject"] = [first, second]


def _nameless_subject_in_two(document: dict[str, Any]) -> None:
    document["credentialSubject"]["id"] = "_:b0"
    _subject_in_two(document)


def _achievement_in_two(document: dict[str, Any]) -> None:
    subject = document["credentialSubject"]
    first = subject["achievement"]
    second = {"id": first["id"], "type": first["type"], "achievementType": first.pop("achievementType")}
    subject["achievement"] = [first, second]


def _a_mere_reference_before(document: dict[str, Any]) -> None:
    subject = document["credentialSubject"]
    subject["achievement"] = [subject["achievement"]["id"], subject["achievement"]]


def _with_a_set_around(document: dict[str, Any]) -> None:
    _subject_in_two(document)
    document["credentialSubject"] = {"@set": document["credentialSubject"]}


def _results_in_a_set(document: dict[str, Any]) -> None:
    subject = document["credentialSubject"]
    subject["result"] = {"@set": subject["result"]}


def _results_in_a_list_in_a_list(document: dict[str, Any]) -> None:
    subject = document["credentialSubject"]
    subject["result"] = [subject["result"]]


@pytest.mark.parametrize(
    "cut",
    [
        _subject_in_two,
        _achievement_in_two,
        _a_mere_reference_before,
        _with_a_set_around,
        _results_in_a_set,
        _results_in_a_list_in_a_list,
    ],
)
def test_a_part_cannot_be_cut_off(cut: Any) -> None:
    document = failed_course()
    assert proof_of(document).outcome is Outcome.PASSED
    cut(document)
    assert proof_of(document).outcome is not Outcome.PASSED


def test_a_part_of_something_without_a_name_cannot_be_cut_off_either() -> None:
    document = SCHOOL.badge("Master Recht", holder=None)
    document["credentialSubject"]["result"] = [{"type": ["Result"], "value": "Fail"}]
    signed = SCHOOL.sign(document)
    renamed = copy.deepcopy(signed)
    renamed["credentialSubject"]["id"] = "_:b0"
    assert proof_of(renamed).outcome is Outcome.PASSED
    _nameless_subject_in_two(signed)
    assert proof_of(signed).outcome is not Outcome.PASSED


def test_two_things_and_one_thing_named_twice_stay_good() -> None:
    document = SCHOOL.badge("Master Recht")
    subject = document["credentialSubject"]
    document["credentialSubject"] = [subject, {**subject, "id": "did:example:second"}]
    document["termsOfUse"] = [{"id": "urn:terms:1", "type": "Terms"}, {"id": "urn:terms:2", "type": "Terms"}]
    document["@context"].append("https://www.w3.org/ns/credentials/undefined-terms/v2")
    assert proof_of(SCHOOL.sign(document)).outcome is Outcome.PASSED
