"""Everything in one file that outlives this program: the originals, what was made of them, and the evidence.

The evidence is a recording as ``wallet verify --replay`` takes it (contract section 2), so the originals stay
checkable when an issuer is gone.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from wallet.portfolio.data import PortfolioData, Written
from wallet.portfolio.document import made_on, shown_all, shown_title, title_of, words
from wallet.portfolio.file_names import extension_of, numbered, safe_name
from wallet.portfolio.writers import csv, html, pdf

MEDIA_TYPE = "application/zip"
ORIGINALS = "originals"
EVIDENCE = "evidence"
RECORDING = f"{EVIDENCE}/recording.json"

_PACKED = ("png", "jpg", "pdf", "zip")
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def write(data: PortfolioData) -> Written:
    """Return the archive; equal input gives equal bytes.

    Raises:
        EnvironmentFailedError: see ``typesetting.typeset``.
    """
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in _files(data).items():
            _put(archive, name, body, data.made_at)
    return Written(MEDIA_TYPE, "zip", into.getvalue())


def _files(data: PortfolioData) -> dict[str, bytes]:
    names = original_names(data)
    items = shown_all(data)
    title = title_of(data)
    files = {"README.txt": words("zip.readme", data.lang, title=title, date=made_on(data)).strip().encode() + b"\n"}
    for entry, name in zip(data.entries, names, strict=True):
        files[f"{ORIGINALS}/{name}"] = entry.raw
    files["portfolio.pdf"] = pdf.write(data, items).data
    files["portfolio.html"] = html.write(data, items).data
    files["index.csv"] = csv.write(data).data
    files["index.json"] = _index(data, names)
    files.update(recording(data))
    return files


def original_names(data: PortfolioData) -> list[str]:
    """Return the name of each original in the archive, in order."""
    names = []
    for number, entry in enumerate(data.entries, 1):
        title = safe_name(entry.file_name.rsplit(".", 1)[0]) if entry.discredited else shown_title(entry, data.lang)
        names.append(numbered(number, title, entry.media_type, len(data.entries)))
    return names


def _index(data: PortfolioData, names: list[str]) -> bytes:
    items: list[dict[str, Any]] = []
    for entry, name in zip(data.entries, names, strict=True):
        item: dict[str, Any] = {
            "file": f"{ORIGINALS}/{name}",
            "media_type": entry.media_type,
            "sha256": hashlib.sha256(entry.raw).hexdigest(),
            "state": entry.state.value,
            "checked_at": _timestamp(entry.checked_at) if entry.checked_at else None,
            "note": entry.note,
        }
        if not entry.discredited:
            item["credential"] = msgspec.to_builtins(entry.record, str_keys=True)
        items.append(item)
    whole = {"title": title_of(data), "made_at": _timestamp(data.made_at), "signed": False, "items": items}
    return json.dumps(whole, ensure_ascii=True, indent=1).encode() + b"\n"


def recording(data: PortfolioData) -> Mapping[str, bytes]:
    """Return the evidence as files: one per document and the map that names them."""
    entries: dict[str, Any] = {}
    files: dict[str, bytes] = {}
    for document in data.evidence:
        if document.url in entries:
            continue
        body = f"{len(files) + 1:03d}.{extension_of(document.media_type)}"
        files[f"{EVIDENCE}/{body}"] = document.body
        entries[document.url] = {
            "status": 200,
            "headers": {"content-type": document.media_type},
            "body_file": body,
            "retrieved_at": _timestamp(document.retrieved_at),
        }
    files[RECORDING] = json.dumps(entries, ensure_ascii=True, indent=1).encode() + b"\n"
    return files


def _timestamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _put(archive: zipfile.ZipFile, name: str, body: bytes, made_at: datetime) -> None:
    # The time of making is the only time inside, so that equal content gives equal bytes.
    moment = made_at.astimezone(UTC)
    stamp = max(_EARLIEST, (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second))
    info = zipfile.ZipInfo(name, stamp)
    info.compress_type = zipfile.ZIP_STORED if name.rsplit(".", 1)[-1] in _PACKED else zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    archive.writestr(info, body)
