"""W3C credentials and presentations as JSON-LD with embedded proofs (VC Data Integrity and older linked-data proofs).

Also Open Badges 3.0 as JSON-LD. A presentation without a proof of its own is a container of what it holds.
"""

from wallet.formats import embedded, w3c
from wallet.formats.material import Material
from wallet.formats.recognised import Recognised, RecognisedContainer
from wallet.formats.vocabulary import ENVELOPED_CREDENTIAL, ENVELOPED_PRESENTATION, is_w3c, types
from wallet.model.secured import Format, Kind


def sniff(material: Material) -> bool:
    """Tell whether it is a JSON object in the W3C vocabulary."""
    return material.object is not None and is_w3c(material.object)


def parse(material: Material) -> Recognised:
    """Return the credential, the presentation, or what an envelope holds.

    Raises:
        MalformedError: the shape is wrong (see ``wallet.formats.shape``).
    """
    if types(material.object or {}) & {ENVELOPED_CREDENTIAL, ENVELOPED_PRESENTATION}:
        entry = embedded.opened(material.data.decode("utf-8"), material.name, material.carrier)
        return RecognisedContainer(Kind.BUNDLE, Format.UNKNOWN, (entry,), material.carrier)
    return w3c.read(material, Format.VC_LDP)
