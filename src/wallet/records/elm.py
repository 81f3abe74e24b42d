"""European Learning Model 3 (Europass, EBSI, DC4EU): one or many objects everywhere, texts by language.

The sealer (``issuer``) and the awarding body (``hasClaim.awardedBy.awardingBody``) are two organisations; a mandate in
``evidence`` joins them. Source of the mapping: the EDC application profile and the files that were met in the wild.
"""

from collections.abc import Iterator

from wallet.model.earned import (
    EvidenceItem,
    Holder,
    Identifier,
    Link,
    Organisation,
    Record,
    Statement,
)
from wallet.model.language import pick
from wallet.records import controlled
from wallet.records.draft import Draft
from wallet.records.elm_learning import accreditation, read_achievement, read_activity
from wallet.records.envelope import issuer_of, read_dates, status_references
from wallet.records.generic_vc import read_title_of_type
from wallet.records.identity import address_kind, birth_date, identity_objects, legal_identifiers
from wallet.records.media import picture
from wallet.records.parts import Budget, Reading
from wallet.records.spot import Spot
from wallet.records.tags import country_code, language_tag

_TYPES = frozenset({"EuropeanDigitalCredential", "EuropassCredential"})
_MANDATE = "c_18016257"
_KIND_WORDS = (
    ("microcredential", "micro_credential"),
    ("transcript", "transcript"),
    ("diploma", "diploma"),
    ("enrol", "enrolment"),
    ("attendance", "attendance"),
    ("participation", "attendance"),
)
_SHORT_PROGRAMME = "74a4a268e8"
_ATTESTED = frozenset({"VerifiableCredential", "VerifiableAttestation"})


def fits(document: Spot) -> bool:
    """Tell whether the document speaks ELM, wrapped for upload or not."""
    document = unwrapped(document)
    if document.types() & _TYPES:
        return True
    return any(subject.get("hasClaim") for subject in document.get("credentialSubject").each())


def unwrapped(document: Spot) -> Spot:
    """Return the credential inside the wrapper of an "uploadable" file or of a graph."""
    inner = document.get("credential")
    if inner.is_object and inner.get("credentialSubject"):
        return inner
    for node in document.get("@graph").each():
        if node.types() & _TYPES:
            return node
    return document


def read(document: Spot, reading: Reading) -> Draft:
    """Read one credential; further achievements and parts of achievements become parts."""
    document = unwrapped(document)
    draft = Draft()
    _read_envelope(document, draft)
    subject = document.get("credentialSubject")
    _read_person(document, subject, draft)
    claims = list(subject.every("hasClaim"))
    achievements = [claim for claim in claims if "LearningAchievement" in claim.types()]
    activities = [claim for claim in claims if "LearningActivity" in claim.types()]
    assessments = [claim for claim in claims if "LearningAssessment" in claim.types()]
    if len(achievements) == 1:
        read_achievement(achievements[0], draft, reading.budget)
    else:
        parts = tuple(_part(claim, reading.budget) for claim in achievements if reading.budget.take())
        draft.put("parts", parts, subject.get("hasClaim"))
    for activity in activities:
        read_activity(activity, draft, main=not achievements)
    if not achievements and not activities:
        for claim in assessments:
            read_achievement(claim, draft, reading.budget)
    _read_award(achievements or activities or assessments, draft)
    _read_title(document, draft)
    _read_kind(document, achievements, activities, draft)
    _read_entitlements(claims, draft)
    _read_displays(document, draft)
    _read_evidence(document, draft)
    return draft


def _part(claim: Spot, budget: Budget) -> Record:
    draft = Draft()
    read_achievement(claim, draft, budget)
    _read_award([claim], draft)
    return draft.record()


def organisation(spot: Spot) -> Organisation | None:
    """Return an ELM ``Organisation``; an address alone is one too."""
    if not spot:
        return None
    address = spot.url()
    place = spot.get("location")
    country = next((code for code in (_country(item) for item in place.each()) if code), None)
    own = (Identifier(address_kind(address), address),) if address and not address.startswith("urn:epass") else ()
    found = Organisation(
        name=spot.get("legalName", "prefLabel", "altLabel", "name").lang() if spot.is_object else {},
        id=address,
        country=country,
        url=spot.get("homepage").get("contentURL", "contentUrl").url() or spot.get("homepage").url(),
        identifiers=own + legal_identifiers(spot),
    )
    return found if found != Organisation() else None


def _country(place: Spot) -> str | None:
    for spot in (place.at("address", "countryCode"), place.get("spatial"), place.get("spatialCode")):
        code = country_code(spot.url()) or country_code(spot.get("notation").text() if spot.is_object else None)
        if code:
            return code
    return None


def _read_envelope(document: Spot, draft: Draft) -> None:
    issuer = document.get("issuer")
    sealer = organisation(issuer)
    if sealer is not None:
        draft.put("issuer", issuer_of(sealer), issuer)
        draft.put("sealed_by", sealer if sealer.name else None, issuer)
    identifier = document.get("id", "@id")
    draft.put("credential_id", identifier.url(), identifier)
    status = document.get("credentialStatus", "status")
    draft.put("status_refs", status_references(status), status)
    read_dates(document, draft)
    logo = issuer.get("logo")
    draft.add("images", picture(logo, "issuer"), spot=logo)


