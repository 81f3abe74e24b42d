"""A record as labelled fields for people, and the sixteen EU elements with how far each is stated.

Every value is as the credential states it. Words for codes come from the wording catalogue where it has them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from wallet import wording
from wallet.model.earned import (
    Credit,
    CreditSystem,
    EuElement,
    Grade,
    Hours,
    Level,
    NameSource,
    Presence,
    Record,
    Skill,
)
from wallet.model.language import pick
from wallet.services import sentences

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field: the record's own name for it, its label, its value, and where in the file it stands."""

    field: str
    label: str
    value: str
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class ElementRow:
    """One of the sixteen elements of Council Recommendation 2022/C 243/02, Annex I."""

    element: EuElement
    label: str
    mandatory: bool
    presence: Presence


def day_text(day: date | datetime) -> str:
    """Return a date in the person's way of writing."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")


def number_text(value: Decimal) -> str:
    """Return a number without needless zeros, with the decimal sign of the person's language."""
    plain = f"{value.normalize():f}"
    return plain.replace(".", QLocale().decimalPoint())


def code_text(group: str, code: str, lang: str) -> str:
    """Return the words for a normalised code; what the issuer wrote itself stays as it is."""
    key = f"record.{group}.{code}"
    if wording.has(key, lang):
        return wording.say(key, lang)
    return code.replace("_", " ")


def credit_text(credit: Credit) -> str:
    """Return credit points in words; what the course is worth is not called earned."""
    unit = {CreditSystem.ECTS: translate("Earned", "EC"), CreditSystem.ECVET: translate("Earned", "ECVET points")}.get(
        credit.system, credit.label or translate("Earned", "points")
    )
    number = number_text(credit.value)
    if credit.earned:
        return translate("Earned", "{number} {unit}").format(number=number, unit=unit)
    return translate("Earned", "{number} {unit}, as the course is worth").format(number=number, unit=unit)


def hours_text(hours: Hours) -> str:
    """Return hours of study in words, each kind by its name."""
    named = (
        (hours.notional, translate("Earned", "{number} hours of study")),
        (hours.sbu, translate("Earned", "{number} hours of study load")),
        (hours.actual, translate("Earned", "{number} hours spent")),
        (hours.contact, translate("Earned", "{number} contact hours")),
    )
    said = [sentence.format(number=number_text(number)) for number, sentence in named if number is not None]
    if hours.stated and not said:
        said.append(hours.stated)
    return ", ".join(said)


def level_text(level: Level) -> str:
    """Return the level in words, saying where the issuer only indicates it."""
    said = []
    if level.eqf is not None:
        said.append(translate("Earned", "EQF {level}").format(level=level.eqf))
    if level.nlqf:
        said.append(translate("Earned", "NLQF {level}").format(level=level.nlqf))
    if level.cycle:
        said.append(translate("Earned", "cycle {cycle}").format(cycle=level.cycle))
    text = ", ".join(said)
    return (
        translate("Earned", "{level} (indication, not confirmed)").format(level=text)
        if text and level.verified is False
        else text
    )


def grade_text(grade: Grade) -> str:
    """Return a grade with its scale and the part it is for."""
    text = grade.value
    scale = grade.scale
    if scale is not None and scale.name:
        text = translate("Earned", "{grade} on the scale {scale}").format(grade=text, scale=scale.name)
    elif scale is not None and scale.maximum:
        text = translate("Earned", "{grade} out of {maximum}").format(grade=text, maximum=scale.maximum)
    return translate("Earned", "{part}: {grade}").format(part=grade.part, grade=text) if grade.part else text


def _skill(skill: Skill, lang: str) -> str:
    label = pick(skill.label, lang) or skill.uri or skill.code or ""
    return (
        translate("Earned", "{skill} ({framework})").format(skill=label, framework=skill.framework)
        if skill.framework
        else label
    )


def _outcomes(record: Record, lang: str) -> str:
    lines = ["• " + pick(outcome.text, lang) for outcome in record.outcomes if outcome.text]
    text = pick(record.outcomes_text, lang)
    if text:
        lines.append(text)
    return "\n".join(lines)


