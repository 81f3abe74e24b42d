"""SD-JWT VC under the name ``dc+sd-jwt``, and every other SD-JWT."""

from wallet.formats import sd_jwt
from wallet.formats.material import Material
from wallet.formats.recognised import Recognised
from wallet.model.secured import Format


def sniff(material: Material) -> bool:
    """Tell whether it is an SD-JWT."""
    return sd_jwt.looks_like(material)


def parse(material: Material) -> Recognised:
    """Return the credential or presentation; see ``sd_jwt.read``."""
    return sd_jwt.read(material, Format.DC_SD_JWT)
