"""What was learned, in ELM 3: achievements, activities, assessments and their specifications."""

from collections.abc import Iterator
from decimal import Decimal

from wallet.model.earned import (
    Assessment,
    Credit,
    CreditSystem,
    Grade,
    GradeScale,
    Hours,
    Level,
    Link,
    Outcome,
    Quality,
    Record,
    Skill,
    Statement,
)
from wallet.records import controlled
from wallet.records.draft import Draft
from wallet.records.durations import hours_of
from wallet.records.identity import legal_identifiers
from wallet.records.parts import MAX_DEPTH, Budget
from wallet.records.spot import Spot
from wallet.records.tags import language_tag

_SYSTEMS = {"6fcec5c5af": CreditSystem.ECTS, "60b314e826": CreditSystem.ECVET}
_CYCLES = {"5": "short", "6": "1", "7": "2", "8": "3"}
_MAX_EQF = 8


def read_achievement(claim: Spot, draft: Draft, budget: Budget, depth: int = 0) -> None:
    """Read a ``LearningAchievement`` (or an assessment that stands alone) with its specification and parts."""
    specification = claim.get("specifiedBy")
    for field, names in (("title", ("title",)), ("description", ("description",))):
        spot = claim.get(*names) or specification.get(*names)
        draft.put(field, spot.lang(), spot)
    _read_outcomes(claim, specification, draft)
    _read_credits(claim, specification, draft)
    _read_level(specification, draft)
    _read_specification(specification, draft)
    proofs = [*claim.get("provenBy").each(), *claim.every("awardedBy", "used")]
    if "LearningAssessment" in claim.types():
        proofs.append(claim)
    for proof in proofs:
        for assessment in _with_parts(proof, "hasPart", MAX_DEPTH):
            _read_assessment(assessment, draft)
    if "LearningAssessment" not in claim.types() and (value := claim.get("grade").text()):
        draft.add("grades", Grade(value), spot=claim.get("grade"))
    for activity in claim.get("influencedBy").each():
        read_activity(activity, draft, main=False)
    if not draft.has("participation"):
        spot = specification.get("mode")
        draft.put("participation", controlled.participation(spot.each()), spot)
    _read_notes(claim, specification, draft)
    _read_further(claim, draft)
    _read_stacking(claim, specification, draft, budget, depth)


def read_activity(activity: Spot, draft: Draft, *, main: bool) -> None:
    """Read a ``LearningActivity``; ``main`` where the credential is about nothing else."""
    specification = activity.get("specifiedBy")
    if main:
        for field in ("title", "description"):
            spot = activity.get(field) or specification.get(field)
            if not draft.has(field):
                draft.put(field, spot.lang(), spot)
        _read_specification(specification, draft)
        _read_outcomes(activity, specification, draft)
        volume = specification.get("volumeOfLearning")
        _put_hours(draft, volume, "notional")
    _put_hours(draft, activity.get("workload"), "actual")
    _put_hours(draft, specification.get("contactHour"), "contact")
    mode = specification.get("mode")
    if found := controlled.participation(mode.each()):
        draft.add("participation", *found, spot=mode)


def _with_parts(spot: Spot, member: str, depth: int) -> Iterator[Spot]:
    yield spot
    if depth > 0:
        for part in spot.get(member).each():
            yield from _with_parts(part, member, depth - 1)


def _read_outcomes(claim: Spot, specification: Spot, draft: Draft) -> None:
    spot = specification.get("learningOutcome") or claim.get("learningOutcome")
    outcomes = []
    for item in spot.each():
        text = item.get("title", "description").lang() if item.is_object else item.lang()
        skills = tuple(_skills(item))
        if text or skills:
            outcomes.append(Outcome(text, skills))
    draft.put("outcomes", tuple(outcomes), spot)
    distinct = {skill.uri or str(skill.label): skill for outcome in outcomes for skill in outcome.skills}
    draft.add("skills", *distinct.values(), spot=spot)
    summary = specification.get("learningOutcomeSummary")
    draft.put("outcomes_text", summary.lang(), summary)


