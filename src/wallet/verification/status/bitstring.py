"""``BitstringStatusListEntry`` (W3C Bitstring Status List 1.0)."""

from wallet.verification.checks import Check
from wallet.verification.status import bit_list
from wallet.verification.status.bit_list import Vocabulary
from wallet.verification.status.dialect import Question

ENTRY_TYPE = "BitstringStatusListEntry"

_VOCABULARY = Vocabulary(
    credential_types=frozenset({"BitstringStatusListCredential"}),
    subject_types=frozenset({"BitstringStatusList"}),
    sizes=True,
)


def check(question: Question) -> Check:
    """Return the STATUS check for one entry."""
    return bit_list.check(question, _VOCABULARY)
