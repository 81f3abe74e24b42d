"""Untrusted text on its way to paper, a page or a table: printable characters only, Markdown as plain lines."""

import json
import re
import unicodedata
from functools import cache

from wallet import resources

REPLACEMENT = "\u25a1"
"""Stands for a character that no bundled font has."""

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DROPPED = frozenset("\u200b\u2060\ufeff\u00ad")
# Tick marks: an export never shows one, not even one that an issuer wrote into a title.
_TICKS = frozenset("\u2611\u2705\u2713\u2714\U0001f5f8\U0001f5f9\U0001f197")
_UNPRINTABLE = frozenset({"Cc", "Cs", "Co", "Cn"})
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_BULLET = re.compile(r"^(\s*)[-*+]\s+(.*)$")
_QUOTE = re.compile(r"^\s{0,3}>\s?(.*)$")
_RULE = re.compile(r"^\s{0,3}(?:[-*_]\s*){3,}$")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\(\s*<?([^\s)>]*)>?[^)]*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=\S)(.+?)(?<=\S)\1(?![\w*_])")
_CODE = re.compile(r"`([^`]+)`")
_TAG = re.compile(r"<[/!]?[A-Za-z][^<>]{0,500}>")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>~|])")


def printable(text: str, limit: int) -> str:
    """Return ``text`` without control, bidirectional and private characters, at most ``limit`` characters long.

    Line breaks stay. Bidirectional overrides can make a reader see another sentence than the one that was signed.
    """
    kept = []
    for character in text[: limit * 2]:
        if character in "\n\r\u2028\u2029\u0085":
            kept.append("\n")
        elif character.isspace():
            kept.append(" ")
        elif character not in _BIDI and character not in _DROPPED:
            hidden = character in _TICKS or unicodedata.category(character) in _UNPRINTABLE
            kept.append(REPLACEMENT if hidden else character)
    whole = "".join(kept).strip()
    return whole if len(whole) <= limit else whole[: limit - 1].rstrip() + "…"


def one_line(text: str, limit: int = 300) -> str:
    """Return ``text`` as one printable line."""
    return " ".join(printable(text, limit).split())


def paragraphs(markdown: str, limit: int) -> str:
    """Return Markdown as plain lines: marks removed, bullets kept, addresses in words, pictures and HTML dropped.

    Only an https address of a link is kept, as text behind its words; nothing is ever a link or fetched.
    """
    lines: list[str] = []
    for line in printable(markdown.replace("\\n", "\n"), limit).split("\n"):
        if _FENCE.match(line) or _RULE.match(line):
            continue
        heading, bullet, quote = _HEADING.match(line), _BULLET.match(line), _QUOTE.match(line)
        if heading:
            lines.append(_inline(heading[1]))
        elif bullet:
            lines.append("  " * min(len(bullet[1]) // 2, 3) + "• " + _inline(bullet[2]))
        else:
            lines.append(_inline(quote[1] if quote else line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _inline(text: str) -> str:
    text = _IMAGE.sub(lambda match: match[1], text)
    text = _LINK.sub(_link, text)
    text = _TAG.sub("", text)
    text = _CODE.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", text).rstrip()


def _link(match: re.Match[str]) -> str:
    words, address = match[1].strip(), match[2]
    if not address.casefold().startswith("https://") or address == words:
        return words
    return f"{words} ({address})" if words else address


@cache
def _covered() -> tuple[tuple[int, int], ...]:
    table = json.loads(resources.read_text("fonts", "coverage.json"))
    return tuple((int(start), int(end)) for start, end in table)


def settable(text: str) -> str:
    """Return ``text`` with every character that no bundled font has replaced; PDF/A has no place for missing glyphs."""
    return "".join(character if character == "\n" or _has_glyph(ord(character)) else REPLACEMENT for character in text)


@cache
def _has_glyph(point: int) -> bool:
    low, high = 0, len(_covered())
    if point < ord(" "):
        return False
    while low < high:
        middle = (low + high) // 2
        start, end = _covered()[middle]
        if point < start:
            high = middle
        elif point > end:
            low = middle + 1
        else:
            return True
    return False
