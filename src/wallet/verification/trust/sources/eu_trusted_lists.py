"""The trusted lists of the European Union as a source of trust in seals (ETSI TS 119 612, Decision 2015/1505).

One list of lists, signed by the Commission, names the national lists and who signs them; each national list names
the certification authorities that may issue qualified certificates for electronic seals. Every signature is checked
(XAdES), nothing is read outside the element that was signed. The certificates that may sign the list of lists are
published in the Official Journal and are given by the person who subscribes, as SHA-256 digests.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml.exceptions import SignXMLException
from signxml.xades.xades import XAdESSignatureConfiguration, XAdESVerifier

from wallet.errors import FetchError, KeyNotListedError, MalformedError, SignatureInvalidError, WalletError
from wallet.ports import Document, Fetcher, Purpose
from wallet.verification.trust.known_issuers import SealAuthority, TrustListSnapshot

_TSL = "{http://uri.etsi.org/02231/v2#}"
_MORE = "{http://uri.etsi.org/02231/v2/additionaltypes#}"
_DS = "{http://www.w3.org/2000/09/xmldsig#}"
_QUALIFIED_CA = "http://uri.etsi.org/TrstSvc/Svctype/CA/QC"
_QUALIFIED_TIME_STAMPS = "http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST"
_GRANTED = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted"
_FOR_SEALS = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSeals"
_XML_TYPE = "application/vnd.etsi.tsl+xml"
_MOST_LISTS = 60


@dataclass(frozen=True, slots=True)
class _Pointer:
    """Where a national list lies and which certificates may sign it."""

    url: str
    territory: str
    signers: frozenset[str]


def read(name: str, url: str, anchor_keys: tuple[str, ...], fetcher: Fetcher, now: datetime) -> TrustListSnapshot:
    """Return the certification authorities for qualified seals of all national lists.

    ``anchor_keys`` are the SHA-256 digests (hex) of the certificates that may sign the list of lists. A national
    list that cannot be had or is not in order is left out and named in ``not_checked``.

    Raises:
        FetchError: the list of lists cannot be reached.
        KeyNotListedError: ``trust.anchor_key_changed``: it is signed by a certificate that was not given.
        SignatureInvalidError: ``trust.registry_signature``.
        MalformedError: ``trust.registry_malformed``, ``trust.registry_expired``.
    """
    fetched = fetcher.get(url, purpose=Purpose.TRUST_LIST, accept=_XML_TYPE)
    lists = _signed_root(fetched, frozenset(key.lower() for key in anchor_keys), now)
    authorities: list[SealAuthority] = []
    time_stamps: list[SealAuthority] = []
    missing: list[str] = []
    oldest = fetched.retrieved_at
    for pointer in list(_pointers(lists))[:_MOST_LISTS]:
        try:
            national = fetcher.get(pointer.url, purpose=Purpose.TRUST_LIST, accept=_XML_TYPE)
            root = _signed_root(national, pointer.signers, now)
            if root.findtext(f"./{_TSL}SchemeInformation/{_TSL}SchemeTerritory") != pointer.territory:
                # One signer may sign the lists of several countries; each counts only in its own place.
                raise MalformedError("trust.registry_malformed")
            authorities.extend(_authorities(root, pointer.territory, _QUALIFIED_CA, _FOR_SEALS))
            time_stamps.extend(_authorities(root, pointer.territory, _QUALIFIED_TIME_STAMPS, None))
            oldest = min(oldest, national.retrieved_at)
        except (FetchError, WalletError):
            missing.append(pointer.territory)
    return TrustListSnapshot(
        name,
        (),
        url=url,
        retrieved_at=oldest,
        authorities=tuple(authorities),
        time_stamp_authorities=tuple(time_stamps),
        not_checked=tuple(missing),
    )


def _parse(body: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise MalformedError("trust.registry_malformed") from error
    if getattr(root.getroottree().docinfo, "doctype", ""):
        # A list has none, and nothing good can come from one.
        raise MalformedError("trust.registry_malformed")
    return root


def _signer(root: etree._Element, allowed: frozenset[str]) -> x509.Certificate:
    """Return the certificate in the signature's KeyInfo when it is one of those that may sign this list."""
    for element in root.iterfind(f"./{_DS}Signature/{_DS}KeyInfo/{_DS}X509Data/{_DS}X509Certificate"):
        der = _der(element.text)
        if hashlib.sha256(der).hexdigest() in allowed:
            return x509.load_der_x509_certificate(der)
    raise KeyNotListedError("trust.anchor_key_changed")


