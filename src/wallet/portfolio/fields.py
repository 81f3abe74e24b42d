"""A record as labelled lines for paper and pages, in the words of the catalogue.

Everything is as the credential states it. Text of the issuer goes through ``plain_text`` first.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal

from wallet import wording
from wallet.model.earned import Assessment, Credit, CreditSystem, Grade, Hours, NameSource, Organisation, Record, Skill
from wallet.model.language import LangText, pick
from wallet.portfolio.plain_text import one_line, paragraphs
from wallet.records.generic_vc import spaced

LONG = 4000
"""Longest text of one field on paper; the whole text is in the attached original."""
_SHORT = 300
_MANY = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the record's name of the field, the label in words, the text."""

    field: str
    label: str
    text: str


def day_text(day: date, lang: str) -> str:
    """Return a date in words, such as ``23 November 2026``."""
    return f"{day.day} {wording.say(f'month.{day.month}', lang)} {day.year}"


def moment_day(moment: datetime | None, lang: str, tz: tzinfo | None) -> str:
    """Return the day of a moment in words."""
    if moment is None:
        return ""
    try:
        return day_text(moment.astimezone(tz).date(), lang)
    except OverflowError:
        return day_text(moment.date(), lang)


def number_text(value: Decimal, lang: str) -> str:
    """Return a number without needless zeros, with the decimal sign of the language."""
    plain = f"{value:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.replace(".", ",") if lang == "nl" else plain


def code_text(group: str, code: str, lang: str) -> str:
    """Return the words for a normalised code; the issuer's own words stay as they are."""
    key = f"record.{group}.{code}"
    return wording.say(key, lang) if wording.has(key, lang) else one_line(code.replace("_", " "), _SHORT)


def unit_text(unit: str, value: Decimal, lang: str) -> str:
    """Return a sum of credits of one unit in words (see ``totals.unit``)."""
    number = number_text(value, lang)
    if unit in (CreditSystem.ECTS, CreditSystem.ECVET, CreditSystem.OTHER):
        return wording.say(f"record.credits.{unit}", lang, {"number": number})
    return wording.say("record.credits.named", lang, {"number": number, "label": one_line(unit, 60)})


def title_text(record: Record, lang: str) -> str:
    """Return the title as one line."""
    return one_line(pick(record.title, lang))


def issuer_text(record: Record, lang: str) -> str:
    """Return whom it is from; a name that only the file states says so."""
    issuer = record.issuer
    if issuer.name and issuer.name_from is NameSource.TRUST_LIST:
        return one_line(issuer.name)
    name = issuer.stated_name or issuer.name
    if name:
        return wording.say("record.name.stated", lang, {"name": one_line(name)})
    return one_line(issuer.id or "")


def _words(text: LangText, lang: str) -> str:
    return paragraphs(pick(text, lang), LONG)


def _organisations(bodies: tuple[Organisation | None, ...], lang: str) -> str:
    names = (one_line(pick(body.name, lang) or body.id or "") for body in bodies[:_MANY] if body is not None)
    return ", ".join(dict.fromkeys(name for name in names if name))


def _skill(skill: Skill, lang: str) -> str:
    label = one_line(pick(skill.label, lang) or skill.uri or skill.code or "", 120)
    return f"{label} ({one_line(skill.framework, 60)})" if skill.framework and label else label


def _outcomes(record: Record, lang: str) -> str:
    lines = ["• " + one_line(text, 600) for item in record.outcomes[:_MANY] if (text := pick(item.text, lang))]
    summary = _words(record.outcomes_text, lang)
    return "\n".join([*lines, summary] if summary else lines)


def credit_text(credit: Credit, lang: str) -> str:
    """Return credits in words; what a course is worth is not called earned."""
    unit = credit.system.value if credit.system is not CreditSystem.OTHER else (credit.label or credit.system.value)
    text = unit_text(unit, credit.value, lang)
    return text if credit.earned else wording.say("record.credits.worth", lang, {"credits": text})


