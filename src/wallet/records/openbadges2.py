"""Open Badges 2.0 (and what 1.x has in common with it), with the extensions and extra members of edubadges.

Extensions are matched on their key and never on their context address: old edubadges files carry a developer's
loopback address there. Class data may stand in the badge class, in a document fetched for it (``?expand=micro``),
or, in old baked images, on the assertion itself.
"""

from collections.abc import Mapping

from wallet.model.earned import (
    Assessment,
    Credit,
    CreditSystem,
    EvidenceItem,
    Grade,
    GradeScale,
    HashedIdentifier,
    Holder,
    Hours,
    Identifier,
    Level,
    Link,
    Organisation,
    Quality,
    Skill,
)
from wallet.records import controlled
from wallet.records.draft import Draft
from wallet.records.envelope import issuer_of
from wallet.records.identity import address_kind, identifier_kind
from wallet.records.media import picture
from wallet.records.openbadges3 import programme_codes
from wallet.records.parts import Reading
from wallet.records.spot import Spot
from wallet.records.tags import country_code, language_tag

_KINDS = {"micro_credential": "micro_credential", "regular": "regular", "extra_curricular": "extra_curricular"}
_MAX_EQF = 8
_HASH_PREFIXES = ("sha256$", "md5$")


def fits(document: Spot) -> bool:
    """Tell whether the document is an Open Badges 1.x or 2.0 assertion."""
    if document.get("credentialSubject"):
        return False
    return "Assertion" in document.types() or bool(document.get("badge") and document.get("recipient"))


def read(document: Spot, reading: Reading) -> Draft:
    """Read an assertion with its badge class and issuer, embedded or fetched."""
    draft = Draft()
    badge = _resolved(document.get("badge"), reading)
    issuer = _resolved(badge.get("issuer"), reading)
    _read_assertion(document, draft)
    language = document.get("@language").text() or badge.get("@language").text()
    _read_class(badge, language_tag(language) if language else "und", draft)
    _read_extensions(document, badge, draft)
    _read_micro(badge, draft)
    _read_issuer(issuer, draft)
    _read_people(document, badge, reading, draft)
    return draft


def _resolved(spot: Spot, reading: Reading) -> Spot:
    """Return the object at ``spot`` completed with what was fetched for it; what the file says comes first."""
    whole = dict(spot.value) if spot.is_object else {}
    for _, document in reading.linked_objects(spot.url()):
        for name, value in document.items():
            # An issuer or class that is only an address here is replaced by the one that was expanded there.
            if name not in whole or (isinstance(whole[name], str) and isinstance(value, dict)):
                whole[name] = value
    return Spot(whole, spot.pointer) if whole else spot


def _read_assertion(document: Spot, draft: Draft) -> None:
    identifier = document.get("id", "uid")
    draft.put("credential_id", identifier.url(), identifier)
    issued, expires = document.get("issuedOn"), document.get("expires")
    draft.put("awarded_on", issued.day(), issued)
    draft.put("issued_at", issued.moment(), issued)
    draft.put("valid_from", issued.moment(), issued)
    draft.put("expires_at", expires.moment(), expires)
    evidence = document.get("evidence")
    for item in evidence.each():
        found = EvidenceItem(
            item.url(), item.get("name").text(), item.get("description").text(), item.get("narrative").text()
        )
        if found != EvidenceItem():
            draft.add("evidence", found, spot=item)
    narrative = document.get("narrative")
    if text := narrative.text():
        draft.add("evidence", EvidenceItem(narrative=text), spot=narrative)
    draft.add("images", picture(document.get("image"), "credential"), spot=document.get("image"))


def _read_class(badge: Spot, language: str, draft: Draft) -> None:
    for field, name in (("title", "name"), ("description", "description")):
        spot = badge.get(name)
        draft.put(field, {language if tag == "und" else tag: text for tag, text in spot.lang().items()}, spot)
    criteria = badge.get("criteria")
    narrative = criteria.get("narrative") if criteria.is_object else Spot(None)
    draft.put("criteria", narrative.text(), narrative)
    if address := criteria.url():
        draft.add("links", Link(address, "criteria"), spot=criteria)
    tags = badge.get("tags")
    draft.put("tags", tags.strings(), tags)
    image = badge.get("image")
    draft.add("images", picture(image, "achievement"), spot=image)
    for item in badge.get("alignment").each():
        skill = Skill(
            item.get("targetName", "name").lang(),
            item.get("targetUrl", "url").url(),
            item.get("targetFramework").text(),
            item.get("targetCode").text(),
        )
        if skill != Skill({}):
            draft.add("skills", skill, spot=item)
    kind = badge.get("typeBadgeClass")
    found = _KINDS.get((kind.text() or "").casefold())
    draft.put("kind", found or "badge", kind if found else None)


def _extension(name: str, member: str, *places: Spot) -> Spot:
    for place in places:
        if spot := place.get(f"extensions:{name}").get(member, f"extensions:{member}"):
            return spot
    return Spot(None)


