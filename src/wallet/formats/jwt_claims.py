"""The JWT encoding of VCDM 1.1 section 6.3.1: registered claims and the credential inside must agree.

Where the credential leaves a member out, the claim stands for it; where both state it and differ, nobody can say
which one the issuer meant, and the credential is refused.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from wallet.errors import MalformedError
from wallet.formats import shape
from wallet.formats.vocabulary import CREDENTIALS_V2, contexts, listed
from wallet.model.secured import JsonObject

_YEAR_9999 = 253_402_300_799
_DECIDING = ("validFrom", "validUntil", "issuanceDate", "expirationDate", "credentialStatus", "credentialSubject")


def merged(claims: Mapping[str, Any]) -> JsonObject:
    """Return the ``vc`` claim with what ``iss``, ``sub``, ``jti``, ``nbf`` and ``exp`` say about it.

    Raises:
        MalformedError: ``format.jwt_claims`` where ``vc`` or a claim has the wrong type, ``format.jwt_conflict``
            with ``facts["claim"]`` where a claim contradicts the credential.
    """
    inner = claims.get("vc")
    if not isinstance(inner, dict):
        raise MalformedError("format.jwt_claims", {"claim": "vc"})
    for member in _DECIDING:
        if member in claims and claims[member] != inner.get(member):
            # An end or a withdrawal that stands beside the credential would be passed over.
            raise MalformedError("format.jwt_conflict", {"claim": member})
    document = dict(inner)
    consistent(claims, document)
    _fill_identifiers(claims, document)
    second = CREDENTIALS_V2 in contexts(document)
    for claim, member in (
        ("nbf", "validFrom" if second else "issuanceDate"),
        ("exp", "validUntil" if second else "expirationDate"),
    ):
        moment = numeric_date(claims, claim)
        if moment is not None and member not in document:
            document[member] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return document


def consistent(claims: Mapping[str, Any], document: Mapping[str, Any]) -> None:
    """Refuse claims that contradict the credential: issuer, subject, identifier; and its dates where it has them.

    Raises:
        MalformedError: ``format.jwt_claims`` or ``format.jwt_conflict``.
    """
    for claim in ("iss", "sub", "jti"):
        if claim in claims and not isinstance(claims[claim], str):
            raise MalformedError("format.jwt_claims", {"claim": claim})
    _agree(claims, "iss", [_identifier(document.get("issuer"))])
    _agree(claims, "jti", [document.get("id")])
    # Whoever the credential names first is shown as its holder, so "sub" must be that one.
    subjects = [_identifier(subject) for subject in listed(document.get("credentialSubject"))]
    if "sub" in claims and len(subjects) > 1 and subjects[0] is None:
        raise MalformedError("format.jwt_conflict", {"claim": "sub"})
    _agree(claims, "sub", subjects[:1])


def replicated(header: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the claims that a JOSE header repeats (RFC 7519 section 5.3); they must say what the content says."""
    return {name: header[name] for name in ("iss", "sub") if name in header}


def with_period_of_header(header: Mapping[str, Any], claims: JsonObject) -> JsonObject:
    """Return the claims with the ``exp`` and ``nbf`` that only the protected header states.

    RFC 7519 section 5.3 allows claims there. An end that is signed is an end, wherever it stands.

    Raises:
        MalformedError: ``format.jwt_claims`` for one that says no moment, ``format.jwt_conflict`` for two that differ.
    """
    stated = {name: header[name] for name in ("exp", "nbf") if name in header}
    readable_dates(stated)
    for name, value in stated.items():
        if claims.get(name, value) != value:
            raise MalformedError("format.jwt_conflict", {"claim": name})
    return {**claims, **stated} if stated else claims


def consistent_holder(claims: Mapping[str, Any], document: Mapping[str, Any]) -> None:
    """Refuse an ``iss`` that is not the holder of the presentation (VCDM 1.1 section 6.3.1).

    Raises:
        MalformedError: ``format.jwt_claims`` or ``format.jwt_conflict``.
    """
    if "iss" in claims and not isinstance(claims["iss"], str):
        raise MalformedError("format.jwt_claims", {"claim": "iss"})
    _agree(claims, "iss", [_identifier(document.get("holder"))])


def consistent_dates(claims: Mapping[str, Any], document: Mapping[str, Any]) -> None:
    """Refuse ``nbf`` and ``exp`` that contradict the dates of the credential (VCDM 1.1 section 6.3.1).

    Raises:
        MalformedError: ``format.jwt_claims`` or ``format.jwt_conflict``.
    """
    for claim, members in (("nbf", ("issuanceDate", "validFrom")), ("exp", ("expirationDate", "validUntil"))):
        moment = numeric_date(claims, claim)
        stated = next((document[member] for member in members if member in document), None)
        if moment is None or not isinstance(stated, str):
            continue
        written = _moment(stated)
        if written is not None and abs((written - moment).total_seconds()) >= 1:
            raise MalformedError("format.jwt_conflict", {"claim": claim})


def numeric_date(claims: Mapping[str, Any], claim: str) -> datetime | None:
    """Return a NumericDate claim (RFC 7519 section 2), or nothing where it is absent.

    Raises:
        MalformedError: ``format.jwt_claims`` for anything but a number in the years 1970 to 9999.
    """
    value = claims.get(claim)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _YEAR_9999:
        raise MalformedError("format.jwt_claims", {"claim": claim})
    return datetime.fromtimestamp(value, UTC)


def readable_dates(claims: Mapping[str, Any]) -> None:
    """Refuse an ``nbf`` or ``exp`` that says no moment; some issuers of VC-JOSE-COSE write a date as text there.

    Raises:
        MalformedError: ``format.jwt_claims``.
    """
    for claim in ("nbf", "exp"):
        value = claims.get(claim)
        if isinstance(value, str) and not shape.is_date(value):
            raise MalformedError("format.jwt_claims", {"claim": claim})
        if not isinstance(value, str):
            numeric_date(claims, claim)


def _fill_identifiers(claims: Mapping[str, Any], document: JsonObject) -> None:
    if "jti" in claims and shape.is_url(claims["jti"]):
        # A token identifier that is no URL names the token; a credential's identifier must be one.
        document.setdefault("id", claims["jti"])
    if "iss" in claims:
        issuer = document.get("issuer")
        if isinstance(issuer, dict):
            document["issuer"] = {"id": claims["iss"], **issuer}
        elif issuer is None:
            document["issuer"] = claims["iss"]
    subject = document.get("credentialSubject")
    if "sub" in claims and isinstance(subject, dict):
        document["credentialSubject"] = {"id": claims["sub"], **subject}


def _identifier(node: Any) -> Any:
    return node.get("id") if isinstance(node, dict) else node


def _agree(claims: Mapping[str, Any], claim: str, stated: list[Any]) -> None:
    texts = [text for text in stated if isinstance(text, str)]
    # Open Badges 3.0 section 8.2: addresses are compared after percent-decoding and trimming. A DID is not: there the
    # encoded and the plain character lead to different documents (did:web section 3.2).
    if claim in claims and texts and _plain(claims[claim]) not in {_plain(text) for text in texts}:
        raise MalformedError("format.jwt_conflict", {"claim": claim})


def same_name(first: str, second: str) -> bool:
    """Tell whether two identifiers are one, in the sense of ``consistent``."""
    return _plain(first) == _plain(second)


def _plain(text: str) -> str:
    return unquote(text).strip() if text.startswith(("https:", "http:", "urn:")) else text.strip()


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.replace(microsecond=0)
