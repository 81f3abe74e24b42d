"""Open Badges 3.0 (1EdTech) with the achievement terms that SURF adds, also where they travel inside an SD-JWT.

Terms are read as plain JSON keys: SURF's JSON-LD context has misspelt addresses and types, so expansion says less
than the file. Source of the mapping: OB 3.0 section B, SURF ``educredential`` samples.
"""

from wallet.model.earned import (
    Assessment,
    Credit,
    CreditSystem,
    EvidenceItem,
    Grade,
    GradeScale,
    Hours,
    Level,
    Link,
    Quality,
    Record,
    Skill,
    Statement,
)
from wallet.records import controlled
from wallet.records.draft import Draft
from wallet.records.envelope import read_envelope
from wallet.records.identity import entries, holder_of_subject, profile
from wallet.records.media import picture
from wallet.records.parts import Reading
from wallet.records.spot import Spot
from wallet.records.tags import language_tag

_KINDS = {
    "microcredential": "micro_credential",
    "badge": "badge",
    "course": "course",
    "learningprogram": "course",
    "certificate": "certificate",
    "certificateofcompletion": "certificate",
    "certification": "certificate",
    "license": "licence",
    "membership": "membership",
    "award": "award",
    "diploma": "diploma",
    "degree": "diploma",
    "secondaryschooldiploma": "diploma",
    "generaleducationdevelopment": "diploma",
    "apprenticeshipcertificate": "diploma",
    "journeymancertificate": "diploma",
    "mastercertificate": "diploma",
    "professionaldoctorate": "diploma",
    "researchdoctorate": "diploma",
}
_SCHEMA_KINDS = (
    ("microcredential", "micro_credential"),
    ("regular", "regular"),
    ("extracurricular", "extra_curricular"),
)
_STATED = ("role", "term", "licenseNumber", "activityStartDate", "activityEndDate", "narrative")
_MAX_EQF = 8


def fits(document: Spot) -> bool:
    """Tell whether the document speaks Open Badges 3.0 (an achievement, or an endorsement)."""
    if document.types() & {"OpenBadgeCredential", "AchievementCredential", "EndorsementCredential"}:
        return True
    return any(subject.get("achievement").is_object for subject in document.get("credentialSubject").each())


def read(document: Spot, reading: Reading) -> Draft:
    """Read one credential. More subjects or achievements than one become parts."""
    draft = Draft()
    read_envelope(document, draft)
    subjects = list(document.get("credentialSubject").each())
    found = [(subject, achievement) for subject in subjects for achievement in subject.get("achievement").each()]
    first = subjects[0] if subjects else Spot(None)
    bound = bool(document.get("cnf"))
    if first:
        draft.put("holder", holder_of_subject(first, key_bound=bound), first)
    if found:
        _read_achievement(*found[0], draft)
        others = (pair for pair in found[1:] if reading.budget.take())
        draft.put("parts", tuple(_part(subject, achievement, first) for subject, achievement in others))
    elif "EndorsementCredential" in document.types():
        _read_endorsement(first, draft)
    _read_document(document, draft)
    _read_schema_kind(document, draft)
    return draft


def _read_document(document: Spot, draft: Draft) -> None:
    """Read what stands on the credential and not on the achievement."""
    for field in ("name", "description"):
        target = {"name": "title"}.get(field, field)
        spot = document.get(field)
        if not draft.has(target):
            draft.put(target, spot.lang(), spot)
    image = document.get("image")
    draft.add("images", picture(image, "credential"), spot=image)
    for item in document.get("evidence").each():
        draft.add("evidence", _evidence(item), spot=item)
    for item in document.get("endorsement").each():
        draft.add("statements", _endorsement(item))


def _read_schema_kind(document: Spot, draft: Draft) -> None:
    # SURF tells its three kinds apart by the schema that the credential names, and by nothing else.
    if draft.value("kind") != "badge":
        return
    for item in document.get("credentialSchema").each():
        file_name = (item.url() or "").rsplit("/", 1)[-1].casefold()
        for sign, kind in _SCHEMA_KINDS:
            if "educredential" in (item.url() or "") and file_name.startswith(sign):
                draft.put("kind", kind, item)
                return


def _part(subject: Spot, achievement: Spot, first: Spot) -> Record:
    draft = Draft()
    holder = holder_of_subject(subject, key_bound=False)
    if subject and holder.id != first.get("id", "@id").url():
        # Someone else than the one whom the credential names first has earned this.
        draft.put("holder", holder, subject)
    _read_achievement(subject, achievement, draft)
    return draft.record()


