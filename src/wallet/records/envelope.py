"""The members that every W3C credential has around its subject: issuer, dates, status, identifiers.

Verifiable Credentials Data Model 1.1 and 2.0, section 4; Open Badges 3.0 adds ``awardedDate``.
"""

from wallet.model.earned import Issuer, NameSource, Organisation, StatusReference
from wallet.model.language import pick
from wallet.records.draft import Draft
from wallet.records.identity import profile
from wallet.records.media import picture
from wallet.records.spot import Spot


def issuer_of(organisation: Organisation) -> Issuer:
    """Return the issuer as the credential names it; a trust list may replace the name later."""
    name = pick(organisation.name) or None
    return Issuer(
        id=organisation.id,
        name=name,
        name_from=NameSource.CREDENTIAL if name else NameSource.NONE,
        stated_name=name,
        url=organisation.url,
        country=organisation.country,
        identifiers=organisation.identifiers,
    )


def status_references(spot: Spot) -> tuple[StatusReference, ...]:
    """Return the entries of ``credentialStatus`` (or of the ``status`` array that some ELM files carry)."""
    found = []
    for item in spot.each():
        if not item.is_object:
            continue
        found.append(
            StatusReference(
                type=item.get("type", "@type").text() or "",
                purpose=item.get("statusPurpose").text(),
                url=item.get("statusListCredential").url() or item.get("id").url(),
                index=item.get("statusListIndex").text(),
            )
        )
    return tuple(found)


def read_dates(document: Spot, draft: Draft) -> None:
    """Read the dates of issue and validity, and the day of award where it has a member of its own."""
    awarded = document.get("awardedDate")
    issued = document.get("issued", "issuanceDate")
    start = document.get("validFrom", "issuanceDate")
    end = document.get("validUntil", "expirationDate")
    draft.put("issued_at", issued.moment(), issued)
    draft.put("valid_from", start.moment(), start)
    draft.put("expires_at", end.moment(), end)
    # Where no day of award is stated, the credential counts from the day it became valid.
    for spot in (awarded, start, issued):
        if day := spot.day():
            draft.put("awarded_on", day, spot)
            return


def read_envelope(document: Spot, draft: Draft) -> None:
    """Read everything around the subject of a W3C credential."""
    issuer = document.get("issuer")
    organisation = profile(issuer)
    if organisation is not None:
        draft.put("issuer", issuer_of(organisation), issuer)
        draft.put("country", organisation.country, issuer.get("address"))
        if organisation.name:
            draft.put("awarding_bodies", (organisation,), issuer)
        draft.add("images", picture(issuer.get("image", "logo"), "issuer"), spot=issuer.get("image", "logo"))
    identifier = document.get("id", "@id")
    draft.put("credential_id", identifier.url(), identifier)
    status = document.get("credentialStatus")
    draft.put("status_refs", status_references(status), status)
    read_dates(document, draft)
