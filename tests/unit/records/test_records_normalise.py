"""What people read about a credential is what the credential says, whatever vocabulary it speaks."""

import base64
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from wallet.model.earned import CreditSystem, Identifier, NameSource, Presence, Record, Supervision
from wallet.model.secured import Format, Kind, SecuredCredential, Securing
from wallet.records.normalise import record_of, search_text


def record(document: dict[str, Any], *, linked: dict[str, Any] | None = None, **claims: Any) -> Record:
    raw = json.dumps(document).encode()
    secured = SecuredCredential(
        raw, Format.VC_LDP, Securing.DATA_INTEGRITY, Kind.CREDENTIAL, "application/json", document, claims
    )
    return record_of(secured, linked=linked)


def extension(name: str, member: str, value: Any) -> dict[str, Any]:
    return {
        f"extensions:{name}": {
            "@context": f"http://127.0.0.1:8000/static/extensions/{name}/context.json",
            "type": ["Extension", f"extensions:{name}"],
            member: value,
        }
    }


BADGE: dict[str, Any] = {
    "type": "BadgeClass",
    "id": "https://badges.school.example/public/badges/b1",
    "name": "Inleiding waterbeheer",
    "description": "Over **water**.",
    "image": "https://badges.school.example/public/badges/b1/image",
    "criteria": {"id": "https://badges.school.example/public/badges/b1/criteria", "narrative": "Maak een plan."},
    "alignment": [{"targetName": "hydrologie", "targetUrl": "https://esco.example/1", "targetFramework": "ESCO"}],
    **extension("ECTSExtension", "ECTS", 2.5),
    **extension("TimeInvestmentExtension", "TimeInvestment", 84),
    **extension("EQFExtension", "EQF", 6),
    **extension("LearningOutcomeExtension", "LearningOutcome", "- kan een waterplan maken"),
    **extension("LanguageExtension", "Language", "nl_NL"),
    **extension("EducationProgramIdentifierExtension", "EducationProgramIdentifier", [56789, 12345]),
    "typeBadgeClass": "micro_credential",
    "participation": "blended,online",
    "assessmentType": "portfolio_assessment,oram_exam",
    "assessmentSupervised": True,
    "assessmentIdVerified": False,
    "eqfNlqfLevelVerified": False,
    "stackable": True,
    "grade_achieved": "8",
    "issuer": {
        "type": "Issuer",
        "id": "https://badges.school.example/public/issuers/i1",
        "name": "Water",
        "name_dutch": "Water en Bodem",
        "name_english": "Water and Soil",
        **extension("InstitutionIdentifierExtension", "InstitutionIdentifier", "42AB"),
        **extension("InstitutionCountryExtension", "InstitutionCountry", "NL"),
        "faculty": {
            "name": "Faculteit Aarde",
            "on_behalf_of": True,
            "on_behalf_of_display_name": "Waterschap De Plas",
            "institution": {"type": "Institution", "name": "Hogeschool De Plas", "name_dutch": "Hogeschool De Plas"},
        },
    },
}
ASSERTION: dict[str, Any] = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://badges.school.example/public/assertions/a1",
    "badge": BADGE,
    "issuedOn": "2025-04-20T23:20:30.521307+02:00",
    "recipient": {"hashed": True, "type": "id", "identity": "sha256$abcdef", "salt": "00ff"},
}