def _skills(record: Record, lang: str) -> str:
    every = (*record.skills, *(skill for outcome in record.outcomes for skill in outcome.skills))
    return ", ".join(dict.fromkeys(_skill(skill, lang) for skill in every))


def _supervision(record: Record, _lang: str) -> str:
    found = record.supervision
    if found is None:
        return ""
    said = []
    if found.supervised is not None:
        said.append(translate("Earned", "supervised") if found.supervised else translate("Earned", "not supervised"))
    if found.identity_checked is not None:
        said.append(
            translate("Earned", "identity checked")
            if found.identity_checked
            else translate("Earned", "identity not checked")
        )
    if found.place:
        said.append(found.place)
    return ", ".join(said)


def _organisations(record: Record, lang: str) -> str:
    return ", ".join(
        name
        for body in record.awarding_bodies
        if (name := pick(body.name, lang) or body.id or "") != record.issuer.name
    )


def _assessments(record: Record, lang: str) -> str:
    said = []
    for assessment in record.assessments:
        types = ", ".join(code_text("assessment", code, lang) for code in assessment.types)
        title = pick(assessment.title, lang)
        said.append(
            translate("Earned", "{title}: {types}").format(title=title, types=types)
            if title and types
            else title or types
        )
    return "\n".join(part for part in said if part)


def _quality(record: Record, lang: str) -> str:
    return "\n".join(
        text for item in record.quality if (text := pick(item.name, lang) or item.text or item.url or item.code or "")
    )


def _languages(record: Record, lang: str) -> str:
    def name(tag: str) -> str:
        key = f"record.language.{tag.split('-')[0]}"
        return wording.say(key, lang) if wording.has(key, lang) else tag

    return ", ".join(name(tag) for tag in record.languages)


def _country(record: Record, _lang: str) -> str:
    if not record.country:
        return ""
    territory = QLocale.codeToTerritory(record.country)
    known = territory != QLocale.Country.AnyTerritory
    return QLocale.territoryToString(territory) if known else record.country


def _evidence(record: Record, _lang: str) -> str:
    return "\n".join(
        " – ".join(part for part in (item.name, item.description or item.narrative, item.url) if part)
        for item in record.evidence
    )


def _statements(record: Record, _lang: str) -> Iterator[FieldRow]:
    for statement in record.statements:
        yield FieldRow("statements", statement.label, statement.value, statement.pointer)


_Reader = Callable[[Record, str], str]


def _optional_day(day: date | datetime | None) -> str:
    return "" if day is None else day_text(day)


def _main_fields() -> tuple[tuple[str, str, _Reader], ...]:
    return (
        ("holder", translate("Earned", "Awarded to"), lambda r, _l: ", ".join(r.holder.names)),
        ("awarded_on", translate("Earned", "Awarded on"), lambda r, _l: _optional_day(r.awarded_on)),
        ("valid_from", translate("Earned", "Valid from"), lambda r, _l: _optional_day(r.valid_from)),
        ("expires_at", translate("Earned", "Valid until"), lambda r, _l: _optional_day(r.expires_at)),
        (
            "kind",
            translate("Earned", "Kind"),
            lambda r, lang: "" if r.kind == "other" else code_text("kind", r.kind, lang),
        ),
        ("awarding_bodies", translate("Earned", "Awarding body"), _organisations),
        (
            "sealed_by",
            translate("Earned", "Sealed by"),
            lambda r, lang: pick(r.sealed_by.name, lang) if r.sealed_by else "",
        ),
        (
            "on_behalf_of",
            translate("Earned", "On behalf of"),
            lambda r, lang: pick(r.on_behalf_of.name, lang) if r.on_behalf_of else "",
        ),
        ("country", translate("Earned", "Country"), _country),
        (
            "credits",
            translate("Earned", "Credits"),
            lambda r, _l: ", ".join(credit_text(credit) for credit in r.credits),
        ),
        ("hours", translate("Earned", "Study time"), lambda r, _l: hours_text(r.hours) if r.hours else ""),
        ("level", translate("Earned", "Level"), lambda r, _l: level_text(r.level) if r.level else ""),
        ("grades", translate("Earned", "Grade"), lambda r, _l: "\n".join(grade_text(grade) for grade in r.grades)),
    )


