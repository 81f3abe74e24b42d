"""The common reading of W3C JSON-LD documents, for every form that is written in that vocabulary."""

from wallet.formats import embedded, shape
from wallet.formats.material import Material
from wallet.formats.recognised import Recognised, RecognisedContainer, RecognisedCredential
from wallet.formats.vocabulary import CREDENTIALS_V2, contexts, is_merkle, is_presentation, proofs
from wallet.model.secured import Format, JsonObject, Kind, SecuredCredential, Securing


def read(material: Material, form: Format) -> Recognised:
    """Return the credential, the presentation, or the presentation's contents where nobody signed it.

    Raises:
        MalformedError: the shape is wrong (see ``wallet.formats.shape``).
    """
    document = material.object or {}
    if is_presentation(document):
        shape.presentation(document, secured=any(proofs(document)))
        if not any(proofs(document)):
            return unsigned_presentation(material, document)
        return _secured(material, document, Format.VC_LDP, Kind.PRESENTATION)
    shape.credential(document, secured=any(proofs(document)))
    return _secured(material, document, form, Kind.CREDENTIAL)


def unsigned_presentation(material: Material, document: JsonObject) -> RecognisedContainer:
    """Return a presentation that nobody signed as what it is: a container without a proof of its own."""
    holder = document.get("holder")
    return RecognisedContainer(
        Kind.PRESENTATION,
        Format.VC_LDP,
        embedded.entries(material.data.decode("utf-8"), document, material.carrier),
        material.carrier,
        {"holder": holder} if isinstance(holder, str) else {},
    )


def securing(document: JsonObject) -> Securing:
    """Return how a JSON-LD document is secured by what is embedded in it."""
    if is_merkle(document):
        return Securing.MERKLE
    return Securing.DATA_INTEGRITY if any(proofs(document)) else Securing.NONE


def media_type(document: JsonObject, *, presentation: bool) -> str:
    """Return the media type of a JSON-LD credential or presentation (VCDM 2.0 section C.1; VCDM 1.1 had none)."""
    if CREDENTIALS_V2 in contexts(document):
        return "application/vp" if presentation else "application/vc"
    return "application/ld+json"


def _secured(material: Material, document: JsonObject, form: Format, kind: Kind) -> RecognisedCredential:
    return RecognisedCredential(
        SecuredCredential(
            raw=material.data,
            format=form,
            securing=securing(document),
            kind=kind,
            media_type=media_type(document, presentation=kind is Kind.PRESENTATION),
            document=document,
        ),
        material.carrier,
    )
