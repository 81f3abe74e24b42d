"""Writes what a run fetched as a recording that ``--replay`` takes (``--record``), always with ``retrieved_at``."""

import hashlib
import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wallet.errors import EnvironmentFailedError, UnreachableError
from wallet.ports import Clock, Document, Fetcher, Purpose


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _name(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32] + ".bin"


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
            headers = {name: value for name, value in document.headers.items() if name != "content-encoding"}
            if document.media_type:
                headers.setdefault("content-type", document.media_type)
            entries[url] = {
                "status": 200,
                "headers": headers,
                "body_file": f"{bodies.name}/{name}",
                "retrieved_at": _stamp(document.retrieved_at),
            }
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
        asked = url.split("#", 1)[0]
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
