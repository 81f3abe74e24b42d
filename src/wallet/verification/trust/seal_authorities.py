"""Whether a seal's certificate chains to an authority on a trusted list, at the time that matters (RFC 5280).

Path building is that of ``cryptography`` with a policy for seals: no host name, no extended key usage; the signature
bit must be set. The authority on the list is the anchor, self-signed or not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.x509.verification import Criticality, ExtensionPolicy, Policy, PolicyBuilder, Store, VerificationError

from wallet.verification.trust.known_issuers import KnownIssuers, SealAuthority, TrustListSnapshot

_ORGANISATION_IDENTIFIER = x509.ObjectIdentifier("2.5.4.97")


@dataclass(frozen=True, slots=True)
class SealMatch:
    """The authority that vouches for a seal, the list it stands on, and whom the certificate names."""

    authority: SealAuthority
    listed_in: TrustListSnapshot
    organisation: str
    organisation_identifier: str | None


def _may_sign(policy: Policy, certificate: x509.Certificate, usage: x509.ExtensionType | None) -> None:
    if not isinstance(usage, x509.KeyUsage) or not (usage.digital_signature or usage.content_commitment):
        raise ValueError("the certificate is not for signatures")


def _chains(leaf: x509.Certificate, rest: Sequence[x509.Certificate], anchor: x509.Certificate, at: datetime) -> bool:
    seal = ExtensionPolicy.permit_all().require_present(x509.KeyUsage, Criticality.AGNOSTIC, _may_sign)
    builder = PolicyBuilder().store(Store([anchor])).time(at.replace(tzinfo=None))
    policies = builder.extension_policies(ee_policy=seal, ca_policy=ExtensionPolicy.webpki_defaults_ca())
    try:
        policies.build_client_verifier().verify(leaf, list(rest))
    except (VerificationError, ValueError):
        return False
    return True


def named(certificate: x509.Certificate) -> tuple[str, str | None]:
    """Return the organisation that a certificate names, and its registered identifier (OID 2.5.4.97)."""

    def attribute(oid: x509.ObjectIdentifier) -> str | None:
        found = certificate.subject.get_attributes_for_oid(oid)
        return str(found[0].value) if found else None

    organisation = attribute(x509.NameOID.ORGANIZATION_NAME) or attribute(x509.NameOID.COMMON_NAME) or ""
    return organisation, attribute(_ORGANISATION_IDENTIFIER)


def find(chain: Sequence[x509.Certificate], known: KnownIssuers, at: datetime) -> SealMatch | None:
    """Return who vouches for ``chain`` (leaf first) at the time ``at``, or nothing."""
    if not chain:
        return None
    for snapshot in known.lists:
        for authority in snapshot.authorities:
            try:
                anchor = x509.load_der_x509_certificate(authority.certificate)
            except ValueError:
                continue
            issued = any(one.issuer == anchor.subject for one in chain)
            if issued and _chains(chain[0], chain[1:], anchor, at):
                return SealMatch(authority, snapshot, *named(chain[0]))
    return None