def _der(text: str | None) -> bytes:
    try:
        return base64.b64decode("".join((text or "").split()), validate=True)
    except (ValueError, binascii.Error) as error:
        raise MalformedError("trust.registry_malformed") from error


def _signed_root(document: Document, signers: frozenset[str], now: datetime) -> etree._Element:
    """Return the list as its signature covers it, fresh and signed by one of ``signers``."""
    root = _parse(document.body)
    certificate = _signer(root, signers)
    config = XAdESSignatureConfiguration(expect_references=True, verification_time=now, location="./")
    try:
        results = XAdESVerifier().verify(
            document.body, x509_cert=certificate.public_bytes(Encoding.PEM).decode(), expect_config=config
        )
    except (SignXMLException, InvalidSignature, ValueError, etree.XMLSyntaxError) as error:
        raise SignatureInvalidError("trust.registry_signature") from error
    signed = [
        one.signed_xml
        for one in results
        if one.signed_xml is not None and one.signed_xml.tag == f"{_TSL}TrustServiceStatusList"
    ]
    if len(signed) != 1:
        raise SignatureInvalidError("trust.registry_signature")
    until = signed[0].findtext(f"./{_TSL}SchemeInformation/{_TSL}NextUpdate/{_TSL}dateTime")
    if until is None or _time(until) < now:
        raise MalformedError("trust.registry_expired")
    return signed[0]


def _time(text: str) -> datetime:
    try:
        read_time = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError as error:
        raise MalformedError("trust.registry_malformed") from error
    return read_time if read_time.tzinfo else read_time.replace(tzinfo=UTC)


def _pointers(lists: etree._Element) -> Iterator[_Pointer]:
    path = f"./{_TSL}SchemeInformation/{_TSL}PointersToOtherTSL/{_TSL}OtherTSLPointer"
    for element in lists.iterfind(path):
        if element.findtext(f".//{_MORE}MimeType") != _XML_TYPE:
            continue
        url = element.findtext(f"./{_TSL}TSLLocation")
        territory = element.findtext(f".//{_TSL}SchemeTerritory") or ""
        digests = frozenset(
            hashlib.sha256(_der(one.text)).hexdigest() for one in element.iterfind(f".//{_TSL}X509Certificate")
        )
        if url and territory != "EU" and digests:
            yield _Pointer(url.strip(), territory, digests)


def _text(element: etree._Element, path: str) -> str:
    """Return a name in English where there is one, else the first."""
    found = element.findall(path)
    english = [one for one in found if one.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"]
    chosen = english or found
    return (chosen[0].text or "").strip() if chosen else ""


def _authorities(national: etree._Element, territory: str, wanted: str, use: str | None) -> Iterator[SealAuthority]:
    """Yield the granted services of one type, and of one use where it is asked for."""
    for provider in national.iterfind(f".//{_TSL}TrustServiceProvider"):
        name = _text(provider, f"./{_TSL}TSPInformation/{_TSL}TSPName/{_TSL}Name")
        for service in provider.iterfind(f"./{_TSL}TSPServices/{_TSL}TSPService/{_TSL}ServiceInformation"):
            kind = service.findtext(f"./{_TSL}ServiceTypeIdentifier")
            status = service.findtext(f"./{_TSL}ServiceStatus")
            uses = {
                (one.text or "").strip() for one in service.iterfind(f".//{_TSL}AdditionalServiceInformation/{_TSL}URI")
            }
            if kind != wanted or status != _GRANTED or (use is not None and use not in uses):
                continue
            since = service.findtext(f"./{_TSL}StatusStartingTime") or ""
            service_name = _text(service, f"./{_TSL}ServiceName/{_TSL}Name")
            for certificate in service.iterfind(f"./{_TSL}ServiceDigitalIdentity//{_TSL}X509Certificate"):
                yield SealAuthority(_der(certificate.text), service_name, name, territory, since.strip())