def test_an_edubadge_gives_everything_that_its_extensions_say() -> None:
    found = record(ASSERTION)
    assert found.title == {"und": "Inleiding waterbeheer"}
    assert found.kind == "micro_credential"
    assert [(c.value, c.system, c.earned) for c in found.credits] == [(Decimal("2.5"), CreditSystem.ECTS, True)]
    assert found.hours is not None
    assert found.hours.notional == 84
    assert found.level is not None
    assert (found.level.eqf, found.level.verified) == (6, False)
    assert found.outcomes_text == {"und": "- kan een waterplan maken"}
    assert found.languages == ("nl",)
    assert found.programme_codes == ("56789", "12345")
    assert found.participation == ("blended", "online")
    assert found.assessments[0].types == ("portfolio", "oral_exam")
    assert found.supervision == Supervision(supervised=True, identity_checked=False)
    assert found.stackable is True
    assert found.grades[0].value == "8"
    assert found.issuer.name_from is NameSource.CREDENTIAL
    assert [body.name.get("nl") for body in found.awarding_bodies] == ["Hogeschool De Plas", "Water en Bodem"]
    assert Identifier("brin", "42AB") in found.awarding_bodies[0].identifiers
    assert found.on_behalf_of is not None
    assert found.on_behalf_of.name == {"und": "Waterschap De Plas"}
    assert found.country == "NL"
    assert found.holder.hashed_identifiers[0].kind == "eduid"
    # The day on the clock of the one who issued it, not the day in UTC.
    assert found.awarded_on == date(2025, 4, 20)
    assert found.issued_at == datetime(2025, 4, 20, 21, 20, 30, 521307, tzinfo=UTC)


def test_every_field_says_where_it_was_read() -> None:
    found = record(ASSERTION)
    for name, pointer in found.provenance.items():
        value: Any = ASSERTION
        for part in pointer.split("/")[1:]:
            key = part.replace("~1", "/").replace("~0", "~")
            value = value[int(key)] if isinstance(value, list) else value[key]
        assert value is not None, name
    assert found.provenance["credits"].endswith("/extensions:ECTSExtension/ECTS")


def test_a_hosted_badge_is_completed_with_what_was_fetched_for_it() -> None:
    issuer = {"type": "Issuer", "id": "https://x.example/i", "name": "Expanded"}
    found = record(
        {**ASSERTION, "badge": BADGE["id"]},
        linked={
            BADGE["id"]: {**BADGE, "issuer": issuer["id"]},
            BADGE["id"] + "?expand=micro": {
                "id": BADGE["id"],
                "qualityAssuranceName": "Kwaliteitskader",
                "qualityAssuranceUrl": "https://npuls.example/kader",
                "issuer": issuer,
            },
            "https://badges.school.example/public/assertions/identity/sha256%24abcdef/00ff": {
                "name": "D. Student",
                "validated_name": None,
                "recipient_name": "Dana Student",
            },
        },
    )
    assert found.title == {"und": "Inleiding waterbeheer"}
    assert found.quality[0].name == {"und": "Kwaliteitskader"}
    assert found.issuer.name == "Expanded"
    assert found.holder.names == ("Dana Student",)
    assert found.holder.name_validated is False


def test_a_country_that_is_no_country_stays_unknown() -> None:
    issuer = {**BADGE["issuer"], **extension("InstitutionCountryExtension", "InstitutionCountry", "EN")}
    assert record({**ASSERTION, "badge": {**BADGE, "issuer": issuer}}).country is None


