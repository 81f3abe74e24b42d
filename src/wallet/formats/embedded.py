"""What a presentation or a transcript holds: each credential inside it, cut out with its own bytes.

A credential may stand there as JSON, as a token, or enveloped in a ``data:`` address (VCDM 2.0 section 4.13.1).
"""

import base64
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from wallet.errors import MalformedError
from wallet.formats import json_slice, strict_json
from wallet.formats.recognised import Entry
from wallet.formats.vocabulary import ENVELOPED_CREDENTIAL, ENVELOPED_PRESENTATION, listed, types
from wallet.model.secured import Carrier

_LONGEST_HEAD = 500
_MEMBER = "verifiableCredential"
_NESTED_IN = ("credentialSubject",)


def paths(document: Mapping[str, Any]) -> Iterator[tuple[str | int, ...]]:
    """Yield where a document holds credentials: its own member, and that of each subject (CLR 2.0)."""
    if _MEMBER in document:
        yield (_MEMBER,)
    for name in _NESTED_IN:
        node = document.get(name)
        for position, subject in enumerate(listed(node)):
            if isinstance(subject, dict) and _MEMBER in subject:
                yield (name, position, _MEMBER) if isinstance(node, list) else (name, _MEMBER)


def entries(text: str, document: Mapping[str, Any], carrier: Carrier, *root: str | int) -> tuple[Entry, ...]:
    """Return every credential that ``document`` holds; ``text`` is its JSON, where it stands under ``root``.

    Raises:
        MalformedError: an envelope that cannot be opened.
    """
    found: list[Entry] = []
    for path in paths(document):
        for source in json_slice.cut_each(text, *root, *path):
            found.append(opened(source, str(len(found) + 1), carrier))
    return tuple(found)


def written_again(document: Mapping[str, Any], carrier: Carrier) -> tuple[Entry, ...]:
    """Return the credentials of a document that has no JSON text of its own (SD-JWT, COSE).

    Tokens inside keep their bytes; only a JSON object inside must be written anew, as it stands nowhere.
    """
    return entries(json.dumps(document, ensure_ascii=False), document, carrier)


def opened(source: str, name: str, carrier: Carrier) -> Entry:
    """Return one credential from its JSON source: an object as it stands, a token or an envelope opened.

    Raises:
        MalformedError: ``format.envelope``.
    """
    value = strict_json.loads(source)
    if isinstance(value, str):
        return Entry(name, value.encode("utf-8"), carrier)
    if isinstance(value, dict) and types(value) & {ENVELOPED_CREDENTIAL, ENVELOPED_PRESENTATION}:
        return Entry(name, data_address(value.get("id")), carrier)
    return Entry(name, source.encode("utf-8"), carrier)


def data_address(address: object) -> bytes:
    """Return the bytes of a ``data:`` address (RFC 2397).

    Raises:
        MalformedError: ``format.envelope``.
    """
    head, comma, body = address.partition(",") if isinstance(address, str) else ("", "", "")
    if not head.startswith("data:") or not comma or len(head) > _LONGEST_HEAD:
        raise MalformedError("format.envelope")
    if ";base64" in head:
        body = "".join(body.split())
        try:
            return base64.b64decode(body.replace("-", "+").replace("_", "/") + "=" * (-len(body) % 4), validate=True)
        except ValueError as error:
            raise MalformedError("format.envelope") from error
    return unquote_to_bytes(body) if "%" in body else body.encode("utf-8")
