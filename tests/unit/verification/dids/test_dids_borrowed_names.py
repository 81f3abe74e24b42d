"""A document can describe its own key under the name of somebody else's: the name makes it nobody else's key."""

import json

import pytest

from simulators.issuer import NOW, Issuer, Json, Web, did_web, presentation
from wallet.model.secured import Carrier
from wallet.verification.context import Context
from wallet.verification.inspection import inspect
from wallet.verification.keys import jwk
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.verdict import State

SCHOOL, THIEF = "did:web:school.example", "did:web:thief.example"


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def school(web: Web) -> Issuer:
    return did_web("School", host="school.example", web=web, relationships=("assertionMethod", "authentication"))


def thief(web: Web, *, key_id: str, controller: str) -> Issuer:
    """Somebody whose document describes a key of their own as if it were another's; proofs name just the document."""
    issuer = did_web("Thief", host="thief.example", web=web)
    key: Json = {
        "id": key_id,
        "type": "JsonWebKey",
        "controller": controller,
        "publicKeyJwk": jwk.encode(issuer.signer.public_key),
    }
    document: Json = {"id": THIEF, "verificationMethod": [key], "assertionMethod": [key_id], "authentication": [key_id]}
    web.put("https://thief.example/.well-known/did.json", document)
    issuer.method = THIEF
    return issuer


def verdict(text: str, web: Web) -> State:
    lists = KnownIssuers((TrustListSnapshot("test", (KnownIssuer((SCHOOL,), "School"),)),))
    context = Context(now=NOW, fetcher=web, known_issuers=lists)
    return inspect(text.encode(), name="x", carrier=Carrier.FILE, context=context).report.verdict.state


NAMES = pytest.mark.parametrize(
    ("key_id", "controller"),
    [(f"{SCHOOL}#key-1", THIEF), (f"{SCHOOL}#key-1", SCHOOL), (f"{THIEF}#key-1", SCHOOL)],
)


@NAMES
def test_a_badge_signed_with_a_key_called_after_the_schools(
    web: Web, school: Issuer, key_id: str, controller: str
) -> None:
    other = thief(web, key_id=key_id, controller=controller)
    badge = school.badge()
    assert verdict(other.vc_jwt(badge), web) is State.ISSUER_MISMATCH
    assert verdict(json.dumps(other.sign(badge)), web) is State.ISSUER_MISMATCH


@NAMES
def test_a_presentation_signed_with_a_key_called_after_the_holders(
    web: Web, school: Issuer, key_id: str, controller: str
) -> None:
    other = thief(web, key_id=key_id, controller=controller)
    other.id = SCHOOL
    badge = school.sign(school.badge(holder=SCHOOL))
    assert verdict(json.dumps(presentation(school, [badge])), web) is State.VERIFIED
    assert verdict(json.dumps(presentation(other, [badge])), web) is State.HOLDER_MISMATCH
