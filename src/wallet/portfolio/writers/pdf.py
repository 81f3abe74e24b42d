"""The PDF of a portfolio, of one credential, or of the result of a check: for people, with the originals attached."""

from collections.abc import Mapping
from typing import Any

from wallet import wording
from wallet.portfolio.data import CheckSheet, CodeSheet, PortfolioData, Written
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
from wallet.portfolio.fields import moment_day, rows_of, title_text
from wallet.portfolio.file_names import numbered, plain_media_type, safe_name
from wallet.portfolio.pictures import safe_picture
from wallet.portfolio.plain_text import one_line, paragraphs
from wallet.portfolio.typesetting import has_unsettable, typeset

MEDIA_TYPE = "application/pdf"
_PICTURE_WIDTH = 86
_MAX_SUBTITLE = 300
_MODULE_MM = 0.6
"""Side of one module on paper: a phone at 20 cm sees it as three pixels or more."""
_MODULE_ALONE_MM = 0.9
_NARROWEST_MM, _WIDEST_OF_TWO_MM, _WIDEST_MM = 40, 79, 120


def write(data: PortfolioData, items: tuple[Shown, ...] | None = None) -> Written:
    """Return the portfolio: the totals, what is in it, then every credential.

    ``items`` are the entries as ``shown_all`` gives them, where they are at hand already.

    Raises:
        EnvironmentFailedError: see ``typesetting.typeset``.
    """
    files: dict[str, bytes] = {}
    everything = shown_all(data) if items is None else items
    cards = [_item(item, data, position, files) for position, item in enumerate(everything, 1)]
    document = _frame(data, title_of(data), words("footer", data.lang, date=made_on(data), place=place(data)))
    document["entries"] = cards
    document["break_before"] = True
    document["introduction"] = paragraphs(data.introduction, 4000)
    document["totals"] = {
        "title": words("totals", data.lang),
        "head": totals_head(data.lang),
        "rows": list(totals_rows(data)),
        "note": totals_note(data),
    }
    if not document["totals"]["rows"] and data.entries:
        document["notice"] = totals_note(data)
    document["contents_title"] = words("contents", data.lang)
    document["contents_head"] = contents_head(data.lang)
    document["contents"] = list(contents_rows(everything))
    return _written(document, files, data)


def write_credential(data: PortfolioData) -> Written:
    """Return the PDF of the one credential in ``data``, with its picture, its code and the original attached."""
    files: dict[str, bytes] = {}
    first = shown_all(data)[0]
    item = _item(first, data, 1, files)
    document = _frame(data, first.title, words("footer", data.lang, date=made_on(data), place=place(data)))
    # The title of the document is the title of the credential: it is not said twice.
    document["heading_shown"] = False
    document["subtitle"] = one_line(data.person_name, _MAX_SUBTITLE)
    document["entries"] = [item]
    return _written(document, files, data)


def write_check_report(sheet: CheckSheet) -> bytes:
    """Return the result of a check on one page of paper, with the date of the check.

    Raises:
        EnvironmentFailedError: see ``typesetting.typeset``.
    """
    lang = sheet.lang
    date = moment_day(sheet.made_at, lang, sheet.tz)
    document = _empty(lang)
    document["title"] = words("check.title", lang)
    document["subtitle"] = words("check.checked", lang, source=one_line(sheet.source, 200))
    document["printed"] = words("printed", lang, date=date)
    document["footer"] = words("footer_sheet", lang, date=date, place=words("place_app", lang))
    document["sheet"] = {
        **_result(sheet),
        "items_title": words("check.items", lang),
        "items_head": [words(key, lang) for key in ("credential", "state", "check.meaning")],
        "items": [[one_line(item.title), one_line(item.word), one_line(item.sentence)] for item in sheet.items],
        "checks_title": words("check.checks", lang),
        "rows_title": words("check.facts", lang),
        "rows": _sheet_rows(sheet),
        "parts": [{"title": one_line(part.source, 200), **_result(part)} for part in sheet.parts],
    }
    if sheet.sha256:
        document["notice"] = words("check.fingerprint", lang, sha256=sheet.sha256)
    _note_glyphs(document, lang)
    return typeset(document, {}, sheet.made_at)


def _result(sheet: CheckSheet) -> dict[str, Any]:
    """Return the verdict of one result in words with its reasons, each with where from and when."""
    return {
        "word": one_line(sheet.word),
        "sentence": one_line(sheet.sentence, 600),
        "todo": one_line(sheet.todo, 300),
        "flags": [one_line(flag, 300) for flag in sheet.flags],
        "checked": words("as_found", sheet.lang, moment=one_line(sheet.checked_on)),
        "checks_head": [words(f"check.{key}", sheet.lang) for key in ("check", "outcome", "meaning")],
        "checks": [
            [
                one_line(row.name),
                one_line(row.outcome),
                "\n".join(filter(None, (one_line(row.sentence, 600), one_line(row.source, 300)))),
            ]
            for row in sheet.rows
        ],
        "notice": words("check.fingerprint", sheet.lang, sha256=sheet.sha256) if sheet.sha256 else "",
    }


