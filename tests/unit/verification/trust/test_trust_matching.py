"""Who is known, who only looks like it, and what registries may say."""

import json
from datetime import timedelta
from typing import Any

import pytest

from simulators.issuer import NOW, Issuer, Json, Web, did_key, key
from wallet.errors import KeyNotListedError, WalletError
from wallet.verification.checks import Outcome
from wallet.verification.keys import jwk
from wallet.verification.keys.public_key import KeyType
from wallet.verification.trust import impersonation, matching, registry, seed
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.trust.registry import Registry, RegistryKind


def known(*ids: str, name: str = "Hogeschool Zuiderpark", domain: str | None = "zuiderpark.example") -> KnownIssuers:
    return KnownIssuers((TrustListSnapshot("test", (KnownIssuer(ids, name, domain=domain),)),))


@pytest.mark.parametrize(
    ("listed", "issuer", "matches"),
    [
        ("did:web:school.example", "did:web:school.example", True),
        ("did:web:school.example", "did:web:School.example", False),
        ("did:web:school.example", "did:web:school.example:a", False),
        ("did:web:school.example", "https://school.example", False),
        ("https://school.example", "did:web:school.example", False),
        ("https://school.example", "https://school.example/issuers/1", True),
        ("https://school.example/a", "https://school.example/b", True),
        ("https://school.example", "https://SCHOOL.example:443/x", True),
        ("https://school.example", "https://school.example:8443/x", False),
        ("https://school.example", "https://www.school.example/x", False),
        ("https://www.school.example", "https://school.example/x", False),
        ("https://school.example", "http://school.example/x", False),
        ("https://school.example", "https://school.example.evil.example/", False),
        ("https://school.example", "https://school.example@evil.example/", False),
        ("https://school.example", "https://user@school.example/", False),
        ("https://school.example", "https://school.example:x/", False),
        ("school.example", "https://school.example/", False),
        ("https://school.example", "school.example", False),
        ("https://school.example", "", False),
    ],
)
def test_nothing_but_the_rule_of_the_contract(listed: str, issuer: str, matches: bool) -> None:
    assert (matching.find(issuer, known(listed)) is not None) is matches


def test_what_the_person_removed_is_unknown() -> None:
    lists = known("https://school.example")
    removed = KnownIssuers(lists.lists, removed_ids=frozenset({"https://school.example"}))
    assert matching.find("https://school.example/1", removed) is None


def test_the_persons_own_list_comes_first() -> None:
    own = TrustListSnapshot("own", (KnownIssuer(("did:x:1",), "My School"),), own=True)
    other = TrustListSnapshot("registry", (KnownIssuer(("did:x:1",), "The School"),), "https://r.example", NOW)
    found = matching.find("did:x:1", KnownIssuers((other, own)))
    assert found is not None
    assert found.issuer.name == "My School"


def test_an_old_list_says_how_old_it_is() -> None:
    old = NOW - timedelta(days=9)
    snapshot = TrustListSnapshot("r", (KnownIssuer(("did:x:1",), "S"),), "https://r.example", old)
    check = matching.check("did:x:1", KnownIssuers((snapshot,)))
    assert check.source is not None
    assert check.source.retrieved_at == old


def test_a_registry_that_was_not_checked_is_named() -> None:
    check = matching.check("did:x:2", KnownIssuers(not_checked=("DCC Registry",)))
    assert (check.outcome, check.facts["registry"]) == (Outcome.UNKNOWN, "DCC Registry")


@pytest.mark.parametrize(
    "name",
    [
        "Hogeschool Zuiderpark",
        "hogeschool  ZUIDERPARK",
        "H\u043egeschool Zuiderpark",
        "\u202ekrapredeiuZ loohcsegoH",
        "Hogeschool\u200bZuiderpark",
        "Hogesch00l Zuiderpark",
        "Hogeschool Zuiderpаrk",
        "<b>Hogeschool</b> Zuiderpark",
        "Höğeschool Zuiderpark",
        "Hogeschool Zuiderpark (officieel)",
        "Hogeschool Zuiderpak",
        "Hogeschool Zudierpark",
        "ＨＯＧＥＳＣＨＯＯＬ ＺＵＩＤＥＲＰＡＲＫ",
    ],
)
def test_names_that_look_like_a_known_one(name: str) -> None:
    assert impersonation.suspect(name, "did:key:z6Mk", known("did:web:zuiderpark.example")) is not None


