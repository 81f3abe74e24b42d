"""The one normalised record of a credential, whatever vocabulary it speaks.

Each vocabulary is one module with ``fits(document) -> bool`` and ``read(document, reading) -> Draft``; the first that
fits reads. To add one, write the module and add it to ``_VOCABULARIES``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from wallet.model.earned import Media, Record
from wallet.model.secured import JsonObject, SecuredCredential, Securing
from wallet.records import blockcerts, clr, elm, generic_vc, openbadges2, openbadges3, sd_jwt
from wallet.records.digest import digest, digest_of_document
from wallet.records.draft import Draft
from wallet.records.eu_elements import presences
from wallet.records.parts import MAX_DEPTH, MAX_PARTS, Reading
from wallet.records.spot import Spot
from wallet.records.token import read_token

_ROLES = ("achievement", "credential", "subject", "page", "awarding_body", "issuer")


class _Vocabulary(Protocol):
    def fits(self, document: Spot, /) -> bool: ...
    def read(self, document: Spot, reading: Reading, /) -> Draft: ...


_VOCABULARIES: tuple[_Vocabulary, ...] = (blockcerts, openbadges2, clr, openbadges3, elm, sd_jwt, generic_vc)


def record_of(secured: SecuredCredential, *, linked: Mapping[str, JsonObject] | None = None) -> Record:
    """Return what ``secured`` says was earned.

    ``linked`` are documents that were fetched for it, by address: the badge class and issuer of a hosted Open Badge,
    edubadges' ``?expand=micro`` answer, its answer for the recipient's name. Nothing is verified here, nothing is
    fetched, and nothing is raised for odd content: what cannot be read stays empty.
    """
    contained = tuple(record_of(item, linked=linked) for item in secured.contained[:MAX_PARTS])
    claims = Spot(secured.claims or secured.document)
    is_token = secured.securing is Securing.SD_JWT
    record = _read(Spot(secured.document), claims, Reading(_no_inner, contained, linked or {}, is_token=is_token), 0)
    if contained and not record.parts:
        record = replace(record, parts=contained)
    return replace(record, key=digest(secured), format=secured.format.value, eu_elements=presences(record))


def _no_inner(_spot: Spot) -> Record:
    return Record()


def _read(document: Spot, claims: Spot, reading: Reading, depth: int) -> Record:
    def inner(spot: Spot) -> Record:
        if depth >= MAX_DEPTH or not reading.budget.take():
            return Record()
        found = _read(spot, spot, replace(reading, contained=()), depth + 1)
        return replace(found, key=digest_of_document(spot.value))

    vocabulary = next((one for one in _VOCABULARIES if one.fits(document)), None)
    if vocabulary is None:
        # A token of no known type (an SD-JWT without vct) still shows its claims.
        vocabulary = sd_jwt if claims.get("iss") or reading.is_token else None
    if vocabulary is None:
        return Record()
    draft = vocabulary.read(document, replace(reading, inner=inner))
    read_token(claims, draft)
    record = draft.record()
    images = tuple(sorted(record.images, key=_rank))
    return replace(record, images=images, eu_elements=presences(record))


def _rank(media: Media) -> int:
    """Tell how near a picture is to what was earned; the issuer's own logo comes after all of it."""
    role = media.role.split("-", 1)[0]
    return _ROLES.index(role) if role in _ROLES else len(_ROLES)


def search_text(record: Record) -> str:
    """Return everything that was earned as one text, a value a line, for full-text search in every language."""
    return "\n".join(dict.fromkeys(text for text in _words(record) if text))


def _words(record: Record) -> Iterator[str]:
    for texts in (record.title, record.description, record.outcomes_text, record.prerequisites):
        yield from texts.values()
    yield record.criteria or ""
    yield record.issuer.name or ""
    yield record.issuer.stated_name or ""
    for body in (*record.awarding_bodies, record.sealed_by, record.on_behalf_of):
        if body is not None:
            yield from body.name.values()
            yield from (one.value for one in body.identifiers)
    yield from record.holder.names
    yield from _words_of_learning(record)
    for part in record.parts:
        yield from _words(part)


def _words_of_learning(record: Record) -> Iterator[str]:
    for outcome in record.outcomes:
        yield from outcome.text.values()
        yield from (text for skill in outcome.skills for text in skill.label.values())
    for skill in record.skills:
        yield from skill.label.values()
        yield skill.code or ""
    for assessment in record.assessments:
        yield from assessment.title.values()
    for quality in record.quality:
        yield from quality.name.values()
        yield quality.code or ""
    for item in record.evidence:
        yield from (item.name or "", item.description or "", item.narrative or "")
    yield from record.tags
    yield from record.fields_of_study
    yield from record.programme_codes
    yield from (statement.value for statement in record.statements)
