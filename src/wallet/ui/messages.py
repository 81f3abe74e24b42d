"""From a stable code with its facts to the sentence that a person reads; the sentences are in ``wallet.wording``."""

from collections.abc import Mapping

from wallet import wording
from wallet.errors import WalletError

FALLBACK = "error.internal.unexpected"


def sentence(error: WalletError, lang: str) -> str:
    """Return the sentence for an error; a code without one gets the general sentence, with the code named."""
    return for_code(error.code, lang, error.facts)


def for_code(code: str, lang: str, facts: Mapping[str, str] | None = None) -> str:
    """Return the sentence under ``error.<code>``, or of the nearest parent of a dotted code."""
    parts = code.split(".")
    for length in range(len(parts), 0, -1):
        key = "error." + ".".join(parts[:length])
        if wording.has(key, lang):
            return wording.say(key, lang, facts)
    return wording.say(FALLBACK, lang, {**(facts or {}), "code": code})


def for_notice(code: str, lang: str, facts: Mapping[str, str] | None = None) -> str:
    """Return the sentence under ``notice.<code>``: something to know after opening a wallet."""
    key = f"notice.{code}"
    return wording.say(key, lang, facts) if wording.has(key, lang) else for_code(code, lang, facts)