OB3: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    "id": "urn:uuid:1",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {
        "id": "did:web:school.example",
        "type": ["Profile"],
        "name": "Hogeschool De Plas",
        "otherIdentifier": [{"identifier": "42AB", "identifierType": "ext:BRIN"}],
        "address": {"addressCountryCode": "NL"},
    },
    "validFrom": "2025-08-30T00:00:00Z",
    "validUntil": "2030-08-30T00:00:00Z",
    "credentialStatus": {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "94567",
        "statusListCredential": "https://school.example/status/3",
    },
    "credentialSubject": {
        "id": "did:key:z6MkHolder",
        "type": ["AchievementSubject"],
        "identifier": [
            {"type": "IdentityObject", "identityHash": "Dana Student", "hashed": False, "identityType": "name"},
            {
                "type": "IdentityObject",
                "identityHash": "sha256$00",
                "hashed": True,
                "identityType": "emailAddress",
                "salt": "s",
            },
        ],
        "creditsEarned": 3,
        "achievement": {
            "id": "https://school.example/a/1",
            "type": ["Achievement", "EducredentialAchievement"],
            "achievementType": "MicroCredential",
            "name": "Bodem",
            "description": "Over bodem",
            "criteria": {"narrative": "Graven"},
            "inLanguage": "nl-NL",
            "ECTS": 2.5,
            "educationProgramIdentifier": "[1234]",
            "participationType": "onsite or blended",
            "assessmentType": "application of a skill",
            "supervisionType": "supervised online",
            "identityChecked": True,
            "image": {"id": "data:image/png;base64," + base64.b64encode(b"\x89PNG picture").decode(), "type": "Image"},
            "alignment": [
                {"targetType": "ext:EQF", "targetCode": "5", "targetName": "EQF 5", "targetUrl": "https://eqf.example"},
                {"targetType": "ext:QualityAssurance", "targetCode": "AV-1", "targetName": "NVAO"},
                {"targetType": "ext:ESCOAlignment", "targetName": "graven", "targetUrl": "https://esco.example/9"},
            ],
            "resultDescription": [
                {"id": "urn:r", "name": "Eindcijfer", "valueMin": "1", "valueMax": "10", "requiredValue": "6"}
            ],
        },
        "result": [{"type": ["Result"], "resultDescription": "urn:r", "value": "8.5"}],
    },
}


def test_an_open_badge_with_the_dutch_terms() -> None:
    found = record(OB3)
    assert found.title == {"nl-NL": "Bodem"}
    assert found.kind == "micro_credential"
    assert [(c.value, c.system) for c in found.credits] == [
        (Decimal("2.5"), CreditSystem.ECTS),
        # creditsEarned has no unit, so it is never EC.
        (Decimal(3), CreditSystem.OTHER),
    ]
    assert found.level is not None
    assert found.level.eqf == 5
    assert found.quality[0].code == "AV-1"
    assert [skill.framework for skill in found.skills] == ["ESCO"]
    assert found.participation == ("onsite_or_blended",)
    assert found.supervision == Supervision(supervised=True, identity_checked=True, place="online")
    grade = found.grades[0]
    assert (grade.value, grade.part) == ("8.5", "Eindcijfer")
    assert grade.scale is not None
    assert (grade.scale.minimum, grade.scale.maximum, grade.scale.passing) == ("1", "10", "6")
    assert found.programme_codes == ("1234",)
    assert found.images[0].data == b"\x89PNG picture"
    assert found.images[0].media_type == "image/png"
    assert found.holder.names == ("Dana Student",)
    assert found.holder.hashed_identifiers[0].kind == "email"
    assert found.holder.key_bound
    assert found.status_refs[0].index == "94567"
    assert found.awarded_on == date(2025, 8, 30)
    assert found.eu_elements["learning_outcomes"] is Presence.PARTLY
    assert found.eu_elements["quality_assurance"] is Presence.PRESENT


def test_a_grade_on_an_unnamed_scale_gets_no_scale_from_a_neighbour() -> None:
    subject = {**OB3["credentialSubject"], "result": [{"resultDescription": "urn:other", "value": "8"}]}
    assert record({**OB3, "credentialSubject": subject}).grades[0].scale is None


def test_a_clr_gives_each_credential_and_loose_achievement_as_a_part() -> None:
    found = record(
        {
            "type": ["VerifiableCredential", "ClrCredential"],
            "id": "urn:uuid:clr",
            "name": "Overzicht",
            "issuer": {"id": "did:web:school.example", "name": "School"},
            "validFrom": "2025-01-01T00:00:00Z",
            "credentialSubject": {
                "type": ["ClrSubject"],
                "verifiableCredential": [OB3],
                "achievement": [
                    {"id": "https://school.example/a/1", "name": "Bodem"},
                    {"id": "urn:uuid:loose", "name": "Lucht"},
                ],
                "association": [{"associationType": "isParentOf", "sourceId": "urn:a", "targetId": "urn:b"}],
            },
        }
    )
    assert found.kind == "transcript"
    assert [next(iter(part.title.values())) for part in found.parts] == ["Bodem", "Lucht"]
    assert found.parts[0].key == record(OB3).key
    assert "Lucht" in search_text(found)


