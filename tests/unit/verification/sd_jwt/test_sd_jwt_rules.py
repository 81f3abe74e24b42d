"""Every rule of RFC 9901 section 7, broken once."""

import hashlib
import json
from typing import Any

import pytest

from simulators.issuer import NOW, Issuer, Json, Web, b64, did_jwk, did_key, did_web, key
from wallet.model.secured import Carrier
from wallet.verification.checks import CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.inspection import inspect
from wallet.verification.keys import jwk
from wallet.verification.keys.public_key import KeyType
from wallet.verification.keys.signer import KeySigner
from wallet.verification.report import Report
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot
from wallet.verification.verdict import State

NONCE, AUDIENCE = "n-1", "https://employer.example"
HOLDER = key("holder", KeyType.P256)


def run(token: str | bytes, issuer: Issuer, **changes: Any) -> Report:
    lists = KnownIssuers((TrustListSnapshot("test", (KnownIssuer((issuer.id,), issuer.name),)),))
    context = Context(**{"now": NOW, "fetcher": issuer.web, "known_issuers": lists, **changes})
    data = token if isinstance(token, bytes) else token.encode()
    return inspect(data, name="x", carrier=Carrier.FILE, context=context).report


def disclosure(*parts: Any) -> str:
    return b64(json.dumps(list(parts)).encode())


def digest(encoded: str, name: str = "sha256") -> str:
    return b64(hashlib.new(name, encoded.encode()).digest())


def token(issuer: Issuer, payload: Json, *shown: str, **header: Any) -> str:
    claims = {"iss": issuer.id, "vct": "urn:test:minor", "iat": int(NOW.timestamp()) - 60, **payload}
    signed = issuer.jws(json.dumps(claims).encode(), **{"typ": "dc+sd-jwt", "kid": issuer.method, **header})
    return "~".join([signed, *shown, ""])


TITLE = disclosure("s1", "title", "Minor")
BOUND_TO_HOLDER: Json = {"_sd": [digest(TITLE)], "cnf": {"jwk": jwk.encode(HOLDER.public_key)}}
NESTED = disclosure("s2", "ects", 5)
WORK = disclosure("s3", "work", {"_sd": [digest(NESTED)], "hours": 140})
ELEMENT = disclosure("s4", "Python")


def test_flat_nested_and_listed_claims_take_their_places() -> None:
    issuer = did_web("School")
    payload = {
        "_sd": [digest(TITLE), digest(WORK), digest("decoy")],
        "skills": ["SQL", {"...": digest(ELEMENT)}, {"...": digest("decoy2")}],
    }
    report = run(token(issuer, payload, TITLE, WORK, NESTED, ELEMENT), issuer)
    assert report.verdict.state is State.VERIFIED
    assert run(token(issuer, payload), issuer).verdict.state is State.VERIFIED
    assert run(token(issuer, payload, TITLE), issuer).verdict.state is State.VERIFIED


