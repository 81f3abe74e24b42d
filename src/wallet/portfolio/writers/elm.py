"""The portfolio as an unsigned European Learning Model 3 credential (the JSON-LD that Europass reads).

Put together by the learner: nobody sealed it. Every achievement says in a note in which state its credential was
found, and the originals are attached. What may not be relied on is left out.
"""

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from wallet.model.earned import Credit, CreditSystem, Grade, Identifier, Organisation, Record
from wallet.model.language import LangText
from wallet.portfolio.data import PortfolioData, Written
from wallet.portfolio.document import Shown, identifier, shown, title_of, words
from wallet.portfolio.fields import LONG
from wallet.portfolio.file_names import plain_media_type
from wallet.portfolio.plain_text import one_line, printable
from wallet.records.tags import country_alpha3, language_alpha3

MEDIA_TYPE = "application/ld+json"
_SNB = "http://data.europa.eu/snb"
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_FRAMEWORKS = {
    CreditSystem.ECTS: (f"{_SNB}/education-credit/6fcec5c5af", "European Credit Transfer System"),
    CreditSystem.ECVET: (f"{_SNB}/education-credit/60b314e826", "European Credit System for Vocational Education"),
}
_MODES = {
    "online": "920fbb3cbe",
    "blended": "e92d221e4d",
    "onsite": "9191af2ed9",
    "work_based": "729f3bed4b",
    "project_based": "7813801c77",
    "lab_based": "ed4c557045",
}
_WHOLE = frozenset({"diploma"})
_PARTIAL = frozenset({"micro_credential", "regular", "extra_curricular", "badge", "course"})
_BASE64 = f"{_SNB}/encoding/6146cde7dd"
_GENERIC = f"{_SNB}/credential/e34929035b"
_TWO_LETTERS = 2


def write(data: PortfolioData) -> Written:
    """Return the credential as JSON-LD; equal input gives equal bytes."""
    text = json.dumps(_credential(data), ensure_ascii=False, indent=1)
    return Written(MEDIA_TYPE, "jsonld", text.encode("utf-8", "replace") + b"\n")


def _credential(data: PortfolioData) -> dict[str, Any]:
    lang = data.lang
    kept = [shown(entry, data) for entry in data.entries if not entry.discredited]
    made_at = _timestamp(data.made_at)
    name = one_line(data.person_name, 200)
    person: dict[str, Any] = {"id": data.holder_id or "urn:epass:person:1", "type": "Person"}
    if name:
        person["fullName"] = {lang: name}
    claims = [_achievement(item.entry.record, f"{number}", lang, item) for number, item in enumerate(kept, 1)]
    if claims:
        person["hasClaim"] = claims
    whole: dict[str, Any] = {
        "@context": ["https://www.w3.org/2018/credentials/v1", f"{_SNB}/model/context/edc-ap"],
        "id": identifier(data).replace("urn:uuid:", "urn:credential:"),
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "credentialProfiles": _concept(_GENERIC, "Generic"),
        "displayParameter": {
            "id": "urn:epass:displayParameter:1",
            "type": "DisplayParameter",
            "title": {lang: title_of(data)},
            "description": {lang: words("json.unsigned", lang)},
            "language": [_language(lang)],
            "primaryLanguage": _language(lang),
        },
        "issuer": {
            "id": data.holder_id or "urn:epass:agent:1",
            "type": "Agent",
            **({"prefLabel": {lang: name}} if name else {}),
            "additionalNote": [_note({lang: words("json.unsigned", lang)})],
        },
        "issuanceDate": made_at,
        "issued": made_at,
        "validFrom": made_at,
        "credentialSubject": person,
    }
    attachments = list(_attachments(kept, lang))
    if attachments:
        whole["attachment"] = attachments
    return whole


def _timestamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _day(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _texts(text: LangText, lang: str, limit: int = LONG) -> dict[str, str]:
    """Return text with two-letter language tags; text of an unnamed language counts as that of the portfolio."""
    made: dict[str, str] = {}
    for tag, value in text.items():
        short = tag.split("-", 1)[0].lower()
        key = short if len(short) == _TWO_LETTERS else lang
        if kept := printable(value, limit):
            made.setdefault(key, kept)
    return made


def _concept(address: str, label: str = "") -> dict[str, Any]:
    made: dict[str, Any] = {"id": address, "type": "Concept"}
    if label:
        made["prefLabel"] = {"en": label}
    return made


def _language(tag: str) -> dict[str, Any]:
    return _concept(f"{_AUTHORITY}/language/{language_alpha3(tag) or 'UND'}")


def _note(text: Mapping[str, str]) -> dict[str, Any]:
    return {"type": "Note", "noteLiteral": dict(text)}


def _organisation(body: Organisation, place: str, lang: str, country: str | None) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": one_line(body.id, 1000) if body.id and ":" in body.id else f"urn:epass:org:{place}",
        "type": "Organisation",
        "legalName": _texts(body.name, lang, 300) or {lang: one_line(body.id or "-")},
    }
    code = country_alpha3(body.country or country)
    # A place is required (EDC application profile); where the file names no country, that is what is said.
    stated = (
        _concept(f"{_AUTHORITY}/country/{code}") if code else {"type": "Concept", "prefLabel": {"en": "not stated"}}
    )
    made["location"] = [{"type": "Location", "address": [{"type": "Address", "countryCode": stated}]}]
    known = [_identifier(one) for one in body.identifiers if one.kind not in ("did", "url", "uri")]
    if known:
        made["identifier"] = known
    return made


def _identifier(one: Identifier) -> dict[str, Any]:
    return {"type": "Identifier", "schemeName": one_line(one.kind, 60), "notation": one_line(one.value, 200)}