def elm(claim: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "@context": ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"],
        "id": "urn:credential:1",
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "issuer": {
            "id": "urn:epass:org:9",
            "legalName": {"en": "Sealing Ltd"},
            "eIDAS\u0399dentifier": {"notation": "VATES-1"},
        },
        "issuanceDate": "2025-03-25T07:52:38",
        "validFrom": "2025-03-01T00:00:00Z",
        "displayParameter": {"title": {"en": "Display title"}},
        "credentialSubject": {
            "id": "urn:epass:person:1",
            "givenName": {"und": "Dana"},
            "familyName": {"und": "Student"},
            "dateOfBirth": "1990-10-01T22:00:00Z",
            "nationalID": {"notation": "NL-123"},
            "hasClaim": claim,
        },
        **more,
    }


CLAIM: dict[str, Any] = {
    "type": "LearningAchievement",
    "title": {"en": ["Water", "Second line"], "nl ": "Water"},
    "awardedBy": {
        "awardingBody": {
            "id": "https://school.example",
            "legalName": {"nl": "Hogeschool De Plas"},
            "location": {
                "address": {"countryCode": {"id": "http://publications.europa.eu/resource/authority/country/NLD"}}
            },
            "identifier": {"schemeName": "BRIN", "notation": "42AB"},
        },
        "awardingDate": "2024-12-31T00:00:00",
    },
    "creditReceived": {"framework": {"id": "http://data.europa.eu/snb/education-credit/6fcec5c5af"}, "point": "5"},
    "specifiedBy": {
        "type": "Qualification",
        "isPartialQualification": True,
        "eqfLevel": {"id": "http://data.europa.eu/snb/eqf/6", "notation": "eqf-level"},
        "volumeOfLearning": "PT60H30M",
        "language": {"id": "http://publications.europa.eu/resource/authority/language/NLD", "notation": "language"},
        "mode": {"id": "http://data.europa.eu/snb/learning-assessment/920fbb3cbe"},
        "entryRequirement": {"noteLiteral": {"en": "None"}},
        "learningOutcome": [{"title": {"en": "Makes a plan"}, "relatedESCOSkill": {"id": "http://esco.example/1"}}],
        "accreditation": {"title": {"en": "NVAO"}, "identifier": {"notation": "AV-2"}},
    },
    "provenBy": {
        "type": "LearningAssessment",
        "title": {"en": "Exam"},
        "grade": {"noteLiteral": {"en": "8"}},
        "idVerification": {"id": "http://data.europa.eu/snb/supervision-verification/70be69aaf9"},
        "specifiedBy": {"dcType": {"id": "http://data.europa.eu/snb/assessment/6e6cb2cc78"}},
        "hasPart": [{"title": {"en": "Part"}, "grade": {"noteLiteral": {"en": "7"}}}],
    },
    "additionalNote": {"subject": {"prefLabel": {"en": "More"}}, "noteLiteral": {"en": "Room 3"}},
    "hasPart": [{"type": "LearningAchievement", "title": {"en": "Module"}, "creditReceived": []}],
}


