"""Fetches each address once for a run, also when a thousand credentials ask for it at the same moment."""

import threading
import time
from dataclasses import dataclass, field

from wallet.errors import FetchError
from wallet.ports import Document, Fetcher, Purpose

_KEEP_SECONDS = 300.0
_KEEP_FAILURE_SECONDS = 60.0
_MAX_BYTES = 256 << 20


@dataclass(slots=True)
class _Slot:
    ready: threading.Event = field(default_factory=threading.Event)
    document: Document | None = None
    error: FetchError | None = None
    until: float = 0.0


class CachingFetcher:
    """A Fetcher that keeps answers (also failures, shorter) in memory and lets equal questions wait for one answer."""

    def __init__(self, inner: Fetcher, *, keep: float = _KEEP_SECONDS) -> None:
        """Wrap ``inner``; answers are kept for ``keep`` seconds."""
        self._inner = inner
        self._keep = keep
        self._lock = threading.Lock()
        self._slots: dict[tuple[str, Purpose, str], _Slot] = {}
        self._bytes = 0

    def forget(self) -> None:
        """Drop everything, so that "check again" asks anew."""
        with self._lock:
            self._slots.clear()
            self._bytes = 0

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        """Return the document, asked for once (see ``ports.Fetcher``)."""
        key = (url, purpose, accept)
        with self._lock:
            slot = self._slots.get(key)
            mine = slot is None or (slot.ready.is_set() and slot.until < time.monotonic())
            if slot is None or mine:
                slot = self._slots[key] = _Slot()
        if mine:
            self._fill(slot, url, purpose, accept)
        slot.ready.wait()
        if slot.error is not None:
            raise type(slot.error)(slot.error.code, slot.error.facts)
        if slot.document is None:
            # The one that asked was interrupted before it had an answer.
            return self._inner.get(url, purpose=purpose, accept=accept)
        return slot.document

    def _fill(self, slot: _Slot, url: str, purpose: Purpose, accept: str) -> None:
        try:
            slot.document = self._inner.get(url, purpose=purpose, accept=accept)
            slot.until = time.monotonic() + self._keep
        except FetchError as error:
            slot.error = error
            slot.until = time.monotonic() + min(self._keep, _KEEP_FAILURE_SECONDS)
        finally:
            slot.ready.set()
        with self._lock:
            self._bytes += len(slot.document.body) if slot.document else 0
            if self._bytes > _MAX_BYTES:
                self._slots.clear()
                self._bytes = 0