BROKEN: dict[str, tuple[Json, tuple[str, ...], set[State]]] = {
    "unreferenced": ({"_sd": [digest(TITLE)]}, (TITLE, ELEMENT), {State.TAMPERED}),
    "child without parent": ({"_sd": [digest(WORK)]}, (NESTED,), {State.TAMPERED}),
    "changed": ({"_sd": [digest(TITLE)]}, (disclosure("s1", "title", "Master"),), {State.TAMPERED}),
    "digest twice": ({"_sd": [digest(TITLE), digest(TITLE)]}, (TITLE,), {State.MALFORMED}),
    "digest twice elsewhere": (
        {"_sd": [digest(TITLE)], "a": {"_sd": [digest(TITLE)]}},
        (TITLE,),
        {State.MALFORMED},
    ),
    "named _sd": ({"_sd": [digest(disclosure("s", "_sd", 1))]}, (disclosure("s", "_sd", 1),), {State.MALFORMED}),
    "named ...": ({"_sd": [digest(disclosure("s", "...", 1))]}, (disclosure("s", "...", 1),), {State.MALFORMED}),
    "overrides": ({"_sd": [digest(TITLE)], "title": "Major"}, (TITLE,), {State.MALFORMED}),
    "two parts in an object": ({"_sd": [digest(ELEMENT)]}, (ELEMENT,), {State.MALFORMED}),
    "three parts in a list": ({"skills": [{"...": digest(TITLE)}]}, (TITLE,), {State.MALFORMED}),
    "dots in an object": ({"...": digest(TITLE)}, (), {State.MALFORMED}),
    "no list of digests": ({"_sd": "x"}, (), {State.MALFORMED}),
    "digest is no text": ({"_sd": [7]}, (), {State.MALFORMED}),
    "not base64url": ({"_sd": [digest("a+b")]}, ("a+b",), {State.MALFORMED, State.NOT_A_CREDENTIAL}),
    "not JSON": ({"_sd": [digest(b64(b"no"))]}, (b64(b"no"),), {State.MALFORMED}),
    "four parts": ({"_sd": [digest(disclosure(1, 2, 3, 4))]}, (disclosure(1, 2, 3, 4),), {State.MALFORMED}),
    "salt is no text": ({"_sd": [digest(disclosure(1, "a", 3))]}, (disclosure(1, "a", 3),), {State.MALFORMED}),
    "weak hash": ({"_sd_alg": "md5", "_sd": [digest(TITLE, "md5")]}, (TITLE,), {State.UNSUPPORTED, State.MALFORMED}),
    "hidden period": (
        {"_sd": [digest(disclosure("s", "exp", 1))]},
        (disclosure("s", "exp", 1),),
        {State.MALFORMED},
    ),
    "end that is no moment": ({"exp": "soon"}, (), {State.MALFORMED}),
    "issuer that is no text": ({"iss": {"id": "did:web:issuer.example"}}, (), {State.MALFORMED}),
    "type that says nothing": ({"vct": " "}, (), {State.MALFORMED}),
    "last day passed": ({"date_of_expiry": "2026-11-22"}, (), {State.EXPIRED}),
    "either last day passed": ({"date_of_expiry": "2030-01-01", "expiry_date": "2020-01-01"}, (), {State.EXPIRED}),
    "last day unreadable": ({"date_of_expiry": "31-12-2020"}, (), {State.COULD_NOT_CHECK}),
    "hidden issuer's status": (
        {"_sd": [digest(disclosure("s", "status", {}))]},
        (disclosure("s", "status", {}),),
        {State.MALFORMED},
    ),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_broken_rule(name: str) -> None:
    payload, shown, states = BROKEN[name]
    issuer = did_web("School")
    assert run(token(issuer, payload, *shown), issuer).verdict.state in states


def test_a_last_day_lasts_until_it_is_over() -> None:
    issuer = did_web("School")
    assert run(token(issuer, {"date_of_expiry": NOW.date().isoformat()}), issuer).verdict.state is State.VERIFIED


@pytest.mark.parametrize("name", ["sha-384", "sha-512"])
def test_other_safe_digests(name: str) -> None:
    issuer = did_web("School")
    payload = {"_sd_alg": name, "_sd": [digest(TITLE, name.replace("-", ""))]}
    assert run(token(issuer, payload, TITLE), issuer).verdict.state is State.VERIFIED


@pytest.mark.parametrize("typ", ["vc+sd-jwt", "application/dc+sd-jwt", "example+sd-jwt"])
def test_other_types(typ: str) -> None:
    issuer = did_web("School")
    assert run(token(issuer, {"_sd": [digest(TITLE)]}, TITLE, typ=typ), issuer).verdict.state is State.VERIFIED


@pytest.mark.parametrize("typ", ["kb+jwt", "statuslist+jwt", "entity-statement+jwt"])
def test_a_token_of_another_kind(typ: str) -> None:
    issuer = did_web("School")
    found = run(token(issuer, {"_sd": [digest(TITLE)]}, TITLE, typ=typ), issuer)
    assert found.verdict.state in (State.MALFORMED, State.NOT_A_CREDENTIAL)


def test_an_older_token_without_its_last_tilde() -> None:
    issuer = did_web("School")
    whole = token(issuer, {"_sd": [digest(TITLE)]}, TITLE, typ="vc+sd-jwt")
    assert run(whole.rstrip("~"), issuer).verdict.state is State.VERIFIED
    newer = token(issuer, {"_sd": [digest(TITLE)]}, TITLE)
    assert run(newer.rstrip("~"), issuer).verdict.state is State.MALFORMED
    bare = token(issuer, {}, typ="vc+sd-jwt")
    assert run(bare.rstrip("~"), issuer).verdict.state is State.VERIFIED
    assert run(token(issuer, {}).rstrip("~"), issuer).verdict.state is State.MALFORMED


@pytest.mark.parametrize("typ", ["dc+sd-jwt", "vc+sd-jwt"])
def test_a_binding_is_never_cut_off_unseen(typ: str) -> None:
    issuer = did_web("School")
    whole = bound(issuer, base=token(issuer, BOUND_TO_HOLDER, TITLE, typ=typ))
    assert asked(whole, issuer) is State.VERIFIED
    shown, _, binding = whole.rpartition("~")
    for cut in (shown + "~", shown):
        assert asked(cut, issuer) in (State.REPLAY, State.MALFORMED)
    for spoilt in (binding[:-5], binding.rpartition(".")[0], "x" + binding, binding.replace(".", "..", 1)):
        assert not run(f"{shown}~{spoilt}", issuer).verdict.green


def test_a_binding_in_a_json_serialization_is_seen_in_one_place_only() -> None:
    issuer = did_web("School")
    signed, title, binding = bound(issuer).split("~")
    header, payload, signature = signed.split(".")
    flat: Json = {"payload": payload, "protected": header, "signature": signature}

    def state(**places: Json) -> State:
        body = {**flat, "header": places.get("header", {}), **places.get("beside", {})}
        return asked(json.dumps(body), issuer)

    assert state(header={"disclosures": [title], "kb_jwt": binding}) is State.VERIFIED
    assert state(header={"disclosures": [title]}) is State.REPLAY
    assert state(header={"disclosures": [title], "kb_jwt": binding}, beside={"kb_jwt": binding}) is State.MALFORMED
    assert state(header={"kb_jwt": binding}, beside={"disclosures": [title]}) is State.VERIFIED
    assert state(header={"kb_jwt": binding}) is State.TAMPERED
    assert state() is State.REPLAY


# ---------------------------------------------------------------------- whose key


def metadata(school: Issuer, host: str = "https://school.example", **changes: Any) -> Issuer:
    school.id = host
    keys = [{**jwk.encode(school.signer.public_key), "kid": "k"}]
    school.web.put(f"{host}/.well-known/jwt-vc-issuer", {"issuer": host, "jwks": {"keys": keys}, **changes})
    return school


def test_an_https_issuer_publishes_its_keys() -> None:
    issuer = metadata(did_key("School"))
    plain = {"_sd": [digest(TITLE)]}
    assert run(token(issuer, plain, TITLE, kid="k"), issuer).verdict.state is State.VERIFIED
    assert run(token(issuer, plain, TITLE, kid="other"), issuer).verdict.state is State.ISSUER_MISMATCH
    other = did_key("Other")
    other.id, other.web = issuer.id, issuer.web
    assert run(token(other, plain, TITLE, kid="k"), issuer).verdict.state is State.TAMPERED
    with_key = token(other, plain, TITLE, kid=None, jwk=jwk.encode(other.signer.public_key))
    assert run(with_key, issuer).verdict.state is State.ISSUER_MISMATCH


def test_metadata_of_someone_else() -> None:
    issuer = metadata(did_key("School"), issuer="https://other.example")
    assert run(token(issuer, {}, kid="k"), issuer).verdict.state is State.ISSUER_MISMATCH


def test_keys_at_another_address() -> None:
    issuer = metadata(did_key("School"), jwks=None, jwks_uri="https://school.example/keys")
    keys = [{**jwk.encode(issuer.signer.public_key), "kid": "k"}]
    issuer.web.put("https://school.example/keys", {"keys": keys})
    assert run(token(issuer, {}, kid="k"), issuer).verdict.state is State.VERIFIED


def test_an_issuer_nobody_can_ask() -> None:
    issuer = did_key("School")
    issuer.id = "https://gone.example"
    assert run(token(issuer, {}, kid="k"), issuer).verdict.state is State.COULD_NOT_CHECK


# ---------------------------------------------------------------------- key binding


def bound(
    issuer: Issuer, signer: KeySigner = HOLDER, *, base: str = "", header: Json | None = None, **claims: Any
) -> str:
    payload = {"_sd": [digest(TITLE), digest(NESTED)], "cnf": {"jwk": jwk.encode(HOLDER.public_key)}}
    shown = base or token(issuer, payload, TITLE)
    content = {
        "iat": int(NOW.timestamp()) - 10,
        "aud": AUDIENCE,
        "nonce": NONCE,
        "sd_hash": digest(shown),
        **claims,
    }
    holder = Issuer("holder", signer, "", "")
    return shown + holder.jws(json.dumps(content).encode(), **{"typ": "kb+jwt", **(header or {})})


def asked(text: str, issuer: Issuer) -> State:
    return run(text, issuer, nonce=NONCE, audience=AUDIENCE).verdict.state


def test_a_bound_answer() -> None:
    issuer = did_web("School")
    assert asked(bound(issuer), issuer) is State.VERIFIED
    report = run(bound(issuer), issuer)
    assert (report.verdict.state, report.flags) == (State.VERIFIED, ("NOT_BOUND_TO_A_REQUEST",))


@pytest.mark.parametrize(
    ("claims", "state"),
    [
        ({"nonce": "other"}, State.REPLAY),
        ({"aud": "https://other.example"}, State.REPLAY),
        ({"iat": int(NOW.timestamp()) - 3600}, State.REPLAY),
        ({"iat": int(NOW.timestamp()) + 3600}, State.REPLAY),
        ({"sd_hash": "x"}, State.TAMPERED),
        ({"sd_hash": None}, State.TAMPERED),
        ({"nonce": None}, State.MALFORMED),
        ({"aud": None}, State.MALFORMED),
        ({"iat": None}, State.MALFORMED),
        ({"iat": True}, State.MALFORMED),
        ({"iat": -1}, State.MALFORMED),
    ],
)
def test_a_binding_that_does_not_hold(claims: Json, state: State) -> None:
    issuer = did_web("School")
    assert asked(bound(issuer, **claims), issuer) is state


@pytest.mark.parametrize("header", [{"typ": "JWT"}, {"typ": None}, {"alg": "none"}, {"crit": ["x"]}])
def test_a_binding_of_another_kind(header: Json) -> None:
    issuer = did_web("School")
    assert asked(bound(issuer, header=header), issuer) not in (State.VERIFIED, State.VERIFIED_EARLIER)


def test_a_disclosure_taken_out_or_put_in_afterwards() -> None:
    issuer = did_web("School")
    signed, title, binding = bound(issuer).split("~")
    assert asked("~".join([signed, binding]), issuer) is State.TAMPERED
    assert asked("~".join([signed, title, NESTED, binding]), issuer) is State.TAMPERED


def test_another_ones_key() -> None:
    issuer = did_web("School")
    assert asked(bound(issuer, key("mallory", KeyType.P256)), issuer) is State.HOLDER_MISMATCH


def test_a_credential_that_names_no_holder() -> None:
    issuer = did_web("School")
    unbound = token(issuer, {"_sd": [digest(TITLE)]}, TITLE)
    assert asked(bound(issuer, base=unbound), issuer) is State.HOLDER_MISMATCH


def test_a_holder_named_by_identifier() -> None:
    issuer, ada = did_web("School"), did_jwk("Ada", "holder")
    shown = token(issuer, {"_sd": [digest(TITLE)], "cnf": {"kid": ada.method}}, TITLE)
    assert asked(bound(issuer, base=shown), issuer) is State.VERIFIED


def test_a_forged_credential_is_not_saved_by_a_good_binding() -> None:
    issuer, mallory = did_web("School"), did_key("Mallory")
    mallory.id, mallory.web = issuer.id, issuer.web
    payload = {"_sd": [digest(TITLE)], "cnf": {"jwk": jwk.encode(HOLDER.public_key)}}
    forged = token(mallory, payload, TITLE, kid=did_key("Mallory").method)
    assert asked(bound(issuer, base=forged), issuer) is State.ISSUER_MISMATCH


def test_no_network_for_a_type_inside_this_machine() -> None:
    issuer = did_web("School")
    site: Web = issuer.web
    report = run(token(issuer, {"vct": "http://127.0.0.1:9/type"}), issuer)
    assert report.verdict.state is State.VERIFIED
    assert not any("127.0.0.1" in url for url in site.asked)
    assert all(check.outcome is not Outcome.FAILED for check in report.checks if check.kind is CheckKind.TYPE_METADATA)


# ---------------------------------------------------------------------- dates


@pytest.mark.parametrize("claim", ["date_of_expiry", "expiry_date"])
@pytest.mark.parametrize(
    ("value", "state"),
    [
        ("2026-11-22", State.EXPIRED),
        ("2026-11-23", State.VERIFIED),
        ("2026-11-23T11:00:00Z", State.EXPIRED),
        ("2030-01-01", State.VERIFIED),
    ],
)
@pytest.mark.parametrize("exp", [None, 2_000_000_000])
def test_an_end_that_is_shown_is_the_end(claim: str, value: str, state: State, exp: int | None) -> None:
    issuer = did_web("School")
    payload = {claim: value} | ({} if exp is None else {"exp": exp})
    assert run(token(issuer, payload), issuer).verdict.state is state


# ---------------------------------------------------------------------- the life of a key binding

NOW_SECONDS = int(NOW.timestamp())


@pytest.mark.parametrize(
    ("claims", "state"),
    [
        ({"exp": NOW_SECONDS - 1}, State.EXPIRED),
        ({"exp": NOW_SECONDS + 60, "nbf": NOW_SECONDS - 60}, State.VERIFIED),
        ({"nbf": NOW_SECONDS + 3600}, State.NOT_YET_VALID),
        ({"nbf": NOW_SECONDS + 60}, State.VERIFIED),
        ({"iat": NOW_SECONDS + 3600}, State.NOT_YET_VALID),
        ({"iat": NOW_SECONDS + 60}, State.VERIFIED),
        ({"iat": NOW_SECONDS - 86_400}, State.VERIFIED),
        ({"iat": None}, State.MALFORMED),
        ({"exp": "tomorrow"}, State.MALFORMED),
        ({"nbf": -1}, State.MALFORMED),
    ],
)
def test_a_binding_has_a_life_also_when_nobody_asked_for_it(claims: Json, state: State) -> None:
    issuer = did_web("School")
    assert run(bound(issuer, **claims), issuer).verdict.state is state
