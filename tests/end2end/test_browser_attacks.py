"""The checker and the page under attack: what is forged, borrowed or hidden never reads better than in the app."""

import base64
import copy
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from servers import chromium
from simulators.issuer import NOW, OB3, VC1, VC2, Issuer, Json, Web, did_key, did_web, presentation, zulu
from wallet.formats.detect import recognise
from wallet.formats.recognised import RecognisedCredential
from wallet.model.secured import Carrier
from wallet.sharing import page as pages
from wallet.sharing import signed_quads
from wallet.verification.context import Context
from wallet.verification.dids.document import Relationship
from wallet.verification.inspection import inspect
from wallet.verification.keys import jwk
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.verdict import TONES, State, Tone

pytestmark = pytest.mark.e2e

CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
JCS = "eddsa-jcs-2022"
INSPECT = """async ([text, run, quads, documents]) => {
  const fetch = async (url) => {
    if (!Object.hasOwn(documents, url)) throw new Error('not there');
    return Uint8Array.from(atob(documents[url]), (c) => c.charCodeAt(0));
  };
  const report = await capsa.inspect(text, { ...run, contexts: capsa.config.contexts, fetch }, quads);
  return report.verdict;
}"""

WEB = Web()
SCHOOL = did_web("School", host="school.example", web=WEB)
THIEF = did_web("Thief", host="thief.example", seed="thief", web=WEB)
ALICE, MALLORY = did_key("Alice"), did_key("Mallory")


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    file = tmp_path_factory.mktemp("checker") / "checker.html"
    file.write_bytes(pages.checker([SCHOOL.trust_entry()]))
    with chromium.browser() as browser:
        opened = browser.new_page()
        opened.goto(file.as_uri())
        yield opened


def said(checker: Page, text: str, *, nonce: str | None = None, quads: list[Any] | None = None) -> State:
    """What the checker says of ``text``, with the documents of the issuers at hand and the school on its list."""
    trust = [SCHOOL.trust_entry()]
    run = {"now": int(NOW.timestamp() * 1000), "nonce": nonce, "audience": None, "trust": trust}
    documents = {url: base64.b64encode(body).decode() for url, (_, _, body) in WEB.pages.items()}
    return State(checker.evaluate(INSPECT, [text, run, quads or [], documents]))


def in_the_app(text: str, *, nonce: str | None = None) -> State:
    lists = KnownIssuers((TrustListSnapshot("test", (KnownIssuer((SCHOOL.id,), "School"),)),))
    context = Context(now=NOW, fetcher=WEB, known_issuers=lists, nonce=nonce)
    return inspect(text.encode(), name="x", carrier=Carrier.TEXT, context=context).report.verdict.state


def assert_no_better(checker: Page, text: str, *, nonce: str | None = None) -> None:
    """The tone in the checker is not nearer to green than in the app, and green in neither."""
    nearness = {Tone.GREEN: 2, Tone.AMBER: 1, Tone.GREY: 0, Tone.RED: 0}
    here, there = said(checker, text, nonce=nonce), in_the_app(text, nonce=nonce)
    assert TONES[there] is not Tone.GREEN, f"the app says {there}"
    assert nearness[TONES[here]] <= nearness[TONES[there]], f"{here} in the checker, {there} in the app"


def enveloped(data: str, media_type: str = "application/vc+jwt") -> Json:
    return {"@context": VC2, "id": f"data:{media_type},{data}", "type": "EnvelopedVerifiableCredential"}


def test_what_is_in_order_is_green_here_and_there(checker: Page) -> None:
    token = SCHOOL.vc_jwt(SCHOOL.badge(holder=ALICE.id))
    shown = json.dumps(presentation(ALICE, [token], challenge="n"))
    assert said(checker, token) is in_the_app(token) is State.VERIFIED
    assert said(checker, shown, nonce="n") is in_the_app(shown, nonce="n") is State.VERIFIED


def test_a_document_that_names_the_school_as_controller_of_its_key(checker: Page) -> None:
    key: Json = {
        "id": THIEF.method,
        "type": "JsonWebKey",
        "controller": SCHOOL.id,
        "publicKeyJwk": jwk.encode(THIEF.signer.public_key),
    }
    document = {"id": THIEF.id, "verificationMethod": [key], "assertionMethod": [THIEF.method]}
    WEB.put("https://thief.example/.well-known/did.json", document)
    badge = SCHOOL.badge()
    for forged in (THIEF.vc_jwt(badge), json.dumps(THIEF.sign(badge, JCS))):
        assert said(checker, forged) is in_the_app(forged) is State.ISSUER_MISMATCH