@pytest.mark.parametrize(
    "name",
    [
        "Werkplaats Delfshaven",
        "Hogeschool Noorderpark",
        "Zuiderpark",
        "الجامعة",
        "Университет",
        "",
        None,
        "🎓",
        "a" * 5000,
    ],
)
def test_names_that_do_not(name: str | None) -> None:
    assert impersonation.suspect(name, "did:key:z6Mk", known("did:web:zuiderpark.example")) is None


@pytest.mark.parametrize(
    ("issuer", "flagged"),
    [
        ("did:web:zuiderpаrk.example", True),
        ("https://zuiderpark.examp1e/x", True),
        ("did:web:" + "zuiderp\u0430rk".encode("idna").decode() + ".example", True),
        ("did:web:zuiderpark.example", False),
        ("https://badges.zuiderpark.example/x", False),
        ("did:web:noorderpark.example", False),
    ],
)
def test_domains_that_look_like_a_known_one(issuer: str, flagged: bool) -> None:
    found = impersonation.suspect("Some School", issuer, known("did:web:other.example"))
    assert (found is not None) is flagged


def test_a_thousand_names_are_compared_quickly() -> None:
    listed = tuple(KnownIssuer((f"did:x:{n}",), f"School number {n} of the land") for n in range(1000))
    lists = KnownIssuers((TrustListSnapshot("r", listed),))
    for _ in range(20):
        assert impersonation.suspect("Werkplaats Delfshaven", "did:key:z6Mk", lists) is None


# ---------------------------------------------------------------------- seed and --trust


def test_the_seed_knows_edubadges_and_no_sample() -> None:
    lists = seed.known_issuers()
    assert matching.find("https://api.edubadges.nl/public/assertions/x", lists) is not None
    assert "sample" not in json.dumps([entry.name for one in lists.lists for entry in one.issuers]).casefold()
    assert {one.kind for one in seed.registries()} <= {*RegistryKind}


@pytest.mark.parametrize("content", [None, [], {}, {"issuers": 3}, {"issuers": [1, {}, {"ids": "x", "name": "n"}]}])
def test_a_trust_file_with_odd_contents_trusts_nobody(content: Any) -> None:
    assert seed.known_issuers_from(content).lists[0].issuers == ()


# ---------------------------------------------------------------------- registries

ANCHOR = "https://registry.example"
WELL_KNOWN = ANCHOR + "/.well-known/openid-federation"


def federation(signer: Issuer, **changes: Any) -> tuple[Web, Json]:
    site = Web()
    public = {**jwk.encode(signer.signer.public_key), "kid": "k1"}
    now = int(NOW.timestamp())
    configuration = {
        "iss": ANCHOR,
        "sub": ANCHOR,
        "iat": now - 60,
        "exp": now + 3600,
        "jwks": {"keys": [public]},
        "metadata": {
            "federation_entity": {
                "federation_fetch_endpoint": ANCHOR + "/fetch",
                "federation_list_endpoint": ANCHOR + "/list",
            }
        },
        **changes,
    }
    put(site, signer, WELL_KNOWN, configuration)
    site.put(ANCHOR + "/list", json.dumps(["did:web:a.example", "did:web:b.example"]).encode())
    for name in ("a", "b"):
        put(site, signer, subject_address(name), member(name))
    return site, public


def subject_address(name: str) -> str:
    return f"{ANCHOR}/fetch?sub=did%3Aweb%3A{name}.example"


def member(name: str, **changes: Any) -> Json:
    now = int(NOW.timestamp())
    return {
        "iss": ANCHOR,
        "sub": f"did:web:{name}.example",
        "iat": now - 60,
        "exp": now + 3600,
        "metadata": {"federation_entity": {"organization_name": f"School {name}", "homepage_uri": "https://x.example"}},
        **changes,
    }


