"""A registry as an OpenID Federation trust anchor: every statement is a JWT, and every JWT is verified.

Entity configuration of the anchor, its list of subordinates, one subordinate statement per issuer (OpenID Federation
1.0 sections 3, 8.1 and 8.2). The chain has one link: the registries in use are flat.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from wallet.errors import FetchError, KeyNotListedError, MalformedError, SignatureInvalidError, UnsupportedError
from wallet.formats import jws as jws_form
from wallet.formats import strict_json
from wallet.model.secured import Jws
from wallet.ports import Fetcher, Purpose
from wallet.verification.keys import algorithms, jwk
from wallet.verification.trust.known_issuers import KnownIssuer, TrustListSnapshot

_WELL_KNOWN = "/.well-known/openid-federation"
_TYPE = "entity-statement+jwt"
MAX_ISSUERS = 2_000
"""Statements fetched for one registry; each is a request."""


def read(name: str, url: str, anchor_keys: tuple[str, ...], fetcher: Fetcher, now: datetime) -> TrustListSnapshot:
    """Return the issuers that the trust anchor at ``url`` has statements about.

    Raises:
        FetchError: the anchor or its list cannot be reached.
        SignatureInvalidError: ``trust.registry_signature``: a statement is not signed by the anchor.
        KeyNotListedError: ``trust.anchor_key_changed``: the anchor's key is none of ``anchor_keys``.
        MalformedError: ``trust.registry_malformed``, ``trust.registry_expired``.
    """
    anchor = url if url.endswith(_WELL_KNOWN) else url.rstrip("/") + _WELL_KNOWN
    entity = anchor.removesuffix(_WELL_KNOWN)
    fetched = fetcher.get(anchor, purpose=Purpose.TRUST_LIST, accept="application/entity-statement+jwt")
    token = _parse(fetched.body)
    configuration = strict_json.loads(token.payload)
    keys = _anchor_keys(configuration, anchor_keys)
    statement(token, keys, issuer=entity, subject=entity, now=now)
    federation = configuration.get("metadata", {}).get("federation_entity", {})
    subjects = _subjects(_endpoint(federation, "federation_list_endpoint", entity), fetcher)
    fetch = _endpoint(federation, "federation_fetch_endpoint", entity)
    issuers = tuple(_issuers(subjects, fetch, keys, entity, fetcher, now))
    return TrustListSnapshot(name, issuers, url=anchor, retrieved_at=fetched.retrieved_at)


def _parse(body: bytes) -> Jws:
    try:
        return jws_form.compact(body.decode("ascii").strip())
    except UnicodeDecodeError as error:
        raise MalformedError("trust.registry_malformed") from error


def _anchor_keys(configuration: Any, pinned: tuple[str, ...]) -> list[Mapping[str, Any]]:
    jwks = configuration.get("jwks") if isinstance(configuration, dict) else None
    keys = jwks.get("keys") if isinstance(jwks, dict) else None
    if not isinstance(keys, list) or not isinstance(configuration.get("metadata"), dict):
        raise MalformedError("trust.registry_malformed")
    known: list[Mapping[str, Any]] = [key for key in keys if isinstance(key, dict)]
    if pinned:
        known = [key for key in known if jwk.thumbprint(key) in pinned]
        if not known:
            raise KeyNotListedError("trust.anchor_key_changed")
    return known


def statement(
    token: Jws, keys: list[Mapping[str, Any]], *, issuer: str, subject: str, now: datetime
) -> Mapping[str, Any]:
    """Return the claims of an entity statement after its signature, type, names and times were found in order.

    Raises:
        SignatureInvalidError, MalformedError, UnsupportedError, KeyUnusableError: they are not.
    """
    if token.header.get("typ") != _TYPE:
        raise MalformedError("trust.registry_malformed", {"type": str(token.header.get("typ"))[:80]})
    alg = token.header.get("alg")
    if not isinstance(alg, str) or alg not in algorithms.NAMES or "crit" in token.header:
        raise UnsupportedError("trust.registry_algorithm", {"algorithm": str(alg)[:80]})
    _signed_by(token, keys, alg)
    claims = strict_json.loads(token.payload)
    if not isinstance(claims, dict) or claims.get("iss") != issuer or claims.get("sub") != subject:
        raise MalformedError("trust.registry_malformed", {"subject": subject})
    issued, expires = claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int) or not isinstance(expires, int):
        raise MalformedError("trust.registry_malformed", {"subject": subject})
    if expires <= now.timestamp() or issued > now.timestamp() + 300:
        raise MalformedError("trust.registry_expired", {"subject": subject})
    return claims


def _signed_by(token: Jws, keys: list[Mapping[str, Any]], alg: str) -> None:
    kid = token.header.get("kid")
    for key in keys:
        if kid is not None and key.get("kid") != kid:
            continue
        jwk.check_use(key, alg)
        algorithms.verify(jwk.public_key(key), alg, token.signing_input, token.signature)
        return
    raise SignatureInvalidError("trust.registry_signature", {"kid": str(kid)[:200]})


def _endpoint(federation: Any, member: str, entity: str) -> str:
    value = federation.get(member) if isinstance(federation, dict) else None
    if not isinstance(value, str) or urlsplit(value).netloc != urlsplit(entity).netloc:
        raise MalformedError("trust.registry_malformed", {"member": member})
    return value


def _subjects(url: str, fetcher: Fetcher) -> list[str]:
    fetched = fetcher.get(url, purpose=Purpose.TRUST_LIST, accept="application/json")
    body = strict_json.loads(fetched.body)
    if not isinstance(body, list) or len(body) > MAX_ISSUERS:
        raise MalformedError("trust.registry_malformed", {"url": url})
    return [item for item in body if isinstance(item, str) and item.startswith(("did:", "https://"))]


def _issuers(
    subjects: list[str],
    fetch: str,
    keys: list[Mapping[str, Any]],
    entity: str,
    fetcher: Fetcher,
    now: datetime,
) -> Iterator[KnownIssuer]:
    for subject in subjects:
        address = f"{fetch}{'&' if '?' in fetch else '?'}sub={quote(subject, safe='')}"
        try:
            fetched = fetcher.get(address, purpose=Purpose.TRUST_LIST, accept="application/entity-statement+jwt")
        except FetchError:
            # One statement that cannot be had leaves one issuer unknown, not the whole registry.
            continue
        claims = statement(_parse(fetched.body), keys, issuer=entity, subject=subject, now=now)
        name = _name(claims)
        if name is not None:
            yield KnownIssuer((subject,), name, url=_homepage(claims))


def _member(claims: Mapping[str, Any], group: str, member: str) -> str | None:
    metadata = claims.get("metadata")
    part = metadata.get(group) if isinstance(metadata, dict) else None
    value = part.get(member) if isinstance(part, dict) else None
    return value if isinstance(value, str) and value else None


def _name(claims: Mapping[str, Any]) -> str | None:
    return _member(claims, "federation_entity", "organization_name") or _member(
        claims, "institution_additional_information", "legal_name"
    )


def _homepage(claims: Mapping[str, Any]) -> str | None:
    return _member(claims, "federation_entity", "homepage_uri")