def _skills(outcome: Spot) -> Iterator[Skill]:
    for member, framework in (("relatedESCOSkill", "ESCO"), ("relatedSkill", None)):
        for item in outcome.get(member).each():
            label, address = item.get("prefLabel", "title").lang() if item.is_object else {}, item.url()
            if label or address:
                yield Skill(label, address, framework)


def _system(point: Spot) -> tuple[CreditSystem, str | None]:
    framework = point.get("framework")
    known = _SYSTEMS.get(controlled.concept_key(framework) or "")
    label = controlled.concept_text(framework)
    if known is None and label:
        folded = label.casefold()
        known = next((system for system in (CreditSystem.ECTS, CreditSystem.ECVET) if system.value in folded), None)
    return known or CreditSystem.OTHER, label


def _read_credits(claim: Spot, specification: Spot, draft: Draft) -> None:
    # Lines of a transcript (wasDerivedFrom) carry their points themselves.
    received, offered = claim.get("creditReceived", "creditPoint"), specification.get("creditPoint")
    for spot, earned in ((received, True), (offered, False)):
        if spot is offered and draft.has("credits"):
            break
        for item in spot.each():
            value = item.get("point").number()
            if value is not None:
                system, label = _system(item)
                shown = label if system is CreditSystem.OTHER else None
                draft.add("credits", Credit(value, system, earned, shown), spot=item)
    _put_hours(draft, specification.get("volumeOfLearning"), "notional")


def _put_hours(draft: Draft, spot: Spot, kind: str) -> None:
    """Set one kind of hours; what is no plausible number of hours is kept as written."""
    text = spot.text()
    if text is None:
        return
    have: Hours = draft.value("hours") or Hours()
    value = hours_of(text) or _bare_hours(spot, kind)
    known: dict[str, Decimal | None] = {
        "notional": have.notional,
        "sbu": have.sbu,
        "actual": have.actual,
        "contact": have.contact,
    }
    if value is not None and known[kind] is None:
        known[kind] = value
    stated = have.stated if value is not None else have.stated or text
    hours = Hours(known["notional"], known["sbu"], known["actual"], known["contact"], stated)
    draft.put("hours", hours, None if draft.has("hours") else spot)


def _bare_hours(spot: Spot, kind: str) -> Decimal | None:
    # contactHour is a number of hours by its definition; the others are durations.
    return spot.number() if kind == "contact" else None


def _eqf(spot: Spot) -> int | None:
    for item in spot.each():
        for text in (controlled.concept_key(item), item.get("notation").text(), item.text()):
            if text and text.isascii() and text.isdigit() and 1 <= int(text[:3]) <= _MAX_EQF:
                return int(text[:3])
    return None


def _read_level(specification: Spot, draft: Draft) -> None:
    spot = specification.get("eqfLevel")
    eqf = _eqf(spot)
    national = specification.get("nqfLevel")
    nlqf = next((text for item in national.each() if (text := controlled.concept_text(item))), None)
    cycle = None
    education = specification.get("educationLevel")
    # The education level has a code of its own only for a qualification; elsewhere it is a remark.
    if "Qualification" in specification.types() and (code := _eqf(education)):
        cycle = _CYCLES.get(str(code))
    if eqf is not None or nlqf or cycle:
        draft.put("level", Level(eqf, nlqf, cycle), spot or national or education)


def _read_specification(specification: Spot, draft: Draft) -> None:
    spot = specification.get("language")
    tags = []
    for item in spot.each():
        text = controlled.concept_key(item) or item.get("notation").text() or item.text()
        tag = language_tag(text or "und")
        if tag != "und" and tag not in tags:
            tags.append(tag)
    draft.put("languages", tuple(tags), spot)
    spot = specification.get("entryRequirement")
    draft.put("prerequisites", spot.lang(), spot)
    for item in specification.get("accreditation").each():
        draft.add("quality", accreditation(item), spot=item)
    for name in ("thematicArea", "educationSubject"):
        spot = specification.get(name)
        draft.add("fields_of_study", *(controlled.concept_text(item) for item in spot.each()), spot=spot)


