"""A record as labelled fields for people, and the sixteen EU elements with how far each is stated.

Words and order are those of every export (``wallet.portfolio.fields``), so that window, paper and pages say the same.
Here stands what only the owner's screen adds: where each field comes from, and what an export leaves out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QLocale

from wallet import wording
from wallet.model.earned import EuElement, NameSource, Presence, Record
from wallet.portfolio import fields

translate = QCoreApplication.translate

_FRONT = frozenset(
    {
        "kind",
        "holder",
        "awarding_bodies",
        "sealed_by",
        "on_behalf_of",
        "country",
        "awarded_on",
        "valid_from",
        "expires_at",
        "credits",
        "hours",
        "level",
        "grades",
    }
)
# The issuer stands in the heading of every page of this window.
_ELSEWHERE = frozenset({"issuer"})
_MANY = 20


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


def number_text(value: Decimal, lang: str) -> str:
    """Return a number as every export writes it."""
    return fields.number_text(value, lang)


def code_text(group: str, code: str, lang: str) -> str:
    """Return the words for a normalised code."""
    return fields.code_text(group, code, lang)


def _country(record: Record) -> str:
    territory = QLocale.codeToTerritory(record.country or "")
    known = territory != QLocale.Country.AnyTerritory
    return QLocale.territoryToString(territory) if known else record.country or ""


def _rows(record: Record, lang: str) -> Iterator[FieldRow]:
    for row in fields.rows_of(record, lang):
        text = _country(record) if row.field == "country" else row.text
        yield FieldRow(row.field, row.label, text, record.provenance.get(row.field, ""))


def main_rows(record: Record, lang: str) -> tuple[FieldRow, ...]:
    """Return what stands on the front: dates, size, level, grade."""
    return tuple(row for row in _rows(record, lang) if row.field in _FRONT)


def further_rows(record: Record, lang: str) -> tuple[FieldRow, ...]:
    """Return everything else that the credential states, what exports leave out included."""
    rows = [row for row in _rows(record, lang) if row.field not in _FRONT | _ELSEWHERE]
    return (*rows, *_beside(record), *_personal(record, lang))


def _beside(record: Record) -> Iterator[FieldRow]:
    if record.issuer.url:
        label = translate("Earned", "Website that the file names")
        yield FieldRow("issuer_url", label, record.issuer.url, record.provenance.get("issuer", ""))


def _personal(record: Record, lang: str) -> Iterator[FieldRow]:
    holder = record.holder
    where = record.provenance.get("holder", "")
    if holder.birth_date:
        yield FieldRow("birth_date", wording.say("record.field.birth_date", lang), holder.birth_date, where)
    named = ", ".join(f"{identifier.kind}: {identifier.value}" for identifier in holder.identifiers[:_MANY])
    if named:
        yield FieldRow("identifiers", wording.say("record.field.identifiers", lang), named, where)


def title_text(record: Record, lang: str) -> str:
    """Return the title, or words for a credential without one."""
    return fields.title_text(record, lang) or translate("Earned", "Credential without a title")


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
        label = wording.say(f"record.eu.{element.value}", lang)
        rows.append(ElementRow(element, label, element.name.startswith("M"), presence))
    return tuple(rows)
