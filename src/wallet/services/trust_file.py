"""The trust list given with ``--trust``: exactly these issuers, no seed list and no registry (contract section 2)."""

from pathlib import Path

from wallet.errors import UsageError, WalletError
from wallet.formats import strict_json
from wallet.verification.trust import seed
from wallet.verification.trust.known_issuers import KnownIssuers

_MAX_BYTES = 32 << 20


def read(path: Path) -> KnownIssuers:
    """Return the issuers of the file at ``path`` and nothing else.

    Raises:
        UsageError: ``trust.list_unreadable`` with ``facts["path"]``: missing, no JSON, or no list of issuers.
    """
    try:
        with path.open("rb") as file:
            content = strict_json.loads_object(file.read(_MAX_BYTES))
    except (OSError, WalletError) as error:
        raise UsageError("trust.list_unreadable", {"path": str(path)}) from error
    if not isinstance(content.get("issuers"), list):
        raise UsageError("trust.list_unreadable", {"path": str(path)})
    return KnownIssuers(lists=(seed.parse(content, name=path.name),))