def _read_extensions(document: Spot, badge: Spot, draft: Draft) -> None:
    def value(name: str, member: str) -> Spot:
        return _extension(name, member, badge, document)

    ects = value("ECTSExtension", "ECTS")
    if (points := ects.number()) is not None:
        draft.add("credits", Credit(points, CreditSystem.ECTS), spot=ects)
    load, time = value("StudyLoadExtension", "StudyLoad"), value("TimeInvestmentExtension", "TimeInvestment")
    hours = Hours(notional=time.number(), sbu=load.number())
    if hours != Hours():
        draft.put("hours", hours, load or time)
    eqf = value("EQFExtension", "EQF")
    level = eqf.number()
    if level is not None and level == int(level) and 1 <= level <= _MAX_EQF:
        draft.put("level", Level(eqf=int(level), verified=badge.get("eqfNlqfLevelVerified").flag()), eqf)
    outcome = value("LearningOutcomeExtension", "LearningOutcome")
    draft.put("outcomes_text", outcome.lang(), outcome)
    language = value("LanguageExtension", "Language")
    tag = language_tag(language.text() or "und")
    if tag != "und":
        draft.put("languages", (tag,), language)
    programme = value("EducationProgramIdentifierExtension", "EducationProgramIdentifier")
    draft.put("programme_codes", programme_codes(programme), programme)


def _read_micro(badge: Spot, draft: Draft) -> None:
    """Read the members that edubadges adds only with ``expand=badge`` or ``expand=micro``."""
    participation, types = badge.get("participation"), badge.get("assessmentType")
    draft.put("participation", controlled.participation(participation.each()), participation)
    if found := controlled.assessment_types(types.each()):
        draft.put("assessments", (Assessment(found),), types)
    supervised = badge.get("assessmentSupervised")
    seen = controlled.supervision_of_flags(supervised.flag(), badge.get("assessmentIdVerified").flag())
    draft.put("supervision", seen, supervised or badge.get("assessmentIdVerified"))
    name = badge.get("qualityAssuranceName")
    quality = Quality(
        name.lang(), badge.get("qualityAssuranceUrl").url(), text=badge.get("qualityAssuranceDescription").text()
    )
    if quality != Quality():
        draft.put("quality", (quality,), name)
    stackable = badge.get("stackable")
    draft.put("stackable", stackable.flag(), stackable)
    grade = badge.get("grade_achieved", "gradeAchieved")
    if text := grade.text():
        table = _extension("GradingTableExtension", "GradingTableURL", badge.get("issuer")).url()
        draft.put("grades", (Grade(text, GradeScale(url=table) if table else None),), grade)


def _name(spot: Spot) -> Mapping[str, str]:
    # edubadges gives names in both languages beside the plain one.
    both = {"nl": spot.get("name_dutch").text(), "en": spot.get("name_english").text()}
    return {tag: text for tag, text in both.items() if text} or spot.get("name").lang()


def _read_issuer(issuer: Spot, draft: Draft) -> None:
    if not issuer:
        return
    address = issuer.url()
    country = _extension("InstitutionCountryExtension", "InstitutionCountry", issuer)
    code = _extension("InstitutionIdentifierExtension", "InstitutionIdentifier", issuer)
    identifiers: tuple[Identifier, ...] = (Identifier(address_kind(address), address),) if address else ()
    if brin := code.text():
        identifiers += (Identifier("brin", brin),)
    organisation = Organisation(
        _name(issuer) if issuer.is_object else {},
        address,
        country_code(country.text()),
        issuer.get("url").url() if issuer.is_object else None,
        identifiers,
    )
    draft.put("issuer", issuer_of(organisation), issuer)
    draft.put("country", organisation.country, country)
    draft.add("images", picture(issuer.get("image"), "issuer"), spot=issuer.get("image"))
    _read_awarding_bodies(issuer, organisation, draft)


def _read_awarding_bodies(issuer: Spot, organisation: Organisation, draft: Draft) -> None:
    """Read institution, faculty and issuer; edubadges nests them the other way round."""
    faculty = issuer.get("faculty")
    institution = faculty.get("institution")
    extension = _extension("InstitutionNameExtension", "InstitutionName", issuer)
    if names := (_name(institution) if institution.is_object else extension.lang()):
        known = tuple(one for one in organisation.identifiers if one.kind == "brin")
        body = Organisation(names, country=organisation.country, identifiers=known)
        draft.add("awarding_bodies", body, spot=institution or extension)
    if organisation.name:
        draft.add("awarding_bodies", organisation, spot=issuer)
    if faculty.get("on_behalf_of").flag():
        behalf = faculty.get("on_behalf_of_display_name")
        names = behalf.lang() or _name(faculty)
        if names:
            address = faculty.get("on_behalf_of_url").url()
            draft.put("on_behalf_of", Organisation(names, url=address), behalf or faculty)


def _read_people(document: Spot, badge: Spot, reading: Reading, draft: Draft) -> None:
    recipient = document.get("recipient")
    kind = identifier_kind(recipient.get("type").text())
    value = (recipient.get("identity").text() if recipient.is_object else recipient.text()) or ""
    hashed: tuple[HashedIdentifier, ...] = ()
    plain: tuple[Identifier, ...] = ()
    if recipient.get("hashed").flag() or value.startswith(_HASH_PREFIXES):
        hashed = (HashedIdentifier(kind, value, recipient.get("salt").text() or ""),)
    elif value:
        plain = (Identifier(kind, value),)
    names = [name for spot in (badge.get("user"), document.at("recipientProfile", "name")) if (name := spot.text())]
    validated: bool | None = None
    # Answer of edubadges' public call for the recipient's name; null means that no institution checked the name.
    for answer in (one for at, one in reading.linked.items() if "/public/assertions/identity/" in at):
        spot = Spot(answer)
        checked = spot.get("validated_name").text()
        validated = checked is not None
        names = [checked or spot.get("recipient_name", "name").text() or "", *names]
    kept = tuple(dict.fromkeys(name for name in names if name))
    if kept or hashed or plain:
        holder = Holder(names=kept, identifiers=plain, hashed_identifiers=hashed, name_validated=validated)
        draft.put("holder", holder, recipient)
