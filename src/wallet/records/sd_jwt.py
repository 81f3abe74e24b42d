"""SD-JWT VC claims: the EUDI learning credential, the Dutch eduID types, and any other type.

The EUDI type ``urn:eu.europa.ec.eudi:learning:credential:1`` follows Annex I of 2022/C 243/02 nearly word for word;
the readers go by the claim names, so that a later version or a sibling type is read too.
"""

import re
from decimal import Decimal

from wallet.model.earned import (
    Assessment,
    Credit,
    CreditSystem,
    Grade,
    Holder,
    Hours,
    Identifier,
    Issuer,
    Level,
    NameSource,
    Organisation,
    Outcome,
    Quality,
    StatusReference,
)
from wallet.records import controlled
from wallet.records.draft import Draft
from wallet.records.durations import hours_of
from wallet.records.generic_vc import spaced, statements
from wallet.records.identity import address_kind, birth_date, contacts, person_names
from wallet.records.parts import Reading
from wallet.records.spot import Spot
from wallet.records.tags import country_code, language_tag

_TITLES = {
    "nl.surf.eduid": {"en": "eduID", "nl": "eduID"},
    "entitlement": {"en": "Entitlement", "nl": "Recht"},
}
_TITLE_CLAIMS = ("achievement_title", "title", "credential_name", "name_of_credential")
_REGISTERED = frozenset(
    {
        "iss",
        "sub",
        "aud",
        "exp",
        "nbf",
        "iat",
        "jti",
        "vct",
        "vct#integrity",
        "cnf",
        "status",
        "_sd",
        "_sd_alg",
        "issuing_authority",
        "issuing_country",
        "date_of_issuance",
        "issuance_date",
        "date_of_expiry",
        "expiry_date",
        "achievement_title",
        "achievement_description",
        "learning_outcomes",
        "assessment_grade",
        "language_of_classes",
        "learner_identification",
        "expected_study_time",
        "level_of_learning_experience",
        "form_of_participation",
        "types_of_quality_assurance",
        "prerequisites_to_enroll",
        "integration_stackability_options",
        "family_name",
        "given_name",
        "name",
        "email",
        "birthdate",
        "birth_date",
        "date_of_birth",
        "type_of_assessment",
    }
)
_EC = re.compile(r"^\s*(\d+(?:[.,]\d+)?)\s*(?:ECTS|EC)\s*(?:credits?|points?)?\s*$", re.IGNORECASE)
_VERSION = re.compile(r"^v?\d+(?:\.\d+)*$")
_MAX_EQF = 8


def fits(document: Spot) -> bool:
    """Tell whether the document is the claims of an SD-JWT VC (``vct`` is its required type)."""
    return isinstance(document.value, dict) and bool(document.get("vct").text())


def read(document: Spot, reading: Reading) -> Draft:
    """Read the claims that the holder has; what is not disclosed here is simply absent."""
    draft = Draft()
    vct = document.get("vct")
    _read_title(document, vct, draft)
    _read_issuer(document, draft)
    _read_holder(document, draft)
    issued, expires = document.get("date_of_issuance", "issuance_date"), document.get("date_of_expiry", "expiry_date")
    draft.put("awarded_on", issued.day(), issued)
    draft.put("expires_at", expires.moment(), expires)
    _read_learning(document, draft)
    _read_conditions(document, draft)
    status = document.at("status", "status_list")
    if status.is_object:
        reference = StatusReference("TokenStatusList", None, status.get("uri").url(), status.get("idx").text())
        draft.put("status_refs", (reference,), status)
    draft.add("statements", *statements(document, skip=_REGISTERED))
    return draft


def _kind(vct: str, document: Spot) -> str:
    folded = vct.casefold()
    for sign, kind in (
        ("learning:credential", "micro_credential"),
        ("micro", "micro_credential"),
        ("diploma", "diploma"),
        ("eduid", "identity"),
        ("pid", "identity"),
    ):
        if sign in folded:
            return kind
    return "micro_credential" if document.get("learning_outcomes") else "other"


