"""The lifelong-learning portfolio: a selection with totals, written in forms that outlive this program."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from wallet.ports import Progress
from wallet.services.library import Query
from wallet.services.share import ShareFile


class PortfolioForm(StrEnum):
    """Contract section 2, ``wallet portfolio --as``."""

    PDF = "pdf"
    HTML = "html"
    CLR = "clr"
    ELM = "elm"
    ZIP = "zip"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Total:
    """What one institution gave in one year. Systems of credit are never added together."""

    institution: str
    institution_checked: bool
    year: int | None
    count: int
    credits: Mapping[str, Decimal]
    hours: Decimal | None


@dataclass(frozen=True, slots=True)
class PortfolioRequest:
    """What to write. ``ids`` in the order wanted (empty: all of ``query``); ``notes`` are the person's own words."""

    form: PortfolioForm
    query: Query
    ids: tuple[str, ...] = ()
    title: str = ""
    person_name: str = ""
    introduction: str = ""
    notes: Mapping[str, str] = None  # type: ignore[assignment]
    lang: str = "en"


class PortfolioService:
    """Built by the session."""

    def totals(self, query: Query) -> tuple[Total, ...]:
        """Return EC and hours per institution and year."""
        raise NotImplementedError

    def build(self, request: PortfolioRequest, *, progress: Progress | None = None) -> ShareFile:
        """Write the portfolio."""
        raise NotImplementedError
