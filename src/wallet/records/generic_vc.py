"""Any other W3C credential: its name, its issuer, and what it states about its subject, in the issuer's own words."""

import re

from wallet.model.earned import Statement
from wallet.records.draft import Draft
from wallet.records.envelope import read_envelope
from wallet.records.identity import holder_of_subject
from wallet.records.media import picture
from wallet.records.parts import Reading
from wallet.records.spot import Spot
from wallet.records.tags import language_tag

_GENERAL_TYPES = frozenset(
    {"VerifiableCredential", "VerifiableAttestation", "BlockcertsCredential", "EuropeanDigitalCredential"}
)
_TITLE_MEMBERS = ("name", "title", "display")
# What a subject is said to have: older DCC credentials, the examples of the W3C, EBSI.
_TITLED_MEMBERS = ("hasCredential", "degree", "course", "learningAchievement")
_NO_STATEMENT = frozenset({"id", "@id", "type", "@type", "@context", "image", "photo", "portrait", "picture"})
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_MAX_STATEMENTS = 200
_MAX_DEPTH = 6


def fits(document: Spot) -> bool:
    """Tell whether the document is a W3C credential at all."""
    return bool(document.get("credentialSubject")) or "VerifiableCredential" in document.types()


def read(document: Spot, reading: Reading) -> Draft:
    """Read what every W3C credential has."""
    draft = Draft()
    read_envelope(document, draft)
    _read_title(document, draft)
    spot = document.get("description")
    draft.put("description", spot.lang(), spot)
    subjects = list(document.get("credentialSubject").each())
    if subjects:
        draft.put("holder", holder_of_subject(subjects[0], key_bound=bool(document.get("cnf"))), subjects[0])
    for subject in subjects:
        if (whose := subject.get("id", "@id").url()) and whose != subjects[0].get("id", "@id").url():
            # What follows is said of someone else than the holder.
            draft.add("statements", Statement("credentialSubject", whose, subject.pointer))
        draft.add("statements", *statements(subject))
        for name in ("image", "photo", "portrait", "picture"):
            draft.add("images", picture(subject.get(name), "subject"), spot=subject.get(name))
    draft.add("images", picture(document.get("image"), "credential"), spot=document.get("image"))
    return draft


def _read_title(document: Spot, draft: Draft) -> None:
    subject = document.get("credentialSubject")
    places = [document.get(name) for name in _TITLE_MEMBERS]
    places += [subject.get(name).get("name", "title") for name in _TITLED_MEMBERS]
    for spot in places:
        if title := spot.lang():
            draft.put("title", title, spot)
            return
    read_title_of_type(document, draft)


def read_title_of_type(document: Spot, draft: Draft) -> None:
    """Use the words of the most telling type as title, where nothing else names the credential."""
    for item in document.get("type", "@type").each():
        word = (item.text() or "").rsplit(":", 1)[-1].rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        if word and word not in _GENERAL_TYPES:
            draft.put("title", {"und": spaced(word)}, item)
            return


def spaced(word: str) -> str:
    """Return a member or type name as words: ``dateOfBirth`` -> ``Date of birth``."""
    parts = _WORD.findall(word.replace("_", " ").replace("-", " "))
    if not parts:
        return word
    lowered = [part if part.isupper() and len(part) > 1 else part.lower() for part in parts]
    text = " ".join(lowered)
    return text[:1].upper() + text[1:]


def statements(subject: Spot, *, skip: frozenset[str] = frozenset()) -> tuple[Statement, ...]:
    """Return the plain values of an object, nested ones with the names that lead to them."""
    found: list[Statement] = []
    for name, spot in subject.members():
        if name not in _NO_STATEMENT and name not in skip and not name.startswith("@"):
            _collect(name, spot, found, _MAX_DEPTH)
    return tuple(found[:_MAX_STATEMENTS])


def _collect(label: str, spot: Spot, found: list[Statement], depth: int) -> None:
    if len(found) >= _MAX_STATEMENTS or depth == 0:
        return
    if isinstance(spot.value, list):
        for item in spot.each():
            _collect(label, item, found, depth - 1)
    elif isinstance(spot.value, dict):
        if _is_language_text(spot):
            found.append(Statement(label, spot.text() or "", spot.pointer))
            return
        for name, member in spot.members():
            if name not in _NO_STATEMENT and not name.startswith("@"):
                _collect(f"{label}.{name}", member, found, depth - 1)
    else:
        text = {True: "true", False: "false"}.get(spot.value) if isinstance(spot.value, bool) else spot.text()
        # A data address is a picture or a file, not something to read.
        if text and not text.startswith("data:"):
            found.append(Statement(label, text, spot.pointer))


def _is_language_text(spot: Spot) -> bool:
    if "@value" in spot.value:
        return True
    texts = spot.lang()
    return bool(texts) and {language_tag(name.strip()) for name in spot.value} == set(texts)
