"""One credential has one digest, however its JSON is laid out."""

import json
from typing import Any

from wallet.model.secured import Format, Kind, SecuredCredential, Securing
from wallet.records.digest import digest
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


def test_other_spacing_and_order_is_the_same_credential() -> None:
    one = credential()
    other = dict(reversed(one.items()))
    assert digest(secured(one)) == digest(secured(other, json.dumps(other, indent=4).encode()))
    assert record_of(secured(one)).key == record_of(secured(other)).key


def test_other_content_is_another_credential() -> None:
    assert digest(secured(credential(name="x"))) != digest(secured(credential()))


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
