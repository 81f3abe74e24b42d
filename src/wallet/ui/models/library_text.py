"""A card in words: title, kind, dates, and the sentence that a screen reader says."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from wallet import wording
from wallet.model.card import Card
from wallet.ui.models.issuer_text import one_line
from wallet.verification.verdict import State


def short(text: str, limit: int = 160) -> str:
    """Return text from a file on one line, bounded and harmless."""
    return one_line(text, limit)


_DOUBTFUL = frozenset({State.TAMPERED.value, State.ISSUER_MISMATCH.value})


def doubtful(card: Card) -> bool:
    """Tell whether nothing that the card says may be shown as a fact (contract section 3)."""
    return card.signed and card.state in _DOUBTFUL


def title(card: Card) -> str:
    """Return the title, or words for a missing one; in quotation marks where it is no fact."""
    found = short(card.title) or QCoreApplication.translate("LibraryText", "Without a title")
    return f"“{found}”" if doubtful(card) else found


def issuer(card: Card) -> str:
    """Return from whom it is; a name that only the file states is marked as such where it is read aloud."""
    if doubtful(card):
        return QCoreApplication.translate("LibraryText", "Nothing that it says can be relied on")
    return short(card.issuer) or QCoreApplication.translate("LibraryText", "Issuer not stated")


def day(value: date) -> str:
    """Return a date in the language of the window."""
    return QLocale().toString(QDate(value.year, value.month, value.day), "d MMMM yyyy")


def short_day(value: date) -> str:
    """Return a date in the language of the window, with the month in short, for places with little room."""
    return QLocale().toString(QDate(value.year, value.month, value.day), "d MMM yyyy")


def dates(card: Card) -> str:
    """Return when it was awarded and until when it holds."""
    awarded = day(card.awarded_on) if card.awarded_on is not None and not doubtful(card) else ""
    return " · ".join(part for part in (awarded, until(card)) if part)


def until(card: Card) -> str:
    """Return until when it holds, or nothing where it holds for ever."""
    if card.expires_on is None or doubtful(card):
        return ""
    return QCoreApplication.translate("LibraryText", "valid until {date}").format(date=day(card.expires_on))


def short_until(card: Card) -> str:
    """Return until when it holds, for places with little room."""
    if card.expires_on is None or doubtful(card):
        return ""
    return QCoreApplication.translate("LibraryText", "until {date}").format(date=short_day(card.expires_on))


def kind_word(kind: str, lang: str) -> str:
    """Return the word for a kind of credential, in the language of the window where we have one."""
    key = f"record.kind.{kind}"
    if wording.has(key, lang):
        return wording.say(key, lang)
    return short(kind.replace("_", " ")).capitalize()


def state_word(state: str, lang: str) -> str:
    """Return the word of a verdict; a paper that somebody kept has none and says so."""
    if not state:
        return QCoreApplication.translate("LibraryText", "Not signed, kept by you")
    return wording.say(f"verdict.{state}.word", lang)


def details(card: Card, lang: str) -> str:
    """Return the small line of a card: kind, date, credits."""
    if doubtful(card):
        return ""
    parts = [kind_word(card.kind, lang)] if card.kind else []
    if card.awarded_on is not None:
        parts.append(short_day(card.awarded_on))
    if card.credits:
        parts.append(short(card.credits, 30))
    return " · ".join(parts)


def spoken(card: Card, lang: str) -> str:
    """Return the card as a screen reader says it: verdict included, and whether the issuer's name was checked."""
    translate = QCoreApplication.translate
    name = issuer(card)
    if not card.issuer_checked and card.issuer and not doubtful(card):
        name = translate("LibraryText", "{name} (name stated in the file)").format(name=name)
    parts = [title(card), name, state_word(card.state if card.signed else "", lang), dates(card)]
    if card.favourite:
        parts.append(translate("LibraryText", "favourite"))
    return ", ".join(part for part in parts if part)


def count_credentials(count: int) -> str:
    """Return how many credentials, in words."""
    return QCoreApplication.translate("LibraryText", "%n credential(s)", "", count)


def count_papers(count: int) -> str:
    """Return how many papers, in words."""
    return QCoreApplication.translate("LibraryText", "%n paper(s)", "", count)
