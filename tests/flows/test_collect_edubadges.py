"""Collecting an edubadge by its public address: the page, the assertion, the calls for the rest, and their evidence."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulators.issuer import NOW, Web
from wallet.exchange import edubadges
from wallet.services.inbox import Candidate, Inbox, Relation
from wallet.services.options import RunOptions
from wallet.services.source import from_text, from_url
from wallet.services.verify import VerifyService
from wallet.verification.report import Inspected

API = "https://api.edubadges.nl"
ID = "I41eovHQReGI_SG5KM6dSQ"
ASSERTION = f"{API}/public/assertions/{ID}"
PAGE = f"https://www.edubadges.nl/public/assertions/{ID}"
BADGE = f"{API}/public/badges/BBBBBBBBBBBB_bbbbbbb"
ISSUER = f"{API}/public/issuers/CCCCCCCCCCCC_ccccccc"
IDENTITY = "sha256$" + "ab" * 32
SALT = "0123456789abcdef0123456789abcdef"


def _extension(name: str, **values: Any) -> dict[str, Any]:
    context = f"{API}/extensions/{name}/context.json"
    return {f"extensions:{name}": {"@context": context, "type": ["Extension", f"extensions:{name}"], **values}}


def _issuer() -> dict[str, Any]:
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Issuer",
        "id": ISSUER,
        "name": "Noordzee University of Applied Sciences",
        "name_dutch": "Hogeschool Noordzee",
        "url": "https://noordzee.example",
        "email": "badges@noordzee.example",
        **_extension("InstitutionIdentifierExtension", InstitutionIdentifier="21AB"),
    }


def _badge() -> dict[str, Any]:
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "BadgeClass",
        "id": BADGE,
        "name": "Circular Economy",
        "description": "Working without waste.",
        "image": f"{BADGE}/image",
        "criteria": {"narrative": "Passed the portfolio assessment."},
        "issuer": ISSUER,
        **_extension("ECTSExtension", ECTS=5),
        **_extension("LanguageExtension", Language="nl_NL"),
        **_extension("EQFExtension", EQF=6),
    }


def _assertion() -> dict[str, Any]:
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": ASSERTION,
        "badge": BADGE,
        "image": f"{ASSERTION}/image",
        "verification": {"type": "HostedBadge"},
        "evidence": [],
        "issuedOn": "2026-04-20T16:20:30.521307+02:00",
        "recipient": {"hashed": True, "type": "id", "identity": IDENTITY, "salt": SALT},
    }


def _site() -> Web:
    web = Web()
    web.put(ASSERTION, _assertion())
    web.put(BADGE, _badge())
    web.put(ISSUER, _issuer())
    expanded = {**_assertion(), "badge": {**_badge(), "issuer": _issuer(), "stackable": True}}
    web.put(f"{ASSERTION}?expand=badge&expand=badge.issuer&expand=badge.user", expanded)
    micro = {
        **_badge(),
        "participation": "blended",
        "assessmentType": "portfolio_assessment",
        "assessmentSupervised": True,
        "assessmentIdVerified": True,
        "qualityAssuranceName": "NVAO",
        "qualityAssuranceUrl": "https://www.nvao.net",
        "qualityAssuranceDescription": "Accredited.",
        "typeBadgeClass": "micro_credential",
    }
    web.put(f"{BADGE}?expand=micro&expand=issuer&expand=endorsements", micro)
    web.put(f"{BADGE}/image", b"\x89PNG picture", "image/png")
    name = f"{API}/public/assertions/identity/{IDENTITY.replace('$', '%24')}/{SALT}"
    web.put(name, {"name": "S. de Vries", "validated_name": "Sanne de Vries", "recipient_name": "Sanne"})
    return web


def _new(_inspected: Inspected) -> tuple[Relation, str | None]:
    return Relation.NEW, None


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[Inbox]:
    service = VerifyService(RunOptions(at=NOW, replay=_site().recording(tmp_path / "net")))
    yield Inbox(service, _new)
    service.close()


@pytest.mark.parametrize(
    ("url", "document"),
    [
        (PAGE, ASSERTION),
        (ASSERTION, ASSERTION),
        (ASSERTION + ".json", ASSERTION),
        (ASSERTION + "/", ASSERTION),
        (f"{PAGE}?utm=x#top", ASSERTION),
        (f"http://www.edubadges.nl/public/assertions/{ID}", None),
        (f"https://edubadges.nl.evil.example/public/assertions/{ID}", None),
        (f"https://www.edubadges.nl:8443/public/assertions/{ID}", None),
        ("https://www.edubadges.nl/public/assertions/../../x", None),
        ("https://www.edubadges.nl/catalog", None),
        ("https://[", None),
    ],
)
def test_which_addresses_are_edubadges(url: str, document: str | None) -> None:
    assert edubadges.document_url(url) == document


def _one(candidates: tuple[Candidate, ...]) -> Candidate:
    (candidate,) = candidates
    return candidate


@pytest.mark.parametrize("source", [from_url(PAGE), from_url(ASSERTION), from_text(PAGE), from_text(ASSERTION)])
def test_everything_that_edubadges_tells_is_collected_with_evidence(inbox: Inbox, source: Any) -> None:
    candidate = _one(inbox.read([source]))
    report = candidate.inspected.report
    assert candidate.addable
    assert report.verdict.green, [check.code for check in report.checks]
    record = report.record
    assert record is not None
    assert record.title
    assert record.kind == "micro_credential"
    assert [str(credit.value) for credit in record.credits] == ["5"]
    assert record.participation
    assert record.assessments
    assert record.supervision is not None
    assert record.supervision.supervised is True
    assert record.quality[0].name or record.quality[0].text
    assert record.holder.names == ("Sanne de Vries",)
    assert record.issuer.name == "edubadges (SURF)"
    assert json.loads(candidate.inspected.raw) == _assertion()
    urls = {document.url for document in candidate.inspected.evidence}
    assert {ASSERTION, BADGE, ISSUER, f"{BADGE}/image"} <= urls
    assert any("expand=micro" in url for url in urls)
    assert any("/identity/" in url for url in urls)


def test_what_edubadges_keeps_to_itself_is_left_out(tmp_path: Path) -> None:
    web = _site()
    for url in list(web.pages):
        if "?" in url or "identity" in url or url.endswith("/image"):
            web.put(url, b"", status=404)
    service = VerifyService(RunOptions(at=NOW, replay=web.recording(tmp_path / "net")))
    candidate = _one(Inbox(service, _new).read([from_url(PAGE)]))
    service.close()
    assert candidate.inspected.report.verdict.green
    assert candidate.inspected.report.record is not None
    assert candidate.inspected.report.record.holder.names == ()


def test_a_private_or_removed_badge_is_never_called_false(tmp_path: Path) -> None:
    web = _site()
    web.put(ASSERTION, b"", status=404)
    service = VerifyService(RunOptions(at=NOW, replay=web.recording(tmp_path / "net")))
    candidate = _one(Inbox(service, _new).read([from_url(PAGE)]))
    service.close()
    assert str(candidate.inspected.report.verdict.state) == "COULD_NOT_CHECK"
    assert not candidate.addable


def test_a_withdrawn_badge_says_so(tmp_path: Path) -> None:
    web = _site()
    gone = {"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": ASSERTION, "revoked": True}
    web.put(ASSERTION, {**gone, "revocationReason": "mistake"})
    service = VerifyService(RunOptions(at=NOW, replay=web.recording(tmp_path / "net")))
    kept = json.dumps(_assertion()).encode()
    report = service.inspect_one(from_text(kept.decode())).report
    service.close()
    assert str(report.verdict.state) == "REVOKED"
