"""European seals: JAdES as European Digital Credentials carry it (ETSI TS 119 182-1; RFC 7797 unencoded payload).

Three answers are kept apart. The seal is intact or not (PROOF). The certificate names an organisation, and that is
the issuer or not; only an authority on a trusted list can vouch for it (ISSUER_KEY, ISSUER_TRUST). The time of
sealing is what the signer says (``sigT``) until somebody trusted has stamped it.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from cryptography import x509

from wallet.errors import MalformedError, SignatureInvalidError, UnsafeInputError, UnsupportedError, WalletError
from wallet.formats import base64url
from wallet.model.secured import Jws, Kind, SecuredCredential
from wallet.verification.checks import Check, CheckKind, Outcome, failed, not_applicable
from wallet.verification.context import Context
from wallet.verification.keys import algorithms, load
from wallet.verification.proofs import jose, jose_keys, qualified, seal_evidence, sealer, sealing_time
from wallet.verification.proofs.proven import Proven, without_key
from wallet.verification.trust import seal_authorities

_UNDERSTOOD = frozenset({"b64", "sigT", "iat", "adoTst", "sigPId", "sigPl", "srCms", "srAts", "x5t#S256", "x5t#o"})
"""Header parameters that may be critical (TS 119 182-1 sections 5.1 and 5.2)."""

_MAX_CHAIN = 10
_X5T = "x5t#S256"
_HASHES = {"S256": "sha256", "S384": "sha384", "S512": "sha512"}
"""``digAlg`` of JAdES -> the hash (TS 119 182-1 section 5.2.2.2)."""


@dataclass(frozen=True, slots=True)
class _Seal:
    """One seal that is intact, and whose it is."""

    jws: Jws
    chain: list[x509.Certificate]
    issuer_key: Check
    trust: Check | None = None


def check(secured: SecuredCredential, context: Context) -> Proven:
    """Return what the seals of a European credential prove: all must be intact, one must be the issuer's."""
    envelopes = secured.envelope if isinstance(secured.envelope, tuple) else (secured.envelope,)
    issuer = jose.signer_of(secured)
    presentation = secured.kind is Kind.PRESENTATION
    found = [one for one in envelopes if isinstance(one, Jws)]
    if not found or len(found) != len(envelopes):
        return Proven((failed(CheckKind.FORMAT, "format.jws_malformed"),), issuer)
    try:
        if len(found) > context.limits.max_proofs:
            raise UnsafeInputError("format.unsafe_proofs")
        intact = [(one, _sealed(one)) for one in found]
        times = [sealing_time.of(one.header) for one in found]
    except WalletError as error:
        return Proven(without_key(error, None if presentation else issuer), issuer)
    early = sealing_time.not_yet([moment for moment in times if moment], context.now)
    if presentation:
        no_issuer = not_applicable(CheckKind.ISSUER_KEY, "issuer_key.no_issuer")
        return Proven((_intact(*intact[0]), no_issuer, *early), issuer)
    seals = [_Seal(*one, *sealer.whose(*one, secured.document, issuer, context)) for one in intact]
    # Anyone can put a seal of their own beside the issuer's; the issuer's is the one that counts.
    seal = next((one for one in seals if one.issuer_key.outcome is Outcome.PASSED), seals[0])
    evidence = tuple(seal_evidence.checks(seal.jws, seal.chain, context.known_issuers))
    if seal.issuer_key.outcome is Outcome.PASSED and seal_evidence.withdrawn(evidence):
        seal = replace(seal, issuer_key=sealer.doubted(seal.issuer_key), trust=None)
    checks = (_intact(seal.jws, seal.chain), seal.issuer_key, *early)
    return Proven(checks, issuer, trust=seal.trust, evidence=evidence)


def _intact(jws: Jws, chain: list[x509.Certificate]) -> Check:
    facts = _facts(jws, chain)
    code = "proof.sealed" if facts["sealed_at"] else "proof.sealed_undated"
    return Check(CheckKind.PROOF, Outcome.PASSED, code, facts)


