"""Writes what a run fetched as a recording that ``--replay`` takes (``--record``), always with ``retrieved_at``."""

import hashlib
import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wallet.errors import EnvironmentFailedError, UnreachableError
from wallet.ports import Clock, Document, Fetcher, Purpose

_NOT_OF_THE_BODY = frozenset({"content-encoding", "location"})
"""Headers that say how the body travelled; what is kept is the body itself."""


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _name(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32] + ".bin"


def _without_fragment(url: str) -> str:
    return url.split("#", 1)[0]


def _entry(document: Document, body_file: str) -> dict[str, Any]:
    headers = {name: value for name, value in document.headers.items() if name not in _NOT_OF_THE_BODY}
    if document.media_type:
        headers.setdefault("content-type", document.media_type)
    return {
        "status": 200,
        "headers": headers,
        "body_file": body_file,
        "retrieved_at": _stamp(document.retrieved_at),
    }


def write_recording(path: Path, documents: dict[str, Document], statuses: dict[str, tuple[int, datetime]]) -> None:
    """Write a map at ``path`` and the bodies in a folder beside it; the map appears whole or not at all.

    Raises:
        EnvironmentFailedError: ``record.write_failed`` with ``facts["path"]``.
    """
    bodies = path.parent / f"{path.stem}.bodies"
    entries: dict[str, Any] = {
        url: {"status": status, "headers": {}, "body_file": "", "retrieved_at": _stamp(when)}
        for url, (status, when) in statuses.items()
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        bodies.mkdir(exist_ok=True)
        for url, document in documents.items():
            name = _name(document.body)
            (bodies / name).write_bytes(document.body)
            answered = _without_fragment(document.final_url or url)
            if answered != url:
                # Where an answer came from decides for whom it speaks, so a redirect is played again as one.
                when = _stamp(document.retrieved_at)
                entries[url] = {"status": 302, "headers": {"location": answered}, "body_file": "", "retrieved_at": when}
            if answered == url or answered not in documents:
                entries[answered] = _entry(document, f"{bodies.name}/{name}")
        draft = path.with_name(path.name + ".part")
        draft.write_text(json.dumps(entries, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
        draft.replace(path)
    except OSError as error:
        raise EnvironmentFailedError("record.write_failed", {"path": str(path)}) from error


class RecordingFetcher:
    """A Fetcher that remembers every answer of another, redirects resolved, until ``write``."""

    def __init__(self, inner: Fetcher, clock: Clock) -> None:
        """Wrap ``inner``; ``clock`` dates the answers that are only a status."""
        self._inner = inner
        self._clock = clock
        self._lock = threading.Lock()
        self._documents: dict[str, Document] = {}
        self._statuses: dict[str, tuple[int, datetime]] = {}

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        """Return the document of the wrapped fetcher (see ``ports.Fetcher``)."""
        asked = _without_fragment(url)
        try:
            document = self._inner.get(url, purpose=purpose, accept=accept)
        except UnreachableError as error:
            status = error.facts.get("status", "")
            if status.isdigit():
                with self._lock:
                    self._statuses[asked] = (int(status), self._clock.now())
            raise
        with self._lock:
            self._documents[asked] = document
        return document

    def write(self, path: Path) -> None:
        """Write the recording (see ``write_recording``)."""
        with self._lock:
            statuses = {url: seen for url, seen in self._statuses.items() if url not in self._documents}
            write_recording(path, dict(self._documents), statuses)