def nested_presentations() -> dict[str, Json]:
    """Mallory signs for Alice's badge, with a presentation of nobody's around it."""
    badge = SCHOOL.sign(SCHOOL.badge(holder=ALICE.id), JCS)
    inner = {"@context": [VC2], "type": ["VerifiablePresentation"], "verifiableCredential": [badge]}
    encoded = base64.b64encode(json.dumps(inner).encode()).decode()
    old: Json = {
        "@context": [VC1],
        "type": ["VerifiablePresentation"],
        "holder": MALLORY.id,
        "verifiableCredential": [json.dumps(inner)],
    }
    return {
        "object": presentation(MALLORY, [inner], challenge="n"),
        "enveloped": presentation(MALLORY, [enveloped(encoded, "application/json;base64")], challenge="n"),
        "text": MALLORY.sign(old, JCS, purpose=Relationship.AUTHENTICATION, challenge="n"),
    }


@pytest.mark.parametrize("form", ["object", "enveloped", "text"])
def test_another_persons_badge_wrapped_once_more(checker: Page, form: str) -> None:
    assert_no_better(checker, json.dumps(nested_presentations()[form]), nonce="n")


def test_another_persons_sd_jwt(checker: Page) -> None:
    confirmation = {"jwk": jwk.encode(ALICE.signer.public_key)}
    for claims in ({"cnf": confirmation}, {"sub": ALICE.id}, {"cnf": {"kid": ALICE.method}}):
        token = SCHOOL.sd_jwt_vc({"vct": "urn:x:degree", "name": "Degree", **claims})
        inside = enveloped(token, "application/dc+sd-jwt")
        assert_no_better(checker, json.dumps(presentation(MALLORY, [inside], challenge="n")), nonce="n")
        own = json.dumps(presentation(ALICE, [inside], challenge="n"))
        assert said(checker, own, nonce="n") is in_the_app(own, nonce="n") is State.VERIFIED


def test_a_badge_of_nobody_answers_no_question(checker: Page) -> None:
    shown = presentation(MALLORY, [SCHOOL.vc_jwt(SCHOOL.badge(holder=None))], challenge="n")
    assert_no_better(checker, json.dumps(shown), nonce="n")


def test_a_subject_that_only_the_unsigned_json_names(checker: Page) -> None:
    badge = SCHOOL.sign(SCHOOL.badge(holder=ALICE.id))
    read = recognise(json.dumps(badge).encode())
    assert isinstance(read, RecognisedCredential)
    found = signed_quads.of(read.secured)
    assert found is not None
    quads = [{"options": found.options, "document": found.document}]
    assert said(checker, json.dumps(presentation(ALICE, [badge])), quads=quads) is State.VERIFIED
    taken = copy.deepcopy(badge)
    taken["credentialSubject"]["id"] = MALLORY.id
    assert said(checker, json.dumps(presentation(MALLORY, [taken])), quads=quads) is State.HOLDER_MISMATCH
    later = copy.deepcopy(badge)
    later["proof"]["created"] = "2020-01-01T00:00:00Z"
    assert said(checker, json.dumps(presentation(ALICE, [later])), quads=quads) is State.TAMPERED


def transcript(issuer: Issuer, inside: Json | str) -> Json:
    return {
        "@context": [VC2, CLR, OB3],
        "id": "urn:uuid:6c2f3a0a-53ae-4f28-a8a3-8f0b3d6a0c11",
        "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": {"id": issuer.id, "type": ["Profile"], "name": issuer.name},
        "validFrom": "2026-01-01T00:00:00Z",
        "name": "Transcript",
        "credentialSubject": {"type": ["ClrSubject"], "id": ALICE.id, "verifiableCredential": [inside]},
    }


def test_what_a_transcript_holds_is_checked_too(checker: Page) -> None:
    changed = copy.deepcopy(THIEF.sign(THIEF.badge(), JCS))
    changed["name"] = "Doctorate"
    assert said(checker, SCHOOL.vc_jwt(transcript(SCHOOL, SCHOOL.sign(SCHOOL.badge(), JCS)))) is State.VERIFIED
    for inside in (MALLORY.sign(MALLORY.badge(), JCS), changed):
        assert_no_better(checker, SCHOOL.vc_jwt(transcript(SCHOOL, inside)))


