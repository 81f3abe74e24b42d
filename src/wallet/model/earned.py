"""The one normalised record: what a professional earned, whatever the form it came in.

It follows the sixteen elements of the EU Council Recommendation on micro-credentials (2022/C 243/02, Annex I)
and is published as ``resources/schemas/record.schema.json`` (made from these classes, see
``wallet.records.schema``). Every value is as the credential states it; nothing here says that it is true.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from wallet.model.language import LangText


class Presence(StrEnum):
    """Whether the credential states one of the EU elements."""

    PRESENT = "present"
    PARTLY = "partly"
    ABSENT = "absent"


class EuElement(StrEnum):
    """Annex I of 2022/C 243/02: eleven mandatory (M) and five optional (O) elements."""

    M1 = "identification_of_learner"
    M2 = "title"
    M3 = "country_of_issuer"
    M4 = "awarding_body"
    M5 = "date_of_issuing"
    M6 = "learning_outcomes"
    M7 = "notional_workload"
    M8 = "level"
    M9 = "type_of_assessment"
    M10 = "form_of_participation"
    M11 = "quality_assurance"
    O12 = "prerequisites"
    O13 = "supervision_and_identity"
    O14 = "grade"
    O15 = "stackability"
    O16 = "further_information"


class NameSource(StrEnum):
    """Where a name that is shown comes from. Only ``trust_list`` may be shown as checked."""

    TRUST_LIST = "trust_list"
    CREDENTIAL = "credential"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier with its kind (``brin``, ``vat``, ``eidas``, ``schac_home``, ``did``, ``url``, ``email`` …)."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuer of the credential as named for people. ``name`` comes from a trust list or from the file."""

    id: str | None = None
    name: str | None = None
    name_from: NameSource = NameSource.NONE
    stated_name: str | None = None
    url: str | None = None
    country: str | None = None
    identifiers: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation that the credential names (awarding body, sealer, on whose behalf)."""

    name: LangText = field(default_factory=dict)
    id: str | None = None
    country: str | None = None
    url: str | None = None
    identifiers: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class HashedIdentifier:
    """A recipient given as salted hash (Open Badges ``IdentityObject``). ``hash`` is ``sha256$hex``."""

    kind: str
    hash: str
    salt: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """The learner as the credential describes them."""

    id: str | None = None
    names: tuple[str, ...] = ()
    birth_date: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    hashed_identifiers: tuple[HashedIdentifier, ...] = ()
    key_bound: bool = False
    name_validated: bool | None = None


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill from a framework such as ESCO, or in the issuer's own words."""

    label: LangText
    uri: str | None = None
    framework: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One learning outcome."""

    text: LangText
    skills: tuple[Skill, ...] = ()


class CreditSystem(StrEnum):
    """The unit of a credit value. Credits of different systems are never added."""

    ECTS = "ects"
    ECVET = "ecvet"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Credit:
    """Credit points. ``earned`` is false where the file only says what the course is worth."""

    value: Decimal
    system: CreditSystem
    earned: bool = True
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of study as stated: notional (course), sbu (Dutch study load), actual, contact."""

    notional: Decimal | None = None
    sbu: Decimal | None = None
    actual: Decimal | None = None
    contact: Decimal | None = None
    stated: str | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """The level. ``verified`` is None where the issuer does not say whether EQF/NLQF was confirmed."""

    eqf: int | None = None
    nlqf: str | None = None
    cycle: str | None = None
    verified: bool | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """How it was assessed. ``types`` are normalised codes, unknown ones kept as text."""

    types: tuple[str, ...] = ()
    title: LangText = field(default_factory=dict)
    mode: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Supervision:
    """Who watched the assessment and whether identity was checked."""

    supervised: bool | None = None
    identity_checked: bool | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """Quality assurance or accreditation behind it."""

    name: LangText = field(default_factory=dict)
    url: str | None = None
    code: str | None = None
    text: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class GradeScale:
    """The scale a grade is on."""

    name: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    passing: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade as stated."""

    value: str
    scale: GradeScale | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An address that the credential names. Shown as text; only https may be opened, on request."""

    url: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """Work that the learner shows with it."""

    url: str | None = None
    name: str | None = None
    description: str | None = None
    narrative: str | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """A picture. ``data`` for embedded pictures, ``url`` for one that would have to be fetched."""

    role: str
    url: str | None = None
    media_type: str | None = None
    data: bytes | None = None
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that the credential states outside the vocabularies of learning (a role, an entitlement …).

    ``label`` is the issuer's own member name, ``pointer`` the JSON pointer to it in the original.
    """

    label: str
    value: str
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class StatusReference:
    """A place where the issuer says whether it still stands."""

    type: str
    purpose: str | None = None
    url: str | None = None
    index: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What a professional earned."""

    key: str = ""
    format: str = ""
    kind: str = "other"
    title: LangText = field(default_factory=dict)
    description: LangText = field(default_factory=dict)
    criteria: str | None = None
    credential_id: str | None = None
    issuer: Issuer = field(default_factory=Issuer)
    awarding_bodies: tuple[Organisation, ...] = ()
    sealed_by: Organisation | None = None
    on_behalf_of: Organisation | None = None
    country: str | None = None
    holder: Holder = field(default_factory=Holder)
    awarded_on: date | None = None
    issued_at: datetime | None = None
    valid_from: datetime | None = None
    expires_at: datetime | None = None
    token_expires_at: datetime | None = None
    outcomes: tuple[Outcome, ...] = ()
    outcomes_text: LangText = field(default_factory=dict)
    skills: tuple[Skill, ...] = ()
    credits: tuple[Credit, ...] = ()
    hours: Hours | None = None
    level: Level | None = None
    participation: tuple[str, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    supervision: Supervision | None = None
    quality: tuple[Quality, ...] = ()
    prerequisites: LangText = field(default_factory=dict)
    grades: tuple[Grade, ...] = ()
    stackable: bool | None = None
    parts: tuple["Record", ...] = ()
    part_of: tuple[Link, ...] = ()
    languages: tuple[str, ...] = ()
    programme_codes: tuple[str, ...] = ()
    fields_of_study: tuple[str, ...] = ()
    evidence: tuple[EvidenceItem, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Media, ...] = ()
    status_refs: tuple[StatusReference, ...] = ()
    tags: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    eu_elements: Mapping[str, Presence] = field(default_factory=dict)
