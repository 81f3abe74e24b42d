"""Where a newer version of a credential can be asked for."""

import json
from typing import Any

import pytest

from simulators import issuer as issuers
from wallet.formats import detect
from wallet.formats.recognised import RecognisedCredential
from wallet.services import refresh

ADDRESS = "https://school.example/refresh/7"


def address(service: Any) -> str | None:
    document = issuers.did_key("Zuiderpark").badge("Lassen") | {"refreshService": service}
    found = detect.recognise(json.dumps(document).encode())
    assert isinstance(found, RecognisedCredential)
    source = refresh.source_of(found.secured)
    return None if source is None else source.url


def test_a_service_that_a_visit_answers_is_found() -> None:
    assert address({"id": ADDRESS, "type": "1EdTechCredentialRefresh"}) == ADDRESS
    assert address([{"id": "urn:x", "type": "Other"}, {"id": ADDRESS, "type": ["1EdTechCredentialRefresh"]}]) == ADDRESS


@pytest.mark.parametrize(
    "service",
    [
        {"id": ADDRESS, "type": "VerifiableCredentialRefreshService2021"},
        {"id": "http://school.example/refresh", "type": "1EdTechCredentialRefresh"},
        {"id": "https://192.168.1.1/refresh", "type": "1EdTechCredentialRefresh"},
    ],
)
def test_a_service_of_another_kind_or_at_an_unsafe_address_is_not_offered(service: Any) -> None:
    assert address(service) is None


def test_a_paper_has_none() -> None:
    assert refresh.source_of(None) is None