def test_a_european_credential_keeps_sealer_and_awarding_body_apart() -> None:
    mandate = {"dcType": {"id": "http://data.europa.eu/snb/evidence-type/c_18016257"}}
    found = record(elm(CLAIM, evidence=mandate))
    assert found.title == {"en": "Water\nSecond line", "nl": "Water"}
    assert found.sealed_by is not None
    assert found.sealed_by.name == {"en": "Sealing Ltd"}
    assert Identifier("eidas", "VATES-1") in found.sealed_by.identifiers
    assert found.awarding_bodies[0].name == {"nl": "Hogeschool De Plas"}
    assert Identifier("brin", "42AB") in found.awarding_bodies[0].identifiers
    assert found.on_behalf_of == found.awarding_bodies[0]
    assert found.country == "NL"
    assert found.awarded_on == date(2024, 12, 31)
    assert found.issued_at == datetime(2025, 3, 25, 7, 52, 38, tzinfo=UTC)
    assert found.valid_from == datetime(2025, 3, 1, tzinfo=UTC)


def test_a_european_credential_gives_its_learning() -> None:
    found = record(elm(CLAIM))
    assert [(c.value, c.system) for c in found.credits] == [(Decimal(5), CreditSystem.ECTS)]
    assert found.hours is not None
    assert found.hours.notional == Decimal("60.5")
    assert found.level is not None
    assert found.level.eqf == 6
    assert found.languages == ("nl",)
    assert found.participation == ("online",)
    assert found.prerequisites == {"en": "None"}
    assert found.assessments[0].types == ("written_exam",)
    assert [grade.value for grade in found.grades] == ["8", "7"]
    assert found.supervision == Supervision(supervised=True, identity_checked=True)
    assert found.skills[0].framework == "ESCO"
    assert found.quality[0].code == "AV-2"
    assert found.stackable is True
    assert [part.title for part in found.parts] == [{"en": "Module"}]
    assert found.holder.names == ("Dana Student",)
    assert [(one.label, one.value) for one in found.statements] == [("More", "Room 3")]
    assert found.holder.birth_date == "1990-10-01"
    assert Identifier("national_id", "NL-123") in found.holder.identifiers
    absent = [name for name, presence in found.eu_elements.items() if presence is not Presence.PRESENT]
    assert absent == ["further_information"]
    assert len(found.eu_elements) == 16


def test_the_same_claim_reads_the_same_alone_or_in_a_list_or_wrapped_for_upload() -> None:
    alone = record(elm(CLAIM))
    for other in (
        elm([CLAIM]),  # type: ignore[arg-type]
        {"credential": elm(CLAIM), "deliveryDetails": {}},
    ):
        found = record(other)
        assert (found.title, found.credits, found.level) == (alone.title, alone.credits, alone.level)


@pytest.mark.parametrize("stated", ["P60M", "P2M", "PT99999H", "P1Y"])
def test_a_stretch_of_the_calendar_is_no_number_of_hours(stated: str) -> None:
    found = record(elm({**CLAIM, "specifiedBy": {"volumeOfLearning": stated}}))
    assert found.hours is not None
    assert found.hours.notional is None
    assert found.hours.stated == stated


EUDI: dict[str, Any] = {
    "vct": "urn:eu.europa.ec.eudi:learning:credential:1",
    "iss": "https://issuer.example",
    "iat": 1750000000,
    "exp": 1850000000,
    "cnf": {"jwk": {"kty": "EC"}},
    "issuing_authority": "University of Ghent",
    "issuing_country": "BE",
    "date_of_issuance": "2025-06-30",
    "family_name": "Student",
    "given_name": "Dana",
    "achievement_title": "Data literacy",
    "learning_outcomes": ["Reads a chart", "Draws a chart"],
    "assessment_grade": "A",
    "language_of_classes": "en",
    "learner_identification": "S-1",
    "expected_study_time": "12 months",
    "level_of_learning_experience": 5,
    "types_of_quality_assurance": ["Internal Evaluation"],
    "integration_stackability_options": False,
    "form_of_participation": "online",
    "evaluator_verification": ["By name"],
}


