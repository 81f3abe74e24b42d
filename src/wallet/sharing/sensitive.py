"""What people regret having shown: birth dates, national identifiers, e-mail addresses, grades.

Known by the name of the claim, in the languages and spellings of the vocabularies in use.
"""

import re
from enum import StrEnum


class Sensitive(StrEnum):
    """Why a claim starts hidden where it can be hidden."""

    BIRTH = "birth"
    NATIONAL_ID = "national_id"
    EMAIL = "email"
    GRADE = "grade"
    ADDRESS = "address"
    PORTRAIT = "portrait"


_NAMES: tuple[tuple[Sensitive, re.Pattern[str]], ...] = (
    (Sensitive.BIRTH, re.compile(r"birth|geboorte|^dob$|^age(in|over|equal)|^sex$|^gender$|^nationalit")),
    (
        Sensitive.NATIONAL_ID,
        re.compile(
            r"national(id|number|identi)|^bsn$|burgerservice|personal(administrative)?(id|number|identi)|^ssn$|"
            r"socialsecurity|^taxid|^taxidentifier|documentnumber|passport|citizenid"
        ),
    ),
    (Sensitive.EMAIL, re.compile(r"e?mail(address)?$|^mbox$|phone|telefoon")),
    (Sensitive.GRADE, re.compile(r"grade|^cijfer|^result$|^results$|^score|^gpa$|^mark$|classification|thesisgrade")),
    (Sensitive.ADDRESS, re.compile(r"^(street|resident|postal|home)|^address$|postalcode|housenumber")),
    (Sensitive.PORTRAIT, re.compile(r"^portrait$|^photo$|^picture$|^facialimage")),
)
_LETTERS = re.compile(r"[^a-z0-9]")


def kind_of(name: str) -> Sensitive | None:
    """Return why a claim of this name is sensitive, or nothing."""
    plain = _LETTERS.sub("", name.lower())
    return next((kind for kind, pattern in _NAMES if pattern.search(plain)), None)
