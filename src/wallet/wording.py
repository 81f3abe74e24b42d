"""The sentences that people read about verdicts, checks, errors and fields, in Dutch and English.

One catalogue for window, command line, PDF and HTML, so that all of them say the same. The catalogue is
``resources/i18n/wording/*.<lang>.toml``: tables of ``key = "sentence with {fact}"``. Nothing here knows Qt;
the labels of the window itself live in ``resources/i18n/*.ts``.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from string import Formatter

from wallet import resources

LANGUAGES = ("en", "nl")


def _flatten(prefix: str, table: Mapping[str, object], into: dict[str, str]) -> None:
    for key, value in table.items():
        name = f"{prefix}.{key}" if prefix else key
        if isinstance(value, Mapping):
            _flatten(name, value, into)
        else:
            into[name] = str(value)


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """Return every key with its sentence in ``lang``; English stands in for an unknown language."""
    wanted = lang if lang in LANGUAGES else "en"
    found: dict[str, str] = {}
    for file in sorted(resources.path("i18n", "wording").glob(f"*.{wanted}.toml")):
        _flatten("", tomllib.loads(file.read_text("utf-8")), found)
    return found


def has(key: str, lang: str = "en") -> bool:
    """Tell whether the catalogue has ``key``."""
    return key in catalogue(lang)


def placeholders(sentence: str) -> frozenset[str]:
    """Return the names of the facts that a sentence asks for."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        # A fact that is not there must not hide the sentence from the person.
        return "…"


def say(key: str, lang: str, facts: Mapping[str, str] | None = None) -> str:
    """Return the sentence for ``key`` with its facts filled in; an unknown key is returned as it is."""
    sentence = catalogue(lang).get(key)
    if sentence is None:
        return key
    return sentence.format_map(_Facts(facts or {}))
