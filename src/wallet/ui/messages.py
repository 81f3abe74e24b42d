"""From a stable code with its facts to the sentence that a person reads.

The sentences are in ``wallet.wording``, composed by ``services.sentences`` as for the command line: facts that come
from a file are cleaned, so that nothing in a credential can turn a sentence round or fill the window.
"""

from collections.abc import Mapping

from wallet import wording
from wallet.errors import WalletError
from wallet.services import sentences


def sentence(error: WalletError, lang: str) -> str:
    """Return the sentence for an error; a code without one gets the general sentence, with the code named."""
    return sentences.error_line(error, lang)


def for_code(code: str, lang: str, facts: Mapping[str, str] | None = None) -> str:
    """Return the sentence for a code that was kept, such as why a registry could not be refreshed."""
    return sentences.error_line(WalletError(code, facts), lang)


def for_notice(code: str, lang: str, facts: Mapping[str, str] | None = None) -> str:
    """Return the sentence under ``notice.<code>``: something to know after opening a wallet."""
    key = f"notice.{code}"
    if wording.has(key, lang):
        return wording.say(key, lang, sentences.fact_texts(facts or {}, lang))
    return for_code(code, lang, facts)
