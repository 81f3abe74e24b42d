"""An ``x5c`` chain in a header: it names a key, and names for that key; who vouches for the chain is another matter.

No certificate authority is trusted for learning credentials by this program, so a chain alone never binds a key to
an issuer: without keys of the issuer to compare with, the answer is "we cannot tell whose key this is".
"""

from urllib.parse import urlsplit

from cryptography import x509

from wallet.errors import WalletError
from wallet.model.secured import Jws
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.proofs import jose_keys


def instead_of_metadata(checks: tuple[Check, ...], jws: Jws, issuer: str | None, context: Context) -> tuple[Check, ...]:
    """Return ``checks`` where the ISSUER_KEY check says what the certificate can say when no metadata can be had."""
    chain = jws.header.get("x5c")
    if not isinstance(chain, list) or not chain:
        return checks
    return tuple(_named(check, chain[0], issuer) if _open(check) else check for check in checks)


def _open(check: Check) -> bool:
    return check.kind is CheckKind.ISSUER_KEY and check.outcome is Outcome.UNKNOWN


def _named(check: Check, encoded: object, issuer: str | None) -> Check:
    try:
        certificate = jose_keys.certificate(encoded)
    except WalletError:
        return check
    facts = {**check.facts, "certificate": certificate.subject.rfc4514_string()[:200]}
    if issuer is not None and not names(certificate, issuer):
        return Check(CheckKind.ISSUER_KEY, Outcome.FAILED, "issuer_key.certificate_other_name", facts)
    return Check(CheckKind.ISSUER_KEY, Outcome.UNKNOWN, "issuer_key.no_keys_certificate", facts)


def names(certificate: x509.Certificate, issuer: str) -> bool:
    """Tell whether the certificate's subject alternative names hold the issuer: as URI, or its host as DNS name."""
    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    host = (urlsplit(issuer).hostname or "").casefold()
    hosts = {name.casefold() for name in extension.get_values_for_type(x509.DNSName)}
    return issuer in extension.get_values_for_type(x509.UniformResourceIdentifier) or bool(host and host in hosts)
