"""What the options of a run change: contexts allowed, tracking allowed, offline, another time, a nonce."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from simulators.issuer import HOLDER, NOW, Web, did_key, did_web, presentation, status_entry
from wallet.services.options import RunOptions
from wallet.services.source import from_bytes
from wallet.services.verify import VerifyService
from wallet.verification.context import Context
from wallet.verification.report import Report

CONTEXT = "https://college.example/context.jsonld"
Verify = Callable[..., Report]


@pytest.fixture
def verify(tmp_path: Path) -> Iterator[Verify]:
    """Verify one document over a recording, with the given options."""
    made: list[VerifyService] = []

    def run(document: dict[str, Any], web: Web, trusted: list[dict[str, Any]], **options: Any) -> Report:
        trust = tmp_path / "trust.json"
        trust.write_text(json.dumps({"issuers": trusted}), "utf-8")
        replay = web.recording(tmp_path / f"net{len(made)}")
        service = VerifyService(RunOptions(**{"at": NOW, "trust": trust, "replay": replay, **options}))
        made.append(service)
        return service.inspect_one(from_bytes(json.dumps(document).encode(), "x.json")).report

    yield run
    for service in made:
        service.close()


def _state(report: Report) -> str:
    return str(report.verdict.state)


def test_an_unknown_context_is_named_and_used_only_when_allowed(verify: Verify) -> None:
    college = did_key("College")
    body = {"@context": {"campus": "https://college.example/terms#campus"}}
    document = college.badge(campus="North")
    document["@context"].append(CONTEXT)
    nowhere = Web()
    reading = Context(now=NOW, fetcher=nowhere, extra_contexts={CONTEXT: json.dumps(body).encode()})
    signed = college.sign(document, context=reading)
    web = Web()
    web.put(CONTEXT, body, "application/ld+json")
    closed = verify(signed, web, [college.trust_entry()])
    assert _state(closed) == "UNSUPPORTED"
    assert any(check.facts.get("url") == CONTEXT for check in closed.checks)
    assert closed.network == ()
    assert _state(verify(signed, web, [college.trust_entry()], allow_contexts=(CONTEXT,))) == "VERIFIED"
    missing = verify(signed, Web(), [college.trust_entry()], allow_contexts=(CONTEXT,))
    assert _state(missing) == "UNSUPPORTED"


def test_a_status_address_that_tells_who_looks_is_asked_only_when_allowed(verify: Verify) -> None:
    web = Web()
    university = did_web("University", "university.example", web=web)
    credential_id = "urn:uuid:11111111-2222-4333-8444-555555555555"
    url = f"https://university.example/status?credential={credential_id}"
    university.status_list(url)
    signed = university.sign(university.badge(credential_id=credential_id, status=status_entry(url, 7)))
    shy = verify(signed, web, [university.trust_entry()])
    assert (_state(shy), shy.flags) == ("STATUS_UNKNOWN", ("STATUS_URL_TRACKS",))
    assert url not in [event.url for event in shy.network if str(event.outcome) == "fetched"]
    allowed = verify(signed, web, [university.trust_entry()], allow_tracking=True)
    assert (_state(allowed), allowed.flags) == ("VERIFIED", ())


def test_offline_says_what_could_not_be_checked(verify: Verify, tmp_path: Path) -> None:
    web = Web()
    university = did_web("University", "university.example", web=web)
    own_key = did_key("College")
    trusted = [university.trust_entry(), own_key.trust_entry()]
    report = verify(university.sign(university.badge()), web, trusted, replay=None, offline=True)
    assert _state(report) == "COULD_NOT_CHECK"
    assert any(check.facts.get("host") == "university.example" for check in report.checks)
    assert not report.replayed
    assert _state(verify(own_key.sign(own_key.badge()), web, trusted, replay=None, offline=True)) == "VERIFIED"


def test_another_time_is_another_answer(verify: Verify) -> None:
    college = did_key("College")
    signed = college.sign(college.badge(valid_until=NOW + timedelta(days=10)))
    for days, state in ((0, "VERIFIED"), (11, "EXPIRED"), (-400, "NOT_YET_VALID")):
        report = verify(signed, Web(), [college.trust_entry()], at=NOW + timedelta(days=days))
        assert (_state(report), report.checked_at) == (state, NOW + timedelta(days=days))


def test_a_presentation_is_bound_to_what_was_asked(verify: Verify) -> None:
    college, holder = did_key("College"), did_key("Holder")
    credential = college.sign(college.badge(holder=holder.id))
    asked = {"nonce": "n-42", "audience": "https://employer.example"}

    def shown(**options: Any) -> dict[str, Any]:
        return presentation(holder, [credential], created=NOW, **options)

    fresh = shown(challenge="n-42", domain="https://employer.example")
    trusted = [college.trust_entry()]
    assert _state(verify(fresh, Web(), trusted, **asked)) == "VERIFIED"
    assert (
        _state(verify(shown(challenge="n-41", domain="https://employer.example"), Web(), trusted, **asked)) == "REPLAY"
    )
    assert _state(verify(shown(challenge="n-42", domain="https://other.example"), Web(), trusted, **asked)) == "REPLAY"
    assert _state(verify(shown(), Web(), trusted, **asked)) == "REPLAY"
    unasked = verify(shown(), Web(), trusted)
    assert _state(unasked) == "VERIFIED"
    assert "NOT_BOUND_TO_A_REQUEST" in unasked.flags
    borrowed = presentation(holder, [college.sign(college.badge(holder=HOLDER))], created=NOW)
    assert _state(verify(borrowed, Web(), trusted)) == "HOLDER_MISMATCH"


def test_a_list_given_for_the_run_is_the_only_one(verify: Verify) -> None:
    college = did_key("College")
    signed = college.sign(college.badge())
    assert _state(verify(signed, Web(), [])) == "ISSUER_UNKNOWN"
    near = {"ids": [college.id[:-1]], "name": "College", "domain": "college.example"}
    assert _state(verify(signed, Web(), [near])) == "ISSUER_UNKNOWN"
    with_more = {**college.trust_entry(), "unknown": {"member": 1}}
    assert _state(verify(signed, Web(), [with_more])) == "VERIFIED"