def _read_person(document: Spot, subject: Spot, draft: Draft) -> None:
    person = next(subject.each(), Spot(None))
    if not person:
        return
    address = person.get("id").url()
    given, family = pick(person.get("givenName").lang()), pick(person.get("familyName").lang())
    whole = pick(person.get("fullName").lang()) or " ".join(part for part in (given, family) if part)
    own = bool(address) and not str(address).startswith("urn:epass")
    identifiers = [Identifier(address_kind(str(address)), str(address))] if own else []
    numbers = (item.get("notation") or item for item in person.get("nationalID", "nationalId").each())
    identifiers += [Identifier("national_id", value) for spot in numbers if (value := spot.text())]
    identifiers += [one for one in legal_identifiers(person) if one.kind not in ("registration",)]
    for item in person.every("contactPoint", "emailAddress"):
        mailbox = (item.url() or "").removeprefix("mailto:")
        if mailbox:
            identifiers.append(Identifier("email", mailbox))
    _, plain, hashed = identity_objects(person.get("identifier"))
    holder = Holder(
        id=address if own else None,
        names=(whole,) if whole else (),
        birth_date=birth_date(person),
        identifiers=(*identifiers, *plain),
        hashed_identifiers=hashed,
        key_bound=bool(document.get("cnf")) or str(address).startswith("did:"),
    )
    if holder != Holder():
        draft.put("holder", holder, person)


def _awards(claims: list[Spot]) -> Iterator[Spot]:
    for claim in claims:
        yield from claim.get("awardedBy").each()


def _read_award(claims: list[Spot], draft: Draft) -> None:
    """Read who awarded it, where and when; the day of award goes before the day of sealing."""
    awards = list(_awards(claims))
    for award in awards:
        for spot in award.get("awardingBody").each():
            _read_awarding_body(spot, draft)
    for award in awards:
        # DC4EU files give the place of the award, where others give that of the organisation.
        place = award.get("location")
        if not draft.has("country") and (code := next(filter(None, map(_country, place.each())), None)):
            draft.put("country", code, place)
    for award in awards:
        spot = award.get("awardingDate")
        if day := spot.day():
            draft.put("awarded_on", day, spot)
            return


def _read_awarding_body(spot: Spot, draft: Draft) -> None:
    body = organisation(spot)
    if body is None:
        return
    have: tuple[Organisation, ...] = draft.value("awarding_bodies") or ()
    if all(body.id != other.id or body.name != other.name for other in have):
        draft.add("awarding_bodies", body, spot=spot)
    if body.country and not draft.has("country"):
        draft.put("country", body.country, spot.get("location") or spot)
    draft.add("images", picture(spot.get("logo"), "awarding_body"), spot=spot.get("logo"))
    for item in spot.get("accreditation").each():
        draft.add("quality", accreditation(item), spot=item)


def _read_title(document: Spot, draft: Draft) -> None:
    display = document.get("displayParameter")
    for spot in (display.get("title"), document.get("title", "name")):
        if draft.has("title"):
            break
        draft.put("title", spot.lang(), spot)
    if not draft.has("description"):
        spot = display.get("description")
        draft.put("description", spot.lang(), spot)
    if not draft.has("title"):
        read_title_of_type(document, draft)


def _read_kind(document: Spot, achievements: list[Spot], activities: list[Spot], draft: Draft) -> None:
    profiles = document.get("credentialProfiles")
    words = [word for word in document.types() if word not in _ATTESTED]
    words += [text for item in profiles.each() if (text := controlled.concept_text(item))]
    folded = " ".join(words).casefold().replace(" ", "").replace("-", "")
    for sign, kind in _KIND_WORDS:
        if sign in folded:
            draft.put("kind", kind, document.get("type"))
            return
    for claim in achievements:
        specification = claim.get("specifiedBy")
        if any(controlled.concept_key(item) == _SHORT_PROGRAMME for item in specification.get("dcType").each()):
            draft.put("kind", "micro_credential", specification.get("dcType"))
            return
        if "Qualification" in specification.types() and specification.get("isPartialQualification").flag() is not True:
            draft.put("kind", "diploma", specification.get("type"))
            return
    if activities and not achievements:
        draft.put("kind", "attendance", activities[0].get("type"))


def _read_entitlements(claims: list[Spot], draft: Draft) -> None:
    given = [claim for claim in claims if "LearningEntitlement" in claim.types()]
    given += [item for claim in claims for item in claim.get("entitlesTo").each()]
    for item in given:
        if title := item.get("title").text():
            draft.add("statements", Statement("entitlement", title, item.pointer))


def _read_displays(document: Spot, draft: Draft) -> None:
    for display in document.every("displayParameter", "individualDisplay"):
        language = controlled.concept_key(display.get("language")) or display.get("language").text()
        tag = language_tag(language) if language else ""
        for detail in display.get("displayDetail").each():
            image = picture(detail.get("image"), f"page-{tag}" if tag else "page")
            draft.add("images", image, spot=detail.get("image"))


def _read_evidence(document: Spot, draft: Draft) -> None:
    for item in document.get("evidence").each():
        if controlled.concept_key(item.get("dcType")) == _MANDATE:
            behalf = organisation(item.get("accreditation").get("organisation")) or next(
                iter(draft.value("awarding_bodies") or ()), None
            )
            draft.put("on_behalf_of", behalf, item)
            continue
        found = EvidenceItem(item.get("embeddedEvidence", "contentURL").url(), item.get("title").text())
        if found != EvidenceItem():
            draft.add("evidence", found, spot=item)
    for item in document.get("attachment").each():
        if address := item.get("contentURL", "contentUrl").url():
            draft.add("links", Link(address, item.get("title").text() or ""), spot=item)