def accreditation(item: Spot) -> Quality | None:
    """Return an ELM ``Accreditation``."""
    found = Quality(
        name=item.get("title").lang(),
        url=item.at("homepage", "contentURL").url() or item.at("report", "contentURL").url(),
        code=next((one.value for one in legal_identifiers(item)), None),
        text=item.at("decision", "prefLabel").text() or item.get("description").text(),
        kind=controlled.concept_text(item.get("dcType")) or "accreditation",
    )
    return found if found != Quality(kind="accreditation") else None


def _read_assessment(assessment: Spot, draft: Draft) -> None:
    specification = assessment.get("specifiedBy")
    types = controlled.assessment_types(specification.get("dcType").each())
    modes = controlled.participation(specification.get("mode").each())
    title = assessment.get("title").lang() or specification.get("title").lang()
    language = specification.get("language")
    code = controlled.concept_key(language) or language.text()
    found = Assessment(types, title, modes[0] if modes else None, language_tag(code) if code else None)
    if found != Assessment():
        draft.add("assessments", found, spot=assessment)
    check = assessment.get("idVerification")
    if not draft.has("supervision"):
        draft.put("supervision", controlled.supervision(check), check)
    grade = assessment.get("grade")
    value = grade.text() or assessment.get("shortenedGrading").text()
    value = value or controlled.concept_text(assessment.get("gradeStatus"))
    if value:
        scheme = specification.get("gradingScheme").get("title", "description").text()
        part = next(iter(title.values()), None)
        draft.add("grades", Grade(value, GradeScale(name=scheme) if scheme else None, part), spot=grade or assessment)


def _read_notes(claim: Spot, specification: Spot, draft: Draft) -> None:
    for spot in (claim.get("identifier"), specification.get("identifier"), specification.get("qualificationCode")):
        for item in spot.each():
            text = item.get("notation").text() if item.is_object else item.text()
            # The scheme says that this is the kind of an ELMO node, not a code of the programme.
            if text and not (item.get("schemeName").text() or "").startswith("elmo:type"):
                draft.add("programme_codes", text, spot=item)
    for owner in (claim, specification):
        for name in ("supplementaryDocument", "homepage"):
            for item in owner.get(name).each():
                if address := item.get("contentURL", "contentUrl").url() or item.url():
                    draft.add("links", Link(address, item.get("title").text() or ""), spot=item)


def _read_further(claim: Spot, draft: Draft) -> None:
    """Read what the issuer adds in notes with a subject of its own."""
    for item in claim.get("additionalNote").each():
        subject = controlled.concept_text(item.get("subject")) if item.get("subject") else None
        if text := item.text():
            draft.add("statements", Statement(subject or "additionalNote", text, item.pointer))


def _read_stacking(claim: Spot, specification: Spot, draft: Draft, budget: Budget, depth: int) -> None:
    if depth < MAX_DEPTH:
        parts = []
        for item in (*claim.get("hasPart").each(), *claim.get("wasDerivedFrom").each()):
            if not budget.take():
                break
            inner = Draft()
            read_achievement(item, inner, budget, depth + 1)
            spot = item.at("awardedBy", "awardingDate")
            inner.put("awarded_on", spot.day(), spot)
            parts.append(inner.record())
        if parts and parts != [Record()] * len(parts):
            draft.put("parts", tuple(parts), claim.get("hasPart", "wasDerivedFrom"))
    for item in claim.get("isPartOf").each():
        address = item.url()
        if address or item.get("title"):
            draft.add("part_of", Link(address or "", item.get("title").text() or ""), spot=item)
    partial = specification.get("isPartialQualification")
    draft.put("stackable", partial.flag(), partial)
