"""The forms of a portfolio. To add one: write a module with ``write(data) -> Written`` and a line in ``WRITERS``."""

from collections.abc import Callable, Mapping

from wallet.portfolio.data import PortfolioData, Written
from wallet.portfolio.writers import clr, csv, elm, html, pdf
from wallet.portfolio.writers.zip import write as write_zip

WRITERS: Mapping[str, Callable[[PortfolioData], Written]] = {
    "pdf": pdf.write,
    "html": html.write,
    "zip": write_zip,
    "csv": csv.write,
    "clr": clr.write,
    "elm": elm.write,
}
"""Form (contract section 2, ``wallet portfolio --as``) -> the function that writes it."""
