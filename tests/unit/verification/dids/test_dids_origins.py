"""Whose answer it is when a redirect leads elsewhere, and how old what was answered is."""

from datetime import timedelta

import pytest

from simulators.issuer import NOW, Issuer, Json, did_key
from wallet.model.secured import Carrier
from wallet.verification.context import Context
from wallet.verification.dids import origins
from wallet.verification.inspection import inspect
from wallet.verification.keys import jwk, multikey
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.verdict import State

SCHOOL = "https://school.example"


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (SCHOOL, SCHOOL + "/else?x=1", True),
        (SCHOOL, "https://SCHOOL.example:443/", True),
        (SCHOOL, "https://www.school.example/issuer", True),
        ("https://www.school.example/issuer", SCHOOL, True),
        (SCHOOL, "https://www.www.school.example", False),
        (SCHOOL, "https://login.school.example", False),
        (SCHOOL, "https://wwwschool.example", False),
        (SCHOOL, "https://www.school.example.evil.example", False),
        (SCHOOL, "https://school.example:8443", False),
        (SCHOOL, "http://school.example", False),
        ("https://example", "https://www.example", False),
    ],
)
def test_one_operator(first: str, second: str, same: bool) -> None:
    assert origins.same(first, second) is same


def issuer_at(address: str, end: str) -> State:
    """The verdict of a badge whose issuer's profile is asked for at ``address`` and answered at ``end``."""
    school = did_key("School")
    encoded = multikey.encode(school.signer.public_key)
    school.id, school.method = address, f"{address}#{encoded}"
    profile: Json = {
        "id": address,
        "type": "Profile",
        "verificationMethod": [
            {"id": school.method, "type": "Multikey", "controller": address, "publicKeyMultibase": encoded}
        ],
        "assertionMethod": [school.method],
    }
    school.web.put(address, profile)
    school.web.ends[address] = end
    return verdict(school.vc_jwt(school.badge()), school)


def verdict(token: str, school: Issuer) -> State:
    lists = KnownIssuers((TrustListSnapshot("test", (KnownIssuer((SCHOOL,), "School"),)),))
    context = Context(now=NOW, fetcher=school.web, known_issuers=lists)
    return inspect(token.encode(), name="x", carrier=Carrier.FILE, context=context).report.verdict.state


def test_a_site_that_moved_to_its_own_www_is_still_itself() -> None:
    assert issuer_at(f"{SCHOOL}/issuer", "https://www.school.example/issuer") is State.VERIFIED
    assert issuer_at(f"{SCHOOL}/issuer", f"{SCHOOL}/moved") is State.VERIFIED
    assert issuer_at(f"{SCHOOL}/issuer", "https://evil.example/issuer") is not State.VERIFIED


def sd_jwt(school: Issuer, *, kid: str = "k") -> str:
    claims = b'{"iss":"%s","vct":"urn:test","iat":%d}' % (school.id.encode(), int(NOW.timestamp()) - 60)
    return school.jws(claims, typ="dc+sd-jwt", kid=kid) + "~"


def published(**metadata: object) -> Issuer:
    school = did_key("School")
    school.id = SCHOOL
    keys = {"keys": [{**jwk.encode(school.signer.public_key), "kid": "k"}]}
    school.web.put(f"{SCHOOL}/.well-known/jwt-vc-issuer", {"issuer": SCHOOL, "jwks": keys, **metadata})
    school.web.put(f"{SCHOOL}/keys", keys)
    return school


def test_metadata_at_the_end_of_a_redirect_is_not_the_issuers() -> None:
    school = published()
    assert verdict(sd_jwt(school), school) is State.VERIFIED
    school.web.ends[f"{SCHOOL}/.well-known/jwt-vc-issuer"] = "https://www.school.example/metadata"
    assert verdict(sd_jwt(school), school) is State.VERIFIED
    school.web.ends[f"{SCHOOL}/.well-known/jwt-vc-issuer"] = "https://evil.example/metadata"
    assert verdict(sd_jwt(school), school) is State.COULD_NOT_CHECK


def test_keys_at_the_end_of_a_redirect_are_not_the_issuers() -> None:
    school = published(jwks=None, jwks_uri=f"{SCHOOL}/keys")
    assert verdict(sd_jwt(school), school) is State.VERIFIED
    school.web.ends[f"{SCHOOL}/keys"] = "https://evil.example/keys"
    assert verdict(sd_jwt(school), school) is State.COULD_NOT_CHECK


def test_an_issuer_may_keep_its_keys_where_it_says_but_only_in_one_place() -> None:
    school = published(jwks=None, jwks_uri="https://keys.example/school")
    school.web.pages["https://keys.example/school"] = school.web.pages[f"{SCHOOL}/keys"]
    assert verdict(sd_jwt(school), school) is State.VERIFIED
    both = published(jwks_uri=f"{SCHOOL}/keys")
    assert verdict(sd_jwt(both), both) is State.COULD_NOT_CHECK


@pytest.mark.parametrize("part", [f"{SCHOOL}/.well-known/jwt-vc-issuer", f"{SCHOOL}/keys"])
def test_old_metadata_or_old_keys_are_old_evidence(part: str) -> None:
    school = published(jwks=None, jwks_uri=f"{SCHOOL}/keys")
    school.web.had[part] = NOW - timedelta(days=30)
    assert verdict(sd_jwt(school), school) is State.VERIFIED_EARLIER
