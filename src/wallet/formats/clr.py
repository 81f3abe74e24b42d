"""1EdTech Comprehensive Learner Record 2.0: one credential that holds many, as JSON-LD.

A record secured as a JWT is read by ``vc_jwt``, which names it the same way.
"""

from wallet.formats import w3c
from wallet.formats.material import Material
from wallet.formats.recognised import Recognised
from wallet.formats.vocabulary import CLR, types
from wallet.model.secured import Format


def sniff(material: Material) -> bool:
    """Tell whether it is a JSON object of the type ``ClrCredential``."""
    return material.object is not None and CLR in types(material.object)


def parse(material: Material) -> Recognised:
    """Return the record. What it holds is taken apart by ``detect``.

    Raises:
        MalformedError: the shape is wrong.
    """
    return w3c.read(material, Format.CLR)
