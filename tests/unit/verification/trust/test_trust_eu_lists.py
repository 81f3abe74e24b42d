"""The EU trusted lists as a source of trust in seals: every signature is checked, nothing unsigned is read."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from simulators import trusted_lists as union
from simulators.trusted_lists import NOW, Certified
from wallet.errors import KeyNotListedError, MalformedError, SignatureInvalidError, UnreachableError
from wallet.ports import Document, Purpose
from wallet.verification.trust import seal_authorities
from wallet.verification.trust.known_issuers import KnownIssuers, TrustListSnapshot
from wallet.verification.trust.sources import eu_trusted_lists

LOTL = "https://ec.example/lotl.xml"
DUTCH = "https://nl.example/tl.xml"
BELGIAN = "https://be.example/tl.xml"


class Served:
    """A fetcher over a few documents."""

    def __init__(self, documents: Mapping[str, bytes]) -> None:
        self._documents = documents

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        if url not in self._documents:
            raise UnreachableError("fetch.offline", {"host": url})
        return Document(url, self._documents[url], "application/vnd.etsi.tsl+xml", NOW, purpose)


@pytest.fixture(scope="module")
def commission() -> Certified:
    return union.certify("European Commission")


@pytest.fixture(scope="module")
def state() -> Certified:
    return union.certify("Rijksoverheid")


@pytest.fixture(scope="module")
def authority() -> Certified:
    return union.certify("Zegel CA", authority=True)


@pytest.fixture(scope="module")
def good(commission: Certified, state: Certified, authority: Certified) -> dict[str, bytes]:
    return {
        LOTL: union.list_of_lists([("NL", DUTCH, state), ("BE", BELGIAN, state)], by=commission),
        DUTCH: union.national("NL", [authority], by=state),
    }


def read(documents: Mapping[str, bytes], anchor: Certified) -> TrustListSnapshot:
    return eu_trusted_lists.read("EU", LOTL, (anchor.digest,), Served(documents), NOW)


def test_the_authorities_of_national_lists_are_read_and_a_missing_list_is_named(
    good: dict[str, bytes], commission: Certified
) -> None:
    snapshot = read(good, commission)
    assert [(one.provider, one.service, one.country) for one in snapshot.authorities] == [("Trust NL", "Seals", "NL")]
    assert snapshot.not_checked == ("BE",)
    assert snapshot.issuers == ()


def test_a_list_of_lists_by_another_signer_is_refused(good: dict[str, bytes], state: Certified) -> None:
    with pytest.raises(KeyNotListedError):
        read(good, state)


def test_a_changed_list_of_lists_is_refused(good: dict[str, bytes], commission: Certified) -> None:
    changed = good | {LOTL: good[LOTL].replace(b"nl.example", b"xx.example")}
    with pytest.raises(SignatureInvalidError):
        read(changed, commission)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"Svcstatus/granted", b"Svcstatus/withdrawn"),
        lambda data: data.replace(b"Trust NL", b"Trust XX"),
        lambda data: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + data,
        lambda data: data[: len(data) // 2],
    ],
)
def test_a_national_list_that_is_not_in_order_gives_nothing(
    good: dict[str, bytes], commission: Certified, change: object
) -> None:
    assert callable(change)
    snapshot = read(good | {DUTCH: change(good[DUTCH])}, commission)
    assert snapshot.authorities == ()
    assert "NL" in snapshot.not_checked


def test_a_national_list_signed_by_a_stranger_gives_nothing(
    good: dict[str, bytes], commission: Certified, authority: Certified
) -> None:
    stranger = union.certify("Somebody")
    snapshot = read(good | {DUTCH: union.national("NL", [authority], by=stranger)}, commission)
    assert snapshot.authorities == ()


def test_only_granted_services_for_seals_count(
    good: dict[str, bytes], commission: Certified, state: Certified, authority: Certified
) -> None:
    wrong: tuple[dict[str, Any], ...] = ({"status": "withdrawn"}, {"uses": "ForeSignatures"})
    for unwanted in wrong:
        documents = good | {DUTCH: union.national("NL", [authority], by=state, **unwanted)}
        assert read(documents, commission).authorities == ()


def test_a_list_that_should_have_been_renewed_is_not_used(
    good: dict[str, bytes], commission: Certified, state: Certified
) -> None:
    stale = union.list_of_lists([("NL", DUTCH, state)], by=commission, next_update=NOW - timedelta(days=1))
    with pytest.raises(MalformedError) as refused:
        read(good | {LOTL: stale}, commission)
    assert refused.value.code == "trust.registry_expired"


def test_a_seal_is_vouched_for_by_the_authority_that_issued_it(
    good: dict[str, bytes], commission: Certified, authority: Certified
) -> None:
    known = KnownIssuers(lists=(read(good, commission),))
    seal = union.certify("Hogeschool Zuiderpark", by=authority, organisation_identifier="NTRNL-12345678")
    found = seal_authorities.find([seal.certificate], known, NOW)
    assert found is not None
    assert (found.organisation, found.organisation_identifier) == ("Hogeschool Zuiderpark", "NTRNL-12345678")
    assert found.authority.provider == "Trust NL"


def test_a_seal_of_another_authority_or_outside_its_time_is_not(
    good: dict[str, bytes], commission: Certified, authority: Certified
) -> None:
    known = KnownIssuers(lists=(read(good, commission),))
    look_alike = union.certify("Zegel CA", authority=True)
    forged = union.certify("Hogeschool Zuiderpark", by=look_alike)
    old = union.certify("Hogeschool Zuiderpark", by=authority, start=NOW - timedelta(days=100), days=10)
    assert seal_authorities.find([forged.certificate], known, NOW) is None
    assert seal_authorities.find([old.certificate], known, NOW) is None
    assert seal_authorities.find([old.certificate], known, NOW - timedelta(days=95)) is not None
    assert seal_authorities.find([], known, NOW) is None