def _read_title(document: Spot, vct: Spot, draft: Draft) -> None:
    name = vct.text() or ""
    draft.put("kind", _kind(name, document), vct)
    for claim in _TITLE_CLAIMS:
        if (spot := document.get(claim)) and (title := spot.lang()):
            draft.put("title", title, spot)
            break
    else:
        parts = [part for part in re.split(r"[/:#]", name) if part and not _VERSION.match(part)]
        last = parts[-1] if parts else name
        if last:
            draft.put("title", _TITLES.get(last.casefold()) or {"und": spaced(last)}, vct)
    spot = document.get("achievement_description", "description")
    draft.put("description", spot.lang(), spot)


def _read_issuer(document: Spot, draft: Draft) -> None:
    address, authority = document.get("iss").url(), document.get("issuing_authority")
    country = country_code(document.get("issuing_country").text())
    name = authority.text()
    identifiers: tuple[Identifier, ...] = (Identifier(address_kind(address), address),) if address else ()
    home = document.get("schac_home_organization")
    if domain := home.text():
        identifiers += (Identifier("schac_home", domain),)
    source = NameSource.CREDENTIAL if name else NameSource.NONE
    issuer = Issuer(address, name, source, name, country=country, identifiers=identifiers)
    if issuer != Issuer():
        draft.put("issuer", issuer, authority or document.get("iss"))
    draft.put("country", country, document.get("issuing_country"))
    if name:
        body = Organisation(authority.lang(), address, country, identifiers=identifiers)
        draft.put("awarding_bodies", (body,), authority)


def _read_holder(document: Spot, draft: Draft) -> None:
    names = person_names(document)
    number = document.get("learner_identification")
    subject = document.get("sub").url()
    identifiers = contacts(document)
    if subject:
        identifiers = (Identifier(address_kind(subject), subject), *identifiers)
    if value := number.text():
        identifiers += (Identifier("learner", value),)
    holder = Holder(subject, names, birth_date(document), identifiers, key_bound=document.get("cnf").is_object)
    if holder != Holder():
        draft.put("holder", holder, document.get("family_name", "name", "sub", "cnf"))


def _read_learning(document: Spot, draft: Draft) -> None:
    spot = document.get("learning_outcomes")
    draft.put("outcomes", tuple(Outcome(text) for item in spot.each() if (text := item.lang())), spot)
    spot = document.get("expected_study_time")
    _read_workload(spot, draft)
    spot = document.get("level_of_learning_experience")
    level = spot.number()
    if level is not None and level == int(level) and 1 <= level <= _MAX_EQF:
        draft.put("level", Level(eqf=int(level)), spot)
    elif words := spot.text():
        draft.put("level", Level(nlqf=words), spot)
    spot = document.get("language_of_classes")
    tags = [tag for item in spot.each() if (tag := language_tag(item.text() or "und")) != "und"]
    draft.put("languages", tuple(tags), spot)
    spot = document.get("assessment_grade")
    if grade := spot.text():
        draft.put("grades", (Grade(grade),), spot)


def _read_workload(spot: Spot, draft: Draft) -> None:
    text = spot.text()
    if text is None:
        return
    if points := _EC.match(text):
        credit = Credit(Decimal(points[1].replace(",", ".")), CreditSystem.ECTS, earned=False)
        draft.put("credits", (credit,), spot)
        return
    draft.put("hours", Hours(notional=hours_of(text), stated=text), spot)


def _read_conditions(document: Spot, draft: Draft) -> None:
    spot = document.get("form_of_participation")
    draft.put("participation", controlled.participation(spot.each()), spot)
    spot = document.get("type_of_assessment")
    if types := controlled.assessment_types(spot.each()):
        draft.put("assessments", (Assessment(types),), spot)
    spot = document.get("types_of_quality_assurance")
    draft.put("quality", tuple(Quality(text) for item in spot.each() if (text := item.lang())), spot)
    spot = document.get("prerequisites_to_enroll")
    draft.put("prerequisites", spot.lang(), spot)
    spot = document.get("integration_stackability_options")
    draft.put("stackable", spot.flag(), spot)
