"""Whatever is thrown at it, the answer is a report; and what was changed is never green."""

import copy
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulators.issuer import NOW, Issuer, Json, Web, did_key, did_web, presentation, status_entry
from wallet.model.secured import Carrier
from wallet.verification.context import Context
from wallet.verification.inspection import UNSIGNED_CONTAINER, inspect
from wallet.verification.report import Report
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers, TrustListSnapshot

LIST = "https://status.example/lists/1"
SCHOOL, ADA = did_web("School"), did_key("Ada")
SCHOOL.status_list(LIST)
KNOWN = KnownIssuers((TrustListSnapshot("test", (KnownIssuer((SCHOOL.id,), SCHOOL.name),)),))
BADGE = SCHOOL.badge(holder=ADA.id, status=status_entry(LIST, 3))
JSON_LD = SCHOOL.sign(BADGE, "eddsa-jcs-2022")
RDF = SCHOOL.sign(BADGE, "eddsa-rdfc-2022")
TOKEN = SCHOOL.vc_jwt(BADGE)
SELECTIVE = SCHOOL.sd_jwt_vc({"vct": "urn:test", "title": "Minor", "grade": "8"}, hidden=["title", "grade"])
SHOWN = presentation(ADA, [JSON_LD])

FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
SCALARS = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(max_size=30)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
WORDS = st.sampled_from(
    [
        "id",
        "type",
        "proof",
        "issuer",
        "credentialSubject",
        "credentialStatus",
        "validFrom",
        "verifiableCredential",
        "@context",
        "proofValue",
        "cryptosuite",
        "verificationMethod",
        "statusListIndex",
        "vct",
        "_sd",
        "...",
        "signature",
        "badge",
        "recipient",
        "keys",
        "evidence",
        "endorsement",
        "credentialSchema",
        "holder",
        "cnf",
        "status",
    ]
)


def look(data: bytes, site: Web | None = None) -> Report:
    context = Context(now=NOW, fetcher=site or SCHOOL.web, known_issuers=KNOWN, allow_tracking=True)
    return inspect(data, name="x", carrier=Carrier.FILE, context=context).report


def test_the_originals_are_green() -> None:
    for original in (json.dumps(JSON_LD), json.dumps(RDF), TOKEN, SELECTIVE, json.dumps(SHOWN)):
        assert look(original.encode()).verdict.green


@FEW
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    assert not look(data).verdict.green


@FEW
@given(st.dictionaries(WORDS, VALUES, max_size=8))
def test_any_object_with_the_words_of_credentials(document: Json) -> None:
    assert not look(json.dumps(document).encode()).verdict.green


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        found.extend(places(item, (*path, step)))
    return found


def changed(document: Json, path: tuple[Any, ...], value: Any) -> Json | None:
    other = copy.deepcopy(document)
    target: Any = other
    for step in path[:-1]:
        target = target[step]
    before = target[path[-1]]
    if json.dumps(before, sort_keys=True) == json.dumps(value, sort_keys=True):
        return None
    target[path[-1]] = value
    return other


@FEW
@given(st.sampled_from([JSON_LD, RDF, SHOWN]), st.integers(0, 10_000), VALUES)
def test_a_value_put_in_the_place_of_another(document: Json, place: int, value: Any) -> None:
    paths = places(document)
    other = changed(document, paths[place % len(paths)], value)
    if other is not None:
        report = look(json.dumps(other).encode())
        # Without its own proof a presentation is only what lies around the credential, and says so.
        assert not report.verdict.green or report.flags == (UNSIGNED_CONTAINER,)


@FEW
@given(st.sampled_from([JSON_LD, RDF, SHOWN]), st.integers(0, 10_000), WORDS | st.text(max_size=8), VALUES)
def test_a_word_put_in_anywhere(document: Json, place: int, word: str, value: Any) -> None:
    objects = [(), *(path for path in places(document) if isinstance(_at(document, path), dict))]
    other = copy.deepcopy(document)
    target = _at(other, objects[place % len(objects)])
    if word in target or (document is RDF and says_nothing(value)):
        return
    target[word] = value
    assert not look(json.dumps(other).encode()).verdict.green


def says_nothing(value: Any) -> bool:
    """Whether JSON-LD reads no statement in a value: nothing, an empty context, or lists of nothing."""
    return value in (None, {}) or (isinstance(value, list) and all(map(says_nothing, value)))


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


@FEW
@given(st.sampled_from([TOKEN, SELECTIVE]), st.integers(0, 100_000), st.sampled_from("ABCxyz019-_.~= \n%"))
def test_a_character_put_in_the_place_of_another(token: str, place: int, character: str) -> None:
    position = place % len(token)
    if token[position] == character:
        return
    other = token[:position] + character + token[position + 1 :]
    if other.strip() != token:
        assert not look(other.encode()).verdict.green


@FEW
@given(st.sampled_from([TOKEN, SELECTIVE, json.dumps(JSON_LD), json.dumps(SHOWN)]), st.floats(0, 0.999))
def test_cut_off_anywhere(text: str, share: float) -> None:
    cut = text[: int(len(text) * share)]
    # What is left of an SD-JWT between two parts is what its issuer signed, with less shown.
    whole_parts = text is SELECTIVE and bool(cut) and "~" in SELECTIVE[len(cut) - 1 : len(cut) + 1]
    if not whole_parts:
        assert not look(cut.encode()).verdict.green


def serving(**pages: bytes) -> Web:
    site = Web(dict(SCHOOL.web.pages))
    for url, body in pages.items():
        site.put(url, body)
    return site


@FEW
@given(st.binary(max_size=200) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_whatever_the_issuer_s_site_answers(body: bytes) -> None:
    site = serving(**{"https://issuer.example/.well-known/did.json": body})
    assert not look(TOKEN.encode(), site).verdict.green
    site = serving(**{LIST: body})
    assert not look(TOKEN.encode(), site).verdict.green


@FEW
@given(st.dictionaries(WORDS | st.just("verificationMethod"), VALUES, max_size=6))
def test_whatever_a_document_of_the_issuer_holds(members: Json) -> None:
    document = {"id": SCHOOL.id, **{name: value for name, value in members.items() if name != "id"}}
    site = serving(**{"https://issuer.example/.well-known/did.json": json.dumps(document).encode()})
    assert not look(TOKEN.encode(), site).verdict.green


def test_an_issuer_with_no_web_at_all() -> None:
    issuer: Issuer = did_key("Other")
    assert not look(issuer.vc_jwt(issuer.badge()).encode(), Web()).verdict.green
