"""``StatusList2021Entry`` (W3C CCG StatusList2021), the forerunner of Bitstring Status List."""

from wallet.verification.checks import Check
from wallet.verification.status import bit_list
from wallet.verification.status.bit_list import Vocabulary
from wallet.verification.status.dialect import Question

ENTRY_TYPE = "StatusList2021Entry"

_VOCABULARY = Vocabulary(
    credential_types=frozenset({"StatusList2021Credential", "BitstringStatusListCredential"}),
    subject_types=frozenset({"StatusList2021", "RevocationList2021", "SuspensionList2021", "BitstringStatusList"}),
)


def check(question: Question) -> Check:
    """Return the STATUS check for one entry."""
    return bit_list.check(question, _VOCABULARY)
