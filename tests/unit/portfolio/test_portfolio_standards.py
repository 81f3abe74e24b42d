"""CLR 2.0 and ELM 3 of a portfolio: nobody's credential is rewritten, nothing claims to be signed, both read back."""

import base64
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import jsonschema_rs
import pytest

from conftest import shared_folder
from simulators.portfolio_entries import entry, portfolio, record
from wallet.model.earned import (
    Assessment,
    CreditSystem,
    Grade,
    GradeScale,
    Hours,
    Level,
    Outcome,
    Record,
    Skill,
)
from wallet.model.secured import Format, Kind, SecuredCredential, Securing
from wallet.portfolio.data import Entry, PortfolioData
from wallet.portfolio.writers import clr, elm
from wallet.records.normalise import record_of
from wallet.verification.verdict import State

SIGNED = '{"@context": ["https://www.w3.org/ns/credentials/v2"], "credentialSubject": {"n": 2.50}, "proof": {"x": 1}}'
RICH = replace(
    record(
        "Bodem",
        country="NL",
        description={"nl": "Over bodem", "und": "x"},
        outcomes=(Outcome({"nl": "Graaft"}, (Skill({"nl": "graven"}, "http://data.europa.eu/esco/skill/1", "ESCO"),)),),
        outcomes_text={"nl": "Samenvatting"},
        level=Level(eqf=5),
        participation=("online", "volunteering"),
        languages=("nl-NL", "en"),
        prerequisites={"nl": "Geen"},
        grades=(Grade("8,5", GradeScale(name="1-10"), "Eindcijfer"), Grade("7")),
        assessments=(Assessment(("written_exam",)),),
        parts=(record("Module", ec="1"),),
        hours=None,
    ),
    hours=Hours(notional=Decimal("70.5")),
)


def read(data: bytes) -> Record:
    document = json.loads(data)
    secured = SecuredCredential(
        data, Format.ELM_UNSIGNED, Securing.NONE, Kind.CREDENTIAL, "application/ld+json", document
    )
    return record_of(secured)


def signed_json(state: State = State.VERIFIED) -> Entry:
    return entry(record("Getekend", format="vc_ldp"), state, raw=SIGNED.encode())


def everything() -> PortfolioData:
    return portfolio(
        signed_json(),
        entry(record("Token", format="vc_jwt"), raw=b"aaa.bbb.ccc", media_type="application/vc+jwt"),
        entry(replace(RICH, format="elm_jades"), raw=b'{"payload":"x"}', media_type="application/jose+json"),
        entry(record("Vals", format="vc_ldp"), State.TAMPERED, raw=SIGNED.encode()),
        entry(record("Papier"), State.UNSIGNED, signed=False, raw=b"%PDF", media_type="application/pdf"),
        holder_id="did:jwk:holder",
    )


def test_a_signed_credential_goes_into_the_record_untouched() -> None:
    text = clr.write(everything()).data.decode()
    assert SIGNED in text
    subject = json.loads(text)["credentialSubject"]
    assert subject["id"] == "did:jwk:holder"
    assert subject["verifiableCredential"][1] == {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "id": "data:application/vc+jwt,aaa.bbb.ccc",
        "type": "EnvelopedVerifiableCredential",
    }


def test_what_cannot_be_carried_is_named_with_its_original() -> None:
    made = json.loads(clr.write(everything()).data)
    assert [one["name"] for one in made["credentialSubject"]["achievement"]] == ["Bodem", "Papier"]
    for one in made["credentialSubject"]["achievement"]:
        assert one["description"]
        assert one["criteria"]["narrative"]
    kept = {one["name"]: one.get("id", "") for one in made["evidence"]}
    assert base64.b64decode(kept["Bodem"].split(",", 1)[1]) == b'{"payload":"x"}'
    assert kept["Getekend"] == ""
    assert "State" in str(made["evidence"]) or "Stand op" in str(made["evidence"])


def test_neither_form_is_signed_or_repeats_what_may_not_be_relied_on() -> None:
    for writer in (clr, elm):
        text = writer.write(everything()).data.decode()
        made = json.loads(text)
        assert "proof" not in made
        assert "niet ondertekend" in text
        assert "Vals" not in text
        assert made["validFrom"] == "2026-11-25T09:00:00Z"
        assert writer.write(everything()).data == text.encode()


def test_an_issuer_cannot_write_into_the_record() -> None:
    text = '"}], "proof": {"x": 1}, "z": [{"'
    item = entry(record(text, description={"nl": text}, criteria=text), note=text, word=text, sentence=text)
    for writer in (clr, elm):
        made = json.loads(writer.write(portfolio(item, title=text, person_name=text, introduction=text)).data)
        assert "proof" not in made
        assert "z" not in made


def test_the_european_form_reads_back_as_what_went_in() -> None:
    found = read(elm.write(portfolio(entry(RICH))).data)
    assert found.title == {"nl": "Bodem"}
    assert found.description == {"nl": "Over bodem"}
    assert [(one.value, one.system, one.earned) for one in found.credits] == [(Decimal("2.5"), CreditSystem.ECTS, True)]
    assert found.hours is not None
    assert found.hours.notional == Decimal("70.5")
    assert found.level == Level(eqf=5)
    assert found.participation == ("online",)
    assert found.languages == ("nl", "en")
    assert found.country == "NL"
    assert found.awarded_on == RICH.awarded_on
    assert [outcome.text for outcome in found.outcomes] == [{"nl": "Graaft"}]
    assert found.outcomes[0].skills[0].framework == "ESCO"
    assert [(grade.value, grade.part) for grade in found.grades] == [("8,5", "Eindcijfer"), ("7", "Bodem")]
    assert [part.title for part in found.parts] == [{"nl": "Module"}]
    assert found.awarding_bodies[0].name == {"nl": "Hogeschool De Plas"}
    assert found.holder.names == ("Dana Student",)


def test_several_achievements_read_back_as_parts() -> None:
    found = read(elm.write(everything()).data)
    assert [next(iter(part.title.values())) for part in found.parts] == ["Getekend", "Token", "Bodem", "Papier"]


def test_the_claims_fit_the_published_schema() -> None:
    folder = shared_folder()
    if folder is None:
        pytest.skip("NOT RUN: the folder with third-party data is absent")
    file = folder / "vectors/europe/dc4eu-pilot/edc-vcdm/edc-w3c-vcdm_schema.json"
    schema: dict[str, Any] = json.loads(file.read_text("utf-8"))
    whole = {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": "#/$defs/PersonType"}
    validator = jsonschema_rs.validator_for(whole, retriever=_no_retrieval)
    made = json.loads(elm.write(everything()).data)
    problems = [
        f"{list(one.instance_path)}: {one.message}"[:300] for one in validator.iter_errors(made["credentialSubject"])
    ]
    assert problems == []


def _no_retrieval(address: str) -> Any:
    raise ValueError(address)


def test_an_empty_portfolio_is_an_empty_record() -> None:
    data = replace(portfolio(), entries=())
    assert json.loads(clr.write(data).data)["credentialSubject"]["verifiableCredential"] == []
    assert "hasClaim" not in json.loads(elm.write(data).data)["credentialSubject"]