def achievement_record(achievement: Spot) -> Record:
    """Return the record of an achievement that stands by itself (in a CLR 2.0)."""
    return _part(Spot(None), achievement, Spot(None))


def _evidence(item: Spot) -> EvidenceItem | None:
    found = EvidenceItem(
        item.url(), item.get("name").text(), item.get("description").text(), item.get("narrative").text()
    )
    return None if found == EvidenceItem() else found


def _endorsement(item: Spot) -> Statement | None:
    issuer = profile(item.get("issuer"))
    who = next(iter(issuer.name.values()), issuer.id) if issuer else None
    comment = item.at("credentialSubject", "endorsementComment").text()
    text = ": ".join(part for part in (who, comment) if part)
    return Statement("endorsement", text, item.pointer) if text else None


def _read_endorsement(subject: Spot, draft: Draft) -> None:
    draft.put("kind", "endorsement")
    comment = subject.get("endorsementComment")
    draft.put("description", comment.lang(), comment)
    about = subject.get("id").url()
    if about:
        draft.add("part_of", Link(about), spot=subject.get("id"))


def _tagged(spot: Spot, language: str) -> dict[str, str]:
    # The achievement says which language its texts are in; a language map says it better.
    return {language if tag == "und" else tag: text for tag, text in spot.lang().items()}


def _read_achievement(subject: Spot, achievement: Spot, draft: Draft) -> None:
    stated = achievement.get("inLanguage")
    language = language_tag(stated.text() or "und")
    for field, name in (("title", "name"), ("description", "description")):
        spot = achievement.get(name)
        draft.put(field, _tagged(spot, language), spot)
    if language != "und":
        draft.put("languages", (language,), stated)
    _read_texts(achievement, draft)
    _read_kind(achievement, draft)
    _read_workload(subject, achievement, draft)
    _read_alignments(achievement.get("alignment"), draft)
    _read_assessment(achievement, draft)
    _read_results(subject, achievement, draft)
    _read_codes(achievement, draft)
    outcomes = achievement.get("learningOutcome")
    draft.put("outcomes_text", _tagged(outcomes, language), outcomes)
    for role, spot in (("achievement", achievement.get("image")), ("credential", subject.get("image"))):
        draft.add("images", picture(spot, role), spot=spot)
    for item in achievement.get("endorsement").each():
        draft.add("statements", _endorsement(item))
    for name in _STATED:
        spot = subject.get(name)
        if text := spot.text():
            draft.add("statements", Statement(name, text, spot.pointer))
    for name, spot in (("source", subject.get("source")), ("creator", achievement.get("creator"))):
        if text := spot.get("name").text():
            draft.add("statements", Statement(name, text, spot.pointer))


def _read_texts(achievement: Spot, draft: Draft) -> None:
    criteria = achievement.get("criteria")
    narrative = criteria.get("narrative") if criteria.is_object else criteria
    draft.put("criteria", narrative.text(), narrative)
    address = criteria.get("id").url()
    if address:
        draft.add("links", Link(address, "criteria"), spot=criteria.get("id"))
    tags = achievement.get("tag")
    draft.put("tags", tags.strings(), tags)


def _read_kind(achievement: Spot, draft: Draft) -> None:
    spot = achievement.get("achievementType")
    word = (spot.text() or "").removeprefix("ext:").replace(" ", "").replace("-", "").casefold()
    kind = _KINDS.get(word) or ("diploma" if word.endswith("degree") else None)
    draft.put("kind", kind or "badge", spot if kind else None)


def _read_workload(subject: Spot, achievement: Spot, draft: Draft) -> None:
    ects = achievement.get("ECTS")
    if (value := ects.number()) is not None:
        draft.add("credits", Credit(value, CreditSystem.ECTS), spot=ects)
    # Open Badges leaves the unit of these two open, so they are never counted as EC.
    for spot, earned in ((subject.get("creditsEarned"), True), (achievement.get("creditsAvailable"), False)):
        if (value := spot.number()) is not None:
            draft.add("credits", Credit(value, CreditSystem.OTHER, earned), spot=spot)
    sbu, time = achievement.get("SBU"), achievement.get("timeInvestment")
    hours = Hours(notional=time.number(), sbu=sbu.number())
    if hours != Hours():
        draft.put("hours", hours, sbu or time)


