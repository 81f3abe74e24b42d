"""How long a passphrase would hold, said honestly.

The number of guesses is what ``zxcvbn`` estimates: it knows common passwords, words, names, dates, keyboard runs and
the usual substitutions; it does not know the person, and it does not know Dutch words, so a short list of those is
handed to it. A guess against this wallet costs Argon2id with 64 MiB, about a second here;
we count with an attacker who has the file and can make ten thousand such guesses a second (many rented machines).
"""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QCoreApplication

GUESSES_PER_SECOND = 10_000
MINIMUM_LENGTH = 8
"""Shorter ones are refused, in characters."""
_LONGEST_JUDGED = 100
"""The estimate needs time that grows quickly with the length; what comes after this many characters only helps."""
_DUTCH = tuple(
    word
    for line in (
        "wachtwoord welkom geheim hallo liefde schatje school student docent amsterdam rotterdam utrecht holland",
        "voetbal ajax feyenoord zomer winter lente herfst januari februari maart april juni juli augustus diploma",
        "fiets koffie paard kater nietje batterij correct vogel konijn poesje prinses oranje koning groningen",
    )
    for word in line.split()
)


class Band(IntEnum):
    """How long guessing takes, in words that people use."""

    SECONDS = 0
    HOURS = 1
    DAYS = 2
    MONTHS = 3
    YEARS = 4
    CENTURIES = 5


@dataclass(frozen=True, slots=True)
class Strength:
    """An estimate: how many guesses, how many seconds, and the band for people."""

    guesses: float
    seconds: float
    band: Band


_LIMITS = ((60 * 60, Band.SECONDS), (86_400, Band.HOURS), (30 * 86_400, Band.DAYS), (365 * 86_400, Band.MONTHS))


def estimate(passphrase: str, also_known: tuple[str, ...] = ()) -> Strength:
    """Return the estimate; ``also_known`` are words an attacker would try first (the person's name …)."""
    # Imported here: its word lists take a tenth of a second that the first paint should not pay.
    from zxcvbn import zxcvbn

    if not passphrase:
        return Strength(0, 0, Band.SECONDS)
    result = zxcvbn(passphrase[:_LONGEST_JUDGED], user_inputs=[*_DUTCH, *also_known], max_length=_LONGEST_JUDGED)
    guesses = float(result["guesses"])
    seconds = guesses / GUESSES_PER_SECOND
    return Strength(guesses, seconds, _band(seconds))


def _band(seconds: float) -> Band:
    for limit, band in _LIMITS:
        if seconds < limit:
            return band
    return Band.YEARS if seconds < 100 * 365 * 86_400 else Band.CENTURIES


def sentence(strength: Strength, length: int) -> str:
    """Return the estimate in words."""
    translate = QCoreApplication.translate
    if length == 0:
        return ""
    if length < MINIMUM_LENGTH:
        return translate("Strength", "Use at least %n characters.", "", MINIMUM_LENGTH)
    return {
        Band.SECONDS: translate("Strength", "Very weak: guessed within the hour by somebody who has the file."),
        Band.HOURS: translate("Strength", "Weak: guessed within a day by somebody who has the file."),
        Band.DAYS: translate("Strength", "Weak: guessed within a month by somebody who has the file."),
        Band.MONTHS: translate("Strength", "Fair: guessing it would take months. One more word makes it good."),
        Band.YEARS: translate("Strength", "Good: guessing it would take years."),
        Band.CENTURIES: translate("Strength", "Strong: guessing it would take centuries."),
    }[strength.band]


def tone(strength: Strength, length: int) -> str:
    """Return the tone of the meter: red, amber or green."""
    if length < MINIMUM_LENGTH or strength.band <= Band.DAYS:
        return "red"
    return "amber" if strength.band is Band.MONTHS else "green"
