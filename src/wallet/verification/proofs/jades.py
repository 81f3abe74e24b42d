"""European seals: JAdES as European Digital Credentials carry it (ETSI TS 119 182-1; RFC 7797 unencoded payload).

Three answers are kept apart. The seal is intact or not (PROOF). The certificate names an organisation, and that is
the issuer or not; only an authority on a trusted list can vouch for it (ISSUER_KEY, ISSUER_TRUST). The time of
sealing is what the signer says (``sigT``) until somebody trusted has stamped it.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from cryptography import x509

from wallet.errors import MalformedError, SignatureInvalidError, UnsupportedError, WalletError
from wallet.formats import base64url, strict_json
from wallet.model.secured import JsonObject, Jws, Kind, SecuredCredential
from wallet.verification.checks import Check, CheckKind, Outcome, Source, failed, not_applicable
from wallet.verification.context import Context
from wallet.verification.keys import algorithms, load
from wallet.verification.proofs import jose, jose_keys, qualified
from wallet.verification.proofs.proven import Proven, without_key
from wallet.verification.trust import seal_authorities
from wallet.verification.trust.known_issuers import KnownIssuers

_UNDERSTOOD = frozenset({"b64", "sigT", "iat", "adoTst", "sigPId", "sigPl", "srCms", "srAts", "x5t#S256", "x5t#o"})
"""Header parameters that may be critical (TS 119 182-1 sections 5.1 and 5.2)."""

_MAX_CHAIN = 10
_X5T = "x5t#S256"


def check(secured: SecuredCredential, context: Context) -> Proven:
    """Return what the seals of a European credential prove: all must be intact, the first names the sealer."""
    envelopes = secured.envelope if isinstance(secured.envelope, tuple) else (secured.envelope,)
    issuer = jose.signer_of(secured)
    presentation = secured.kind is Kind.PRESENTATION
    if not envelopes or not all(isinstance(one, Jws) for one in envelopes):
        return Proven((failed(CheckKind.FORMAT, "format.jws_malformed"),), issuer)
    try:
        sealed = [_sealed(one) for one in envelopes]
    except WalletError as error:
        return Proven(without_key(error, None if presentation else issuer), issuer)
    chain = sealed[0]
    facts = _facts(envelopes[0], chain)
    proof = Check(CheckKind.PROOF, Outcome.PASSED, "proof.sealed", facts)
    if presentation:
        return Proven((proof, not_applicable(CheckKind.ISSUER_KEY, "issuer_key.no_issuer")), issuer)
    issuer_key, trust = _whose(chain, secured.document, issuer, context)
    return Proven(
        (proof, issuer_key), issuer, trust=trust, evidence=tuple(_evidence(envelopes[0], chain, context.known_issuers))
    )


def _sealed(jws: Jws) -> list[x509.Certificate]:
    """Return the certificate chain of a seal whose signature is intact.

    Raises:
        SignatureInvalidError, UnsupportedError, KeyUnusableError, MalformedError: it is not, or cannot be checked.
    """
    alg = _algorithm(jws.header)
    chain = _chain(jws.header)
    algorithms.verify(load.from_loaded(chain[0].public_key()), alg, jws.signing_input, jws.signature)
    return chain


def _algorithm(header: Mapping[str, Any]) -> str:
    alg = header.get("alg")
    if not isinstance(alg, str) or alg not in algorithms.NAMES:
        if isinstance(alg, str) and alg.lower() == "none":
            raise SignatureInvalidError("proof.absent_alg_none")
        raise UnsupportedError("proof.unsupported_algorithm", {"algorithm": str(alg)[:80]})
    critical = header.get("crit", [])
    if not isinstance(critical, list) or not set(map(str, critical)) <= _UNDERSTOOD:
        raise UnsupportedError("proof.unsupported_critical", {"critical": str(critical)[:200]})
    if not all(name in header for name in critical):
        # RFC 7515 section 4.1.11: what is critical must be there.
        raise MalformedError("format.jws_malformed")
    return alg


def _chain(header: Mapping[str, Any]) -> list[x509.Certificate]:
    encoded = header.get("x5c")
    if not isinstance(encoded, list) or not 1 <= len(encoded) <= _MAX_CHAIN:
        raise UnsupportedError("proof.unsupported_no_certificate")
    chain = [jose_keys.certificate(one) for one in encoded]
    stated = header.get(_X5T)
    digest = base64url.encode(hashlib.sha256(base64.b64decode(encoded[0])).digest())
    if stated is not None and stated != digest:
        raise SignatureInvalidError("proof.certificate_other")
    return chain


def _facts(jws: Jws, chain: list[x509.Certificate]) -> dict[str, str]:
    organisation, identifier = seal_authorities.named(chain[0])
    return {
        "algorithm": str(jws.header.get("alg")),
        "sealed_by": organisation[:200],
        "sealed_by_id": identifier or "",
        "sealed_at": str(jws.header.get("sigT", ""))[:40],
        "certificate_from": chain[0].not_valid_before_utc.isoformat(),
        "certificate_until": chain[0].not_valid_after_utc.isoformat(),
        "qualified": "yes" if qualified.is_qualified_seal(chain[0]) else "no",
    }


def _whose(
    chain: list[x509.Certificate], document: JsonObject, issuer: str | None, context: Context
) -> tuple[Check, Check | None]:
    organisation, identifier = seal_authorities.named(chain[0])
    facts = {"issuer": issuer or "", "certificate": organisation[:200], "method": identifier or ""}
    stated = set(registered_ids(document.get("issuer")))
    match = seal_authorities.find(chain, context.known_issuers, context.now)
    if match is None:
        expired = chain[0].not_valid_after_utc < context.now
        code = "issuer_key.no_keys_certificate_expired" if expired else "issuer_key.no_keys_certificate"
        return Check(CheckKind.ISSUER_KEY, Outcome.UNKNOWN, code, facts), None
    if identifier is None or not stated:
        return Check(CheckKind.ISSUER_KEY, Outcome.UNKNOWN, "issuer_key.no_keys_certificate", facts), None
    if not any(same_registration(identifier, one) for one in stated):
        return Check(CheckKind.ISSUER_KEY, Outcome.FAILED, "issuer_key.certificate_other_name", facts), None
    listed = match.listed_in
    source = Source(listed.url, listed.retrieved_at) if listed.url and listed.retrieved_at else None
    bound = Check(CheckKind.ISSUER_KEY, Outcome.PASSED, "issuer_key.certificate", facts, source)
    known = {
        "issuer": issuer or "",
        "name": match.organisation,
        "list": listed.name,
        "authority": match.authority.provider,
    }
    return bound, Check(CheckKind.ISSUER_TRUST, Outcome.PASSED, "trust.listed", known, source)


_REGISTERED = ("eIDASIdentifier", "vatIdentifier", "taxIdentifier", "registration", "identifier")


def registered_ids(organisation: object) -> Iterator[str]:
    """Yield the registered identifiers that an organisation states (eIDAS, VAT, tax, registration)."""
    if not isinstance(organisation, dict):
        return
    for member in _REGISTERED:
        value = organisation.get(member)
        for item in value if isinstance(value, list) else [value]:
            notation = item.get("notation") if isinstance(item, dict) else item
            if isinstance(notation, str) and notation:
                yield notation


def same_registration(certified: str, stated: str) -> bool:
    """Tell whether a certificate's organizationIdentifier (``VATES-B12345678``) is the number that is stated.

    ETSI EN 319 412-1 section 5.1.4: three letters of the scheme, two of the country, a hyphen, the number. Issuers
    state it whole, or without the scheme, or the number alone.
    """
    plain = stated.replace(" ", "").casefold()
    whole = certified.casefold()
    country_and_number = whole[3:].replace("-", "", 1)
    number = whole.partition("-")[2]
    return plain in (whole, country_and_number, number) if len(number) >= 4 else plain == whole


def _evidence(jws: Jws, chain: list[x509.Certificate], known: KnownIssuers) -> Iterator[Check]:
    """Say which lasting evidence lies in the seal and what it shows; it never changes the headline."""
    kinds: list[str] = []
    contents: list[dict[str, Any]] = []
    entries = jws.unprotected.get("etsiU")
    for entry in entries if isinstance(entries, list) else []:
        try:
            content = strict_json.loads(base64url.decode(entry)) if isinstance(entry, str) else entry
        except WalletError as error:
            yield Check(CheckKind.EVIDENCE, Outcome.UNKNOWN, "evidence.unreadable", {"reason": error.code})
            return
        if isinstance(content, dict):
            kinds.extend(str(name)[:40] for name in content)
            contents.append(content)
    if not contents:
        return
    others = sorted({kind for kind in kinds if kind not in ("sigTst", "rVals", "xVals")})
    if others:
        facts = {"kinds": ", ".join(others)[:200]}
        yield Check(CheckKind.EVIDENCE, Outcome.UNKNOWN, "evidence.not_looked_at", facts)
    # Its library takes most of a second to load; only a seal with a time-stamp or a list pays for it.
    from wallet.verification.proofs import time_stamps

    signed = base64url.encode(jws.signature).encode("ascii")
    more = tuple(_certificates(contents))
    for content in contents:
        if isinstance(content.get("sigTst"), dict):
            yield from time_stamps.check(content["sigTst"], signed, known)
        if isinstance(content.get("rVals"), dict):
            yield from time_stamps.revocation(content["rVals"], chain, more)


def _certificates(contents: list[dict[str, Any]]) -> Iterator[bytes]:
    """Yield the certificates that came with the seal (``xVals``), at most as many as a chain may have."""
    listed = [one for content in contents for one in _listed(content.get("xVals"))]
    for one in listed[:_MAX_CHAIN]:
        value = one.get("x509Cert") if isinstance(one, dict) else None
        text = value.get("val") if isinstance(value, dict) else None
        if isinstance(text, str):
            try:
                yield base64.b64decode(text, validate=True)
            except ValueError:
                continue


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
