"""Who is meant: identifiers of people and organisations, in one set of kinds."""

import re

from wallet.model.earned import HashedIdentifier, Holder, Identifier, Organisation
from wallet.records.spot import Spot
from wallet.records.tags import country_code

_KINDS = {
    "emailaddress": "email",
    "email": "email",
    # edubadges: recipient.type "id" is the eduID identifier, never an e-mail address.
    "id": "eduid",
    "eduid": "eduid",
    "telephone": "phone",
    "phone": "phone",
    "url": "url",
    "did": "did",
    "brin": "brin",
    # SURF's samples give the home organisation as an identifier of type "name".
    "name": "schac_home",
    "schac": "schac_home",
    "schac_home": "schac_home",
    "nationalidentitynumber": "national_id",
    "ltiuserid": "lti",
    "systemid": "system",
    "sourcedid": "sourced_id",
}
_NAME_TYPES = frozenset({"name", "fullname"})
_HASH = re.compile(r"^(?:sha256|md5)\$[0-9a-fA-F]+$")


def identifier_kind(text: str | None) -> str:
    """Return the kind of an identifier for what credentials write (``ext:BRIN``, ``emailAddress`` …)."""
    word = (text or "identifier").strip().removeprefix("ext:")
    return _KINDS.get(word.casefold(), word.casefold())


def address_kind(address: str) -> str:
    """Return the kind of an identifier that is an address."""
    return "did" if address.startswith("did:") else "url" if address.startswith(("https:", "http:")) else "uri"


def entries(spot: Spot) -> tuple[Identifier, ...]:
    """Return Open Badges ``IdentifierEntry`` values (``otherIdentifier``)."""
    found = []
    for item in spot.each():
        value = item.get("identifier").text()
        if value:
            found.append(Identifier(identifier_kind(item.get("identifierType").text()), value))
    return tuple(found)


def legal_identifiers(spot: Spot) -> tuple[Identifier, ...]:
    """Return the identifiers of an ELM organisation; members are matched loosely.

    A published sample spells ``eIDASIdentifier`` with a Greek iota.
    """
    found = []
    for name, member in spot.members():
        kind = {"registration": "registration", "identifier": ""}.get(name)
        folded = name.replace("\u0399", "I").casefold()
        for suffix, own in (("eidasidentifier", "eidas"), ("vatidentifier", "vat"), ("taxidentifier", "tax")):
            kind = own if folded == suffix else kind
        if kind is None:
            continue
        for item in member.each():
            value = item.get("notation").text() if item.is_object else item.text()
            if value:
                found.append(Identifier(kind or identifier_kind(item.get("schemeName").text()), value))
    return tuple(found)


def profile(spot: Spot) -> Organisation | None:
    """Return the organisation of an Open Badges ``Profile`` or a W3C issuer: an address or an object."""
    if not spot:
        return None
    address = spot.url()
    other = entries(spot.get("otherIdentifier"))
    mine = (Identifier(address_kind(address), address),) if address else ()
    place = spot.get("address")
    return Organisation(
        name=spot.get("name", "legalName", "prefLabel").lang() if spot.is_object else {},
        id=address,
        country=country_code(place.get("addressCountryCode").text())
        or country_code(place.get("addressCountry").text()),
        url=spot.get("url").url(),
        identifiers=mine + other,
    )


def identity_objects(spot: Spot) -> tuple[tuple[str, ...], tuple[Identifier, ...], tuple[HashedIdentifier, ...]]:
    """Return names, plain and hashed identifiers of Open Badges 3.0 ``IdentityObject`` values."""
    names: list[str] = []
    plain: list[Identifier] = []
    hashed: list[HashedIdentifier] = []
    for item in spot.each():
        value = item.get("identityHash", "identity").text()
        if not value:
            continue
        raw_kind = (item.get("identityType", "type").text() or "").removeprefix("ext:")
        if item.get("hashed").flag() or _HASH.match(value):
            hashed.append(HashedIdentifier(identifier_kind(raw_kind), value, item.get("salt").text() or ""))
        elif raw_kind.casefold() in _NAME_TYPES:
            names.append(value)
        else:
            plain.append(Identifier(identifier_kind(raw_kind), value))
    return tuple(names), tuple(plain), tuple(hashed)


def holder_of_subject(subject: Spot, *, key_bound: bool) -> Holder:
    """Return the learner of a W3C ``credentialSubject``: its id, names and identifiers, plain or hashed."""
    address = subject.get("id", "@id").url()
    names, plain, hashed = identity_objects(subject.get("identifier"))
    own = Identifier(address_kind(address), address) if address else None
    full = person_names(subject)
    return Holder(
        id=address,
        names=full + tuple(name for name in names if name not in full),
        birth_date=birth_date(subject),
        identifiers=((own,) if own else ()) + contacts(subject) + plain,
        hashed_identifiers=hashed,
        key_bound=key_bound or bool(address and address.startswith("did:")),
    )


def person_names(spot: Spot) -> tuple[str, ...]:
    """Return a person's name, whole where it is given whole, else given and family name together."""
    whole = spot.get("fullName", "full_name", "name").text()
    if whole:
        return (whole,)
    given = spot.get("givenName", "given_name", "firstName", "first_name").text()
    family = spot.get("familyName", "family_name", "lastName", "last_name").text()
    joined = " ".join(part for part in (given, family) if part)
    return (joined,) if joined else ()


def birth_date(spot: Spot) -> str | None:
    """Return the day of birth as written, without a time of day."""
    text = spot.get("dateOfBirth", "birthDate", "birthdate", "birth_date", "date_of_birth").text()
    return text.split("T", 1)[0] if text else None


def contacts(spot: Spot) -> tuple[Identifier, ...]:
    """Return e-mail addresses of a person."""
    return tuple(Identifier("email", address) for address in spot.get("email", "emailAddress").strings())
