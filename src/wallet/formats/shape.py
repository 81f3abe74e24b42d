"""The shape of W3C credentials and presentations: what the data models 1.1 and 2.0 say a document must look like.

This is *validate*, not *verify*: it says whether a document can be read, never whether it is true. Only rules are
kept that both data models share or that belong to the one the document names; what an issuer may leave out in
practice is not asked for.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from typing import Any

from wallet.errors import MalformedError
from wallet.formats.vocabulary import (
    CREDENTIAL,
    CREDENTIALS_V2,
    ENVELOPED_CREDENTIAL,
    ENVELOPED_PRESENTATION,
    PRESENTATION,
    W3C_CONTEXTS,
    contexts,
    is_merkle,
    listed,
    proofs,
    types,
)

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+\Z")
_DATE_TIME = re.compile(
    r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
    r"(T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]\d\d:\d\d)?)?\Z"
)
_ZONE = re.compile(r"T.*[+-](\d\d):(\d\d)\Z")
_WIDEST_ZONE = (14, 0)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\Z")
_DATE_MEMBERS = ("validFrom", "validUntil", "issuanceDate", "expirationDate")
_TYPED_MEMBERS = ("credentialStatus", "termsOfUse", "refreshService", "evidence", "credentialSchema")
_OPEN_BADGES_MARK = "purl.imsglobal.org/spec/ob/v3p0"


def is_url(value: Any) -> bool:
    """Tell whether a value is an absolute URL, DID or URN in one text."""
    return isinstance(value, str) and _URL.match(value) is not None


def is_date(value: Any) -> bool:
    """Tell whether a value is an XML Schema dateTime, its zone left out or not, or a day, that the calendar has."""
    return isinstance(value, str) and _DATE_TIME.match(value) is not None and _in_the_calendar(value)


def credential(document: Mapping[str, Any], *, secured: bool = True) -> None:
    """Refuse a document that is meant as a credential and has not the shape of one.

    What nobody signed (``secured`` false) is only a statement, whatever its shape: examples, templates and drafts are
    shown as that.

    W3C VCDM 2.0 section 4, VCDM 1.1 section 4; Open Badges 3.0 section B.1 where the document names it.

    Raises:
        MalformedError: ``format.vc_shape`` with ``facts["member"]``, ``format.vc_context``, ``format.vc_type``.
    """
    if CREDENTIAL not in types(document):
        raise MalformedError("format.vc_type", {"type": CREDENTIAL})
    if not secured:
        return
    _context(document)
    for rule in _CREDENTIAL_RULES:
        rule(document)


def disclosed(document: Mapping[str, Any]) -> None:
    """Refuse what is shown of a credential and leaves out, or garbles, what no one may hold back.

    Of a credential with selective disclosure only a part may be shown; its subject may be empty. Type, issuer and
    dates decide what it is, whose, and until when.

    Raises:
        MalformedError: as ``credential``.
    """
    if CREDENTIAL not in types(document):
        raise MalformedError("format.vc_type", {"type": CREDENTIAL})
    _context(document)
    for rule in (_own_id, _issuer, _subject_ids, _dates):
        rule(document)


def presentation(document: Mapping[str, Any], *, secured: bool = True) -> None:
    """Refuse a document that is meant as a presentation and has not the shape of one (VCDM 2.0 section 4.13).

    Raises:
        MalformedError: as ``credential``.
    """
    if not types(document) & {PRESENTATION, ENVELOPED_PRESENTATION}:
        raise MalformedError("format.vc_type", {"type": PRESENTATION})
    if not secured:
        return
    _context(document)
    _own_id(document)
    holder = document.get("holder")
    if holder is not None and not is_url(holder) and not _identified(holder):
        raise _wrong("holder")
    for item in listed(document.get("verifiableCredential")):
        _presented(item, version_2=CREDENTIALS_V2 in contexts(document))


def _wrong(member: str) -> MalformedError:
    return MalformedError("format.vc_shape", {"member": member})


def _context(document: Mapping[str, Any]) -> None:
    found = document.get("@context")
    if not contexts({"@context": listed(found)[:1]}) & W3C_CONTEXTS:
        # The base context must be there and come first (VCDM 2.0 section 4.3, VCDM 1.1 section 4.1): it decides what
        # every other word means, also where nothing is expanded.
        raise MalformedError("format.vc_context")
    if contexts(document) >= W3C_CONTEXTS:
        # Each defines the same words, and forbids that another does.
        raise MalformedError("format.vc_context")
    if not all(isinstance(item, dict) or is_url(item) for item in listed(found)):
        raise MalformedError("format.vc_context")


def _own_id(document: Mapping[str, Any]) -> None:
    # Blockcerts wrote names of their own there until version 3.
    if "id" in document and not is_url(document["id"]) and not is_merkle(document):
        raise _wrong("id")


def _identified(value: Any) -> bool:
    return isinstance(value, dict) and is_url(value.get("id"))


def _issuer(document: Mapping[str, Any]) -> None:
    issuer = document.get("issuer")
    # The data model asks for a URL; bodies that put a register number there are named by it, and trusted by no list.
    identifier = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not isinstance(identifier, str) or not identifier.strip():
        raise _wrong("issuer")


def _subject(document: Mapping[str, Any]) -> None:
    subjects = listed(document.get("credentialSubject"))
    if not subjects:
        raise _wrong("credentialSubject")
    for subject in subjects:
        if not isinstance(subject, dict) or not subject:
            raise _wrong("credentialSubject")
    _subject_ids(document)


def _subject_ids(document: Mapping[str, Any]) -> None:
    # Version 1 credentials with a register number there are around. Where the signature is over RDF, an id that is no
    # URL names nothing, and verification says so.
    addressed = CREDENTIALS_V2 in contexts(document) and not _signed_as_rdf(document)
    for subject in listed(document.get("credentialSubject")):
        if not isinstance(subject, dict) or "id" not in subject:
            continue
        if not isinstance(subject["id"], str) or (addressed and not is_url(subject["id"])):
            raise _wrong("credentialSubject.id")


def _signed_as_rdf(document: Mapping[str, Any]) -> bool:
    return any("jcs" not in str(proof.get("cryptosuite")) for proof in proofs(document))


def _dates(document: Mapping[str, Any]) -> None:
    # VCDM 2.0 section 4.9 asks for a dateTimeStamp; one without a zone is read as UTC there. A day is neither.
    timed = CREDENTIALS_V2 in contexts(document)
    for member in _DATE_MEMBERS:
        if member not in document:
            continue
        value = document[member]
        if not is_date(value) or (timed and "T" not in value):
            raise _wrong(member)


def _in_the_calendar(value: str) -> bool:
    """Tell whether a date in the right form has a day and a zone that exist; years beyond four digits may."""
    year, month, day = value.partition("T")[0].rsplit("-", 2)
    zone = _ZONE.search(value)
    if zone and (int(zone[1]), int(zone[2])) > _WIDEST_ZONE:
        return False
    # The calendar repeats every 400 years.
    return int(day) <= monthrange(int(year) % 400 + 2000, int(month))[1]


def _typed(document: Mapping[str, Any]) -> None:
    for member in _TYPED_MEMBERS:
        for node in listed(document.get(member)):
            if not isinstance(node, dict) or not types(node):
                raise _wrong(member)
            if member == "credentialSchema" and not is_url(node.get("id")):
                raise _wrong(member)


def _texts(document: Mapping[str, Any]) -> None:
    if CREDENTIALS_V2 not in contexts(document):
        return
    issuer = document.get("issuer")
    for node, prefix in ((document, ""), (issuer, "issuer.")):
        if not isinstance(node, dict):
            continue
        for member in ("name", "description"):
            for value in listed(node.get(member)):
                _language_value(value, prefix + member)


def _language_value(value: Any, member: str) -> None:
    if isinstance(value, str):
        return
    # VCDM 2.0 section 11.1: a language value object has these members and no other.
    if not isinstance(value, dict) or not set(value) <= {"@value", "@language", "@direction"}:
        raise _wrong(member)
    tag = value.get("@language")
    if not isinstance(value.get("@value"), str) or value.get("@direction") not in (None, "ltr", "rtl"):
        raise _wrong(member)
    if tag is not None and not (isinstance(tag, str) and _LANGUAGE.match(tag)):
        raise _wrong(member)


def _related(document: Mapping[str, Any]) -> None:
    """Refuse a related resource without its address or its digest, or named twice (VCDM 2.0 section 5.3)."""
    if CREDENTIALS_V2 not in contexts(document):
        return
    seen = set()
    for node in listed(document.get("relatedResource")):
        address = node.get("id") if isinstance(node, dict) else None
        if not is_url(address) or address in seen:
            raise _wrong("relatedResource")
        if not any(isinstance(node.get(name), str) for name in ("digestSRI", "digestMultibase")):
            raise _wrong("relatedResource")
        seen.add(address)


def _open_badges(document: Mapping[str, Any]) -> None:
    if not any(_OPEN_BADGES_MARK in address for address in contexts(document)):
        return
    if not types(document) & {"OpenBadgeCredential", "AchievementCredential"}:
        return
    issuer = document.get("issuer")
    if isinstance(issuer, dict) and "type" in issuer and "Profile" not in types(issuer):
        raise _wrong("issuer.type")
    for subject in listed(document["credentialSubject"]):
        if types(subject) and "AchievementSubject" not in types(subject):
            raise _wrong("credentialSubject.type")
        for identifier in listed(subject.get("identifier")):
            if not isinstance(identifier, dict) or "IdentityObject" not in types(identifier):
                raise _wrong("credentialSubject.identifier.type")
    for evidence in listed(document.get("evidence")):
        if "Evidence" not in types(evidence):
            raise _wrong("evidence.type")


_CREDENTIAL_RULES: tuple[Callable[[Mapping[str, Any]], None], ...] = (
    _own_id,
    _issuer,
    _subject,
    _dates,
    _typed,
    _texts,
    _related,
    _open_badges,
)


def _presented(item: Any, *, version_2: bool) -> None:
    if isinstance(item, str):
        if version_2:
            # VCDM 2.0 section 4.13: a secured token travels in an enveloped credential, never as a bare text.
            raise _wrong("verifiableCredential")
        return
    if not isinstance(item, dict):
        raise _wrong("verifiableCredential")
    address = item.get("id")
    if isinstance(address, str) and address.startswith("data:") and ENVELOPED_CREDENTIAL not in types(item):
        raise _wrong("verifiableCredential.type")
    if not types(item) & {CREDENTIAL, ENVELOPED_CREDENTIAL}:
        raise _wrong("verifiableCredential.type")
