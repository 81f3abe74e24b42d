"""Text that somebody else wrote, shown so that it cannot disturb the window.

Whatever an issuer wrote is plain text: never markup, bounded in length, without control characters or
direction overrides, and breakable everywhere, so that neither HTML nor a megabyte of one letter changes a layout.
"""

import html
import unicodedata

from wallet.services import sentences

TITLE_LIMIT = 160
BODY_LIMIT = 4_000
VALUE_LIMIT = 300
_LONG_RUN = 32
_MAX_MARKS = 4
# Direction overrides, embeddings and isolates: they could turn the words of a whole sentence around.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_ZERO_WIDTH_SPACE = "\u200b"
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def _kept(char: str) -> bool:
    if char in _BIDI:
        return False
    return char == "\n" or unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"}


def clean(text: str, limit: int = BODY_LIMIT) -> str:
    """Return ``text`` without control characters and overrides, at most ``limit`` characters long."""
    head = text[: limit * 2].replace("\r\n", "\n").replace("\t", " ")
    kept: list[str] = []
    marks = 0
    for char in head:
        if not _kept(char):
            continue
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MAX_MARKS:
            kept.append(char)
    result = "".join(kept).strip()
    if len(result) > limit or len(text) > limit * 2:
        return result[: limit - 1].rstrip() + "…"
    return result


def one_line(text: str, limit: int = TITLE_LIMIT) -> str:
    """Return ``text`` cleaned and on one line, for titles and list rows."""
    return " ".join(clean(text, limit).split())


def isolated(text: str, limit: int = TITLE_LIMIT) -> str:
    """Return ``text`` cleaned and wrapped so that its direction stays its own inside a sentence of ours."""
    return f"{_FIRST_STRONG_ISOLATE}{one_line(text, limit)}{_POP_ISOLATE}"


def breakable(text: str) -> str:
    """Return ``text`` with places to break inside long runs without a space, such as addresses."""
    parts: list[str] = []
    run = 0
    for char in text:
        run = 0 if char.isspace() else run + 1
        parts.append(char)
        if run and run % _LONG_RUN == 0:
            parts.append(_ZERO_WIDTH_SPACE)
    return "".join(parts)


def tool_tip(text: str, limit: int = BODY_LIMIT) -> str:
    """Return ``text`` for a tool tip, which guesses whether it is markup: it is, and everything in it is escaped."""
    return f"<qt>{html.escape(clean(text, limit))}</qt>" if text else ""


def value_text(value: str, lang: str) -> str:
    """Return a value that a credential states, on one line; a moment becomes a date in words."""
    return one_line(sentences.fact_texts({"value": value}, lang)["value"], VALUE_LIMIT)


def source_name(label: str) -> str:
    """Return the last part of a path, or the label as it is, on one line."""
    name = label.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    return one_line(label if "://" in label or not name else name)
