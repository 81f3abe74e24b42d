"""What a verdict rests on: every document as old as it is, and each from the address that is trusted."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from simulators.issuer import NOW, Web, did_key, did_web, hosted_badge, status_entry
from wallet.model.secured import Carrier
from wallet.verification.context import Context
from wallet.verification.inspection import inspect
from wallet.verification.report import Report
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.verdict import State

ORIGIN = "https://badges.example"


def run(data: object, site: Web, *known: str) -> Report:
    lists = KnownIssuers((TrustListSnapshot("test", (KnownIssuer((ORIGIN, *known), "Badge College"),)),))
    context = Context(now=NOW, fetcher=site, known_issuers=lists)
    return inspect(json.dumps(data).encode(), name="x", carrier=Carrier.FILE, context=context).report


@pytest.mark.parametrize("part", ["badge", "issuer"])
def test_an_old_badge_class_or_issuer_profile_is_old_evidence_too(part: str) -> None:
    site = Web(had={f"{ORIGIN}/{part}": NOW - timedelta(days=30)})
    hosted = hosted_badge("Robotics", web=site)
    assert run(hosted.assertion, site).verdict.state is State.VERIFIED_EARLIER


def test_an_open_redirect_of_a_trusted_issuer_lends_its_name_to_nobody() -> None:
    site = Web()
    hosted = hosted_badge("Robotics", web=site)
    door = f"{ORIGIN}/login?next=https://evil.example/a.json"
    forged = {**hosted.assertion, "id": door}
    site.put(door, forged)
    site.ends = {door: "https://evil.example/a.json"}
    assert not run(forged, site).verdict.green


def test_a_redirect_within_the_origin_is_the_same_issuer() -> None:
    site = Web()
    hosted = hosted_badge("Robotics", web=site)
    site.ends = {hosted.url: f"{ORIGIN}/moved/here"}
    assert run(hosted.assertion, site).verdict.green


def test_an_open_redirect_of_a_trusted_issuer_lends_its_name_to_no_key() -> None:
    door = f"{ORIGIN}/login?next=https://evil.example/keys"
    site = Web()
    mallory = did_key("Mallory")
    encoded = mallory.method.partition("#")[2]
    method = {"id": f"{door}#key", "type": "Multikey", "controller": door, "publicKeyMultibase": encoded}
    site.put(door, {"id": door, "verificationMethod": [method], "assertionMethod": [method["id"]]})
    forger = replace(mallory, id=door, method=method["id"], web=site)
    forged = forger.sign(forger.badge(), "eddsa-jcs-2022")
    assert run(forged, site).verdict.green, "without the redirect it is the issuer's own key"
    site.ends = {door: "https://evil.example/keys"}
    assert run(forged, site).verdict.state is State.COULD_NOT_CHECK


def test_a_list_is_as_old_as_the_key_that_it_is_believed_by() -> None:
    site = Web()
    issuer = replace(did_key("School"), web=site)
    keeper = did_web("Keeper", "keeper.example", web=site)
    address = keeper.status_list("https://keeper.example/lists/1")
    document = issuer.sign(issuer.badge(status=status_entry(address, 4)), "eddsa-jcs-2022")
    known = (issuer.id, keeper.id)
    assert run(document, site, *known).verdict.state is State.VERIFIED
    site.had = {"https://keeper.example/.well-known/did.json": NOW - timedelta(days=30)}
    assert run(document, site, *known).verdict.state is State.VERIFIED_EARLIER
