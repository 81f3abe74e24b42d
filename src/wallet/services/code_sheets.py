"""Codes on paper: a sheet with one code, or with several and their titles, as PDF."""

import re
from collections.abc import Sequence
from datetime import datetime

from wallet import wording
from wallet.portfolio.data import CodeSheet, PrintedCode
from wallet.portfolio.writers.pdf import write_codes
from wallet.sharing.sheet import SheetCode

_SIDE = re.compile(rb'viewBox="0 0 (\d+) ')


def heading(lang: str) -> str:
    """Return what stands above the codes."""
    return wording.say("share.sheet.heading", lang)


def explanation(lang: str, *, by_phone: bool) -> str:
    """Return what somebody with the paper in hand does; ``by_phone``: the codes are addresses of a checker."""
    return wording.say("share.sheet.by_phone" if by_phone else "share.sheet.by_app", lang)


def until(lang: str, end: datetime | None) -> str:
    """Return the line that says how long a code can be checked; nothing without an end."""
    return "" if end is None else wording.say("share.sheet.until", lang, {"date": end.date().isoformat()})


def pdf_of(codes: Sequence[SheetCode], lang: str, now: datetime, *, by_phone: bool) -> bytes:
    """Return the sheet as PDF.

    Raises:
        EnvironmentFailedError: see ``portfolio.typesetting.typeset``.
    """
    printed = tuple(PrintedCode(one.title, one.line, one.svg, _side(one.svg)) for one in codes)
    return write_codes(CodeSheet(heading(lang), explanation(lang, by_phone=by_phone), printed, lang, now))


def _side(svg: bytes) -> int:
    # In the drawing (``sharing.qr.still_svg``) a module is one unit.
    found = _SIDE.search(svg)
    return int(found[1]) if found is not None else 0
