"""Codes on paper: one sheet with a code for each credential, as a page that prints on A4 or Letter.

Self-contained HTML with inline SVG: every script prints as the browser writes it, and nothing is fetched.
"""

import base64
import hashlib
import html
from collections.abc import Sequence
from dataclasses import dataclass

_STYLE = """@page{margin:14mm}
body{font:11pt system-ui,sans-serif;color:#000;background:#fff;margin:0 auto;max-width:190mm}
h1{font-size:15pt;margin:0 0 2mm}p{margin:0 0 4mm}
ul{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:1fr 1fr;gap:8mm}
li{break-inside:avoid;text-align:center;border:.3mm solid #bbb;border-radius:2mm;padding:4mm}
svg{width:68mm;height:68mm;display:block;margin:0 auto 2mm}
b{display:block;overflow-wrap:anywhere}"""


@dataclass(frozen=True, slots=True)
class SheetCode:
    """One code on a sheet: the title of its credential, a line below it, and the code as SVG."""

    title: str
    line: str
    svg: bytes


def sheet(codes: Sequence[SheetCode], *, heading: str, explanation: str, lang: str) -> bytes:
    """Return the sheet as HTML. All texts are shown as text, whatever they contain."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode("ascii")
    items = "".join(
        f'<li>{code.svg.decode("utf-8").strip()}<b dir="auto">{html.escape(code.title)}</b>'
        f'<span dir="auto">{html.escape(code.line)}</span></li>'
        for code in codes
    )
    return (
        f'<!doctype html><html lang="{html.escape(lang)}"><meta charset="utf-8">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'\">"
        f'<meta name="viewport" content="width=device-width"><title>{html.escape(heading)}</title>'
        f"<style>{_STYLE}</style><h1>{html.escape(heading)}</h1><p>{html.escape(explanation)}</p><ul>{items}</ul></html>\n"
    ).encode()
