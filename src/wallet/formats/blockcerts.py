"""Blockcerts 2 and 3: certificates whose Merkle proof is anchored in a blockchain transaction.

Version 3 with a proof of another kind is secured like any other JSON-LD credential.
"""

from wallet.formats import w3c
from wallet.formats.material import Material
from wallet.formats.recognised import Recognised, RecognisedCredential
from wallet.formats.vocabulary import is_blockcerts, is_presentation, is_w3c
from wallet.model.secured import Format, Kind, SecuredCredential


def sniff(material: Material) -> bool:
    """Tell whether it is a JSON object with a Merkle proof or in the Blockcerts vocabulary."""
    document = material.object
    return document is not None and is_blockcerts(document) and not (is_w3c(document) and is_presentation(document))


def parse(material: Material) -> Recognised:
    """Return the certificate.

    Raises:
        MalformedError: a version 3 certificate with the wrong shape.
    """
    document = material.object or {}
    if is_w3c(document):
        return w3c.read(material, Format.BLOCKCERTS)
    return RecognisedCredential(
        SecuredCredential(
            raw=material.data,
            format=Format.BLOCKCERTS,
            securing=w3c.securing(document),
            kind=Kind.CREDENTIAL,
            media_type="application/ld+json",
            document=document,
        ),
        material.carrier,
    )
