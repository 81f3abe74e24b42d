"""Credentials and presentations, and thousands of wrong or odd relatives of them, for comparing two readers."""

import copy
import random
from typing import Any

from wallet.verification.canonicalization.displayed_terms import Vocabulary

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB_OLD = "https://purl.imsglobal.org/spec/ob/v3p0/context.json"
ED = "https://w3id.org/security/suites/ed25519-2020/v1"
DI = "https://w3id.org/security/data-integrity/v2"
XSD = "http://www.w3.org/2001/XMLSchema#"
EX = "https://vocabulary.example/"

INLINE: dict[str, Any] = {
    "ext": EX,
    "ext:n": {"@type": XSD + "integer"},
    "extList": {"@id": "ext:extList", "@container": "@list"},
    "extJson": {"@id": "ext:extJson", "@type": "@json"},
    "extId": {"@id": "ext:extId", "@type": "@id"},
    "extVocab": {"@id": "ext:extVocab", "@type": "@vocab"},
    "extLang": {"@id": "ext:extLang", "@language": "fr"},
    "extDir": {"@id": "ext:extDir", "@language": "ar", "@direction": "rtl"},
    "extMap": {"@id": "ext:extMap", "@container": "@language"},
    "extGraph": {"@id": "ext:extGraph", "@container": "@graph"},
    "extSet": {"@id": "ext:extSet", "@container": "@set"},
    "extDouble": {"@id": "ext:extDouble", "@type": XSD + "double"},
    "extScoped": {"@id": "ext:extScoped", "@type": "@id", "@context": {"foo": "ext:foo", "extId": "ext:scopedId"}},
    "extNull": {"@id": "ext:extNull", "@context": None},
    "gone": None,
    "ExtType": {"@id": "ext:ExtType", "@context": {"foo": "ext:fooOfType", "deep": {"@id": "ext:deep"}}},
    "ExtWide": {"@id": "ext:ExtWide", "@context": {"@propagate": True, "foo": "ext:fooWide"}},
}
CONTEXTS: list[Any] = [
    [V2, OB],
    [V2],
    [V1, OB],
    [V1, OB_OLD, ED],
    [V2, OB, {"@vocab": EX}],
    [V2, OB, INLINE],
    [V1, OB, INLINE],
    [V2, INLINE, {"@vocab": EX}],
    [V2, OB, {"@language": "nl"}],
    [V2, DI, OB],
    [INLINE],
    [{"@vocab": EX}, INLINE],
]
KEYS = [
    *(
        "id",
        "type",
        "name",
        "description",
        "image",
        "alignment",
        "criteria",
        "narrative",
        "result",
    ),
    *(
        "evidence",
        "achievement",
        "issuer",
        "tag",
        "validFrom",
        "creditsAvailable",
        "foo",
        "deep",
        "ext:n",
    ),
    *(
        "extList",
        "extJson",
        "extId",
        "extVocab",
        "extLang",
        "extDir",
        "extMap",
        "extGraph",
        "extSet",
    ),
    *(
        "extDouble",
        "extScoped",
        "extNull",
        "gone",
        "address",
        "endorsement",
        "source",
        "hashed",
        "url",
    ),
    *(
        "role",
        "proof",
        "related",
        "version",
        "inLanguage",
        "@id",
        "@type",
        "email",
        "creator",
    ),
    *(
        "otherIdentifier",
        "credentialSubject",
        "verifiableCredential",
        "holder",
        "credentialStatus",
        "credentialSchema",
        "termsOfUse",
        "@graph",
        "@nest",
    ),
    *(
        "@included",
        "@index",
        "@list",
        "@set",
        "@value",
        "@language",
        "@reverse",
        "https://other.example/p",
        "urn:k",
    ),
]
SCALARS: list[Any] = [
    *("x", "https://a.example/b", "urn:uuid:1", "rel", "", "Achievement", "a:b", "did:example:1", "ext:z", "_:b0"),
    *("_:b1", "\u00e9\u0007", 'quote " and \\', "line\nfeed", "\u007f\u0085", "4.50", "1e3", "assertionMethod", "@id"),
    *("https://a.example/{x}|y", "https://a.example/a b", "\U0001f600", "@type", "x:", ":", "#frag", "//host"),
    *(1, 0, -5, 3.5, 10**22, 123456789012345, True, False, None, 0.1, 1.5e300, 1e-5, -0.25),
]
TYPES: list[Any] = [
    ["Achievement"],
    ["Profile"],
    ["Alignment"],
    "Evidence",
    ["Unknown"],
    ["Result", "Alignment"],
    ["https://types.example/T"],
    ["ExtType"],
    ["ExtWide", "Achievement"],
    ["ExtType", "ExtWide"],
    ["VerifiableCredential"],
    ["VerifiablePresentation"],
    ["DataIntegrityProof"],
    [],
    None,
]


class EveryWord(Vocabulary):
    """A vocabulary that lets every word through: the rule of displayed terms is ours, not jsonld.js's."""

    def permits(self, term: str, iri: str) -> bool:
        return True


