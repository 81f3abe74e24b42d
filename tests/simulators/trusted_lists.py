"""A small European Union of our own: a signed list of lists, signed national lists, a seal authority and its seals."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from asn1crypto import core
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from lxml import etree
from signxml.xades.xades import XAdESSigner

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
_TSL = "http://uri.etsi.org/02231/v2#"
_MORE = "http://uri.etsi.org/02231/v2/additionaltypes#"
_SVC = "http://uri.etsi.org/TrstSvc"

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Certified:
    """A key with its certificate."""

    key: PrivateKey
    certificate: x509.Certificate

    @property
    def base64(self) -> str:
        return base64.b64encode(self.certificate.public_bytes(Encoding.DER)).decode()

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.certificate.public_bytes(Encoding.DER)).hexdigest()


def certify(
    name: str,
    *,
    by: Certified | None = None,
    authority: bool = False,
    start: datetime = NOW - timedelta(days=365),
    days: int = 3650,
    organisation_identifier: str | None = None,
    qualified_for: str = "seal",
) -> Certified:
    """Issue a certificate: self-signed, or by ``by``; one by ``by`` is qualified for ``seal``, ``sign`` or ``web``."""
    key: PrivateKey = ec.generate_private_key(ec.SECP256R1()) if by else rsa.generate_private_key(65537, 2048)
    attributes = [
        x509.NameAttribute(x509.NameOID.COUNTRY_NAME, "NL"),
        x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, name),
        x509.NameAttribute(x509.NameOID.COMMON_NAME, name),
    ]
    if organisation_identifier:
        attributes.append(x509.NameAttribute(x509.ObjectIdentifier("2.5.4.97"), organisation_identifier))
    subject = x509.Name(attributes)
    usage = x509.KeyUsage(
        digital_signature=not authority, content_commitment=not authority, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=authority, crl_sign=authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    issuer = by.certificate.subject if by else subject
    signing = by.key if by else key
    issuer_key = by.certificate.public_key() if by else key.public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False)  # type: ignore[arg-type]
    )
    if by and not authority and qualified_for:
        builder = builder.add_extension(_statements(qualified_for), critical=False)
    return Certified(key, builder.sign(signing, hashes.SHA256()))


class _Statement(core.Sequence):  # type: ignore[misc]
    _fields: ClassVar = [
        ("id", core.ObjectIdentifier),
        ("info", core.SequenceOf, {"spec": core.ObjectIdentifier, "optional": True}),
    ]


class _Statements(core.SequenceOf):  # type: ignore[misc]
    _child_spec = _Statement


def _statements(use: str) -> x509.UnrecognizedExtension:
    """The statements of a qualified certificate (ETSI EN 319 412-5): compliance, the device, and what it is for."""
    number = {"sign": 1, "seal": 2, "web": 3}[use]
    value = _Statements(
        [
            {"id": "0.4.0.1862.1.1"},
            {"id": "0.4.0.1862.1.4"},
            {"id": "0.4.0.1862.1.6", "info": [f"0.4.0.1862.1.6.{number}"]},
        ]
    )
    return x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3"), value.dump())


def _signed(xml: str, by: Certified) -> bytes:
    key = by.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    root = etree.fromstring(xml.encode())
    signed = XAdESSigner(c14n_algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315").sign(
        root, key=key, cert=by.certificate.public_bytes(Encoding.PEM).decode()
    )
    return etree.tostring(signed)


def _list(territory: str, body: str, next_update: datetime) -> str:
    return (
        f'<TrustServiceStatusList xmlns="{_TSL}" xmlns:m="{_MORE}"><SchemeInformation>'
        f"<SchemeTerritory>{territory}</SchemeTerritory>"
        f"<NextUpdate><dateTime>{next_update.isoformat().replace('+00:00', 'Z')}</dateTime></NextUpdate>"
        f"{body}</TrustServiceStatusList>"
    )


def national(
    territory: str,
    authorities: Sequence[Certified],
    *,
    by: Certified,
    status: str = "granted",
    uses: str = "ForeSeals",
    next_update: datetime = NOW + timedelta(days=90),
) -> bytes:
    """A national list with one service per authority."""
    services = "".join(
        f"<TSPService><ServiceInformation><ServiceTypeIdentifier>{_SVC}/Svctype/CA/QC</ServiceTypeIdentifier>"
        f'<ServiceName><Name xml:lang="nl">Zegels</Name><Name xml:lang="en">Seals</Name></ServiceName>'
        f"<ServiceDigitalIdentity><DigitalId><X509Certificate>{one.base64}</X509Certificate></DigitalId>"
        f"</ServiceDigitalIdentity><ServiceStatus>{_SVC}/TrustedList/Svcstatus/{status}</ServiceStatus>"
        f"<StatusStartingTime>2020-01-01T00:00:00Z</StatusStartingTime><ServiceInformationExtensions>"
        f"<Extension Critical='true'><AdditionalServiceInformation><URI xml:lang='en'>"
        f"{_SVC}/TrustedList/SvcInfoExt/{uses}</URI></AdditionalServiceInformation></Extension>"
        f"</ServiceInformationExtensions></ServiceInformation></TSPService>"
        for one in authorities
    )
    body = (
        "</SchemeInformation><TrustServiceProviderList><TrustServiceProvider><TSPInformation>"
        f'<TSPName><Name xml:lang="en">Trust {territory}</Name></TSPName></TSPInformation>'
        f"<TSPServices>{services}</TSPServices></TrustServiceProvider></TrustServiceProviderList>"
    )
    return _signed(_list(territory, body, next_update), by)


def list_of_lists(
    pointers: Sequence[tuple[str, str, Certified]], *, by: Certified, next_update: datetime = NOW + timedelta(days=90)
) -> bytes:
    """The list of lists: (territory, address, who signs) per national list."""
    body = "".join(
        "<OtherTSLPointer><ServiceDigitalIdentities><ServiceDigitalIdentity><DigitalId>"
        f"<X509Certificate>{signer.base64}</X509Certificate></DigitalId></ServiceDigitalIdentity>"
        f"</ServiceDigitalIdentities><TSLLocation>{url}</TSLLocation><AdditionalInformation><OtherInformation>"
        f"<SchemeTerritory>{territory}</SchemeTerritory></OtherInformation><OtherInformation>"
        "<m:MimeType>application/vnd.etsi.tsl+xml</m:MimeType></OtherInformation></AdditionalInformation>"
        "</OtherTSLPointer>"
        for territory, url, signer in pointers
    )
    whole = f"<PointersToOtherTSL>{body}</PointersToOtherTSL></SchemeInformation>"
    return _signed(_list("EU", whole, next_update), by)
