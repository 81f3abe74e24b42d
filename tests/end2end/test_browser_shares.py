"""What we hand over, as a browser reads it: every form in a presentation of ours, also out of a code."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from servers import chromium
from simulators import issuer as issuers
from unit.formats import papers
from wallet.formats import share_code
from wallet.formats.detect import recognise
from wallet.formats.recognised import RecognisedCredential
from wallet.model.secured import SecuredCredential
from wallet.sharing import page, presentation, signed_quads
from wallet.sharing.presentation import HolderKey, Terms
from wallet.verification.keys.public_key import KeyType

pytestmark = pytest.mark.e2e

RUN: dict[str, Any] = {"now": int(issuers.NOW.timestamp() * 1000), "nonce": None, "audience": None, "trust": []}
INSPECT = """async ([text, run, quads]) => {
  const fetch = async () => { throw new Error('offline'); };
  const codes = (one) => one.checks.map((check) => check.code);
  const said = (one) => ({ verdict: one.verdict, checks: codes(one), items: one.items.map(said) });
  return said(await capsa.inspect(text, { ...run, contexts: capsa.config.contexts, fetch }, quads));
}"""
SCHOOL = issuers.did_key("Zuiderpark")
ADA = issuers.did_jwk("Ada", kind=KeyType.ED25519)
KEY = HolderKey(ADA.id, ADA.method, ADA.signer)


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    file = tmp_path_factory.mktemp("checker") / "checker.html"
    file.write_bytes(page.checker())
    with chromium.browser() as browser:
        opened = browser.new_page()
        opened.goto(Path(file).as_uri())
        yield opened


def secured(data: str | dict[str, Any]) -> SecuredCredential:
    found = recognise((data if isinstance(data, str) else json.dumps(data)).encode())
    assert isinstance(found, RecognisedCredential)
    return found.secured


def sealed() -> dict[str, Any]:
    payload = json.dumps(papers.credential(proof=None, type=["VerifiableCredential", "EuropeanDigitalCredential"]))
    head = papers.jwt({}, b64=False, crit=["b64"], sigT="2026-01-01T00:00:00Z").split(".")[0]
    return {"payload": payload, "signatures": [{"protected": head, "signature": "AAAA", "header": {}}]}


def badge() -> dict[str, Any]:
    made = SCHOOL.badge()
    made["credentialSubject"]["id"] = ADA.id
    return made


FORMS: dict[str, tuple[SecuredCredential, str]] = {
    "rdfc": (secured(SCHOOL.sign(badge())), "ISSUER_UNKNOWN"),
    "jcs": (secured(SCHOOL.sign(badge(), "eddsa-jcs-2022")), "ISSUER_UNKNOWN"),
    "token": (secured(SCHOOL.vc_jwt(badge())), "ISSUER_UNKNOWN"),
    "sd-jwt": (secured(SCHOOL.sd_jwt_vc({"vct": "urn:x:1", "a": "1", "b": "2"}, hidden=["a", "b"])), "ISSUER_UNKNOWN"),
    "hosted badge": (secured(papers.assertion()), "UNSUPPORTED"),
    "sealed": (secured(sealed()), "UNSUPPORTED"),
}


@pytest.mark.parametrize("name", list(FORMS))
@pytest.mark.parametrize("as_token", [False, True])
def test_every_form_in_our_presentation(checker: Page, name: str, as_token: bool) -> None:
    credential, expected = FORMS[name]
    terms = Terms(issuers.NOW, purpose="Stage", receiver="Bakker")
    made = (presentation.sign_jwt if as_token else presentation.sign)([credential], KEY, terms)
    quads = [_quads(credential)]
    said = checker.evaluate(INSPECT, [made, RUN, quads])
    assert [item["verdict"] for item in said["items"]] == [expected], said
    assert said["verdict"] == expected, said


def _quads(credential: SecuredCredential) -> dict[str, str] | None:
    found = signed_quads.of(credential)
    return None if found is None else {"options": found.options, "document": found.document}


def test_everything_at_once_out_of_a_code(checker: Page) -> None:
    chosen = [FORMS[name][0] for name in ("jcs", "token", "sd-jwt")]
    made = presentation.sign(chosen, KEY, Terms(issuers.NOW), compact=True)
    said = checker.evaluate(INSPECT, [share_code.to_text(share_code.encode(made.encode())), RUN, []])
    assert said["verdict"] == "ISSUER_UNKNOWN", said
    assert [item["verdict"] for item in said["items"]] == ["ISSUER_UNKNOWN"] * 3


def test_a_change_is_seen(checker: Page) -> None:
    made = presentation.sign([FORMS["jcs"][0]], KEY, Terms(issuers.NOW, purpose="Stage"))
    assert checker.evaluate(INSPECT, [made.replace("Stage", "Werk"), RUN, []])["verdict"] == "TAMPERED"
    assert checker.evaluate(INSPECT, [made.replace("Minor", "Major"), RUN, []])["verdict"] == "TAMPERED"


def test_a_page_under_a_passphrase_opens_with_it_alone(checker: Page, tmp_path: Path) -> None:
    """Also when the keyboard of the reader writes an accent as a letter and a mark."""
    made = presentation.sign([FORMS["jcs"][0]], KEY, Terms(issuers.NOW, purpose="Stage in Breda"))
    salt, nonce = b"s" * 16, b"n" * 12
    locked = page.viewer_with_passphrase(made, [None], passphrase="caf\u00e9 op de hoek", salt=salt, nonce=nonce)
    assert b"Breda" not in locked.html
    (tmp_path / "share.html").write_bytes(locked.html)
    browser = checker.context.browser
    assert browser is not None
    opened = browser.new_page()
    opened.goto((tmp_path / "share.html").as_uri())
    opened.fill("#passphrase", "cafe op de hoek")
    opened.press("#passphrase", "Enter")
    opened.wait_for_selector("[role=alert]:not(:empty)", timeout=30_000)
    assert "Breda" not in opened.content()
    opened.fill("#passphrase", "cafe\u0301 op de hoek")
    opened.press("#passphrase", "Enter")
    opened.wait_for_selector("text=Breda", timeout=30_000)
    opened.close()