def credential(number: int, context: Any) -> dict[str, Any]:
    """A plain badge."""
    return {
        "@context": copy.deepcopy(context),
        "id": f"urn:uuid:0b{number:034d}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Minor",
        "issuer": {"id": "did:example:issuer", "type": ["Profile"], "name": "School", "url": "https://school.example"},
        "validFrom": "2025-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": f"https://badges.example/{number}",
                "type": ["Achievement"],
                "name": "Minor",
                "description": "What was learned.",
                "criteria": {"narrative": "Passed."},
                "tag": ["a", "b"],
                "creditsAvailable": 7.5,
                "alignment": [
                    {"type": ["Alignment"], "targetName": "A", "targetUrl": "https://a.example/1"},
                    {"type": ["Alignment"], "targetName": "B", "targetUrl": "https://a.example/2"},
                ],
            },
            "result": [{"type": ["Result"], "value": "A"}],
        },
        "evidence": [{"id": "https://e.example/1", "type": ["Evidence"], "name": "Portfolio"}],
    }


def presentation(number: int, context: Any, rnd: random.Random) -> dict[str, Any]:
    """A presentation of one to three badges, some with a proof inside."""
    held = [credential(number + position, rnd.choice(CONTEXTS[:4])) for position in range(rnd.randint(1, 3))]
    for one in held:
        if rnd.random() < 0.5:
            one["proof"] = {
                "type": "DataIntegrityProof",
                "cryptosuite": "eddsa-rdfc-2022",
                "created": "2025-01-01T00:00:00Z",
                "verificationMethod": "did:example:issuer#1",
                "proofPurpose": "assertionMethod",
                "proofValue": "z1",
            }
        if rnd.random() < 0.3:
            one.pop("id")
    return {
        "@context": copy.deepcopy(context),
        "type": ["VerifiablePresentation"],
        "holder": "did:example:learner",
        "verifiableCredential": held,
    }


def _value(rnd: random.Random, depth: int = 0) -> Any:
    roll = rnd.random()
    if roll < 0.4:
        return rnd.choice(SCALARS)
    if roll < 0.55 and depth < 3:
        return {key: _value(rnd, depth + 1) for key in rnd.sample(KEYS, rnd.randint(0, 4))}
    if roll < 0.7:
        return [_value(rnd, depth + 1) for _ in range(rnd.randint(0, 3))]
    if roll < 0.8:
        return _value_object(rnd)
    if roll < 0.85:
        return {rnd.choice(["en", "nl-BE", "@none", "x y", "EN"]): rnd.choice(["text", ["a", "b"], None, 5])}
    if roll < 0.95:
        return {"type": rnd.choice(TYPES), **{key: _value(rnd, depth + 1) for key in rnd.sample(KEYS, 2)}}
    return {"id": rnd.choice(["urn:x:1", "urn:x:2", "_:b0", "https://badges.example/1"])}


def _value_object(rnd: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {"@value": rnd.choice(["v", 1, True, 2.5, None, "4.50", ["x"], {"a": 1}])}
    if rnd.random() < 0.4:
        found["@language"] = rnd.choice(["en", "EN-us", "no good", None])
    if rnd.random() < 0.2:
        found["@direction"] = rnd.choice(["rtl", "ltr", "up"])
    if rnd.random() < 0.3:
        found["@type"] = rnd.choice([XSD + "date", "ext:t", "rel", "@json", XSD + "double", "@id", None])
    if rnd.random() < 0.1:
        found["@index"] = "i"
    return found


def _objects(value: Any, into: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        into.append(value)
        for key, held in value.items():
            if key != "@context":
                _objects(held, into)
    elif isinstance(value, list):
        for held in value:
            _objects(held, into)
    return into


def _mutate_one(document: dict[str, Any], rnd: random.Random) -> None:
    target = rnd.choice(_objects(document, []))
    keys = [key for key in target if key != "@context"]
    roll = rnd.random()
    if roll < 0.35:
        target[rnd.choice(KEYS)] = _value(rnd)
    elif roll < 0.55 and keys:
        target[rnd.choice(keys)] = _value(rnd)
    elif roll < 0.68 and keys:
        del target[rnd.choice(keys)]
    elif roll < 0.82 and keys:
        key = rnd.choice(keys)
        target[key] = [target[key], target[key]] if rnd.random() < 0.5 else [target[key], _value(rnd)]
    elif roll < 0.9:
        target["@context"] = copy.deepcopy(rnd.choice([*CONTEXTS, V2, None, {}, [], {"foo": EX + "foo"}]))
    else:
        other = rnd.choice(_objects(document, []))
        target[rnd.choice(KEYS)] = copy.deepcopy(other) if len(str(other)) < 900 else "z"


def documents(seed: int, count: int) -> list[dict[str, Any]]:
    """Return ``count`` documents, the same ones for the same seed."""
    rnd = random.Random(seed)
    found = []
    for number in range(count):
        context = rnd.choice(CONTEXTS)
        made = presentation(number, context, rnd) if rnd.random() < 0.2 else credential(number, context)
        for _ in range(rnd.randint(0, 3)):
            _mutate_one(made, rnd)
        found.append(made)
    return found