def test_the_european_learning_credential() -> None:
    found = record(EUDI)
    assert found.title == {"und": "Data literacy"}
    assert found.kind == "micro_credential"
    assert found.country == "BE"
    assert found.awarded_on == date(2025, 6, 30)
    # exp ends the token and not the achievement.
    assert found.expires_at is None
    assert found.token_expires_at is not None
    assert [outcome.text["und"] for outcome in found.outcomes] == ["Reads a chart", "Draws a chart"]
    assert found.hours is not None
    assert (found.hours.notional, found.hours.stated) == (None, "12 months")
    assert found.level is not None
    assert found.level.eqf == 5
    assert found.stackable is False
    assert found.holder.names == ("Dana Student",)
    assert found.holder.key_bound
    assert [(s.label, s.value) for s in found.statements] == [("evaluator_verification", "By name")]


def test_a_hidden_claim_is_simply_absent() -> None:
    shown = {name: value for name, value in EUDI.items() if name not in ("family_name", "given_name")}
    found = record(shown)
    assert found.holder.names == ()
    assert found.eu_elements["identification_of_learner"] is Presence.PARTLY


def test_an_unknown_token_type_shows_its_claims() -> None:
    found = record({"vct": "https://types.example/ForkliftLicence/v1", "iss": "https://i.example", "class": "B2"})
    assert found.title == {"und": "Forklift licence"}
    assert [(s.label, s.value, s.pointer) for s in found.statements] == [("class", "B2", "/class")]


def test_any_other_credential_shows_what_it_states() -> None:
    found = record(
        {
            "type": ["VerifiableCredential", "ContinuousProfessionalDevelopmentCredential"],
            "issuer": {"id": "did:example:1", "name": {"en": "Board"}},
            "issuanceDate": "2024-09-01",
            "credentialSubject": {"id": "did:x:1", "givenName": "Dana", "level": {"name": "Expert"}, "entitled": True},
        }
    )
    assert found.title == {"und": "Continuous professional development credential"}
    assert ("level.name", "Expert") in [(s.label, s.value) for s in found.statements]
    assert ("entitled", "true") in [(s.label, s.value) for s in found.statements]


def test_search_finds_words_of_every_language_and_part() -> None:
    text = search_text(record(elm(CLAIM)))
    for word in ("Makes a plan", "Module", "Hogeschool De Plas", "Sealing Ltd", "42AB", "Second line"):
        assert word in text


def test_a_transcript_with_its_lines_in_the_european_form() -> None:
    line = {
        "title": {"en": "History"},
        "creditPoint": [{"framework": {"notation": "ECTS"}, "point": "4"}],
        "grade": {"noteLiteral": {"en": "Good"}},
    }
    claim = {"type": ["LearningAchievement"], "awardedBy": {"location": {"spatial": {"notation": "ES"}}}}
    document = elm({**claim, "wasDerivedFrom": [line]})
    del document["displayParameter"]
    document["type"] = [*document["type"], "EuropeanTranscriptOfRecords"]
    found = record(document)
    assert found.kind == "transcript"
    assert found.title == {"und": "European transcript of records"}
    assert found.country == "ES"
    assert [(part.title, part.credits[0].value, part.grades[0].value) for part in found.parts] == [
        ({"en": "History"}, Decimal(4), "Good")
    ]


def test_a_credential_of_older_wallets_is_named_by_what_its_subject_has() -> None:
    subject = {"name": "Dana", "hasCredential": {"name": "Programme X"}}
    found = record({"type": ["VerifiableCredential"], "issuer": "did:example:1", "credentialSubject": subject})
    assert found.title == {"und": "Programme X"}
    assert found.holder.names == ("Dana",)


def test_a_token_without_a_type_still_shows_its_claims() -> None:
    document = {"iss": "https://issuer.example", "iat": 1750000000, "address": {"locality": "Delft"}}
    secured = SecuredCredential(
        b"a.b.c~", Format.DC_SD_JWT, Securing.SD_JWT, Kind.CREDENTIAL, "application/dc+sd-jwt", document
    )
    found = record_of(secured)
    assert found.title == {}
    assert [(one.label, one.value) for one in found.statements] == [("address.locality", "Delft")]
