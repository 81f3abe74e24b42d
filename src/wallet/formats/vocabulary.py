"""The words of the W3C, Open Badges, CLR, Europass and Blockcerts vocabularies by which a document is known."""

from collections.abc import Iterator, Mapping
from typing import Any

CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
W3C_CONTEXTS = frozenset({CREDENTIALS_V1, CREDENTIALS_V2})

CREDENTIAL = "VerifiableCredential"
PRESENTATION = "VerifiablePresentation"
ENVELOPED_CREDENTIAL = "EnvelopedVerifiableCredential"
ENVELOPED_PRESENTATION = "EnvelopedVerifiablePresentation"
CLR = "ClrCredential"
EDC = "EuropeanDigitalCredential"

_EDC_CONTEXT_MARK = "data.europa.eu/snb/model/context/"
_BLOCKCERTS_MARKS = ("blockcerts.org/schema/", "w3id.org/blockcerts", "w3id.org/vc-revocation-list-2020-blockcerts")


def listed(value: Any) -> list[Any]:
    """Return one-or-many as a list; nothing as an empty one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def words(value: Any) -> frozenset[str]:
    """Return the texts in a one-or-many value."""
    return frozenset(item for item in listed(value) if isinstance(item, str))


def types(document: Mapping[str, Any]) -> frozenset[str]:
    """Return the types of a node (``type``, or ``@type`` in older documents)."""
    return words(document.get("type")) | words(document.get("@type"))


def contexts(document: Mapping[str, Any]) -> frozenset[str]:
    """Return the addresses in ``@context``."""
    return words(document.get("@context"))


def is_w3c(document: Mapping[str, Any]) -> bool:
    """Tell whether a document is meant as a W3C credential or presentation (it may still have a wrong shape)."""
    return bool(types(document) & {CREDENTIAL, PRESENTATION, ENVELOPED_CREDENTIAL, ENVELOPED_PRESENTATION}) or bool(
        contexts(document) & W3C_CONTEXTS
    )


def is_presentation(document: Mapping[str, Any]) -> bool:
    """Tell whether a W3C document is a presentation."""
    found = types(document)
    return PRESENTATION in found or ("verifiableCredential" in document and CREDENTIAL not in found)


def is_european(document: Mapping[str, Any]) -> bool:
    """Tell whether a document follows the European Learning Model."""
    return EDC in types(document) or any(_EDC_CONTEXT_MARK in address for address in contexts(document))


def proofs(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the proofs (``proof``, or ``signature`` in Blockcerts 2) of a document."""
    for name in ("proof", "signature"):
        for proof in listed(document.get(name)):
            if isinstance(proof, dict):
                yield proof


def is_merkle(document: Mapping[str, Any]) -> bool:
    """Tell whether any proof of a document is a Merkle proof that needs an anchor on a blockchain."""
    for proof in proofs(document):
        names = types(proof) | words(proof.get("cryptosuite")) | words(proof.get("chainedProofType"))
        if any("merkle" in name.lower() for name in names):
            return True
    return False


def is_blockcerts(document: Mapping[str, Any]) -> bool:
    """Tell whether a document is a Blockcerts certificate."""
    return is_merkle(document) or any(mark in address for address in contexts(document) for mark in _BLOCKCERTS_MARKS)
