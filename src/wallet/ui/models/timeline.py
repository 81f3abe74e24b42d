"""The library as a timeline: years down, a lane each for study, work and volunteering across."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from wallet.model.card import Card
from wallet.ui.models.issuer_text import one_line

AnyIndex = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class Lane(StrEnum):
    """The part of life that a credential belongs to."""

    STUDY = "study"
    WORK = "work"
    VOLUNTEERING = "volunteering"


_LANES = tuple(Lane)
_WORDS: tuple[tuple[Lane, tuple[str, ...]], ...] = (
    (Lane.VOLUNTEERING, ("extra_curricular", "volunteer", "community", "membership")),
    (Lane.WORK, ("work", "attendance", "licen", "certification", "apprentice", "professional", "badge")),
)


@dataclass(frozen=True, slots=True)
class Year:
    """One row: a year (nothing where no date is stated) with the cards of each lane, newest first."""

    year: int | None
    lanes: dict[Lane, tuple[Card, ...]] = field(default_factory=dict)


def lane_of(card: Card) -> Lane:
    """Return the lane of a card, from the kind that the credential states."""
    kind = card.kind.casefold()
    for lane, words in _WORDS:
        if any(word in kind for word in words):
            return lane
    return Lane.STUDY


def years_of(cards: Sequence[Card]) -> tuple[Year, ...]:
    """Return the rows of the timeline, the latest year first and undated credentials last."""
    found: dict[int | None, dict[Lane, list[Card]]] = {}
    for card in cards:
        year = card.awarded_on.year if card.awarded_on else None
        found.setdefault(year, {}).setdefault(lane_of(card), []).append(card)
    ordered = sorted(found, key=lambda year: -1 if year is None else year, reverse=True)
    return tuple(
        Year(year, {lane: tuple(_newest_first(found[year].get(lane, []))) for lane in _LANES}) for year in ordered
    )


def _newest_first(cards: Sequence[Card]) -> list[Card]:
    return sorted(cards, key=lambda card: (card.awarded_on is not None, card.awarded_on), reverse=True)


class TimelineModel(QAbstractTableModel):
    """Years as rows, lanes as columns; each cell names its credentials and holds them under ``CARDS_ROLE``."""

    CARDS_ROLE = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._years: tuple[Year, ...] = ()

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these cards instead."""
        self.beginResetModel()
        self._years = years_of(cards)
        self.endResetModel()

    def clear(self) -> None:
        """Forget everything (the wallet is locked)."""
        self.show_cards(())

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """Return the number of years."""
        return 0 if parent.isValid() else len(self._years)

    def columnCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """Return the number of lanes."""
        return 0 if parent.isValid() else len(_LANES)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the titles of a cell, its cards, or what a screen reader says."""
        if not index.isValid():
            return None
        cards = self._years[index.row()].lanes[_LANES[index.column()]]
        if role == self.CARDS_ROLE:
            return cards
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join(one_line(card.title) for card in cards)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "; ".join(one_line(f"{card.title}, {card.issuer}") for card in cards)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name of a lane, or the year."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._lane_name(_LANES[section])
        year = self._years[section].year
        return QCoreApplication.translate("TimelineModel", "No date") if year is None else str(year)

    @staticmethod
    def _lane_name(lane: Lane) -> str:
        names = {
            Lane.STUDY: QCoreApplication.translate("TimelineModel", "Study"),
            Lane.WORK: QCoreApplication.translate("TimelineModel", "Work"),
            Lane.VOLUNTEERING: QCoreApplication.translate("TimelineModel", "Volunteering"),
        }
        return names[lane]
