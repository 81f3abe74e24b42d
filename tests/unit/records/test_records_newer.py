"""Which credential is already there, and which of two is newer."""

import json
from typing import Any

from wallet.model.secured import Format, Kind, SecuredCredential, Securing
from wallet.records.newer import Relation, digest, relation
from wallet.records.normalise import record_of


def credential(
    *, start: str = "2025-01-01T00:00:00Z", issuer: str = "did:web:a.example", **more: Any
) -> dict[str, Any]:
    return {
        "type": ["VerifiableCredential"],
        "id": "urn:uuid:1",
        "issuer": issuer,
        "validFrom": start,
        "credentialSubject": {"id": "did:example:me"},
        **more,
    }


def secured(document: dict[str, Any], raw: bytes | None = None) -> SecuredCredential:
    return SecuredCredential(
        raw if raw is not None else json.dumps(document).encode(),
        Format.VC_LDP,
        Securing.DATA_INTEGRITY,
        Kind.CREDENTIAL,
        "application/json",
        document,
    )


def between(offered: dict[str, Any], held: dict[str, Any]) -> Relation:
    return relation(record_of(secured(offered)), record_of(secured(held)))


def test_other_spacing_and_order_is_the_same_credential() -> None:
    one = credential()
    other = dict(reversed(one.items()))
    assert digest(secured(one)) == digest(secured(other, json.dumps(other, indent=4).encode()))
    assert between(one, other) is Relation.SAME


def test_the_later_start_of_validity_is_newer() -> None:
    assert between(credential(start="2026-01-01T00:00:00Z"), credential()) is Relation.NEWER
    assert between(credential(), credential(start="2026-01-01T00:00:00Z")) is Relation.OLDER


def test_other_content_without_an_order_in_time_is_a_variant() -> None:
    assert between(credential(name="x"), credential()) is Relation.VARIANT


def test_another_issuer_with_the_same_identifier_is_another_credential() -> None:
    assert between(credential(issuer="did:web:b.example"), credential()) is Relation.OTHER


def test_a_token_is_taken_byte_for_byte() -> None:
    document = credential()
    token = SecuredCredential(b"a.b.c\n", Format.VC_JWT, Securing.JOSE, Kind.CREDENTIAL, "application/jwt", document)
    other = SecuredCredential(b"a.b.d", Format.VC_JWT, Securing.JOSE, Kind.CREDENTIAL, "application/jwt", document)
    assert digest(token) != digest(other)
    assert digest(token) == digest(
        SecuredCredential(b"a.b.c", Format.VC_JWT, Securing.JOSE, Kind.CREDENTIAL, "application/jwt", document)
    )


def test_numbers_beyond_what_json_libraries_keep_still_have_a_digest() -> None:
    assert digest(secured(credential(big=2**70))) == digest(secured(credential(big=2**70)))
    assert digest(secured(credential(big=2**70))) != digest(secured(credential(big=2**70 + 1)))