def odd_tokens() -> dict[str, str]:
    """Tokens of the school's own that are no credential, over, withdrawn for all one knows, or unreadable."""
    badge = SCHOOL.badge()
    hidden = SCHOOL.sd_jwt_vc({"vct": "urn:x:1", "exp": int((NOW + timedelta(days=1)).timestamp())}, hidden=["exp"])
    over = zulu(NOW - timedelta(days=1))
    return {
        "a key binding": SCHOOL.vc_jwt(badge, typ="kb+jwt"),
        "a status list": SCHOOL.vc_jwt(badge, typ="statuslist+jwt"),
        "an unencoded payload": SCHOOL.vc_jwt(badge, b64=False),
        "two credentials": SCHOOL.vc_jwt({**badge, "vc": SCHOOL.badge("Other")}),
        "no context": SCHOOL.vc_jwt({**badge, "@context": []}),
        "no subject": SCHOOL.vc_jwt({**badge, "credentialSubject": []}),
        "no end": SCHOOL.vc_jwt({**badge, "validUntil": None}),
        "no such day": SCHOOL.vc_jwt({**badge, "validUntil": "2027-02-30T00:00:00Z"}),
        "no such hour": SCHOOL.vc_jwt({**badge, "validUntil": "2027-02-01T24:00:00Z"}),
        "two ends": SCHOOL.vc_jwt({**badge, "validUntil": zulu(NOW + timedelta(days=1)), "expirationDate": over}),
        "another end": SCHOOL.vc_jwt({**badge, "expires": over}),
        "a token's status": SCHOOL.vc_jwt({**badge, "status": {"status_list": {"idx": 1, "uri": "https://a.example"}}}),
        "an empty status": SCHOOL.vc_jwt({**badge, "credentialStatus": []}),
        "a hidden end": hidden,
        "made tomorrow": json.dumps(SCHOOL.sign(badge, JCS, created=NOW + timedelta(days=1))),
    }


@pytest.mark.parametrize("name", list(odd_tokens()))
def test_odd_tokens_of_a_known_issuer(checker: Page, name: str) -> None:
    assert_no_better(checker, odd_tokens()[name])


def test_a_status_list_token_that_is_over(checker: Page) -> None:
    url = "https://school.example/status"
    SCHOOL.status_list(url)
    listed = json.loads(WEB.pages[url][2])
    entry = {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": url,
    }
    badge = SCHOOL.vc_jwt(SCHOOL.badge(status=entry))
    assert said(checker, badge) is in_the_app(badge) is State.VERIFIED
    listed.pop("proof")
    old = SCHOOL.vc_jwt({**listed, "exp": int((NOW - timedelta(days=1)).timestamp())})
    WEB.put(url, old.encode(), "application/vc+jwt")
    assert said(checker, badge) is in_the_app(badge) is State.STATUS_UNKNOWN


# ---------------------------------------------------------------------- what stands on the screen


def hand_in(checker: Page, text: str) -> str:
    checker.fill("#input", text)
    checker.click("#check")
    checker.wait_for_selector("#output .strip", timeout=10_000)
    return checker.inner_text("#output")


def drop(checker: Page, name: str, media_type: str, data: bytes) -> None:
    checker.set_input_files("#file", {"name": name, "mimeType": media_type, "buffer": data})


def test_no_report_outlives_what_it_is_about(checker: Page) -> None:
    checker.evaluate("() => { globalThis.BarcodeDetector = class { async detect() { return []; } }; }")
    for name, media_type, data in (
        ("broken.png", "image/png", b"\x89PNG\r\n\x1a\nno picture"),
        ("badge.svg", "image/svg+xml", b"<svg"),
        ("noise.bin", "application/octet-stream", b"\xff\xfe\xfd"),
        ("large.json", "application/json", b" " * ((10 << 20) + 1)),
    ):
        assert "Minor Data Literacy" in hand_in(checker, ALICE.vc_jwt(ALICE.badge()))
        drop(checker, name, media_type, data)
        checker.wait_for_selector("#output .strip.grey", timeout=10_000)
        assert "Minor Data Literacy" not in checker.inner_text("#output"), name
        checker.set_input_files("#file", [])


def test_a_proof_with_a_date_that_is_none(checker: Page) -> None:
    hand_in(checker, ALICE.vc_jwt(ALICE.badge("Something before")))
    claims = {
        "@context": [VC2],
        "type": ["VerifiablePresentation"],
        "holder": ALICE.id,
        "verifiableCredential": [enveloped(ALICE.vc_jwt(ALICE.badge("Something after", holder=ALICE.id)))],
        "proof": {"expires": "no date"},
    }
    text = hand_in(checker, ALICE.jws(json.dumps(claims).encode(), kid=ALICE.method, typ="vp+jwt"))
    assert "Something after" in text
    assert "Something before" not in text


