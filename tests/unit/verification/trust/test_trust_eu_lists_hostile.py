"""Trusted lists that somebody rearranged: only what the right signer signed is ever read."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from simulators import trusted_lists as union
from simulators.trusted_lists import NOW, Certified
from wallet.errors import UnreachableError, WalletError
from wallet.ports import Document, Purpose
from wallet.verification.trust.known_issuers import TrustListSnapshot
from wallet.verification.trust.sources import eu_trusted_lists

LOTL, DUTCH, BELGIAN = "https://ec.example/lotl.xml", "https://nl.example/tl.xml", "https://be.example/tl.xml"
_DS = "{http://www.w3.org/2000/09/xmldsig#}"


class Served:
    """A fetcher over a few documents."""

    def __init__(self, documents: dict[str, bytes]) -> None:
        self._documents = documents

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        if url not in self._documents:
            raise UnreachableError("fetch.offline", {"host": url})
        return Document(url, self._documents[url], "application/vnd.etsi.tsl+xml", NOW, purpose)


class Union:
    """One signer for the list of lists, one for two countries, an honest authority and a forged one."""

    def __init__(self) -> None:
        self.commission = union.certify("European Commission")
        self.state = union.certify("Rijksoverheid")
        self.honest = union.certify("Zegel CA", authority=True)
        self.forged = union.certify("Zegel CA", authority=True)
        self.mallory = union.certify("Mallory")
        self.lotl = union.list_of_lists([("NL", DUTCH, self.state), ("BE", BELGIAN, self.state)], by=self.commission)
        self.dutch = union.national("NL", [self.honest], by=self.state)
        self.evil = union.national("NL", [self.forged], by=self.mallory)

    def read(self, **documents: bytes) -> TrustListSnapshot:
        """Read with other lists in the place of the good ones."""
        served = {LOTL: documents.get("lotl", self.lotl), DUTCH: documents.get("dutch", self.dutch)}
        if "belgian" in documents:
            served[BELGIAN] = documents["belgian"]
        return eu_trusted_lists.read("EU", LOTL, (self.commission.digest,), Served(served), NOW)


@pytest.fixture(scope="module")
def europe() -> Union:
    return Union()


def digests(snapshot: TrustListSnapshot) -> set[bytes]:
    return {one.certificate for one in snapshot.authorities}


def der(one: Certified) -> bytes:
    return one.certificate.public_bytes(Encoding.DER)


def _wrapped_around(evil: bytes, good: bytes) -> bytes:
    """The good list, whole and signed, as a child of an evil one."""
    root = etree.fromstring(evil)
    for signature in root.findall(f"./{_DS}Signature"):
        root.remove(signature)
    root.append(etree.fromstring(good))
    return etree.tostring(root)


def _signature_moved_up(evil: bytes, good: bytes) -> bytes:
    """The evil list with the signature of the good one, which lies in it as an object."""
    root, inner = etree.fromstring(evil), etree.fromstring(good)
    for signature in root.findall(f"./{_DS}Signature"):
        root.remove(signature)
    (signature,) = inner.findall(f"./{_DS}Signature")
    inner.remove(signature)
    held = etree.SubElement(signature, f"{_DS}Object")
    held.append(inner)
    root.append(signature)
    return etree.tostring(root)


def _same_id_twice(evil: bytes, good: bytes) -> bytes:
    """Evil and good with one Id, the signature's references pointed at it."""
    root, inner = etree.fromstring(evil), etree.fromstring(good)
    (signature,) = inner.findall(f"./{_DS}Signature")
    for old in root.findall(f"./{_DS}Signature"):
        root.remove(old)
    root.set("Id", "list")
    inner.set("Id", "list")
    for reference in signature.iter(f"{_DS}Reference"):
        if reference.get("URI") == "":
            reference.set("URI", "#list")
    root.append(inner)
    root.append(signature)
    return etree.tostring(root)


def _two_signatures(evil: bytes, good: bytes) -> bytes:
    """An evil list with its own signature and, before it, the good one's."""
    root = etree.fromstring(evil)
    (signature,) = etree.fromstring(good).findall(f"./{_DS}Signature")
    root.insert(0, signature)
    return etree.tostring(root)


def _certificate_borrowed(evil: bytes, good: bytes) -> bytes:
    """An evil list by its own signer that shows the good signer's certificate."""
    root = etree.fromstring(evil)
    shown = next(etree.fromstring(good).iter(f"{_DS}X509Certificate")).text
    for one in root.iter(f"{_DS}X509Certificate"):
        one.text = shown
    return etree.tostring(root)


def _service_beside(evil: bytes, good: bytes) -> bytes:
    """The good list with an evil provider put into its signature, where nothing was signed."""
    root = etree.fromstring(good)
    (signature,) = root.findall(f"./{_DS}Signature")
    held = etree.SubElement(signature, f"{_DS}Object")
    held.append(etree.fromstring(evil))
    return etree.tostring(root)


@pytest.mark.parametrize(
    "rearranged",
    [_wrapped_around, _signature_moved_up, _same_id_twice, _two_signatures, _certificate_borrowed, _service_beside],
)
def test_a_forged_authority_never_gets_in_by_rearranging(
    europe: Union, rearranged: Callable[[bytes, bytes], bytes]
) -> None:
    snapshot = europe.read(dutch=rearranged(europe.evil, europe.dutch))
    assert der(europe.forged) not in digests(snapshot)


@pytest.mark.parametrize(
    "rearranged", [_wrapped_around, _signature_moved_up, _same_id_twice, _two_signatures, _certificate_borrowed]
)
def test_a_forged_list_of_lists_never_gets_in_by_rearranging(
    europe: Union, rearranged: Callable[[bytes, bytes], bytes]
) -> None:
    evil = union.list_of_lists([("NL", DUTCH, europe.mallory)], by=europe.mallory)
    try:
        snapshot = europe.read(lotl=rearranged(evil, europe.lotl), dutch=europe.evil)
    except WalletError:
        return
    assert der(europe.forged) not in digests(snapshot)


def test_entities_are_refused_at_once(europe: Union) -> None:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    bombs = [
        f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><x>&a12;</x>'.encode(),
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        b'<!DOCTYPE x SYSTEM "https://evil.example/x.dtd"><x/>',
        b"<x>" * 100_000,
        b"\x00\x01",
        b"",
    ]
    for bomb in bombs:
        started = time.monotonic()
        assert digests(europe.read(dutch=bomb)) == set()
        with pytest.raises(WalletError):
            europe.read(lotl=bomb)
        assert time.monotonic() - started < 5


def test_an_old_national_list_is_left_out_and_named(europe: Union) -> None:
    old = union.national("NL", [europe.honest], by=europe.state, next_update=NOW - timedelta(seconds=1))
    snapshot = europe.read(dutch=old)
    assert digests(snapshot) == set()
    assert "NL" in snapshot.not_checked


def test_the_list_of_another_country_does_not_count_in_this_place(europe: Union) -> None:
    """Two countries with one signer: an old list of the one may not be served as the other's."""
    belgian = union.national("BE", [europe.forged], by=europe.state)
    snapshot = europe.read(dutch=belgian, belgian=europe.dutch)
    assert digests(snapshot) == set()
    assert set(snapshot.not_checked) == {"NL", "BE"}
    assert digests(europe.read(belgian=belgian)) == {der(europe.honest), der(europe.forged)}


def test_a_national_list_is_no_list_of_lists(europe: Union) -> None:
    with pytest.raises(WalletError):
        europe.read(lotl=europe.dutch)