def hours_text(hours: Hours | None, lang: str) -> str:
    """Return hours in words, each kind by its name; what is no number of hours as it was written."""
    if hours is None:
        return ""
    kinds = (("notional", hours.notional), ("sbu", hours.sbu), ("actual", hours.actual), ("contact", hours.contact))
    said = [
        wording.say(f"record.hours.{kind}", lang, {"number": number_text(value, lang)})
        for kind, value in kinds
        if value is not None
    ]
    if hours.stated and not said:
        said.append(one_line(hours.stated, 60))
    return ", ".join(said)


def level_text(record: Record, lang: str) -> str:
    """Return the level in words, with "indicative" where the issuer says it was not confirmed."""
    level = record.level
    if level is None:
        return ""
    parts = (("eqf", level.eqf), ("nlqf", level.nlqf), ("cycle", level.cycle))
    said = [
        wording.say(f"record.level.{kind}", lang, {"level": one_line(str(value), 60)})
        for kind, value in parts
        if value is not None
    ]
    text = ", ".join(said)
    indicative = bool(text) and level.verified is False
    return wording.say("record.level.indicative", lang, {"level": text}) if indicative else text


def _supervision(record: Record, lang: str) -> str:
    seen = record.supervision
    if seen is None:
        return ""
    said = []
    if seen.supervised is not None:
        said.append("supervised" if seen.supervised else "unsupervised")
    if seen.place:
        said.append(seen.place)
    if seen.identity_checked is not None:
        said.append("identity_checked" if seen.identity_checked else "identity_not_checked")
    return ", ".join(code_text("supervision", code, lang) for code in said)


def _assessment(assessment: Assessment, lang: str) -> str:
    types = ", ".join(code_text("assessment", code, lang) for code in assessment.types)
    title = one_line(pick(assessment.title, lang), 120)
    return f"{title}: {types}" if title and types else title or types


def _grade(grade: Grade, _lang: str) -> str:
    text = one_line(grade.value, 80)
    scale = grade.scale
    if scale is not None:
        span = f"{scale.minimum}–{scale.maximum}" if scale.minimum and scale.maximum else scale.name or ""
        text = f"{text} ({one_line(span, 80)})" if span else text
    return f"{one_line(grade.part, 120)}: {text}" if grade.part else text


def _quality(record: Record, lang: str) -> str:
    said = []
    for item in record.quality[:_MANY]:
        name = one_line(pick(item.name, lang) or (item.text or ""), 200)
        code = one_line(item.code or "", 60)
        said.append(f"{name} ({code})" if name and code else name or code or one_line(item.url or "", 200))
    return "\n".join(text for text in said if text)


def _evidence(record: Record, _lang: str) -> str:
    said = []
    for item in record.evidence[:_MANY]:
        text = paragraphs(item.description or item.narrative or "", 600)
        parts = (one_line(item.name or "", 200), text, one_line(item.url or "", 300))
        said.append(" – ".join(part for part in parts if part))
    return "\n".join(said)


def _answer(value: bool | None, lang: str) -> str:
    return "" if value is None else wording.say("record.answer.yes" if value else "record.answer.no", lang)


def _programme(record: Record, _lang: str) -> str:
    return ", ".join(one_line(code, 60) for code in record.programme_codes[:_MANY])


def _parts(record: Record, lang: str) -> str:
    lines = []
    for part in record.parts[:_MANY]:
        extra = ", ".join(
            text
            for text in (
                *(credit_text(credit, lang) for credit in part.credits),
                *(_grade(grade, lang) for grade in part.grades[:1]),
            )
            if text
        )
        title = title_text(part, lang) or code_text("kind", part.kind, lang)
        lines.append(f"• {title} – {extra}" if extra else f"• {title}")
    return "\n".join(lines)


def statement_label(label: str, lang: str) -> str:
    """Return words for a member name of the issuer: those of the catalogue, else the name as words."""
    said = []
    for part in label.split("."):
        key = f"record.statement.{part}"
        said.append(wording.say(key, lang) if wording.has(key, lang) else spaced(one_line(part, 80)))
    return ": ".join(said)


