"""The wallet's credentials as a query sees them (DCQL), and which of the holder's keys each is bound to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wallet.errors import WalletError
from wallet.exchange.dcql import Holding
from wallet.formats import base64url, disclosures, strict_json
from wallet.formats.vocabulary import types
from wallet.model.secured import Format, SdJwt, SecuredCredential
from wallet.sharing import disclosure
from wallet.verification.canonicalization.contexts import context_set
from wallet.verification.keys import jwk

_FORMATS: Mapping[Format, frozenset[str]] = {
    Format.DC_SD_JWT: frozenset({"dc+sd-jwt", "vc+sd-jwt"}),
    Format.VC_SD_JWT: frozenset({"vc+sd-jwt", "dc+sd-jwt"}),
    Format.VC_JWT: frozenset({"jwt_vc_json", "jwt_vc_json-ld"}),
    Format.VC_LDP: frozenset({"ldp_vc"}),
    Format.CLR: frozenset({"ldp_vc"}),
}
"""A credential issued as ``jwt_vc_json-ld`` is presented under ``jwt_vc_json`` (OpenID4VP 1.0 appendix B.1)."""


@dataclass(frozen=True, slots=True)
class Held:
    """One credential that could be shown: its parsed form, how a query sees it, and whose key it is bound to."""

    id: str
    title: str
    secured: SecuredCredential
    holding: Holding
    holder_did: str | None


def jwk_of(did: str) -> dict[str, Any]:
    """Return the key inside a did:jwk of the holder."""
    return strict_json.loads_object(base64url.decode(did.removeprefix("did:jwk:").partition("#")[0]))


def bound_to(secured: SecuredCredential, holder_ids: tuple[str, ...]) -> str | None:
    """Return the holder's identifier that a credential is bound to: by its confirmation key, or by its subject."""
    key = disclosure.bound_key(secured)
    if key is not None:
        wanted = jwk.thumbprint(dict(key))
        return next((did for did in holder_ids if jwk.thumbprint(jwk_of(did)) == wanted), None)
    subjects = disclosure.subject_ids(secured)
    return next((did for did in holder_ids if did in subjects), None)


def _iris(secured: SecuredCredential) -> Iterator[str]:
    """Yield the types of a credential as written, and as the IRIs that its bundled contexts give them."""
    written = types(secured.document)
    yield from written
    contexts = context_set({})
    named = secured.document.get("@context")
    for entry in named if isinstance(named, list) else [named]:
        if not isinstance(entry, str):
            continue
        try:
            terms = contexts.document(entry).get("@context")
        except WalletError:
            continue
        for layer in terms if isinstance(terms, list) else [terms]:
            if isinstance(layer, dict):
                yield from (iri for one in written if (iri := _expanded(layer, one)) is not None)


def _expanded(terms: Mapping[str, Any], term: str) -> str | None:
    definition = terms.get(term)
    iri = definition.get("@id") if isinstance(definition, dict) else definition
    if not isinstance(iri, str):
        return None
    prefix, mark, rest = iri.partition(":")
    base = terms.get(prefix) if mark and not rest.startswith("//") else None
    return f"{base}{rest}" if isinstance(base, str) else iri


def _vcts(secured: SecuredCredential) -> frozenset[str]:
    vct = secured.claims.get("vct", secured.document.get("vct"))
    return frozenset({vct} if isinstance(vct, str) else ())


def holding_of(credential_id: str, secured: SecuredCredential, holder_ids: tuple[str, ...]) -> Held | None:
    """Return how a query sees a stored credential, or nothing for a form that no query can ask for."""
    formats = _FORMATS.get(secured.format)
    if formats is None:
        return None
    expanded = None
    claims: Mapping[str, Any] = secured.document
    if isinstance(secured.envelope, SdJwt):
        try:
            expanded = disclosures.expand(secured.claims, secured.envelope.disclosures)
        except WalletError:
            return None
        claims = expanded.claims
    did = bound_to(secured, holder_ids)
    holding = Holding(
        id=credential_id,
        formats=formats,
        claims=claims,
        vct=_vcts(secured),
        types=frozenset(_iris(secured)),
        expanded=expanded,
        holder_bound=did is not None,
    )
    return Held(credential_id, "", secured, holding, did)