def write_codes(sheet: CodeSheet) -> bytes:
    """Return codes on paper, each with its title, in modules that a camera held by hand can tell apart.

    Raises:
        EnvironmentFailedError: see ``typesetting.typeset``.
    """
    lang = sheet.lang
    document = _empty(lang)
    document["title"] = sheet.heading
    document["printed"] = sheet.explanation
    document["footer"] = words("printed", lang, date=moment_day(sheet.made_at, lang, sheet.tz))
    alone = len(sheet.codes) == 1
    files: dict[str, bytes] = {}
    for position, code in enumerate(sheet.codes, 1):
        name = f"code-{position}.svg"
        files[name] = code.svg
        title = one_line(code.title, 200)
        wanted = code.side * (_MODULE_ALONE_MM if alone else _MODULE_MM)
        document["codes"].append(
            {
                "file": name,
                "alt": words("qr_of", lang, title=title),
                "title": title,
                "line": one_line(code.line),
                "width": min(_WIDEST_MM if alone else _WIDEST_OF_TWO_MM, max(_NARROWEST_MM, wanted)),
            }
        )
    _note_glyphs(document, lang)
    return typeset(document, files, sheet.made_at)


def _sheet_rows(sheet: CheckSheet) -> list[dict[str, str]]:
    if sheet.record is None:
        return []
    title = {"label": wording.say("record.field.title", sheet.lang), "text": title_text(sheet.record, sheet.lang)}
    rows = [
        {"label": row.label, "text": row.text}
        for row in rows_of(sheet.record, sheet.lang, sheet.tz)
        if row.field in _ON_A_SHEET
    ]
    return [title, *rows] if title["text"] else rows


_ON_A_SHEET = frozenset(
    {
        "kind",
        "holder",
        "issuer",
        "awarding_bodies",
        "sealed_by",
        "awarded_on",
        "expires_at",
        "credits",
        "hours",
        "level",
        "grades",
    }
)


def _empty(lang: str) -> dict[str, Any]:
    return {
        "lang": lang,
        "title": "",
        "heading_shown": True,
        "subtitle": "",
        "printed": "",
        "footer": "",
        "introduction": "",
        "label_own_words": words("own_words", lang),
        "label_field": words("field", lang),
        "label_value": words("value", lang),
        "totals": {"title": "", "head": [], "rows": [], "note": ""},
        "contents_title": "",
        "contents_head": [],
        "contents": [],
        "entries": [],
        "break_before": False,
        "sheet": None,
        "codes": [],
        "notice": "",
    }


def _frame(data: PortfolioData, title: str, footer: str) -> dict[str, Any]:
    document = _empty(data.lang)
    document["title"] = title
    document["footer"] = footer
    document["printed"] = words("printed", data.lang, date=made_on(data))
    name = one_line(data.person_name, _MAX_SUBTITLE)
    document["subtitle"] = "" if name in title else name
    return document


def _note_glyphs(document: dict[str, Any], lang: str) -> None:
    if has_unsettable(document):
        document["notice"] = " ".join(filter(None, (document["notice"], words("glyphs", lang))))


def _written(document: dict[str, Any], files: Mapping[str, bytes], data: PortfolioData) -> Written:
    _note_glyphs(document, data.lang)
    return Written(MEDIA_TYPE, "pdf", typeset(document, files, data.made_at))


def _item(item: Shown, data: PortfolioData, position: int, files: dict[str, bytes]) -> dict[str, Any]:
    lang = data.lang
    return {
        "title": item.title,
        "word": item.word,
        "sentence": item.sentence,
        "todo": "",
        "flags": list(item.flags),
        "checked": item.checked,
        "note": item.note,
        "rows": [{"label": row.label, "text": row.text} for row in item.rows],
        "picture": _picture(item, position, files, lang),
        "qr": _code(item, position, files, lang),
        "attachment": _attachment(item, data, position, files),
    }


def _picture(item: Shown, position: int, files: dict[str, bytes], lang: str) -> dict[str, Any] | None:
    found = item.picture
    if found is None:
        return None
    name = f"picture-{position}.{'jpg' if found.media_type == 'image/jpeg' else 'png'}"
    files[name] = found.data
    return {"file": name, "width": _PICTURE_WIDTH, "alt": words("picture_of", lang, title=item.title)}


def _code(item: Shown, position: int, files: dict[str, bytes], lang: str) -> dict[str, Any] | None:
    # A code must keep its exact modules, so it is only encoded anew and never made smaller.
    found = safe_picture(item.entry.qr, longest=4000)
    if found is None:
        return None
    name = f"code-{position}.png"
    files[name] = found.data
    return {"file": name, "alt": words("qr_of", lang, title=item.title)}


def _attachment(item: Shown, data: PortfolioData, position: int, files: dict[str, bytes]) -> dict[str, Any] | None:
    entry = item.entry
    if not entry.raw:
        return None
    title = safe_name(entry.file_name.rsplit(".", 1)[0]) if entry.discredited else item.title
    name = numbered(position, title, entry.media_type, len(data.entries))
    files[f"original-{position}"] = entry.raw
    return {
        "file": f"original-{position}",
        "name": name,
        "mime": plain_media_type(entry.media_type),
        "description": words("attachment", data.lang, title=item.title),
        "words": words("attached", data.lang, name=name),
    }
