"""Text in one or several languages."""

from collections.abc import Mapping

LangText = Mapping[str, str]
"""BCP 47 tag -> text; the tag is ``und`` where the credential does not say."""


def pick(text: LangText | None, *wanted: str) -> str:
    """Return the text in the first of ``wanted`` that is there, else English, else any, else nothing."""
    if not text:
        return ""
    for tag in (*wanted, "en", "und"):
        for have, value in text.items():
            if have == tag or have.split("-")[0] == tag:
                return value
    return next(iter(text.values()))