def _value(text: str, lang: str) -> str:
    if text in ("true", "false"):
        return wording.say("record.answer.yes" if text == "true" else "record.answer.no", lang)
    return one_line(text, _SHORT)


def _statements(record: Record, lang: str) -> str:
    return "\n".join(
        f"{statement_label(item.label, lang)}: {_value(item.value, lang)}" for item in record.statements[:_MANY]
    )


_Reader = Callable[[Record, str], str]

_FIELDS: tuple[tuple[str, _Reader], ...] = (
    ("kind", lambda record, lang: "" if record.kind == "other" else code_text("kind", record.kind, lang)),
    ("holder", lambda record, _lang: ", ".join(one_line(name, 120) for name in record.holder.names[:3])),
    ("issuer", issuer_text),
    (
        "awarding_bodies",
        lambda record, lang: _organisations(
            tuple(body for body in record.awarding_bodies if body.id is None or body.id != record.issuer.id), lang
        ),
    ),
    ("sealed_by", lambda record, lang: _organisations((record.sealed_by,), lang)),
    ("on_behalf_of", lambda record, lang: _organisations((record.on_behalf_of,), lang)),
    ("country", lambda record, _lang: record.country or ""),
    ("awarded_on", lambda record, lang: day_text(record.awarded_on, lang) if record.awarded_on else ""),
    ("credits", lambda record, lang: ", ".join(credit_text(item, lang) for item in record.credits[:_MANY])),
    ("hours", lambda record, lang: hours_text(record.hours, lang)),
    ("level", level_text),
    ("grades", lambda record, lang: "\n".join(_grade(item, lang) for item in record.grades[:_MANY])),
    ("description", lambda record, lang: _words(record.description, lang)),
    ("outcomes", _outcomes),
    ("skills", lambda record, lang: ", ".join(filter(None, (_skill(item, lang) for item in record.skills[:_MANY])))),
    ("criteria", lambda record, _lang: paragraphs(record.criteria or "", LONG)),
    (
        "participation",
        lambda record, lang: ", ".join(code_text("participation", code, lang) for code in record.participation[:_MANY]),
    ),
    (
        "assessments",
        lambda record, lang: "\n".join(filter(None, (_assessment(item, lang) for item in record.assessments[:_MANY]))),
    ),
    ("supervision", _supervision),
    ("quality", _quality),
    ("prerequisites", lambda record, lang: _words(record.prerequisites, lang)),
    ("stackable", lambda record, lang: _answer(record.stackable, lang)),
    (
        "languages",
        lambda record, lang: ", ".join(code_text("language", tag.split("-")[0], lang) for tag in record.languages),
    ),
    ("programme_codes", _programme),
    (
        "fields_of_study",
        lambda record, _lang: ", ".join(one_line(item, 120) for item in record.fields_of_study[:_MANY]),
    ),
    ("parts", _parts),
    ("evidence", _evidence),
    ("links", lambda record, _lang: "\n".join(one_line(link.url, 300) for link in record.links[:_MANY])),
    ("statements", _statements),
    ("credential_id", lambda record, _lang: one_line(record.credential_id or "", 300)),
)


def rows_of(record: Record, lang: str, tz: tzinfo | None = None) -> Iterator[Row]:
    """Yield the lines of a record in reading order; what the credential does not state has no line.

    Never the date of birth, hashed identifiers or numbers of the holder: an export is for giving away.
    """
    for field, read in _FIELDS:
        if text := read(record, lang):
            yield Row(field, wording.say(f"record.field.{field}", lang), text)
        if field == "awarded_on":
            for name, moment in (("valid_from", record.valid_from), ("expires_at", record.expires_at)):
                text = moment_day(moment, lang, tz)
                same = name == "valid_from" and record.valid_from is not None
                if text and not (same and record.awarded_on and text == day_text(record.awarded_on, lang)):
                    yield Row(name, wording.say(f"record.field.{name}", lang), text)
