"""SD-JWT under the names ``vc+sd-jwt`` and ``vp+sd-jwt``: W3C credentials (VC-JOSE-COSE) and older SD-JWT VC."""

from wallet.formats import sd_jwt
from wallet.formats.material import Material
from wallet.formats.recognised import Recognised
from wallet.model.secured import Format


def sniff(material: Material) -> bool:
    """Tell whether it is an SD-JWT with one of these names as its type."""
    return sd_jwt.looks_like(material) and sd_jwt.is_vc(material)


def parse(material: Material) -> Recognised:
    """Return the credential or presentation; see ``sd_jwt.read``."""
    return sd_jwt.read(material, Format.VC_SD_JWT)
