"""The stand-alone checker page: the verifying code as one file for others to keep or host."""

from collections.abc import Sequence

from wallet.services.share import ShareFile
from wallet.sharing import page
from wallet.verification.trust.known_issuers import KnownIssuers

FILE_NAME = "capsa-checker.html"


def build(known_issuers: KnownIssuers | None = None) -> ShareFile:
    """Return the checker page; ``known_issuers`` is the trust list that its host puts in (none: nobody is known)."""
    entries: Sequence[dict[str, object]] = [
        {"ids": list(issuer.ids), "name": issuer.name, "country": issuer.country, "domain": issuer.domain}
        for snapshot in (known_issuers or KnownIssuers()).lists
        for issuer in snapshot.issuers
    ]
    return ShareFile(FILE_NAME, "text/html", page.checker(entries))
