"""How long the key of a verification method may be used (Controlled Identifiers section 2.2), however it signed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wallet.errors import KeyUnusableError
from wallet.verification.dids.document import VerificationMethod
from wallet.verification.proofs.proof_dates import moment, parse_moment
from wallet.verification.validity import UnreadableDateError
from wallet.verification.validity import moment as stated_moment


def require_alive(method: VerificationMethod, made: datetime | None, now: datetime) -> None:
    """Refuse a key that its own document has taken back, or that had ended when the signature was ``made``.

    A date of an end that cannot be read has come: whoever wrote it did not mean that the key goes on.

    Raises:
        KeyUnusableError: ``key.revoked``, ``key.expired``.
    """
    if method.revoked:
        revoked = parse_moment(method.revoked)
        # Whoever stole a revoked key can date a proof back, so its date does not help.
        if revoked is None or revoked <= now:
            raise KeyUnusableError("key.revoked", {"date": moment(revoked) if revoked else method.revoked[:40]})
    if method.expires:
        expires = parse_moment(method.expires)
        if expires is None or expires < (made or now):
            raise KeyUnusableError("key.expired", {"date": moment(expires) if expires else method.expires[:40]})


def made_at(document: Mapping[str, Any], claims: Mapping[str, Any]) -> datetime | None:
    """Return when a token says it was signed, or failing that from when its content counts; nothing where it does not.

    A JOSE or COSE signature has no date of its own, unlike a Data Integrity proof.
    """
    for holder, names in ((claims, ("iat", "nbf")), (document, ("validFrom", "issuanceDate"))):
        for name in names:
            try:
                if holder.get(name) is not None:
                    return stated_moment(holder[name])
            except UnreadableDateError:
                continue
    return None
