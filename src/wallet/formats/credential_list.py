"""Several credentials in one JSON or text: a plain list, an answer of the Open Badges 3.0 API, one token a line."""

from collections.abc import Mapping
from typing import Any

from wallet.formats import embedded, json_slice, jws
from wallet.formats.material import Material
from wallet.formats.recognised import Entry, RecognisedContainer
from wallet.model.secured import Format, Kind

_API_MEMBERS = ("credential", "compactJwsString", "compactJwsStrings")
"""Open Badges 3.0 section 6: the data model and the example of the API name the token list differently."""

_ENVELOPES = ("verifiablePresentation", "verifiableCredential", "vp", "vc")
"""Names under which answers of the VC API and exports of wallets carry one document."""


def sniff(material: Material) -> bool:
    """Tell whether it is a list of objects or tokens, or several tokens on lines of their own."""
    if material.looks_like_json:
        document = material.json
        if isinstance(document, list):
            return bool(document) and all(isinstance(item, dict | str) for item in document)
        return isinstance(document, dict) and bool(_paths(document))
    return len(_lines(material)) > 1


def parse(material: Material) -> RecognisedContainer:
    """Return the credentials as they stand in the list.

    Raises:
        MalformedError: an envelope in it that cannot be opened.
    """
    if material.looks_like_json:
        entries = _from_json(material)
    else:
        entries = [Entry(str(n), line.encode("ascii"), material.carrier) for n, line in enumerate(_lines(material), 1)]
    return RecognisedContainer(Kind.BUNDLE, Format.UNKNOWN, tuple(entries), material.carrier)


def _from_json(material: Material) -> list[Entry]:
    text = material.data.decode("utf-8")
    document = material.json
    paths: list[tuple[str, ...]] = [(name,) for name in _paths(document)] if isinstance(document, dict) else [()]
    entries: list[Entry] = []
    for path in paths:
        for source in json_slice.cut_each(text, *path):
            entries.append(embedded.opened(source, str(len(entries) + 1), material.carrier))
    return entries


def _paths(document: Mapping[str, Any]) -> list[str]:
    found = [name for name in _API_MEMBERS if isinstance(document.get(name), list)]
    return found or [name for name in _ENVELOPES if isinstance(document.get(name), dict | list)]


def _lines(material: Material) -> list[str]:
    text = material.text or ""
    if not text.startswith("eyJ") or "\n" not in text:
        return []
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines if all(jws.looks_compact(line.split("~")[0]) for line in lines) else []
