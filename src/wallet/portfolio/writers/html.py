"""The portfolio as one self-contained page: no script, no remote resource, a policy that allows none of either.

Every text is escaped where it is placed. Addresses out of credentials are text and never links. The originals are
inside as ``data:`` addresses to save.
"""

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from itertools import count

from wallet import resources
from wallet.portfolio.data import PortfolioData, Written
from wallet.portfolio.document import (
    Shown,
    contents_head,
    contents_rows,
    made_on,
    place,
    shown_all,
    title_of,
    totals_head,
    totals_note,
    totals_rows,
    words,
)
from wallet.portfolio.file_names import numbered, safe_name
from wallet.portfolio.plain_text import one_line, paragraphs

MEDIA_TYPE = "text/html"


def policy(style: str) -> str:
    """Return the content security policy of the page: this style sheet and embedded pictures, nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-src 'none'; script-src 'none'"
    )


def write(data: PortfolioData, items: tuple[Shown, ...] | None = None) -> Written:
    """Return the page. ``items`` are the entries as ``shown_all`` gives them, where they are at hand already."""
    lang, style = data.lang, resources.read_text("portfolio", "page.css")
    items = shown_all(data) if items is None else items
    parts = [
        "<!doctype html>",
        f'<html lang="{_attribute(lang)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_attribute(policy(style))}">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="robots" content="noindex">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(title_of(data))}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        "<header>",
        f"<h1>{_text(title_of(data))}</h1>",
        _paragraph(one_line(data.person_name, 300) if data.person_name not in title_of(data) else ""),
        _paragraph(words("printed", lang, date=made_on(data)), "soft"),
        _own(paragraphs(data.introduction, 4000), lang),
        "</header>",
        "<main>",
        *_totals(data),
        *_contents(items, lang),
        *(line for number, item in enumerate(items, 1) for line in _article(item, number, data)),
        "</main>",
        f"<footer>{_text(words('footer_page', lang, date=made_on(data), place=place(data)))}</footer>",
        "</body>",
        "</html>",
        "",
    ]
    return Written(MEDIA_TYPE, "html", "\n".join(part for part in parts if part is not None).encode("utf-8", "replace"))


def _text(value: str) -> str:
    return escape(value, quote=False)


def _attribute(value: str) -> str:
    return escape(value, quote=True)


def _isolated(value: str) -> str:
    # A name in another direction of writing must not turn the words around it.
    return f'<bdi dir="auto">{_text(value)}</bdi>'


def _paragraph(value: str, kind: str = "") -> str:
    if not value:
        return ""
    return f'<p class="{kind}">{_text(value)}</p>' if kind else f"<p>{_isolated(value)}</p>"


def _own(value: str, lang: str) -> str:
    if not value:
        return ""
    return f'<p class="soft">{_text(words("own_words", lang))}</p><p class="own">{_isolated(value)}</p>'


def _table(head: Iterable[str], rows: Iterable[Iterable[str]], *, numeric: int) -> str:
    def cells(tag: str, values: Iterable[str]) -> str:
        scope = " scope=col" if tag == "th" else ""
        kinds = (" class=n" if place >= numeric else "" for place in count())
        return "".join(
            f"<{tag}{kind}{scope}>{_isolated(value)}</{tag}>" for value, kind in zip(values, kinds, strict=False)
        )

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return f"<table><thead><tr>{cells('th', head)}</tr></thead><tbody>{body}</tbody></table>"


def _totals(data: PortfolioData) -> list[str]:
    rows = list(totals_rows(data))
    note = f'<p class="soft">{_text(totals_note(data))}</p>'
    if not rows:
        return [note] if data.entries else []
    return [f"<h2>{_text(words('totals', data.lang))}</h2>", _table(totals_head(data.lang), rows, numeric=1), note]


def _contents(items: tuple[Shown, ...], lang: str) -> list[str]:
    if not items:
        return []
    table = _table(contents_head(lang), contents_rows(items), numeric=4)
    return [f"<h2>{_text(words('contents', lang))}</h2>", table]


def _article(item: Shown, number: int, data: PortfolioData) -> list[str]:
    flags = "".join(f"<br>{_isolated(flag)}" for flag in item.flags)
    rows = "".join(f"<dt>{_text(row.label)}</dt><dd>{_isolated(row.text)}</dd>" for row in item.rows)
    return [
        "<article>",
        f"<h2>{_isolated(item.title)}</h2>",
        _picture(item, data.lang),
        f'<div class="state"><strong>{_text(item.word)}</strong>{_isolated(item.sentence)}{flags}'
        f'<br><span class="soft">{_text(item.checked)}</span></div>',
        _own(item.note, data.lang),
        f"<dl>{rows}</dl>" if rows else "",
        _original(item, number, data),
        "</article>",
    ]


def _picture(item: Shown, lang: str) -> str:
    found = item.picture
    if found is None:
        return ""
    address = f"data:{found.media_type};base64,{base64.b64encode(found.data).decode()}"
    return f'<img src="{address}" alt="{_attribute(words("picture_of", lang, title=item.title))}">'


def _original(item: Shown, number: int, data: PortfolioData) -> str:
    raw = item.entry.raw
    if not raw:
        return ""
    title = safe_name(item.entry.file_name.rsplit(".", 1)[0]) if item.entry.discredited else item.title
    name = numbered(number, title, item.entry.media_type, len(data.entries))
    # Never a type that a browser would open in place: this is for saving.
    address = f"data:application/octet-stream;base64,{base64.b64encode(raw).decode()}"
    label = words("html.save", data.lang, size=str(max(1, round(len(raw) / 1024))))
    return f'<p class="save"><a download="{_attribute(name)}" href="{address}">{_text(label)}</a></p>'
