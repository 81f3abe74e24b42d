"""What the library is narrowed down to: shelf, text, and one value each of kind, issuer, year, verdict and end date."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from wallet.services.library import Facet, Facets, Query, Shelf, Sort
from wallet.ui.models import library_text

CHIPS = ("kind", "issuer", "year", "state", "ends")


def chip_name(chip: str) -> str:
    """Return the name of a chip."""
    translate = QCoreApplication.translate
    return {
        "kind": translate("Filters", "Kind"),
        "issuer": translate("Filters", "From"),
        "year": translate("Filters", "Year"),
        "state": translate("Filters", "Verdict"),
        "ends": translate("Filters", "End date"),
    }[chip]


def shelf_name(shelf: Shelf) -> str:
    """Return the name of a shelf."""
    translate = QCoreApplication.translate
    return {
        Shelf.ALL: translate("Filters", "All"),
        Shelf.FAVOURITES: translate("Filters", "Favourites"),
        Shelf.ATTENTION: translate("Filters", "Needs attention"),
        Shelf.PAPERS: translate("Filters", "Papers"),
        Shelf.REMOVED: translate("Filters", "Recently removed"),
    }[shelf]


def sort_name(sort: Sort) -> str:
    """Return the name of an order."""
    translate = QCoreApplication.translate
    return {
        Sort.NEWEST: translate("Filters", "Newest first"),
        Sort.OLDEST: translate("Filters", "Oldest first"),
        Sort.TITLE: translate("Filters", "By title"),
        Sort.ISSUER: translate("Filters", "By issuer"),
        Sort.ADDED: translate("Filters", "Last added first"),
    }[sort]


def end_name(value: str) -> str:
    """Return when something ends."""
    translate = QCoreApplication.translate
    return {
        "soon": translate("Filters", "Ends within 60 days"),
        "past": translate("Filters", "Has ended"),
        "later": translate("Filters", "Ends later"),
        "open": translate("Filters", "Has no end"),
    }.get(value, value)


def value_text(chip: str, value: str, lang: str) -> str:
    """Return a value of a chip in words."""
    if chip == "kind":
        return library_text.kind_word(value, lang)
    if chip == "state":
        return library_text.state_word(value, lang)
    if chip == "ends":
        return end_name(value)
    return library_text.short(value, 60)


def facets_of(facets: Facets, chip: str) -> tuple[Facet, ...]:
    """Return the values a chip offers."""
    return {
        "kind": facets.kinds,
        "issuer": facets.issuers,
        "year": facets.years,
        "state": facets.states,
        "ends": facets.ends,
    }[chip]


class Filters:
    """The query as the person builds it; every change gives a new ``Query``."""

    def __init__(self) -> None:
        """Start with everything."""
        self.query = Query()

    def set_text(self, text: str) -> None:
        """Search for ``text``."""
        self.query = replace(self.query, text=text.strip())

    def set_shelf(self, shelf: Shelf) -> None:
        """Look at one shelf, out of any collection."""
        self.query = replace(self.query, shelf=shelf, collection=None)

    def set_collection(self, name: str) -> None:
        """Look at one collection."""
        self.query = replace(self.query, shelf=Shelf.ALL, collection=name)

    def set_sort(self, sort: Sort) -> None:
        """Use another order."""
        self.query = replace(self.query, sort=sort)

    def set_chip(self, chip: str, value: str | None) -> None:
        """Narrow down by a value, or no longer."""
        changed: dict[str, Any] = {chip: int(value) if chip == "year" and value is not None else value}
        self.query = replace(self.query, **changed)

    def chip_value(self, chip: str) -> str | None:
        """Return the value a chip narrows down to."""
        value = getattr(self.query, chip)
        return None if value is None else str(value)

    def narrowed(self) -> bool:
        """Tell whether anything but the shelf narrows the list."""
        return bool(self.query.text) or any(self.chip_value(chip) is not None for chip in CHIPS)

    def clear(self) -> None:
        """Show the whole shelf again."""
        query = self.query
        self.query = Query(shelf=query.shelf, collection=query.collection, sort=query.sort)

    def chosen(self) -> Iterator[str]:
        """Return the chips in use."""
        return (chip for chip in CHIPS if self.chip_value(chip) is not None)
