"""The registered claims around a credential that travels as a token (RFC 7519, SD-JWT VC section 3.2.2)."""

from dataclasses import replace

from wallet.model.earned import Holder, Identifier, Issuer
from wallet.records.draft import Draft
from wallet.records.identity import address_kind
from wallet.records.spot import Spot


def read_token(claims: Spot, draft: Draft) -> None:
    """Fill in what the credential itself did not say. ``exp`` is the life of the token, not of the achievement."""
    issuer = claims.get("iss")
    if not draft.has("issuer") and (address := issuer.url()):
        draft.put("issuer", Issuer(id=address, identifiers=(Identifier(address_kind(address), address),)), issuer)
    if not draft.has("credential_id"):
        draft.put("credential_id", claims.get("jti").text(), claims.get("jti"))
    for field, name in (("issued_at", "iat"), ("valid_from", "nbf")):
        if not draft.has(field):
            draft.put(field, claims.get(name).moment(), claims.get(name))
    draft.put("token_expires_at", claims.get("exp").moment(), claims.get("exp"))
    if not draft.has("awarded_on"):
        spot = claims.get("nbf", "iat")
        draft.put("awarded_on", spot.day(), spot)
    holder: Holder = draft.value("holder") or Holder()
    subject = claims.get("sub")
    if holder.id is None and (address := subject.url()):
        holder = replace(holder, id=address, identifiers=(Identifier(address_kind(address), address),))
        draft.put("holder", holder, subject)
    if claims.get("cnf").is_object and not holder.key_bound:
        draft.put("holder", replace(holder, key_bound=True), claims.get("cnf"))