def _further_fields() -> tuple[tuple[str, str, _Reader], ...]:
    return (
        ("description", translate("Earned", "About it"), lambda r, lang: pick(r.description, lang)),
        ("outcomes", translate("Earned", "Learning outcomes"), _outcomes),
        ("skills", translate("Earned", "Skills"), _skills),
        ("criteria", translate("Earned", "What it took"), lambda r, _l: r.criteria or ""),
        ("assessments", translate("Earned", "How it was assessed"), _assessments),
        ("supervision", translate("Earned", "Supervision"), _supervision),
        (
            "participation",
            translate("Earned", "Form of participation"),
            lambda r, lang: ", ".join(code_text("participation", code, lang) for code in r.participation),
        ),
        ("quality", translate("Earned", "Quality assurance"), _quality),
        ("prerequisites", translate("Earned", "Prerequisites"), lambda r, lang: pick(r.prerequisites, lang)),
        (
            "stackable",
            translate("Earned", "Part of more"),
            lambda r, _l: (
                ""
                if r.stackable is None
                else translate("Earned", "can be combined")
                if r.stackable
                else translate("Earned", "stands alone")
            ),
        ),
        ("languages", translate("Earned", "Language"), _languages),
        (
            "programme_codes",
            translate("Earned", "Course or programme code"),
            lambda r, _l: ", ".join(r.programme_codes),
        ),
        ("fields_of_study", translate("Earned", "Field of study"), lambda r, _l: ", ".join(r.fields_of_study)),
        ("evidence", translate("Earned", "Evidence"), _evidence),
        ("links", translate("Earned", "Links"), lambda r, _l: "\n".join(link.url for link in r.links)),
        ("tags", translate("Earned", "Keywords"), lambda r, _l: ", ".join(r.tags)),
    )


def _rows(record: Record, lang: str, fields: tuple[tuple[str, str, _Reader], ...]) -> Iterator[FieldRow]:
    for field, label, read in fields:
        value = read(record, lang)
        if value:
            yield FieldRow(field, label, value, record.provenance.get(field, ""))


def main_rows(record: Record, lang: str) -> tuple[FieldRow, ...]:
    """Return what stands on the front: dates, size, level, grade."""
    return tuple(_rows(record, lang, _main_fields()))


def further_rows(record: Record, lang: str) -> tuple[FieldRow, ...]:
    """Return everything else that the credential states."""
    return (*_rows(record, lang, _further_fields()), *_statements(record, lang))


def title_text(record: Record, lang: str) -> str:
    """Return the title, or words for a credential without one."""
    return sentences.clean(pick(record.title, lang)) or translate("Earned", "Credential without a title")


def issuer_text(record: Record) -> tuple[str, str]:
    """Return the name of the issuer and a note that says where that name comes from."""
    issuer = record.issuer
    if issuer.name_from is NameSource.TRUST_LIST and issuer.name:
        return issuer.name, translate("Earned", "Name from your list of known issuers")
    name = issuer.name or issuer.stated_name
    if name:
        return name, translate("Earned", "Name stated in the file, not checked")
    return issuer.id or translate("Earned", "Not named"), translate("Earned", "The file gives no name")


def element_rows(record: Record, lang: str) -> tuple[ElementRow, ...]:
    """Return the sixteen elements in the order of the Annex."""
    states: Mapping[str, Presence] = record.eu_elements
    rows = []
    for element in EuElement:
        presence = states.get(element.value) or states.get(element.name) or Presence.ABSENT
        rows.append(ElementRow(element, code_text("eu", element.value, lang), element.name.startswith("M"), presence))
    return tuple(rows)