def _award(record: Record, place: str, lang: str) -> dict[str, Any]:
    bodies = record.awarding_bodies
    if not bodies:
        name = record.issuer.name or record.issuer.stated_name
        bodies = (Organisation({"und": name} if name else {}, record.issuer.id, record.issuer.country),)
    made: dict[str, Any] = {
        "id": f"urn:epass:awardingProcess:{place}",
        "type": "AwardingProcess",
        "awardingBody": [
            _organisation(body, f"{place}.{number}", lang, record.country) for number, body in enumerate(bodies, 1)
        ],
    }
    if record.awarded_on:
        made["awardingDate"] = _day(record.awarded_on)
    return made


def _credits(stated: tuple[Credit, ...], *, earned: bool) -> list[dict[str, Any]]:
    made = []
    for credit in stated:
        if credit.earned is earned:
            known = _FRAMEWORKS.get(credit.system)
            framework = (
                _concept(*known) if known else {"type": "Concept", "prefLabel": {"en": credit.label or "credits"}}
            )
            made.append({"type": "CreditPoint", "framework": framework, "point": _plain(credit.value)})
    return made


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _duration(hours: Decimal) -> str:
    whole, minutes = int(hours), round((hours - int(hours)) * 60)
    return f"PT{whole}H{minutes}M" if minutes else f"PT{whole}H"


def _specification(record: Record, place: str, title: dict[str, str], lang: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": f"urn:epass:learningAchievementSpec:{place}",
        "type": "LearningAchievementSpecification",
        "title": title,
    }
    outcomes = [
        {
            "id": f"urn:epass:learningOutcome:{place}.{number}",
            "type": "LearningOutcome",
            "title": text,
            **_skills(skills),
        }
        for number, (text, skills) in enumerate(
            ((_texts(one.text, lang, 600) or title, one.skills) for one in record.outcomes), 1
        )
    ]
    hours = record.hours.notional or record.hours.sbu if record.hours else None
    level = record.level
    optional: dict[str, Any] = {
        "creditPoint": _credits(record.credits, earned=False),
        "volumeOfLearning": _duration(hours) if hours else None,
        "language": [_language(tag) for tag in record.languages],
        "mode": [
            _concept(f"{_SNB}/learning-assessment/{_MODES[code]}") for code in record.participation if code in _MODES
        ],
        "learningOutcome": outcomes,
        "learningOutcomeSummary": _note(text) if (text := _texts(record.outcomes_text, lang)) else None,
        "entryRequirement": _note(text) if (text := _texts(record.prerequisites, lang)) else None,
    }
    made.update({name: value for name, value in optional.items() if value})
    if level and level.eqf:
        # Only a Qualification can carry a level; what is less than a whole one says so.
        made["type"] = "Qualification"
        if record.kind in _WHOLE or record.kind in _PARTIAL:
            made["isPartialQualification"] = record.kind in _PARTIAL
        made["eqfLevel"] = _concept(f"{_SNB}/eqf/{level.eqf}")
    return made


def _skills(skills: Any) -> dict[str, Any]:
    esco = [_concept(one.uri) for one in skills if one.uri and one.framework == "ESCO"]
    other = [_concept(one.uri) for one in skills if one.uri and one.framework != "ESCO"]
    return {name: value for name, value in (("relatedESCOSkill", esco), ("relatedSkill", other)) if value}


def _assessment(grade: Grade, place: str, title: dict[str, str], award: dict[str, Any], lang: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": f"urn:epass:learningAssessment:{place}",
        "type": "LearningAssessment",
        "title": {lang: one_line(grade.part)} if grade.part else title,
        "grade": _note({lang: one_line(grade.value, 120)}),
        "awardedBy": award,
    }
    if grade.scale and grade.scale.name:
        scheme = {"type": "GradingScheme", "title": {lang: one_line(grade.scale.name)}}
        made["specifiedBy"] = [
            {"type": "LearningAssessmentSpecification", "title": made["title"], "gradingScheme": scheme}
        ]
    return made


def _achievement(record: Record, place: str, lang: str, item: Shown | None = None) -> dict[str, Any]:
    title = _texts(record.title, lang, 300) or {lang: item.title if item else "-"}
    award = _award(record, place, lang)
    made: dict[str, Any] = {
        "id": f"urn:epass:learningAchievement:{place}",
        "type": "LearningAchievement",
        "title": title,
        "awardedBy": award,
        "specifiedBy": _specification(record, place, title, lang),
    }
    notes = []
    if item is not None:
        notes.append(_note({lang: f"{item.word}. {item.sentence} {item.checked}"}))
        if item.note:
            notes.append(_note({lang: f"{words('own_words', lang)}: {item.note}"}))
    optional: dict[str, Any] = {
        "description": _texts(record.description, lang),
        "additionalNote": notes,
        "creditReceived": _credits(record.credits, earned=True),
        "provenBy": [
            _assessment(grade, f"{place}.{number}", title, award, lang) for number, grade in enumerate(record.grades, 1)
        ],
        "hasPart": [_achievement(part, f"{place}.{number}", lang) for number, part in enumerate(record.parts, 1)],
    }
    made.update({name: value for name, value in optional.items() if value})
    return made


def _attachments(kept: list[Shown], lang: str) -> Iterator[dict[str, Any]]:
    for number, item in enumerate(kept, 1):
        if item.entry.raw:
            yield {
                "id": f"urn:epass:mediaObject:{number}",
                "type": "MediaObject",
                "title": {lang: words("attachment", lang, title=item.title)},
                "contentType": {"type": "Concept", "notation": plain_media_type(item.entry.media_type)},
                "contentEncoding": _concept(_BASE64, "base64"),
                "content": base64.b64encode(item.entry.raw).decode(),
            }