def _read_alignments(alignments: Spot, draft: Draft) -> None:
    for item in alignments.each():
        kind = (item.get("targetType").text() or "").removeprefix("ext:")
        framework = item.get("targetFramework").text()
        label, address = item.get("targetName").lang(), item.get("targetUrl").url()
        code = item.get("targetCode").text()
        match kind.casefold() if kind.casefold() in ("eqf", "nlqf", "qualityassurance", "ctdl") else framework:
            case "eqf" | "EQF":
                _level(item, draft, eqf=item.get("targetCode"))
            case "nlqf" | "NLQF":
                _level(item, draft, nlqf=code)
            case "qualityassurance":
                text = item.get("targetDescription").text()
                draft.add("quality", Quality(label, address, code, text, "accreditation"), spot=item)
            case "ctdl":
                if address:
                    draft.add("links", Link(address, item.get("targetName").text() or ""), spot=item)
            case _:
                if label or address:
                    shown = framework or kind.removesuffix("Alignment") or None
                    draft.add("skills", Skill(label, address, shown, code), spot=item)


def _level(item: Spot, draft: Draft, *, eqf: Spot | None = None, nlqf: str | None = None) -> None:
    have: Level = draft.value("level") or Level()
    value = eqf.number() if eqf else None
    whole = int(value) if value is not None and value == int(value) and 1 <= value <= _MAX_EQF else have.eqf
    draft.put("level", Level(whole, nlqf or have.nlqf, have.cycle, have.verified), item)


def _read_assessment(achievement: Spot, draft: Draft) -> None:
    types = achievement.get("assessmentType")
    if found := controlled.assessment_types(types.each()):
        draft.put("assessments", (Assessment(found),), types)
    participation = achievement.get("participationType")
    draft.put("participation", controlled.participation(participation.each()), participation)
    spot, checked = achievement.get("supervisionType"), achievement.get("identityChecked")
    seen = controlled.supervision(spot)
    if seen is None or seen.identity_checked is None:
        flags = controlled.supervision_of_flags(seen.supervised if seen else None, checked.flag())
        place = seen.place if seen else None
        seen = None if flags is None else type(flags)(flags.supervised, flags.identity_checked, place)
    draft.put("supervision", seen, spot or checked)


def _read_results(subject: Spot, achievement: Spot, draft: Draft) -> None:
    described = {item.get("id").url(): item for item in achievement.get("resultDescription").each()}
    levels = {
        level.get("id").url(): level.get("name", "level").text()
        for item in described.values()
        for level in item.get("rubricCriterionLevel").each()
    }
    for item in subject.get("result").each():
        described_by = described.get(item.get("resultDescription").url()) or Spot(None)
        reached = levels.get(item.get("achievedLevel").url()) if item.get("achievedLevel") else None
        value = item.get("value").text() or reached or item.get("status").text()
        if value:
            draft.add("grades", Grade(value, _scale(described_by), described_by.get("name").text()), spot=item)


def _scale(described_by: Spot) -> GradeScale | None:
    if not described_by:
        return None
    allowed = described_by.get("allowedValue").strings()
    return GradeScale(
        name=described_by.get("resultType").text(),
        minimum=described_by.get("valueMin").text() or (allowed[0] if allowed else None),
        maximum=described_by.get("valueMax").text() or (allowed[-1] if allowed else None),
        passing=described_by.get("requiredValue").text(),
    )


def _read_codes(achievement: Spot, draft: Draft) -> None:
    programme = achievement.get("educationProgramIdentifier")
    draft.put("programme_codes", programme_codes(programme), programme)
    code = achievement.get("humanCode")
    draft.add("programme_codes", code.text(), spot=code)
    for entry in entries(achievement.get("otherIdentifier")):
        draft.add("programme_codes", entry.value, spot=achievement.get("otherIdentifier"))
    for name in ("fieldOfStudy", "specialization"):
        spot = achievement.get(name)
        draft.add("fields_of_study", *spot.strings(), spot=spot)


def programme_codes(spot: Spot) -> tuple[str, ...]:
    """Return programme codes for a number, a list of numbers, or a list written as text (``"[1234]"``)."""
    found: dict[str, None] = {}
    for item in spot.each():
        for part in (item.text() or "").strip("[] ").split(","):
            if code := part.strip(" '\""):
                found[code] = None
    return tuple(found)
