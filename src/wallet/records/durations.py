"""Hours of study out of what credentials write for them."""

import re
from decimal import Decimal

_NUMBER = r"\d{1,6}(?:[.,]\d{1,6})?"
_ISO = re.compile(rf"^P(?:{_NUMBER}[YMWD])*(?:T(?:({_NUMBER})H)?(?:({_NUMBER})M)?(?:{_NUMBER}S)?)?$")
_CALENDAR = re.compile(r"^P[^T]*\d")
_WORDS = re.compile(r"^\s*(\d{1,6}(?:[.,]\d{1,2})?)\s*(?:h|hrs?|hours?|u|uur|uren)\.?\s*$", re.IGNORECASE)

PLAUSIBLE = Decimal(2000)
"""More hours than this for one credential are a mistake of the file; they are shown as written and not counted."""


def hours_of(text: str | None) -> Decimal | None:
    """Return hours for an ISO 8601 duration in hours and minutes, or for words such as ``60 hours``.

    A duration in years, months, weeks or days is a stretch of the calendar and not a workload: an official EU sample
    writes ``P60M`` (sixty months) where sixty hours are meant. Nothing is returned for it, nor for an implausible one.
    """
    if text is None:
        return None
    words = _WORDS.match(text)
    if words:
        found = Decimal(words[1].replace(",", "."))
    else:
        match = _ISO.match(text.strip())
        if match is None or _CALENDAR.match(text.strip()) or not (match[1] or match[2]):
            return None
        found = Decimal((match[1] or "0").replace(",", ".")) + Decimal((match[2] or "0").replace(",", ".")) / 60
    return found if 0 < found <= PLAUSIBLE else None