def test_issuers_text_stays_text(checker: Page) -> None:
    name = "<img src=x onerror=alert(1)>\u202egnp.exe javascript:alert(1)"
    checker.evaluate("() => { globalThis.alerts = 0; globalThis.alert = () => { alerts += 1; }; }")
    badge = ALICE.badge(name)
    badge["issuer"]["name"] = name
    text = hand_in(checker, ALICE.vc_jwt(badge))
    assert "<img src=x onerror=alert(1)>⟨U+202E⟩gnp.exe" in text
    assert checker.locator("#output a, #output img").count() == 0
    assert checker.evaluate("() => alerts") == 0


def test_only_hosts_that_were_named_are_asked(checker: Page) -> None:
    asked: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        headers = {"access-control-allow-origin": "*"}
        found = WEB.pages.get(route.request.url)
        route.fulfill(status=200 if found else 404, body=found[2] if found else b"", headers=headers)

    checker.context.route(re.compile("^https:"), answer)
    other = did_web("Lists", host="lists.example", seed="lists", web=WEB)
    url = other.status_list("https://school.example/other-status")
    entry = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "7"}
    text = hand_in(checker, SCHOOL.vc_jwt(SCHOOL.badge(status={**entry, "statusListCredential": url})))
    assert asked == []
    assert "school.example" in text
    assert "lists.example" not in text
    checker.click("#output .offer button")
    checker.wait_for_function("() => document.querySelector('#output').innerText.includes('lists.example')")
    assert {asked_url.split("/")[2] for asked_url in asked} == {"school.example"}
    checker.context.unroute(re.compile("^https:"))


def test_several_codes_in_a_picture_do_not_hide_each_other(checker: Page, tmp_path: Path) -> None:
    changed = json.loads(json.dumps(ALICE.sign(ALICE.badge("Second"), JCS)).replace("assessed", "excellent"))
    codes = json.dumps([ALICE.vc_jwt(ALICE.badge("First")), json.dumps(changed)])
    checker.evaluate(
        """(codes) => {
          globalThis.BarcodeDetector = class {
            async detect() { return JSON.parse(codes).map((rawValue) => ({ rawValue })); }
          };
        }""",
        codes,
    )
    picture = tmp_path / "codes.png"
    checker.screenshot(path=str(picture), clip={"x": 0, "y": 0, "width": 20, "height": 20})
    drop(checker, "codes.png", "image/png", picture.read_bytes())
    checker.wait_for_selector("#output > .strip.red", timeout=10_000)
    assert checker.locator("#output article").count() == 2


def misshapen() -> dict[str, Json]:
    """Badges of the school that the data model does not allow, as what must be changed or left out (``None``)."""
    badge = SCHOOL.badge()
    contexts = badge["@context"]
    return {
        "no base context": {"@context": contexts[1:]},
        "both base contexts": {"@context": ["https://www.w3.org/2018/credentials/v1", *contexts]},
        "a subject that is no address": {"credentialSubject": {**badge["credentialSubject"], "id": "Alice"}},
        "a day for a moment": {"validFrom": "2026-01-01"},
        "a day that is not in the calendar": {"validUntil": "2027-02-30T00:00:00Z"},
        "an odd name": {"name": {"@value": "Badge", "@language": 5}},
        "a related file without its digest": {"relatedResource": {"id": "https://school.example/a.pdf"}},
        "the same related file twice": {
            "relatedResource": [{"id": "https://school.example/a.pdf", "digestSRI": "sha256-x"}] * 2
        },
        "evidence without a type": {"evidence": [{"id": "https://school.example/a.pdf"}]},
        "an id that is none": {"id": "badge 1"},
        "a profile that is none": {"issuer": {"id": SCHOOL.id, "type": ["Person"]}},
        "a status of a kind nobody knows": {"credentialStatus": {"type": "SomethingNew"}},
        "a European status beside": {"status": {"type": "SomethingNew"}},
        "another subject in the token": {"sub": "did:example:other"},
    }


@pytest.mark.parametrize("name", list(misshapen()))
def test_a_badge_of_another_shape_is_no_better_in_the_checker(checker: Page, name: str) -> None:
    badge = {**SCHOOL.badge(), **misshapen()[name]}
    assert_no_better(checker, SCHOOL.vc_jwt(badge))
    if name != "another subject in the token":
        assert_no_better(checker, json.dumps(SCHOOL.sign(badge, JCS)))


@pytest.mark.parametrize("more", [{"vct": ""}, {"iss": {}}, {"exp": "soon"}, {"status": {}}])
def test_an_sd_jwt_with_an_odd_claim_is_no_better_in_the_checker(checker: Page, more: Json) -> None:
    assert_no_better(checker, SCHOOL.sd_jwt_vc({"vct": "urn:x:1", "a": "1", **more}, hidden=["a"]))
