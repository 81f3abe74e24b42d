"""Whose seal it is: the organisation that the certificate names, and whether that is the issuer in the file.

An authority on a trusted list vouches for the name and the registered number in a certificate, never for a name or an
identifier that the file states; a seal can be bought by any organisation.
"""

import re
from collections.abc import Iterator

from cryptography import x509

from wallet.model.secured import JsonObject, Jws
from wallet.verification.checks import Check, CheckKind, Outcome, Source
from wallet.verification.context import Context
from wallet.verification.dids import issuer_binding
from wallet.verification.keys import load
from wallet.verification.keys.public_key import PublicKey
from wallet.verification.proofs import qualified, sealing_time
from wallet.verification.trust import matching, seal_authorities
from wallet.verification.trust.seal_authorities import SealMatch


def whose(
    jws: Jws, chain: list[x509.Certificate], document: JsonObject, issuer: str | None, context: Context
) -> tuple[Check, Check | None]:
    """Return the ISSUER_KEY check of a seal, and the ISSUER_TRUST check where a trusted list vouches for it."""
    organisation, identifier = seal_authorities.named(chain[0])
    facts = {"issuer": issuer or "", "certificate": organisation[:200], "method": identifier or ""}

    def open_because(code: str, **more: str) -> tuple[Check, None]:
        return Check(CheckKind.ISSUER_KEY, Outcome.UNKNOWN, code, facts | more), None

    own = _by_identifier(issuer, load.from_loaded(chain[0].public_key()), context)
    if own is not None and own.outcome is Outcome.FAILED:
        return own, None
    match = seal_authorities.find(chain, context.known_issuers, context.now)
    if match is None:
        if own is not None and own.outcome is Outcome.PASSED:
            # Not vouched for by a list of authorities, but it is a key that the issuer's own identifier offers.
            return own, None
        expired = chain[0].not_valid_after_utc < context.now
        return open_because("issuer_key.no_keys_certificate_expired" if expired else "issuer_key.no_keys_certificate")
    doubt = _doubt(jws, chain[0], set(registered_ids(document.get("issuer"))))
    if doubt is not None:
        outcome, code = doubt
        return Check(CheckKind.ISSUER_KEY, outcome, code, facts), None
    if own is not None and own.outcome is not Outcome.PASSED:
        return own, None
    listed_as = matching.find(issuer, context.known_issuers)
    if own is None and listed_as is not None and listed_as.issuer.name.casefold() != organisation.casefold():
        # The file names an identifier of somebody whom a list knows; the certificate says nothing about that one.
        return open_because("issuer_key.no_keys_certificate_listed_other", name=listed_as.issuer.name)
    return _vouched_for(match, facts)


def doubted(bound: Check) -> Check:
    """Return the ISSUER_KEY check of a seal whose certificate was withdrawn before anybody saw the seal."""
    return Check(CheckKind.ISSUER_KEY, Outcome.UNKNOWN, "issuer_key.no_keys_certificate_withdrawn", bound.facts)


def _vouched_for(match: SealMatch, facts: dict[str, str]) -> tuple[Check, Check]:
    listed = match.listed_in
    source = Source(listed.url, listed.retrieved_at) if listed.url and listed.retrieved_at else None
    bound = Check(CheckKind.ISSUER_KEY, Outcome.PASSED, "issuer_key.certificate", facts, source)
    known = {
        "issuer": facts["issuer"],
        "name": match.organisation,
        "list": listed.name,
        "authority": match.authority.provider,
    }
    return bound, Check(CheckKind.ISSUER_TRUST, Outcome.PASSED, "trust.listed", known, source)


def _by_identifier(issuer: str | None, key: PublicKey, context: Context) -> Check | None:
    """Return whether an issuer that is named by a DID offers the key of the seal; nothing for other identifiers.

    A certificate is a key in the envelope, which may not stand against the keys that the identifier itself offers.
    """
    if issuer is None or not issuer.startswith("did:"):
        return None
    return issuer_binding.of_key(issuer, key, context.fetcher)


def _doubt(jws: Jws, certificate: x509.Certificate, stated: set[str]) -> tuple[Outcome, str] | None:
    """Return what speaks against a certificate that an authority vouches for as that of the stated issuer."""
    if not qualified.is_for_seals(certificate):
        return Outcome.UNKNOWN, "issuer_key.no_keys_certificate_other_use"
    if not sealing_time.within(sealing_time.of(jws.header), certificate):
        return Outcome.UNKNOWN, "issuer_key.no_keys_certificate_time"
    _, identifier = seal_authorities.named(certificate)
    if identifier is None or not stated:
        return Outcome.UNKNOWN, "issuer_key.no_keys_certificate_unnumbered"
    same = any(same_registration(identifier, one) for one in stated)
    if not same or any(_contradicts(identifier, one) for one in stated):
        return Outcome.FAILED, "issuer_key.certificate_other_name"
    return None


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


_NUMBERED = re.compile(r"[a-z]{3}[a-z]{2}-.", re.IGNORECASE)


def _contradicts(certified: str, stated: str) -> bool:
    """Tell whether another number of the same register and country is stated: nobody has two of those."""
    plain, whole = stated.replace(" ", "").casefold(), certified.casefold()
    return bool(_NUMBERED.match(plain)) and plain[:6] == whole[:6] and plain != whole
