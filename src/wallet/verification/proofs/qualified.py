"""Qualified certificate statements (ETSI EN 319 412-5, RFC 3739 section 3.2.6): is this a qualified electronic seal?"""

from asn1crypto import core
from cryptography import x509

_QC_STATEMENTS = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
_COMPLIANCE = "0.4.0.1862.1.1"
_DEVICE = "0.4.0.1862.1.4"
_TYPE = "0.4.0.1862.1.6"
_SEAL = "0.4.0.1862.1.6.2"


class _Statement(core.Sequence):  # type: ignore[misc]
    _fields = [("id", core.ObjectIdentifier), ("info", core.Any, {"optional": True})]  # noqa: RUF012 - asn1crypto's way


class _Statements(core.SequenceOf):  # type: ignore[misc]
    _child_spec = _Statement


class _Types(core.SequenceOf):  # type: ignore[misc]
    _child_spec = core.ObjectIdentifier


def statements(certificate: x509.Certificate) -> frozenset[str]:
    """Return the object identifiers of the statements in a certificate, the types of use included."""
    try:
        extension = certificate.extensions.get_extension_for_oid(_QC_STATEMENTS).value
        found = _Statements.load(extension.value) if isinstance(extension, x509.UnrecognizedExtension) else []
        names = set()
        for statement in found:
            name = statement["id"].dotted
            names.add(name)
            if name == _TYPE and statement["info"].native is not None:
                names.update(kind.dotted for kind in _Types.load(statement["info"].dump()))
    except (x509.ExtensionNotFound, ValueError, TypeError):
        return frozenset()
    return frozenset(names)


def is_qualified_seal(certificate: x509.Certificate) -> bool:
    """Tell whether the certificate says that it is for qualified electronic seals, made in a qualified device."""
    return {_COMPLIANCE, _DEVICE, _SEAL} <= statements(certificate)


def is_for_seals(certificate: x509.Certificate) -> bool:
    """Tell whether the certificate says that it is a qualified one for electronic seals, in whatever device.

    An authority on a trusted list vouches only for those: it may also issue certificates for people and web sites.
    """
    return {_COMPLIANCE, _SEAL} <= statements(certificate)
