"""Comprehensive Learner Record 2.0 (1EdTech): achievements and whole credentials in one, and their associations."""

from wallet.model.earned import Record, Statement
from wallet.records.draft import Draft
from wallet.records.envelope import read_envelope
from wallet.records.identity import holder_of_subject
from wallet.records.media import picture
from wallet.records.openbadges3 import achievement_record
from wallet.records.parts import Reading
from wallet.records.spot import Spot


def fits(document: Spot) -> bool:
    """Tell whether the document is a CLR 2.0."""
    return "ClrCredential" in document.types() or "ClrSubject" in document.get("credentialSubject").types()


def read(document: Spot, reading: Reading) -> Draft:
    """Read the record and everything in it as parts. CLR 2.0 section 5.1."""
    draft = Draft()
    read_envelope(document, draft)
    subject = document.get("credentialSubject")
    draft.put("kind", "transcript")
    for field, name in (("title", "name"), ("description", "description")):
        spot = document.get(name)
        draft.put(field, spot.lang(), spot)
    if subject:
        draft.put("holder", holder_of_subject(subject, key_bound=bool(document.get("cnf"))), subject)
    draft.add("images", picture(document.get("image"), "credential"), spot=document.get("image"))
    draft.put("parts", _parts(subject, reading), subject)
    for item in subject.get("association").each():
        draft.add("statements", _association(item))
    partial = document.get("partial")
    if partial.flag():
        draft.add("statements", Statement("partial", "true", partial.pointer))
    return draft


def _parts(subject: Spot, reading: Reading) -> tuple[Record, ...]:
    found: list[Record] = list(reading.contained)
    inside: set[str | None] = set()
    for item in subject.get("verifiableCredential").each():
        if not item.is_object:
            continue
        # Where they were taken apart, what is shown of each is what was verified, tokens and envelopes too.
        if not reading.contained and (record := reading.inner(item)) != Record():
            found.append(record)
        inside.update(each.get("id").url() for each in item.every("credentialSubject", "achievement"))
    loose = [item for item in subject.get("achievement").each() if item.is_object]
    new = (item for item in loose if item.get("id").url() not in inside)
    found.extend(achievement_record(item) for item in new if reading.budget.take())
    return tuple(found)


def _association(item: Spot) -> Statement | None:
    kind = item.get("associationType").text()
    source, target = item.get("sourceId").url(), item.get("targetId").url()
    if not (kind and source and target):
        return None
    return Statement("association", f"{source} {kind} {target}", item.pointer)