def _sealed(jws: Jws) -> list[x509.Certificate]:
    """Return the certificate chain of a seal whose signature is intact.

    Raises:
        SignatureInvalidError, UnsupportedError, KeyUnusableError, MalformedError: it is not, or cannot be checked.
    """
    alg = _algorithm(jws.header)
    if "crit" in jws.unprotected:
        # RFC 7515 section 4.1.11: it must be protected.
        raise MalformedError("format.jws_malformed")
    chain = _chain(jws.header)
    algorithms.verify(load.from_loaded(chain[0].public_key()), alg, jws.signing_input, jws.signature)
    return chain


def _algorithm(header: Mapping[str, Any]) -> str:
    alg = header.get("alg")
    if not isinstance(alg, str) or alg not in algorithms.NAMES:
        if isinstance(alg, str) and alg.lower() == "none":
            raise SignatureInvalidError("proof.absent_alg_none")
        raise UnsupportedError("proof.unsupported_algorithm", {"algorithm": str(alg)[:80]})
    _require_understood(header)
    return alg


def _require_understood(header: Mapping[str, Any]) -> None:
    critical = header.get("crit", ["b64"] if "b64" in header else None)
    if critical is not None:
        if not isinstance(critical, list) or not all(isinstance(name, str) for name in critical):
            raise MalformedError("format.jws_malformed")
        if not set(critical) <= _UNDERSTOOD:
            raise UnsupportedError("proof.unsupported_critical", {"critical": ", ".join(critical)[:200]})
        if not critical or not all(name in header for name in critical):
            # RFC 7515 section 4.1.11: never empty, and what is critical must be there.
            raise MalformedError("format.jws_malformed")
    if not isinstance(header.get("b64", True), bool):
        raise MalformedError("format.jws_malformed")
    if header.get("b64") is False and "b64" not in header.get("crit", ()):
        # RFC 7797 section 6: else a reader that does not know "b64" would check other bytes.
        raise MalformedError("format.jws_b64")
    if "sigD" in header:
        # The seal covers documents that lie elsewhere, and says so beside a payload that it may not cover.
        raise UnsupportedError("proof.unsupported_critical", {"critical": "sigD"})


def _chain(header: Mapping[str, Any]) -> list[x509.Certificate]:
    encoded = header.get("x5c")
    if not isinstance(encoded, list) or not 1 <= len(encoded) <= _MAX_CHAIN:
        raise UnsupportedError("proof.unsupported_no_certificate")
    chain = [jose_keys.certificate(one) for one in encoded]
    der = base64.b64decode(encoded[0])
    stated = header.get(_X5T)
    if stated is not None and stated != _thumbprint(der, "sha256"):
        raise SignatureInvalidError("proof.certificate_other")
    other = header.get("x5t#o")
    if other is not None:
        name = _HASHES.get(str(other.get("digAlg"))) if isinstance(other, dict) else None
        if name is None:
            raise UnsupportedError("proof.unsupported_critical", {"critical": "x5t#o"})
        if other.get("digVal") != _thumbprint(der, name):
            raise SignatureInvalidError("proof.certificate_other")
    return chain


def _thumbprint(der: bytes, hash_name: str) -> str:
    return base64url.encode(hashlib.new(hash_name, der).digest())


def _facts(jws: Jws, chain: list[x509.Certificate]) -> dict[str, str]:
    organisation, identifier = seal_authorities.named(chain[0])
    return {
        "algorithm": str(jws.header.get("alg")),
        "sealed_by": organisation[:200],
        "sealed_by_id": identifier or "",
        "sealed_at": sealing_time.stated(jws.header),
        "certificate_from": chain[0].not_valid_before_utc.isoformat(),
        "certificate_until": chain[0].not_valid_after_utc.isoformat(),
        "qualified": "yes" if qualified.is_qualified_seal(chain[0]) else "no",
    }