def put(site: Web, signer: Issuer, url: str, claims: Json, **header: Any) -> None:
    token = signer.jws(json.dumps(claims).encode(), **{"typ": "entity-statement+jwt", "kid": "k1", **header})
    site.put(url, token.encode(), "application/entity-statement+jwt")


def refresh(site: Web, *anchor_keys: str) -> TrustListSnapshot:
    return registry.refresh(Registry("R", WELL_KNOWN, RegistryKind.OPENID_FEDERATION, anchor_keys), site, NOW)


def test_a_federation_is_read_and_every_statement_checked() -> None:
    signer = did_key("Anchor", kind=KeyType.P256)
    site, public = federation(signer)
    snapshot = refresh(site)
    assert [(entry.ids, entry.name) for entry in snapshot.issuers] == [
        (("did:web:a.example",), "School a"),
        (("did:web:b.example",), "School b"),
    ]
    assert (snapshot.url, snapshot.retrieved_at) == (WELL_KNOWN, NOW)
    assert refresh(site, jwk.thumbprint(public)).issuers == snapshot.issuers


def test_a_member_that_cannot_be_had_leaves_the_others() -> None:
    site, _ = federation(did_key("Anchor", kind=KeyType.P256))
    del site.pages[subject_address("a")]
    assert [entry.name for entry in refresh(site).issuers] == ["School b"]


def test_a_federation_with_another_key_than_expected() -> None:
    site, _ = federation(did_key("Anchor", kind=KeyType.P256))
    with pytest.raises(KeyNotListedError):
        refresh(site, jwk.thumbprint(jwk.encode(key("x", KeyType.P256).public_key)))


@pytest.mark.parametrize(
    "break_it",
    [
        lambda site, signer: put(site, did_key("Evil", kind=KeyType.P256), subject_address("a"), member("a")),
        lambda site, signer: put(site, signer, subject_address("a"), member("b")),
        lambda site, signer: put(site, signer, subject_address("a"), member("a", iss="https://evil.example")),
        lambda site, signer: put(site, signer, subject_address("a"), member("a", exp=int(NOW.timestamp()) - 1)),
        lambda site, signer: put(site, signer, subject_address("a"), member("a"), typ="JWT"),
        lambda site, signer: put(site, signer, subject_address("a"), member("a"), alg="none"),
        lambda site, signer: put(site, signer, subject_address("a"), member("a"), kid="k2"),
        lambda site, signer: put(site, signer, subject_address("a"), member("a"), crit=["x"]),
        lambda site, signer: site.put(subject_address("a"), b"not a token"),
        lambda site, signer: site.put(WELL_KNOWN, b"\xff\xfe"),
        lambda site, signer: site.put(ANCHOR + "/list", b"{}"),
        lambda site, signer: site.pages.pop(WELL_KNOWN),
    ],
)
def test_a_federation_with_anything_wrong_is_not_used(break_it: Any) -> None:
    signer = did_key("Anchor", kind=KeyType.P256)
    site, _ = federation(signer)
    break_it(site, signer)
    with pytest.raises(WalletError):
        refresh(site)


def test_endpoints_elsewhere_are_not_followed() -> None:
    signer = did_key("Anchor", kind=KeyType.P256)
    metadata = {
        "federation_entity": {
            "federation_fetch_endpoint": "https://evil.example/fetch",
            "federation_list_endpoint": ANCHOR + "/list",
        }
    }
    site, _ = federation(signer, metadata=metadata)
    with pytest.raises(WalletError):
        refresh(site)
    assert "https://evil.example/fetch" not in str(site.asked)


def test_a_legacy_registry() -> None:
    site = Web()
    url = site.put(
        "https://registry.example/registry.json",
        {"registry": {"did:web:a.example": {"name": "A", "url": "https://a.example"}, "x": {"name": "B"}, "did:y": 3}},
    )
    snapshot = registry.refresh(Registry("R", url, RegistryKind.DCC_LEGACY), site, NOW)
    assert [(entry.ids, entry.name) for entry in snapshot.issuers] == [(("did:web:a.example",), "A")]
    for body in (b"[]", b"{}", b'{"registry": []}', b"<html>"):
        site.put(url, body)
        with pytest.raises(WalletError):
            registry.refresh(Registry("R", url, RegistryKind.DCC_LEGACY), site, NOW)
